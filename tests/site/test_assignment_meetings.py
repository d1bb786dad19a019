"""The assignment meeting: units proposed with grounds, all handed out at once, each whole or not at all."""

import json

import factories as make
import frappe
import pytest
from frappe.utils import add_days, add_months, getdate, today

from deputy_affairs import clock
from deputy_affairs.deputy_affairs.doctype.assignment_meeting import starting
from deputy_affairs.deputy_affairs.doctype.assignment_meeting.assignment_meeting import MeetingListError
from deputy_affairs.deputy_affairs.doctype.suggestion_assignment.suggestion_assignment import (
	HandlingRoleError,
)
from deputy_affairs.workflow_actions import StateLockedError


def registered(town, number: int = 1, **fields) -> list:
	return [
		make.register(
			make.make_suggestion(
				town.deputies[n % 3], meeting=town.meeting, title=f"关于第{n}件事的建议", **fields
			)
		)
		for n in range(number)
	]


def meeting_of(town, **fields):
	return frappe.get_doc(
		{
			"doctype": "Assignment Meeting",
			"congress": town.congress,
			"meeting": town.meeting,
			"held_on": today(),
			**fields,
		}
	).insert()


def filled(town, number: int = 3, **fields):
	suggestions = registered(town, number, **fields)
	meeting = meeting_of(town)
	assert meeting.add_suggestions() == number
	return meeting.reload(), suggestions


def plan(meeting, row, lead=None, assist=(), separate=(), **kwargs):
	units = [{"unit": lead, "handling_role": "Lead"}] if lead else []
	units += [{"unit": unit, "handling_role": "Assist"} for unit in assist]
	units += [{"unit": unit, "handling_role": "Separate"} for unit in separate]
	meeting.set_plan(meeting.items[row].name, units, **kwargs)


def hand_out(meeting):
	return meeting.hand_out([row.name for row in meeting.items])


def live(suggestion) -> list[tuple]:
	return frappe.get_all(
		"Suggestion Assignment",
		filters={"suggestion": suggestion.name},
		fields=["unit", "handling_role"],
		order_by="creation asc",
		as_list=True,
	)


def test_all_that_wait_are_put_on_the_list_with_a_proposal(town):
	frappe.get_doc("Handling Unit", town.units[2]).update({"categories": [{"category": "道路交通"}]}).save()
	with make.acting(town.clerk):
		(wish,) = registered(town, proposed_unit=town.units[1])
		(road,) = registered(town, category="道路交通")
		(other,) = registered(town)
		assigned = registered(town)[0]
		make.assign(assigned, lead=town.units[0])
		make.make_suggestion(town.deputies[0], meeting=town.meeting)
		meeting = meeting_of(town)
		assert meeting.add_suggestions() == 3
		assert meeting.add_suggestions() == 0, "pressed again"
		table = meeting.reload().get_table()
	rows = {row["suggestion"]: row for row in table["rows"]}
	assert set(rows) == {wish.name, road.name, other.name}
	assert rows[wish.name]["units"] == [{"unit": town.units[1], "handling_role": "Lead"}]
	assert rows[road.name]["units"][0]["unit"] == town.units[2] and rows[road.name]["proposals"][0]["reasons"]
	# the assigned one is of this year: history of earlier years alone speaks
	assert rows[other.name]["units"] == []


def test_history_of_earlier_years_proposes(town):
	old = registered(town, 2)
	for suggestion in old:
		make.assign(suggestion, lead=town.units[1])
	assignment = frappe.qb.DocType("Suggestion Assignment")
	frappe.qb.update(assignment).set(assignment.assigned_on, add_months(today(), -12)).where(
		assignment.congress == town.congress
	).run()
	with make.acting(town.clerk):
		meeting, _suggestions = filled(town, 1)
		(row,) = meeting.get_table()["rows"]
	assert row["units"] == [{"unit": town.units[1], "handling_role": "Lead"}]
	assert "2" in row["proposals"][0]["reasons"][0]


def test_handed_out_at_once_each_with_its_units(town):
	with make.acting(town.clerk):
		meeting, suggestions = filled(town, 3)
		plan(meeting, 0, lead=town.units[0], assist=[town.units[1]])
		plan(meeting, 1, separate=town.units[:2], is_hard=1)
		plan(meeting, 2, lead=town.units[2])
		meeting.reload().update({"requirements": "请于七月底前办结"}).save()
		results = hand_out(meeting)
	assert [row["outcome"] for row in results] == ["Handed to Units"] * 3
	assert live(suggestions[0]) == ((town.units[0], "Lead"), (town.units[1], "Assist"))
	assert live(suggestions[1]) == ((town.units[0], "Separate"), (town.units[1], "Separate"))
	assert [suggestion.reload().stage for suggestion in suggestions] == ["Assigned"] * 3
	assert getdate(suggestions[1].due_date) == getdate(add_months(today(), 6))
	meeting.reload()
	assert (meeting.progress, meeting.item_count, meeting.handed_out) == ("Handed Out", 3, 3)
	assert set(meeting.attendance.split("、")) == {"农服中心", "财政所", "交通站"}
	made = meeting.get_assignments()
	assert len(made) == 5
	row = frappe.get_doc("Suggestion Assignment", made[0].name)
	assert (row.assignment_meeting, row.requirements) == (meeting.name, "请于七月底前办结")


