"""To whom a letter goes and what it still says: nobody gets another addressee's, nor one that is out of date."""

import factories as make
import frappe
import pytest
from frappe.utils import add_days, add_months, now_datetime
from test_papers_more import paper, stored, text_of

from deputy_affairs.paperwork import service
from deputy_affairs.paperwork.contexts.common import objections

MERGED = "关于修复北干渠的建议"


@pytest.fixture
def town(site, people, prefix):
	"""A township whose presidium has a document code and somebody to call."""
	return make.make_township(
		prefix, people, presidium_code=f"{prefix}人主函", contact_person="周敏", hotline="0871-65550100"
	)


def registered(town, deputy=0, **fields):
	with make.acting(town.clerk):
		return make.register(make.make_suggestion(town.deputies[deputy], **fields))


def letters(kind: str, record, user) -> dict[str, str]:
	"""Text of each letter by whom it is addressed to; all are made without an error."""
	with make.acting(user):
		answer = service.create(kind, record.doctype, [record.name])
	assert answer["failed"] == []
	texts = [text_of(file) for file in answer["files"]]
	rows = frappe.get_all(
		"Issued Document", {"kind": kind, "congress": record.congress}, ["addressee", "number"]
	)
	return {
		row.addressee: text
		for row in rows
		for text in texts
		if row.number in text and f"{row.addressee}：" in text
	}


def send_back(town, assignment, worker=0):
	with make.acting(town.workers[worker]):
		make.act(assignment, "Ask to Return", return_reason="不属于本单位职责。")
	with make.acting(town.clerk):
		make.act(assignment, "Accept Return")


def test_the_deputy_learns_the_handler_in_a_second_notice(town):
	suggestion = registered(town)
	first = letters("receipt_notice", suggestion, town.clerk)["张建国代表"]
	assert "告知您" in first and "农服中心" not in first
	assert letters("receipt_notice", suggestion.reload(), town.clerk)["张建国代表"] == first
	number = suggestion.reload().receipt_number
	with make.acting(town.clerk):
		(lead,) = make.assign(suggestion, lead=town.units[0])
	second = letters("receipt_notice", suggestion.reload(), town.clerk)["张建国代表"]
	assert suggestion.reload().receipt_number != number
	assert f"我们已以{number}告知受理" in second and "交由农服中心（主办）办理" in second
	assert paper("receipt_notice", suggestion) == second, "printed again it is the same letter"
	send_back(town, lead)
	with make.acting(town.clerk):
		make.assign(suggestion.reload(), lead=town.units[2])
	third = paper("receipt_notice", suggestion.reload())
	assert "交由交通站（主办）办理" in third and "农服中心" not in third and "以本告知单为准" in third


def test_the_patch_frees_receipts_older_than_the_assignment_only(town):
	from deputy_affairs.patches.v1_0.papers_with_blanks import free_receipts_before_assignment

	early, late = registered(town), registered(town, 1)
	paper("receipt_notice", early)
	number = early.reload().receipt_number
	for suggestion in (early, late):
		make.assign(suggestion.reload(), lead=town.units[0])
	early.reload().db_set("receipt_number", number)  # as it was kept before
	paper("receipt_notice", late.reload())
	frappe.db.set_value("Issued Document", {"number": number}, "creation", add_days(now_datetime(), -1))
	free_receipts_before_assignment()
	assert not early.reload().receipt_number and late.reload().receipt_number


def test_one_who_is_told_after_the_assignment_gets_one_notice(town):
	suggestion = registered(town)
	make.assign(suggestion, lead=town.units[0])
	text = paper("receipt_notice", suggestion.reload())
	assert "收悉" in text and "交由农服中心（主办）办理" in text and "此前" not in text


def test_a_merged_one_is_told_who_handles_it_with_the_main_one(town):
	main, other = registered(town), registered(town, 1, title=MERGED)
	paper("receipt_notice", other)
	with make.acting(town.clerk):
		make.assign(main, lead=town.units[0])
		other.reload().merge_into(main.name, "内容相同")
	text = paper("receipt_notice", other.reload())
	assert "李梅代表：" in text and "交由农服中心（主办）办理" in text and "并案办理" in text


def test_while_the_lead_is_to_be_found_anew_letters_promise_no_date(town):
	main, other = registered(town), registered(town, 1, title=MERGED)
	with make.acting(town.clerk):
		other.merge_into(main.name, "内容相同")
		lead, _helper = make.assign(main.reload(), lead=town.units[0], assist=[town.units[1]])
	send_back(town, lead)
	main.reload()
	assert not main.due_date
	assert "把承办单位和答复期限告知您" in paper("receipt_notice", main)
	assert "承办单位和答复期限另行告知" in letters("merge_notice", main, town.clerk)["张建国代表"]


def test_the_unit_that_takes_over_gets_its_own_notice_of_the_merging(town):
	main, other = registered(town), registered(town, 1, title=MERGED)
	with make.acting(town.clerk):
		other.merge_into(main.name, "内容相同")
		(lead,) = make.assign(main.reload(), lead=town.units[0])
	first = letters("merge_notice", main.reload(), town.clerk)
	assert set(first) == {"张建国代表", "李梅代表", "农服中心"}
	send_back(town, lead)
	with make.acting(town.clerk):
		(anew,) = make.assign(main.reload(), lead=town.units[2])
		answer = service.create("merge_notice", main.doctype, [main.name])
	texts = [text_of(file) for file in answer["files"]]
	assert [text.count("农服中心") for text in texts] == [0, 0, 0]
	assert [any(f"{who}：" in text for text in texts) for who in ("张建国代表", "李梅代表", "交通站")] == [
		True
	] * 3
	(own,) = (file for file, text in zip(answer["files"], texts, strict=True) if "交通站：" in text)
	assert stored(own).attached_to_name == anew.name


