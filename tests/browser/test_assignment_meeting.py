"""The clerk hands out three suggestions at an assignment meeting and prints; a unit asks for more time and gets it."""

import io
import re
from pathlib import Path

import factories as make
import frappe
import pytest
from docx import Document
from frappe.utils import add_days, add_months, today
from playwright.sync_api import expect

TITLES = ("关于修复石桥村提灌站的建议", "关于更换新街路灯的建议", "关于整修青石村便道的建议")


@pytest.fixture
def waiting(town, patiently):
	"""Three registered suggestions of a meeting; the deputy of the first one proposes a unit."""

	def register_three():
		meeting = make.make_meeting(
			town.term, number=frappe.db.count("Congress Meeting", {"term": town.term}) + 20
		)
		wishes = {0: {"proposed_unit": town.units[0]}}
		names = [
			make.register(
				make.make_suggestion(town.deputies[n], title=title, meeting=meeting.name, **wishes.get(n, {}))
			).name
			for n, title in enumerate(TITLES)
		]
		return meeting.name, names

	return patiently(register_three)


def call(desk, method: str):
	return desk.page.expect_response(
		lambda answer: "run_doc_method" in answer.url and method in (answer.request.post_data or "")
	)


def line(desk, title: str):
	return desk.shown.locator(".am-table tr", has_text=title)


def choose(desk, title: str, select: str, unit: str) -> None:
	with call(desk, "set_plan") as answer:
		line(desk, title).locator(select).select_option(label=unit)
	assert answer.value.ok
	desk.settle()


def text_of(path: Path) -> str:
	document = Document(io.BytesIO(path.read_bytes()))
	return "".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def test_three_suggestions_are_handed_out_and_printed(town, waiting, sit_down):
	meeting, names = waiting
	clerk = sit_down(town.clerk, "专干")
	clerk.open("assignment-meeting", "new")
	clerk.wait_for_form()
	clerk.page.evaluate("name => cur_frm.set_value('meeting', name)", meeting)
	clerk.settle()
	clerk.fill("place", "镇政府三楼会议室")
	clerk.save()
	clerk.press("列入全部待交办建议")
	expect(clerk.shown.locator(".am-table tbody tr")).to_have_count(3)
	clerk.picture("列入建议")

	# the deputy's wish is proposed, with its ground; the others are chosen
	first = line(clerk, TITLES[0])
	expect(first.locator(".am-lead option:checked")).to_have_text("农服中心")
	expect(first.locator(".am-why")).to_contain_text("代表建议由其承办")
	expect(clerk.shown.locator(".am-summary")).to_contain_text("2件没有主办")
	choose(clerk, TITLES[0], ".am-add", "财政所")
	choose(clerk, TITLES[1], ".am-lead", "财政所")
	with call(clerk, "set_plan"):
		line(clerk, TITLES[1]).locator(".am-hard input").check()
	expect(first.locator(".am-chip")).to_contain_text("财政所")
	clerk.picture("选好单位")

	# one has no unit: it is left out and said so
	hand_out(clerk)
	message = clerk.page.locator(".msgprint-dialog:visible")
	expect(message).to_contain_text(TITLES[2])
	expect(message).to_contain_text("还没有主办（分办）单位")
	clerk.picture("一件没有交办")
	clerk.close()
	expect(line(clerk, TITLES[2]).locator(".am-state")).to_contain_text("还没有主办")
	choose(clerk, TITLES[2], ".am-lead", "农服中心")
	hand_out(clerk)
	clerk.expect_stage("已全部交办")
	clerk.picture("全部交办")
	frappe.db.rollback()
	assert [frappe.db.get_value("Deputy Suggestion", name, "stage") for name in names] == ["Assigned"] * 3
	hard = frappe.db.get_value("Deputy Suggestion", names[1], "due_date")
	assert str(hard) == add_months(today(), 6)

	with clerk.page.expect_download() as download:
		clerk.press("交办清单", group="文书")
	printed = text_of(Path(download.value.path()))
	for title in TITLES:
		assert title in printed
	assert printed.count("财政所") >= 2 and "协办" in printed
	clerk.settle()
	clerk.press("代表告知单", group="文书")
	clerk.dialog("受理告知单")
	clerk.confirm("开始")
	clerk.page.wait_for_url(re.compile("paper-batch"))
	clerk.settle()
	clerk.picture("批量文书")
	clerk.no_trouble()


