"""The clerk prepares, the chair approves, the public reads and searches, the clerk takes down; nothing before that."""

import io
from pathlib import Path

import factories as make
import frappe
import pytest
from docx import Document
from playwright.sync_api import expect

from deputy_affairs import public_pages

TITLE = "关于整修青石村村民活动室的建议"
PHONE_NUMBER, VILLAGER = "13800001234", "张大山"
SITUATION = (
	f"活动室屋顶漏雨三年，村民{VILLAGER}（电话{PHONE_NUMBER}）家紧邻，雨季积水；村口老槐树旁一户最重。"
)
TEXTS = {
	"practices": "逐件研究，当面沟通。",
	"problems": "个别答复不够具体。",
	"next_steps": "抓好承诺事项的兑现。",
}


@pytest.fixture
def answered(town, patiently):
	"""A suggestion full of private data, answered; the congress publishes nothing yet and does not afterwards."""

	def lay():
		with make.acting(town.clerk):
			suggestion = make.register(
				make.make_suggestion(town.deputies[0], title=TITLE, situation=SITUATION, meeting=town.meeting)
			)
			(assignment,) = make.assign(suggestion, lead=town.units[0])
		with make.acting(town.workers[0]):
			make.act(assignment, "Sign For")
			reply = make.draft_reply(assignment, answer="屋顶已翻修")
		make.issue(reply, town.workers[0], town.office, town.chiefs[0])
		return suggestion.name

	yield patiently(lay)
	frappe.db.rollback()
	patiently(lambda: publish_up_to(town, ""))


def publish_up_to(town, tier: str) -> None:
	congress = frappe.get_doc("Congress", town.congress)
	congress.publication_tier = tier
	congress.save()
	make.forget()


@pytest.fixture
def public(new_context):
	"""public(phone) is a page of somebody without a login."""

	def open_page(phone: bool = False):
		size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
		return new_context(viewport=size, is_mobile=phone, has_touch=phone).new_page()

	return open_page


def status(page, path: str) -> int:
	return page.goto(path).status


def test_from_the_proposal_to_the_public_page_and_away(
	town, answered, sit_down, public, patiently, unhurried
):
	guest = public()
	if not public_pages.open_congresses():  # other congresses of the site may have a page
		assert status(guest, "/suggestions") == 404
	clerk, chair = sit_down(town.clerk, "专干"), sit_down(town.chair, "主席")
	patiently(lambda: publish_up_to(town, "With Reply"))

	# the clerk proposes: private data is found, one more place is covered by hand, one mark is shown
	clerk.open("suggestion-publication", "new")
	clerk.wait_for_form()
	clerk.page.evaluate("name => cur_frm.set_value('suggestion', name)", answered)
	clerk.settle()
	clerk.choose("tier", "全文及答复")
	clerk.save()
	preview = clerk.shown.locator(".publication-text", has_text="屋顶漏雨")
	expect(preview.locator("mark.covered", has_text=PHONE_NUMBER)).to_have_count(1)
	expect(preview.locator(".publication-after")).not_to_contain_text(PHONE_NUMBER)
	expect(preview.locator(".publication-after")).not_to_contain_text(VILLAGER)
	expect(preview.locator(".publication-after")).to_contain_text("屋顶漏雨三年")
	clerk.picture("公开预览")
	preview.evaluate(
		"""(row, words) => {
			const walker = document.createTreeWalker(row.querySelector(".publication-sides > div"), NodeFilter.SHOW_TEXT);
			for (let node = walker.nextNode(); node; node = walker.nextNode()) {
				const at = node.data.indexOf(words);
				if (at < 0) continue;
				const range = document.createRange();
				range.setStart(node, at);
				range.setEnd(node, at + words.length);
				getSelection().removeAllRanges();
				getSelection().addRange(range);
			}
		}""",
		"村口老槐树旁一户",
	)
	with clerk.page.expect_response("**/*savedocs*"):
		clerk.shown.locator("[data-cover]").click()
	clerk.settle()
	preview = clerk.shown.locator(".publication-text", has_text="屋顶漏雨")
	expect(preview.locator(".publication-after")).not_to_contain_text("老槐树")
	expect(clerk.button("批准并公开")).to_have_count(0)  # a clerk prepares
	publication = clerk.name()
	assert TITLE not in guest.request.get("/suggestions").text()

	chair.open_form("Suggestion Publication", publication)
	chair.picture("待批准")
	chair.press("批准并公开")
	chair.page.locator(".modal.show .btn-primary:visible").click()
	chair.expect_stage("公开。")
	chair.picture("已公开")
	chair.no_dialog()
	key = chair.value("public_key")

	# anybody reads and searches, at the desk and on a phone
	for phone in (False, True):
		page = public(phone)
		assert status(page, "/suggestions") == 200
		page.get_by_label("查找").first.fill("漏雨")
		page.get_by_role("button", name="查找").click()
		page.get_by_role("link", name=TITLE).click()
		main = page.locator(".pub")
		expect(main).to_contain_text("屋顶漏雨三年")
		expect(main).to_contain_text("屋顶已翻修")
		for hidden in (PHONE_NUMBER, VILLAGER, "老槐树", "张建国"):
			expect(main).not_to_contain_text(hidden)
		assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
		if phone:
			page.screenshot(path="/tmp/public-phone.png", full_page=True)
		page.goto("/suggestions?q=" + PHONE_NUMBER)
		expect(page.get_by_role("status")).to_contain_text("没有符合条件的建议")

	clerk.open_form("Suggestion Publication", publication)
	clerk.press("撤下")
	clerk.dialog("撤下")
	clerk.fill("reason", "代表要求撤下")
	clerk.picture("撤下")
	clerk.page.locator(".modal.show .btn-primary:visible").click()
	clerk.no_dialog()
	clerk.expect_stage("代表要求撤下")
	assert status(guest, f"/suggestions/{key}") == 404
	assert TITLE not in guest.request.get("/suggestions").text()

	phone = sit_down(town.clerk, "手机专干", phone=True)
	phone.open_form("Suggestion Publication", publication)
	phone.fits()
	phone.picture("公开表单")
	for desk in (clerk, chair, phone):
		desk.no_trouble()


