"""Rates on the workspace of the congress office: replies in time and what the deputies said, of the last twelve months."""

import frappe
from frappe.utils import add_months, today

from deputy_affairs.deputy_affairs.report.rating_analysis import rating_analysis
from deputy_affairs.permissions import criterion
from deputy_affairs.reporting import rate

MONTHS = 12


def _since() -> str:
	return add_months(today(), -MONTHS)


def _card(value: float | None, report: str, route_options: dict) -> dict:
	"""The answer that a number card of the framework expects, with the report it opens."""
	return {
		"value": value or 0,
		"fieldtype": "Percent",
		"route": ["query-report", report],
		"route_options": route_options,
	}


@frappe.whitelist()
def replied_in_time(filters: str | list | dict | None = None) -> dict:
	"""Return how many of the replies given in the last twelve months went out in time, for a number card."""
	frappe.has_permission("Suggestion Assignment", "read", throw=True)
	assignment = frappe.qb.DocType("Suggestion Assignment")
	query = (
		frappe.qb.from_(assignment)
		.select(assignment.replied_on, assignment.due_date)
		.where((assignment.replied_on >= _since()) & (assignment.handling_role != "Assist"))
	)
	if (scope := criterion("Suggestion Assignment")) is not None:
		query = query.where(scope)
	rows = query.run()
	in_time = sum(1 for replied_on, due in rows if not due or replied_on <= due)
	return _card(rate(in_time, len(rows)), "Suggestion Handling Progress", {})


@frappe.whitelist()
def content_deputies(filters: str | list | dict | None = None) -> dict:
	"""Return how many of the opinion forms on replies of the last twelve months are (basically) satisfied."""
	frappe.has_permission("Suggestion Rating", "read", throw=True)
	wanted = frappe._dict(from_date=_since())
	rows = rating_analysis.get_rows(rating_analysis.get_counts(wanted, "round"), "round")
	content = sum(row["overall_satisfied"] + row["overall_basically"] for row in rows)
	value = rate(content, sum(row["counted"] for row in rows))
	return _card(value, "Rating Analysis", {"from_date": wanted.from_date})