def test_after_another_merging_the_extension_is_told_to_the_right_deputies(town):
	main, other, third = (
		registered(town),
		registered(town, 1, title=MERGED),
		registered(town, 2, title="关于疏浚支渠的建议"),
	)
	with make.acting(town.clerk):
		other.merge_into(main.name, "内容相同")
		(lead,) = make.assign(main.reload(), lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(lead, "Sign For")
		extension = make.request_extension(lead, add_months(lead.assigned_on, 5))
		make.act(extension, "Ask for Extension")
	with make.acting(town.chair):
		make.act(extension, "Approve Extension")
	before = letters("extension_notice", extension, town.clerk)
	assert set(before) == {"张建国代表", "李梅代表"}
	with make.acting(town.clerk):
		other.reload().undo_merge("代表要求单独办理")
		third.reload().merge_into(main.name, "内容相同")
		answer = service.create("extension_notice", extension.doctype, [extension.name])
	texts = [text_of(file) for file in answer["files"]]
	assert texts[0] == before["张建国代表"]
	assert "王五代表：" in texts[1] and "疏浚支渠" in texts[1] and len(texts) == 2


def test_the_new_lead_gets_the_opinion_addressed_to_itself(town):
	suggestion = registered(town)
	with make.acting(town.clerk):
		lead, helper = make.assign(suggestion, lead=town.units[0], assist=[town.units[1]])
	with make.acting(town.workers[1]):
		make.act(helper, "Sign For")
		make.act(helper, "Give Opinion", opinion="同意主办单位的办理方案，管护经费每年安排四万元。")
		assert "农服中心：" in paper("assist_opinion", helper)
	send_back(town, lead)
	with make.acting(town.clerk):
		make.assign(suggestion.reload(), lead=town.units[2])
	with make.acting(town.workers[1]):
		text = paper("assist_opinion", helper.reload())
	assert "交通站：" in text and "农服中心：" not in text


def rated(town, round_=1):
	"""One satisfied with a remark, one dissatisfied, and a dissatisfied one of a merged suggestion."""
	main = registered(town, cosigners=[town.deputies[1]])
	other = registered(town, 2, title=MERGED)
	with make.acting(town.clerk):
		other.merge_into(main.name, "内容相同")
		(lead,) = make.assign(main.reload(), lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(lead, "Sign For")
		reply = make.draft_reply(lead)
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	with make.acting(town.clerk):
		for rating in (*make.ratings_of(main), *make.ratings_of(other)):
			said = {"张建国": ("Satisfied", "办得很好，谢谢"), "李梅": ("Dissatisfied", "水闸没有修")}
			result, reasons = said.get(rating.deputy_name, ("Dissatisfied", "支渠没有通水"))
			make.rate(rating, "Satisfied", result, reasons=reasons)
		(name,) = main.reload().rehandle([{"unit": town.units[0], "handling_role": "Lead"}], "请再次研究")
	return main, frappe.get_doc("Suggestion Assignment", name)


def test_only_the_dissatisfied_are_quoted_also_those_of_merged_ones(town):
	main, again = rated(town)
	assert objections(main.name, 1) == "水闸没有修；支渠没有通水。"
	with make.acting(town.clerk):
		text = paper("rehandling_notice", again)
	assert "“水闸没有修；支渠没有通水。”" in text and "办得很好" not in text


def test_the_list_marks_key_items(town):
	key, plain = registered(town, title="关于修桥的建议"), registered(town, 1)
	with make.acting(town.chair):
		key.reload().mark_key("主席周国平")
	with make.acting(town.clerk):
		rows = [make.assign(row.reload(), lead=town.units[0])[0] for row in (key, plain)]
		text = paper("assignment_notice", *rows)
	assert "★关于修桥的建议" in text and "★关于整治" not in text and "注：标★的为重点督办建议。" in text
	with make.acting(town.clerk):
		(alone,) = make.assign(registered(town, 2), lead=town.units[1])
		assert "★" not in paper("assignment_notice", alone)


def test_a_meeting_that_was_moved_is_told_anew(town):
	frappe.db.set_value("Congress", town.congress, "max_rounds", 1)
	make.forget()
	main, _again = rated(town)
	lead = frappe.get_doc("Suggestion Assignment", {"suggestion": main.name, "round": 2})
	with make.acting(town.workers[0]):
		make.act(lead, "Sign For")
		reply = make.draft_reply(lead)
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	with make.acting(town.clerk):
		for rating in make.ratings_of(main, 2):
			make.rate(rating, "Satisfied", "Dissatisfied", reasons="仍没有修")
		meeting = frappe.get_doc(
			{
				"doctype": "Handling Meeting",
				"suggestion": main.name,
				"meets_at": add_days(now_datetime(), 3),
				"place": "镇政府会议室",
			}
		).insert()
		first = paper("meeting_notice", meeting)
		number = meeting.reload().notice_number
		meeting.update({"place": "下河村委会", "recorded_by": "周敏"}).save()
		second = paper("meeting_notice", meeting.reload())
		assert "镇政府会议室" in first and "下河村委会" in second and meeting.notice_number != number
		again = meeting.reload().notice_number
		meeting.update({"recorded_by": "赵文博"}).save()
		assert paper("meeting_notice", meeting.reload()) == second and meeting.notice_number == again
