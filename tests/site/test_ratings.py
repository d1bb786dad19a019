"""Opinion forms: links and slips, what does not come back, and the meeting after the last round."""

import io
from datetime import timedelta

import factories as make
import frappe
import pytest
from docx import Document
from frappe.utils import add_days, getdate, now_datetime, today

from deputy_affairs import daily, one_time_links
from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.handling import RoundError
from deputy_affairs.deputy_affairs.doctype.handling_meeting.handling_meeting import (
	MeetingCalledError,
	MeetingIncompleteError,
	MeetingNotDueError,
	MeetingOnRecordError,
)
from deputy_affairs.deputy_affairs.doctype.suggestion_rating import decision, entering, sending, unreturned
from deputy_affairs.deputy_affairs.doctype.suggestion_rating.suggestion_rating import (
	RatingIncompleteError,
	RatingOnRecordError,
	closing_day,
)
from deputy_affairs.paperwork import service
from deputy_affairs.setup import templates

LEAD = [{"handling_role": "Lead"}]


def answer(town, suggestion, assignment):
	"""The unit signs for it and replies."""
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
		reply = make.draft_reply(assignment)
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	return make.ratings_of(suggestion.reload(), suggestion.current_round)


@pytest.fixture
def forms(town):
	"""The two opinion forms of an answered suggestion."""
	with make.acting(town.clerk):
		suggestion = make.register(make.make_suggestion(town.deputies[0], town.deputies[1:2]))
		(assignment,) = make.assign(suggestion, lead=town.units[0])
	return answer(town, suggestion, assignment)


def link_of(rating, **filters):
	return frappe.get_all(
		"One Time Link",
		filters={"reference_name": rating.name, **filters},
		fields=["name", "status", "sent_via", "expires_on"],
		order_by="creation asc",
	)


# --- links


def test_each_signer_gets_a_link_of_the_own(town, forms):
	with make.acting(town.clerk):
		rows = sending.send_links(replies=[forms[0].reply])
	assert [row["deputy_name"] for row in rows] == ["张建国", "李梅"]
	assert len({row["url"] for row in rows}) == 2
	for row, rating in zip(rows, forms, strict=True):
		link = one_time_links.find_open(row["url"].rpartition("k=")[2])
		assert (link.reference_name, link.deputy) == (rating.name, rating.deputy)
		assert row["qr"].startswith("data:image/svg+xml") and getdate(row["expires_on"]) == rating.closes_on
		assert link.sent_via == "Copied", "without mail and SMS the clerk hands it over"


def test_a_second_link_ends_the_first_but_not_the_one_on_paper(town, forms):
	rating = forms[0]
	printed = one_time_links.slip_address("Rating", rating, rating.deputy).rpartition("k=")[2]
	assert one_time_links.find_open(printed)
	with make.acting(town.clerk):
		first = sending.send_links(ratings=[rating.name])[0]["url"].rpartition("k=")[2]
		second = sending.send_links(ratings=[rating.name])[0]["url"].rpartition("k=")[2]
	assert not one_time_links.find_open(first)
	assert one_time_links.find_open(second) and one_time_links.find_open(printed)
	assert [row.status for row in link_of(rating)] == ["Open", "Revoked", "Open"]


def test_a_form_that_came_back_ends_all_links(town, forms):
	rating = forms[0]
	with make.acting(town.clerk):
		token = sending.send_links(ratings=[rating.name])[0]["url"].rpartition("k=")[2]
		make.rate(rating)
		assert not one_time_links.find_open(token)
		assert {row.status for row in link_of(rating)} == {"Revoked"}
		with pytest.raises(sending.NothingToSendError):
			sending.send_links(ratings=[rating.name])


def test_links_are_sent_by_the_office_only(town, forms):
	for user in (town.workers[0], town.chiefs[0], town.office):
		with make.acting(user), pytest.raises(frappe.PermissionError):
			sending.send_links(ratings=[forms[0].name])


