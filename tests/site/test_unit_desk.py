"""The unit's desk and the chair's decisions: what is shown, to whom, in which order; where people land."""

import json

import factories as make
import frappe
import pytest
from frappe.desk.desktop import get_desktop_page, get_workspace_sidebar_items
from frappe.utils import add_days, add_months, getdate, today

from deputy_affairs import unit_desk
from deputy_affairs.setup import modules


def assigned(town, unit: int = 0, assist=(), **fields):
	suggestion = make.register(make.make_suggestion(town.deputies[0], **fields))
	rows = make.assign(suggestion, lead=town.units[unit], assist=[town.units[n] for n in assist])
	return suggestion.reload(), rows


def sign(town, assignment, unit: int = 0):
	with make.acting(town.workers[unit]):
		return make.act(assignment, "Sign For")


def work_of(user: str) -> dict[str, list[str]]:
	with make.acting(user):
		return {part["key"]: [row["name"] for row in part["rows"]] for part in unit_desk.my_work()}


def test_what_a_unit_has_to_do_moves_from_list_to_list(town):
	_suggestion, (lead, helper) = assigned(town, assist=[1])
	assert work_of(town.workers[0]) == {
		"to_sign": [lead.name],
		"to_contact": [],
		"to_answer": [],
		"opinions": [],
		"promises": [],
	}
	sign(town, lead)
	sign(town, helper, 1)
	work = work_of(town.workers[0])
	assert (work["to_sign"], work["to_contact"], work["to_answer"]) == ([], [lead.name], [lead.name])
	assert work_of(town.workers[1])["opinions"] == [helper.name]
	with make.acting(town.workers[0]):
		frappe.get_doc(
			{
				"doctype": "Handling Contact",
				"assignment": lead.name,
				"unit_people": "王芳",
				"content": "到现场看",
			}
		).insert()
	assert work_of(town.workers[0])["to_contact"] == []


def test_the_most_pressing_comes_first_with_its_light(town):
	_s, (later,) = assigned(town)
	_s, (sooner,) = assigned(town)
	for assignment, left in ((later, 40), (sooner, -2)):
		sign(town, assignment)
		frappe.db.set_value(assignment.doctype, assignment.name, "due_date", add_days(today(), left))
	with make.acting(town.workers[0]):
		to_answer = unit_desk.my_work()[2]
	assert [(row["name"], row["light"]) for row in to_answer["rows"]] == [
		(sooner.name, "overdue"),
		(later.name, "normal"),
	]
	assert to_answer["count"] == 2


def test_signing_for_has_a_light_of_its_own(town):
	"""Months are left for the reply, but the unit should have signed for it four days ago."""
	_s, (late,) = assigned(town)
	_s, (fresh,) = assigned(town)
	frappe.db.set_value(late.doctype, late.name, "assigned_on", add_days(today(), -7))
	with make.acting(town.workers[0]):
		to_sign = unit_desk.my_work()[0]
		shown = frappe.get_doc(late.doctype, late.name)
		shown.run_method("onload")
	assert [(row["name"], row["due"], row["light"]) for row in to_sign["rows"]] == [
		(late.name, getdate(add_days(today(), -4)), "overdue"),
		(fresh.name, getdate(add_days(today(), 3)), "urgent"),
	]
	assert shown.get("__onload").sign_by == to_sign["rows"][0]["due"]


def test_another_units_work_is_not_on_the_desk(town):
	assigned(town)
	assert not any(work_of(town.workers[1]).values())


def test_the_chair_sees_second_returns_with_their_history_and_requests(town):
	suggestion, (first,) = assigned(town)
	for unit, assignment in ((0, first), (1, None)):
		if assignment is None:
			(assignment,) = make.assign(suggestion.reload(), lead=town.units[1])
		with make.acting(town.workers[unit]):
			make.act(
				assignment, "Ask to Return", return_reason=f"理由{unit}", return_proposed_unit=town.units[2]
			)
		if unit == 0:
			make.act(assignment, "Accept Return", return_decision="同意")
	_s, (extended,) = assigned(town, 2)
	sign(town, extended, 2)
	with make.acting(town.workers[2]):
		request = frappe.get_doc(
			{
				"doctype": "Deadline Extension",
				"assignment": extended.name,
				"extend_to": add_months(today(), 4),
				"reason": "等待批复",
				"measures": "已勘察",
			}
		).insert()
		make.act(request, "Ask for Extension")
	with make.acting(town.chair):
		second, extensions = unit_desk.chair_decisions()
	(row,) = second["rows"]
	assert row["name"] == assignment.name and row["words"] == "财政所"
	assert len(row["history"]) == 2 and "理由0" in row["history"][0] and "交通站" in row["history"][0]
	(row,) = extensions["rows"]
	assert (row["name"], row["due"]) == (request.name, getdate(extended.due_date))
	with make.acting(town.workers[0]):
		second, extensions = unit_desk.chair_decisions()
	assert not second["rows"] and not extensions["rows"], "a unit has nothing of others there"


def test_who_enters_a_unit_lands_on_its_desk_and_sees_nothing_else(town, prefix):
	user = make.make_user(make.address(prefix, "new"), "Handling Unit User")
	unit = frappe.get_doc("Handling Unit", town.units[0])
	unit.append("members", {"user": user})
	with make.acting(town.clerk):
		unit.save()
	row = frappe.db.get_value("User", user, ["default_workspace", "module_profile"], as_dict=True)
	assert (row.default_workspace, row.module_profile) == ("My Assignments", modules.PROFILE)
	with make.acting(user):
		pages = [page["name"] for page in get_workspace_sidebar_items()["pages"] if page["public"]]
	assert pages == ["My Assignments"]
	frappe.get_doc("User", user).save()  # an administrator may still save the user
	assert frappe.db.get_value("User", user, "module_profile") == modules.PROFILE


def test_staff_land_on_the_offices_desk_the_government_office_on_the_units(town):
	desks = {
		user: frappe.db.get_value("User", user, "default_workspace") for user in (town.clerk, town.office)
	}
	assert desks == {town.clerk: "Deputy Affairs", town.office: "My Assignments"}


def test_a_desk_of_ones_own_choice_stays(town, prefix):
	user = make.make_user(make.address(prefix, "own"), "Handling Unit User")
	frappe.db.set_value("User", user, "default_workspace", "Users")
	modules.settle(user, "My Assignments")
	assert frappe.db.get_value("User", user, "default_workspace") == "Users"
	manager = make.make_user(make.address(prefix, "boss"), "System Manager", "Handling Unit User")
	modules.settle(manager, "My Assignments")
	assert not frappe.db.get_value("User", manager, "module_profile")


@pytest.mark.parametrize(
	("who", "workspace", "block"),
	[
		("worker", "My Assignments", "My Work"),
		("chair", "Deputy Affairs", "Decisions of the Chair"),
		("clerk", "Deputy Affairs", None),
	],
)
def test_the_blocks_of_the_desks(town, who, workspace, block):
	user = {"worker": town.workers[0], "chair": town.chair, "clerk": town.clerk}[who]
	with make.acting(user):
		page = get_desktop_page(json.dumps({"name": workspace, "title": workspace, "public": 1}))
	assert [row.custom_block_name for row in page["custom_blocks"]["items"]] == ([block] if block else [])
