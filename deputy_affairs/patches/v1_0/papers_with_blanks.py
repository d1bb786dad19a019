"""Stock papers that leave out or leave blank what the records do not hold; letters that name the handler."""

import frappe

from deputy_affairs.paperwork.catalogue import forms
from deputy_affairs.setup import templates


def execute() -> None:
	"""Renew the stock papers nobody has edited; free the numbers of receipts that went out before assignment."""
	templates.create()
	templates.renew(tuple(form.KIND for form in forms()))
	free_receipts_before_assignment()


def free_receipts_before_assignment() -> None:
	"""A receipt notice older than the assignment does not name the handler; the next one is another letter."""
	suggestion, assignment, issued = (
		frappe.qb.DocType(name) for name in ("Deputy Suggestion", "Suggestion Assignment", "Issued Document")
	)
	names = (
		frappe.qb.from_(issued)
		.join(suggestion)
		.on((suggestion.name == issued.reference_name) & (suggestion.receipt_number == issued.number))
		.join(assignment)
		.on(assignment.suggestion == suggestion.name)
		.select(suggestion.name)
		.distinct()
		.where((issued.kind == "receipt_notice") & (issued.reference_doctype == "Deputy Suggestion"))
		.where((assignment.round == 1) & (assignment.creation > issued.creation))
		.where(suggestion.workflow_state == "Registered")
	).run(pluck=True)
	if names:
		frappe.qb.update(suggestion).set(suggestion.receipt_number, None).where(
			suggestion.name.isin(names)
		).run()
