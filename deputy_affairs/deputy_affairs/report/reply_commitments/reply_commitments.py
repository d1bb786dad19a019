"""The ledger of promises (承诺事项台账): one row a promise, its state on any day, and what each unit has kept.

Units see their own rows. What deputies said in receipts stands here for the staff alone, who see every receipt;
a unit looks its closed rounds up in the receipts themselves.
"""

from collections import defaultdict

import frappe
from frappe import _
from frappe.utils import getdate

from deputy_affairs import progress, reporting
from deputy_affairs.permissions import criterion
from deputy_affairs.reporting import BLUE, GREEN, GREY, RED, bars, column, figure, link, scoped, with_count
from deputy_affairs.rules import commitments as rules
from deputy_affairs.rules.deadlines import days_left, traffic_light
from deputy_affairs.rules.stages import GRADES

DOCTYPE = "Reply Commitment"
WINDOWS = ("Overdue", "7 Days", "30 Days", "This Year", "Later")
MOST_FIGURES = 12
COLOURS = {rules.KEPT: GREEN, rules.OPEN: BLUE, rules.OVERDUE: RED, rules.EXPLAINED: GREY}


def execute(filters: dict | None = None):
	"""Return columns, rows, no message, chart and summary, as the framework wants them."""
	filters = reporting.read_filters(
		filters,
		"congress",
		"include_lower",
		"unit",
		"term",
		"year",
		"from_date",
		"to_date",
		"as_of",
		state=reporting.choices(*rules.STATES),
		window=reporting.choice(*WINDOWS),
		carried_only=reporting.tick,
		term_open_only=reporting.tick,
	)
	day = filters.as_of or getdate()
	rows = get_rows(filters)
	add_states(rows, filters)
	if filters.as_of and filters.unit:
		rows = [row for row in rows if row.unit == filters.unit]
	rows = [row for row in rows if is_wanted(row, filters, day)]
	with_ratings = sees_ratings()
	if with_ratings:
		add_ratings(rows, filters, day)
	for row in rows:
		add_words(row, day)
	return get_columns(with_ratings), rows, None, get_chart(rows), get_summary(rows)


def sees_ratings() -> bool:
	"""Who may read a receipt of an open round: the staff; the column does not exist for anybody else."""
	return frappe.has_permission("Commitment Receipt", "report")


def get_columns(with_ratings: bool) -> list[dict]:
	"""Columns in the order of a paper ledger."""
	rating = [column("ratings", _("Rating of the Outcome", context="Commitment Receipt"), width=170)]
	return [
		column("registration_number", _("Registration Number", context=DOCTYPE), width=130),
		column("suggestion_title", _("Suggestion Title", context=DOCTYPE), width=240),
		column("promise", _("Promise", context=DOCTYPE), width=260),
		column("unit_name", _("Unit", context=DOCTYPE), width=130),
		column("responsible", _("Responsible Person", context=DOCTYPE), width=90),
		column("made_on", _("Promised on", context=DOCTYPE), "Date", 120),
		column("promised_date", _("Promised Date", context=DOCTYPE), "Date", 120),
		column("state_shown", _("Current State", context=DOCTYPE), width=95),
		column("days_left", _("Days Left"), "Int", 80),
		column("kept_on", _("Kept on", context=DOCTYPE), "Date", 120),
		column("last_report", _("Latest Report"), width=280),
		column("carried", _("Times Carried over", context=DOCTYPE), "Int", 80),
		*(rating if with_ratings else []),
		link("name", _("Record Number"), DOCTYPE),
	]


def get_rows(filters: dict) -> list[dict]:
	"""Return the promises asked for that the session's user may see, by date promised."""
	query, table = chosen(filters)
	unit = frappe.qb.DocType("Handling Unit")
	query = (
		query.join(unit)
		.on(unit.name == table.unit)
		.select(
			table.name,
			table.registration_number,
			table.suggestion_title,
			table.promise,
			table.unit,
			unit.unit_name,
			table.responsible,
			table.made_on,
			table.promised_date,
			table.due_date,
			table.state,
			table.kept_on,
			table.kept_in_time,
			table.successor,
			table.term_changed_on,
			table.term_explained_on,
		)
		.orderby(table.promised_date, table.name)
	)
	return query.run(as_dict=True)


