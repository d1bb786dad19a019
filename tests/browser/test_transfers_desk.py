"""A suggestion beyond the township's powers: up to the county on the same site, out to a company, and one from above."""

import io
import re
from pathlib import Path

import factories as make
import frappe
import pytest
from docx import Document
from frappe.utils import today
from playwright.sync_api import expect

UP, OUT = "关于改造渠首水闸的建议", "关于增容青石村变压器的建议"
REASON = "渠首工程由县水务局管理，超出本级职权。"


@pytest.fixture(scope="module")
def county(site, town, patiently):
	"""A county on the same site with a clerk, a deputy and a unit of its own."""
	prefix = make.unique()
	users = []

	def lay():
		users[:] = [
			make.make_user(make.address(prefix, who), role, password=make.PASSWORD)
			for who, role in (
				("xclerk", "Congress Clerk"),
				("xworker", "Handling Unit User"),
				("xchief", "Handling Unit User"),
			)
		]
		for user in users:
			frappe.db.set_value("User", user, "language", "zh")
		organ = make.make_congress(f"{prefix}南屏县", level="County", staff=users[:1])
		term = make.make_term(organ.name)
		place = make.make_constituency(term.name)
		deputy = make.make_deputy("钱县代", organ.name, term.name, place.name, "901")
		unit = make.make_unit(organ.name, "县水务局", users=users[1:2], chief=users[2], code=f"{prefix}水函")
		return frappe._dict(
			congress=organ.name,
			clerk=users[0],
			worker=users[1],
			chief=users[2],
			deputy=deputy.name,
			unit=unit.name,
		)

	site.local.conf.throttle_user_limit = 10_000
	made = patiently(lay)
	yield made
	site.db.rollback()
	site.set_user("Administrator")
	patiently(lambda: make.remove([made.congress], users))


@pytest.fixture
def registered(town, patiently):
	"""registered(title) is a suggestion in the township's register."""

	def write(title: str):
		def make_one():
			with make.acting(town.clerk):
				return make.register(make.make_suggestion(town.deputies[0], title=title)).name

		return patiently(make_one)

	return write


def begin(clerk, suggestion: str) -> None:
	"""A new transfer of the suggestion, from its form."""
	clerk.open_form("Deputy Suggestion", suggestion)
	clerk.press("转报转办")
	clerk.wait_for_form()
	expect(clerk.field("suggestion")).to_contain_text(re.compile(r"\S"))


def decide(desk, action: str, **inputs) -> None:
	"""An action whose dialog holds lists of values and links besides texts."""
	group = desk.shown.locator(".actions-btn-group:visible")
	entry = group.locator(".dropdown-menu a", has_text=re.compile(f"^\\s*{action}\\s*$"))
	desk.open_menu(group.locator("button").first, entry)
	entry.click()
	desk.dialog(action)
	for fieldname, (how, text) in inputs.items():
		getattr(desk, how)(fieldname, text)
	desk.picture(f"对话框-{action}")
	with desk.page.expect_response(re.compile("workflow.apply_workflow")) as answer:
		desk.confirm(action)
	assert answer.value.ok, answer.value.text()[:800]
	desk.no_dialog()
	desk.settle()


def letter(desk, label: str) -> str:
	"""Issue a paper from the form and read the file that comes down."""
	with desk.page.expect_download() as download:
		desk.press(re.escape(label), group="文书")
	desk.settle()
	document = Document(io.BytesIO(Path(download.value.path()).read_bytes()))
	return "".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def answer_there(county, name: str) -> None:
	"""What the county does with it: each step has tests of its own."""
	make.forget()
	frappe.db.rollback()
	there = frappe.get_doc("Deputy Suggestion", name)
	with make.acting(county.clerk):
		(assignment,) = make.assign(there, lead=county.unit)
	with make.acting(county.worker):
		make.act(assignment, "Sign For")
		reply = make.draft_reply(assignment, answer="渠首水闸已列入县级水利计划")
	make.issue(reply, county.worker, county.clerk, county.chief)
	with make.acting(county.clerk):
		for rating in make.ratings_of(there.reload()):
			make.rate(rating)


