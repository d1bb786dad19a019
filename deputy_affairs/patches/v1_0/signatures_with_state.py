from collections import defaultdict

import frappe
from frappe.utils import update_progress_bar

AUTHOR = ["name", "author_kind", "delegation_name", "lead_deputy", "lead_deputy_name", "submitted_on"]
BATCH = 500


def execute() -> None:
	"""Co-signers had a tick for "confirmed": those confirmed on the paper original; safe to run again."""
	if frappe.db.has_column("Suggestion Cosigner", "confirmed"):
		# A tick counted as a signature on the paper; where none was set the answer is still awaited.
		row, parent = frappe.qb.DocType("Suggestion Cosigner"), frappe.qb.DocType("Deputy Suggestion")
		old = (row.confirmed == 1) & (row.state == "Invited") & row.invited_on.isnull() & row.manner.isnull()
		frappe.qb.update(row).set(row.state, "Confirmed").set(row.manner, "Signed Paper").set(
			row.decided_on, row.confirmed_on
		).where(old).run()
		# The day was optional; the paper was signed by the day of submission at the latest.
		frappe.qb.update(row).join(parent).on(parent.name == row.parent).set(
			row.decided_on, parent.submitted_on
		).where((row.state == "Confirmed") & row.decided_on.isnull()).run()
	_name_proposers()
	_date_marks()


def _name_proposers() -> None:
	from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.writing import show_proposer

	names = frappe.get_all(
		"Deputy Suggestion", filters={"proposer_shown": ("is", "not set")}, pluck="name", order_by="name asc"
	)
	for start in range(0, len(names), BATCH):
		some = names[start : start + BATCH]
		shown = {doc.name: {"proposer_shown": show_proposer(doc)} for doc in _with_signers(some)}
		frappe.db.bulk_update("Deputy Suggestion", shown, update_modified=False)
		update_progress_bar("Proposers of suggestions", start + len(some) - 1, len(names))


def _with_signers(names: list[str]) -> list:
	"""Suggestions as far as their author depends on them, read many at once."""
	suggestions = frappe.get_all("Deputy Suggestion", filters={"name": ("in", names)}, fields=AUTHOR)
	signers = defaultdict(list)
	for row in frappe.get_all(
		"Suggestion Cosigner",
		filters={"parent": ("in", names), "parenttype": "Deputy Suggestion"},
		fields=["*"],
		order_by="idx asc",
	):
		signers[row.parent].append(row)
	return [
		frappe.get_doc({"doctype": "Deputy Suggestion", **values, "cosigners": signers[values.name]})
		for values in suggestions
	]


def _date_marks() -> None:
	"""Key suggestions marked so far carry the year of their registration."""
	filters = {"is_key": 1, "key_marked_on": ("is", "not set")}
	marks = {}
	for row in frappe.get_all(
		"Deputy Suggestion", filters=filters, fields=["name", "registered_on", "submitted_on", "creation"]
	):
		day = frappe.utils.getdate(row.registered_on or row.submitted_on or row.creation)
		marks[row.name] = {"key_year": day.year, "key_marked_on": day}
	frappe.db.bulk_update("Deputy Suggestion", marks, update_modified=False)
