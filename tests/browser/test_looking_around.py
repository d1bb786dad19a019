"""What people see when they only look: workspace and reports, the phone, what a unit is not shown."""

import re

import factories as make
import frappe
import pytest
from playwright.sync_api import expect

TITLES = ("关于增设公交站点的建议", "关于修缮村卫生室的建议")


@pytest.fixture(scope="module")
def suggestions(town, patiently):
	"""One suggestion in hand at a unit, and one answered and awaiting the deputy's opinion."""

	def write():
		lead = town.deputies[0]
		made = [make.make_suggestion(lead, title=title, meeting=town.meeting) for title in TITLES]
		for suggestion, unit in zip(made, town.units, strict=False):
			with make.acting(town.clerk):
				make.register(suggestion)
				assignment = make.assign(suggestion, lead=unit)[0]
		with make.acting(town.workers[1]):
			make.act(assignment, "Sign For")
			reply = make.draft_reply(assignment)
		make.issue(reply, town.workers[1], town.office, town.chiefs[1])
		return [suggestion.name for suggestion in made]

	return patiently(write)


def test_the_chair_finds_figures_and_reports(town, suggestions, sit_down):
	chair = sit_down(town.chair, "主席")
	chair.open("deputy-affairs")
	cards = chair.shown.locator(".number-widget-box")
	expect(cards).to_have_count(8)
	for number in range(8):
		expect(cards.nth(number).locator(".number")).to_have_text(re.compile(r"\d"))
	charts = chair.shown.locator(".dashboard-widget-box")
	expect(charts).to_have_count(4)
	for number in range(4):
		expect(charts.nth(number).locator("svg.frappe-chart .bar").first).to_be_attached()
	chair.settle()
	chair.picture("工作台")
	chair.shown.locator(".shortcut-widget-box").first.scroll_into_view_if_needed()
	chair.picture("工作台下部")
	chair.no_trouble()

	for report, words in (("Suggestion Register", TITLES[0]), ("Deputy Composition", "性别")):
		chair.open("query-report", report)
		rows = chair.shown.locator(".dt-scrollable .dt-row")
		expect(rows.filter(has_text=words).first).to_be_visible()
		chair.settle()
		chair.picture(report)
		chair.no_trouble()


def test_the_clerk_works_on_a_phone(town, suggestions, sit_down):
	clerk = sit_down(town.clerk, "手机专干", phone=True)
	clerk.open("deputy-suggestion")
	row = clerk.shown.locator(".list-row", has_text=TITLES[0])
	expect(row).to_be_visible()
	clerk.settle()
	clerk.picture("列表")
	clerk.fits()
	row.get_by_text(TITLES[0]).click()
	clerk.wait_for_form(suggestions[0])
	clerk.expect_stage("已交办")
	clerk.picture("表单")
	clerk.fits()
	within_reach(clerk, clerk.shown.locator(".actions-btn-group:visible button").first)
	clerk.shown.locator(".menu-btn-group button:visible").first.click()
	menu = clerk.shown.locator(".menu-btn-group .dropdown-menu:visible")
	expect(menu.get_by_text("受理告知单", exact=False).first).to_be_attached()
	clerk.picture("菜单")
	clerk.open("deputy-suggestion", "new")
	clerk.wait_for_form()
	clerk.picture("新建议")
	clerk.fits()
	within_reach(clerk, clerk.shown.locator(".page-actions .primary-action:visible"))
	clerk.no_trouble()


def test_a_unit_works_on_a_phone(town, suggestions, sit_down):
	worker = sit_down(town.workers[0], "手机承办人", phone=True)
	worker.open("suggestion-assignment")
	row = worker.shown.locator(".list-row", has_text=TITLES[0])
	expect(row).to_be_visible()
	worker.picture("列表")
	worker.fits()
	row.get_by_text(TITLES[0]).click()
	worker.wait_for_form()
	worker.expect_stage("待签收")
	worker.picture("表单")
	worker.fits()
	within_reach(worker, worker.shown.locator(".actions-btn-group:visible button").first)
	worker.no_trouble()


def test_a_unit_sees_neither_other_work_nor_opinions(town, suggestions, sit_down):
	worker = sit_down(town.workers[0], "承办人看")
	worker.open("my-assignments")
	expect(worker.shown.locator(".number-widget-box .number").first).to_have_text(re.compile(r"\d"))
	worker.picture("工作台")
	worker.open("suggestion-assignment")
	expect(worker.shown.locator(".list-row", has_text=TITLES[0])).to_be_visible()
	expect(worker.shown.locator(".list-row", has_text=TITLES[1])).to_have_count(0)
	other = sit_down(town.workers[1], "另一承办人")
	rating = make.ratings_of(frappe.get_doc("Deputy Suggestion", suggestions[1]))[0]
	answer = other.page.request.get(f"/api/resource/Suggestion Rating/{rating.name}")
	assert answer.status == 403
	listed = other.page.request.get("/api/resource/Suggestion Rating")
	assert listed.status == 403
	worker.no_trouble()
	other.no_trouble()


def within_reach(desk, button) -> None:
	"""The button stands wholly on the screen."""
	expect(button).to_be_visible()
	box = button.bounding_box()
	size = desk.page.viewport_size
	assert box["x"] >= 0 and box["x"] + box["width"] <= size["width"], box
	assert box["y"] >= 0 and box["y"] + box["height"] <= size["height"], box
