"""Filters of the reports: whatever a request carries, the answer is right or a plain error."""

import itertools

import factories as make
import frappe
import pytest
from frappe.utils import add_days, today
from reporting import make_answered, make_late, report

from deputy_affairs import reporting

REPORTS = {
	"Commitment Receipts": (
		"congress",
		"include_lower",
		"unit",
		"year",
		"as_of",
		"deputy",
		"occasion",
		"standing",
	),
	"Deputy Composition": ("congress", "include_lower", "term", "group", "only_in_office", "dimension"),
	"Document Register": ("congress", "year", "organ_code", "kind"),
	"Suggestion Register": (*reporting.OF_SUGGESTIONS, "stage", "overdue_only", "chart_by", "nonsense"),
}
STRANGE = [
	"' OR '1'='1",
	'" OR ""="',
	"`name` = name --",
	"x'; drop table `tabDeputy Suggestion`; --",
	"\\' or 1=1 #",
	"%",
	"%s %(x)s {0}",
	["like", "%"],
	["in", ["a", "b"]],
	{"like": "%"},
	{},
	[],
	[[]],
	[None],
	True,
	-1,
	1.5,
	10**30,
	"9" * 200,
	"2026-02-30",
	"not-a-day",
	"\x00",
	"代表建议",
	"👍",
]


def names(answer: dict) -> set:
	return {row.get("name") for row in answer["result"]}


@pytest.mark.parametrize("name", REPORTS)
def test_strange_filters_never_show_more(town, name):
	make_answered(town)
	late = make_late(town)
	everything = names(report(name, town.clerk))
	for field, value in itertools.product(REPORTS[name], STRANGE):
		try:
			found = names(report(name, town.clerk, **{field: value}))
		except reporting.FilterError as error:
			assert str(error)
			continue
		assert found <= everything, (field, value)
	assert frappe.db.exists("Deputy Suggestion", late.name)


@pytest.mark.parametrize("given", ['["congress"]', ["congress"], "nonsense", 5, [["congress", "=", "x"]]])
def test_filters_have_names(site, given):
	with pytest.raises(reporting.FilterError):
		reporting.read_filters(given, "congress")


@pytest.mark.parametrize("given", [None, "", {}, [], "{}"])
def test_no_filters_are_no_filters(site, given):
	assert reporting.read_filters(given, "congress", "from_date") == {"congress": None, "from_date": None}


@pytest.mark.parametrize(
	"given",
	[
		{"from_date": "2026-03-02", "to_date": "2026-03-01"},
		{"as_of": "2999-01-01"},
		{"congress": ["like", "%"]},
		{"congress": {"like": "%"}},
		{"include_lower": "yes"},
		{"period_by": "Mood"},
		{"year": "MMXXVI"},
	],
)
def test_what_a_filter_cannot_mean_is_refused(site, given):
	with pytest.raises(reporting.FilterError):
		reporting.read_filters(given, *reporting.FILTERS)


def test_filters_come_in_their_kind(site):
	filters = reporting.read_filters(
		'{"as_of": "2026-03-01", "include_lower": "1", "year": "2026", "unknown": 1}',
		"as_of",
		"include_lower",
		"year",
		stage=reporting.choices("A", "B"),
	)
	assert filters == {
		"as_of": frappe.utils.getdate("2026-03-01"),
		"include_lower": 1,
		"year": 2026,
		"stage": None,
	}


def test_group_constituency_and_period_narrow_the_register(town):
	answered, late = make_answered(town), make_late(town)
	group = make.make_group(town.term, "第一组", [town.deputies[0]]).name
	assert names(report("Suggestion Register", town.clerk, group=group)) == {answered.name}
	assert names(report("Suggestion Register", town.clerk, constituency=town.constituency)) == {
		answered.name,
		late.name,
	}
	frappe.db.set_value("Deputy Suggestion", late.name, "assigned_on", add_days(today(), -3))
	since = {"from_date": add_days(today(), -1)}
	assert names(report("Suggestion Register", town.clerk, period_by="Assignment", **since)) == {
		answered.name
	}
	assert len(names(report("Suggestion Register", town.clerk, period_by="Registration", **since))) == 2
