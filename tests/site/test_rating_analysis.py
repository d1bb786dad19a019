"""Rating Analysis against counting every form by hand, and what each side is shown of it."""

import random
from datetime import timedelta

import factories as make
import frappe
import pytest
from frappe.utils import add_days, getdate, today

from deputy_affairs import history
from deputy_affairs.deputy_affairs.report.rating_analysis import rating_analysis
from deputy_affairs.reporting import FilterError
from deputy_affairs.rules.stages import GRADES, overall

RATING = "Suggestion Rating"


@pytest.fixture
def many(town):
	"""Sixty forms of two units in two rounds, in every state, laid by rows: the report only counts."""
	seeded = random.Random(7)
	with make.acting(town.clerk):
		suggestions = [
			make.register(
				make.make_suggestion(town.deputies[n % 3], title=f"关于第{n}项的建议", category=category)
			)
			for n, category in enumerate(("农林水利", "其他", "农林水利", "其他"))
		]
	for n in range(60):
		suggestion, unit = seeded.choice(suggestions), town.units[n % 2]
		issued = add_days(today(), -seeded.randint(5, 60))
		reply = frappe.get_doc(
			{
				"doctype": "Suggestion Reply",
				"name": f"{town.congress}-{n}",
				"assignment": "none",
				"suggestion": suggestion.name,
				"congress": town.congress,
				"unit": unit,
				"round": n % 3 // 2 + 1,
				"reply_class": seeded.choice("ABCD"),
				"issued_on": issued,
				"workflow_state": "Issued",
			}
		)
		reply.db_insert()
		status = seeded.choice(["Returned"] * 7 + ["Awaited", "Not Returned", "Not Returned"])
		came = status == "Returned"
		frappe.get_doc(
			{
				"doctype": RATING,
				"name": f"{town.congress}-{n}",
				"reply": reply.name,
				"suggestion": suggestion.name,
				"congress": town.congress,
				"unit": unit,
				"round": reply.round,
				"deputy": seeded.choice(town.deputies),
				"status": status,
				"attitude": seeded.choice(GRADES) if came else None,
				"result": seeded.choice(GRADES) if came else None,
				"contact_mode": seeded.choice(["Visit", "Telephone", ""]) if came else None,
				"received_on": add_days(issued, seeded.randint(0, 5)) if came else None,
				"given_up_on": add_days(issued, 3) if status == "Not Returned" else None,
				"round_closed": seeded.randint(0, 1),
				"is_anonymous": seeded.randint(0, 4) == 0,
				"slip_number": f"{n:07}",
			}
		).db_insert()
	frappe.db.delete("Handling Trace", {"congress": town.congress})
	history.rebuild(town.congress)
	return town


def forms_of(town, **filters) -> list[dict]:
	rows = frappe.get_all(RATING, filters={"congress": town.congress, **filters}, fields=["*"])
	for row in rows:
		row.reply_class, row.issued_on = frappe.db.get_value(
			"Suggestion Reply", row.reply, ["reply_class", "issued_on"]
		)
		row.category = frappe.db.get_value("Deputy Suggestion", row.suggestion, "category")
		row.unit_name = frappe.db.get_value("Handling Unit", row.unit, "unit_name")
	return rows


def by_hand(rows: list[dict], key) -> dict:
	found = {}
	for row in rows:
		group = found.setdefault(key(row), [0] * 9)
		came = row.status == "Returned"
		worst = overall(row.attitude, row.result) if came else ""
		for place, holds in enumerate(
			(
				True,
				came,
				row.status == "Not Returned",
				came and worst == "Satisfied",
				came and worst == "Basically Satisfied",
				came and worst == "Dissatisfied",
				came and row.attitude == "Dissatisfied",
				came and row.result == "Satisfied",
				came and row.round == 1 and worst != "Dissatisfied",
			)
		):
			group[place] += bool(holds)
	return found


def reported(rows: list[dict]) -> dict:
	return {
		row["group_key"]: [
			row[name]
			for name in (
				"expected",
				"returned",
				"not_returned",
				"overall_satisfied",
				"overall_basically",
				"overall_dissatisfied",
				"attitude_dissatisfied",
				"result_satisfied",
				"first_content",
			)
		]
		for row in rows
	}


KEYS = {
	"unit": lambda row: row.unit_name,
	"category": lambda row: row.category,
	"reply_class": lambda row: row.reply_class,
	"round": lambda row: row.round,
	"attitude": lambda row: row.attitude if row.status == "Returned" else None,
}


