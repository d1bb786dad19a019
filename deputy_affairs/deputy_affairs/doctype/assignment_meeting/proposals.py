"""What speaks for a unit, read from the records and put to the pure rule of `rules/proposals.py`."""

from collections import defaultdict

import frappe
from frappe.query_builder.functions import Count, Extract, Sum
from frappe.utils import getdate
from pypika import Case
from pypika.enums import DatePart

from deputy_affairs.rules.proposals import YEARS_BACK, Handled, Matter, Proposal, propose


class Proposer:
	"""Proposes for many suggestions of one congress; units, usual categories and history are read once."""

	def __init__(self, congress: str, year: int | None = None):
		self.congress = congress
		self.year = year or getdate().year
		rows = frappe.get_all(
			"Handling Unit",
			filters={"congress": congress, "is_active": 1},
			fields=["name", "unit_name"],
			order_by="unit_name asc",
		)
		self.names = {row.name: row.unit_name for row in rows}
		self.usual = self._usual()
		self.history = self._history()

	def _usual(self) -> dict[str, set[str]]:
		usual = defaultdict(set)
		for row in frappe.get_all(
			"Handling Unit Category",
			filters={"parenttype": "Handling Unit", "parent": ("in", list(self.names) or [""])},
			fields=["parent", "category"],
		):
			usual[row.parent].add(row.category)
		return usual

	def _history(self) -> list[Handled]:
		"""Leads and separate parts of the years before, by unit, category and year."""
		assignment, suggestion = (
			frappe.qb.DocType("Suggestion Assignment"),
			frappe.qb.DocType("Deputy Suggestion"),
		)
		year = Extract(DatePart.year, assignment.assigned_on)
		query = (
			frappe.qb.from_(assignment)
			.join(suggestion)
			.on(suggestion.name == assignment.suggestion)
			.select(
				assignment.unit,
				suggestion.category,
				year,
				Count("*"),
				Sum(Case().when(assignment.workflow_state == "Returned", 1).else_(0)),
			)
			.where(
				(assignment.congress == self.congress)
				& (assignment.round == 1)
				& assignment.handling_role.isin(["Lead", "Separate"])
				& (assignment.assigned_on >= f"{self.year - YEARS_BACK}-01-01")
				& (assignment.assigned_on < f"{self.year}-01-01")
				& suggestion.category.isnotnull()
			)
			.groupby(assignment.unit, suggestion.category, year)
		)
		return [
			Handled(unit, category, int(y), int(n), int(back)) for unit, category, y, n, back in query.run()
		]

	def propose(self, suggestion) -> list[Proposal]:
		"""The units for a suggestion (with category and proposed_unit), best first."""
		matter = Matter(suggestion.category or "", suggestion.proposed_unit or "")
		return propose(matter, self.names, self.usual, self.history, self.year)
