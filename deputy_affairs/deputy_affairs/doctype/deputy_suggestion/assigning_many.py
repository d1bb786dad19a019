"""Assigning many suggestions to the same units at once, from the list: each one whole or not at all."""

import frappe
from frappe import _
from frappe.utils import add_to_date, cint, getdate, now_datetime, today

from deputy_affairs.rules import stages
from deputy_affairs.transactions import all_or_nothing

from ..suggestion_assignment import announcing
from ..suggestion_assignment.suggestion_assignment import live_assignments
from . import handling
from .errors import ManyAtOnceError

MOMENT = 10  # minutes
MOST = 20  # each takes some tenths of a second; the desk sends more in portions and shows the progress


@frappe.whitelist(methods=["POST"])
def assign_many(
	names: list | str,
	units: list | str,
	assigned_on: str | None = None,
	requirements: str | None = None,
	is_hard: bool | int = 0,
	last: bool | int = 1,
) -> list[dict]:
	"""Assign registered suggestions without a unit to the same units; `units` are rows as in `assign`.

	What cannot be assigned is named with its reason, the rest is done; a portion sent again does nothing twice.
	With the last portion each unit is told once of all that the user handed to it.

	Returns [{"name", "number", "title", "assigned", "message"}]. Raises ManyAtOnceError when there are too many
	for one go.
	"""
	frappe.has_permission("Suggestion Assignment", "create", throw=True)
	names, units = list(dict.fromkeys(frappe.parse_json(names))), frappe.parse_json(units)
	if len(names) > MOST:
		frappe.throw(_("Please select {0} suggestions at most at a time.").format(MOST), ManyAtOnceError)
	results = [_one(name, units, assigned_on, requirements, cint(is_hard)) for name in names]
	if cint(last):
		mine = announcing.untold(
			owner=frappe.session.user, creation=(">=", today()), assignment_meeting=("is", "not set")
		)
		announcing.handed_out(mine)
	return results


def _one(name: str, units: list[dict], assigned_on, requirements, is_hard: int) -> dict:
	doc = frappe.get_doc("Deputy Suggestion", name, for_update=True)
	doc.check_permission("write")
	message = ""
	live = live_assignments(doc.name, doc.current_round or 1)
	try:
		with all_or_nothing("assign_many"):
			if not (live and _is_sent_again(doc, live, units, assigned_on)):
				_assign(doc, live, units, assigned_on, requirements, is_hard)
	except (frappe.ValidationError, frappe.PermissionError) as error:
		frappe.clear_last_message()
		message = frappe.utils.strip_html(str(error))
	return {
		"name": doc.name,
		"number": doc.registration_number or "",
		"title": doc.title,
		"assigned": not message,
		"message": message,
	}


def _assign(doc, live: list, units: list[dict], assigned_on, requirements, is_hard: int) -> None:
	if live or doc.stage != stages.REGISTERED:
		frappe.throw(
			_("It does not wait for a unit: only registered suggestions without one are assigned here."),
			ManyAtOnceError,
		)
	handling.assign(doc, units, assigned_on, requirements, is_hard, tell=False)


def _is_sent_again(doc, live: list, units: list[dict], assigned_on) -> bool:
	"""Whether the user has just assigned it to these very units, and only the answer was lost on the way."""
	mine = frappe.get_all(
		"Suggestion Assignment",
		filters={
			"name": ("in", [row.name for row in live]),
			"owner": frappe.session.user,
			"creation": (">", add_to_date(now_datetime(), minutes=-MOMENT)),
			"assigned_on": getdate(assigned_on),
			"status": "Awaiting Receipt",
		},
		fields=["unit", "handling_role", "part"],
	)
	wanted = {(row.get("unit"), row.get("handling_role"), row.get("part") or "") for row in units}
	return (
		len(mine) == len(live) and {(row.unit, row.handling_role, row.part or "") for row in mine} == wanted
	)
