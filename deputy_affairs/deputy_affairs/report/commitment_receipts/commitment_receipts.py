"""Where the receipts of promises are (落实情况回执): which went out, how, which came back and what they say.

For the staff only, who see every receipt; nothing of an open round is known to a unit (CQ-S §24 §28).
"""

import frappe
from frappe import _
from frappe.utils import getdate

from deputy_affairs import progress, reporting
from deputy_affairs.reporting import GREEN, GREY, ORANGE, RED, bars, column, figure, link, scoped, with_count
from deputy_affairs.rules.stages import BASICALLY_SATISFIED, DISSATISFIED, GRADES, SATISFIED

DOCTYPE = "Commitment Receipt"
AWAITED, RETURNED, NOT_RETURNED = "Awaited", "Returned", "Not Returned"
STANDINGS = ("Not Sent", "Out", "Overdue", RETURNED, NOT_RETURNED)
OCCASIONS = ("Year End", "Outcome")


def execute(filters: dict | None = None):
	"""Return columns, rows, no message, chart and summary, as the framework wants them."""
	filters = reporting.read_filters(
		filters,
		"congress",
		"include_lower",
		"unit",
		"year",
		"as_of",
		deputy=reporting.name_of_record,
		occasion=reporting.choice(*OCCASIONS),
		standing=reporting.choices(*STANDINGS),
	)
	day = filters.as_of or getdate()
	rows = get_rows(filters)
	for row in rows:
		add_standing(row, day)
	rows = [row for row in rows if not filters.standing or row.standing in filters.standing]
	return get_columns(), rows, None, get_chart(rows), get_summary(rows)


def get_columns() -> list[dict]:
	"""Columns in the order in which a clerk works: whom, about what, is it out, is it back, what does it say."""
	return [
		column("deputy_name", _("Deputy's Name", context=DOCTYPE), width=90),
		column("phone", _("Telephone"), width=130),
		column("standing_shown", _("Where It Is"), width=140),
		column("due_date", _("Return by", context=DOCTYPE), "Date", 120),
		column("sent_on", _("Went Out on", context=DOCTYPE), "Date", 120),
		column("sent_via_shown", _("Went Out by", context=DOCTYPE), width=100),
		column("received_on", _("Came back on", context=DOCTYPE), "Date", 120),
		column("grade_shown", _("Rating of the Outcome", context=DOCTYPE), width=125),
		column("reasons", _("Opinion", context=DOCTYPE), width=200),
		column("registration_number", _("Registration Number", context=DOCTYPE), width=130),
		column("suggestion_title", _("Suggestion Title", context=DOCTYPE), width=230),
		column("promise", _("Promise", context=DOCTYPE), width=240),
		column("unit_name", _("Unit", context=DOCTYPE), width=120),
		column("occasion_shown", _("Occasion", context=DOCTYPE), width=90),
		column("made_on", _("Made on", context=DOCTYPE), "Date", 120),
		link("name", _("Record Number"), DOCTYPE),
	]


def get_rows(filters: dict) -> list[dict]:
	"""Return the receipts asked for that the session's user may see, by deputy."""
	table, unit, deputy = (frappe.qb.DocType(name) for name in (DOCTYPE, "Handling Unit", "Deputy"))
	query = (
		frappe.qb.from_(table)
		.left_join(unit)
		.on(unit.name == table.unit)
		.left_join(deputy)
		.on(deputy.name == table.deputy)
		.select(
			table.name,
			table.deputy_name,
			deputy.phone,
			table.status,
			table.made_on,
			table.due_date,
			table.sent_on,
			table.sent_via,
			table.received_on,
			table.grade,
			table.reasons,
			table.registration_number,
			table.suggestion_title,
			table.promise,
			table.commitment,
			table.unit,
			unit.unit_name,
			table.occasion,
		)
		.orderby(table.deputy_name, table.due_date, table.name)
	)
	if congresses := reporting.covered(filters):
		query = query.where(table.congress.isin(congresses))
	for fieldname in ("year", "deputy", "occasion"):
		if filters.get(fieldname):
			query = query.where(table[fieldname] == filters[fieldname])
	if filters.unit and not filters.as_of:
		query = query.where(table.unit == filters.unit)
	if filters.as_of:
		query = query.where(table.made_on <= filters.as_of)
	rows = scoped(query, DOCTYPE).run(as_dict=True)
	if filters.as_of:
		name_units_of_then(rows, filters.as_of)
		rows = [row for row in rows if filters.unit in (None, "", row.unit)]
	return rows


