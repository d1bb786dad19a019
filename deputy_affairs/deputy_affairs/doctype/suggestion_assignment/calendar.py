"""The days of assignments on the calendar: replies due, first contacts due, returns to be decided."""

import frappe
from frappe import _
from frappe.utils import getdate

# field -> what is due, and the further conditions under which it still is
_DAYS = {
	"due_date": {},
	"contact_by": {"status": "Handling", "contacted_on": ("is", "not set")},
	"reassign_by": {"status": ("in", ("Return Requested", "Returned")), "reassigned_on": ("is", "not set")},
}


@frappe.whitelist()
def get_events(
	start: str, end: str, filters: str | list | dict | None = None, doctype: str | None = None
) -> list[dict]:
	"""Return the days between start and end as far as the session's user may see their assignments.

	Rows: {name, start, title, status, all_day}; a title says what is due. `filters` are those of the list.
	"""
	frappe.has_permission("Suggestion Assignment", "read", throw=True)
	first, last = getdate(start), getdate(end)
	labels = {
		"due_date": "",
		"contact_by": _("First contact") + " ",
		"reassign_by": _("Decide and reassign") + " ",
	}
	events = []
	for fieldname, conditions in _DAYS.items():
		chosen = frappe.parse_json(filters) if filters else []
		more = [["Suggestion Assignment", field, *_as_filter(value)] for field, value in conditions.items()]
		rows = frappe.get_list(
			"Suggestion Assignment",
			filters=[
				*(_as_rows(chosen)),
				*more,
				["Suggestion Assignment", fieldname, "between", [first, last]],
			],
			fields=["name", fieldname, "suggestion_title", "registration_number", "status", "replied_on"],
			limit_page_length=0,
		)
		events += [
			{
				"name": row.name,
				"start": row.get(fieldname),
				"title": f"{labels[fieldname]}{row.registration_number or ''} {row.suggestion_title}",
				"status": row.status,
				"all_day": 1,
			}
			for row in rows
		]
	return events


def _as_filter(value) -> tuple:
	return value if isinstance(value, tuple) else ("=", value)


def _as_rows(filters) -> list:
	"""Filters of the desk come as rows, those of a script also as a mapping."""
	if isinstance(filters, dict):
		return [["Suggestion Assignment", field, *_as_filter(value)] for field, value in filters.items()]
	return filters or []