def chosen(filters: dict):
	"""Return a query without columns on the promises asked for, and its table."""
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table)
	for condition in get_conditions(table, filters):
		query = query.where(condition)
	return scoped(query, DOCTYPE), table


def names_of_chosen(filters: dict):
	"""The same as a subquery of names: a ledger of many years is no list to send back to the database."""
	query, table = chosen(filters)
	return query.select(table.name)


def get_conditions(table, filters: dict) -> list:
	"""Turn the filters that stand on the record into conditions; states of a day are told from the history."""
	conditions = []
	if congresses := reporting.covered(filters):
		conditions.append(table.congress.isin(congresses))
	# Whose it was on a past day is told by the history.
	for fieldname in ("term",) if filters.as_of else ("unit", "term"):
		if filters.get(fieldname):
			conditions.append(table[fieldname] == filters[fieldname])
	if filters.year:
		first, last = f"{filters.year}-01-01", f"{filters.year}-12-31"
		conditions.append(table.made_on[first:last])
	if filters.from_date:
		conditions.append(table.promised_date >= filters.from_date)
	if filters.to_date:
		conditions.append(table.promised_date <= filters.to_date)
	if filters.as_of:
		conditions.append(table.made_on <= filters.as_of)
	if filters.term_open_only:
		day = filters.as_of or getdate()
		explained_later = table.term_explained_on.isnull() | (table.term_explained_on > day)
		conditions += [table.term_changed_on <= day, explained_later]
	return conditions


def add_states(rows: list[dict], filters: dict) -> None:
	"""Write on the rows what their history says: last report, times carried over, and how they stood on a past day."""
	step, day = frappe.qb.DocType("Commitment Step"), filters.as_of
	history = defaultdict(list)
	query = (
		frappe.qb.from_(step)
		.select(step.parent, step.logged_on, step.kind, step.text, step.to_state)
		.select(step.from_unit, step.from_responsible, step.due_date, step.kept_on)
		.where((step.parenttype == DOCTYPE) & step.parent.isin(names_of_chosen(filters)))
		.orderby(step.parent, step.idx)
	)
	for found in query.run(as_dict=True):
		history[found.parent].append(found)
	if day:
		for row in rows:
			go_back(row, history[row.name], day)
		name_units_of_then(rows)
	for row in rows:
		steps = [found for found in history[row.name] if not day or found.logged_on <= day]
		reports = [
			found for found in steps if found.kind in ("Progress", "Completion", "Explanation") and found.text
		]
		row.last_report = f"{reports[-1].logged_on} {reports[-1].text}" if reports else ""
		row.carried = sum(found.kind == "Carry-over" for found in steps)


def go_back(row: dict, steps: list[dict], day) -> None:
	"""Write on a row what its steps say of the evening of the day; it shows the present so far.

	Steps that are older than a column leave it empty; then the present value is the best that is known.
	"""
	row.state = rules.state_on([(step.logged_on, step.to_state) for step in steps], day)
	moves = [step for step in steps if step.from_unit]
	row.unit = rules.held_on([(step.logged_on, step.from_unit) for step in moves], row.unit, day)
	row.responsible = rules.held_on(
		[(step.logged_on, step.from_responsible or row.responsible) for step in moves], row.responsible, day
	)
	if any(step.due_date for step in steps):
		dates = [(step.logged_on, step.due_date) for step in steps]
		row.due_date = rules.last_said(dates, day) or row.promised_date
	if row.state == rules.KEPT:
		row.kept_on = rules.last_said([(step.logged_on, step.kept_on) for step in steps], day) or row.kept_on
		row.kept_in_time = bool(row.kept_on and row.kept_on <= row.promised_date)
	else:
		row.kept_on, row.kept_in_time = None, 0
	if row.state != rules.EXPLAINED:
		row.successor = None


def name_units_of_then(rows: list[dict]) -> None:
	"""Write the names of the units on rows that may have gone over to another one since."""
	titles = progress.titles("Handling Unit", "unit_name", list({row.unit for row in rows}))
	for row in rows:
		row.unit_name = titles.get(row.unit, row.unit_name)


