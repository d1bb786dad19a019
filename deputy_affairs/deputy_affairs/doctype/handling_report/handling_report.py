import frappe
from frappe.utils import cint

from deputy_affairs import handling_figures, report_publishing
from deputy_affairs.frozen_report import FrozenReport, ReportIssuedError, ReportPeriodError

__all__ = ["HandlingReport", "ReportIssuedError", "ReportPeriodError"]


class HandlingReport(FrozenReport):
	"""办理情况报告 to the congress (DL25 §51): figures by themselves, the text by the office; frozen when issued."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		annex: DF.JSON | None
		as_of: DF.Date
		congress: DF.Link
		document_number: DF.Data | None
		figures: DF.JSON | None
		from_date: DF.Date | None
		include_lower: DF.Check
		issued_by: DF.Link | None
		issued_on: DF.Date | None
		meeting: DF.Link | None
		next_steps: DF.LongText | None
		period_text: DF.Data | None
		practices: DF.LongText | None
		problems: DF.LongText | None
		reporter: DF.Literal["Government", "Presidium"]
		status: DF.Literal["Draft", "Issued"]
		term: DF.Link | None
		title: DF.Data | None
		to_date: DF.Date | None
	# end: auto-generated types

	FROZEN = ("figures", "annex")
	NARRATIVE = ("practices", "problems", "next_steps")

	def title_of(self, period: str) -> str:
		return f"关于{period}代表建议办理情况的报告"

	def count(self, filters: frappe._dict) -> tuple:
		return handling_figures.numbers(filters)

	@frappe.whitelist()
	def get_figures(self) -> dict:
		"""Return the figures for the form."""
		self.check_permission("read")
		return self.numbers()[0]

	@frappe.whitelist()
	def get_publishing(self) -> dict:
		"""Return for the dialog of issuing whether there is a public page, and what the congress does by default."""
		self.check_permission("read")
		return report_publishing.choices(self.congress)

	@frappe.whitelist(methods=["POST"])
	def issue(self, publish: bool | int = 0) -> dict:
		"""Freeze the figures, give the number; from now on the report is only read.

		With `publish` it is put on the public page by the chair, and prepared for the chair by anybody else.
		Returns {"number", "publication", "published"}.
		"""
		if cint(publish):
			report_publishing.require_page(self.congress)
		answer = {"number": self.freeze(), "publication": None, "published": False}
		return {**answer, **report_publishing.put_out(self)} if cint(publish) else answer
