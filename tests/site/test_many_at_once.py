"""Many suggestions assigned to the same units from the list; numbers and charts of the office's workspace."""

import json

import factories as make
import frappe
import pytest
from frappe.utils import add_days, today

from deputy_affairs import desk, desk_rates
from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.assigning_many import MOST, assign_many
from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.errors import ManyAtOnceError

WORKSPACES = {"clerk": "Deputy Affairs", "unit": "My Assignments"}


def units_of(town, lead=0, assist=()):
	return [
		{"unit": town.units[lead], "handling_role": "Lead"},
		*({"unit": town.units[number], "handling_role": "Assist"} for number in assist),
	]


def registered(town, count=3):
	return [
		make.register(make.make_suggestion(town.deputies[0], title=f"关于修缮第{number}号机耕道的建议"))
		for number in range(count)
	]


def test_many_are_assigned_to_the_same_units(town):
	waiting = registered(town)
	with make.acting(town.clerk):
		results = assign_many(
			json.dumps([doc.name for doc in waiting]),
			json.dumps(units_of(town, assist=(1,))),
			requirements="请按期答复",
			is_hard=1,
		)
	assert [row["assigned"] for row in results] == [True] * 3
	assert [row["number"] for row in results] == [doc.registration_number for doc in waiting]
	for doc in waiting:
		rows = frappe.get_all(
			"Suggestion Assignment",
			{"suggestion": doc.name},
			["unit", "handling_role", "requirements", "is_hard"],
			order_by="name asc",
		)
		assert [(row.unit, row.handling_role) for row in rows] == [
			(town.units[0], "Lead"),
			(town.units[1], "Assist"),
		]
		assert all(row.requirements == "请按期答复" and row.is_hard for row in rows)
		assert doc.reload().stage == "Assigned"


def test_what_cannot_be_assigned_says_why_and_the_rest_is_done(town):
	first, taken, last = registered(town)
	make.assign(taken, lead=town.units[1])
	draft = make.make_suggestion(town.deputies[0], title="关于尚未提交的事项的建议")
	names = [first.name, taken.name, draft.name, last.name]
	with make.acting(town.clerk):
		results = {row["name"]: row for row in assign_many(names, units_of(town))}
		other = assign_many([first.name], units_of(town, lead=1))
	assert [results[name]["assigned"] for name in names] == [True, False, False, True]
	assert all(results[name]["message"] for name in (taken.name, draft.name))
	assert not other[0]["assigned"] and other[0]["message"]
	assert frappe.db.count("Suggestion Assignment", {"suggestion": first.name}) == 1
	assert frappe.get_all("Suggestion Assignment", {"suggestion": taken.name}, pluck="unit") == [
		town.units[1]
	]


def test_a_portion_sent_again_does_nothing_twice_and_the_units_hear_once(town):
	waiting = registered(town)
	names = [doc.name for doc in waiting]

	def told():
		filters = {"kind": "handed out", "congress": town.congress}
		return frappe.get_all("Due Reminder", filters, pluck="message")

	with make.acting(town.clerk):
		assign_many(names[:2], units_of(town, assist=(1,)), last=0)
		assert told() == []
		again = assign_many(names[:2], units_of(town, assist=(1,)), last=0)
		assert [row["assigned"] for row in again] == [True, True]
		assign_many(names[2:], units_of(town, assist=(1,)))
	assert frappe.db.count("Suggestion Assignment", {"suggestion": ("in", names)}) == 6
	assert len(told()) == 2 and all(text.count("机耕道") == 3 for text in told())
	with make.acting(town.clerk):
		assign_many(names, units_of(town, assist=(1,)))
	assert len(told()) == 2


def test_without_a_unit_in_charge_none_is_assigned(town):
	(doc,) = registered(town, 1)
	with make.acting(town.clerk):
		(row,) = assign_many([doc.name], [{"unit": town.units[0], "handling_role": "Assist"}])
	assert not row["assigned"] and row["message"]
	assert not frappe.db.exists("Suggestion Assignment", {"suggestion": doc.name})


def test_only_the_office_assigns_many_and_not_too_many(town):
	(doc,) = registered(town, 1)
	with make.acting(town.workers[0]), pytest.raises(frappe.PermissionError):
		assign_many([doc.name], units_of(town))
	with make.acting(town.clerk), pytest.raises(ManyAtOnceError):
		assign_many([f"X{number}" for number in range(MOST + 1)], units_of(town))
	assert doc.reload().stage == "Registered"


def test_a_worker_gets_home_by_the_first_breadcrumb(town):
	for user, expected in ((town.workers[0], ["My Assignments"]), (town.clerk, ["Deputy Affairs"])):
		boot = frappe._dict(
			allowed_workspaces=[{"name": expected[0]}, {"name": "Welcome Workspace"}],
			module_wise_workspaces={"Deputy Affairs": list(WORKSPACES.values()), "Core": ["Users"]},
		)
		with make.acting(user):
			desk.add_lights(boot)
		assert boot.module_wise_workspaces == {"Deputy Affairs": expected, "Core": ["Users"]}


def test_rates_of_the_office_are_not_for_units(town):
	with make.acting(town.workers[0]), pytest.raises(frappe.PermissionError):
		desk_rates.content_deputies()
	content = json.loads(frappe.db.get_value("Workspace", WORKSPACES["unit"], "content"))
	assert not [block for block in content if block["type"] == "chart"]


def test_a_late_reply_lowers_the_rate_of_those_who_may_see_it(town):
	docs = registered(town, 2)
	with make.acting(town.clerk):
		assign_many([doc.name for doc in docs], units_of(town))
	names = frappe.get_all(
		"Suggestion Assignment", {"suggestion": ("in", [doc.name for doc in docs])}, pluck="name"
	)
	due = {names[0]: add_days(today(), 1), names[1]: add_days(today(), -1)}
	for name in names:
		frappe.db.set_value("Suggestion Assignment", name, {"replied_on": today(), "due_date": due[name]})
	with make.acting(town.workers[0]):
		assert desk_rates.replied_in_time()["value"] == 50
	with make.acting(town.workers[1]):
		assert desk_rates.replied_in_time()["value"] == 0


def test_the_charts_of_the_workspace_stand_on_reports_that_run(town):
	content = json.loads(frappe.db.get_value("Workspace", WORKSPACES["clerk"], "content"))
	charts = [block["data"]["chart_name"] for block in content if block["type"] == "chart"]
	assert {"Handling Progress by Unit", "Ratings by Unit"} <= set(charts)
	make.assign(registered(town, 1)[0], lead=town.units[0])
	chart = frappe.get_doc("Dashboard Chart", "Handling Progress by Unit")
	with make.acting(town.clerk):
		result = frappe.get_attr("frappe.desk.query_report.run")(
			chart.report_name, json.loads(chart.filters_json)
		)
	series = result["chart"]["data"]["datasets"]
	assert len(series) == len(json.loads(chart.custom_options)["colors"])