def test_a_link_is_no_longer_good_once_the_round_is_over(town, forms):
	token = one_time_links.slip_address("Rating", forms[1], forms[1].deputy).rpartition("k=")[2]
	with make.acting(town.clerk):
		make.rate(forms[0], "Satisfied", "Dissatisfied", reasons="未落实")
		suggestion = frappe.get_doc("Deputy Suggestion", forms[0].suggestion)
		suggestion.rehandle([{"unit": town.units[0], "handling_role": "Lead"}], "代表不满意")
	link = one_time_links.find_open(token)
	assert link and one_time_links.find_record(link) is None


# --- slips


def test_a_slip_is_entered_by_its_number(town, forms):
	rating = forms[1]
	assert rating.slip_number and rating.slip_number != forms[0].slip_number
	with make.acting(town.clerk):
		found = entering.find_slip(rating.slip_number.replace("-", ""))
		assert (found["name"], found["deputy_name"]) == (rating.name, "李梅")
		with pytest.raises(RatingIncompleteError):
			entering.enter_slip(found["name"], {"attitude": "Satisfied", "result": "Dissatisfied"})
		rating.reload()
		entering.enter_slip(
			found["name"],
			{"attitude": "Satisfied", "result": "Dissatisfied", "reasons": "渠首未修", "wants_rehandling": 1},
		)
		rating.reload()
		assert (rating.status, rating.returned_by, rating.entered_by) == ("Returned", "Paper", town.clerk)
		with pytest.raises(RatingOnRecordError):
			entering.enter_slip(found["name"], {"attitude": "Satisfied", "result": "Satisfied"})
		rating.reload()
		entering.enter_slip(
			found["name"], {"attitude": "Satisfied", "result": "Satisfied", "correction_reason": "看错一行"}
		)


def test_a_wrong_number_is_told_as_such(town, forms):
	digits = forms[0].slip_number.replace("-", "")
	wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
	with make.acting(town.clerk):
		for number in (wrong, "", "26", "99-9999-" + digits[-1]):
			with pytest.raises(entering.SlipUnknownError):
				entering.find_slip(number)
	for user in (town.workers[0], town.office):
		with make.acting(user), pytest.raises(frappe.PermissionError):
			entering.find_slip(forms[0].slip_number)


def test_the_neighbours_slips_are_not_found(people, town, forms, prefix):
	other = make.make_congress(f"{prefix}石门镇")
	user = make.make_user(make.address(prefix, "neighbour"), "Congress Clerk")
	other.append("staff", {"user": user})
	other.save()
	make.forget()
	with make.acting(user), pytest.raises(entering.SlipUnknownError):
		entering.find_slip(forms[0].slip_number)


def test_the_paper_has_number_and_code(town, forms):
	templates.create()
	with make.acting(town.clerk):
		made = service.create("opinion_form", "Suggestion Rating", [forms[0].name])
		again = service.create("opinion_form", "Suggestion Rating", [forms[0].name])
	assert not made["failed"], made["failed"]
	assert again["files"][0]["existed"], "printed again it is the same"
	content = frappe.get_doc("File", {"file_url": made["files"][0]["file_url"]}).get_content()
	document = Document(io.BytesIO(content))
	xml = document.element.xml
	assert forms[0].slip_number in xml and "填表二维码" in xml
	assert any(part.partname.endswith("slip.png") for part in document.part.package.iter_parts())


# --- what does not come back


def test_reminded_then_left_out_day_by_day_or_caught_up(town, forms):
	rating = forms[0]
	due, last = getdate(rating.due_date), getdate(rating.closes_on)
	assert last == closing_day(town.congress, due) > due
	assert not unreturned.remind(due - timedelta(days=4))
	unreturned.remind(due - timedelta(days=3))
	assert rating.reload().reminded_on == due - timedelta(days=3)
	for day in (due, due + timedelta(days=1), last):
		unreturned.remind(day)
		unreturned.give_up(day)
	assert rating.reload().status == "Awaited" and rating.reminded_on == due + timedelta(days=1)
	unreturned.give_up(last + timedelta(days=1))
	assert rating.reload().status == "Not Returned" and rating.given_up_on == last + timedelta(days=1)
	assert not unreturned.give_up(last + timedelta(days=2)), "once is enough"
	# no reply is not "satisfied": nothing came in, so nothing is closed
	suggestion = frappe.get_doc("Deputy Suggestion", rating.suggestion)
	assert suggestion.stage == "Replied" and not suggestion.overall_rating
	# it may still come in before the round is over
	with make.acting(town.clerk):
		make.rate(rating, "Satisfied", "Dissatisfied", reasons="迟交，仍不满意")
	assert suggestion.reload().stage == "Awaiting Decision"
	assert rating.reload().status == "Returned" and rating.given_up_on


