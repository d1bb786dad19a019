"""More time for a reply: asked in time, decided by the chair within the law's end, told to every signer."""

import io

import factories as make
import frappe
import pytest
from docx import Document
from frappe.model.workflow import WorkflowTransitionError
from frappe.utils import add_days, add_months, getdate, today

from deputy_affairs.deputy_affairs.doctype.deadline_extension.deadline_extension import (
	ExtensionDateError,
	ExtensionNotPossibleError,
	ExtensionOnRecordError,
	OpenRequestError,
)
from deputy_affairs.deputy_affairs.doctype.deadline_extension.telling import TellingError
from deputy_affairs.deputy_affairs.doctype.suggestion_assignment import deadlines
from deputy_affairs.deputy_affairs.report.overdue_and_due_soon import overdue_and_due_soon
from deputy_affairs.paperwork import service
from deputy_affairs.supervision import due_reminders
from deputy_affairs.workflow_actions import ActionInputError, StateLockedError, run_action


@pytest.fixture
def town(site, people, prefix):
	"""A township whose presidium has a document code and somebody to call."""
	return make.make_township(
		prefix, people, presidium_code=f"{prefix}人主函", contact_person="周敏", hotline="0871-65550100"
	)


def in_hand(town, **fields):
	suggestion = make.register(make.make_suggestion(town.deputies[0], [town.deputies[1]], **fields))
	lead, helper = make.assign(suggestion, lead=town.units[0], assist=[town.units[1]])
	for assignment, unit in ((lead, 0), (helper, 1)):
		with make.acting(town.workers[unit]):
			make.act(assignment, "Sign For")
	return suggestion.reload(), lead, helper


def request(town, assignment, months: int = 5, unit: int = 0, **fields):
	"""Drafted by the unit: answer so many months after the assignment."""
	with make.acting(town.workers[unit]):
		return make.request_extension(
			assignment, **{"extend_to": add_months(assignment.assigned_on, months), **fields}
		)


def asked(town, assignment, **kwargs):
	extension = request(town, assignment, **kwargs)
	with make.acting(town.workers[0]):
		return make.act(extension, "Ask for Extension")


def put_back(assignment, day) -> None:
	assignment.reload()
	assignment.assigned_on = day
	deadlines.write(assignment)
	assignment.db_update()


def notices(user: str) -> list[str]:
	return frappe.get_all("Notification Log", filters={"for_user": user}, pluck="subject")


def text_of(file: dict) -> str:
	content = frappe.get_doc("File", {"file_url": file["file_url"]}).get_content()
	return "".join(
		node.text or ""
		for node in Document(io.BytesIO(content)).element.body.iter()
		if node.tag.endswith("}t")
	)


# --- the good way


def test_asked_approved_and_every_date_follows(town):
	suggestion, lead, _helper = in_hand(town)
	extension = asked(town, lead)
	assert (extension.workflow_state, extension.asked_by) == ("Extension Requested", town.workers[0])
	assert getdate(extension.due_before) == getdate(lead.due_date)
	assert getdate(extension.latest) == getdate(add_months(today(), 6))
	assert any("申请延期" in subject or suggestion.title in subject for subject in notices(town.chair))
	with make.acting(town.chair):
		make.act(extension, "Approve Extension", decision="同意，抓紧办理")
	assert (extension.decided_by, getdate(extension.decided_on)) == (town.chair, getdate())
	lead.reload()
	assert getdate(lead.extended_to) == getdate(lead.due_date) == getdate(add_months(today(), 5))
	assert getdate(suggestion.reload().due_date) == getdate(lead.due_date)
	steps = next(row["steps"] for row in lead.get_deadline_words() if row["fieldname"] == "due_date")
	assert any(str(getdate(lead.due_date)) in step for step in steps)
	assert any(suggestion.title in subject for subject in notices(town.workers[0]))


def test_the_chair_may_grant_less_never_more(town):
	_suggestion, lead, _helper = in_hand(town)
	extension = asked(town, lead)
	with make.acting(town.chair):
		with pytest.raises(ExtensionDateError):
			run_action(
				extension.doctype, extension.name, "Approve Extension", {"granted_to": add_months(today(), 6)}
			)
		make.act(extension, "Approve Extension", granted_to=add_months(today(), 4))
	assert getdate(lead.reload().due_date) == getdate(add_months(today(), 4))


