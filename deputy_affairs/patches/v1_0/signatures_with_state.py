import frappe


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

	for name in frappe.get_all(
		"Deputy Suggestion", filters={"proposer_shown": ("is", "not set")}, pluck="name"
	):
		doc = frappe.get_doc("Deputy Suggestion", name)
		doc.db_set("proposer_shown", show_proposer(doc), update_modified=False)


def _date_marks() -> None:
	"""Key suggestions marked so far carry the year of their registration."""
	filters = {"is_key": 1, "key_marked_on": ("is", "not set")}
	for row in frappe.get_all(
		"Deputy Suggestion", filters=filters, fields=["name", "registered_on", "submitted_on", "creation"]
	):
		day = frappe.utils.getdate(row.registered_on or row.submitted_on or row.creation)
		frappe.db.set_value(
			"Deputy Suggestion",
			row.name,
			{"key_year": day.year, "key_marked_on": day},
			update_modified=False,
		)
