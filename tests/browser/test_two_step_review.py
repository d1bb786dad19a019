"""Two reviewers: the clerk first, the chair second; a return for rewriting with the versions side by side."""

import factories as make
import frappe
import pytest
from playwright.sync_api import expect

TITLE = "关于改造老街排水管网的建议"


@pytest.fixture
def as_it_was(town, patiently):
	"""Afterwards the congress reviews in one step again."""
	yield

	def unset():
		frappe.db.set_value("Congress", town.congress, "two_step_review", "")
		make.forget()

	patiently(unset)


def want_two_steps(clerk, town) -> None:
	"""In the settings of the congress."""
	clerk.open_form("Congress", town.congress)
	clerk.shown.locator(".form-tabs .nav-link", has_text="设置").click()
	clerk.field("two_step_review").scroll_into_view_if_needed()
	clerk.picture("两级审查设置")
	clerk.choose("two_step_review", "是")
	clerk.save()
	clerk.picture("两级审查已设")


def test_the_clerk_reviews_first_and_the_chair_second(town, as_it_was, sit_down, patiently):
	def write():
		with make.acting(town.clerk):
			return make.make_suggestion(town.deputies[0], title=TITLE).name

	name = patiently(write)
	clerk = sit_down(town.clerk, "专干初审")
	want_two_steps(clerk, town)
	clerk.open_form("Deputy Suggestion", name)
	clerk.act("提交审查")
	clerk.expect_stage("审查中")
	clerk.picture("待初审")
	entries = clerk.shown.locator(".actions-btn-group .dropdown-menu a")
	expect(entries.filter(has_text="初审通过")).to_have_count(1)
	expect(entries.filter(has_text="受理立案")).to_have_count(0)
	clerk.act("初审通过", first_review_opinion="一事一议，建议立案")
	clerk.expect_stage("复审中")
	clerk.picture("待复审")
	expect(entries.filter(has_text="受理立案")).to_have_count(0)

	chair = sit_down(town.chair, "主席复审", phone=True)
	chair.open_form("Deputy Suggestion", name)
	chair.expect_stage("一事一议，建议立案")
	chair.fits()
	chair.picture("主席看")
	chair.act("退回修改", review_opinion="请写明管网长度")
	chair.expect_stage("退回修改")
	chair.picture("主席退回")

	clerk.open_form("Deputy Suggestion", name)
	clerk.expect_stage("请写明管网长度")
	clerk.picture("被退回")
	clerk.fill("situation", "老街排水管网长一点二公里，建于上世纪，年年内涝。")
	clerk.save()
	clerk.act("提交审查")
	clerk.act("初审通过", first_review_opinion="已补充管网长度")
	clerk.expect_stage("复审中")

	chair.open_form("Deputy Suggestion", name)
	menu = chair.shown.locator(".menu-btn-group:visible")
	entry = menu.locator(".dropdown-menu a", has_text="版本比较")
	chair.open_menu(menu.locator("button"), entry)
	chair.picture("手机菜单")
	entry.click()
	dialog = chair.dialog("版本比较")
	expect(dialog.locator("tr.table-warning")).to_have_count(1)
	expect(dialog.locator("tr.table-warning mark")).to_have_count(2)
	expect(dialog).to_contain_text("请写明管网长度")
	chair.picture("手机版本比较")
	chair.close()
	clerk.open_form("Deputy Suggestion", name)
	clerk.press("版本比较", group="审查")
	clerk.dialog("版本比较")
	clerk.picture("版本比较")
	clerk.close()
	chair.act("受理立案", review_opinion="同意立案")
	chair.expect_stage("已立案")
	chair.picture("主席立案")
	chair.no_trouble()
	clerk.no_trouble()

	frappe.db.rollback()
	doc = frappe.get_doc("Deputy Suggestion", name)
	assert (doc.first_reviewed_by, doc.reviewed_by) == (town.clerk, town.chair)
	assert [bool(row.returned_on) for row in doc.submissions] == [True, False]
	assert doc.submissions[0].return_opinion == "请写明管网长度"
	assert doc.registration_number


def test_an_action_chosen_while_the_record_is_read_again(town, sit_down, patiently):
	"""The desk reads a record again a moment after each change; whoever is quicker loses nothing."""

	def submit():
		with make.acting(town.clerk):
			suggestion = make.make_suggestion(town.deputies[0], title="关于增设镇区垃圾收集点的建议")
			return make.act(suggestion, "Submit for Review").name

	name = patiently(submit)
	clerk = sit_down(town.clerk, "专干心急")
	clerk.open_form("Deputy Suggestion", name)
	held = []
	clerk.page.route("**/frappe.desk.form.load.getdoc*", lambda route: held.append(route), times=1)
	clerk.page.evaluate("() => { cur_frm.reload_doc() }")
	group = clerk.shown.locator(".actions-btn-group:visible")
	entry = group.locator(".dropdown-menu a", has_text="受理立案")
	clerk.open_menu(group.locator("button").first, entry)
	entry.click()
	clerk.dialog("受理立案")
	assert held, "the record is still on its way"
	for route in held:
		route.continue_()
	clerk.settle()
	clerk.fill("review_opinion", "同意立案")
	clerk.confirm("受理立案")
	clerk.expect_stage("已立案")
	clerk.no_trouble()