def test_several_extensions_up_to_the_laws_end(town):
	_suggestion, lead, _helper = in_hand(town)
	for months in (4, 6):
		extension = asked(town, lead, months=months)
		with make.acting(town.chair):
			make.act(extension, "Approve Extension")
	assert getdate(lead.reload().due_date) == getdate(add_months(today(), 6))
	with pytest.raises(ExtensionDateError):
		request(town, lead, extend_to=add_days(add_months(today(), 6), 1))
	assert [row.extend_to for row in extension.get_earlier_extensions()] == [getdate(add_months(today(), 4))]


def test_a_further_round_has_its_own_clock(town):
	suggestion, lead, _helper = in_hand(town)
	with make.acting(town.workers[0]):
		reply = make.draft_reply(lead)
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	for rating in make.ratings_of(suggestion):
		make.rate(rating, result="Dissatisfied", reasons="没有办成")
	(name,) = suggestion.reload().rehandle([{"unit": town.units[0], "handling_role": "Lead"}], "重新办理")
	again = frappe.get_doc("Suggestion Assignment", name)
	with make.acting(town.workers[0]):
		make.act(again, "Sign For")
	assert getdate(again.due_date) == getdate(add_months(today(), 1))
	extension = asked(town, again, months=2)
	with make.acting(town.chair):
		make.act(extension, "Approve Extension")
	assert getdate(again.reload().due_date) == getdate(add_months(today(), 2))


# --- refusals and errors


def test_refused_it_needs_words_and_nothing_moves(town):
	_suggestion, lead, _helper = in_hand(town)
	extension = asked(town, lead)
	with make.acting(town.chair):
		with pytest.raises(ActionInputError):
			run_action(extension.doctype, extension.name, "Refuse Extension")
		make.act(extension, "Refuse Extension", decision="可以按期答复")
	before = lead.due_date
	assert extension.workflow_state == "Extension Refused" and lead.reload().due_date == before
	assert not lead.extended_to
	assert asked(town, lead).workflow_state == "Extension Requested", "it may be asked again, in time"


def test_late_it_is_not_asked_for(town):
	_suggestion, lead, _helper = in_hand(town)
	put_back(lead, add_days(add_months(today(), -3), -1))
	with pytest.raises(ExtensionDateError) as late:
		request(town, lead, extend_to=add_months(today(), 1))
	assert str(getdate(lead.due_date)) in str(late.value)


def test_on_the_last_day_it_still_is(town):
	_suggestion, lead, _helper = in_hand(town)
	put_back(lead, add_months(today(), -3))
	if getdate(lead.due_date) == getdate():  # the same day of the month exists
		assert request(town, lead, extend_to=add_months(today(), 1)).name


def test_a_draft_that_was_left_lying_is_late_as_well(town):
	_suggestion, lead, _helper = in_hand(town)
	extension = request(town, lead)
	put_back(lead, add_days(add_months(today(), -3), -1))
	with make.acting(town.workers[0]), pytest.raises(ExtensionDateError):
		run_action(extension.doctype, extension.name, "Ask for Extension")


def test_asked_in_time_it_may_be_decided_later(town):
	_suggestion, lead, _helper = in_hand(town)
	extension = asked(town, lead)
	put_back(lead, add_days(add_months(today(), -3), -1))
	with make.acting(town.chair):
		make.act(extension, "Approve Extension", granted_to=add_days(today(), 20))
	assert getdate(lead.reload().due_date) == getdate(add_days(today(), 20))


@pytest.mark.parametrize("offset", [0, -1])
def test_the_new_day_lies_after_the_old_one(town, offset):
	_suggestion, lead, _helper = in_hand(town)
	with pytest.raises(ExtensionDateError):
		request(town, lead, extend_to=add_days(lead.due_date, offset))


def test_one_open_request_at_a_time(town):
	_suggestion, lead, _helper = in_hand(town)
	extension = request(town, lead)
	with pytest.raises(OpenRequestError):
		request(town, lead)
	with make.acting(town.workers[0]):
		make.act(extension, "Ask for Extension")
	with pytest.raises(OpenRequestError):
		request(town, lead)
	with make.acting(town.workers[0]):
		make.act(extension, "Withdraw Extension Request")
	assert request(town, lead).name


def test_an_assisting_unit_asks_the_lead_not_the_chair(town):
	_suggestion, _lead, helper = in_hand(town)
	with pytest.raises(ExtensionNotPossibleError):
		request(town, helper, unit=1)


