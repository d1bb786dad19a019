"""How well each unit handles (承办单位考评): its measures, the grade the rule in force gives, and why."""

from collections import defaultdict

import frappe
from frappe import _
from frappe.query_builder.functions import Max
from frappe.utils import getdate
from pypika import Case

from deputy_affairs import history, progress, reporting
from deputy_affairs.deputy_affairs.doctype.unit_grading_rule.unit_grading_rule import rule_for, rules_for
from deputy_affairs.i18n import say
from deputy_affairs.permissions import as_criterion, shown_to_units
from deputy_affairs.reporting import column, figure, rate, rate_column
from deputy_affairs.rules import stages, unit_rating
from deputy_affairs.settings import read_ahead, value

MEASURES = {
	unit_rating.SIGNED: "signed",
	unit_rating.CONTACTED: "contacted",
	unit_rating.REPLIED: "replied",
	unit_rating.RATED: "satisfied",
	unit_rating.KEPT: "kept",
}
# What a measure shows where the rule in force does not grade it.
PLAIN = {
	unit_rating.SIGNED: unit_rating.Item(unit_rating.SIGNED, within=7),
	**{name: unit_rating.Item(name) for name in unit_rating.MEASURES[1:]},
}
RANKS = {name: rank for rank, name in enumerate((*unit_rating.GRADES, None))}


def execute(filters: dict | None = None):
	"""Return columns, rows, message, chart and summary, as the framework wants them."""
	filters = reporting.read_filters(filters, *reporting.OF_SUGGESTIONS)
	if not progress.is_staff() and any(filters[name] for name in progress.OF_DEPUTIES):
		frappe.throw(_("Only the congress office can look by group or constituency."), frappe.PermissionError)
	day = filters.as_of or getdate()
	works, promises = get_works(filters, day), get_promises(filters)
	rows = get_rows(works, promises, day)
	return get_columns(), rows, get_message(filters, day), get_chart(rows), get_summary(rows)


def get_columns() -> list[dict]:
	"""Columns: the unit, each measure with its numbers, the grade and why."""
	return [
		column("unit_name", _("Unit"), width=180),
		column("works", _("Assignments", context="Unit Grading"), "Int", 75),
		rate_column("signed", _("Signed for in Time")),
		rate_column("contacted", _("First Contact in Time")),
		rate_column("replied", _("Replied in Time")),
		column("breaches", _("Long Overdue"), "Int", 85),
		rate_column("satisfied", _("Satisfied", context="Progress")),
		column("dissatisfied", _("Dissatisfied", context="Progress"), "Int", 75),
		rate_column("kept", _("Promises Kept")),
		column("grade_shown", _("Grade"), width=85),
		column("reason", _("Why"), width=620),
	]


def get_works(filters: dict, day, grades: dict | None = None) -> dict[tuple[str, str], list]:
	"""Return (congress, unit) → the assignments in charge of all rounds, as they stood.

	`grades` are those of `get_grades`, by default of what the user may see.
	"""
	query, table, then = history.standing("Suggestion Assignment", filters.as_of)
	query, suggestion, sthen = history.join_standing(
		query, "Deputy Suggestion", lambda other: other.name == table.suggestion, filters.as_of
	)
	reply = frappe.qb.DocType("Suggestion Reply")
	query = (
		query.left_join(reply)
		.on((reply.assignment == table.name) & (reply.workflow_state == "Issued") & (reply.issued_on <= day))
		.where(
			table.handling_role.isin(stages.REPLYING_ROLES)
			& (then.status != "Returned")
			& sthen.stage.isin(stages.IN_THE_BOOKS)
		)
		.select(
			table.congress,
			table.unit,
			reply.name,
			then.assigned_on,
			then.due_date,
			then.received_on,
			then.contact_by,
			then.contacted_on,
			then.replied_on,
		)
	)
	for condition in reporting.suggestion_conditions(suggestion, {**filters, "unit": None}, sthen):
		query = query.where(condition)
	if filters.unit:
		query = query.where(table.unit == filters.unit)
	query = progress.own_work(reporting.scoped(query, "Suggestion Assignment"), table.unit)
	grades = get_grades(filters) if grades is None else grades
	works = defaultdict(list)
	for congress, unit, reply_name, *days in query.run():
		works[congress, unit].append(unit_rating.Work(*days, grades.get(reply_name, "")))
	return works


def get_grades(filters: dict, for_units: bool = False) -> dict[str, str]:
	"""Return reply → the worst grade that its forms gave, of those the user may see.

	A form that did not come back spoils nothing where the congress leaves it out (CQ-S §29); where it does not,
	it stands for a deputy who was not satisfied, short of being dissatisfied. `for_units` leaves out what the
	handling side may not know, whoever asks.
	"""
	query, rating, then = history.standing("Suggestion Rating", filters.as_of)
	congresses = reporting.covered(filters)
	rank = Case().when(then.status == "Returned", progress.worse(then))
	if counting := _counting_unreturned(congresses):
		missing = (then.status == "Not Returned") & rating.congress.isin(counting)
		rank = rank.when(missing, progress.GRADE_RANKS[stages.BASICALLY_SATISFIED])
	query = (
		query.select(rating.reply, Max(rank))
		.where(then.status.isin(["Returned", "Not Returned"]))
		.groupby(rating.reply)
	)
	if congresses:
		query = query.where(rating.congress.isin(congresses))
	if for_units:
		query = query.where(as_criterion("Suggestion Rating", shown_to_units()))
	words = {rank: grade for grade, rank in progress.GRADE_RANKS.items()}
	return {reply: words[rank] for reply, rank in reporting.scoped_ratings(query).run() if rank}


