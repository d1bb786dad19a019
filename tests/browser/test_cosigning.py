"""The clerk invites three deputies; two confirm on their phones, one does not; then the text goes to review."""

import factories as make
import frappe
import pytest
from desk_page import PHONE, PICTURES
from playwright.sync_api import expect

TITLE = "关于在北干渠加装护栏的建议"


@pytest.fixture(scope="module")
def draft(town, patiently):
	"""A draft with two co-signers asked and the lead's paper behind it."""

	def write():
		with make.acting(town.clerk):
			suggestion = make.make_suggestion(town.deputies[0], title=TITLE, meeting=town.meeting)
			for deputy in town.deputies[1:]:
				suggestion.append("cosigners", {"deputy": deputy})
			suggestion.save()
			return suggestion.name

	return patiently(write)


@pytest.fixture
def phone(new_context):
	"""phone(address) is a page of 390 pixels in a session of nobody."""

	def open_page(address: str):
		page = new_context(viewport=PHONE, is_mobile=True, has_touch=True).new_page()
		page.errors = []
		page.on("pageerror", lambda error: page.errors.append(str(error)))
		page.goto(address[address.index("/d?") :])
		return page

	return open_page


def picture(page, name: str) -> None:
	if PICTURES:
		page.screenshot(path=f"{PICTURES}/联名-{name}.png", full_page=True)


def fits(page) -> None:
	assert page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth") <= 0


def test_two_answer_by_link_one_agrees_and_one_does_not(town, draft, sit_down, phone):
	clerk = sit_down(town.clerk, "专干联名")
	clerk.open_form("Deputy Suggestion", draft)
	clerk.picture("草稿")
	clerk.press("发送联名链接", group="签名")
	clerk.dialog("发送联名链接")
	clerk.picture("发送联名链接")
	with clerk.page.expect_response(lambda answer: "run_doc_method" in answer.url) as answer:
		clerk.confirm("发送")
	assert answer.value.ok, answer.value.text()[-2000:]
	shown = clerk.dialog("联名代表的链接")
	expect(shown.locator("[data-row]")).to_have_count(2)
	clerk.picture("链接")
	urls = {
		row.locator("b").inner_text(): row.locator(".text-break").inner_text()
		for row in shown.locator("[data-row]").all()
	}
	clerk.confirm("完成")
	clerk.no_dialog()

	agree(phone(urls["李梅"]))
	refuse(phone(urls["王五"]))
	again = phone(urls["李梅"])
	expect(again.locator("h1")).to_have_text("这个链接现在不能使用")

	clerk.open_form("Deputy Suggestion", draft)
	states = clerk.page.evaluate("cur_frm.doc.cosigners.map(row => [row.deputy_name, row.state, row.manner])")
	assert states == [["李梅", "Confirmed", "One-time Link"], ["王五", "Refused", "One-time Link"]]
	clerk.picture("已答复")
	clerk.act("提交审查")
	clerk.expect_stage("审查中")
	clerk.picture("审查中")
	clerk.no_trouble()
	frappe.db.rollback()
	assert frappe.get_doc("Deputy Suggestion", draft).signers() == town.deputies[:2]


def agree(page) -> None:
	expect(page.locator("h1")).to_have_text(TITLE)
	for words in ("渠道淤积三年", "清淤五公里", "张建国", "暂无"):
		expect(page.locator("main")).to_contain_text(words)
	fits(page)
	picture(page, "征求")
	page.get_by_role("button", name="同意联名", exact=True).click()
	page.get_by_role("button", name="确定提交").click()
	expect(page.locator("h1")).to_contain_text("您的答复已经记录")
	expect(page.locator("main")).to_contain_text("同意联名")
	fits(page)
	picture(page, "谢谢")
	assert not page.errors


def refuse(page) -> None:
	expect(page.locator("main")).to_contain_text("李梅")  # who else has signed
	page.get_by_text("不同意联名", exact=True).click()
	page.get_by_role("button", name="不同意", exact=True).click()
	page.get_by_role("button", name="确定提交").click()
	expect(page.locator(".problem")).to_contain_text("理由")
	page.locator("textarea[name=reason]").fill("本选区不在灌区内")
	picture(page, "不同意")
	fits(page)
	page.get_by_role("button", name="不同意", exact=True).click()
	page.get_by_role("button", name="确定提交").click()
	expect(page.locator("main")).to_contain_text("本选区不在灌区内")
	picture(page, "不同意后")
	assert not page.errors
