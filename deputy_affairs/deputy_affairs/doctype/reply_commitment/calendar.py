"""Promises on the calendar: each on the day until which it is in time, with its state in words."""

import frappe
from frappe import _
from frappe.utils import getdate

DOCTYPE = "Reply Commitment"


@frappe.whitelist()
def get_events(
	start: str, end: str, filters: str | list | dict | None = None, doctype: str | None = None
) -> list[dict]:
	"""Return the promises due between start and end as far as the session's user may see them.

	Rows: {name, start, title, status, all_day}; colour alone says nothing to many eyes, so the title begins with the
	state. `filters` are those of the list.
	"""
	frappe.has_permission(DOCTYPE, "read", throw=True)
	chosen = frappe.parse_json(filters) if filters else []
	if isinstance(chosen, dict):
		chosen = [[DOCTYPE, field, "=", value] for field, value in chosen.items()]
	rows = frappe.get_list(
		DOCTYPE,
		filters=[*chosen, [DOCTYPE, "due_date", "between", [getdate(start), getdate(end)]]],
		fields=[
			"name",
			"due_date",
			"suggestion_title",
			"registration_number",
			"state",
			"unit.unit_name as unit_name",
		],
		order_by="due_date asc, name asc",
		limit_page_length=0,
	)
	return [
		{
			"name": row.name,
			"start": row.due_date,
			"title": f"{_(row.state, context=DOCTYPE)} {row.unit_name or ''} {row.suggestion_title} "
			f"{row.registration_number or ''}",
			"status": row.state,
			"all_day": 1,
		}
		for row in rows
	]
