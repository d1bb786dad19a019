"""From co-signing to a promise kept: three signers, three units, two rounds, and what was promised."""

import re

import factories as make
import frappe
import pytest
from browser_town import township
from frappe.utils import add_days, add_months, today
from playwright.sync_api import expect

from deputy_affairs import daily

TITLE = "关于更换提灌站机组的建议"
SAME_MATTER = "关于修复青石村提灌站的建议"
PROMISES = (
	"已完成机组选型和招标，新机组六月底前安装到位并通水。",
	"管护人员两名已经公示，水费补助由财政所列入下季度预算，四月起发放。",
)


@pytest.fixture(scope="module")
def town(site, patiently):
	"""A township with three handling units."""
	with township(site, patiently, units=3) as made:
		yield made


def test_from_co_signing_to_a_promise_kept(town, sit_down, phone, patiently):
	"""Two co-sign by link, one is merged in, three units, a return, an extension, two rounds, promises."""
	clerk, chair = sit_down(town.clerk, "专干"), sit_down(town.chair, "主席")
	worker = sit_down(town.workers[0], "主办")
	returner = sit_down(town.workers[2], "退办")

	suggestion, other = patiently(lambda: write(town))
	co_sign(clerk, phone, suggestion)
	review(clerk, suggestion)
	merge(clerk, other, TITLE)
	assign_three(clerk, suggestion)
	give_back(returner, clerk)
	lead = patiently(lambda: take_in_hand(town, suggestion))
	extend(worker, chair, lead)
	reply = answer_with_promises(worker, lead)
	patiently(lambda: bring_out(town, reply))
	rate_by_link(clerk, phone, reply)
	second_round(clerk, suggestion)
	patiently(lambda: answer_again(town, suggestion))
	keep_promises(clerk, worker, patiently, reply)
	for desk in (clerk, chair, worker, returner):
		desk.no_trouble()


def write(town) -> tuple[str, str]:
	"""A draft with two co-signers still to answer, and another deputy's suggestion of the same matter."""
	lead, *cosigners = town.deputies
	with make.acting(town.clerk):
		constituency = make.make_constituency(town.term, 2).name
		fourth = make.make_deputy("赵六", town.congress, town.term, constituency, "004").name
		draft = make.make_suggestion(lead, title=TITLE, cosigners=[])
		draft.update({"cosigners": [{"deputy": deputy} for deputy in cosigners]})
		draft.save()
		same = make.make_suggestion(fourth, title=SAME_MATTER)
		make.act(same, "Submit for Review")
	return draft.name, same.name


def co_sign(clerk, phone, suggestion: str) -> None:
	clerk.open_form("Deputy Suggestion", suggestion)
	clerk.press("发送联名链接", group="签名")
	clerk.dialog("发送联名链接")
	clerk.picture("发送联名链接")
	clerk.confirm("发送")
	dialog = clerk.dialog("联名代表的链接")
	expect(dialog.locator("[data-row]")).to_have_count(2)
	clerk.picture("联名代表的链接")
	for row in dialog.locator("[data-row] .text-break").all():
		page = phone(row.inner_text().strip())
		expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
		page.get_by_role("button", name="同意联名", exact=True).click()
		page.get_by_role("button", name="确定", exact=False).last.click()
		expect(page.get_by_role("heading", level=1)).to_contain_text("谢谢您")
	clerk.confirm("完成")
	clerk.no_dialog()
	frappe.db.rollback()
	rows = frappe.get_all("Suggestion Cosigner", {"parent": suggestion}, ["state", "manner"])
	assert [(row.state, row.manner) for row in rows] == [("Confirmed", "One-time Link")] * 2


def review(clerk, suggestion: str) -> None:
	clerk.open_form("Deputy Suggestion", suggestion)
	clerk.act("提交审查")
	clerk.act("受理立案", review_opinion="同意立案")
	clerk.expect_stage("已立案")


def merge(clerk, other: str, main_title: str) -> None:
	clerk.open_form("Deputy Suggestion", other)
	clerk.press("并入另一件建议", group="审查")
	clerk.dialog("并入另一件建议")
	clerk.link("main", main_title)
	clerk.fill("reason", "内容相同")
	clerk.picture("并案")
	clerk.confirm("并案")
	clerk.no_dialog()
	clerk.settle()
	clerk.expect_stage("已立案")
	clerk.picture("已并案")
	assert clerk.value("registration_number") and clerk.value("merged_into")


