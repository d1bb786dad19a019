"""Returns asked for before become rows of their own, and the office's clocks run on what is open."""

import frappe

from deputy_affairs.deputy_affairs.doctype.deputy_suggestion import clocks
from deputy_affairs.deputy_affairs.doctype.suggestion_assignment import deadlines
from deputy_affairs.rules.stages import FINAL

DECISIONS = {"Returned": "Return Accepted", "Return Requested": ""}


def execute() -> None:
	"""Safe to run again."""
	leave_second_returns_to_the_chair()
	for name in frappe.get_all("Suggestion Assignment", filters={"returned_on": ("is", "set")}, pluck="name"):
		lay_row(frappe.get_doc("Suggestion Assignment", name))
	for name in frappe.get_all("Deputy Suggestion", filters={"stage": ("not in", FINAL)}, pluck="name"):
		start_clocks(frappe.get_doc("Deputy Suggestion", name))


def leave_second_returns_to_the_chair() -> None:
	"""Clerk and government office decide only what is not the chair's; conditions of an administrator stay."""
	for name in frappe.get_all(
		"Workflow Transition",
		filters={
			"parent": "Suggestion Assignment",
			"action": ("in", ("Accept Return", "Refuse Return")),
			"allowed": ("in", ("Congress Clerk", "Government Office")),
			"condition": ("is", "not set"),
		},
		pluck="name",
	):
		frappe.db.set_value("Workflow Transition", name, "condition", "not doc.for_chair")


def lay_row(assignment) -> None:
	"""The one return that the fields know, as a row."""
	if assignment.returns:
		return
	decision = DECISIONS.get(assignment.workflow_state, "Return Refused")
	row = assignment.append(
		"returns",
		{
			"asked_on": assignment.returned_on,
			"reason": assignment.return_reason,
			"proposed_unit": assignment.return_proposed_unit,
			"decision": decision,
			"opinion": assignment.return_decision if decision else None,
		},
	)
	row.db_insert()
	if decision == "":
		assignment.out_of_hand_on = assignment.returned_on
		deadlines.write(assignment)
		assignment.db_update()


def start_clocks(suggestion) -> None:
	"""Write the dates without touching anything else."""
	clocks.write(suggestion)
	values = {fieldname: suggestion.get(fieldname) for fieldname in clocks.FIELDS}
	frappe.db.set_value("Deputy Suggestion", suggestion.name, values, update_modified=False)
