"""What was handed out before the app noted the day of telling was told at once."""

import frappe


def execute() -> None:
	"""Safe to run again."""
	assignment = frappe.qb.DocType("Suggestion Assignment")
	frappe.qb.update(assignment).set(assignment.told_on, assignment.assigned_on).where(
		assignment.told_on.isnull()
	).run()