def _counting_unreturned(congresses: list[str] | None) -> list[str]:
	"""The congresses, of those named or of all, that count a form which did not come back."""
	filters = {"name": ("in", congresses)} if congresses else {}
	names = frappe.get_all("Congress", filters=filters, pluck="name")
	read_ahead(names)
	return [name for name in names if value(name, "exclude_unreturned") == "No"]


def get_promises(filters: dict) -> dict[tuple[str, str], list]:
	"""Return (congress, unit) → the promises that stand and are the unit's to keep; one that was replaced does not."""
	standing = history.standing_promises(filters.as_of)
	query, table, unit = standing.query, standing.table, standing.unit
	query, suggestion, sthen = history.join_standing(
		query, "Deputy Suggestion", lambda other: other.name == table.suggestion, filters.as_of
	)
	query = query.select(table.congress, unit, table.promised_date, standing.kept_on)
	for condition in reporting.suggestion_conditions(suggestion, {**filters, "unit": None}, sthen):
		query = query.where(condition)
	if filters.unit:
		query = query.where(unit == filters.unit)
	query = progress.own_work(reporting.scoped(query, "Reply Commitment"), unit)
	promises = defaultdict(list)
	for congress, whose, promised_date, kept_on in query.run():
		promises[congress, whose].append(unit_rating.Promise(promised_date, kept_on))
	return promises


def get_rows(works: dict, promises: dict, day) -> list[dict]:
	"""One row a unit, the best grades first."""
	units = sorted({*works, *promises})
	titles = progress.titles("Handling Unit", "unit_name", [unit for _congress, unit in units])
	rules = rules_for({congress for congress, _unit in units}, day)
	rows = [
		get_row(titles.get(unit, unit), works[key], promises[key], rules[key[0]], day) | {"unit": unit}
		for key in units
		for unit in [key[1]]
	]
	return sorted(rows, key=lambda row: (RANKS[row["grade"]], -row["works"], row["unit_name"]))


def get_row(unit_name: str, works: list, promises: list, rule, day) -> dict:
	"""The measures of one unit, its grade by the rule, and the reasons."""
	items = {item.measure: item for item in rule.as_items()} if rule else {}
	tallies = {
		name: unit_rating.tally(items.get(name, PLAIN[name]), works, promises, day)
		for name in unit_rating.MEASURES
	}
	grades = {name: unit_rating.grade(item, tallies[name]) for name, item in items.items()}
	grade = unit_rating.overall(grades.values())
	reasons = [
		f"{_(grades[name] or '—', context='Unit Grading')}：{say(unit_rating.reason(item, tallies[name]))}"
		for name, item in items.items()
	]
	return {
		"unit_name": unit_name,
		"works": len(works),
		**{MEASURES[name]: rate(found.good, found.total) for name, found in tallies.items()},
		"breaches": tallies[unit_rating.REPLIED].breaches,
		"dissatisfied": tallies[unit_rating.RATED].breaches,
		"grade": grade,
		"grade_shown": grade_label(grade),
		"grades": {MEASURES[name]: one for name, one in grades.items()},
		"reason": "；".join(reasons),
	}


def grade_label(grade: str | None) -> str:
	"""The grade in words."""
	return {
		unit_rating.GOOD: _("Good", context="Unit Grading"),
		unit_rating.PASS: _("Pass", context="Unit Grading"),
		unit_rating.FAIL: _("Fail", context="Unit Grading"),
		None: reporting.NOTHING,
	}[grade]


def get_message(filters: dict, day) -> str | None:
	"""Name the rule, and say what the handling side does not see."""
	rule = rule_for(filters.congress, day)
	parts = [
		_("Graded by: {0}.").format(frappe.utils.escape_html(rule.rule_name))
		if rule
		else _("There is no grading rule for this day; units are shown without grades.")
	]
	if filters.as_of:
		parts.append(_("As things stood on {0}.").format(filters.as_of))
	if not progress.is_staff():
		parts.append(_("Opinions of deputies count once their round is closed and they were not anonymous."))
	return " ".join(parts)


def get_chart(rows: list[dict]) -> dict | None:
	"""How many units got which grade."""
	counts = [(grade, sum(row["grade"] == grade for row in rows)) for grade in unit_rating.GRADES]
	if not any(number for _grade, number in counts):
		return None
	return reporting.bars(
		[grade_label(grade) for grade, _number in counts], {_("Units"): [number for _grade, number in counts]}
	)


def get_summary(rows: list[dict]) -> list[dict] | None:
	"""Units and their grades."""
	if not rows:
		return None
	colours = {unit_rating.GOOD: "Green", unit_rating.PASS: "Blue", unit_rating.FAIL: "Red"}
	return [
		figure(_("Units"), len(rows)),
		*(
			figure(grade_label(grade), sum(row["grade"] == grade for row in rows), colour)
			for grade, colour in colours.items()
		),
	]
