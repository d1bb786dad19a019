"""The check before issue on the screen, and countersigning by an assisting unit."""

import factories as make
import frappe
import pytest
from playwright.sync_api import expect

VAGUE = "我们高度重视，正在研究方案，条件成熟后适时实施。"
BETTER = "五公里渠道已于上月清淤，代表到场验收。"


@pytest.fixture(scope="module")
def joint(town, patiently):
	"""A joint reply in draft, every demand answered, and its assignment."""

	def write():
		with make.acting(town.clerk):
			suggestion = make.register(make.make_suggestion(town.deputies[1], title="关于疏浚东支渠的建议"))
			lead, helper = make.assign(suggestion, lead=town.units[0], assist=[town.units[1]])
		for row, worker in ((lead, town.workers[0]), (helper, town.workers[1])):
			with make.acting(worker):
				make.act(row, "Sign For")
		with make.acting(town.workers[1]):
			make.act(helper, "Give Opinion", opinion="同意安排管护经费2万元。")
		with make.acting(town.workers[0]):
			return make.draft_reply(lead).name

	return patiently(write)


def panel(desk):
	return desk.field("check_panel")


def test_the_unit_sees_what_is_missing_and_the_checker_justifies(town, joint, sit_down):
	worker = sit_down(town.workers[0], "承办人")
	worker.open_form("Suggestion Reply", joint)
	expect(panel(worker)).to_contain_text("没有发现问题")
	worker.row_box("answers", 0, "answer").fill(VAGUE)
	worker.fill("contact_phone", "138001")
	expect(panel(worker)).to_contain_text("没有写明时间")
	expect(panel(worker)).to_contain_text("138001 不像电话号码")
	worker.picture("边写边核对")
	item = panel(worker).locator(".reply-check-item", has_text="没有写明时间")
	item.get_by_role("button", name="定位").click()
	box = worker.rows("answers").nth(0).locator(".form-in-grid textarea[data-fieldname=answer]")
	expect(box).to_be_focused()
	assert box.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)") in VAGUE
	worker.picture("定位")
	worker.rows("answers").nth(0).locator(".grid-collapse-row").first.click()
	worker.fill("contact_phone", "0871-65550123")
	worker.save()
	worker.act("送核稿")

	office = sit_down(town.office, "政府办")
	office.open_form("Suggestion Reply", joint)
	item = panel(office).locator(".reply-check-item", has_text="没有写明时间")
	item.get_by_role("button", name="说明理由").click()
	office.dialog("说明理由")
	office.fill("reason", "上级方案月底下达，已当面说明")
	office.send("记入答复")
	expect(panel(office)).to_contain_text("已说明：上级方案月底下达，已当面说明")
	office.picture("说明理由")
	office.act("核稿通过", check_opinion="同意")
	expect(office.shown.locator(".form-dashboard")).to_contain_text("会签")


def test_the_assisting_unit_countersigns(town, joint, sit_down):
	name = frappe.db.get_value("Reply Countersignature", {"reply": joint, "status": "Awaited"})
	helper = sit_down(town.workers[1], "协办人")
	helper.open("reply-countersignature")
	helper.shown.locator(".list-row", has_text="关于疏浚东支渠的建议").get_by_text(
		"关于疏浚东支渠的建议"
	).click()
	helper.wait_for_form(name)
	expect(helper.field("reply_text")).to_contain_text("正在研究方案")
	helper.picture("会签")
	helper.press("同意并会签")
	helper.dialog("会签")
	helper.fill("opinion", "同意")
	helper.send("发送")
	helper.expect_stage("已会签")
	helper.no_trouble()


def test_the_public_page_on_a_phone(town, patiently, page):
	def publish():
		frappe.db.set_value("Congress", town.congress, "publication_tier", "Full Text")
		make.forget()
		suggestion = make.register(make.make_suggestion(town.deputies[0], title="关于安装村口路灯的建议"))
		doc = frappe.get_doc(
			{"doctype": "Suggestion Publication", "suggestion": suggestion.name, "tier": "Full Text"}
		).insert()
		doc.publish()

	patiently(publish)
	page.set_viewport_size({"width": 390, "height": 844})
	page.goto("/suggestions")
	page.get_by_label("查找").fill("路灯")
	page.get_by_role("button", name="查找").click()
	page.get_by_role("link", name="关于安装村口路灯的建议").click()
	expect(page.get_by_role("heading", level=1)).to_have_text("关于安装村口路灯的建议")
	expect(page.locator(".pub")).to_contain_text("下游两个村灌溉困难")
	assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
	# other tests ask for the page of a site where nobody wants one
	patiently(lambda: frappe.db.set_value("Congress", town.congress, "publication_tier", ""))
	page.goto("/suggestions")
	expect(page.locator(".pub")).to_have_count(0)
