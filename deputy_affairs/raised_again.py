"""The mark "raised again" (多年重复): a suggestion is linked to earlier ones of the same matter."""

import frappe
from frappe import _
from frappe.utils import cint, getdate, today

DOCTYPE = "Deputy Suggestion"


class RaisedAgainError(frappe.ValidationError):
	"""A suggestion cannot be marked as raised again with itself or with a later one."""


@frappe.whitelist(methods=["POST"])
def mark(suggestion: str, earlier: str) -> None:
	"""Link a suggestion to an earlier one of the same matter (多年重复); both must be open to the user."""
	doc = _for_mark(suggestion)
	before = frappe.get_doc(DOCTYPE, earlier)
	before.check_permission("read")
	if doc.name == before.name or _day_of(before) > _day_of(doc):
		frappe.throw(_("Only an earlier suggestion can be marked as the same matter."), RaisedAgainError)
	if earlier in [row.suggestion for row in doc.earlier_suggestions]:
		return
	doc.append(
		"earlier_suggestions",
		{
			"suggestion": before.name,
			"registration_number": before.registration_number,
			"suggestion_title": before.title,
			"marked_on": today(),
			"marked_by": frappe.session.user,
		},
	)
	_save_mark(doc)


@frappe.whitelist(methods=["POST"])
def unmark(suggestion: str, earlier: str) -> None:
	"""Take the link to an earlier suggestion away again."""
	doc = _for_mark(suggestion)
	doc.set("earlier_suggestions", [row for row in doc.earlier_suggestions if row.suggestion != earlier])
	_save_mark(doc)


def _for_mark(suggestion: str):
	doc = frappe.get_doc(DOCTYPE, suggestion, for_update=True)
	doc.check_permission("write")
	return doc


def _save_mark(doc) -> None:
	doc.raised_again = cint(bool(doc.earlier_suggestions))
	doc.flags.by_system = True  # the mark may be set in every state
	doc.save()


def _day_of(suggestion):
	return getdate(suggestion.registered_on or suggestion.submitted_on or suggestion.creation)
