import frappe

from deputy_affairs import bulletin_figures
from deputy_affairs.frozen_report import FrozenReport


class HandlingBulletin(FrozenReport):
	"""督查通报 to the units: how each of them stands, as of a day (domain.md §2.4 Supervision); frozen when issued."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		addressee: DF.Data
		as_of: DF.Date
		congress: DF.Link
		demands: DF.LongText | None
		document_number: DF.Data | None
		figures: DF.JSON | None
		from_date: DF.Date | None
		include_lower: DF.Check
		issued_by: DF.Link | None
		issued_on: DF.Date | None
		meeting: DF.Link | None
		overdue: DF.JSON | None
		period_text: DF.Data | None
		problems: DF.LongText | None
		status: DF.Literal["Draft", "Issued"]
		term: DF.Link | None
		title: DF.Data | None
		to_date: DF.Date | None
		units: DF.JSON | None
	# end: auto-generated types

	FROZEN = ("figures", "units", "overdue")
	NARRATIVE = ("problems", "demands")

	def title_of(self, period: str) -> str:
		return f"关于{period}代表建议办理情况的通报"

	def count(self, filters: frappe._dict) -> tuple:
		units = bulletin_figures.units(filters)
		overdue = bulletin_figures.overdue(filters)
		return bulletin_figures.figures(filters, units, overdue), units, overdue

	@frappe.whitelist()
	def get_figures(self) -> dict:
		"""Return figures, table and list for the form."""
		self.check_permission("read")
		figures, units, overdue = self.numbers()
		return {"figures": figures, "units": units, "overdue": overdue}

	@frappe.whitelist(methods=["POST"])
	def issue(self) -> str:
		"""Freeze the figures, give the number; from now on the bulletin is only read. Returns the number."""
		return self.freeze()
