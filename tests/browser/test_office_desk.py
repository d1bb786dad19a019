"""The office assigns several suggestions from the list; the boards speak our words; a unit finds its way home."""

import factories as make
import frappe
import pytest
from playwright.sync_api import expect

TITLES = ("关于疏浚东沟的建议", "关于疏浚西沟的建议")


@pytest.fixture
def waiting(town, patiently):
	"""Two registered suggestions without a unit."""
	return patiently(
		lambda: [make.register(make.make_suggestion(town.deputies[0], title=title)).name for title in TITLES]
	)


def test_two_suggestions_are_assigned_from_the_list(town, waiting, sit_down):
	# the list keeps its filter for the user, and other tests look at the clerk's
	office = sit_down(town.chair, "主席")
	office.open("deputy-suggestion?stage=Registered")
	for title in TITLES:
		office.shown.locator(".list-row", has_text=title).locator(".list-row-checkbox").check()
	group = office.shown.locator(".actions-btn-group:visible")
	entry = group.locator(".dropdown-menu a", has_text="交办给承办单位")
	office.open_menu(group.locator("button").first, entry)
	entry.click()
	dialog = office.dialog("交办给承办单位")
	for title in TITLES:
		expect(dialog.locator(".assign-many")).to_contain_text(title)
	office.pick(
		office.row_box("units", 0, "unit"), frappe.db.get_value("Handling Unit", town.units[0], "unit_name")
	)
	office.picture("从列表交办")
	with office.page.expect_response(lambda answer: "assign_many" in answer.url) as answer:
		office.confirm("交办给承办单位")
	assert answer.value.ok
	office.no_dialog()
	expect(office.page.locator(".desk-alert", has_text="已交办2件")).to_be_visible()
	office.no_trouble()
	frappe.db.rollback()
	units = frappe.get_all("Suggestion Assignment", {"suggestion": ("in", waiting)}, pluck="unit")
	assert units == [town.units[0]] * 2

	office.open("deputy-suggestion", "view", "kanban", "代表建议进度")
	column = office.shown.locator(".kanban-column[data-column-value='Assigned']")
	expect(column.locator(".kanban-title")).to_have_text("已交办")
	expect(column.locator(".kanban-card-wrapper", has_text=TITLES[0])).to_be_visible()
	office.picture("看板")
	office.open("suggestion-assignment", "view", "kanban", "交办进度")
	expect(office.shown.locator(".kanban-column[data-column-value='Replied'] .kanban-title")).to_have_text(
		"已答复"
	)
	card = office.shown.locator(".kanban-card-wrapper", has_text=TITLES[0])
	expect(card).to_contain_text(frappe.db.get_value("Handling Unit", town.units[0], "unit_name"))
	expect(card).not_to_contain_text(town.units[0])
	office.no_trouble()


def test_the_first_breadcrumb_leads_a_unit_to_its_own_desk(town, sit_down):
	worker = sit_down(town.workers[0], "经办人")
	worker.open("suggestion-assignment")
	home = worker.page.locator("#navbar-breadcrumbs a").first
	expect(home).to_have_text("我的交办件")
	home.click()
	expect(worker.shown.locator(".page-title", has_text="我的交办件")).to_be_visible()
	worker.settle()
	assert not worker.shown.locator(".dashboard-widget-box").count()
	worker.no_trouble()


def test_the_filter_of_a_list_speaks_the_words_of_its_records(town, sit_down):
	worker = sit_down(town.workers[0], "经办人")
	worker.open("suggestion-assignment")
	choices = worker.shown.locator(".standard-filter-section [data-fieldname='status'] option")
	for word, times in {"待签收": 1, "办理中": 1, "已答复": 1, "已回复": 0}.items():
		expect(choices.filter(has_text=word)).to_have_count(times)