def name_units_of_then(rows: list[dict], day) -> None:
	"""Write on each receipt whose promise it was about on the evening of the day.

	A hand-over takes the receipts that are out along to the heir. One that names a unit which took the promise
	over later was out then, so the unit of the day is the one that gave the promise away first.
	"""
	promise, step = frappe.qb.DocType("Reply Commitment"), frappe.qb.DocType("Commitment Step")
	moves = (
		frappe.qb.from_(step)
		.inner_join(promise)
		.on(promise.name == step.parent)
		.where((step.parenttype == "Reply Commitment") & (step.logged_on > day) & (step.from_unit != ""))
		.where(step.parent.isin([row.commitment for row in rows] or [""]))
		.select(step.parent, step.from_unit, promise.unit)
		.orderby(step.parent, step.idx)
		.run(as_dict=True)
	)
	gave, took = {}, {}
	for move in moves:
		if move.parent in gave:
			took[move.parent].add(move.from_unit)
		else:
			gave[move.parent], took[move.parent] = move.from_unit, {move.unit}
	moved = [row for row in rows if row.unit in took.get(row.commitment, ())]
	names = progress.titles("Handling Unit", "unit_name", list({gave[row.commitment] for row in moved}))
	for row in moved:
		row.unit = gave[row.commitment]
		row.unit_name = names[row.unit]


def add_standing(row: dict, day) -> None:
	"""Write on a row where it is on the day, and its words; what came later had not happened yet."""
	if row.received_on and row.received_on > day:
		row.received_on = row.grade = row.reasons = None
	if row.sent_on and row.sent_on > day:
		row.sent_on = row.sent_via = None
	late = row.due_date < day
	if row.received_on:
		row.standing = RETURNED
	elif late:
		# The daily job gives up what is over its date; until it runs the receipt is simply late.
		row.standing = NOT_RETURNED if row.status != AWAITED else "Overdue"
	else:
		row.standing = "Out" if row.sent_on else "Not Sent"
	words = {"Not Sent": _("Not sent yet"), "Out": _("Out, awaited"), "Overdue": _("Overdue")}
	row.standing_shown = words.get(row.standing) or _(row.standing, context=DOCTYPE)
	row.sent_via_shown = _(row.sent_via, context=DOCTYPE) if row.sent_via else ""
	row.grade_shown = _(row.grade, context=DOCTYPE) if row.grade else ""
	row.occasion_shown = _(row.occasion, context=DOCTYPE)


def get_chart(rows: list[dict]) -> dict | None:
	"""Bars by unit: what the deputies say of its promises, and what is not back."""
	units = sorted({row.unit_name or "" for row in rows})[:15]
	series = {
		_(grade, context=DOCTYPE): [
			sum(row.unit_name == unit and row.grade == grade for row in rows) for unit in units
		]
		for grade in GRADES
	}
	series[_("Not back")] = [
		sum((row.unit_name or "") == unit and not row.grade for row in rows) for unit in units
	]
	colours = {SATISFIED: GREEN, BASICALLY_SATISFIED: ORANGE, DISSATISFIED: RED}
	return bars(units, series, colors=[*(colours[grade] for grade in GRADES), GREY], stacked=True)


def get_summary(rows: list[dict]) -> list[dict]:
	"""How many there are, sent, back, late; and how many of those back are satisfied."""
	if not rows:
		return []

	def count(*standings: str) -> int:
		return sum(row.standing in standings for row in rows)

	back = count(RETURNED)
	content = sum(row.grade in (SATISFIED, BASICALLY_SATISFIED) for row in rows)
	unhappy = sum(row.grade == DISSATISFIED for row in rows)
	return [
		figure(_("Receipts"), len(rows)),
		figure(_("Not sent yet"), count("Not Sent"), "Orange" if count("Not Sent") else "Green"),
		figure(_("Out, awaited"), count("Out"), "Blue"),
		figure(_("Came back"), with_count(back, len(rows)), "Green"),
		figure(_("Not back in time"), count("Overdue", NOT_RETURNED), "Grey"),
		figure(_("Satisfied or Basically Satisfied"), with_count(content, back), "Green"),
		figure(_("Dissatisfied", context=DOCTYPE), unhappy, "Red" if unhappy else "Green"),
	]