def test_before_signing_and_after_answering_there_is_nothing_to_extend(town):
	suggestion = make.register(make.make_suggestion(town.deputies[0]))
	(lead,) = make.assign(suggestion, lead=town.units[0])
	with pytest.raises(ExtensionNotPossibleError):
		request(town, lead)
	with make.acting(town.workers[0]):
		make.act(lead, "Sign For")
		reply = make.draft_reply(lead)
	extension = asked(town, lead)
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	assert extension.reload().workflow_state == "Extension Lapsed"
	with make.acting(town.chair), pytest.raises(WorkflowTransitionError):
		run_action(extension.doctype, extension.name, "Approve Extension")


def test_a_withdrawn_suggestion_lets_the_request_lapse(town):
	suggestion, lead, _helper = in_hand(town)
	extension = asked(town, lead)
	with make.acting(town.clerk):
		make.withdraw(suggestion)
	assert extension.reload().workflow_state == "Extension Lapsed"


def test_what_was_asked_stays_on_record(town):
	_suggestion, lead, _helper = in_hand(town)
	draft = request(town, lead)
	with make.acting(town.workers[0]):
		draft.delete()
	extension = asked(town, lead)
	with make.acting(town.workers[0]):
		with pytest.raises(ExtensionOnRecordError):
			extension.delete()
		extension.reason = "改一个理由"
		with pytest.raises(StateLockedError):
			extension.save()


# --- who decides


def test_the_unit_does_not_decide_on_its_own_request(town):
	_suggestion, lead, _helper = in_hand(town)
	extension = asked(town, lead)
	for user in (town.workers[0], town.chiefs[0], town.clerk, town.office):
		with make.acting(user), pytest.raises((WorkflowTransitionError, frappe.PermissionError)):
			run_action(extension.doctype, extension.name, "Approve Extension")
	with make.acting(town.workers[0]):
		for fieldname, value in (("granted_to", today()), ("workflow_state", "Extension Approved")):
			with pytest.raises(frappe.ValidationError):
				frappe.get_doc(extension.doctype, extension.name).update({fieldname: value}).save()


def test_a_congress_may_let_its_clerk_decide(prefix, people):
	town = make.make_township(prefix, people, extension_approver="Chair or Clerk")
	_suggestion, lead, _helper = in_hand(town)
	extension = asked(town, lead)
	with make.acting(town.clerk):
		make.act(extension, "Approve Extension")
	assert getdate(lead.reload().extended_to) == getdate(extension.extend_to)


# --- the deputies are told


def test_letters_of_request_decision_and_to_each_signer(town):
	suggestion, lead, _helper = in_hand(town)
	extension = asked(town, lead)
	with make.acting(town.workers[0]):
		made = service.create("extension_request", extension.doctype, [extension.name])
		words = text_of(made["files"][0])
	assert "涉路施工许可尚未批复" in words and "已完成清淤三公里" in words
	assert service.create("extension_decision", extension.doctype, [extension.name])["failed"]
	with make.acting(town.chair):
		make.act(extension, "Approve Extension", decision="请按月报告进展")
	assert not extension.deputy_notified_on
	with make.acting(town.clerk):
		decision = service.create("extension_decision", extension.doctype, [extension.name])
		told = service.create("extension_notice", extension.doctype, [extension.name])
	assert not decision["failed"] and not told["failed"], (decision, told)
	words = text_of(decision["files"][0])
	assert "同意将该建议的答复期限" in words and "请按月报告进展" in words
	assert extension.reload().request_number in words
	assert len(told["files"]) == 2, "one letter a signer"
	assert "张建国代表" in text_of(told["files"][0]) and "李梅代表" in text_of(told["files"][1])
	assert (getdate(extension.deputy_notified_on), extension.notified_by_way) == (
		getdate(),
		"Notice by Letter",
	)
	attached = frappe.get_all(
		"File",
		filters={"attached_to_name": ("in", [extension.name, suggestion.name])},
		pluck="attached_to_doctype",
	)
	assert sorted(attached) == ["Deadline Extension"] * 2 + ["Deputy Suggestion"] * 2


def test_a_refusal_is_a_letter_too(town):
	_suggestion, lead, _helper = in_hand(town)
	extension = asked(town, lead)
	with make.acting(town.chair):
		make.act(extension, "Refuse Extension", decision="可以按期答复")
		made = service.create("extension_decision", extension.doctype, [extension.name])
		assert "不同意延期" in text_of(made["files"][0])
		assert service.create("extension_notice", extension.doctype, [extension.name])["failed"]


