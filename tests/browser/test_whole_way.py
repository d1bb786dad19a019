"""A suggestion from the clerk's first key to the second round's end, by the people who do it."""

import io
import re
from pathlib import Path

import factories as make
import frappe
import pytest
from docx import Document
from playwright.sync_api import expect

from deputy_affairs.paperwork.geometry import measure

TITLE = "关于整治北干渠灌溉渠道的建议"
ANSWERS = ("已安排清淤五公里，年底前完工。", "已聘管护员两名，经费列入预算。")


def test_from_the_clerks_first_key_to_the_second_rounds_end(town, sit_down):
	"""Write, review, register, assign, sign for, contact, reply, check, sign off, issue, rate, and again."""
	clerk = sit_down(town.clerk, "专干")
	suggestion = write_suggestion(clerk)
	number = register(clerk)
	assign(clerk, "农服中心")
	paper(clerk, "受理告知单", "关于整治北干渠灌溉渠道的建议受理告知单.docx")

	worker = sit_down(town.workers[0], "承办人")
	assignment = sign_for(worker)
	read_the_arithmetic(worker)
	log_contact(worker, assignment)
	reply = write_reply(worker, assignment)

	office = sit_down(town.office, "政府办")
	office.open_form("Suggestion Reply", reply)
	office.act("核稿通过", check_opinion="同意")
	office.picture("核稿后")
	chief = sit_down(town.chiefs[0], "单位负责人")
	issued_number = sign_and_issue(chief, reply)

	letter = paper(worker, "答复函", "关于整治北干渠灌溉渠道的答复.docx", reply=reply)
	read_letter(letter, number, issued_number)

	enter_rating(clerk, suggestion)
	sees_no_rating(worker)
	handle_again(clerk, suggestion)
	second_round(town, suggestion)
	enter_satisfaction(clerk, suggestion)
	for desk in (clerk, worker, office, chief):
		desk.no_trouble()


def write_suggestion(clerk) -> str:
	clerk.picture("进入系统")
	clerk.open("deputy-suggestion")
	clerk.picture("建议列表")
	clerk.open("deputy-suggestion", "new")
	clerk.wait_for_form()
	clerk.picture("新建议")
	clerk.fill("title", TITLE)
	clerk.choose("occasion", "闭会期间")
	clerk.link("lead_deputy", "张建国")
	clerk.fill("situation", "北干渠淤积三年，下游两个村八百亩水田灌溉困难。")
	for row, demand in enumerate(("清淤五公里", "落实管护人员")):
		if clerk.rows("demands").count() <= row:
			clerk.add_row("demands")
		clerk.row_box("demands", row, "demand").fill(demand)
	clerk.link("category", "农林水利")
	if not clerk.value("term"):
		clerk.link("term", "第十九届")
	clerk.picture("填写完")
	clerk.save()
	clerk.expect_stage("草稿")
	clerk.picture("已保存")
	return clerk.name()


def register(clerk) -> str:
	clerk.act("提交审查")
	clerk.expect_stage("审查中")
	clerk.picture("提交审查后")
	clerk.act("受理立案", review_opinion="同意立案")
	clerk.expect_stage("已立案")
	clerk.picture("立案后")
	number = clerk.value("registration_number")
	assert number.startswith("19-"), number
	expect(clerk.field("registration_number")).to_contain_text(number)
	return number


def assign(clerk, unit: str) -> None:
	clerk.press("交办给承办单位")
	clerk.dialog("交办给承办单位")
	clerk.picture("交办对话框")
	clerk.pick(clerk.row_box("units", 0, "unit"), unit)
	clerk.fill("requirements", "三个月内答复")
	clerk.picture("交办对话框填好")
	clerk.send("交办给承办单位")
	clerk.expect_stage("已交办")
	clerk.picture("已交办")


def paper(desk, label: str, file_name: str, reply: str | None = None) -> bytes:
	"""Print it with the button of the form; the browser receives a Word file of this name."""
	if reply:
		desk.open_form("Suggestion Reply", reply)
	with desk.page.expect_download() as download:
		desk.press(label, group="文书")
	assert download.value.suggested_filename == file_name
	desk.settle()
	desk.picture(f"打印{label}")
	return Path(download.value.path()).read_bytes()


def sign_for(worker) -> str:
	worker.open("suggestion-assignment")
	rows = worker.shown.locator(".list-row", has_text=TITLE)
	expect(rows).to_have_count(1)
	worker.picture("我的交办")
	rows.get_by_text(TITLE).click()
	worker.wait_for_form()
	worker.picture("交办件")
	worker.act("签收")
	worker.expect_stage("办理中")
	worker.picture("签收后")
	return worker.name()


def read_the_arithmetic(worker) -> None:
	words = worker.field("deadline_words").locator("details").first
	words.locator("summary").click()
	expect(words).to_contain_text("起算日")
	words.scroll_into_view_if_needed()
	worker.picture("期限说明")