def assign_three(clerk, suggestion: str) -> None:
	clerk.open_form("Deputy Suggestion", suggestion)
	clerk.press("交办给承办单位")
	clerk.dialog("交办给承办单位")
	for number, (unit, role) in enumerate((("农服中心", "主办"), ("财政所", "协办"), ("交通站", "协办"))):
		if number:
			clerk.add_row("units")
		clerk.pick(clerk.row_box("units", number, "unit"), unit)
		clerk.row_box("units", number, "handling_role").select_option(label=role)
	clerk.picture("交办三个单位")
	clerk.send("交办给承办单位")
	clerk.expect_stage("已交办")
	clerk.picture("已交办三个单位")


def give_back(returner, clerk) -> None:
	"""The third unit says that it is not its matter; the office agrees."""
	returner.open("suggestion-assignment")
	returner.shown.locator(".list-row", has_text=TITLE).get_by_text(TITLE).click()
	returner.wait_for_form()
	returner.act("申请退回", return_reason="提灌站不属于交通站职责")
	returner.expect_stage("申请退回")
	returner.picture("申请退回")
	clerk.open_form("Suggestion Assignment", returner.name())
	clerk.act("同意退回", return_decision="同意，不再协办")
	clerk.expect_stage("已退回")


def take_in_hand(town, suggestion: str) -> str:
	"""Both remaining units sign for it; the assisting one gives its opinion, the lead speaks to the deputy."""
	make.forget()
	frappe.db.rollback()
	rows = frappe.get_all(
		"Suggestion Assignment",
		{"suggestion": suggestion, "workflow_state": "Awaiting Receipt"},
		["name", "unit"],
	)
	found = {row.unit: frappe.get_doc("Suggestion Assignment", row.name) for row in rows}
	lead, assist = found[town.units[0]], found[town.units[1]]
	with make.acting(town.workers[0]):
		make.act(lead, "Sign For")
		make.log_contact(lead)
	with make.acting(town.workers[1]):
		make.act(assist, "Sign For")
		make.act(assist, "Give Opinion", opinion="水费补助三万元列入下季度预算。")
	return lead.name


def extend(worker, chair, lead: str) -> None:
	worker.open_form("Suggestion Assignment", lead)
	before = worker.value("due_date")
	wanted = str(add_days(before, 30))
	worker.press("申请延期")
	worker.wait_for_form()
	worker.fill("reason", "机组招标周期较长，涉及两个部门。")
	worker.fill("measures", "已完成现场勘察和选型。")
	worker.fill("extend_to", wanted)
	worker.save()
	worker.act("申请延期")
	worker.picture("申请延期")
	name = worker.name()
	chair.open_form("Deadline Extension", name)
	chair.act("同意延期", decision="同意延期，抓紧办理")
	chair.picture("同意延期")
	worker.open_form("Suggestion Assignment", lead)
	assert worker.value("due_date") == wanted


def answer_with_promises(worker, lead: str) -> str:
	worker.open_form("Suggestion Assignment", lead)
	worker.press("拟写答复")
	worker.wait_for_form()
	expect(worker.rows("answers")).to_have_count(2)
	day = str(add_months(today(), 2))
	for number, promise in enumerate(PROMISES):
		worker.edit_row(
			"answers", number, outcome="正在办理", answer=promise, promised_date=day, responsible="王芳"
		)
	worker.pick(worker.field("reply_class").locator("input").first, "B")
	worker.fill("opening", "您领衔提出的建议收悉，经会同财政所研究，现答复如下。")
	worker.save()
	worker.picture("有承诺的答复")
	worker.act("送核稿")
	worker.expect_stage("核稿")
	return worker.name()


def bring_out(town, reply: str) -> None:
	"""Checked, countersigned by the assisting unit, signed off and issued: each step has tests of its own."""
	make.forget()
	frappe.db.rollback()
	doc = frappe.get_doc("Suggestion Reply", reply)
	with make.acting(town.office):
		make.justify_all(doc)
		make.act(doc, "Pass Check")
	make.countersign_all(doc)
	with make.acting(town.chiefs[0]):
		make.act(doc, "Sign Off")
		make.act(doc, "Issue")


def rate_by_link(clerk, phone, reply: str) -> None:
	"""All four proposers get a link; one is dissatisfied with the result."""
	clerk.open_form("Suggestion Reply", reply)
	clerk.press("发送评价链接")
	clerk.picture("发送评价链接")
	with clerk.page.expect_response(re.compile("sending.send_links")) as answer:
		clerk.page.locator(".modal.show .modal-footer .btn-primary:visible").last.click()
	links = clerk.page.locator(".modal.show .rating-links")
	expect(links).to_contain_text("赵六")
	clerk.picture("评价链接")
	addresses = [row["url"] for row in answer.value.json()["message"]]
	assert len(addresses) == 4
	for number, address in enumerate(addresses):
		page = phone(address)
		page.get_by_role("group", name="对办理态度").get_by_label("满意", exact=True).check()
		grade = "满意" if number else "不满意"
		page.get_by_role("group", name="对办理结果").get_by_label(grade, exact=True).check()
		if not number:
			page.get_by_label("具体意见").fill("通水时间太晚，赶不上春灌。")
		page.get_by_role("button", name="提交评价").click()
		page.get_by_role("button", name="确定提交").click()
		expect(page.get_by_role("heading", level=1)).to_contain_text("谢谢您")
	clerk.close()


