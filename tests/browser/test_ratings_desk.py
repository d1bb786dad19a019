"""A signer rates on a phone through the link; the clerk enters a slip of paper by its number."""

import re

import factories as make
import frappe
import pytest
from frappe.utils import add_days, today
from playwright.sync_api import expect

from deputy_affairs import one_time_links


@pytest.fixture
def forms(town, patiently, unhurried):
	"""Two opinion forms of an answered suggestion, committed."""

	def lay():
		with make.acting(town.clerk):
			suggestion = make.register(
				make.make_suggestion(town.deputies[0], town.deputies[1:2], title="关于修复青石村提灌站的建议")
			)
			(assignment,) = make.assign(suggestion, lead=town.units[0])
		with make.acting(town.workers[0]):
			make.act(assignment, "Sign For")
			frappe.get_doc(
				{
					"doctype": "Handling Contact",
					"assignment": assignment.name,
					"unit_people": "王芳",
					"content": "到提灌站查看",
				}
			).insert()
			reply = make.draft_reply(assignment, answer="机组已列入更换计划，<b>年底前</b>完成。")
		make.issue(reply, town.workers[0], town.office, town.chiefs[0])
		return make.ratings_of(suggestion)

	return patiently(lay)


def test_a_signer_rates_on_a_phone(forms, page, patiently):
	rating = forms[0]
	url = patiently(lambda: one_time_links.issue("Rating", rating, rating.deputy, add_days(today(), 5)))
	path = "/d?k=" + url.rpartition("k=")[2]
	errors = []
	page.on("pageerror", lambda error: errors.append(str(error)))
	page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
	page.set_viewport_size({"width": 390, "height": 844})
	page.goto(path)
	expect(page.get_by_role("heading", level=1)).to_have_text("关于修复青石村提灌站的建议")
	expect(page.locator("body")).to_contain_text("清淤五公里")
	expect(page.locator("body")).to_contain_text("<b>年底前</b>")  # as written, not as markup
	assert rating.deputy not in page.content()
	assert page.title() == "人大代表工作"
	assert page.evaluate("document.documentElement.scrollWidth") <= 390
	sizes = page.evaluate(
		"[...document.querySelectorAll('.choice, button, textarea')].map(e => e.offsetHeight)"
	)
	assert min(size for size in sizes if size) >= 44  # a thumb finds them
	page.screenshot(path="/tmp/rating-1.png", full_page=True)

	page.get_by_role("button", name="提交评价").click()
	expect(page.get_by_role("alert")).to_have_text("请选择对办理态度是否满意。")
	page.get_by_role("group", name="对办理态度").get_by_label("满意", exact=True).check()
	page.get_by_role("group", name="对办理结果").get_by_label("不满意", exact=True).check()
	page.get_by_role("button", name="提交评价").click()
	expect(page.get_by_role("alert")).to_have_text("选择了不满意，请写明具体意见。")
	opinion = "两年没有修好，<秋播>用水没有着落。"
	page.get_by_label("具体意见").fill(opinion)
	page.get_by_label("要求重新办理").check()
	page.get_by_label("电话", exact=True).check()
	page.reload()  # the phone drops the page; what was typed is still there
	expect(page.get_by_label("具体意见")).to_have_value(opinion)
	expect(page.get_by_role("group", name="对办理结果").get_by_label("不满意", exact=True)).to_be_checked()
	page.get_by_role("button", name="提交评价").click()
	expect(page.locator(".confirm")).to_contain_text("不能再改")
	page.screenshot(path="/tmp/rating-2.png", full_page=True)
	page.get_by_role("button", name="确定提交").click()
	expect(page.get_by_role("heading", level=1)).to_have_text("谢谢您，您的评价已经记录")
	expect(page.locator("main")).to_contain_text(opinion)
	expect(page).to_have_url(re.compile(r"/d$"))
	page.screenshot(path="/tmp/rating-3.png", full_page=True)
	assert not errors, errors

	frappe.db.rollback()
	rating.reload()
	assert (rating.status, rating.attitude, rating.result) == ("Returned", "Satisfied", "Dissatisfied")
	assert (rating.reasons, rating.wants_rehandling, rating.contact_mode) == (opinion, 1, "Telephone")
	assert (rating.returned_by, rating.entered_by) == ("Link", None)
	assert frappe.db.get_value("Deputy Suggestion", rating.suggestion, "stage") == "Awaiting Decision"

	page.goto(path)
	expect(page.get_by_role("heading", level=1)).to_have_text("这个链接现在不能使用")
	assert "两年没有修好" not in page.content()
	page.screenshot(path="/tmp/rating-4.png", full_page=True)


