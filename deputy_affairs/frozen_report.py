"""Reports of the office whose figures follow the records until they are issued under a number, and then stand still."""

import json

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr, getdate, today

from deputy_affairs.permissions import require_scope
from deputy_affairs.rules.numbering import chinese_number

ISSUE_FIELDS = ("document_number", "status", "issued_on", "issued_by")


class ReportIssuedError(frappe.ValidationError):
	"""A report that was issued does not change and is not deleted."""


class ReportPeriodError(frappe.ValidationError):
	"""Period, meeting and day of the figures do not fit together."""


class FrozenReport(Document):
	"""What the report on handling and the bulletin share.

	FROZEN are the fields that keep the figures of an issued one, NARRATIVE the texts that must be written before.
	"""

	FROZEN: tuple[str, ...] = ()
	NARRATIVE: tuple[str, ...] = ()

	def title_of(self, period: str) -> str:
		"""The title, with the period in words."""
		raise NotImplementedError

	def count(self, filters: frappe._dict) -> tuple:
		"""The figures as the records say, in the order of FROZEN; plain data."""
		raise NotImplementedError

	def before_insert(self):
		for fieldname in (*ISSUE_FIELDS, *self.FROZEN):
			self.set(fieldname, None)
		self.status = "Draft"
		require_scope(self)

	def validate(self):
		self.validate_unissued()
		self.validate_period()
		self.title = self.title_of(self.words_of_period())[:140]

	def validate_unissued(self):
		if self.flags.issuing or self.is_new():
			return
		before = self.get_doc_before_save()
		if before.status == "Issued":
			self.refuse_issued(before)
		for fieldname in (*ISSUE_FIELDS, *self.FROZEN):
			# Only issuing writes these, whatever a request carries.
			self.set(fieldname, before.get(fieldname))

	def refuse_issued(self, stored: Document):
		frappe.throw(
			_("This report was issued on {0} and no longer changes.").format(stored.issued_on),
			ReportIssuedError,
		)

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

	def numbers(self) -> tuple:
		"""Figures and lists: frozen ones of an issued report, else as the records say."""
		if self.status == "Issued":
			return tuple(json.loads(self.get(fieldname)) for fieldname in self.FROZEN)
		return self.count(self.filters())

	def freeze(self) -> str:
		"""Freeze the figures, give the number, make and register the paper, as the session's user; returns the number."""
		from deputy_affairs.paperwork import papers, service

		self.check_permission("write")
		papers.require_office()
		frappe.db.get_value(self.doctype, self.name, "status", for_update=True)
		self.reload()
		if self.status == "Issued":
			self.refuse_issued(self)
		missing = [
			_(self.meta.get_label(name), context=self.doctype)
			for name in self.NARRATIVE
			if not cstr(self.get(name)).strip()
		]
		if missing:
			frappe.throw(
				_("Before it is issued, please write: {0}.").format("、".join(missing)), ReportPeriodError
			)
		for fieldname, part in zip(self.FROZEN, self.numbers(), strict=True):
			self.set(fieldname, json.dumps(part, ensure_ascii=False, default=str))
		self.document_number = papers.presidium_number(self.congress, self)
		self.status, self.issued_on, self.issued_by = "Issued", today(), frappe.session.user
		self.flags.issuing = True
		try:
			self.save()
		finally:
			self.flags.issuing = False
		# what cannot be printed is not issued: the error ends the transaction
		service.issue_report(self)
		return self.document_number

	def on_trash(self):
		if self.status == "Issued":
			self.refuse_issued(self)
