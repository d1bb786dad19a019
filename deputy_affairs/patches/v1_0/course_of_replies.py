"""Give the replies of an existing site their steps and dates, as far as their versions tell."""

import json

import frappe
from frappe.model.naming import make_autoname
from frappe.utils import getdate, now, update_progress_bar

from deputy_affairs import bulk

STEPS = {
	("Draft", "Under Check"): "Submit for Check",
	("Under Check", "Awaiting Sign-off"): "Pass Check",
	("Awaiting Sign-off", "Signed Off"): "Sign Off",
	("Signed Off", "Issued"): "Issue",
}
STEP_FIELDS = (
	"name creation modified owner modified_by parent parenttype parentfield idx step done_on done_by"
).split()
BATCH = 1000


def execute() -> None:
	"""Write steps where a reply has none; safe to run again."""
	with_steps = set(frappe.get_all("Suggestion Reply Step", pluck="parent", distinct=True))
	replies = [
		row
		for row in frappe.get_all(
			"Suggestion Reply", fields=["name", "creation", "drafted_by", "workflow_state", "signed_on"]
		)
		if row.name not in with_steps
	]
	for start in range(0, len(replies), BATCH):
		some = replies[start : start + BATCH]
		changes = _state_changes([row.name for row in some])
		steps = {
			row.name: [("Drafted", row.creation, row.drafted_by), *changes.get(row.name, [])] for row in some
		}
		_write_steps(steps)
		dates = {row.name: _dates(row, steps[row.name]) for row in some}
		frappe.db.bulk_update("Suggestion Reply", dates, update_modified=False)
		update_progress_bar("Steps of replies", start + len(some) - 1, len(replies))


def _state_changes(names: list[str]) -> dict[str, list]:
	found: dict[str, list] = {}
	if not names:
		return found
	for row in frappe.get_all(
		"Version",
		filters={"ref_doctype": "Suggestion Reply", "docname": ("in", names)},
		fields=["docname", "creation", "owner", "data"],
		order_by="creation asc",
	):
		for fieldname, old, new in json.loads(row.data or "{}").get("changed") or []:
			if fieldname == "workflow_state":
				step = STEPS.get((old, new)) or ("Send Back" if new == "Draft" else None)
				if step:
					found.setdefault(row.docname, []).append((step, row.creation, row.owner))
	return found


def _write_steps(steps: dict[str, list]) -> None:
	stamp, user = now(), frappe.session.user
	rows = [
		(
			make_autoname("hash", "Suggestion Reply Step"),
			*(stamp, stamp, user, user),
			*(reply, "Suggestion Reply", "steps", idx),
			*step,
		)
		for reply, found in steps.items()
		for idx, step in enumerate(found, 1)
	]
	bulk.insert("Suggestion Reply Step", STEP_FIELDS, rows)


def _dates(reply: dict, steps: list) -> dict:
	"""Only what the present state rests on: a reply that was sent back is neither submitted nor checked."""
	backs = [n for n, (step, *_rest) in enumerate(steps) if step == "Send Back"]
	since = steps[backs[-1] + 1 :] if backs else steps
	days = {step: getdate(time) for step, time, _user in since}
	submitted = reply.workflow_state != "Draft"
	checked = reply.workflow_state not in ("Draft", "Under Check")
	return {
		"drafted_on": getdate(reply.creation),
		"submitted_on": days.get("Submit for Check") if submitted else None,
		"checked_on": days.get("Pass Check") if checked else None,
	}
