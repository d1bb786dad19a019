"""Handing the suggestions of an assignment meeting to the units: each one whole or not at all, never twice."""

import json

import frappe
from frappe import _
from frappe.utils import now_datetime

from deputy_affairs.transactions import all_or_nothing

from ..deputy_suggestion import handling
from ..suggestion_assignment import announcing
from ..suggestion_assignment.suggestion_assignment import HandlingRoleError, live_assignments

PLANNED, DONE, NOT_DONE = "Planned", "Handed to Units", "Not Handed Out"


class HandedOutElsewhereError(frappe.ValidationError):
	"""The suggestion was assigned otherwise since it was put on the list."""


def hand_out(meeting, rows: list) -> list[dict]:
	"""Assign the suggestions of these rows; what cannot be is named with its reason, the rest is done.

	The caller holds the lock of the meeting. Returns [{"row", "number", "title", "outcome", "message"}].
	"""
	return [_one(meeting, row) for row in rows]


def _one(meeting, row) -> dict:
	if row.outcome != DONE:
		try:
			with all_or_nothing("meeting_row"):
				_assign(meeting, row)
			values = {"outcome": DONE, "message": "", "handed_out_on": now_datetime()}
		except (frappe.ValidationError, frappe.PermissionError) as error:
			frappe.clear_last_message()
			values = {"outcome": NOT_DONE, "message": frappe.utils.strip_html(str(error))}
		row.update(values)
		frappe.db.set_value(row.doctype, row.name, {**values}, update_modified=False)
	return {
		"row": row.name,
		"number": row.registration_number,
		"title": row.suggestion_title,
		"outcome": row.outcome,
		"message": row.message or "",
	}


def _assign(meeting, row) -> None:
	suggestion = frappe.get_doc("Deputy Suggestion", row.suggestion, for_update=True)
	suggestion.check_permission("write")
	units = json.loads(row.units or "[]")
	require_somebody_in_charge(units)
	if live_assignments(suggestion.name, suggestion.current_round or 1):
		frappe.throw(
			_("It was assigned otherwise meanwhile. Please take it off this list."), HandedOutElsewhereError
		)
	names = handling.assign(suggestion, units, meeting.held_on, meeting.requirements, row.is_hard, tell=False)
	assignment = frappe.qb.DocType("Suggestion Assignment")
	frappe.qb.update(assignment).set(assignment.assignment_meeting, meeting.name).where(
		assignment.name.isin(names)
	).run()


def tell_units(meeting) -> None:
	"""Tell each unit once of all that it was handed since the units were told last."""
	names = announcing.untold(assignment_meeting=meeting.name)
	if names:
		announcing.handed_out(names)
		meeting.db_set("units_told_at", now_datetime(), update_modified=False)


def require_somebody_in_charge(units: list[dict]) -> None:
	"""A suggestion without anybody in charge is not handed out. Raises HandlingRoleError."""
	if not any(row.get("unit") and row.get("handling_role") in ("Lead", "Separate") for row in units):
		frappe.throw(_("No unit is in charge of it yet. Please choose one."), HandlingRoleError)


def clean_units(units: list[dict], known: set[str]) -> list[dict]:
	"""The rows as they are kept: units of the congress, each once, only fields that belong there."""
	out = []
	for row in units:
		unit, role = row.get("unit"), row.get("handling_role")
		if unit not in known:
			frappe.throw(_("{0} is no active unit of this congress.").format(unit), HandlingRoleError)
		if role not in ("Lead", "Assist", "Separate"):
			frappe.throw(_("Please choose lead, assist or separate handling."), HandlingRoleError)
		if any(other["unit"] == unit for other in out):
			frappe.throw(_("{0} is chosen twice.").format(unit), HandlingRoleError)
		part = str(row.get("part") or "").strip()
		out.append({"unit": unit, "handling_role": role, **({"part": part} if part else {})})
	roles = [row["handling_role"] for row in out]
	if roles.count("Lead") > 1 or ("Separate" in roles and set(roles) != {"Separate"}):
		frappe.throw(
			_("One unit in the lead with any assisting, or several that each handle a part."),
			HandlingRoleError,
		)
	return out
