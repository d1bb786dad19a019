"""Composition of the deputies of a term: number, sex, age, ethnicity, party, education, occupation, group."""

from collections import Counter

import frappe
from frappe import _
from frappe.utils import getdate

from deputy_affairs import reporting
from deputy_affairs.rules.composition import (
	AGE_BANDS,
	EDUCATION_LEVELS,
	age_band,
	age_on,
	at_least_high_school,
	mean_age,
	percent,
)
from deputy_affairs.rules.mandates import EXPIRED, IN_OFFICE, SEATED

# Dimensions in the order of the table; those named like a field of Deputy take its label and choices.
DIMENSIONS = ("gender", "age", "ethnicity", "political_party", "education", "occupation", "deputy_group")
DEFAULT_DIMENSION = "age"


def execute(filters: dict | None = None):
	"""Return columns, rows, no message, chart and summary, as the framework wants them."""
	filters = reporting.read_filters(
		filters,
		"congress",
		"include_lower",
		"term",
		"group",
		only_in_office=reporting.tick,
		dimension=reporting.text,
	)
	day = get_day(filters.term)
	people = get_people(filters, day)
	rows = get_rows(people, day)
	return get_columns(), rows, None, get_chart(rows, filters.dimension), get_summary(people, day)


def get_columns() -> list[dict]:
	"""Columns of the table."""
	return [
		reporting.column("dimension", _("Dimension"), width=160),
		reporting.column("category", _("Category"), width=260),
		reporting.column("count", _("Persons"), "Int"),
		reporting.column("share", _("Share (%)"), "Int"),
	]


def get_day(term: str | None):
	"""The day on which ages are counted: today, or the last day of a term that is over."""
	end = frappe.db.get_value("Congress Term", term, "end_date") if term else None
	return min(getdate(end), getdate()) if end else getdate()


def get_people(filters: dict, day) -> list[dict]:
	"""Return the deputies counted, one row each, with the name of their group in the term.

	Counted are those in office or suspended; in a term that is over also those who served to its end.
	"""
	terms = get_terms(filters)
	if not terms:
		return []
	statuses = [IN_OFFICE] if filters.only_in_office else list(SEATED)
	if filters.term and day < getdate():
		statuses.append(EXPIRED)
	deputy, mandate = frappe.qb.DocType("Deputy"), frappe.qb.DocType("Deputy Mandate")
	query = (
		frappe.qb.from_(deputy)
		.join(mandate)
		.on((mandate.parent == deputy.name) & (mandate.parenttype == "Deputy"))
		.select(
			deputy.name,
			deputy.gender,
			deputy.birth_date,
			deputy.ethnicity,
			deputy.political_party,
			deputy.education,
			deputy.occupation,
			mandate.term,
		)
		.where(mandate.term.isin(terms) & mandate.status.isin(statuses))
	)
	people = reporting.scoped(query, "Deputy").run(as_dict=True)
	groups = get_groups(terms)
	for person in people:
		person.group, person.deputy_group = groups.get((person.term, person.name), (None, None))
		person.age = age_band(age_on(person.birth_date, day)) if person.birth_date else None
	return [person for person in people if not filters.group or person.group == filters.group]


def get_terms(filters: dict) -> list[str]:
	"""The term asked for, or the running terms of the congresses covered."""
	congresses = reporting.covered(filters)
	conditions = {"congress": ("in", congresses)} if congresses else {}
	if filters.term:
		conditions["name"] = filters.term
	else:
		conditions |= {"start_date": ("<=", getdate()), "end_date": (">=", getdate())}
	# Only names to look for; whose deputies are counted is limited by the rule of Deputy.
	return frappe.get_all("Congress Term", filters=conditions, pluck="name")


