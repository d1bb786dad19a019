"""What suggestions are about: by category, constituency or group of the lead deputy, and year; who is silent.

Counted is what was registered. A constituency or group is that of the lead deputy in the term in which the
suggestion was raised. The report is for the congress's own staff, who keep the performance files: silence is named even where
one deputy was elected.
"""

from collections import Counter, defaultdict
from typing import NamedTuple

import frappe
from frappe import _
from frappe.query_builder.functions import Count, Sum
from frappe.utils import getdate
from pypika.functions import Extract
from pypika.terms import Case

from deputy_affairs import history, progress, reporting
from deputy_affairs.rules.mandates import EXPIRED, SEATED

DOCTYPE = "Deputy Suggestion"
# As many years get a column of their own; earlier ones are in the total.
YEARS = 6
MEASURES = ("number", "key", "again", "answered")  # and each class of reply
NOT_COUNTED = ("category", "place", "year")
BY_PLACE = ("constituency", "group")
COUNT_BY = ("category", *BY_PLACE, "year")


class Place(NamedTuple):
	"""A constituency or group: its name for people, its term, how many deputies it has."""

	label: str
	term: str
	term_title: str
	villages: str
	deputies: int


def execute(filters: dict | None = None):
	"""Return columns, rows, the past day if one is asked for, chart and summary, as the framework wants them."""
	filters = reporting.read_filters(
		filters,
		"congress",
		"include_lower",
		"term",
		"occasion",
		"category",
		"from_date",
		"to_date",
		"as_of",
		period_by=reporting.choice(*reporting.PERIOD_FIELDS),
		count_by=reporting.choice(*COUNT_BY),
		silent_only=reporting.tick,
	)
	filters.count_by = filters.count_by or "category"
	filters.classes = progress.class_letters()
	counted = get_counted(filters)
	if filters.count_by in BY_PLACE:
		rows, silence = get_rows_of_places(filters, counted)
	else:
		rows, silence = get_rows(filters.count_by, counted), None
	years = get_years(counted) if filters.count_by != "year" else []
	return (
		get_columns(filters.count_by, years, filters.classes),
		rows,
		_("As things stood on {0}.").format(filters.as_of) if filters.as_of else None,
		get_chart(filters.count_by, rows),
		get_summary(filters.count_by, rows, counted, silence),
	)


def get_columns(count_by: str, years: list[int], classes: list[str]) -> list[dict]:
	"""The topic, how many, what came of them, and the last years one by one."""
	labels = {
		"category": _("Category"),
		"constituency": _("Constituency"),
		"group": _("Deputy Group"),
		"year": _("Year"),
	}
	columns = [reporting.column("topic", labels[count_by], width=200)]
	if count_by in BY_PLACE:
		columns += [
			reporting.column("term_title", _("Term"), width=130),
			reporting.column("villages", _("Villages"), width=160),
			reporting.column("deputies", _("Deputies"), "Int", 90),
		]
	columns += [
		reporting.column("number", _("Suggestions"), "Int", 90),
		reporting.rate_column("share", _("Share of All Suggestions")),
		reporting.column("key", _("Key Suggestions"), "Int", 90),
		reporting.column("again", _("Raised Again"), "Int", 90),
		reporting.column("answered", _("Answered"), "Int", 90),
	]
	columns += [
		reporting.column(letter.lower(), _("Answered: Class {0}").format(letter), "Int", 90)
		for letter in classes
	]
	return columns + [reporting.column(f"y{year}", str(year), "Int", 75) for year in years]