def test_what_is_not_possible_is_named_and_the_rest_is_done(town):
	with make.acting(town.clerk):
		meeting, suggestions = filled(town, 4)
		plan(meeting, 0, lead=town.units[0])
		plan(meeting, 1, assist=[town.units[1]])
		plan(meeting, 2, lead=town.units[1])
		plan(meeting, 3, lead=town.units[2])
		make.assign(suggestions[2], lead=town.units[0])  # somebody was quicker
		frappe.db.set_value("Handling Unit", town.units[2], "is_active", 0)  # dissolved meanwhile
		results = hand_out(meeting.reload())
	assert [row["outcome"] for row in results] == ["Handed to Units"] + ["Not Handed Out"] * 3
	assert all(row["message"] for row in results[1:])
	assert live(suggestions[1]) == () and live(suggestions[3]) == ()
	assert live(suggestions[2]) == ((town.units[0], "Lead"),)
	assert meeting.reload().progress == "Partly Handed Out"
	with make.acting(town.clerk):
		plan(meeting, 1, lead=town.units[1])
		hand_out(meeting.reload())
		meeting.remove_items([row.name for row in meeting.items[2:]])
	assert meeting.reload().progress == "Handed Out" and meeting.item_count == 2


def test_pressed_twice_nothing_is_handed_out_twice(town):
	with make.acting(town.clerk):
		meeting, suggestions = filled(town, 2)
		for row in range(2):
			plan(meeting, row, lead=town.units[0])
		hand_out(meeting.reload())
		again = hand_out(meeting)
	assert [row["outcome"] for row in again] == ["Handed to Units"] * 2
	assert [len(live(suggestion)) for suggestion in suggestions] == [1, 1]


def test_one_that_fails_half_way_leaves_nothing(town):
	with make.acting(town.clerk):
		meeting, (suggestion,) = filled(town, 1)
		plan(meeting, 0, lead=town.units[0], assist=[town.units[1]])
		frappe.db.set_value("Handling Unit", town.units[1], "is_active", 0)
		(result,) = hand_out(meeting.reload())
	assert result["outcome"] == "Not Handed Out" and live(suggestion) == ()
	assert suggestion.reload().stage == "Registered"


@pytest.mark.parametrize(
	"units",
	[
		[("0", "Lead"), ("1", "Lead")],
		[("0", "Lead"), ("1", "Separate")],
		[("0", "Lead"), ("0", "Assist")],
		[("0", "Chief")],
		[("foreign", "Lead")],
	],
)
def test_what_does_not_fit_together_is_not_kept(town, units):
	with make.acting(town.clerk):
		meeting, _suggestions = filled(town, 1)
		rows = [
			{"unit": town.units[int(unit)] if unit.isdigit() else unit, "handling_role": role}
			for unit, role in units
		]
		with pytest.raises(HandlingRoleError):
			meeting.set_plan(meeting.items[0].name, rows)


def test_what_is_handed_out_stays_as_it_is(town):
	with make.acting(town.clerk):
		meeting, _suggestions = filled(town, 1)
		plan(meeting, 0, lead=town.units[0])
		hand_out(meeting.reload())
		with pytest.raises(MeetingListError):
			plan(meeting.reload(), 0, lead=town.units[1])
		with pytest.raises(MeetingListError):
			meeting.remove_items([meeting.items[0].name])
		with pytest.raises(MeetingListError):
			meeting.reload().update({"held_on": add_days(today(), -1)}).save()
		with pytest.raises(MeetingListError):
			meeting.reload().delete()
		meeting.reload().items[0].units = json.dumps([])
		with pytest.raises(StateLockedError):
			meeting.save()


def test_not_before_its_day_and_to_be_held_within_the_time(town):
	with make.acting(town.clerk):
		meeting = meeting_of(town, held_on=add_days(today(), 3))
		registered(town)
		meeting.add_suggestions()
		plan(meeting.reload(), 0, lead=town.units[0])
		with pytest.raises(MeetingListError):
			hand_out(meeting.reload())
	closing = frappe.db.get_value("Congress Meeting", town.meeting, "end_date")
	assert getdate(meeting.hold_by) == getdate(add_days(closing, 30))
	assert meeting.get_table()["hold_by"]


def test_the_preview_is_what_the_assignments_get(town):
	with make.acting(town.clerk):
		meeting, _suggestions = filled(town, 1)
		dues = meeting.get_table()["dues"]
		plan(meeting, 0, lead=town.units[0], assist=[town.units[1]])
		hand_out(meeting.reload())
	lead, helper = (frappe.get_doc("Suggestion Assignment", row.name) for row in meeting.get_assignments())
	assert (getdate(lead.due_date), getdate(helper.due_date)) == (
		dues["reply"]["date"],
		dues["assist"]["date"],
	)
	assert dues["hard"]["date"] == clock.due("reply", town.congress, today(), hard=True).date


def test_suggestions_of_a_list_are_not_put_on_a_second_one(town):
	with make.acting(town.clerk):
		_first, suggestions = filled(town, 2)
		assert meeting_of(town).add_suggestions() == 0
		name = starting.start([suggestions[0].name], town.congress, town.meeting)
		assert [row.suggestion for row in frappe.get_doc("Assignment Meeting", name).items] == [
			suggestions[0].name
		]
		make.assign(suggestions[1], lead=town.units[0])
		with pytest.raises(MeetingListError):
			starting.start([suggestions[1].name], town.congress)


def test_only_the_office_hands_out(town, prefix, people):
	with make.acting(town.clerk):
		meeting, _suggestions = filled(town, 1)
	for user in (town.workers[0], town.office):
		with make.acting(user):
			assert not frappe.has_permission("Assignment Meeting", "read", meeting)
			for call in (meeting.get_table, meeting.add_suggestions, lambda: hand_out(meeting)):
				with pytest.raises(frappe.PermissionError):
					call()
	stranger = make.make_user(make.address(prefix, "stranger"), "Congress Clerk")
	with make.acting(stranger), pytest.raises(frappe.PermissionError):
		hand_out(meeting)
