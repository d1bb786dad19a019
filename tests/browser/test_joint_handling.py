"""An empty assist opinion is given again at the lead's wish; the joint reply waits for the countersignature."""

import factories as make
import frappe
import pytest
from playwright.sync_api import expect

TITLE = "关于硬化河西村机耕路的建议"
EMPTY = "同意主办单位意见。"
LACKS = "请写明安排多少经费、什么时候到位"
BETTER = "从农村公路养护资金中安排十二万元，明年三月底前拨付到村。"


@pytest.fixture
def joint(town, patiently):
	"""Assigned to a lead and an assisting unit, both have signed for it: the names of their assignments."""

	def assign():
		with make.acting(town.clerk):
			suggestion = make.register(make.make_suggestion(town.deputies[0], title=TITLE))
			rows = make.assign(suggestion, lead=town.units[0], assist=[town.units[1]])
		for row, worker in zip(rows, town.workers, strict=True):
			with make.acting(worker):
				make.act(row, "Sign For")
		return [row.name for row in rows]

	return patiently(assign)


def give_opinion(desk, words: str) -> None:
	"""The action with its dialog, as far as the server's answer."""
	group = desk.shown.locator(".actions-btn-group:visible")
	entry = group.locator(".dropdown-menu a", has_text="提交协办意见")
	desk.open_menu(group.locator("button").first, entry)
	entry.click()
	desk.dialog("提交协办意见")
	desk.fill("opinion", words)
	desk.picture("写协办意见")
	desk.confirm("提交协办意见")


def opinions(desk):
	return desk.shown.locator(".form-dashboard-section", has_text="协办意见").first


def test_an_empty_opinion_is_given_again_and_the_reply_countersigned(town, joint, sit_down, patiently):
	lead, assist = joint
	helper = sit_down(town.workers[1], "协办人", phone=True)
	helper.open_form("Suggestion Assignment", assist)
	helper.picture("协办件")
	give_opinion(helper, EMPTY)
	expect(helper.page.locator(".msgprint:visible")).to_contain_text("同意主办单位意见")
	helper.picture("内容空泛")
	helper.close()

	worker = sit_down(town.workers[0], "主办人")
	worker.open_form("Suggestion Assignment", lead)
	expect(opinions(worker)).to_contain_text("内容空泛")
	worker.picture("主办看意见")
	opinions(worker).get_by_role("button", name="要求重提协办意见").click()
	worker.dialog("要求重提协办意见")
	worker.fill("redo_reason", LACKS)
	worker.picture("要求重提")
	worker.confirm("要求重提协办意见")
	expect(opinions(worker)).to_contain_text(LACKS)
	expect(opinions(worker)).not_to_contain_text(EMPTY)
	worker.picture("已要求重提")

	helper.open_form("Suggestion Assignment", assist)
	helper.expect_stage(LACKS)
	frappe.db.rollback()
	due = frappe.db.get_value("Suggestion Assignment", assist, "due_date")
	helper.expect_stage(frappe.utils.formatdate(due, "yyyy-mm-dd"))
	helper.picture("重提协办意见")
	helper.fits()
	give_opinion(helper, BETTER)
	helper.no_dialog()
	helper.expect_stage("已提协办意见")
	helper.picture("已重提")

	worker.open_form("Suggestion Assignment", lead)
	expect(opinions(worker)).to_contain_text(BETTER)
	expect(opinions(worker)).not_to_contain_text("内容空泛")
	worker.picture("新意见")
	reply = patiently(lambda: ready_to_issue(town, lead))

	chief = sit_down(town.chiefs[0], "负责人", phone=True)
	chief.open_form("Suggestion Reply", reply)
	chief.picture("待签发")
	chief.fits()
	chief.act("签发")
	issue_in_vain(chief)

	signer = sit_down(town.chiefs[1], "会签人", phone=True)
	signer.open("reply-countersignature")
	signer.shown.get_by_text(TITLE).first.click()
	signer.wait_for_form()
	signer.picture("待会签")
	signer.fits()
	signer.press("同意并会签")
	signer.dialog("会签")
	signer.send("发送")
	signer.expect_stage("已会签")
	signer.picture("已会签")

	chief.open_form("Suggestion Reply", reply)
	chief.act("发出答复")
	chief.picture("已发出")
	for desk in (helper, worker, chief, signer):
		desk.no_trouble()
	frappe.db.rollback()
	row = frappe.get_doc("Suggestion Assignment", assist)
	assert (row.opinion, row.opinion_is_empty, row.redo_reason) == (BETTER, 0, LACKS)
	assert row.redo_asked_on and row.status == "Opinion Given"
	signature = frappe.get_doc("Reply Countersignature", {"reply": reply})
	assert (signature.status, signature.signed_by) == ("Confirmed", town.chiefs[1])
	assert frappe.db.get_value("Suggestion Reply", reply, "workflow_state") == "Issued"


def ready_to_issue(town, lead: str) -> str:
	"""The reply is written and checked; the countersignature is asked for."""
	assignment = frappe.get_doc("Suggestion Assignment", lead)
	with make.acting(town.workers[0]):
		reply = make.act(make.draft_reply(assignment), "Submit for Check")
	with make.acting(town.office):
		make.justify_all(reply)
		return make.act(reply, "Pass Check").name


def issue_in_vain(desk) -> None:
	group = desk.shown.locator(".actions-btn-group:visible")
	entry = group.locator(".dropdown-menu a", has_text="发出答复")
	desk.open_menu(group.locator("button").first, entry)
	entry.click()
	expect(desk.page.locator(".msgprint:visible")).to_contain_text("财政所")
	desk.picture("尚未会签")
	desk.errors.clear()
	desk.close()
