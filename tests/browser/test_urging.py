"""An overdue item is urged from the report, answered by the unit on a phone, asked again, answered, accepted."""

import factories as make
import frappe
from frappe.utils import add_days, getdate
from playwright.sync_api import expect

TITLE = "关于修复云溪桥护栏的建议"


def test_from_the_report_to_the_accepted_answer(town, site, patiently, sit_down):
	"""Two clicks for a draft, one for the issue; the unit needs no desk but its telephone."""
	patiently(lambda: overdue(town))
	clerk = sit_down(town.clerk, "专干")
	clerk.open("query-report", "Overdue and Due Soon")
	row = clerk.shown.locator(".dt-row", has_text=TITLE).filter(has_text="答复代表")
	expect(row).to_contain_text("已超期")
	clerk.picture("超期与临期")
	row.locator("input[type=checkbox]").check()
	clerk.press("起草催办通知", group="督办")
	clerk.wait_for_form()
	clerk.expect_stage("待签发")
	clerk.picture("催办草稿")
	clerk.act("签发督办")
	clerk.expect_stage("待单位说明")
	expect(clerk.field("document_number")).to_contain_text("〔")
	notice = clerk.name()
	clerk.picture("已签发")

	unit = sit_down(town.workers[0], "承办人", phone=True)
	unit.page.set_default_timeout(60_000)
	unit.open_form("Supervision Notice", notice)
	unit.expect_stage("待单位说明")
	unit.fits()
	unit.picture("单位手机上的督办")
	answer = {
		"answer_reasons": "护栏材料未到",
		"answer_measures": "已联系厂家",
		"answer_done_by": add_days(getdate(), 20).isoformat(),
	}
	unit.act("提交说明", **answer)
	unit.expect_stage("单位已说明")
	unit.picture("已说明")

	clerk.open_form("Supervision Notice", notice)
	clerk.act("要求再次说明", decision="请写明责任人", answer_by=add_days(getdate(), 5).isoformat())
	clerk.expect_stage("待单位说明")
	unit.open_form("Supervision Notice", notice)
	expect(unit.shown.locator(".form-message").first).to_contain_text("请写明责任人")
	unit.act("提交说明", **{**answer, "answer_measures": "由王主任负责"})
	clerk.open_form("Supervision Notice", notice)
	clerk.act("认可说明")
	clerk.expect_stage("已办结")
	clerk.picture("办结")
	for desk in (clerk, unit):
		desk.no_trouble()


def overdue(town) -> None:
	"""An assignment that was due yesterday."""
	with make.acting(town.clerk):
		suggestion = make.register(make.make_suggestion(town.deputies[0], title=TITLE))
		(assignment,) = make.assign(suggestion, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
	frappe.db.set_value(assignment.doctype, assignment.name, "due_date", add_days(getdate(), -1))
