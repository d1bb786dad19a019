"""Entering paper slips one after the other: the number, whose it is, the grades, the next."""

import frappe
from frappe import _
from frappe.utils import cint

from deputy_affairs.i18n import rule_errors
from deputy_affairs.rules.slips import read_slip_number

FIELDS = ("attitude", "result", "reasons", "contact_mode", "received_on", "slip", "correction_reason")


class SlipUnknownError(frappe.ValidationError):
	"""No form of the congresses one works for has this number."""


class SlipClosedError(frappe.ValidationError):
	"""The round of this form is over."""


@frappe.whitelist()
def find_slip(number: str) -> dict:
	"""Return whose form a slip is: deputy, suggestion, reply, unit, demands, and what is entered already.

	Raises SlipUnknownError; a mistyped digit is told as such.
	"""
	frappe.has_permission("Suggestion Rating", "write", throw=True)
	with rule_errors(SlipUnknownError):
		wanted = read_slip_number(number)
	names = frappe.get_list(
		"Suggestion Rating", filters={"slip_number": wanted}, pluck="name", order_by="creation desc", limit=2
	)
	if not names:
		frappe.throw(_("There is no form with the number {0}.").format(wanted), SlipUnknownError)
	if len(names) > 1:
		frappe.throw(
			_("Two of the congresses you work for have a form {0}; please open it from the list.").format(
				wanted
			),
			SlipUnknownError,
		)
	rating = frappe.get_doc("Suggestion Rating", names[0])
	if rating.is_final():
		frappe.throw(
			_("The round of {0} ({1}) is closed; its ratings no longer change.").format(
				wanted, rating.deputy_name
			),
			SlipClosedError,
		)
	return {
		"name": rating.name,
		"slip_number": rating.slip_number,
		"deputy_name": rating.deputy_name,
		"suggestion_title": rating.suggestion_title,
		"registration_number": rating.registration_number,
		"unit_name": frappe.db.get_value("Handling Unit", rating.unit, "unit_name"),
		"document_number": frappe.db.get_value("Suggestion Reply", rating.reply, "document_number"),
		"round": rating.round,
		"status": rating.status,
		"due_date": rating.due_date,
		**{
			field: rating.get(field) for field in (*FIELDS, "wants_rehandling", "returned_by", "single_grade")
		},
	}


@frappe.whitelist(methods=["POST"])
def enter_slip(rating: str, values: str | dict) -> dict:
	"""Record a slip; the rules are those of the form. Returns what was recorded, for the list below the dialog."""
	doc = frappe.get_doc("Suggestion Rating", rating)
	doc.check_permission("write")
	values = frappe.parse_json(values)
	for field in FIELDS:
		if field in values:
			doc.set(field, values[field])
	doc.wants_rehandling = cint(values.get("wants_rehandling"))
	doc.save()
	return {field: doc.get(field) for field in ("slip_number", "deputy_name", "attitude", "result")}
