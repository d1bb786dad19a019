"""Workflows from `workflow/<name>/<name>.json`, as records an administrator may change."""

import frappe

from deputy_affairs.workflow_actions import STATE_FIELD, definition

DOCTYPES = (
	"Deputy Suggestion",
	"Suggestion Assignment",
	"Suggestion Reply",
	"Deadline Extension",
	"Supervision Notice",
	"Reply Commitment",
	"Suggestion Transfer",
)


def create() -> None:
	"""Make states, actions and workflows that are missing; an existing workflow is left as it is."""
	for doctype in DOCTYPES:
		data = definition(doctype)
		_insert_words(data)
		if not frappe.db.exists("Workflow", data["name"]):
			_insert_workflow(data)


def extend() -> None:
	"""Bring existing workflows up to date: append what they lack, limit what now has a condition.

	Run by patches after the shipped definition has grown. Rows that an administrator has changed or added stay;
	a transition that was taken out on purpose comes back and has to be taken out again.
	"""
	for doctype in DOCTYPES:
		data = definition(doctype)
		_insert_words(data)
		if not frappe.db.exists("Workflow", data["name"]):
			_insert_workflow(data)
			continue
		workflow = frappe.get_doc("Workflow", data["name"])
		rows = frappe.new_doc("Workflow")
		_append_rows(rows, data)
		states = {(row.state, row.allow_edit) for row in workflow.states}
		for row in rows.states:
			if (row.state, row.allow_edit) not in states:
				workflow.append("states", _values(row, "state", "doc_status", "allow_edit"))
		known = {(row.state, row.action, row.allowed): row for row in workflow.transitions}
		for row in rows.transitions:
			old = known.get((row.state, row.action, row.allowed))
			if not old:
				workflow.append("transitions", _values(row, *TRANSITION_FIELDS))
			elif not old.condition:
				old.condition = row.condition
		workflow.save()


TRANSITION_FIELDS = ("state", "action", "next_state", "allowed", "allow_self_approval", "condition")


def _values(row, *fields: str) -> dict:
	return {field: row.get(field) for field in fields}


def _insert_words(data: dict) -> None:
	for state in data["states"]:
		_insert_once(
			"Workflow State", state["state"], workflow_state_name=state["state"], style=state["style"]
		)
	for transition in data["transitions"]:
		_insert_once(
			"Workflow Action Master", transition["action"], workflow_action_name=transition["action"]
		)


def _insert_once(doctype: str, name: str, **values) -> None:
	if not frappe.db.exists(doctype, name):
		frappe.get_doc({"doctype": doctype, **values}).insert()


def _insert_workflow(data: dict) -> None:
	"""One row a state and role: the desk opens a form to each role that may edit in the state."""
	workflow = frappe.new_doc("Workflow")
	workflow.update(
		{
			"workflow_name": data["name"],
			"document_type": data["document_type"],
			"workflow_state_field": STATE_FIELD,
			"is_active": 1,
			"send_email_alert": 0,  # its mails carry links that act without login
			"override_status": 1,  # lists show the stage, which says more than the state
		}
	)
	_append_rows(workflow, data)
	workflow.insert()


def _append_rows(workflow, data: dict) -> None:
	"""One row a state and role, one a transition and role."""
	for state in data["states"]:
		for role in state["edit_roles"]:
			workflow.append("states", {"state": state["state"], "doc_status": "0", "allow_edit": role})
	for row in data["transitions"]:
		for role in row["roles"]:
			workflow.append(
				"transitions",
				{
					"state": row["state"],
					"action": row["action"],
					"next_state": row["next_state"],
					"allowed": role,
					"allow_self_approval": row["allow_self_approval"],
					"condition": row.get("condition"),
				},
			)


def remove() -> None:
	"""Remove our workflows and the states and actions that no other workflow uses."""
	states, actions = set(), set()
	for doctype in DOCTYPES:
		data = definition(doctype)
		states |= {row["state"] for row in data["states"]}
		actions |= {row["action"] for row in data["transitions"]}
		if frappe.db.exists("Workflow", data["name"]):
			frappe.delete_doc("Workflow", data["name"], force=True)
	used_states = set(frappe.get_all("Workflow Document State", pluck="state"))
	used_actions = set(frappe.get_all("Workflow Transition", pluck="action"))
	for state in states - used_states - {"Pending", "Approved", "Rejected"}:
		frappe.delete_doc("Workflow State", state, force=True, ignore_missing=True)
	for action in actions - used_actions - {"Approve", "Reject", "Review"}:
		frappe.delete_doc("Workflow Action Master", action, force=True, ignore_missing=True)
