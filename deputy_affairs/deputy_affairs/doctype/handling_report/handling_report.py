import json

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr, getdate, today

from deputy_affairs import handling_figures
from deputy_affairs.permissions import require_scope
from deputy_affairs.rules.numbering import chinese_number

LATER = ("document_number", "status", "issued_on", "issued_by", "figures", "annex")
NARRATIVE = ("practices", "problems", "next_steps")


class ReportIssuedError(frappe.ValidationError):
	"""A report that was issued does not change and is not deleted."""


class ReportPeriodError(frappe.ValidationError):
	"""Period, meeting and day of the figures do not fit together."""


class HandlingReport(Document):
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

	def before_insert(self):
		for fieldname in LATER:
			self.set(fieldname, None)
		self.status = "Draft"
		require_scope(self)

	def validate(self):
		self.validate_unissued()
		self.validate_period()
		self.title = f"关于{self.words_of_period()}代表建议办理情况的报告"[:140]

	def validate_unissued(self):
		if self.flags.issuing or self.is_new():
			return
		before = self.get_doc_before_save()
		if before.status == "Issued":
			frappe.throw(
				_("This report was issued on {0} and no longer changes.").format(before.issued_on),
				ReportIssuedError,
			)
		for fieldname in LATER:
			# Only issuing writes these, whatever a request carries.
			self.set(fieldname, before.get(fieldname))

	def validate_period(self):
		self.as_of = self.as_of or today()
		if getdate(self.as_of) > getdate():
			frappe.throw(_("The figures are of today or an earlier day."), ReportPeriodError)
		if self.from_date and self.to_date and getdate(self.from_date) > getdate(self.to_date):
			frappe.throw(_("The period ends before it begins."), ReportPeriodError)
		if self.meeting:
			self.term = frappe.db.get_value("Congress Meeting", self.meeting, "term")
		if self.term and frappe.db.get_value("Congress Term", self.term, "congress") != self.congress:
			frappe.throw(_("Term and meeting belong to another congress."), ReportPeriodError)

	def words_of_period(self) -> str:
		"""What the title calls the period, as the office writes it or made from meeting and dates."""
		if self.period_text:
			return self.period_text
		if self.meeting:
			return cstr(frappe.db.get_value("Congress Meeting", self.meeting, "title"))
		if self.from_date and self.to_date:
			first, last = getdate(self.from_date), getdate(self.to_date)
			if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
				return f"{first.year}年度"
			return f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"
		if self.term:
			number = frappe.db.get_value("Congress Term", self.term, "term_number")
			return f"第{chinese_number(number)}届人民代表大会以来"
		return ""

	def filters(self) -> frappe._dict:
		"""What the report covers, as reports take it."""
		dates = {name: getdate(self.get(name)) for name in ("from_date", "to_date") if self.get(name)}
		return frappe._dict(
			congress=self.congress,
			include_lower=self.include_lower,
			term=self.term,
			meeting=self.meeting,
			as_of=getdate(self.as_of),
			**dates,
		)

	def numbers(self) -> tuple[dict, list]:
		"""Figures and list: frozen ones of an issued report, else as the records say."""
		if self.status == "Issued":
			return json.loads(self.figures), json.loads(self.annex)
		filters = self.filters()
		return handling_figures.figures(filters), handling_figures.annex(filters)

	@frappe.whitelist()
	def get_figures(self) -> dict:
		"""Return the figures for the form."""
		self.check_permission("read")
		return self.numbers()[0]

	@frappe.whitelist(methods=["POST"])
	def issue(self) -> str:
		"""Freeze the figures, give the number; from now on the report is only read. Returns the number."""
		from deputy_affairs.paperwork import papers

		self.check_permission("write")
		papers.require_office()
		frappe.db.get_value(self.doctype, self.name, "status", for_update=True)
		self.reload()
		if self.status == "Issued":
			frappe.throw(
				_("This report was issued on {0} and no longer changes.").format(self.issued_on),
				ReportIssuedError,
			)
		missing = [
			_(self.meta.get_label(name), context=self.doctype)
			for name in NARRATIVE
			if not cstr(self.get(name)).strip()
		]
		if missing:
			frappe.throw(
				_("Before it is issued, please write: {0}.").format("、".join(missing)), ReportPeriodError
			)
		figures, annex = self.numbers()
		self.figures, self.annex = (
			json.dumps(part, ensure_ascii=False, default=str) for part in (figures, annex)
		)
		self.document_number = papers.presidium_number(self.congress, self)
		self.status, self.issued_on, self.issued_by = "Issued", today(), frappe.session.user
		self.flags.issuing = True
		try:
			self.save()
		finally:
			self.flags.issuing = False
		return self.document_number

	def on_trash(self):
		if self.status == "Issued":
			frappe.throw(
				_("This report was issued on {0} and no longer changes.").format(self.issued_on),
				ReportIssuedError,
			)
