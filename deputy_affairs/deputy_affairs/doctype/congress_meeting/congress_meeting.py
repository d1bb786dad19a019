import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from deputy_affairs.permissions import require_scope
from deputy_affairs.rules.numbering import meeting_text


class MeetingDatesError(frappe.ValidationError):
	"""The meeting lies outside its term or closes before it opens."""


class CongressMeeting(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		congress: DF.Link
		end_date: DF.Date
		kind: DF.Literal["Regular", "Extraordinary"]
		meeting_number: DF.Int
		start_date: DF.Date
		submission_deadline: DF.Datetime | None
		term: DF.Link
		title: DF.Data | None
	# end: auto-generated types

	def before_insert(self):
		self.set_congress()
		require_scope(self)

	def validate(self):
		self.set_congress()
		self.set_title()
		self.validate_dates()

	def set_congress(self):
		self.congress = frappe.db.get_value("Congress Term", self.term, "congress")

	def set_title(self):
		number = frappe.db.get_value("Congress Term", self.term, "term_number")
		if not self.meeting_number or self.meeting_number < 1:
			frappe.throw(_("The meeting number starts at 1."), MeetingDatesError)
		self.title = meeting_text(number, self.meeting_number)

	def validate_dates(self):
		start, end = getdate(self.start_date), getdate(self.end_date)
		if end < start:
			frappe.throw(_("The meeting closes before it opens."), MeetingDatesError)
		term = frappe.db.get_value(
			"Congress Term", self.term, ["title", "start_date", "end_date"], as_dict=True
		)
		if start < term.start_date or end > term.end_date:
			frappe.throw(
				_("The meeting lies outside the term {0} ({1} to {2}).").format(
					term.title, term.start_date, term.end_date
				),
				MeetingDatesError,
			)
