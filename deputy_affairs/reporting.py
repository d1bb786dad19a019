"""What every report shares: filters that are checked, the rule of who sees what, columns, figures, charts.

A report names the filters it knows (`read_filters`); whatever else a request carries is left alone, and a
value of the wrong shape is a plain error instead of a strange answer. Rows go through `scoped` or
`criterion` always: the framework's own row filter works on what is shown, not on what was counted, and takes
the user it filters for from the request.
"""

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import getdate

from deputy_affairs import history
from deputy_affairs.desk import congresses_for
from deputy_affairs.permissions import as_criterion, closed_ratings, criterion
from deputy_affairs.rules.rates import NOTHING, in_words, rate, with_count

__all__ = [
	"NOTHING",
	"FilterError",
	"bars",
	"column",
	"covered",
	"figure",
	"in_words",
	"link",
	"rate",
	"rate_column",
	"read_filters",
	"scoped",
	"scoped_ratings",
	"suggestion_conditions",
	"with_count",
]

SUGGESTION = "Deputy Suggestion"
LONGEST_NAME = 140
BLUE, GREEN, ORANGE, RED, GREY, LIGHT = "#2c6fbb", "#3a9d5d", "#e08e0b", "#c0392b", "#8d99a6", "#7fb3e6"


class FilterError(frappe.ValidationError):
	"""A filter holds something that it cannot mean."""


# --- filters


def read_filters(given, *names: str, **more: Callable) -> frappe._dict:
	"""Return the named filters of a report, checked; None for each that is empty.

	`names` are keys of FILTERS, `more` further ones as name=kind, a kind being `name_of_record`, `day`, `tick`,
	`number`, or what `choice` and `choices` return. Raises FilterError.
	"""
	given = _mapping(given)
	kinds = {**{name: FILTERS[name] for name in names}, **more}
	filters = frappe._dict()
	for name, kind in kinds.items():
		value = given.get(name)
		filters[name] = None if value in (None, "", []) else kind(name, value)
	if filters.get("from_date") and filters.get("to_date") and filters.from_date > filters.to_date:
		frappe.throw(
			_("The period ends ({0}) before it begins ({1}).").format(filters.to_date, filters.from_date),
			FilterError,
		)
	return filters


def _mapping(given) -> dict:
	if given and isinstance(given, str):
		try:
			given = json.loads(given)
		except ValueError:
			given = [given]
	if not given:
		return {}
	if not isinstance(given, dict):
		frappe.throw(_("A report takes its filters by name."), FilterError)
	return given


def _refuse(name: str, value, wanted: str) -> None:
	shown = frappe.utils.escape_html(str(value)[:60])
	frappe.throw(_("Filter {0}: “{1}” is not {2}.").format(name, shown, wanted), FilterError)


def name_of_record(name: str, value) -> str:
	"""A filter that names one record. Whether there is such a record is not told: there are simply no rows."""
	if not isinstance(value, str) or len(value) > LONGEST_NAME:
		_refuse(name, value, _("the name of a record"))
	return value


def day(name: str, value) -> date:
	"""A filter that names a day."""
	try:
		if isinstance(value, datetime):
			return value.date()
		return value if isinstance(value, date) else date.fromisoformat(value)
	except (TypeError, ValueError):
		_refuse(name, value, _("a day like 2026-03-01"))


def past_day(name: str, value) -> date:
	"""A filter that names a day on which things already stood somehow: today at the latest."""
	value = day(name, value)
	if value > getdate():
		_refuse(name, value, _("today or an earlier day"))
	return value


def tick(name: str, value) -> int:
	"""A filter that is on or off."""
	if value in (0, 1, True, False, "0", "1"):
		return int(value)
	_refuse(name, value, _("on or off (1 or 0)"))


def number(name: str, value) -> int:
	"""A filter that is a whole number, such as a year."""
	try:
		if isinstance(value, int | str) and not isinstance(value, bool):
			return int(value)
	except ValueError:
		pass
	_refuse(name, value, _("a whole number"))


def text(name: str, value) -> str:
	"""A filter that is compared as it stands, such as the code of an organ."""
	if not isinstance(value, str | int) or len(str(value)) > LONGEST_NAME:
		_refuse(name, value, _("a short text"))
	return str(value)


def choice(*options: str) -> Callable:
	"""A filter with one of the options."""

	def read(name: str, value) -> str:
		if not isinstance(value, str) or value not in options:
			_refuse(name, value, _("one of the choices"))
		return value

	return read


def choices(*options: str) -> Callable:
	"""A filter with several of the options, as a list or its JSON."""
	one = choice(*options)

	def read(name: str, value) -> list[str] | None:
		if isinstance(value, str) and value.startswith("["):
			try:
				value = json.loads(value)
			except ValueError:
				_refuse(name, value, _("one of the choices"))
		if isinstance(value, str):
			value = [value]
		if not isinstance(value, list | tuple):
			_refuse(name, value, _("one of the choices"))
		return [one(name, item) for item in value] or None

	return read


