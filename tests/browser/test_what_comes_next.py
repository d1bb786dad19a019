"""What a form tells and offers fits the moment: no action that is over, no date that hides another."""

import re

import factories as make
import frappe
import pytest
from frappe.utils import add_days, today
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def cases(town, patiently):
	"""One suggestion whose forms are all in, and one that its unit should have signed for four days ago."""

	def lay():
		with make.acting(town.clerk):
			done = make.register(make.make_suggestion(town.deputies[0], title="关于清理西街排水沟的建议"))
			(handled,) = make.assign(done, lead=town.units[0])
			late = make.register(make.make_suggestion(town.deputies[1], title="关于增设东街路灯的建议"))
			(unsigned,) = make.assign(late, lead=town.units[0])
		with make.acting(town.workers[0]):
			make.act(handled, "Sign For")
			reply = make.draft_reply(handled)
		make.issue(reply, town.workers[0], town.office, town.chiefs[0])
		with make.acting(town.clerk):
			for rating in make.ratings_of(done):
				make.rate(rating)
		frappe.db.set_value(unsigned.doctype, unsigned.name, "assigned_on", add_days(today(), -7))
		return frappe._dict(done=done.name, handled=handled.name, reply=reply.name, unsigned=unsigned.name)

	return patiently(lay)


def offered(desk) -> list[str]:
	"""The words of the actions in the menu."""
	desk.settle()
	group = desk.shown.locator(".actions-btn-group .dropdown-menu a")
	return [text.strip() for text in group.all_text_contents()]


def test_nothing_is_offered_that_is_over(town, cases, sit_down):
	clerk = sit_down(town.clerk, "专干")
	clerk.open_form("Deputy Suggestion", cases.done)
	clerk.expect_stage("已办结")
	assert not {"办结", "撤回"} & set(offered(clerk))
	expect(clerk.shown.locator(".similar-suggestions")).to_have_count(0)
	# the framework keeps no history of changes in tests; this is how its timeline writes an empty value
	assert clerk.page.evaluate("frappe.utils.html2text(null)") == "（空）"
	clerk.picture("已办结")

	clerk.open_form("Suggestion Assignment", cases.handled)
	clerk.expect_stage("已答复")
	assert "收回交办" not in offered(clerk)

	clerk.open_form("Suggestion Reply", cases.reply)
	clerk.expect_stage("征询意见表均已返回")
	expect(clerk.button("发送评价链接")).to_have_count(0)
	clerk.no_trouble()


def test_what_is_still_possible_stays_offered(town, cases, sit_down):
	clerk = sit_down(town.clerk, "专干")
	clerk.open_form("Suggestion Assignment", cases.unsigned)
	expect(clerk.shown.locator(".actions-btn-group .dropdown-menu a", has_text="收回交办")).to_have_count(1)


def test_a_unit_reads_until_when_it_signs_and_nothing_of_forms(town, cases, sit_down):
	unit = sit_down(town.workers[0], "单位")
	unit.open_form("Suggestion Assignment", cases.unsigned)
	head = unit.shown.locator(".form-message:visible").first
	expect(head).to_contain_text("签收期限")
	expect(head).to_contain_text("逾期4天")
	expect(head).to_have_class(re.compile("red"))
	unit.picture("待签收")

	unit.open_form("Suggestion Reply", cases.reply)
	unit.expect_stage("征询意见由人大办公室收集")
	unit.no_trouble()


def test_a_setting_that_is_not_set_is_empty_and_says_what_is_in_force(town, sit_down):
	clerk = sit_down(town.clerk, "专干")
	clerk.open_form("Congress", town.congress)
	clerk.shown.locator(".form-tabs .nav-link", has_text="设置").click()
	box = clerk.field("reply_months").locator("input")
	expect(box).to_have_value("")
	expect(box).to_have_attribute("placeholder", "现行：3个月")
	clerk.no_trouble()
