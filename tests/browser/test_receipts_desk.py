"""Promises on the desk and their receipts: calendar, handing over, links, the deputy's phone, the pile of paper."""

import re

import factories as make
import frappe
import pytest
from browser_town import township
from desk_page import PICTURES
from frappe.utils import add_days, getdate, today
from playwright.sync_api import expect

from deputy_affairs.deputy_affairs.doctype.reply_commitment import follow_up

TITLE = "关于更换提灌站机组的建议"


@pytest.fixture(scope="module")
def town(site, patiently):
	"""A township with two units."""
	with township(site, patiently, units=2) as made:
		yield made


@pytest.fixture(scope="module")
def promises(town, patiently):
	"""One promise of each state: kept, with receipts of two deputies out; explained; overdue; open."""

	def lay():
		with make.acting(town.clerk):
			suggestion = make.register(
				make.make_suggestion(
					town.deputies[0],
					[town.deputies[1]],
					TITLE,
					demands=[{"demand": f"办好第{n}件事"} for n in range(1, 5)],
				)
			)
			(assignment,) = make.assign(suggestion, lead=town.units[0])
		with make.acting(town.workers[0]):
			make.act(assignment, "Sign For")
			reply = make.draft_reply(assignment, "B", "列入计划，机组月底前到货")
			for row in reply.answers:
				row.promised_date = middle_of_month()
			reply.save()
		make.issue(reply, town.workers[0], town.office, town.chiefs[0])
		kept, explained, overdue, open_ = (
			frappe.get_doc("Reply Commitment", name)
			for name in frappe.get_all(
				"Reply Commitment", {"reply": reply.name}, pluck="name", order_by="demand_no asc"
			)
		)
		with make.acting(town.workers[0]):
			make.act(kept, "Report Completion", done_on=today(), progress_text="新机组已经安装，渠首通水。")
			make.act(explained, "Explain", explanation="已列入县里的项目，不再单独实施。")
		with make.acting(town.clerk):
			make.act(kept, "Confirm as Kept")
			make.act(explained, "Accept Explanation")
		past = {"made_on": add_days(today(), -40), "promised_date": add_days(today(), -1)}
		frappe.db.set_value("Reply Commitment", overdue.name, {**past, "due_date": past["promised_date"]})
		follow_up.mark_overdue(getdate())
		return frappe._dict(kept=kept.name, explained=explained.name, overdue=overdue.name, open=open_.name)

	return patiently(lay)


def middle_of_month():
	"""A day of this month ahead or of the next one, which the calendar shows with one press at most."""
	return add_days(today(), 2)


def test_the_calendar_speaks_chinese_and_shows_each_state(town, promises, sit_down):
	clerk = sit_down(town.clerk, "主席")
	clerk.open("reply-commitment", "view", "calendar")
	page = clerk.page
	title = page.locator(".fc-header-toolbar h2, .fc-toolbar h2").first
	expect(title).to_have_text(re.compile(r"\d{4}年\s*\S{1,3}月"))
	page.locator(".fc-event").first.wait_for()
	clerk.shown.locator(".filter-x-button").click()  # the list shows what is unsettled; here all states
	page.locator(".fc-event", has_text="已落实").first.wait_for()
	# back, month and forward stand in one line
	tops = [
		page.locator(f".fc-header-toolbar {part}").first.bounding_box() for part in (".fc-prev-button", "h2")
	]
	assert abs(tops[0]["y"] - tops[1]["y"]) < 20
	heads = page.locator(".fc-day-header").all_inner_texts()
	assert len(heads) == 7 and all("周" in head or "星期" in head for head in heads), heads
	clerk.picture("承诺日历")
	colours = {}
	for _month in range(2):
		for event in page.locator(".fc-event").all():
			colours[event.inner_text().strip()] = event.evaluate(
				"node => getComputedStyle(node).backgroundColor"
			)
		page.locator(".fc-next-button").click()
		clerk.settle()
	found = {
		state: colour
		for text, colour in colours.items()
		for state in ("已落实", "已说明", "已逾期", "未到期")
		if state in text
	}
	# the overdue one may stand in the month before
	assert {"已落实", "已说明", "未到期"} <= found.keys(), colours
	assert len(set(found.values())) == len(found), found
	clerk.no_trouble()


@pytest.mark.parametrize("phone_sized", [False, True])
def test_ledger_form_report_and_the_units_desk_fit(town, promises, sit_down, phone_sized):
	"""At the size of an office screen and of a phone, for the clerk and for the unit."""
	size = "手机" if phone_sized else "电脑"
	clerk = sit_down(town.clerk, f"主席{size}", phone=phone_sized)
	worker = sit_down(town.workers[0], f"单位{size}", phone=phone_sized)
	clerk.open("reply-commitment", "view", "list")
	expect(clerk.shown.locator(".list-row", has_text="已逾期").first).to_be_visible()
	clerk.picture("承诺列表")
	clerk.fits()
	clerk.open_form("Reply Commitment", promises.kept)
	clerk.expect_stage("已落实")
	clerk.picture("已落实的承诺")
	clerk.fits()
	clerk.open("query-report", "Reply Commitments")
	expect(clerk.shown.locator(".dt-row").first).to_be_visible()
	clerk.settle()
	clerk.picture("承诺台账")
	clerk.fits()
	clerk.open("commitment-receipt", "view", "list")
	expect(clerk.shown.locator(".list-row", has_text=TITLE).first).to_be_visible()
	clerk.picture("回执列表")
	clerk.fits()
	worker.open("my-assignments")
	expect(worker.shown.get_by_text("承诺", exact=False).first).to_be_visible()
	worker.settle()
	worker.picture("单位桌面")
	worker.fits()
	worker.open_form("Reply Commitment", promises.open)
	worker.picture("待落实的承诺")
	worker.fits()
	clerk.no_trouble()
	worker.no_trouble()