def test_the_report_is_public_when_the_chair_issues_it_so(
	town, answered, sit_down, public, patiently, unhurried
):
	def lay():
		publish_up_to(town, "Title")
		with make.acting(town.clerk):
			doc = frappe.get_doc(
				{"doctype": "Handling Report", "congress": town.congress, "meeting": town.meeting, **TEXTS}
			).insert()
		return doc.name

	name = patiently(lay)
	chair = sit_down(town.chair, "主席")
	chair.open_form("Handling Report", name)
	chair.press("印发")
	chair.dialog("印发")
	box = chair.field("publish").locator("input[data-fieldname=publish]")
	expect(box).not_to_be_checked()  # off unless the congress says otherwise
	box.check()
	chair.picture("印发并公开")
	chair.confirm("印发")
	chair.no_dialog()
	chair.wait_for_form()
	chair.page.wait_for_url("**/report-publication/**")
	chair.expect_stage("公开。")
	chair.picture("报告已公开")

	guest = public(True)
	assert status(guest, "/suggestions") == 200
	link = guest.locator("#reports").get_by_role("link").first
	assert guest.evaluate("document.documentElement.scrollWidth") <= 390
	guest.screenshot(path="/tmp/public-reports.png", full_page=True)
	with guest.expect_download() as download:
		link.click()
	document = Document(io.BytesIO(Path(download.value.path()).read_bytes()))
	text = "".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))
	assert "逐件研究，当面沟通" in text and "张建国" not in text
	chair.no_trouble()


def test_a_bulletin_is_made_from_the_report_and_issued(town, answered, sit_down):
	clerk = sit_down(town.clerk, "专干")
	clerk.open("query-report", "Handling Unit Rating")
	expect(clerk.shown.locator(".dt-scrollable .dt-row").first).to_be_visible()
	clerk.settle()
	clerk.press("督查通报")
	clerk.wait_for_form()
	clerk.fill("problems", "个别单位逾期未答复。")
	clerk.fill("demands", "请于十日内书面答复代表。")
	clerk.save()
	table = clerk.field("figures_shown").locator("table")
	expect(table).to_contain_text("农服中心")
	clerk.picture("督查通报")
	name = clerk.name()
	clerk.press("印发")
	clerk.page.locator(".modal.show .btn-primary:visible").click()
	clerk.no_dialog()
	clerk.page.wait_for_function("() => cur_frm.doc.status === 'Issued'")
	clerk.settle()
	with clerk.page.expect_download() as download:
		clerk.press("督查通报", group="文书")
	document = Document(io.BytesIO(Path(download.value.path()).read_bytes()))
	text = "".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))
	frappe.db.rollback()
	number = frappe.db.get_value("Handling Bulletin", name, "document_number")
	assert number in text and "农服中心" in text and "个别单位逾期未答复" in text
	phone = sit_down(town.clerk, "手机专干", phone=True)
	phone.open_form("Handling Bulletin", name)
	phone.fits()
	phone.picture("督查通报")
	for desk in (clerk, phone):
		desk.no_trouble()