def get_groups(terms: list[str]) -> dict[tuple[str, str], tuple[str, str]]:
	"""Return (term, deputy) → (group, its name)."""
	member, group = frappe.qb.DocType("Deputy Group Member"), frappe.qb.DocType("Deputy Group")
	query = (
		frappe.qb.from_(member)
		.join(group)
		.on(group.name == member.parent)
		.select(group.term, member.deputy, group.name, group.group_name)
		.where(group.term.isin(terms))
	)
	rows = reporting.scoped(query, "Deputy Group").run()
	return {(term, deputy): (name, title) for term, deputy, name, title in rows}


def get_rows(people: list[dict], day) -> list[dict]:
	"""One row a category; `key` names the dimension for the chart."""
	if not people:
		return []
	total = len(people)
	rows = [_row("number", _("Deputies"), _("All"), total, total)]
	for dimension in DIMENSIONS:
		label = dimension_label(dimension)
		for category, count in count_by(people, dimension):
			rows.append(_row(dimension, label, category, count, total))
		if dimension == "age":
			rows.append(
				{**_row("mean_age", _("Mean Age"), _("Years"), get_mean_age(people, day), 0), "share": None}
			)
		if dimension == "education":
			literate = count_high_school(people)
			rows.append(_row("high_school", label, _("Senior high school or above"), literate, total))
	return rows


def _row(key: str, dimension: str, category: str, count: int, total: int) -> dict:
	return {
		"key": key,
		"dimension": dimension,
		"category": category,
		"count": count,
		"share": percent(count, total),
	}


def dimension_label(dimension: str) -> str:
	"""The translated name of a dimension."""
	if dimension == "age":
		return _("Age")
	return _(frappe.get_meta("Deputy").get_label(dimension), context="Deputy")


def count_by(people: list[dict], dimension: str) -> list[tuple[str, int]]:
	"""Count the people by a dimension: ordered where the categories have an order, else the largest first."""
	counts = Counter(person.get(dimension) or "" for person in people)
	fixed = {"gender": ("Male", "Female"), "age": AGE_BANDS, "education": EDUCATION_LEVELS}.get(dimension)
	keys = [key for key in fixed if key in counts] if fixed else []
	rest = sorted(counts.keys() - set(keys) - {""}, key=lambda key: (-counts[key], key))
	found = [*keys, *rest, *([""] if "" in counts else [])]
	return [(category_label(dimension, key), counts[key]) for key in found]


def category_label(dimension: str, key: str) -> str:
	"""The translated name of a category; what people wrote themselves stays as it is."""
	if not key:
		return _("Not Stated")
	if dimension in ("gender", "education", "occupation"):
		return _(key, context="Deputy")
	return key


def get_mean_age(people: list[dict], day) -> int:
	"""The mean age of those whose date of birth is known."""
	return mean_age([person.birth_date for person in people if person.birth_date], day)


def count_high_school(people: list[dict]) -> int:
	"""How many finished senior high or technical secondary school or more."""
	return sum(at_least_high_school(person.education) for person in people)


def get_chart(rows: list[dict], dimension: str | None) -> dict | None:
	"""Bars of one dimension."""
	dimension = dimension if dimension in DIMENSIONS else DEFAULT_DIMENSION
	shown = [row for row in rows if row["key"] == dimension]
	return reporting.bars(
		[row["category"] for row in shown],
		{_("Deputies"): [row["count"] for row in shown]},
		colors=[reporting.RED],
	)


def get_summary(people: list[dict], day) -> list[dict]:
	"""The figures an annual report names first."""
	if not people:
		return []
	total = len(people)
	men = sum(person.gender == "Male" for person in people)
	women = sum(person.gender == "Female" for person in people)
	literate = count_high_school(people)
	groups = {person.group for person in people if person.group}
	return [
		reporting.figure(_("Deputies"), total, "Blue"),
		reporting.figure(_("Men / Women"), f"{men} / {women} ({percent(women, total)}%)"),
		reporting.figure(_("Mean Age"), get_mean_age(people, day)),
		reporting.figure(_("Senior high school or above"), f"{literate} ({percent(literate, total)}%)"),
		reporting.figure(_("Groups"), len(groups)),
	]
