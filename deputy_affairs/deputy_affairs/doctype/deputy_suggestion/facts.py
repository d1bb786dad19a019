"""What is on record about one suggestion, gathered for the pure rules of `rules/stages.py`."""

import frappe

from deputy_affairs.rules.stages import (
	REGISTERED,
	AssignmentFact,
	RatingFact,
	ReplyFact,
	SuggestionFacts,
	TransferFact,
)

from . import merging


def load(suggestion) -> SuggestionFacts:
	"""Return the facts of a suggestion: its state, assignments, replies and expected ratings of all rounds."""
	if suggestion.merged_into and suggestion.workflow_state == REGISTERED:
		return SuggestionFacts(
			workflow_state=suggestion.workflow_state,
			main_stage=frappe.db.get_value(suggestion.doctype, suggestion.merged_into, "stage"),
		)
	assignments = frappe.get_all(
		"Suggestion Assignment",
		filters={"suggestion": suggestion.name},
		fields=["name", "round", "handling_role", "workflow_state", "part"],
		order_by="creation asc",
	)
	replies = frappe.get_all(
		"Suggestion Reply",
		filters={"suggestion": suggestion.name},
		fields=["name", "assignment", "round", "workflow_state"],
	)
	assignment_of = {row.name: row.assignment for row in replies}
	ratings = frappe.get_all(
		"Suggestion Rating",
		# A form that did not come back after a reminder is left out (CQ-S §29).
		filters={
			"suggestion": ("in", merging.group_of(suggestion.name)),
			"reply": ("in", list(assignment_of)),
			"status": ("!=", "Not Returned"),
		},
		fields=["reply", "round", "deputy", "attitude", "result"],
	)
	return SuggestionFacts(
		workflow_state=suggestion.workflow_state,
		current_round=suggestion.current_round or 1,
		assignments=tuple(
			AssignmentFact(
				row.name,
				row.round,
				row.handling_role,
				row.workflow_state,
				awaits_takeover=_awaits_takeover(row, assignments),
			)
			for row in assignments
		),
		replies=tuple(ReplyFact(row.assignment, row.round, row.workflow_state) for row in replies),
		ratings=tuple(
			RatingFact(assignment_of[row.reply], row.round, row.deputy, row.attitude or "", row.result or "")
			for row in ratings
		),
		transfers=tuple(
			TransferFact(over=status == "Deputy Told")
			for status in frappe.get_all(
				"Suggestion Transfer",
				filters={
					"suggestion": suggestion.name,
					"status": ("in", ("Under Way", "Concluded", "Deputy Told")),
				},
				pluck="status",
			)
		),
	)


def _awaits_takeover(row, assignments: list) -> bool:
	"""A returned separate assignment waits until as many later separate assignments as returns exist."""
	if row.handling_role != "Separate" or row.workflow_state != "Returned":
		return False
	same = [a for a in assignments if a.round == row.round and a.handling_role == "Separate"]
	later = same[same.index(row) + 1 :]
	returned_from_here = [row, *[a for a in later if a.workflow_state == "Returned"]]
	return len(later) < len(returned_from_here)
