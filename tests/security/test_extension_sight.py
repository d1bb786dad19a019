"""Extensions and assignment meetings over the web: the unit decides nothing for itself and sees nothing of others."""

import json

import factories as make
import frappe
import pytest
from frappe.utils import add_months, today

DOCTYPE = "Deadline Extension"


@pytest.fixture
def extension(world):
	"""Asked for by the first unit, committed; taken away again."""
	with make.acting(world.town.workers[0]):
		doc = frappe.get_doc(
			{
				"doctype": DOCTYPE,
				"assignment": world.assignment,
				"extend_to": add_months(today(), 4),
				"reason": "等待批复",
				"measures": "已勘察",
			}
		).insert()
		make.act(doc, "Ask for Extension")
	frappe.db.commit()
	yield doc
	frappe.db.rollback()
	for doctype, field in (("Version", "docname"), ("Workflow Action", "reference_name")):
		frappe.db.delete(doctype, {field: doc.name})
	frappe.db.delete(DOCTYPE, {"name": doc.name})
	frappe.db.commit()


def apply(session, name: str, action: str, **inputs):
	return session.post(
		"/api/method/frappe.model.workflow.apply_workflow",
		json={"doc": json.dumps({"doctype": DOCTYPE, "name": name, **inputs}), "action": action},
	)


def state(name: str) -> str:
	frappe.db.rollback()
	return frappe.db.get_value(DOCTYPE, name, "workflow_state")


def test_neither_the_unit_nor_the_clerk_decides(world, as_user, extension):
	due = frappe.db.get_value("Suggestion Assignment", world.assignment, "due_date")
	for user in (world.town.workers[0], world.town.chiefs[0], world.town.clerk, world.town.office):
		session = as_user(user)
		for action, inputs in (("Approve Extension", {}), ("Refuse Extension", {"decision": "不同意"})):
			assert apply(session, extension.name, action, **inputs).status_code in (403, 417)
		for values in ({"workflow_state": "Extension Approved"}, {"granted_to": add_months(today(), 4)}):
			answer = session.put(f"/api/resource/{DOCTYPE}/{extension.name}", json=values)
			assert answer.status_code in (403, 417)
		answer = session.put(
			f"/api/resource/Suggestion Assignment/{world.assignment}",
			json={"extended_to": add_months(today(), 4)},
		)
		assert answer.status_code in (403, 417)
	assert state(extension.name) == "Extension Requested"
	assert frappe.db.get_value("Suggestion Assignment", world.assignment, "due_date") == due


def test_others_see_nothing_of_it(world, as_user, extension):
	for user in (
		world.town.workers[1],
		world.other.clerk,
		world.other.chair,
		world.other.workers[0],
		world.deputy,
	):
		session = as_user(user)
		assert session.get(f"/api/resource/{DOCTYPE}/{extension.name}").status_code == 403
		listed = session.get(f"/api/resource/{DOCTYPE}", params={"limit_page_length": 0})
		assert extension.name not in listed.text
		assert apply(session, extension.name, "Approve Extension").status_code in (403, 417)
	session = as_user(world.town.workers[1])
	decisions = session.get("/api/method/deputy_affairs.unit_desk.chair_decisions")
	assert extension.name not in decisions.text and world.suggestion not in decisions.text


def test_a_unit_asks_for_its_own_assignments_only(world, as_user):
	answer = as_user(world.town.workers[1]).post(
		f"/api/resource/{DOCTYPE}",
		json={
			"assignment": world.assignment,
			"extend_to": add_months(today(), 4),
			"reason": "别人的件",
			"measures": "无",
		},
	)
	assert answer.status_code == 403
	frappe.db.rollback()
	assert not frappe.db.exists(DOCTYPE, {"assignment": world.assignment, "reason": "别人的件"})


def test_meetings_and_their_lists_are_the_offices(world, as_user):
	with make.acting(world.town.clerk):
		meeting = frappe.get_doc(
			{
				"doctype": "Assignment Meeting",
				"congress": world.town.congress,
				"meeting": world.town.meeting,
				"held_on": today(),
			}
		).insert()
	frappe.db.commit()
	for user in (world.town.workers[0], world.town.office, world.other.clerk, world.deputy):
		session = as_user(user)
		assert session.get(f"/api/resource/Assignment Meeting/{meeting.name}").status_code == 403
		for method in ("get_table", "add_suggestions", "get_assignments"):
			answer = session.post(
				"/api/method/run_doc_method",
				data={"dt": "Assignment Meeting", "dn": meeting.name, "method": method, "args": "{}"},
			)
			assert answer.status_code == 403, (user, method)
		answer = session.post(
			"/api/method/deputy_affairs.deputy_affairs.doctype.assignment_meeting.starting.start",
			json={"names": [world.suggestion], "congress": world.town.congress},
		)
		assert answer.status_code in (403, 417)


def test_cards_of_boards_are_moved_by_nobody(world, as_user):
	answer = as_user(world.town.clerk).post(
		"/api/method/frappe.desk.doctype.kanban_board.kanban_board.update_order_for_single_card",
		json={
			"board_name": "代表建议进度",
			"docname": world.suggestion,
			"from_colname": "Handling",
			"to_colname": "Closed",
			"old_index": 0,
			"new_index": 0,
		},
	)
	assert answer.status_code == 417 and "DerivedColumnError" in answer.text
	frappe.db.rollback()
	assert frappe.db.get_value("Deputy Suggestion", world.suggestion, "stage") == "Handling"
