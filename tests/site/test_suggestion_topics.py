"""Suggestion Topics: its figures are those of the rows, and silence is never that of one person."""

import random
from collections import Counter

import factories
import frappe
import pytest
from factories import acting, make_constituency, make_deputy, make_suggestion
from frappe.utils import getdate
from reporting import figures, make_stranger, report

NAME = "Suggestion Topics"
CATEGORIES = ("道路交通", "农林水利", "村镇建设")
TITLES = ("关于硬化道路的建议", "关于清淤渠道的建议", "关于安装路灯的建议")


@pytest.fixture(autouse=True)
def english(site):
	"""Labels as they are in the code."""
	site.local.lang = "en"


@pytest.fixture
def busy(site, town):
	"""Forty suggestions of six deputies in three constituencies, of which one is silent and large, one small."""
	rng = random.Random(4)
	town.silent = make_constituency(town.term, 2, "白岩选区").name
	town.small = make_constituency(town.term, 3, "高峰选区").name
	for n, (name, place) in enumerate(
		(("甲一", town.silent), ("乙二", town.silent), ("丙三", town.silent), ("丁四", town.small)), 10
	):
		make_deputy(name, town.congress, town.term, place, f"{n:03}")
	factories.make_group(town.term, "东片", town.deputies[:2])
	for _n in range(40):
		doc = make_suggestion(
			rng.choice(town.deputies), title=rng.choice(TITLES), category=rng.choice(CATEGORIES)
		)
		registered = rng.random() < 0.9
		answered = registered and rng.random() < 0.6
		doc.db_set(
			{
				"stage": "Closed" if answered else "Registered" if registered else "Draft",
				"registered_on": f"{rng.randint(2023, 2026)}-{rng.randint(1, 10):02}-15"
				if registered
				else None,
				"is_key": int(rng.random() < 0.2),
				"raised_again": int(rng.random() < 0.2),
				"replied_on": "2026-11-01" if answered else None,
				"result_class": rng.choice("ABCD") if answered else None,
			}
		)
	return town


def rows_of(town, **filters) -> list[dict]:
	found = frappe.get_all(
		"Deputy Suggestion",
		filters={"congress": town.congress, "registered_on": ("is", "set")},
		fields=["*"],
	)
	first, last = filters.get("from_date"), filters.get("to_date")
	return [
		row
		for row in found
		if (not first or row.registered_on >= getdate(first))
		and (not last or row.registered_on <= getdate(last))
	]


def counted(rows: list[dict], key) -> dict:
	result = {}
	for row in rows:
		total = result.setdefault(key(row), Counter())
		total["number"] += 1
		total["key"] += row.is_key
		total["again"] += row.raised_again
		total["answered"] += bool(row.replied_on)
		total[(row.result_class or "none").lower()] += 1
		total[f"y{row.registered_on.year}"] += 1
	return result


FIELDS = ("number", "key", "again", "answered", "a", "b", "c", "d", "y2023", "y2024", "y2025", "y2026")
PERIODS = ({}, {"from_date": "2024-03-01", "to_date": "2025-06-30"})


def shown(answer: dict) -> dict:
	return {
		row["topic"]: {field: row.get(field) or 0 for field in FIELDS}
		for row in answer["result"]
		if isinstance(row, dict) and row["number"]
	}


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize(
	("count_by", "key"),
	[
		("category", lambda row: row.category),
		("year", lambda row: str(row.registered_on.year)),
	],
)
def test_figures_are_those_of_the_rows(busy, count_by, key, period):
	answer = report(NAME, busy.clerk, congress=busy.congress, count_by=count_by, **period)
	expected = {
		topic: {field: total[field] for field in FIELDS}
		for topic, total in counted(rows_of(busy, **period), key).items()
	}
	assert shown(answer) == expected
	number = sum(total["number"] for total in expected.values())
	assert figures(answer)["Suggestions"] == number
	values = answer["chart"]["data"]["datasets"][0]["values"]
	assert sum(values) == number


@pytest.mark.parametrize("period", PERIODS)
def test_constituencies_and_groups(busy, period):
	rows = rows_of(busy, **period)
	answer = report(NAME, busy.clerk, congress=busy.congress, count_by="constituency", **period)
	assert shown(answer) == {
		topic: {field: total[field] for field in FIELDS}
		for topic, total in counted(rows, lambda row: "第1选区").items()
	}
	members = set(busy.deputies[:2])
	answer = report(NAME, busy.clerk, congress=busy.congress, count_by="group", **period)
	expected = counted(rows, lambda row: "东片" if row.lead_deputy in members else "Not Stated")
	assert {topic: row["number"] for topic, row in shown(answer).items()} == {
		topic: total["number"] for topic, total in expected.items()
	}


def test_the_silent_are_named(busy):
	answer = report(NAME, busy.clerk, congress=busy.congress, count_by="constituency", silent_only=1)
	assert [(row["topic"], row.get("deputies"), row["number"]) for row in answer["result"]] == [
		("白岩选区", 3, 0),
		("高峰选区", 1, 0),
	]
	assert not any(name in str(answer) for name in ("甲一", "丁四"))
	assert figures(answer)["Without Suggestions"] == "2 / 3"


def test_nobody_speaks_before_the_term_begins(busy):
	answer = report(NAME, busy.clerk, congress=busy.congress, count_by="constituency", to_date="2001-01-01")
	assert answer["result"] == []


def test_another_township_and_the_handling_side_see_nothing(busy, prefix):
	stranger = make_stranger(prefix)
	for count_by in ("category", "constituency", "group", "year"):
		answer = report(NAME, stranger, congress=busy.congress, count_by=count_by)
		assert answer["result"] == []
	for user in (busy.office, busy.workers[0]):
		with pytest.raises(frappe.PermissionError):
			report(NAME, user, congress=busy.congress)


def test_a_strange_filter_is_refused(busy):
	with acting(busy.clerk), pytest.raises(frappe.ValidationError):
		report(NAME, busy.clerk, count_by="lead_deputy_name")


def test_who_was_elected_twice_in_a_term_counts_once(busy):
	deputy = frappe.get_doc("Deputy", busy.deputies[0])
	first = deputy.mandates[0]
	earlier = frappe.new_doc("Deputy Mandate", parent_doc=deputy, parentfield="mandates")
	earlier.update({"term": first.term, "constituency": busy.silent, "status": "Resigned", "idx": 1})
	earlier.db_insert()
	first.db_set("idx", 2)
	answer = report(NAME, busy.clerk, congress=busy.congress, count_by="constituency")
	assert {topic: row["number"] for topic, row in shown(answer).items()} == {"第1选区": len(rows_of(busy))}
