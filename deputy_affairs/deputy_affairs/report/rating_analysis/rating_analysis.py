"""How the deputies rated: attitude and result, first time and after re-handling, what did not come back.

Counted are opinion forms, one a signer and reply. A form that did not come back is not "satisfied": it is shown by
itself and, unless the congress wants it counted, left out of the rate (CQ-S §29). The handling side sees closed rounds
only, as far as the congress shows them, and no line on so few forms that it speaks of a person.
"""

from collections import defaultdict

import frappe
from frappe import _
from frappe.query_builder.functions import Count

from deputy_affairs import history, reporting, settings
from deputy_affairs.permissions import STAFF_ROLES, as_criterion, closed_ratings, is_unlimited
from deputy_affairs.reporting import column, figure, rate, rate_column, with_count
from deputy_affairs.rules import stages
from deputy_affairs.rules.text import mark

RATING = "Suggestion Rating"
RETURNED, AWAITED, NOT_RETURNED = "Returned", "Awaited", "Not Returned"
GROUPS = ("unit", "category", "contact_mode", "reply_class", "round", "attitude")
# Fewer forms than this speak of persons; the handling side is not shown them.
FEW = 3
GRADES = {
	stages.SATISFIED: "satisfied",
	stages.BASICALLY_SATISFIED: "basically",
	stages.DISSATISFIED: "dissatisfied",
}


def execute(filters: dict | None = None):
	"""Return columns, rows, message, chart and summary, as the framework wants them."""
	filters = reporting.read_filters(
		filters,
		"congress",
		"include_lower",
		"term",
		"category",
		"unit",
		"from_date",
		"to_date",
		"as_of",
		group_by=reporting.choice(*GROUPS),
		round=reporting.choice("First", "Re-handling"),
	)
	group_by = filters.group_by or "unit"
	rows = get_rows(get_counts(filters, group_by), group_by)
	shown = [row for row in rows if not _is_few(row)] if _is_handling_side() else rows
	message = (
		_("{0} line(s) on fewer than {1} forms are not shown, nor counted above.").format(
			len(rows) - len(shown), FEW
		)
		if len(shown) < len(rows)
		else None
	)
	return get_columns(group_by), shown, message, get_chart(shown), get_summary(shown)


def _is_handling_side() -> bool:
	user = frappe.session.user
	return not is_unlimited(user) and not STAFF_ROLES & set(frappe.get_roles(user))


def _is_few(row: dict) -> bool:
	return row["returned"] < FEW


def get_counts(filters: dict, group_by: str) -> list[dict]:
	"""Count forms by group, congress, state, grades and round: few rows, whatever the number of forms."""
	query, rating, then = history.standing(RATING, filters.as_of)
	reply = frappe.qb.DocType("Suggestion Reply")
	suggestion, unit = frappe.qb.DocType("Deputy Suggestion"), frappe.qb.DocType("Handling Unit")
	keys = {
		"unit": unit.unit_name,
		"category": suggestion.category,
		"contact_mode": rating.contact_mode,
		"reply_class": reply.reply_class,
		"round": rating.round,
		"attitude": then.attitude,
	}
	dimensions = [
		keys[group_by].as_("group_key"),
		rating.congress,
		then.status.as_("state"),
		then.attitude,
		then.result,
		rating.round,
	]
	query = (
		query.join(reply)
		.on(reply.name == rating.reply)
		.join(suggestion)
		.on(suggestion.name == rating.suggestion)
		.join(unit)
		.on(unit.name == rating.unit)
		.select(*dimensions, Count(rating.name).as_("forms"))
		.groupby(*[keys[group_by], rating.congress, then.status, then.attitude, then.result, rating.round])
	)
	scope = as_criterion(RATING, closed_ratings())
	for condition in [scope, *_conditions(filters, rating, reply, suggestion)]:
		if condition is not None:
			query = query.where(condition)
	return query.run(as_dict=True)


def _conditions(filters: dict, rating, reply, suggestion) -> list:
	conditions = []
	if congresses := reporting.covered(filters):
		conditions.append(rating.congress.isin(congresses))
	if filters.unit:
		conditions.append(rating.unit == filters.unit)
	for fieldname in ("term", "category"):
		if filters.get(fieldname):
			conditions.append(suggestion[fieldname] == filters[fieldname])
	if filters.from_date:
		conditions.append(reply.issued_on >= filters.from_date)
	if filters.to_date:
		conditions.append(reply.issued_on <= filters.to_date)
	if filters.as_of:
		conditions.append(reply.issued_on <= filters.as_of)
	if filters.round:
		conditions.append(rating.round == 1 if filters.round == "First" else rating.round > 1)
	return conditions


def get_rows(counts: list[dict], group_by: str) -> list[dict]:
	"""Add the counts up, one row a group, with the rates."""
	groups = defaultdict(lambda: defaultdict(int))
	counts_all = {}
	for count in counts:
		key = (
			count.group_key
			if count.state == RETURNED or group_by not in ("attitude", "contact_mode")
			else None
		)
		row, forms = groups[key], count.forms
		row["expected"] += forms
		row[{RETURNED: "returned", AWAITED: "awaited", NOT_RETURNED: "not_returned"}[count.state]] += forms
		if count.congress not in counts_all:
			counts_all[count.congress] = settings.value(count.congress, "exclude_unreturned") == "No"
		if count.state == NOT_RETURNED and counts_all[count.congress]:
			row["counted"] += forms
		if count.state != RETURNED:
			continue
		row["counted"] += forms
		overall = GRADES[stages.overall(count.attitude, count.result)]
		row[f"attitude_{GRADES[count.attitude]}"] += forms
		row[f"result_{GRADES[count.result]}"] += forms
		row[f"overall_{overall}"] += forms
		time = "first" if count.round == 1 else "again"
		row[f"{time}_returned"] += forms
		row[f"{time}_content"] += forms if overall != "dissatisfied" else 0
	rows = [_finish(row, key, group_by) for key, row in groups.items()]
	return sorted(rows, key=lambda row: _order(row, group_by))


