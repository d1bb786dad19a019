"""Returns on the records, and the office's own clocks on a suggestion."""

import factories as make
import frappe
import pytest
from frappe.utils import add_days, getdate, today

from deputy_affairs import clock
from deputy_affairs.deputy_affairs.doctype.suggestion_assignment import deadlines, returns
from deputy_affairs.deputy_affairs.doctype.suggestion_assignment.returns import (
	ChairDecidesError,
	ReturnRefusedForGoodError,
)
from deputy_affairs.paperwork import service
from deputy_affairs.workflow_actions import run_action


def assigned(town, unit: int = 0, **fields):
	suggestion = make.register(make.make_suggestion(town.deputies[0], **fields))
	(assignment,) = make.assign(suggestion, lead=town.units[unit])
	return suggestion, assignment


def ask(town, assignment, unit: int = 0, reason: str = "不属于我单位职责"):
	with make.acting(town.workers[unit]):
		return make.act(assignment, "Ask to Return", return_reason=reason, return_proposed_unit=town.units[2])


def put_back(assignment, days: int) -> None:
	"""Let the request have been made some days ago."""
	assignment.reload()
	for fieldname in ("assigned_on", "returned_on", "out_of_hand_on"):
		assignment.set(fieldname, add_days(today(), -days))
	deadlines.write(assignment)
	assignment.db_update()


def second_return(town):
	"""Returned by the first unit, accepted, given to the second one, which returns it as well."""
	suggestion, first = assigned(town)
	ask(town, first)
	with make.acting(town.clerk):
		make.act(first, "Accept Return", return_decision="同意调整")
		(second,) = make.assign(suggestion.reload(), lead=town.units[1])
	ask(town, second, 1, "应由交通站办理")
	return suggestion.reload(), first.reload(), second


# --- the office's clocks


def test_a_recess_suggestion_is_to_be_acknowledged_and_assigned(town):
	suggestion = make.make_suggestion(town.deputies[0])
	assert not suggestion.acknowledge_by and not suggestion.assign_by
	make.act(suggestion, "Submit for Review")
	assert getdate(suggestion.acknowledge_by) == getdate(add_days(today(), 7))
	make.act(suggestion, "Accept and Register", review_opinion="同意立案")
	assert getdate(suggestion.assign_by) == clock.due("assignment", town.congress, today()).date
	words = {row["fieldname"]: row for row in suggestion.get_clock_words()}
	assert set(words) == {"acknowledge_by", "assign_by"}
	assert (
		words["assign_by"]["date"] == getdate(suggestion.assign_by) and len(words["assign_by"]["steps"]) > 1
	)


def test_the_notice_of_receipt_stops_the_clock(town, people):
	frappe.db.set_value(
		"Congress", town.congress, {"presidium_code": "云人主席团函", "contact_person": "李", "hotline": "1"}
	)
	suggestion, _assignment = assigned(town)
	assert not suggestion.acknowledged_on
	made = service.create("receipt_notice", "Deputy Suggestion", [suggestion.name])
	assert len(made["files"]) == 1, made
	assert getdate(suggestion.reload().acknowledged_on) == getdate()


def test_raised_at_a_meeting_it_is_handed_out_within_a_month_of_the_closing(town):
	suggestion = make.register(make.make_suggestion(town.deputies[0], meeting=town.meeting))
	closing = frappe.db.get_value("Congress Meeting", town.meeting, "end_date")
	own = clock.due("assignment", town.congress, today()).date
	assert getdate(suggestion.assign_by) == max(getdate(add_days(closing, 30)), own)
	assert not suggestion.acknowledge_by
	frappe.db.set_value("Congress Meeting", town.meeting, "end_date", today())
	suggestion = make.register(make.make_suggestion(town.deputies[1], meeting=town.meeting))
	assert getdate(suggestion.assign_by) == getdate(add_days(today(), 30))


def test_the_day_by_which_it_was_to_be_assigned_stays_on_record(town):
	suggestion, _assignment = assigned(town)
	assert suggestion.assign_by and suggestion.stage == "Assigned"


def test_a_new_day_off_moves_the_offices_clock(town):
	suggestion = make.register(make.make_suggestion(town.deputies[0]))
	before = getdate(suggestion.assign_by)
	day = clock.calendar_of(town.congress).add_workdays(getdate(), 2)[0]
	frappe.get_doc(
		{
			"doctype": "Workday Exception",
			"date": day,
			"kind": "Holiday",
			"congress": town.congress,
			"reason": "停电",
		}
	).insert()
	assert getdate(suggestion.reload().assign_by) > before


# --- returns