def get_counted(filters: dict) -> list[dict]:
	"""Count what the session's user may see, by the dimension and the year, in the database."""
	query, table, then = history.standing(DOCTYPE, filters.as_of)
	period = then[reporting.PERIOD_FIELDS[filters.period_by or "Registration"]]
	dimensions = []
	if filters.count_by == "category":
		dimensions = [table.category]
	elif filters.count_by in BY_PLACE:
		home = HOMES[filters.count_by]().as_("home")
		query = query.left_join(home).on((home.deputy == table.lead_deputy) & (home.term == table.term))
		dimensions = [home.place]
	year = Extract("year", period)
	query = (
		query.select(
			*dimensions,
			year.as_("year"),
			Count("*").as_("number"),
			Sum(then.is_key).as_("key"),
			Sum(then.raised_again).as_("again"),
			Count(then.replied_on).as_("answered"),
			*(Count(Case().when(then.result_class == letter, 1)).as_(letter) for letter in filters.classes),
		)
		.where(then.registered_on.notnull() & period.notnull())
		.groupby(*dimensions, year)
	)
	for condition in reporting.suggestion_conditions(table, filters, then):
		query = query.where(condition)
	rows = reporting.scoped(query, DOCTYPE).run(as_dict=True)
	for row in rows:
		row.update({measure: int(row[measure] or 0) for measure in (*MEASURES, *filters.classes, "year")})
	return rows


def get_rows(count_by: str, counted: list[dict]) -> list[dict]:
	"""One row a category, the most frequent first, or a year."""
	totals = _totals(counted, lambda row: row[count_by] or "")
	order = sorted(totals, key=lambda key: key if count_by == "year" else (-totals[key]["number"], key))
	whole = sum(row["number"] for row in counted)
	return [
		_row(
			str(key) if key else _("Not Stated"),
			totals[key],
			whole,
			{count_by: key} if count_by == "category" else None,
		)
		for key in order
	]


def get_rows_of_places(filters: dict, counted: list[dict]) -> tuple[list[dict], dict]:
	"""One row a constituency or group of each term covered, the silent ones too, and who is silent."""
	totals = _totals(counted, lambda row: row.place or "")
	places = PLACES[filters.count_by](get_terms(filters), [name for name in totals if name])
	whole = sum(row["number"] for row in counted)
	order = sorted(totals, key=lambda key: (not key, -totals[key]["number"], key))
	rows = []
	for key in order:
		place = places.get(key) or Place(_("Not Stated"), "", "", "", 0)
		rows.append(
			_row(place.label, totals[key], whole, {filters.count_by: key} if key else None) | _of(place)
		)
	quiet = [places[key] for key in sorted(places) if key not in totals]
	silent = [_row(place.label, Counter(), whole, None) | _of(place) | {"is_silent": 1} for place in quiet]
	silence = {"silent": len(quiet), "of": len(places)}
	return (silent if filters.silent_only else rows + silent), silence


def get_terms(filters: dict) -> list[str]:
	"""The terms whose constituencies can be silent: those of the period, without one the running ones."""
	term = frappe.qb.DocType("Congress Term")
	query = frappe.qb.from_(term).select(term.name)
	if filters.term:
		query = query.where(term.name == filters.term)
	else:
		present = filters.as_of or getdate()
		first, last = filters.from_date or filters.to_date or present, filters.to_date or present
		query = query.where((term.start_date <= last) & (term.end_date.isnull() | (term.end_date >= first)))
		if congresses := reporting.covered(filters):
			query = query.where(term.congress.isin(congresses))
	return [row[0] for row in reporting.scoped(query, "Congress Term").run()]


def homes_in_constituencies():
	"""A subquery (deputy, term, place): in which constituency a deputy was elected, the last time in a term.

	Without grouping, which the database would do anew for each suggestion.
	"""
	mandate = frappe.qb.DocType("Deputy Mandate")
	later = frappe.qb.DocType("Deputy Mandate").as_("later")
	return (
		frappe.qb.from_(mandate)
		.left_join(later)
		.on((later.parent == mandate.parent) & (later.term == mandate.term) & (later.idx > mandate.idx))
		.select(mandate.parent.as_("deputy"), mandate.term, mandate.constituency.as_("place"))
		.where((mandate.parenttype == "Deputy") & later.name.isnull())
	)


def homes_in_groups():
	"""A subquery (deputy, term, place): in which group a deputy is; there is one a term."""
	group, member = frappe.qb.DocType("Deputy Group"), frappe.qb.DocType("Deputy Group Member")
	return (
		frappe.qb.from_(member)
		.join(group)
		.on((group.name == member.parent) & (member.parenttype == "Deputy Group"))
		.select(member.deputy, group.term, group.name.as_("place"))
	)


HOMES = {"constituency": homes_in_constituencies, "group": homes_in_groups}