FIGURES = (
	"expected",
	"returned",
	"awaited",
	"not_returned",
	"counted",
	*(f"{what}_{grade}" for what in ("attitude", "result", "overall") for grade in GRADES.values()),
	"first_returned",
	"first_content",
	"again_returned",
	"again_content",
)


def _finish(row: dict, key, group_by: str) -> dict:
	full = {name: row.get(name, 0) for name in FIGURES}
	content = full["overall_satisfied"] + full["overall_basically"]
	return {
		"group_key": key,
		"group": _group_words(key, group_by),
		**full,
		"return_rate": rate(full["returned"], full["expected"]),
		"satisfied_rate": rate(full["overall_satisfied"], full["counted"]),
		"content_rate": rate(content, full["counted"]),
		"first_rate": rate(full["first_content"], full["first_returned"]),
		"again_rate": rate(full["again_content"], full["again_returned"]),
	}


def _group_words(key, group_by: str) -> str:
	if key in (None, ""):
		return _("Not stated") if group_by != "attitude" else _("Not come back")
	if group_by == "round":
		return _("First time") if key == 1 else _("Round {0}").format(key)
	if group_by in ("attitude", "contact_mode"):
		return _(key, context=RATING)
	return str(key)


def _order(row: dict, group_by: str) -> tuple:
	key = row["group_key"]
	if key in (None, ""):
		return (1, 0, "")
	if group_by == "attitude":
		return (0, stages.GRADES.index(key), "")
	if group_by in ("round", "reply_class"):
		return (0, 0, str(key).rjust(5))
	return (0, -row["expected"], str(key))


def get_columns(group_by: str) -> list[dict]:
	"""The group first, then how many came back, the grades, the rates."""
	heads = {
		"unit": _("Handling Unit"),
		"category": _("Category", context="Deputy Suggestion"),
		"contact_mode": _("Way of Contact"),
		"reply_class": _("Class", context="Deputy Suggestion"),
		"round": _("Round", context=RATING),
		"attitude": _("Attitude of Handling", context=RATING),
	}
	words = {code: _(grade, context=RATING) for grade, code in GRADES.items()}
	grades = [
		column(f"{what}_{code}", f"{label}·{words[code]}", "Int", 110)
		for what, label in (("attitude", _("Attitude")), ("result", _("Result")), ("overall", _("Overall")))
		for code in GRADES.values()
	]
	return [
		column("group", heads[group_by], "Data", 180),
		column("expected", _("Forms Sent"), "Int", 85),
		column("returned", _("Came Back"), "Int", 85),
		rate_column("return_rate", _("Return Rate")),
		column("awaited", _("Awaited"), "Int", 80),
		column("not_returned", _("Not Returned, Left out"), "Int", 110),
		rate_column("satisfied_rate", _("Satisfied Rate")),
		rate_column("content_rate", _("Satisfied or Basically Satisfied"), 130),
		rate_column("first_rate", _("First Time"), 100),
		rate_column("again_rate", _("After Re-handling"), 110),
		*grades,
	]


def get_chart(rows: list[dict]) -> dict | None:
	"""A bar a group, by overall grade and what did not come back."""
	return reporting.bars(
		[row["group"] for row in rows],
		{
			_("Satisfied", context=RATING): [row["overall_satisfied"] for row in rows],
			_("Basically Satisfied", context=RATING): [row["overall_basically"] for row in rows],
			_("Dissatisfied", context=RATING): [row["overall_dissatisfied"] for row in rows],
			_("Not come back"): [row["awaited"] + row["not_returned"] for row in rows],
		},
		colors=(reporting.GREEN, reporting.BLUE, reporting.RED, reporting.GREY),
		stacked=True,
	)


def get_summary(rows: list[dict]) -> list[dict]:
	"""The figures of a handling report: returned, satisfied, first time and after re-handling."""
	total = {name: sum(row[name] for row in rows) for name in FIGURES}
	content = total["overall_satisfied"] + total["overall_basically"]
	return [
		figure(_("Forms Sent"), total["expected"], "Blue"),
		figure(_("Came Back"), with_count(total["returned"], total["expected"]), "Blue"),
		figure(
			_("Satisfied", context=RATING), with_count(total["overall_satisfied"], total["counted"]), "Green"
		),
		figure(_("Satisfied or Basically Satisfied"), with_count(content, total["counted"]), "Green"),
		figure(_("First Time"), with_count(total["first_content"], total["first_returned"])),
		figure(_("After Re-handling"), with_count(total["again_content"], total["again_returned"])),
		figure(_("Dissatisfied", context=RATING), total["overall_dissatisfied"], "Red"),
		figure(_("Not Returned, Left out"), total["not_returned"], "Orange"),
	]


LABELS = (mark("Rating Analysis"),)