def test_both_are_steps_of_the_daily_job():
	steps = [step for step in daily.STEPS if "unreturned" in step]
	assert [step.rpartition(".")[2] for step in steps] == ["remind", "give_up"]
	for step in steps:
		assert callable(frappe.get_attr(step)) and step in daily.TITLES


def test_the_office_is_told_whom_to_call(town, forms):
	day = getdate(forms[0].due_date) + timedelta(days=1)
	unreturned.remind(day)
	noted = frappe.get_all(
		"Due Reminder",
		filters={"reference_name": forms[0].name},
		fields=["step", "subject"],
		order_by="step asc",
	)
	assert [row.step for row in noted] == ["+1", "office+1"]
	unreturned.remind(day)
	assert frappe.db.count("Due Reminder", {"reference_name": forms[0].name}) == 2


# --- the meeting


@pytest.fixture
def worn_out(town):
	"""A suggestion that was handled again as often as the congress allows, and a signer is still dissatisfied."""
	frappe.db.set_value("Congress", town.congress, "max_rounds", 1)
	make.forget()
	with make.acting(town.clerk):
		suggestion = make.register(make.make_suggestion(town.deputies[0], town.deputies[1:2]))
		(assignment,) = make.assign(suggestion, lead=town.units[0])
	for number in (1, 2):
		ratings = answer(town, suggestion, assignment)
		with make.acting(town.clerk):
			make.rate(ratings[0], "Satisfied", "Dissatisfied", reasons=f"第{number}次仍未修好")
			make.rate(ratings[1])
			suggestion.reload()
			if number == 1:
				(name,) = suggestion.rehandle(
					[{"unit": town.units[0], "handling_role": "Lead"}], "代表不满意"
				)
				assignment = frappe.get_doc("Suggestion Assignment", name)
	return suggestion.reload()


def call_meeting(suggestion, **fields):
	return frappe.get_doc(
		{
			"doctype": "Handling Meeting",
			"suggestion": suggestion.name,
			"meets_at": add_days(now_datetime(), -1),
			"place": "镇政府二楼会议室",
			**fields,
		}
	).insert()


def hold(meeting, outcome):
	meeting.update({"chaired_by": "周国平", "discussion": "双方说明情况", "agreed": "十一月底前修好"})
	for row in meeting.participants:
		row.attended = 1
	meeting.save()
	meeting.hold(outcome)
	return frappe.get_doc("Handling Meeting", meeting.name)


def again(town, suggestion):
	return suggestion.rehandle([{"unit": town.units[0], "handling_role": "Lead"}], "会议商定重新办理")


def test_beyond_the_limit_only_a_held_meeting_opens_a_round(town, worn_out):
	with make.acting(town.clerk):
		assert worn_out.stage == "Awaiting Decision" and worn_out.current_round == 2
		with pytest.raises(RoundError, match="meeting"):
			again(town, worn_out)
		meeting = call_meeting(worn_out)
		assert (meeting.status, meeting.round) == ("Called", 2)
		assert [row.party for row in meeting.participants] == ["Deputy", "Deputy", "Handling Unit"]
		with pytest.raises(MeetingCalledError):
			call_meeting(worn_out)
		with pytest.raises(RoundError, match="agreed on"):
			again(town, worn_out)
		with pytest.raises(MeetingIncompleteError):
			meeting.hold("Handle Again")
		hold(meeting, "Handle Again")
		assert meeting.held_on == getdate(add_days(today(), -1))
		again(town, worn_out)
		assert worn_out.reload().current_round == 3


def test_a_meeting_that_agreed_to_close_opens_no_round(town, worn_out):
	with make.acting(town.clerk):
		hold(call_meeting(worn_out), "Close with Explanation")
		with pytest.raises(RoundError):
			again(town, worn_out)
		make.act(worn_out, "Close Suggestion", closing_reason="面商后说明情况")
		assert worn_out.reload().stage == "Closed"
		with pytest.raises(MeetingNotDueError):
			call_meeting(worn_out)


