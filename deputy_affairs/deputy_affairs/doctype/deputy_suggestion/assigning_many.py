"""Assigning many suggestions to the same units at once, from the list: each one whole or not at all."""

import frappe
from frappe import _
from frappe.utils import cint

from deputy_affairs.rules import stages
from deputy_affairs.transactions import all_or_nothing

from ..suggestion_assignment.suggestion_assignment import live_assignments
from .errors import ManyAtOnceError

MOST = 200  # each takes some tenths of a second, and the request has an end


@frappe.whitelist(methods=["POST"])
def assign_many(
	names: list | str,
	units: list | str,
	assigned_on: str | None = None,
	requirements: str | None = None,
	is_hard: bool | int = 0,
) -> list[dict]:
	"""Assign registered suggestions without a unit to the same units; `units` are rows as in `assign`.

	What cannot be assigned is named with its reason, the rest is done. Returns [{"name", "number", "title",
	"assigned", "message"}]. Raises ManyAtOnceError when there are too many for one go.
	"""
	frappe.has_permission("Suggestion Assignment", "create", throw=True)
	names, units = list(dict.fromkeys(frappe.parse_json(names))), frappe.parse_json(units)
	if len(names) > MOST:
		frappe.throw(_("Please select {0} suggestions at most at a time.").format(MOST), ManyAtOnceError)
	return [_one(name, units, assigned_on, requirements, cint(is_hard)) for name in names]


def _one(name: str, units: list[dict], assigned_on, requirements, is_hard: int) -> dict:
	doc = frappe.get_doc("Deputy Suggestion", name, for_update=True)
	doc.check_permission("write")
	message = ""
	try:
		with all_or_nothing("assign_many"):
			if doc.stage != stages.REGISTERED or live_assignments(doc.name, doc.current_round or 1):
				frappe.throw(
					_(
						"It does not wait for a unit: only registered suggestions without one are assigned here."
					),
					ManyAtOnceError,
				)
			doc.assign(units, assigned_on, requirements, is_hard)
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
