"""Requests that nobody decided before the matter was over."""

import frappe
from frappe.utils import getdate

OPEN_STATES = ("Draft", "Extension Requested")
LAPSED = "Extension Lapsed"


def lapse_open(**of) -> None:
	"""End the undecided requests of an assignment or a suggestion, or of several, that was answered, returned or ended."""
	if [] in of.values():
		return
	extension = frappe.qb.DocType("Deadline Extension")
	query = (
		frappe.qb.update(extension)
		.set(extension.workflow_state, LAPSED)
		.set(extension.decided_on, getdate())
		.where(extension.workflow_state.isin(OPEN_STATES))
	)
	for fieldname, value in of.items():
		query = query.where(extension[fieldname].isin(value if isinstance(value, list) else [value]))
	query.run()
