"""Opinion forms and assignments that rounds over for good left open: ended on the day on which the round ended."""

import frappe
from frappe.utils import getdate

from deputy_affairs import history
from deputy_affairs.deputy_affairs.doctype.deadline_extension.lapsing import lapse_open
from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.ending import OPEN_ASSIGNMENTS

SUGGESTION, ASSIGNMENT, RATING = "Deputy Suggestion", "Suggestion Assignment", "Suggestion Rating"


def execute() -> None:
	"""Look at what is still open in a round that is over; safe to run again."""
	_end(RATING, _forms(), {"status": "Not Returned"})
	assignments = _assignments()
	_end(ASSIGNMENT, assignments, {"status": "Ended"})
	lapse_open(assignment=[row.name for row in assignments])


def _forms() -> list:
	"""Forms awaited in a closed round, each with the suggestion whose rounds count."""
	rating, suggestion = frappe.qb.DocType(RATING), frappe.qb.DocType(SUGGESTION)
	return (
		frappe.qb.from_(rating)
		.join(suggestion)
		.on(suggestion.name == rating.suggestion)
		.select(rating.name, rating.round, suggestion.name.as_("own"), suggestion.merged_into)
		.where((rating.status == "Awaited") & (rating.round_closed == 1))
	).run(as_dict=True)


def _assignments() -> list:
	"""Assignments still open in an earlier round, or of what is closed or withdrawn."""
	assignment, suggestion = frappe.qb.DocType(ASSIGNMENT), frappe.qb.DocType(SUGGESTION)
	return (
		frappe.qb.from_(assignment)
		.join(suggestion)
		.on(suggestion.name == assignment.suggestion)
		.select(assignment.name, assignment.round, suggestion.name.as_("own"), suggestion.merged_into)
		.where(assignment.status.isin(OPEN_ASSIGNMENTS))
		.where((suggestion.current_round > assignment.round) | suggestion.stage.isin(("Closed", "Withdrawn")))
	).run(as_dict=True)


def _end(doctype: str, rows: list, values: dict) -> None:
	ends = _Ends({row.merged_into or row.own for row in rows})
	days = {row.name: ends.day(row.merged_into or row.own, row.round) for row in rows}
	changes = {
		name: values | ({"given_up_on": day} if doctype == RATING else {}) for name, day in days.items()
	}
	frappe.db.bulk_update(doctype, changes, update_modified=False)
	history.note_past(doctype, days, values)


class _Ends:
	"""On which day the rounds of some suggestions ended."""

	def __init__(self, suggestions: set[str]):
		names = list(suggestions) or [""]
		self._begun: dict[tuple, object] = {}
		for row in frappe.get_all(
			ASSIGNMENT,
			filters={"suggestion": ("in", names)},
			fields=["suggestion", "round", "creation"],
			order_by="creation desc",
		):
			self._begun[row.suggestion, row.round] = getdate(row.creation)
		self._over = {
			row.name: row.closed_on or row.withdrawn_on
			for row in frappe.get_all(
				SUGGESTION, filters={"name": ("in", names)}, fields=["name", "closed_on", "withdrawn_on"]
			)
		}

	def day(self, suggestion: str, round_: int):
		"""When the next round began, or the matter was closed or withdrawn."""
		day = self._begun.get((suggestion, round_ + 1)) or self._over.get(suggestion)
		return getdate(day) if day else getdate()