@pytest.mark.parametrize("group_by", KEYS)
def test_as_counted_by_hand(many, group_by):
	with make.acting(many.clerk):
		rows = rating_analysis.execute({"congress": many.congress, "group_by": group_by})[1]
	assert reported(rows) == by_hand(forms_of(many), KEYS[group_by])
	for row in rows:
		assert row["expected"] == row["returned"] + row["awaited"] + row["not_returned"]
		assert row["counted"] == row["returned"], "what did not come back is not satisfied"


def test_filters_as_counted_by_hand(many):
	middle = add_days(today(), -30)
	unit, other = many.units[:2]
	for filters, holds in (
		({"unit": unit}, lambda row: row.unit == unit),
		({"category": "农林水利"}, lambda row: row.category == "农林水利"),
		({"from_date": middle}, lambda row: row.issued_on >= getdate(middle)),
		({"to_date": middle}, lambda row: row.issued_on <= getdate(middle)),
		({"round": "First"}, lambda row: row.round == 1),
		({"round": "Re-handling", "unit": other}, lambda row: row.round > 1 and row.unit == other),
	):
		with make.acting(many.clerk):
			rows = rating_analysis.execute({"congress": many.congress, **filters})[1]
		wanted = [row for row in forms_of(many) if holds(row)]
		assert reported(rows) == by_hand(wanted, KEYS["unit"]), filters


def test_as_it_stood_on_a_past_day(many):
	for ago in (5, 20, 45):
		day = getdate(today()) - timedelta(days=ago)
		then = []
		for row in forms_of(many):
			if row.issued_on > day:
				continue
			if row.status == "Returned" and row.received_on <= day:
				pass
			else:
				late = row.given_up_on and row.given_up_on <= day
				row.status = "Not Returned" if late else "Awaited"
			then.append(row)
		with make.acting(many.clerk):
			rows = rating_analysis.execute({"congress": many.congress, "as_of": day})[1]
		assert reported(rows) == by_hand(then, KEYS["unit"]), ago


def test_the_congress_may_count_what_did_not_come_back(many):
	frappe.db.set_value("Congress", many.congress, "exclude_unreturned", "No")
	make.forget()
	with make.acting(many.clerk):
		rows = rating_analysis.execute({"congress": many.congress})[1]
	for row in rows:
		assert row["counted"] == row["returned"] + row["not_returned"]


def test_the_summary_adds_up(many):
	with make.acting(many.clerk):
		_columns, rows, _message, chart, summary = rating_analysis.execute({"congress": many.congress})
	assert summary[0]["value"] == sum(row["expected"] for row in rows) == 60
	for place, row in enumerate(rows):
		assert sum(series["values"][place] for series in chart["data"]["datasets"]) == row["expected"]


def test_the_handling_side_sees_closed_rounds_of_its_own(many):
	unit = many.units[0]
	with make.acting(many.workers[0]):
		rows = rating_analysis.execute({"group_by": "round"})[1]
	wanted = forms_of(many, unit=unit, round_closed=1, is_anonymous=0)
	expected = {k: v for k, v in by_hand(wanted, KEYS["round"]).items() if v[1] >= rating_analysis.FEW}
	assert reported(rows) == expected
	frappe.db.set_value("Congress", many.congress, "unit_sees_ratings", "Nothing")
	make.forget()
	for user in (many.workers[0], many.office):
		with make.acting(user):
			assert rating_analysis.execute({})[1] == []


def test_no_line_speaks_of_a_person(many):
	with make.acting(many.workers[0]):
		for group_by in rating_analysis.GROUPS:
			_columns, rows, message, *_rest = rating_analysis.execute({"group_by": group_by})
			assert all(row["returned"] >= rating_analysis.FEW for row in rows)
			assert "deputy" not in str(rows).lower()
		frappe.db.delete(RATING, {"unit": many.units[0], "status": "Returned", "round": 2})
		_columns, rows, message, *_rest = rating_analysis.execute({"group_by": "round"})
		assert message is None or "1" in message


def test_the_neighbour_sees_nothing_and_wrong_filters_are_refused(people, many, prefix):
	other = make.make_congress(f"{prefix}石门镇")
	user = make.make_user(make.address(prefix, "clerk2"), "Congress Clerk")
	other.append("staff", {"user": user})
	other.save()
	make.forget()
	with make.acting(user):
		assert rating_analysis.execute({"congress": many.congress})[1] == []
		for filters in (
			{"group_by": "deputy"},
			{"round": ["First"]},
			{"as_of": "2999-01-01"},
			{"unit": {"a": 1}},
		):
			with pytest.raises(FilterError):
				rating_analysis.execute(filters)
