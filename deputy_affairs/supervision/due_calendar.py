"""What falls due, on the calendar of a list: on that of suggestions everything, on another its own days.

The same reading as the daily job and the report, with the permission of each kind's own DocType.
"""

import frappe
from frappe import _
from frappe.utils import getdate

from deputy_affairs.supervision import due_things

# A year at once is the longest view of the desk.
LONGEST = 370


class CalendarError(frappe.ValidationError):
	"""No such calendar, or too long a time at once."""


@frappe.whitelist()
def get_events(
	start: str, end: str, doctype: str = "Deputy Suggestion", filters: str | list | dict | None = None
) -> list[dict]:
	"""Return what is open and falls due between start and end, as far as the session's user may see it.

	`filters` are those of the list. Rows: {doctype, name, start, title, status, all_day}; the title says what is due.
	"""
	frappe.has_permission(doctype, "read", throw=True)
	first, last = getdate(start), getdate(end)
	if not 0 <= (last - first).days <= LONGEST:
		frappe.throw(_("Please choose at most a year."), CalendarError)
	rows = []
	for source in sources_of(doctype):
		if frappe.has_permission(source.doctype, "read"):
			rows += due_things.due_between(source, first, last)
	return [_event(row) for row in _chosen(rows, doctype, frappe.parse_json(filters) if filters else [])]


def sources_of(doctype: str) -> list:
	"""The kinds that a list's calendar shows."""
	found = [
		source
		for source in due_things.SOURCES
		if source.doctype == doctype or (doctype == due_things.SUGGESTION and "suggestion" in source.columns)
	]
	if not found:
		frappe.throw(_("There is no calendar of {0}.").format(_(doctype)), CalendarError)
	return found


def _chosen(rows: list[dict], doctype: str, filters: list | dict) -> list[dict]:
	"""Only what the filters of the list leave."""
	if not filters or not rows:
		return rows
	key = "suggestion" if doctype == due_things.SUGGESTION else "name"
	if isinstance(filters, dict):
		filters = [[doctype, field, "=", value] for field, value in filters.items()]
	wanted = [doctype, "name", "in", list({row[key] for row in rows})]
	left = set(frappe.get_list(doctype, filters=[*filters, wanted], pluck="name", limit_page_length=0))
	return [row for row in rows if row[key] in left]


def _event(row: dict) -> dict:
	what = _(due_things.BY_KIND[row.kind].label)
	return {
		"doctype": row.doctype,
		"name": row.name,
		"start": row.due_date,
		"title": " ".join(filter(None, [what, row.get("number"), row.title])),
		"status": row.kind,
		"all_day": 1,
	}