def is_wanted(row: dict, filters: dict, day) -> bool:
	"""Whether a row meets the filters on its state and on when it is due."""
	if not row.state or (filters.state and row.state not in filters.state):
		return False
	if filters.carried_only and not row.carried:
		return False
	if not filters.window:
		return True
	if row.state not in rules.UNSETTLED:
		return False
	left = days_left(row.due_date or row.promised_date, day)
	this_year = (row.due_date or row.promised_date).year == day.year
	return {
		"Overdue": row.state == rules.OVERDUE,
		"7 Days": 0 <= left <= 7,
		"30 Days": 0 <= left <= 30,
		"This Year": left >= 0 and this_year,
		"Later": left >= 0 and not this_year,
	}[filters.window]


def add_ratings(rows: list[dict], filters: dict, day) -> None:
	"""Write on the rows what came back in the last receipt round, counted by grade."""
	receipt = frappe.qb.DocType("Commitment Receipt")
	query = (
		frappe.qb.from_(receipt)
		.select(receipt.commitment, receipt.round_no, receipt.status, receipt.grade, receipt.received_on)
		.where(receipt.commitment.isin(names_of_chosen(filters)) & (receipt.made_on <= day))
		.orderby(receipt.round_no)
	)
	scope = criterion("Commitment Receipt")
	if scope is not None:
		query = query.where(scope)
	rounds = defaultdict(list)
	for found in query.run(as_dict=True):
		last = rounds[found.commitment]
		if last and last[0].round_no != found.round_no:
			last.clear()
		last.append(found)
	for row in rows:
		last = rounds[row.name]
		back = [found.grade for found in last if found.received_on and found.received_on <= day]
		words = [
			f"{_(grade, context='Commitment Receipt')}{back.count(grade)}"
			for grade in GRADES
			if grade in back
		]
		if len(back) < len(last):
			words.append(f"{_('Not back')}{len(last) - len(back)}")
		row.ratings = " ".join(words)


def add_words(row: dict, day) -> None:
	"""Write the words, days and light of a row."""
	row.state_shown = _(row.state, context=DOCTYPE)
	row.days_left = row.light = None
	if row.state in rules.UNSETTLED:
		date = row.due_date or row.promised_date
		row.days_left, row.light = days_left(date, day), traffic_light(date, day)


def get_chart(rows: list[dict]) -> dict | None:
	"""Bars by unit, in the states of its promises; those with most first."""
	counts = defaultdict(lambda: dict.fromkeys(rules.STATES, 0))
	for row in rows:
		counts[row.unit_name][row.state] += 1
	units = sorted(counts, key=lambda unit: (-sum(counts[unit].values()), unit))[:15]
	order = (rules.KEPT, rules.OPEN, rules.OVERDUE, rules.EXPLAINED)
	series = {_(state, context=DOCTYPE): [counts[unit][state] for unit in units] for state in order}
	return bars(units, series, colors=[COLOURS[state] for state in order], stacked=True)


def get_summary(rows: list[dict]) -> list[dict]:
	"""Totals, the share kept of what fell due, and the unit that has most of it open."""
	if not rows:
		return []
	all_of = _figures(rows)
	answer = [
		figure(_("Promises"), all_of.total),
		figure(_("Open", context=DOCTYPE), all_of.open, "Blue"),
		figure(_("Overdue", context=DOCTYPE), all_of.overdue, "Red" if all_of.overdue else "Green"),
		figure(_("Kept", context=DOCTYPE), all_of.kept, "Green"),
		figure(_("Explained", context=DOCTYPE), all_of.explained + all_of.replaced),
		figure(_("Kept of Those Fallen Due"), with_count(all_of.kept, all_of.fallen_due), "Green"),
	]
	of_unit = defaultdict(list)
	for row in rows:
		of_unit[row.unit_name].append(row)
	for name in sorted(of_unit):
		if len(answer) == MOST_FIGURES:
			break
		own = _figures(of_unit[name])
		if own.fallen_due:
			answer.append(
				figure(
					_("{0}: Kept").format(name),
					with_count(own.kept, own.fallen_due),
					"Red" if own.overdue else "Green",
				)
			)
	return answer


def _figures(rows: list[dict]) -> rules.Figures:
	return rules.figures((row.state, bool(row.kept_in_time), bool(row.successor)) for row in rows)