FILTERS: dict[str, Callable] = {
	"congress": name_of_record,
	"include_lower": tick,
	"term": name_of_record,
	"meeting": name_of_record,
	"occasion": choice("Meeting", "Recess"),
	"category": name_of_record,
	"unit": name_of_record,
	"group": name_of_record,
	"constituency": name_of_record,
	"period_by": choice("Registration", "Assignment"),
	"from_date": day,
	"to_date": day,
	"as_of": past_day,
	"year": number,
	"key_only": tick,
}
# What narrows suggestions in every report on them.
OF_SUGGESTIONS = (
	"congress",
	"include_lower",
	"term",
	"meeting",
	"occasion",
	"category",
	"unit",
	"group",
	"constituency",
	"period_by",
	"from_date",
	"to_date",
	"as_of",
	"key_only",
)
PERIOD_FIELDS = {"Registration": "registered_on", "Assignment": "assigned_on"}


def covered(filters: dict) -> list[str] | None:
	"""Return the congresses that the filters name, with those below if wanted; None for no limit."""
	return congresses_for(filters.get("congress"), filters.get("include_lower"))


def scoped(query, doctype: str):
	"""Limit a query that reads a DocType's table to the rows that the session's user may see."""
	scope = criterion(doctype)
	return query if scope is None else query.where(scope)


def scoped_ratings(query):
	"""Limit a query on opinion forms to those whose grades the session's user may know, counted or one by one.

	The handling side reads no form, but knows the grades of closed rounds as far as its congress shows them.
	"""
	scope = as_criterion("Suggestion Rating", closed_ratings())
	return query if scope is None else query.where(scope)


def suggestion_conditions(table, filters: dict, then=None) -> list:
	"""Turn the filters of OF_SUGGESTIONS into conditions on Deputy Suggestion.

	`then` is where the fields that move are read, as `history.standing` returns it. The rule of who sees what
	is not among the conditions: see `scoped`.
	"""
	then = table if then is None else then
	conditions = []
	if congresses := covered(filters):
		conditions.append(table.congress.isin(congresses))
	for fieldname in ("term", "meeting", "occasion", "category"):
		if filters.get(fieldname):
			conditions.append(table[fieldname] == filters[fieldname])
	if filters.get("unit"):
		conditions.append(table.name.isin(_given_to(filters["unit"], filters.get("as_of"))))
	if filters.get("group"):
		conditions.append(table.lead_deputy.isin(_members(filters["group"])))
	if filters.get("constituency"):
		conditions.append(table.lead_deputy.isin(_elected_in(filters["constituency"])))
	if filters.get("key_only"):
		conditions.append(then.is_key == 1)
	period = then[PERIOD_FIELDS[filters.get("period_by") or "Registration"]]
	if filters.get("from_date"):
		conditions.append(period >= filters["from_date"])
	if filters.get("to_date"):
		conditions.append(period <= filters["to_date"])
	return conditions


def _given_to(unit: str, as_of: date | None):
	query, assignment, then = history.standing("Suggestion Assignment", as_of)
	return query.select(assignment.suggestion).where((assignment.unit == unit) & (then.status != "Returned"))


def _members(group: str):
	member = frappe.qb.DocType("Deputy Group Member")
	return (
		frappe.qb.from_(member)
		.select(member.deputy)
		.where((member.parent == group) & (member.parenttype == "Deputy Group"))
	)


def _elected_in(constituency: str):
	mandate = frappe.qb.DocType("Deputy Mandate")
	return (
		frappe.qb.from_(mandate)
		.select(mandate.parent)
		.where((mandate.constituency == constituency) & (mandate.parenttype == "Deputy"))
	)


# --- columns, figures, charts


def column(fieldname: str, label: str, fieldtype: str = "Data", width: int = 120, **more) -> dict:
	"""A column of the table, never narrower than its heading; numbers stand to the right."""
	align = "right" if fieldtype in ("Int", "Float", "Percent") else "left"
	return {
		"fieldname": fieldname,
		"label": label,
		"fieldtype": fieldtype,
		"width": max(width, head_width(label)),
		"align": align,
		**more,
	}


def head_width(label: str) -> int:
	"""Room for a heading in pixels, with the padding of its cell; a Chinese character is twice as wide as others."""
	return 28 + sum(8 if ord(character) < 0x2E80 else 15 for character in label)


def rate_column(fieldname: str, label: str, width: int = 95) -> dict:
	"""A column of rates: numbers of `rate`, "—" where there is nothing to count (`deputy_affairs.rate_cell`)."""
	return column(fieldname, label, "Percent", width, precision=1, is_rate=1)


def link(fieldname: str, label: str, doctype: str, width: int = 140) -> dict:
	"""A column that leads to a record."""
	return column(fieldname, label, "Link", width, options=doctype)


def figure(label: str, value, indicator: str = "Grey") -> dict:
	"""One figure of the summary above the table."""
	return {
		"label": label,
		"value": NOTHING if value is None else value,
		"indicator": indicator,
		"datatype": "Int" if isinstance(value, int) else "Data",
	}


def bars(
	labels: Iterable[str],
	datasets: dict[str, list],
	*,
	colors: Iterable[str] = (BLUE,),
	stacked: bool = False,
) -> dict | None:
	"""A bar chart of one or more series (name → values); None where there is nothing to show."""
	labels = list(labels)
	if not labels:
		return None
	chart = {
		"data": {
			"labels": labels,
			"datasets": [{"name": name, "values": values} for name, values in datasets.items()],
		},
		"type": "bar",
		"colors": list(colors),
		"fieldtype": "Int",
		# a chart that is drawn anew while it still moves breaks off with an error
		"animate": 0,
		"disableEntryAnimation": 1,
	}
	if stacked:
		chart["barOptions"] = {"stacked": 1}
	return chart
