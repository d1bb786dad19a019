import frappe
from frappe import _
from frappe.utils import getdate, today

from deputy_affairs import clock, one_time_links, settings
from deputy_affairs.numbering import next_serial
from deputy_affairs.rules.slips import slip_number
from deputy_affairs.rules.stages import DISSATISFIED
from deputy_affairs.workflow_actions import GuardedDocument

from ..deputy_suggestion.merging import main_of


class RatingIncompleteError(frappe.ValidationError):
	"""Attitude and result are rated apart, or with one grade where the congress wants it so; a dissatisfied deputy
	says why (SD-S §23, SH-S §21)."""


class RatingOnRecordError(frappe.ValidationError):
	"""A rating of a closed round is on record, a correction needs its reason."""


class RatingNotYetDueError(frappe.ValidationError):
	"""A form is given up only after its return date."""


class SuggestionRating(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		attitude: DF.Literal["", "Satisfied", "Basically Satisfied", "Dissatisfied"]
		closes_on: DF.Date | None
		congress: DF.Link
		contact_mode: DF.Literal["", "Visit", "Forum", "Telephone", "Letter", "Not Contacted"]
		correction_reason: DF.SmallText | None
		deputy: DF.Link
		deputy_name: DF.Data | None
		due_date: DF.Date | None
		entered_by: DF.Link | None
		given_up_on: DF.Date | None
		is_anonymous: DF.Check
		reasons: DF.SmallText | None
		received_on: DF.Date | None
		registration_number: DF.Data | None
		reminded_on: DF.Date | None
		reply: DF.Link
		result: DF.Literal["", "Satisfied", "Basically Satisfied", "Dissatisfied"]
		returned_by: DF.Literal["", "Link", "Paper"]
		round: DF.Int
		round_closed: DF.Check
		single_grade: DF.Check
		slip: DF.Attach | None
		slip_number: DF.Data | None
		status: DF.Literal["Awaited", "Returned", "Not Returned"]
		suggestion: DF.Link | None
		suggestion_title: DF.Data | None
		unit: DF.Link
		wants_rehandling: DF.Check
	# end: auto-generated types

	def before_insert(self):
		reply = frappe.get_doc("Suggestion Reply", self.reply)
		for fieldname in ("congress", "unit", "round"):
			self.set(fieldname, reply.get(fieldname))
		self.take_suggestion(reply)
		self.deputy_name = frappe.db.get_value("Deputy", self.deputy, "deputy_name")
		self.single_grade = settings.value(self.congress, "rating_model") == "Single Grade"
		self.set_slip()

	def after_insert(self):
		self.lay_slip_link()

	def take_suggestion(self, reply):
		"""The deputy's own suggestion: the one replied to, or one that was merged into it (ZJ-S §18)."""
		if not self.flags.by_system or main_of(self.suggestion) != reply.suggestion:
			self.suggestion = reply.suggestion
		own = frappe.db.get_value(
			"Deputy Suggestion",
			self.suggestion,
			["title", "registration_number", "is_anonymous"],
			as_dict=True,
		)
		self.suggestion_title, self.registration_number = own.title, own.registration_number
		self.is_anonymous = own.is_anonymous

	def set_slip(self):
		"""The number under which the paper form is entered, and the day after which it is no longer waited for."""
		year = getdate().year
		self.slip_number = slip_number(year, next_serial(f"{self.congress}:slip:{year}"))
		self.closes_on = closing_day(self.congress, self.due_date)

	def lay_slip_link(self):
		"""The link in the QR code of the paper form; printing the form again prints the same."""
		one_time_links.lay_slip("Rating", self, self.deputy, self.closes_on)

	def validate(self):
		if self.is_new():
			return
		self.validate_open()
		self.take_grades()

	def validate_open(self):
		before = self.get_doc_before_save()
		if not self._grades_changed(before):
			return
		if self.is_final():
			frappe.throw(_("The round is closed; its ratings no longer change."), RatingOnRecordError)
		if before.status == "Returned" and (
			not self.correction_reason or self.correction_reason == before.correction_reason
		):
			frappe.throw(
				_("This form was entered on {0}. Please say why it is corrected.").format(before.received_on),
				RatingOnRecordError,
			)

	def is_final(self) -> bool:
		"""A later round or a decision to close rests on these ratings.

		When the last form closes a suggestion by itself, a slip of the pen in it can still be corrected.
		"""
		state, round_ = frappe.db.get_value(
			"Deputy Suggestion", main_of(self.suggestion), ["workflow_state", "current_round"]
		)
		return state == "Closed" or self.round < round_

	def _grades_changed(self, before) -> bool:
		fields = ("attitude", "result", "reasons", "wants_rehandling")
		return any((self.get(f) or "") != (before.get(f) or "") for f in fields)

	def spread_single_grade(self):
		"""Where one grade is asked for, it stands for attitude and result; everything else counts both as ever."""
		if self.single_grade:
			self.attitude = self.result

	def take_grades(self):
		self.spread_single_grade()
		if not (self.attitude or self.result):
			return
		if not (self.attitude and self.result):
			frappe.throw(
				_("Please enter both the attitude and the result of handling."), RatingIncompleteError
			)
		if DISSATISFIED in (self.attitude, self.result) and not (self.reasons or "").strip():
			frappe.throw(
				_("A dissatisfied deputy says why; please enter the opinion."), RatingIncompleteError
			)
		self.received_on = self.received_on or today()
		issued = frappe.db.get_value("Suggestion Reply", self.reply, "issued_on")
		if getdate(self.received_on) > getdate() or getdate(self.received_on) < issued:
			frappe.throw(
				_("The form came back between the reply ({0}) and today.").format(issued),
				RatingIncompleteError,
			)
		self.status = "Returned"
		if not self.flags.by_link:
			self.returned_by, self.entered_by = self.returned_by or "Paper", frappe.session.user

	def on_update(self):
		if self.status == "Returned":
			one_time_links.revoke("Rating", self)
		if not self.flags.in_insert:
			frappe.get_doc("Deputy Suggestion", self.suggestion, for_update=True).refresh_from_facts()

	def on_trash(self):
		frappe.throw(_("An opinion form stays on record."), RatingOnRecordError)

	@frappe.whitelist(methods=["POST"])
	def give_up(self) -> None:
		"""Mark a form that did not come back after a reminder; it is left out of the rate (CQ-S §29)."""
		self.check_permission("write")
		if self.status != "Awaited" or getdate(self.due_date) >= getdate():
			frappe.throw(
				_("A form is given up only after its return date ({0}).").format(self.due_date),
				RatingNotYetDueError,
			)
		self.mark_not_returned(getdate())

	def mark_not_returned(self, day) -> None:
		"""Leave the form out of the rate from this day on; it may still come in before the round closes."""
		self.status, self.given_up_on = "Not Returned", day
		self.flags.by_system = True
		# The daily job does it as well as the clerk, who has been asked above.
		self.save(ignore_permissions=True)  # see above


def closing_day(congress: str, due_date):
	"""The last day on which a form is waited for: some working days after its return date."""
	days = settings.value(congress, "rating_give_up_workdays")
	return clock.calendar_of(congress).add_workdays(getdate(due_date), days)[0]


def on_doctype_update() -> None:
	"""A slip number is given once in a congress; the daily job reads what is due, not what exists."""
	frappe.db.add_unique("Suggestion Rating", ["congress", "slip_number"])
	frappe.db.add_index("Suggestion Rating", ["status", "due_date"])
	frappe.db.add_index("Suggestion Rating", ["status", "closes_on"])