def second_round(clerk, suggestion: str) -> None:
	clerk.open_form("Deputy Suggestion", suggestion)
	clerk.expect_stage("不满意")
	clerk.picture("一名代表不满意")
	clerk.press("作出决定")
	clerk.dialog("不满意评价的处理")
	clerk.picture("不满意评价的处理")
	clerk.confirm("重新办理")
	clerk.dialog("重新办理")
	clerk.fill("reason", "代表要求赶在春灌前通水")
	clerk.send("重新办理")
	clerk.expect_stage("已交办")
	clerk.page.wait_for_function("() => cur_frm.doc.current_round === 2")


def answer_again(town, suggestion: str) -> None:
	"""The second round, to the satisfaction of all, by the people who do it."""
	make.forget()
	frappe.db.rollback()
	rows = frappe.get_all("Suggestion Assignment", {"suggestion": suggestion, "round": 2}, ["name", "unit"])
	found = {row.unit: frappe.get_doc("Suggestion Assignment", row.name) for row in rows}
	with make.acting(town.workers[1]):
		make.act(found[town.units[1]], "Sign For")
		make.act(found[town.units[1]], "Give Opinion", opinion="补助资金提前到本月拨付，不再等下季度。")
	with make.acting(town.workers[0]):
		make.act(found[town.units[0]], "Sign For")
		reply = make.draft_reply(found[town.units[0]], answer="旧机组已抢修，春灌前恢复通水")
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	doc = frappe.get_doc("Deputy Suggestion", suggestion)
	names = frappe.get_all("Suggestion Rating", {"reply": reply.name}, pluck="name")
	assert len(names) == 4
	with make.acting(town.clerk):
		for name in names:
			make.rate(frappe.get_doc("Suggestion Rating", name))
	assert doc.reload().stage == "Closed"


def keep_promises(clerk, worker, patiently, reply: str) -> None:
	"""Closed, yet the promises are followed: overdue by themselves, the unit is reminded, then kept."""
	frappe.db.rollback()
	names = frappe.get_all("Reply Commitment", {"reply": reply}, pluck="name", order_by="demand_no asc")
	assert len(names) == 2
	patiently(lambda: let_the_day_pass(names))
	frappe.db.rollback()
	assert {frappe.db.get_value("Reply Commitment", name, "state") for name in names} == {"Overdue"}
	reminded = frappe.get_all(
		"Due Reminder",
		{"reference_doctype": "Reply Commitment", "reference_name": ("in", names)},
		pluck="name",
	)
	assert len(reminded) == 2
	users = frappe.get_all("Reminder Recipient", {"parent": ("in", reminded)}, pluck="user")
	assert worker_of(reply) in users

	for name in names:
		worker.open_form("Reply Commitment", name)
		worker.expect_stage("已逾期")
		worker.picture("承诺逾期")
		worker.act("报告完成", done_on=today(), progress_text="机组已安装，已经通水。")
		clerk.open_form("Reply Commitment", name)
		clerk.act("确认落实", decision_note="现场核实")
		clerk.expect_stage("已落实")
		clerk.picture("承诺落实")
	frappe.db.rollback()
	kept = frappe.get_all("Reply Commitment", {"reply": reply}, ["state", "kept_on", "overdue_on"])
	assert all(row.state == "Kept" and row.kept_on and row.overdue_on for row in kept)


def let_the_day_pass(names: list[str]) -> None:
	"""The promised day was yesterday, and the daily job runs."""
	for name in names:
		past = {"made_on": add_days(today(), -40), "promised_date": add_days(today(), -1)}
		frappe.db.set_value("Reply Commitment", name, {**past, "due_date": past["promised_date"]})
	frappe.db.set_value("Daily Step", {"last_day": (">=", today())}, "last_day", add_days(today(), -1))
	daily.run(commit=False)


def worker_of(reply: str) -> str:
	unit = frappe.db.get_value("Suggestion Reply", reply, "unit")
	return frappe.get_all(
		"Handling Unit Member", {"parent": unit, "is_chief": 0}, pluck="user", parent_doctype="Handling Unit"
	)[0]