def test_a_meeting_stays_as_it_was_held(town, worn_out):
	with make.acting(town.clerk):
		meeting = call_meeting(worn_out)
		meeting.cancel_meeting("改期")
		meeting = hold(call_meeting(worn_out), "Handle Again")
		for change in (
			{"agreed": "改写"},
			{"place": "别处"},
			{"outcome": "Close with Explanation"},
			{"status": "Called"},
		):
			with pytest.raises(frappe.ValidationError):
				meeting.update(change)
				meeting.save()
			meeting.reload()
		with pytest.raises(frappe.PermissionError):
			meeting.delete()
		with make.acting("Administrator"), pytest.raises(MeetingOnRecordError):
			meeting.delete(ignore_permissions=True)
		with pytest.raises(MeetingOnRecordError):
			meeting.cancel_meeting("x")
		meeting.minutes = "/private/files/x.pdf"
		meeting.save()


def test_a_meeting_to_come_has_no_outcome(town, worn_out):
	with make.acting(town.clerk):
		meeting = call_meeting(worn_out, meets_at=add_days(now_datetime(), 3))
		with pytest.raises(MeetingIncompleteError):
			hold(meeting, "Handle Again")


def test_nobody_of_the_unit_reads_meetings(town, worn_out):
	with make.acting(town.clerk):
		meeting = call_meeting(worn_out)
	for user in (town.workers[0], town.office):
		with make.acting(user):
			assert not frappe.has_permission("Handling Meeting", "read", meeting)


def test_opinions_stand_side_by_side(town, worn_out):
	with make.acting(town.clerk):
		facts = decision.opinions(worn_out.name)
		assert [(row.round, row.deputy_name, row.reasons) for row in facts["rows"]] == [
			(2, "张建国", "第2次仍未修好"),
			(2, "李梅", None),
			(1, "张建国", "第1次仍未修好"),
			(1, "李梅", None),
		]
		assert facts["blocked"] and not facts["meeting"]
		hold(call_meeting(worn_out), "Handle Again")
		facts = decision.opinions(worn_out.name)
		assert not facts["blocked"] and facts["meeting"]["status"] == "Held"
	with make.acting(town.workers[0]), pytest.raises(frappe.PermissionError):
		decision.opinions(worn_out.name)


def test_notice_and_minutes_on_paper(town, worn_out):
	templates.create()
	frappe.get_doc("Congress", town.congress).update(
		{"presidium_code": "试主函", "contact_person": "周敏", "hotline": "0871-65550100"}
	).save()
	with make.acting(town.clerk):
		meeting = call_meeting(worn_out, matters="1. 何时修好；\n2. 修好前怎样供水。")
		made = service.create("meeting_notice", "Handling Meeting", [meeting.name])
		assert not made["failed"], made["failed"]
		notice = words_of(made)
		for said in (
			"张建国、李梅",
			"农服中心",
			"镇政府二楼会议室",
			"何时修好",
			meeting.reload().notice_number,
		):
			assert said in notice, said
		hold(meeting, "Handle Again")
		made = service.create("meeting_record", "Handling Meeting", [meeting.name])
		assert not made["failed"], made["failed"]
		record = words_of(made)
		for said in ("十一月底前修好", "☑重新办理", "□说明情况后办结", "周国平"):
			assert said in record, said


def words_of(made) -> str:
	content = frappe.get_doc("File", {"file_url": made["files"][0]["file_url"]}).get_content()
	document = Document(io.BytesIO(content))
	cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
	return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_an_old_site_gets_numbers_and_codes(forms):
	from deputy_affairs.patches.v1_0 import lay_slips

	rating = forms[0]
	rating.db_set({"slip_number": None, "closes_on": None}, update_modified=False)
	frappe.db.delete("One Time Link", {"reference_name": rating.name})
	lay_slips.execute()
	lay_slips.execute()
	rating.reload()
	assert rating.slip_number and rating.closes_on
	assert [row.sent_via for row in link_of(rating)] == ["Slip"]