def get_constituencies(terms: list[str], names: list[str]) -> dict[str, Place]:
	"""The constituencies of the terms and those named."""
	mandate = frappe.qb.DocType("Deputy Mandate")
	found = _of_terms("Constituency", "constituency_name", terms, names)
	people = (
		frappe.qb.from_(mandate)
		.select(mandate.constituency, Count("*"))
		.where((mandate.parenttype == "Deputy") & mandate.status.isin((*SEATED, EXPIRED)))
		.where(mandate.constituency.isin([row[0] for row in found] or [""]))
		.groupby(mandate.constituency)
	).run()
	return _places(found, dict(people))


def get_groups(terms: list[str], names: list[str]) -> dict[str, Place]:
	"""The groups of the terms and those named."""
	member = frappe.qb.DocType("Deputy Group Member")
	found = _of_terms("Deputy Group", "group_name", terms, names)
	people = (
		frappe.qb.from_(member)
		.select(member.parent, Count("*"))
		.where((member.parenttype == "Deputy Group") & member.parent.isin([row[0] for row in found] or [""]))
		.groupby(member.parent)
	).run()
	return _places(found, dict(people))


PLACES = {"constituency": get_constituencies, "group": get_groups}


def _of_terms(doctype: str, label: str, terms: list[str], names: list[str]) -> list[tuple]:
	table, term = frappe.qb.DocType(doctype), frappe.qb.DocType("Congress Term")
	query = (
		frappe.qb.from_(table)
		.left_join(term)
		.on(term.name == table.term)
		.select(table.name, table[label], table.term, term.title, table.villages)
		.where(table.term.isin(terms or [""]) | table.name.isin(names or [""]))
	)
	return reporting.scoped(query, doctype).run()


def _places(rows, people: dict[str, int]) -> dict[str, Place]:
	return {
		name: Place(label, term, title or term, villages or "", people.get(name, 0))
		for name, label, term, title, villages in rows
	}


def _of(place: Place) -> dict:
	return {
		"term_title": place.term_title,
		"villages": place.villages,
		"deputies": place.deputies or None,
	}


def _totals(counted: list[dict], key) -> dict:
	totals = defaultdict(Counter)
	for row in counted:
		total = totals[key(row)]
		total.update({name: row[name] for name in row if name not in NOT_COUNTED})
		total[row["year"]] += row["number"]
	return totals


def _row(topic: str, total: Counter, whole: int, filters: dict | None) -> dict:
	row = dict.fromkeys(MEASURES, 0)
	row |= {f"y{key}" if isinstance(key, int) else key.lower(): count for key, count in total.items()}
	return {"topic": topic, "share": reporting.rate(total["number"], whole), "filters": filters, **row}


def get_years(counted: list[dict]) -> list[int]:
	"""The last years in which something was raised."""
	return sorted({row["year"] for row in counted})[-YEARS:]


def get_chart(count_by: str, rows: list[dict]) -> dict | None:
	"""Bars by topic, at most twenty."""
	shown = [row for row in rows if row["number"]]
	shown = shown[-20:] if count_by == "year" else shown[:20]
	return reporting.bars(
		[row["topic"] for row in shown],
		{_("Suggestions"): [row["number"] for row in shown]},
		colors=[reporting.BLUE],
	)


def get_summary(count_by: str, rows: list[dict], counted: list[dict], silence: dict | None) -> list[dict]:
	"""How many, about how many topics, raised again, answered; how many constituencies are silent."""
	total = Counter()
	for row in counted:
		total.update({measure: row[measure] for measure in MEASURES})
	if not total["number"] and not silence:
		return []
	figures = [
		reporting.figure(_("Suggestions"), total["number"]),
		reporting.figure(_("Raised Again"), total["again"], "Orange" if total["again"] else "Grey"),
		reporting.figure(_("Answered"), reporting.with_count(total["answered"], total["number"]), "Blue"),
	]
	if silence:
		figures.append(
			reporting.figure(
				_("Without Suggestions"),
				f"{silence['silent']} / {silence['of']}",
				"Red" if silence["silent"] else "Green",
			)
		)
	elif count_by == "category" and rows:
		figures.append(reporting.figure(_("Most Frequent"), rows[0]["topic"], "Blue"))
	return figures