def test_a_return_is_on_record_with_its_clock(town):
	suggestion, assignment = assigned(town)
	ask(town, assignment)
	(row,) = assignment.returns
	assert (row.asked_by, row.reason, row.proposed_unit) == (
		town.workers[0],
		"不属于我单位职责",
		town.units[2],
	)
	assert not row.decision and not assignment.for_chair
	due = clock.due("reassignment", town.congress, today()).date
	assert getdate(assignment.reassign_by) == due == getdate(suggestion.reload().reassign_by)
	with make.acting(town.clerk):
		make.act(assignment, "Accept Return", return_decision="同意调整")
	(row,) = assignment.returns
	assert (row.decision, row.decided_by, row.opinion) == ("Return Accepted", town.clerk, "同意调整")
	assert getdate(suggestion.reload().reassign_by) == due, "it waits for another unit"
	make.assign(suggestion, lead=town.units[2])
	assert getdate(assignment.reload().reassigned_on) == getdate()
	assert not suggestion.reload().reassign_by


def test_a_second_return_is_for_the_chair_alone(town):
	suggestion, first, second = second_return(town)
	assert not first.for_chair and second.for_chair
	for user in (town.clerk, town.office):
		with make.acting(user):
			with pytest.raises(Exception) as refused:
				run_action(second.doctype, second.name, "Accept Return", {"return_decision": "同意"})
			assert (
				isinstance(refused.value, ChairDecidesError)
				or "WorkflowTransition" in type(refused.value).__name__
			)
	with make.acting(town.chair):
		history = second.get_return_history()
		assert [(row.unit_name, row.decision, row.reason) for row in history] == [
			("农服中心", "Return Accepted", "不属于我单位职责"),
			("财政所", None, "应由交通站办理"),
		]
		assert history[0].proposed_unit == "交通站" and history[1].for_chair
		make.act(second, "Accept Return", return_decision="由交通站办理")
	assert suggestion.reload().stage == "Reassignment"


def test_the_record_refuses_the_clerk_even_where_the_workflow_was_changed(town):
	_suggestion, _first, second = second_return(town)
	frappe.db.set_value(
		"Workflow Transition",
		{"parent": second.doctype, "condition": "not doc.for_chair", "action": "Accept Return"},
		"condition",
		"",
	)
	with make.acting(town.clerk), pytest.raises(ChairDecidesError):
		returns.accept(second)


def test_after_the_chairs_refusal_the_unit_handles_it(town):
	_suggestion, _first, second = second_return(town)
	with make.acting(town.chair):
		make.act(second, "Refuse Return", return_decision="主席团决定由你单位办理")
	assert second.is_final and second.status == "Awaiting Receipt"
	with make.acting(town.workers[1]):
		with pytest.raises(ReturnRefusedForGoodError):
			run_action(second.doctype, second.name, "Ask to Return", {"return_reason": "再退"})
		assert make.act(second.reload(), "Sign For").status == "Handling"


def test_a_unit_sees_its_own_returns_only(town):
	_suggestion, _first, second = second_return(town)
	with make.acting(town.workers[1]):
		assert [row.reason for row in second.get_return_history()] == ["应由交通站办理"]


def test_days_that_the_decision_took_are_not_the_units(prefix, people):
	town = make.make_township(prefix, people, reply_months=2)
	suggestion, assignment = assigned(town)
	ask(town, assignment)
	put_back(assignment, 6)
	before = assignment.due_date
	with make.acting(town.clerk):
		make.act(assignment, "Refuse Return", return_decision="仍由你单位办理")
	assert assignment.days_at_office == 6
	assert getdate(assignment.due_date) == getdate(add_days(before, 6))
	assert getdate(suggestion.reload().due_date) == getdate(assignment.due_date)
	steps = next(row["steps"] for row in assignment.get_deadline_words() if row["fieldname"] == "due_date")
	assert any("6" in step for step in steps)
	assert not assignment.reassign_by and not assignment.out_of_hand_on


def test_taken_back_it_is_with_the_office(town):
	suggestion, assignment = assigned(town)
	with make.acting(town.clerk):
		make.act(assignment, "Take Back", return_decision="交错了")
	(row,) = assignment.returns
	assert (row.decision, row.asked_on) == ("Taken Back", None)
	assert suggestion.reload().reassign_by
	make.assign(suggestion, lead=town.units[1])
	(second,) = frappe.get_all(
		"Suggestion Assignment", {"suggestion": suggestion.name, "unit": town.units[1]}, pluck="name"
	)
	assert not ask(town, frappe.get_doc("Suggestion Assignment", second), 1).for_chair, (
		"taking back is no return"
	)


def test_rows_of_returns_are_not_written_by_hand(town):
	_suggestion, assignment = assigned(town)
	ask(town, assignment)
	with make.acting(town.workers[0]):
		assignment.returns[0].reason = "别的理由"
		with pytest.raises(frappe.ValidationError):
			assignment.save()