def log_contact(worker, assignment: str) -> None:
	worker.press("登记联系情况")
	worker.wait_for_form()
	worker.fill("contact_date", frappe.utils.formatdate(frappe.utils.today(), "yyyy-mm-dd"))
	worker.choose("stage", "办理前")
	worker.choose("mode", "走访")
	worker.fill("place", "北干渠闸口")
	worker.fill("unit_people", "王芳、李明")
	worker.fill("content", "现场看渠，商定清淤范围。")
	worker.picture("面商")
	worker.save()
	worker.picture("面商已保存")
	worker.open_form("Suggestion Assignment", assignment)


def write_reply(worker, assignment: str) -> str:
	worker.press("拟写答复")
	worker.wait_for_form()
	expect(worker.rows("answers")).to_have_count(2)
	worker.picture("拟写答复")
	for row, answer in enumerate(ANSWERS):
		worker.row_box("answers", row, "outcome").select_option(label="已经解决")
		worker.row_box("answers", row, "answer").fill(answer)
	worker.pick(worker.field("reply_class").locator("input").first, "A")
	worker.picture("答复填好")
	worker.save()
	worker.picture("答复已保存")
	worker.act("送核稿")
	worker.expect_stage("核稿")
	worker.picture("送核稿后")
	return worker.name()


def sign_and_issue(chief, reply: str) -> str:
	chief.open_form("Suggestion Reply", reply)
	chief.act("签发")
	chief.picture("签发后")
	chief.act("发出答复")
	chief.picture("发出后")
	number = chief.value("document_number")
	assert re.fullmatch(r".+函〔20\d\d〕[1-9]\d*号", number), number
	expect(chief.field("document_number")).to_contain_text(number)
	return number


def read_letter(content: bytes, number: str, document_number: str) -> None:
	document = Document(io.BytesIO(content))
	text = "\n".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))
	joined = text.replace("\n", "")
	serial = int(number.rpartition("-")[2])
	for words in ("张建国代表", f"第{serial}号建议", document_number, *ANSWERS):
		assert words in joined, words
	page = measure(content)
	assert page["page"] == pytest.approx((210, 297), abs=0.1)
	assert page["margins"] == pytest.approx({"top": 37, "left": 28, "right": 26, "bottom": 35}, abs=0.1)
	assert (page["grid"]["lines"], page["grid"]["chars"]) == (22, 28)
	upper, lower = page["lines"]
	assert page["mark"]["top"] == pytest.approx(30, abs=0.5)
	assert upper["top"] - page["mark"]["bottom"] == pytest.approx(4, abs=0.5)
	assert 297 - lower["bottom"] == pytest.approx(20, abs=0.5)
	assert [line["length"] for line in (upper, lower)] == pytest.approx([170, 170], abs=0.1)
	assert page["number"]["align"] == "right"
	assert (page["mark"]["colour"], upper["colour"]) == ("FF0000", "FF0000")


def open_rating(clerk, suggestion: str, round_: int) -> None:
	rating = make.ratings_of(frappe.get_doc("Deputy Suggestion", suggestion), round_)[0]
	clerk.open_form("Suggestion Rating", rating.name)


def enter_rating(clerk, suggestion: str) -> None:
	clerk.open_form("Deputy Suggestion", suggestion)
	clerk.expect_stage("已答复")
	clerk.picture("已答复")
	clerk.shown.locator(".form-dashboard a", has_text="张建国").click()
	clerk.wait_for_form()
	clerk.picture("征询意见表")
	clerk.choose("attitude", "满意")
	clerk.choose("result", "不满意")
	clerk.fill("reasons", "只清了三公里，管护人员没有到位。")
	clerk.picture("填好意见")
	clerk.save()
	clerk.picture("意见已登记")
	clerk.open_form("Deputy Suggestion", suggestion)
	clerk.expect_stage("不满意")
	clerk.picture("不满意")


def sees_no_rating(worker) -> None:
	assert worker.page.request.get("/api/resource/Suggestion Rating").status == 403
	worker.picture("单位看征询意见表")


def handle_again(clerk, suggestion: str) -> None:
	clerk.press("作出决定")
	clerk.dialog("不满意评价的处理")
	clerk.picture("处理不满意评价")
	clerk.confirm("重新办理")
	clerk.dialog("重新办理")
	clerk.fill("reason", "代表对办理结果不满意")
	clerk.picture("重新办理对话框")
	clerk.send("重新办理")
	clerk.expect_stage("已交办")
	clerk.page.wait_for_function("() => cur_frm.doc.current_round === 2")
	clerk.picture("第二轮")


def second_round(town, suggestion: str) -> None:
	"""The unit's part once more, without the browser."""
	make.forget()
	frappe.db.rollback()
	names = frappe.get_all("Suggestion Assignment", {"suggestion": suggestion, "round": 2}, pluck="name")
	with make.acting(town.workers[0]):
		assignment = make.act(frappe.get_doc("Suggestion Assignment", names[0]), "Sign For")
		reply = make.draft_reply(assignment, answer="五公里全部清完，管护员已到岗。")
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	frappe.db.commit()


def enter_satisfaction(clerk, suggestion: str) -> None:
	open_rating(clerk, suggestion, 2)
	clerk.choose("attitude", "满意")
	clerk.choose("result", "满意")
	clerk.save()
	clerk.open_form("Deputy Suggestion", suggestion)
	clerk.expect_stage("已办结")
	clerk.picture("办结")