def hand_out(clerk) -> None:
	clerk.press("全部交办")
	box = clerk.page.locator(".modal.show", has_text="时限开始计算")
	expect(box).to_be_visible()
	with call(clerk, "hand_out"):
		box.locator(".btn-primary:visible").click()
	clerk.settle()


def test_on_a_phone_the_list_is_read_card_by_card(town, waiting, sit_down, patiently):
	meeting, _names = waiting

	def fill():
		with make.acting(town.clerk):
			doc = frappe.get_doc(
				{
					"doctype": "Assignment Meeting",
					"congress": town.congress,
					"meeting": meeting,
					"held_on": today(),
				}
			).insert()
			doc.add_suggestions()
		return doc.name

	name = patiently(fill)
	phone = sit_down(town.chair, "主席手机", phone=True)
	phone.open_form("Assignment Meeting", name)
	expect(line(phone, TITLES[0])).to_be_visible()
	phone.fits()
	phone.picture("手机上的交办会")
	phone.no_trouble()


def test_a_unit_asks_for_more_time_and_the_chair_agrees(town, sit_down, patiently):
	title = "关于拓宽石桥村公路的建议"

	def in_hand():
		suggestion = make.register(make.make_suggestion(town.deputies[0], title=title))
		(assignment,) = make.assign(suggestion, lead=town.units[0])
		with make.acting(town.workers[0]):
			make.act(assignment, "Sign For")
		return assignment.name

	assignment = patiently(in_hand)
	worker = sit_down(town.workers[0], "承办人")
	worker.open_form("Suggestion Assignment", assignment)
	worker.press("申请延期")
	worker.page.wait_for_function("() => cur_frm.doctype === 'Deadline Extension' && cur_frm.doc.due_before")
	worker.wait_for_form()
	wanted = add_months(today(), 4)
	too_late = add_days(add_months(today(), 6), 1)
	worker.fill("extend_to", too_late)
	worker.fill("reason", "涉路施工许可尚未批复")
	worker.fill("measures", "已完成测量设计，6月底前开工")
	worker.shown.locator(".page-actions .primary-action", has_text="保存").click()
	expect(worker.page.locator(".msgprint:visible")).to_contain_text("6")  # no later than six months
	worker.picture("超过法定期限")
	worker.close()
	assert worker.value("reason") == "涉路施工许可尚未批复", "nothing typed is lost"
	worker.fill("extend_to", wanted)
	worker.save()
	worker.act("申请延期")
	worker.expect_stage("延期待审批")
	worker.picture("已申请")
	extension = worker.name()
	assert not worker.shown.locator(".actions-btn-group .dropdown-menu a", has_text="同意延期").count()

	chair = sit_down(town.chair, "主席")
	chair.open_form("Deadline Extension", extension)
	chair.picture("主席看申请")
	chair.act("同意延期", decision="同意，请抓紧办理")
	chair.expect_stage("已同意延期")
	chair.picture("同意后")
	worker.open_form("Suggestion Assignment", assignment)
	assert worker.value("due_date") == wanted == worker.value("extended_to")
	worker.picture("期限已延")
	clerk = sit_down(town.clerk, "专干")
	clerk.open_form("Deadline Extension", extension)
	with clerk.page.expect_download() as download:
		clerk.press("延期办理告知函", group="文书")
	assert "张建国代表" in text_of(Path(download.value.path()))
	clerk.settle()
	chair.no_trouble()
	clerk.no_trouble()
