"""Reports as of a past day tell what they told on that day."""

import json
from datetime import date

import factories as make
import frappe
import pytest
from frappe.utils import add_days, getdate
from life import Life
from reporting import report

from deputy_affairs import history
from deputy_affairs.deputy_affairs.report.handling_unit_rating import handling_unit_rating
from deputy_affairs.deputy_affairs.report.overdue_and_due_soon import overdue_and_due_soon
from deputy_affairs.deputy_affairs.report.rating_analysis import rating_analysis
from deputy_affairs.deputy_affairs.report.suggestion_handling_progress import (
	suggestion_handling_progress as progress_report,
)
from deputy_affairs.deputy_affairs.report.suggestion_register import suggestion_register
from deputy_affairs.deputy_affairs.report.suggestion_topics import suggestion_topics

PROGRESS, REGISTER = "Suggestion Handling Progress", "Suggestion Register"
DIMENSIONS = ("unit", "category", "meeting")


def plain(value):
	"""The answer of a report as it would have been printed and filed."""
	return json.loads(json.dumps(value, default=str, ensure_ascii=False))


def snapshot(town, as_of=None) -> dict:
	"""What the reports say, every number of it."""
	with make.acting(town.clerk):
		tables = {
			by: progress_report.execute({"congress": town.congress, "by": by, "as_of": as_of})
			for by in DIMENSIONS
		}
		of_town = {"congress": town.congress, "as_of": as_of}
		tables["register"] = suggestion_register.execute(of_town)
		tables["due"] = overdue_and_due_soon.execute({**of_town, "days": 60})
		tables["units"] = handling_unit_rating.execute(of_town)
		tables["opinions"] = rating_analysis.execute(of_town)
		for by in ("category", "constituency", "year"):
			tables[f"topics by {by}"] = suggestion_topics.execute({**of_town, "count_by": by})
	# columns, rows, (message names the day), chart, summary
	return plain({name: [table[1], table[3], table[4]] for name, table in tables.items()})


def differences(now: dict, then: dict) -> list:
	"""Where two snapshots differ: table, row, field, value now and value then."""
	found = []
	for table, (rows, chart, summary) in then.items():
		if [chart, summary] != now[table][1:]:
			found.append((table, "chart or summary", now[table][1:], [chart, summary]))
		if len(rows) != len(now[table][0]):
			found.append((table, "rows", len(now[table][0]), len(rows)))
		for row_now, row in zip(now[table][0], rows, strict=False):
			found += [
				(table, row.get("label") or row.get("name"), field, row_now.get(field), row[field])
				for field in row
				if row_now.get(field) != row[field]
			]
	return found


def test_every_night_comes_back_as_it_was(town):
	life = Life(town)
	nights = {}
	for day in life.days():
		life.live_a_day(day)
		with life.timeline.at(day):
			nights[day] = snapshot(town)
		quiet = getdate(add_days(day, 1))
		if quiet < getdate():
			with life.timeline.at(quiet):
				nights[quiet] = snapshot(town)
	assert len(life.suggestions) >= 30
	stages = {row.to_stage for row in frappe.get_all("Suggestion Stage Change", fields=["to_stage"])}
	assert stages >= {"Replied", "Closed", "Reassignment", "Awaiting Decision", "Handling"}
	for day, then in nights.items():
		wrong = differences(snapshot(town, str(day)), then)
		assert not wrong, day
	assert snapshot(town, str(getdate())) == snapshot(town), "today is the present"
	assert not any(snapshot(town, add_days(life.first, -1))["register"][0]), (
		"before the first day was nothing"
	)


def test_rebuilt_traces_tell_the_present_and_the_stages_of_the_past(town):
	life = Life(town, seed=3)
	nights = {}
	for day in life.days(16):
		life.live_a_day(day)
		with life.timeline.at(day):
			nights[day] = snapshot(town)["register"][0]
	frappe.db.delete("Handling Trace", {"congress": town.congress})
	assert history.rebuild(town.congress) == len(life.suggestions)
	assert history.rebuild(town.congress) == 0, "once is enough"
	assert snapshot(town, str(getdate())) == snapshot(town)
	for day, rows in nights.items():
		rebuilt = snapshot(town, str(day))["register"][0]
		fields = ("name", "stage", "current_round", "registered_on")
		assert [[row[f] for f in fields] for row in rebuilt] == [[row[f] for f in fields] for row in rows], (
			day
		)


def test_one_row_a_record_and_day(town):
	with make.acting(town.clerk):
		suggestion = make.register(make.make_suggestion(town.deputies[0]))
		make.assign(suggestion, lead=town.units[0])
	rows = frappe.get_all(
		"Handling Trace",
		filters={"suggestion": suggestion.name},
		fields=["reference_doctype", "day", "until", "stage", "status"],
		order_by="reference_doctype asc",
	)
	assert [(row.reference_doctype, row.stage, row.status) for row in rows] == [
		("Deputy Suggestion", "Assigned", None),
		("Suggestion Assignment", None, "Awaiting Receipt"),
	]
	assert {(row.day, row.until) for row in rows} == {(getdate(), None)}


def test_a_deleted_draft_leaves_nothing(town):
	with make.acting(town.clerk):
		suggestion = make.make_suggestion(town.deputies[0])
		assert frappe.db.count("Handling Trace", {"suggestion": suggestion.name}) == 1
		suggestion.delete()
	assert not frappe.db.count("Handling Trace", {"suggestion": suggestion.name})


@pytest.mark.parametrize("action", ["insert", "save", "delete"])
def test_the_past_is_not_written_by_hand(town, action):
	with make.acting(town.clerk):
		suggestion = make.make_suggestion(town.deputies[0])
	trace = frappe.get_doc("Handling Trace", {"suggestion": suggestion.name})
	with pytest.raises(frappe.ValidationError):
		if action == "insert":
			frappe.copy_doc(trace).update({"day": date(2020, 1, 1)}).insert()
		elif action == "save":
			trace.stage = "Closed"
			trace.save()
		else:
			trace.delete()


@pytest.mark.parametrize("name", [PROGRESS, REGISTER])
def test_tomorrow_cannot_be_told(town, name):
	with pytest.raises(frappe.ValidationError):
		report(name, town.clerk, as_of=add_days(getdate(), 1))


def test_behind_each_number_is_as_many_rows_of_the_register(town):
	life = Life(town, seed=5, days=100)
	for day in life.days(12):
		life.live_a_day(day)
	asked = 0
	for by in ("unit", "category", "meeting"):
		for as_of in (None, str(add_days(getdate(), -20))):
			filters = {"congress": town.congress, "as_of": as_of}
			with make.acting(town.clerk):
				columns, rows, *_rest = progress_report.execute({**filters, "by": by})
				for row in rows or []:
					if row.get("is_total") or not row["key"]:
						continue
					for column in columns:
						if column.get("is_figure") and row[column["fieldname"]]:
							figure = {"figure": column["fieldname"], by: row["key"]}
							found = suggestion_register.execute({**filters, **figure})[1]
							assert len(found) == row[column["fieldname"]], (by, as_of, figure)
							asked += 1
	assert asked > 40