def test_the_unit_makes_no_letter_of_the_presidium(town):
	_suggestion, lead, _helper = in_hand(town, is_anonymous=1)
	extension = asked(town, lead)
	with make.acting(town.chair):
		make.act(extension, "Approve Extension")
		service.create("extension_notice", extension.doctype, [extension.name])
	with make.acting(town.workers[0]):
		for kind in ("extension_decision", "extension_notice"):
			assert not service.create(kind, extension.doctype, [extension.name])["files"]
		assert not frappe.get_list("Issued Document", filters={"kind": "extension_notice"})
		assert not frappe.get_list("File", filters={"file_name": ("like", "%延期办理告知函%")})


def test_told_otherwise_it_is_written_down_once(town):
	_suggestion, lead, _helper = in_hand(town)
	extension = asked(town, lead)
	with make.acting(town.clerk), pytest.raises(TellingError):
		extension.record_telling(today(), "By Telephone")
	with make.acting(town.chair):
		make.act(extension, "Approve Extension")
	with make.acting(town.workers[0]), pytest.raises(frappe.PermissionError):
		frappe.get_doc(extension.doctype, extension.name).record_telling(today(), "By Telephone")
	with make.acting(town.clerk):
		with pytest.raises(TellingError):
			extension.record_telling(add_days(today(), 1), "By Telephone")
		extension.record_telling(today(), "By Telephone")
		with pytest.raises(TellingError):
			extension.record_telling(today(), "In Person")
	assert extension.reload().notified_by_way == "By Telephone"


def test_a_deputy_with_a_login_hears_at_once(town, prefix):
	user = make.make_user(make.address(prefix, "dep"), "Deputy")
	frappe.db.set_value("Deputy", town.deputies[0], "user", user)
	suggestion, lead, _helper = in_hand(town)
	extension = asked(town, lead)
	assert not notices(user)
	with make.acting(town.chair):
		make.act(extension, "Approve Extension")
	assert len(notices(user)) == 1 and suggestion.title in notices(user)[0]
	frappe.db.delete("Notification Log", {"for_user": user})


def test_who_is_not_told_in_time_is_called_to_mind(town):
	_suggestion, lead, _helper = in_hand(town)
	extension = asked(town, lead)
	with make.acting(town.chair):
		make.act(extension, "Approve Extension")
	by = getdate(add_days(today(), 3))
	due_reminders.note(add_days(by, -1))
	due_reminders.note(add_days(by, 1))
	steps = frappe.get_all(
		"Due Reminder",
		{"reference_name": extension.name, "kind": "telling"},
		["name", "step", "due_date", "message"],
		order_by="day asc",
	)
	assert [(row.step, row.due_date) for row in steps] == [("-1", by), ("+1", by)]
	assert "张建国" not in steps[0].message
	who = [set(frappe.get_all("Reminder Recipient", {"parent": row.name}, pluck="user")) for row in steps]
	assert who == [{town.clerk}, {town.clerk, town.chair}]
	assert due(town, "telling") == due(town, "telling", today()) == [extension.name]
	# told: nothing is due any more, but it was on the evening before
	extension.db_set("decided_on", add_days(today(), -2))
	with make.acting(town.clerk):
		extension.record_telling(today(), "By Telephone")
	assert due(town, "telling") == due(town, "telling", today()) == []
	frappe.db.set_value("Handling Trace", {"reference_name": lead.name}, "day", add_days(today(), -2))
	assert due(town, "telling", add_days(today(), -1)) == [extension.name]


def test_after_the_reply_nobody_is_told_of_more_time(town):
	_suggestion, lead, _helper = in_hand(town)
	extension = asked(town, lead)
	with make.acting(town.chair):
		make.act(extension, "Approve Extension")
	with make.acting(town.workers[0]):
		reply = make.draft_reply(lead.reload())
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	assert due(town, "telling") == []


def due(town, kind: str, as_of=None) -> list[str]:
	"""What the report shows the clerk of one kind, as of a past day if one is given."""
	with make.acting(town.clerk):
		rows = overdue_and_due_soon.execute(
			{"congress": town.congress, "kind": [kind], "days": 60, "as_of": as_of}
		)[1]
	return [row["record"] for row in rows]