def test_up_to_the_county_and_back_to_the_deputy(town, county, registered, sit_down, patiently):
	suggestion = registered(UP)
	clerk, above = sit_down(town.clerk, "专干"), sit_down(county.clerk, "县专干")
	begin(clerk, suggestion)
	clerk.link("to_congress", county.congress)
	clerk.fill("reason", REASON)
	clerk.picture("转报草稿")
	clerk.save()
	clerk.act("提请上级人大受理")
	clerk.expect_stage("待上级受理")
	clerk.picture("已提请")
	transfer = clerk.name()

	# the county finds it, reads the text and takes it
	above.open("suggestion-transfer")
	above.picture("县里的转报列表")
	above.shown.locator(".list-row", has_text=UP).get_by_text(UP).click()
	above.wait_for_form(transfer)
	expect(above.shown).to_contain_text("渠道淤积三年")
	above.picture("县里看转报")
	decide(above, "受理转报", taken_as=("choose", "由本级代表提出"), raised_by=("link", "钱县代"))
	above.expect_stage("正在办理")
	above.picture("县里已受理")
	there = above.value("linked_suggestion")
	above.open_form("Deputy Suggestion", there)
	above.expect_stage("已立案")
	above.picture("县里的建议")

	patiently(lambda: answer_there(county, there))
	clerk.open_form("Suggestion Transfer", transfer)
	clerk.expect_stage("已有结果")
	expect(clerk.field("linked_answer")).to_contain_text("渠首水闸已列入县级水利计划")
	expect(clerk.field("outcome")).to_contain_text("代表评价满意")
	clerk.picture("结果流回")
	text = letter(clerk, "结果告知函")
	assert "张建国代表：" in text and "渠首水闸已列入县级水利计划" in text and "职权范围" in text
	clerk.open_form("Suggestion Transfer", transfer)
	assert clerk.value("told_number") in text
	decide(clerk, "登记已告知代表", told_on=("fill", today()), told_way=("choose", "信函"))
	clerk.expect_stage("已告知代表")
	clerk.picture("已告知代表")
	clerk.open_form("Deputy Suggestion", suggestion)
	clerk.expect_stage("已办结")
	frappe.db.rollback()
	said = frappe.get_all("Due Reminder", {"reference_name": transfer}, pluck="message")
	assert any("代表评价满意" in words for words in said)

	# who reads it on the way home
	phone = sit_down(town.clerk, "手机专干", phone=True)
	phone.open_form("Suggestion Transfer", transfer)
	phone.fits()
	phone.picture("转报表单")
	for desk in (clerk, above, phone):
		desk.no_trouble()


def test_out_by_a_numbered_letter_with_its_outcome(town, registered, sit_down):
	suggestion = registered(OUT)
	clerk = sit_down(town.clerk, "专干")
	begin(clerk, suggestion)
	clerk.choose("direction", "系统外机关")
	clerk.fill("to_organ", "南屏供电公司")
	clerk.fill("reason", "变压器由供电公司建设管理。")
	clerk.save()
	assert "（待编号）" in letter(clerk, "转报（转办）函")
	transfer = clerk.name()
	clerk.open_form("Suggestion Transfer", transfer)
	clerk.act("转出", sent_on=today())
	clerk.expect_stage("正在办理")
	text = letter(clerk, "转报（转办）函")
	clerk.open_form("Suggestion Transfer", transfer)
	number = clerk.value("letter_number")
	assert number and number in text and "南屏供电公司：" in text and "超出我镇职权范围" in text
	clerk.expect_stage(number)
	clerk.picture("转办函已编号")

	clerk.open("issued-document")
	clerk.settle()
	expect(clerk.shown.locator(".list-row", has_text=number)).to_have_count(1)
	clerk.picture("发文登记")

	clerk.open_form("Suggestion Transfer", transfer)
	decide(clerk, "录入办理结果", outcome=("fill", "已列入2027年农网改造计划"), outcome_on=("fill", today()))
	clerk.expect_stage("已有结果")
	expect(clerk.field("outcome")).to_contain_text("已列入2027年农网改造计划")
	told = letter(clerk, "结果告知函")
	assert "已列入2027年农网改造计划" in told and f"以{number}转办南屏供电公司" in told
	clerk.open_form("Suggestion Transfer", transfer)
	decide(clerk, "登记已告知代表", told_on=("fill", today()), told_way=("choose", "信函"))
	clerk.expect_stage("已告知代表")
	clerk.picture("转办已告知")
	clerk.open_form("Deputy Suggestion", suggestion)
	clerk.expect_stage("已办结")
	clerk.no_trouble()


def test_a_suggestion_of_a_deputy_from_above_comes_in(town, sit_down):
	clerk = sit_down(town.clerk, "专干")
	clerk.open("deputy-suggestion")
	entry = clerk.page.locator(".menu-btn-group .dropdown-menu a:visible", has_text="登记上级代表建议")
	clerk.open_menu(clerk.shown.locator(".menu-btn-group button").first, entry)
	entry.click()
	clerk.dialog("登记上级代表建议")
	clerk.fill("deputy_name", "孙市代")
	clerk.choose("deputy_level", "市级")
	clerk.fill("phone", "13900000000")
	clerk.fill("referring_body", "南屏市人大常委会代表工作委员会")
	clerk.fill("referring_number", "市建〔2026〕31号")
	clerk.link("category", "道路交通")
	clerk.fill("title", "关于改善集镇停车秩序的建议")
	clerk.fill("situation", "集镇无停车场，圩日堵塞。")
	clerk.fill("demands", "建设停车场\n划定停车位")
	clerk.picture("登记上级代表建议")
	clerk.confirm("存为草稿")
	clerk.no_dialog()
	clerk.wait_for_form()
	assert clerk.value("came_from") == "Higher-level Deputy"
	expect(clerk.rows("demands")).to_have_count(2)
	clerk.act("提交审查")
	clerk.act("受理立案", review_opinion="属本镇事务")
	clerk.expect_stage("已立案")
	clerk.picture("上级代表建议")
	clerk.no_trouble()
