import frappe
from frappe import _
from frappe.utils import getdate

from deputy_affairs.i18n import format_value
from deputy_affairs.permissions import require_scope
from deputy_affairs.workflow_actions import GuardedDocument


class ContactNotPossibleError(frappe.ValidationError):
	"""The assignment is over or not yet signed for, or the date is impossible."""


class ContactOnRecordError(frappe.ValidationError):
	"""After the reply the contact log is evidence and no longer changes."""


class HandlingContact(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		assignment: DF.Link
		attachment: DF.Attach | None
		congress: DF.Link
		contact_date: DF.Date
		content: DF.SmallText
		deputy_opinion: DF.SmallText | None
		mode: DF.Literal["Visit", "Forum", "Joint Inspection", "Telephone", "Online", "Letter"]
		place: DF.Data | None
		stage: DF.Literal["Before Handling", "During Handling", "After Handling"]
		suggestion_title: DF.Data | None
		through_office: DF.Check
		unit: DF.Link
		unit_people: DF.Data
	# end: auto-generated types

	def before_insert(self):
		self.take_from_assignment()
		require_scope(self)

	def before_validate(self):
		super().before_validate()
		self.take_from_assignment()

	def take_from_assignment(self):
		row = frappe.db.get_value(
			"Suggestion Assignment",
			self.assignment,
			[
				"suggestion",
				"suggestion_title",
				"congress",
				"unit",
				"workflow_state",
				"assigned_on",
				"replied_on",
			],
			as_dict=True,
		)
		if not row:
			frappe.throw(_("Please choose the assignment."), ContactNotPossibleError)
		self.suggestion_title, self.congress, self.unit = row.suggestion_title, row.congress, row.unit
		# A deputy who asked not to be named is reached through the office alone (SD-S §11).
		self.through_office = frappe.db.get_value("Deputy Suggestion", row.suggestion, "is_anonymous")
		self._assignment_row = row

	def validate(self):
		row = self._assignment_row
		if self.is_new() and row.workflow_state not in ("Accepted", "Opinion Given"):
			frappe.throw(_("Please sign for the assignment first."), ContactNotPossibleError)
		if not self.is_new() and row.replied_on:
			frappe.throw(_("The reply is issued; the contact log no longer changes."), ContactOnRecordError)
		if getdate(self.contact_date) > getdate() or getdate(self.contact_date) < row.assigned_on:
			frappe.throw(
				_("The contact must lie between the assignment ({0}) and today.").format(row.assigned_on),
				ContactNotPossibleError,
			)
		if self.is_new() and row.replied_on and getdate(self.contact_date) < row.replied_on:
			frappe.throw(
				_(
					"The reply was issued on {0}; a contact before it was to be entered before it. "
					"Only contacts since that day can be added."
				).format(format_value(row.replied_on)),
				ContactOnRecordError,
			)

	def on_update(self):
		self.write_first_contact()

	def write_first_contact(self):
		first = frappe.get_all(
			"Handling Contact",
			filters={"assignment": self.assignment},
			pluck="contact_date",
			order_by="contact_date asc",
			limit=1,
		)
		frappe.db.set_value(
			"Suggestion Assignment", self.assignment, "contacted_on", first[0] if first else None
		)

	def on_trash(self):
		frappe.throw(_("A contact stays on record; correct it instead."), ContactOnRecordError)
