"""What installation lays: safe to run again, and never over an administrator's change."""

import frappe
import pytest

from deputy_affairs.setup import masters, roles, templates, workflows
from deputy_affairs.workflow_actions import definition


def counted() -> dict:
	"""How many of each the site has."""
	kinds = (
		"Role",
		"Workflow",
		"Workflow State",
		"Workflow Action Master",
		"Workflow Document State",
		"Workflow Transition",
		"Suggestion Category",
		"Reply Class",
		"Paperwork Template",
		"File",
	)
	return {kind: frappe.db.count(kind) for kind in kinds}


def lay() -> None:
	roles.create()
	workflows.create()
	masters.create()
	templates.create()


def test_a_second_time_changes_nothing():
	lay()
	before = counted()
	lay()
	assert counted() == before


def test_an_administrators_changes_stay():
	lay()
	transition = frappe.db.get_value(
		"Workflow Transition",
		{"parent": "Deputy Suggestion", "action": "Accept and Register", "allowed": "Congress Clerk"},
	)
	frappe.db.set_value("Workflow Transition", transition, "allowed", "Congress Chair")
	frappe.db.set_value("Workflow", "Suggestion Reply", "is_active", 0)
	frappe.db.set_value("Suggestion Category", "其他", "is_active", 0)
	frappe.db.set_value("Reply Class", "B", {"meaning": "正在办理", "needs_promise": 0})
	template = frappe.db.get_value("Paperwork Template", {"is_stock": 1})
	frappe.db.set_value("Paperwork Template", template, {"enabled": 0, "title": "本镇答复函"})
	lay()
	assert frappe.db.get_value("Workflow Transition", transition, "allowed") == "Congress Chair"
	assert frappe.db.get_value("Workflow", "Suggestion Reply", "is_active") == 0
	assert frappe.db.get_value("Suggestion Category", "其他", "is_active") == 0
	assert frappe.db.get_value("Reply Class", "B", ["meaning", "needs_promise"]) == ("正在办理", 0)
	assert frappe.db.get_value("Paperwork Template", template, ["enabled", "title"]) == (0, "本镇答复函")


def test_what_is_missing_is_laid_again():
	lay()
	frappe.db.delete("Suggestion Category", {"name": "其他"})
	frappe.db.delete("Reply Class", {"name": "D"})
	lay()
	assert frappe.db.exists("Suggestion Category", "其他") and frappe.db.exists("Reply Class", "D")


@pytest.mark.parametrize("role", roles.DESK_ROLES + roles.PORTAL_ROLES)
def test_roles_open_the_desk_or_the_portal(role):
	roles.create()
	assert frappe.db.get_value("Role", role, "desk_access") == int(role in roles.DESK_ROLES)


@pytest.mark.parametrize("doctype", workflows.DOCTYPES)
def test_the_workflow_on_the_site_is_the_one_in_the_file(doctype):
	"""On a site where nobody changed it; each role of each transition, no mail with links that act without login."""
	workflows.create()
	data, workflow = definition(doctype), frappe.get_doc("Workflow", doctype)
	assert workflow.is_active and not workflow.send_email_alert
	assert workflow.workflow_state_field == "workflow_state"
	shipped = {
		(row["state"], row["action"], row["next_state"], role)
		for row in data["transitions"]
		for role in row["roles"]
	}
	laid = {(row.state, row.action, row.next_state, row.allowed) for row in workflow.transitions}
	assert laid == shipped
	assert {row.state for row in workflow.states} == {row["state"] for row in data["states"]}
	inputs = {field["fieldname"] for row in data["transitions"] for field in row["inputs"]}
	editable = {field for row in data["states"] for part in row["editable"] for field in part["fields"]} - {
		"*"
	}
	assert {field for field in inputs | editable if not frappe.get_meta(doctype).has_field(field)} == set()
