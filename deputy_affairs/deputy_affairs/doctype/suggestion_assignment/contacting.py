"""Contact with a deputy who asked not to be named: the unit asks, the congress office carries the words."""

import frappe
from frappe import _
from frappe.utils import now_datetime, today

from deputy_affairs.reminders import AddressBook, remind


class OfficeContactError(frappe.ValidationError):
	"""Nothing to ask, or the deputy is named and can be contacted directly."""


def ask_office(assignment, message: str) -> None:
	"""Write the question down on the assignment and tell the clerks. Raises OfficeContactError."""
	message = (message or "").strip()
	if not message:
		frappe.throw(_("Please write what the deputy is to be asked."), OfficeContactError)
	if assignment.status not in ("Handling", "Opinion Given"):
		frappe.throw(_("Please sign for the assignment first."), OfficeContactError)
	if not frappe.db.get_value("Deputy Suggestion", assignment.suggestion, "is_anonymous"):
		frappe.throw(_("The deputy is named; please contact the deputy directly."), OfficeContactError)
	unit = assignment.unit_name()
	assignment.add_comment(
		"Info", _("{0} asks the congress office to contact the deputy: {1}").format(unit, message)
	)
	remind(
		"Contact",
		assignment,
		f"asked {now_datetime().isoformat()}",
		today(),
		AddressBook().office(assignment.congress),
		_("{0} wants to contact the deputy: {1}").format(unit, assignment.suggestion_title),
		message,
		due_date=assignment.contact_by or assignment.due_date,
	)