def test_receipts_by_link_on_a_phone_and_from_the_pile(town, promises, sit_down, phone):
	clerk = sit_down(town.clerk, "主席")
	clerk.open("query-report", "Commitment Receipts")
	expect(clerk.shown.locator(".dt-row").first).to_be_visible()
	clerk.settle()
	clerk.picture("回执统计")
	clerk.press("给未发出的发送链接")
	with clerk.page.expect_response(re.compile("sending.send_links")) as answer:
		clerk.page.locator(".modal.show .modal-footer .btn-primary:visible").last.click()
	rows = answer.value.json()["message"]
	assert len(rows) == 4
	clerk.dialog("回执链接")
	clerk.picture("回执链接")
	clerk.confirm("完成")
	clerk.no_dialog()

	frappe.db.rollback()
	receipts = {
		row.name: row
		for row in frappe.get_all(
			"Commitment Receipt", {"commitment": promises.kept}, ["name", "deputy_name", "sent_via"]
		)
	}
	(own, url) = next((row["receipt"], row["url"]) for row in rows if row["receipt"] in receipts)
	assert receipts[own].sent_via == "Link Handed Over"
	page = phone(url)
	expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
	expect(page.locator("body")).to_contain_text("新机组已经安装")
	expect(page.locator("body")).not_to_contain_text("Kept")
	page.get_by_label("不满意", exact=True).check()
	page.screenshot(path=f"{PICTURES}/手机回执.png", full_page=True) if PICTURES else None
	page.get_by_role("button", name="提交回执").click()
	expect(page.locator("body")).to_contain_text("请写明意见")
	page.get_by_label("基本满意", exact=True).check()
	page.get_by_label("意见", exact=True).fill("还差一座闸门。")
	assert page.evaluate("document.documentElement.scrollWidth") <= 390
	page.get_by_role("button", name="提交回执").click()
	page.get_by_role("button", name="确定提交").click()
	expect(page.get_by_role("heading", level=1)).to_contain_text("谢谢您")
	expect(page.locator("body")).to_contain_text("还差一座闸门")
	frappe.db.rollback()
	assert frappe.db.get_value("Commitment Receipt", own, ["status", "grade", "returned_by"]) == (
		"Returned",
		"Basically Satisfied",
		"Link",
	)
	expect(phone(url).locator("body")).not_to_contain_text(TITLE)  # used up

	from_the_pile(clerk, receipts, own)


def from_the_pile(clerk, receipts: dict, own: str) -> None:
	"""The other deputy's receipt came back on paper; another one lacks its reason and stays."""
	(other,) = (row for name, row in receipts.items() if name != own)
	clerk.press("录入纸质回执")
	dialog = clerk.dialog("录入纸质回执")
	expect(dialog.locator(".receipt-row")).to_have_count(3)
	mine = dialog.locator(f".receipt-row[data-name='{other.name}']")
	mine.get_by_label("满意", exact=True).check()
	rest = dialog.locator(f".receipt-row:not([data-name='{other.name}'])").first
	rest.get_by_label("不满意", exact=True).check()
	clerk.picture("录入纸质回执")
	clerk.confirm("保存已选评价的")
	expect(dialog.locator(".receipt-row")).to_have_count(2)
	expect(rest.locator("[data-error]")).to_contain_text("意见")
	rest.locator("[data-reasons]").fill("县里的项目没有说哪年动工。")
	clerk.picture("缺少意见")
	clerk.confirm("保存已选评价的")
	expect(dialog.locator(".receipt-row")).to_have_count(1)
	dialog.locator(".modal-footer .btn-modal-secondary, .modal-footer .btn-secondary").first.click()
	clerk.no_dialog()
	frappe.db.rollback()
	assert frappe.db.get_value("Commitment Receipt", other.name, ["status", "grade", "returned_by"]) == (
		"Returned",
		"Satisfied",
		"Paper",
	)
	clerk.no_trouble()


def test_a_promise_is_handed_over_with_real_clicks(town, promises, sit_down):
	clerk, worker = sit_down(town.clerk, "主席"), sit_down(town.workers[1], "接收单位")
	clerk.open_form("Handling Unit", town.units[0])
	clerk.press("移交承诺事项")
	clerk.dialog("移交承诺事项")
	clerk.link("unit", "财政所")
	clerk.fill("responsible", "周会计")
	clerk.fill("reason", "机构改革，职能划转")
	clerk.picture("移交承诺事项")
	with clerk.page.expect_response(re.compile("handing_over.hand_over")) as answer:
		clerk.confirm("移交")
	assert answer.value.ok, answer.value.text()[:500]
	clerk.no_dialog()
	clerk.settle()
	worker.open_form("Reply Commitment", promises.overdue)
	expect(worker.rows("steps").last).to_contain_text("变更承办单位")
	assert worker.value("responsible") == "周会计"
	worker.picture("已接收的承诺")
	clerk.no_trouble()
	worker.no_trouble()
