"""Motions: refused politely with too few signers, put on the agenda, or turned into a suggestion with its history."""

import factories as make
import frappe
import pytest
from frappe.utils import today
from playwright.sync_api import expect

NAMES = ("段文海", "尹秀芝", "邱志高", "卜兰英", "龚学武")


@pytest.fixture(scope="module")
def five(town, patiently):
	"""Five deputies of constituencies of their own."""

	def elect():
		places = [make.make_constituency(town.term, number, seats=3).name for number in (17, 18)]
		return [
			make.make_deputy(name, town.congress, town.term, places[n // 3], f"7{n:02}").name
			for n, name in enumerate(NAMES)
		]

	return patiently(elect)


def motion(town, signers, title: str, **fields):
	with make.acting(town.clerk):
		return make.make_suggestion(
			signers[0],
			signers[1:],
			title=title,
			meeting=town.meeting,
			kind="Motion",
			cause="《中华人民共和国水法》第二十三条",
			**fields,
		)


def stored(name: str):
	frappe.db.rollback()
	return frappe.get_doc("Deputy Suggestion", name)


def test_too_few_signers_then_enough_and_on_the_agenda(town, five, sit_down, patiently):
	name = patiently(lambda: motion(town, five[:4], "关于编制全镇水利规划的议案").name)
	clerk = sit_down(town.clerk, "专干议案")
	clerk.open_form("Deputy Suggestion", name)
	expect(clerk.field("cause")).to_contain_text("案据")
	clerk.picture("议案草稿")
	group = clerk.shown.locator(".actions-btn-group:visible")
	entry = group.locator(".dropdown-menu a", has_text="提交审查")
	clerk.open_menu(group.locator("button").first, entry)
	entry.click()
	message = clerk.page.locator(".msgprint:visible")
	expect(message).to_contain_text("议案须有5名以上代表联名，现只有4名签名")
	clerk.picture("人数不足")
	clerk.errors.clear()
	clerk.close()
	assert clerk.value("workflow_state") == "Draft"

	clerk.add_row("cosigners")
	clerk.pick(clerk.row_box("cosigners", 3, "deputy"), NAMES[4])
	clerk.save()
	clerk.press("录入书面签名", group="签名")
	clerk.dialog("录入书面签名")
	clerk.send("录入")
	clerk.act("提交审查")
	clerk.expect_stage("审查中")
	clerk.picture("议案审查中")
	clerk.act("列入议程", presidium_decision="经主席团会议审议，列入大会议程", presidium_decided_on=today())
	clerk.expect_stage("列入议程")
	clerk.picture("列入议程")
	clerk.no_trouble()
	doc = stored(name)
	assert (doc.stage, doc.kind, doc.registration_number) == ("On the Agenda", "Motion", None)
	assert doc.motion_signers.split("、") == list(NAMES)


def test_not_on_the_agenda_it_becomes_a_suggestion_and_keeps_its_history(town, five, sit_down, patiently):
	name = patiently(lambda: make.act(motion(town, five, "关于修建北干渠的议案"), "Submit for Review").name)
	clerk = sit_down(town.clerk, "专干转建议")
	clerk.open_form("Deputy Suggestion", name)
	clerk.act(
		"不列入议程，转为建议",
		presidium_decision="经主席团会议审议，不列入议程，作为建议办理",
		presidium_decided_on=today(),
	)
	clerk.expect_stage("审查中")
	clerk.expect_stage("作为建议办理")
	clerk.picture("转为建议")
	clerk.act("受理立案", review_opinion="按主席团决定作为建议办理")
	clerk.expect_stage("已立案")
	clerk.picture("转建议已立案")
	clerk.shown.locator(".form-tabs .nav-link", has_text="审查与办理").click()
	expect(clerk.field("presidium_decision")).to_contain_text("不列入议程")
	expect(clerk.field("motion_signers")).to_contain_text(NAMES[4])
	clerk.picture("议案经过")
	for section in ("环节记录", "历次提交文本"):
		clerk.shown.locator(".section-head.collapsible", has_text=section).click()
	expect(clerk.field("stage_log")).to_be_visible()
	expect(clerk.rows("submissions")).to_have_count(1)
	clerk.field("submissions").scroll_into_view_if_needed()
	clerk.picture("办理经过")
	clerk.no_trouble()
	doc = stored(name)
	assert (doc.stage, doc.kind) == ("Registered", "Motion Turned Suggestion")
	assert doc.registration_number.startswith("19-3-")
	assert doc.submissions[0].kind == "Motion"
