"""A suggestion of a delegation, and one that came on paper: both as the clerk keys them in."""

import io

import frappe
import pytest
from frappe.utils import add_days, today
from PIL import Image
from playwright.sync_api import expect


def new_suggestion(desk, title: str, author: str | None = None) -> None:
	"""A new form with what every suggestion has; nothing is saved yet."""
	desk.open("deputy-suggestion", "new")
	desk.wait_for_form()
	desk.fill("title", title)
	if author:
		desk.choose("author_kind", author)


def write_text(desk, situation: str, *demands: str) -> None:
	desk.fill("situation", situation)
	for row, demand in enumerate(demands):
		if desk.rows("demands").count() <= row:
			desk.add_row("demands")
		desk.row_box("demands", row, "demand").fill(demand)
	desk.link("category", "农林水利")


def stored(name: str):
	frappe.db.rollback()
	return frappe.get_doc("Deputy Suggestion", name)


def test_a_delegation_is_the_author(town, sit_down):
	clerk = sit_down(town.clerk, "专干代表团")
	new_suggestion(clerk, "关于疏浚西干渠的建议", author="代表团")
	expect(clerk.field("occasion").locator("select")).to_have_value("Meeting")
	expect(clerk.field("cosigners")).to_have_count(0)
	clerk.picture("选代表团")
	clerk.link("meeting", "第三次会议")
	clerk.link("lead_deputy", "张建国")
	write_text(clerk, "西干渠淤积，三个村灌溉困难。", "疏浚西干渠三公里")
	clerk.picture("没有填代表团名称")
	clerk.fill("delegation_name", "第一代表团")
	clerk.picture("填好")
	clerk.save()
	expect(clerk.field("lead_deputy")).to_contain_text("代表团团长")
	expect(clerk.field("lead_deputy")).to_contain_text("张建国")
	clerk.picture("已保存")
	clerk.act("提交审查")
	clerk.expect_stage("审查中")
	clerk.picture("审查中")
	clerk.act("受理立案", review_opinion="同意立案")
	clerk.expect_stage("已立案")
	clerk.picture("已立案")
	clerk.no_trouble()

	suggestion = stored(clerk.name())
	assert (suggestion.author_kind, suggestion.proposer_shown) == ("Delegation", "第一代表团")
	assert suggestion.signers() == [town.deputies[0]] and not suggestion.cosigners
	assert suggestion.registration_number.startswith("19-3-")
	assert suggestion.submissions[0].signers_text == "第一代表团（团长：张建国）"


@pytest.fixture
def scan(tmp_path):
	"""A page that came out of a scanner."""
	path = tmp_path / "关于加固村小学围墙的建议.jpg"
	page = io.BytesIO()
	Image.new("L", (620, 877), 245).save(page, "JPEG")
	path.write_bytes(page.getvalue())
	return path


def attach(desk, fieldname: str, path) -> None:
	"""Through the dialog for it, as people do."""
	desk.field(fieldname).locator(".btn-attach").click()
	dialog = desk.page.locator(".modal.show", has=desk.page.locator(".file-upload-area"))
	expect(dialog).to_be_visible()
	dialog.locator("input[type=file]").first.set_input_files(path)
	expect(dialog).not_to_contain_text("公开")
	desk.picture("上传")
	with desk.page.expect_response(lambda answer: "upload_file" in answer.url) as answer:
		dialog.locator(".modal-footer .btn-primary:visible, .btn-modal-primary:visible").first.click()
	assert answer.value.ok, answer.value.text()[:500]
	desk.no_dialog()
	expect(desk.field(fieldname)).to_contain_text(path.stem)
	desk.page.wait_for_function(
		"() => !cur_frm.is_dirty()"
	)  # the desk keeps the record with its file at once
	desk.settle()


def test_a_paper_original_is_entered_with_its_scan(town, sit_down, scan):
	clerk = sit_down(town.clerk, "专干录入")
	new_suggestion(clerk, "关于加固村小学围墙的建议")
	clerk.choose("occasion", "闭会期间")
	clerk.link("lead_deputy", "张建国")
	for row, name in enumerate(("李梅", "王五")):
		clerk.add_row("cosigners")
		clerk.pick(clerk.row_box("cosigners", row, "deputy"), name)
	write_text(clerk, "村小学围墙开裂，学生天天从旁边经过。去年雨季已经倒过一段。", "加固围墙二百米")
	clerk.choose("entry_mode", "纸质原件代录")
	clerk.fill("paper_date", add_days(today(), -3))
	clerk.picture("选纸质")
	clerk.save()
	clerk.picture("已保存")
	clerk.press("录入书面签名", group="签名")
	clerk.dialog("录入书面签名")
	clerk.picture("录入签名")
	refusing = clerk.row_box("rows", 1, "state")
	refusing.select_option(label="不同意联名")
	clerk.row_box("rows", 1, "reason").fill("不在本选区")
	clerk.picture("录入签名填好")
	clerk.send("录入")
	expect(clerk.rows("cosigners").nth(1)).to_contain_text("不同意联名")
	clerk.picture("签名已录入")

	submit_in_vain(clerk, "扫描件")
	attach(clerk, "original", scan)
	clerk.act("提交审查")
	clerk.expect_stage("审查中")
	clerk.picture("审查中")

	suggestion = stored(clerk.name())
	assert (suggestion.entry_mode, suggestion.entered_by) == ("From Paper", town.clerk)
	assert suggestion.signers() == town.deputies[:2], "who refused signs nothing"
	assert str(suggestion.cosigners[0].decided_on) == add_days(today(), -3), "the day of the paper"
	assert [(row.manner, row.state, row.entered_by) for row in suggestion.cosigners] == [
		("Signed Paper", "Confirmed", town.clerk),
		("Signed Paper", "Refused", town.clerk),
	]
	file = frappe.get_doc("File", {"file_url": suggestion.original})
	assert file.is_private, "a paper with names and telephones is for those who may read the suggestion"
	assert (file.attached_to_doctype, file.attached_to_name) == ("Deputy Suggestion", suggestion.name)


def submit_in_vain(desk, words: str) -> None:
	"""The server says what is missing; nothing is lost."""
	group = desk.shown.locator(".actions-btn-group:visible")
	entry = group.locator(".dropdown-menu a", has_text="提交审查")
	desk.open_menu(group.locator("button").first, entry)
	entry.click()
	expect(desk.page.locator(".msgprint:visible")).to_contain_text(words)
	desk.picture(f"缺{words}")
	desk.errors.clear()
	desk.close()
