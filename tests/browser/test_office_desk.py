"""The clerk assigns several suggestions from the list; the boards speak our words; a unit finds its way home."""

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
	clerk = sit_down(town.clerk, "专干")
	clerk.open("deputy-suggestion?stage=Registered")
	for title in TITLES:
		clerk.shown.locator(".list-row", has_text=title).locator(".list-row-checkbox").check()
	group = clerk.shown.locator(".actions-btn-group:visible")
	entry = group.locator(".dropdown-menu a", has_text="交办给承办单位")
	clerk.open_menu(group.locator("button").first, entry)
	entry.click()
	dialog = clerk.dialog("交办给承办单位")
	for title in TITLES:
		expect(dialog.locator(".assign-many")).to_contain_text(title)
	clerk.pick(clerk.row_box("units", 0, "unit"), frappe.db.get_value("Handling Unit", town.units[0], "unit_name"))
	clerk.picture("从列表交办")
	with clerk.page.expect_response(lambda answer: "assign_many" in answer.url) as answer:
		clerk.confirm("交办给承办单位")
	assert answer.value.ok
	clerk.no_dialog()
	expect(clerk.page.locator(".desk-alert", has_text="已交办2件")).to_be_visible()
	clerk.no_trouble()
	units = frappe.get_all("Suggestion Assignment", {"suggestion": ("in", waiting)}, pluck="unit")
	assert units == [town.units[0]] * 2

	clerk.open("deputy-suggestion", "view", "kanban", "代表建议进度")
	column = clerk.shown.locator(".kanban-column[data-column-value='Assigned']")
	expect(column.locator(".kanban-title")).to_have_text("已交办")
	expect(column.locator(".kanban-card-wrapper", has_text=TITLES[0])).to_be_visible()
	clerk.picture("看板")
	clerk.open("suggestion-assignment", "view", "kanban", "交办进度")
	expect(clerk.shown.locator(".kanban-column[data-column-value='Replied'] .kanban-title")).to_have_text("已答复")
	card = clerk.shown.locator(".kanban-card-wrapper", has_text=TITLES[0])
	expect(card).to_contain_text(frappe.db.get_value("Handling Unit", town.units[0], "unit_name"))
	expect(card).not_to_contain_text(town.units[0])
	clerk.no_trouble()


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
