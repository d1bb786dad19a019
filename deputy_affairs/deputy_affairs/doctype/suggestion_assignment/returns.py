"""Returns of an assignment: asked for, decided, given to another unit; the history the chair decides by."""

import frappe
from frappe import _
from frappe.utils import getdate, today

from deputy_affairs.i18n import rule_errors
from deputy_affairs.permissions import OFFICE_ROLE, STAFF_ROLES, is_unlimited
from deputy_affairs.rules import returns as rules

CHAIR_ROLE = "Congress Chair"


class ReturnTooLateError(frappe.ValidationError):
	"""The time in which a wrong assignment can be returned is over."""


class ReturnRefusedForGoodError(frappe.ValidationError):
	"""The chair has decided that the unit handles it."""


class ChairDecidesError(frappe.PermissionError):
	"""A second return of one suggestion in a round is decided by the chair alone."""


def ask(assignment) -> None:
	"""A unit asks to return it: in time, not after the chair's word; the second one in a round is the chair's."""
	with rule_errors(ReturnRefusedForGoodError):
		rules.check_not_final(bool(assignment.is_final))
	_validate_in_time(assignment)
	# A second request is another letter, with a number of its own.
	assignment.returned_on, assignment.return_number = today(), None
	assignment.return_decision = assignment.return_decided_on = None
	assignment.out_of_hand_on = assignment.returned_on
	assignment.for_chair = int(rules.needs_chair(earlier_returns(assignment)))
	assignment.append(
		"returns",
		{
			"asked_on": assignment.returned_on,
			"asked_by": frappe.session.user,
			"reason": assignment.return_reason,
			"proposed_unit": assignment.return_proposed_unit,
			"for_chair": assignment.for_chair,
		},
	)


def _validate_in_time(assignment) -> None:
	"""A wrong assignment goes back within the set time, never later (ZJ-S §14, SH-S §14)."""
	if getdate() > getdate(assignment.return_by):
		frappe.throw(
			_("Asking to return it was possible until {0}. Please speak to the assigning organ.").format(
				assignment.return_by
			),
			ReturnTooLateError,
		)


def earlier_returns(assignment) -> int:
	"""How many returns were asked for in this round before, by any unit."""
	names = frappe.get_all(
		"Suggestion Assignment",
		filters={"suggestion": assignment.suggestion, "round": assignment.round},
		pluck="name",
	)
	return frappe.db.count(
		"Assignment Return",
		{"parent": ("in", names), "parenttype": "Suggestion Assignment", "asked_on": ("is", "set")},
	)


def accept(assignment) -> None:
	"""The unit is rid of it; the office goes on looking for another one."""
	_validate_decider(assignment)
	_decide(assignment, "Return Accepted")


def refuse(assignment) -> None:
	"""Back to the unit (QD-S §19); the days that the decision took are not its own."""
	_validate_decider(assignment)
	_decide(assignment, "Return Refused")
	assignment.days_at_office = (assignment.days_at_office or 0) + rules.office_days(
		getdate(assignment.out_of_hand_on or today()), getdate()
	)
	assignment.out_of_hand_on = None
	assignment.is_final = assignment.for_chair
	assignment.received_on = assignment.received_by = None


def take_back(assignment) -> None:
	"""The office itself takes it from the unit."""
	assignment.out_of_hand_on = assignment.return_decided_on = today()
	assignment.append(
		"returns",
		{
			"decision": "Taken Back",
			"decided_on": today(),
			"decided_by": frappe.session.user,
			"opinion": assignment.return_decision,
		},
	)


def _validate_decider(assignment) -> None:
	user = frappe.session.user
	if assignment.for_chair and CHAIR_ROLE not in frappe.get_roles(user) and not is_unlimited(user):
		frappe.throw(
			_("It is the second return of this suggestion in this round; the chair decides it."),
			ChairDecidesError,
		)


def _decide(assignment, decision: str) -> None:
	assignment.return_decided_on = today()
	row = next((row for row in reversed(assignment.returns) if not row.decision), None)
	if row:
		row.update(
			{
				"decision": decision,
				"decided_on": today(),
				"decided_by": frappe.session.user,
				"opinion": assignment.return_decision,
			}
		)


def note_takeover(assignment) -> None:
	"""Stop the office's clock on what this new assignment takes over: a lead all, a separate unit one part."""
	replying = assignment.handling_role != "Assist"
	waiting = frappe.get_all(
		"Suggestion Assignment",
		filters={
			"suggestion": assignment.suggestion,
			"round": assignment.round,
			"workflow_state": "Returned",
			"reassigned_on": ("is", "not set"),
			"handling_role": ("in", ("Lead", "Separate")) if replying else "Assist",
		},
		pluck="name",
		order_by="creation asc",
	)
	for name in waiting if assignment.handling_role == "Lead" else waiting[:1]:
		frappe.db.set_value("Suggestion Assignment", name, "reassigned_on", assignment.assigned_on)


def history(assignment) -> list[dict]:
	"""Return what happened with returns in the round, oldest first, and whose days it were.

	The office and the staff see all units; a unit sees its own returns only.
	"""
	own_only = not (
		{*STAFF_ROLES, OFFICE_ROLE} & set(frappe.get_roles()) or is_unlimited(frappe.session.user)
	)
	filters = {"suggestion": assignment.suggestion, "round": assignment.round}
	if own_only:
		filters["name"] = assignment.name
	assignments = {
		row.name: row
		for row in frappe.get_all(
			"Suggestion Assignment", filters=filters, fields=["name", "unit", "unit.unit_name", "assigned_on"]
		)
	}
	rows = frappe.get_all(
		"Assignment Return",
		filters={"parent": ("in", list(assignments)), "parenttype": "Suggestion Assignment"},
		fields=[
			"parent",
			"asked_on",
			"asked_by.full_name as asked_by",
			"reason",
			"proposed_unit.unit_name as proposed_unit",
			"for_chair",
			"decision",
			"decided_on",
			"decided_by.full_name as decided_by",
			"opinion",
		],
		order_by="`tabAssignment Return`.creation asc",
	)
	for row in rows:
		row.unit_name = assignments[row.parent].unit_name
		row.assigned_on = assignments[row.parent].assigned_on
		row.decision_words = _(row.decision, context="Assignment Return") if row.decision else ""
		row.days_at_office = rules.office_days(
			getdate(row.asked_on or row.decided_on), getdate(row.decided_on or today())
		)
	return rows
