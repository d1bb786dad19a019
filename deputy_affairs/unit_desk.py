"""The desk of a handling unit: what it has to sign for, to contact, to answer, and until when."""

import frappe
from frappe import _
from frappe.utils import getdate, today

from deputy_affairs.deputy_affairs.doctype.suggestion_assignment import deadlines, returns
from deputy_affairs.i18n import format_value
from deputy_affairs.rules.deadlines import traffic_light

MOST_SHOWN = 8
_FIELDS = (
	"name",
	"suggestion_title",
	"registration_number",
	"handling_role",
	"status",
	"round",
	"is_key",
	"due_date",
	"contact_by",
	"return_by",
	"assigned_on",
	"congress",
)
SIGN_BY = "sign_by"  # follows from the day of assignment
# key -> (filters, the field that says until when)
_LISTS = {
	"to_sign": ({"status": "Awaiting Receipt"}, SIGN_BY),
	"to_contact": (
		{"status": "Handling", "handling_role": ("!=", "Assist"), "contacted_on": ("is", "not set")},
		"contact_by",
	),
	"to_answer": ({"status": "Handling", "handling_role": ("!=", "Assist")}, "due_date"),
	"opinions": ({"status": "Handling", "handling_role": "Assist"}, "due_date"),
}


def _labels() -> dict[str, str]:
	return {
		"to_sign": _("To sign for"),
		"to_contact": _("To contact the deputy"),
		"to_answer": _("To answer"),
		"opinions": _("Opinions to give"),
	}


@frappe.whitelist()
def my_work() -> list[dict]:
	"""Return the lists of the unit's desk, the most pressing first, as far as the session's user may see them.

	Rows: {key, label, count, route_options, rows: [{doctype, name, number, title, role, due, light, is_key}]}.
	"""
	frappe.has_permission("Suggestion Assignment", "read", throw=True)
	return [*(_list(key) for key in _LISTS), _promises()]


def _list(key: str) -> dict:
	filters, due_field = _LISTS[key]
	rows = frappe.get_list(
		"Suggestion Assignment",
		filters=filters,
		fields=list(_FIELDS),
		order_by=f"{'assigned_on' if due_field == SIGN_BY else due_field} asc, name asc",
		limit_page_length=MOST_SHOWN + 1,
	)
	count = len(rows)
	if count > MOST_SHOWN:
		(counted,) = frappe.get_list("Suggestion Assignment", filters=filters, fields=["count(name) as n"])
		count = counted.n
	return {
		"key": key,
		"label": _labels()[key],
		"count": count,
		"doctype": "Suggestion Assignment",
		"route_options": {
			field: list(value) if isinstance(value, tuple) else value for field, value in filters.items()
		},
		"rows": [_row(row, due_field) for row in rows[:MOST_SHOWN]],
	}


def _row(row, due_field: str) -> dict:
	due = deadlines.sign_by(row) if due_field == SIGN_BY else row.get(due_field)
	return {
		"doctype": "Suggestion Assignment",
		"name": row.name,
		"number": row.registration_number,
		"title": row.suggestion_title,
		"role": _(row.handling_role, context="Suggestion Assignment"),
		"round": row.round,
		"due": due,
		"light": traffic_light(getdate(due), getdate(today())) if due else "",
		"is_key": row.is_key,
	}


def _promises() -> dict:
	"""Promises of issued replies that are still to be kept, the earliest first (SH-S §22)."""
	filters = {"state": ("in", ("Open", "Overdue"))}
	rows = frappe.get_list(
		"Reply Commitment",
		filters=filters,
		fields=["name", "promise", "promised_date", "registration_number", "responsible"],
		order_by="promised_date asc, name asc",
		limit_page_length=0,
	)
	return {
		"key": "promises",
		"label": _("Promises to keep"),
		"count": len(rows),
		"doctype": "Reply Commitment",
		"route_options": {"state": ["in", ["Open", "Overdue"]]},
		"rows": [
			{
				"doctype": "Reply Commitment",
				"name": row.name,
				"number": row.registration_number,
				"title": row.promise,
				"words": row.responsible,
				"due": row.promised_date,
				"light": traffic_light(row.promised_date, getdate(today())) if row.promised_date else "",
			}
			for row in rows[:MOST_SHOWN]
		],
	}


@frappe.whitelist()
def chair_decisions() -> list[dict]:
	"""Return what waits for the chair: second returns with their history, requests for more time."""
	frappe.has_permission("Suggestion Assignment", "read", throw=True)
	frappe.has_permission("Deadline Extension", "read", throw=True)
	return [_second_returns(), _extension_requests()]


def _second_returns() -> dict:
	filters = {"workflow_state": "Return Requested", "for_chair": 1}
	rows = frappe.get_list(
		"Suggestion Assignment",
		filters=filters,
		fields=[*_FIELDS, "reassign_by", "suggestion", "unit.unit_name as unit_name"],
		order_by="reassign_by asc",
		limit_page_length=0,
	)
	shown = []
	for row in rows[:MOST_SHOWN]:
		past = returns.history(row)
		shown.append(
			{**_row(row, "reassign_by"), "words": row.unit_name, "history": [_line(step) for step in past]}
		)
	return {
		"key": "returns",
		"label": _("Second returns"),
		"count": len(rows),
		"doctype": "Suggestion Assignment",
		"route_options": filters,
		"rows": shown,
	}


def _line(step) -> str:
	"""One return in one line: who, when, why, whom proposed, what was decided."""
	parts = [f"{step.unit_name} {format_value(getdate(step.asked_on or step.decided_on))}", step.reason or ""]
	if step.proposed_unit:
		parts.append(_("proposes {0}").format(step.proposed_unit))
	if step.decision:
		parts.append(f"{step.decision_words} {step.opinion or ''}".strip())
	return "　".join(part for part in parts if part)


def _extension_requests() -> dict:
	filters = {"workflow_state": "Extension Requested"}
	rows = frappe.get_list(
		"Deadline Extension",
		filters=filters,
		fields=[
			"name",
			"suggestion_title",
			"registration_number",
			"unit.unit_name as unit_name",
			"due_before",
			"extend_to",
			"reason",
		],
		order_by="due_before asc",
		limit_page_length=0,
	)
	return {
		"key": "extensions",
		"label": _("Requests for extension"),
		"count": len(rows),
		"doctype": "Deadline Extension",
		"route_options": filters,
		"rows": [
			{
				"doctype": "Deadline Extension",
				"name": row.name,
				"number": row.registration_number,
				"title": row.suggestion_title,
				"words": row.unit_name,
				"due": row.due_before,
				"light": traffic_light(row.due_before, getdate(today())),
				"history": [_("until {0}: {1}").format(format_value(row.extend_to), row.reason)],
			}
			for row in rows[:MOST_SHOWN]
		],
	}
