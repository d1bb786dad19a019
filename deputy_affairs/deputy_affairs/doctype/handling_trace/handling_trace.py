import frappe
from frappe import _
from frappe.model.document import Document


class TraceOnRecordError(frappe.ValidationError):
	"""How things stood on a past day is not written by hand."""


class HandlingTrace(Document):
	"""How one suggestion, assignment or opinion form stood from a day on; written by `deputy_affairs.history`."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		acknowledge_by: DF.Date | None
		acknowledged_on: DF.Date | None
		assign_by: DF.Date | None
		assigned_on: DF.Date | None
		attitude: DF.Data | None
		closed_on: DF.Date | None
		congress: DF.Link | None
		contact_by: DF.Date | None
		contacted_on: DF.Date | None
		current_round: DF.Int
		day: DF.Date
		due_date: DF.Date | None
		extended_to: DF.Date | None
		is_excellent: DF.Check
		is_key: DF.Check
		merged_into: DF.Data | None
		opinion_on: DF.Date | None
		overall_rating: DF.Data | None
		raised_again: DF.Check
		reassign_by: DF.Date | None
		reassigned_on: DF.Date | None
		received_on: DF.Date | None
		reference_doctype: DF.Link
		reference_name: DF.DynamicLink
		registered_on: DF.Date | None
		replied_on: DF.Date | None
		result: DF.Data | None
		result_class: DF.Data | None
		returned_on: DF.Date | None
		round: DF.Int
		stage: DF.Data | None
		status: DF.Data | None
		suggestion: DF.Link | None
		until: DF.Date | None
	# end: auto-generated types

	def validate(self):
		frappe.throw(_("How things stood on a past day is not written by hand."), TraceOnRecordError)

	def on_trash(self):
		frappe.throw(_("How things stood on a past day is not written by hand."), TraceOnRecordError)


def on_doctype_update() -> None:
	"""One row a record and day; what stood on a day is found by it."""
	frappe.db.add_unique("Handling Trace", ["reference_doctype", "reference_name", "day"])
	frappe.db.add_index("Handling Trace", ["reference_doctype", "day"])