def test_what_was_typed_survives_a_broken_connection(forms, page, patiently):
	rating = forms[0]
	url = patiently(lambda: one_time_links.issue("Rating", rating, rating.deputy, add_days(today(), 5)))
	page.set_viewport_size({"width": 390, "height": 844})
	page.goto("/d?k=" + url.rpartition("k=")[2])
	page.get_by_role("group", name="对办理态度").get_by_label("满意", exact=True).check()
	page.get_by_role("group", name="对办理结果").get_by_label("满意", exact=True).check()
	page.get_by_label("具体意见").fill("谢谢")
	page.route("**/api/method/**", lambda route: route.abort())
	page.get_by_role("button", name="提交评价").click()
	page.get_by_role("button", name="确定提交").click()
	expect(page.get_by_role("alert")).to_contain_text("网络不通")
	expect(page.get_by_label("具体意见")).to_have_value("谢谢")
	page.unroute("**/api/method/**")
	page.get_by_role("button", name="提交评价").click()
	page.get_by_role("button", name="确定提交").dblclick()
	expect(page.get_by_role("heading", level=1)).to_have_text("谢谢您，您的评价已经记录")


def test_the_clerk_sends_links_and_enters_a_slip(town, forms, sit_down):
	first, second = forms
	clerk = sit_down(town.clerk, "专干")
	clerk.open("suggestion-rating")
	clerk.shown.get_by_role("button", name="录入意见单").click()
	page = clerk.page
	dialog = page.locator(".modal.show")
	number = second.slip_number.replace("-", "")
	dialog.locator("[data-fieldname=slip_number] input").fill(number)
	page.keyboard.press("Enter")
	expect(dialog).to_contain_text("李梅")
	expect(dialog).to_contain_text("关于修复青石村提灌站的建议")
	clerk.picture("意见单")
	page.screenshot(path="/tmp/slip-1.png")
	dialog.locator("[data-fieldname=attitude] select").select_option(label="满意")
	dialog.locator("[data-fieldname=result] select").select_option(label="基本满意")
	dialog.get_by_role("button", name="保存，下一张").click()
	expect(dialog).to_contain_text("本次已录入：1")
	expect(dialog.locator("[data-fieldname=slip_number] input")).to_be_focused()
	expect(dialog.locator("[data-fieldname=slip_number] input")).to_have_value("")
	clerk.picture("录入后")
	page.screenshot(path="/tmp/slip-2.png")
	dialog.get_by_role("button", name="关闭", exact=True).click()
	frappe.db.rollback()
	second.reload()
	assert (second.status, second.result, second.returned_by) == ("Returned", "Basically Satisfied", "Paper")

	clerk.open_form("Suggestion Rating", first.name)
	clerk.shown.get_by_role("button", name="发送评价链接").click()
	page.locator(".modal.show").get_by_role("button", name="确认").or_(
		page.locator(".modal.show").get_by_role("button", name="是")
	).first.click()
	links = page.locator(".modal.show .rating-links")
	expect(links).to_contain_text("张建国")
	expect(links.locator("img")).to_have_count(1)
	page.screenshot(path="/tmp/links.png")
	frappe.db.rollback()
	assert frappe.db.count("One Time Link", {"reference_name": first.name, "status": "Open"}) == 2
