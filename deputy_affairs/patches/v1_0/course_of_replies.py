"""Give the replies of an existing site their steps and dates, as far as their versions tell."""

import json

import frappe
from frappe.utils import getdate

STEPS = {
	("Draft", "Under Check"): "Submit for Check",
	("Under Check", "Awaiting Sign-off"): "Pass Check",
	("Awaiting Sign-off", "Signed Off"): "Sign Off",
	("Signed Off", "Issued"): "Issue",
}


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
	changes = _state_changes([row.name for row in replies])
	for reply in replies:
		steps = [("Drafted", reply.creation, reply.drafted_by), *changes.get(reply.name, [])]
		_write(reply, steps)


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


def _write(reply: dict, steps: list) -> None:
	for idx, (step, time, user) in enumerate(steps, 1):
		frappe.get_doc(
			{
				"doctype": "Suggestion Reply Step",
				"parent": reply.name,
				"parenttype": "Suggestion Reply",
				"parentfield": "steps",
				"idx": idx,
				"step": step,
				"done_on": time,
				"done_by": user,
			}
		).db_insert()
	# Only what the present state rests on: a reply that was sent back is neither submitted nor checked.
	backs = [n for n, (step, *_rest) in enumerate(steps) if step == "Send Back"]
	since = steps[backs[-1] + 1 :] if backs else steps
	days = {step: getdate(time) for step, time, _user in since}
	values = {"drafted_on": getdate(reply.creation)}
	if reply.workflow_state != "Draft":
		values["submitted_on"] = days.get("Submit for Check")
	if reply.workflow_state not in ("Draft", "Under Check"):
		values["checked_on"] = days.get("Pass Check")
	frappe.db.set_value("Suggestion Reply", reply.name, values, update_modified=False)
