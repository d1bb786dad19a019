import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, getdate, today

from deputy_affairs.permissions import require_scope
from deputy_affairs.rules.deadlines import add_months
from deputy_affairs.rules.mandates import TERM_YEARS, overlap
from deputy_affairs.rules.numbering import chinese_number


class TermOverlapError(frappe.ValidationError):
	"""Two terms of one congress share a day."""


class TermDatesError(frappe.ValidationError):
	"""The term ends before it starts, or its number is not a positive one."""


class CongressTerm(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		congress: DF.Link
		end_date: DF.Date | None
		is_current: DF.Check
		start_date: DF.Date
		term_number: DF.Int
		title: DF.Data | None
		total_seats: DF.Int
	# end: auto-generated types

	def before_insert(self):
		require_scope(self)

	def validate(self):
		self.set_title()
		self.set_end_date()
		self.validate_dates()
		self.validate_overlap()
		self.is_current = self.contains(today())

	def set_title(self):
		if not self.term_number or self.term_number < 1:
			frappe.throw(_("The term number starts at 1."), TermDatesError)
		self.title = f"第{chinese_number(self.term_number)}届"

	def set_end_date(self):
		"""A term is five years, to the first meeting of the next (OL22 §9, DL25 §2)."""
		if not self.end_date:
			self.end_date = add_days(add_months(getdate(self.start_date), 12 * TERM_YEARS), -1)

	def validate_dates(self):
		if getdate(self.end_date) <= getdate(self.start_date):
			frappe.throw(_("The term ends before it starts."), TermDatesError)

	def validate_overlap(self):
		own = (getdate(self.start_date), getdate(self.end_date))
		for other in frappe.get_all(
			"Congress Term",
			filters={"congress": self.congress, "name": ("!=", self.name)},
			fields=["title", "start_date", "end_date"],
		):
			if overlap(own, (other.start_date, other.end_date)):
				frappe.throw(
					_("These dates overlap with the term {0} ({1} to {2}).").format(
						other.title, other.start_date, other.end_date
					),
					TermOverlapError,
				)

	def contains(self, day) -> bool:
		"""Whether the day lies within the term."""
		return getdate(self.start_date) <= getdate(day) <= getdate(self.end_date)


def current_term(congress: str, day=None) -> str | None:
	"""Return the term of a congress that runs on a day (today)."""
	day = getdate(day)
	return frappe.db.get_value(
		"Congress Term", {"congress": congress, "start_date": ("<=", day), "end_date": (">=", day)}
	)
