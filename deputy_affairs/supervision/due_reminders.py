"""The daily step that notes who is reminded of what: by the steps that each congress has set."""

from collections import defaultdict

import frappe
from frappe.utils import getdate

from deputy_affairs import reminders
from deputy_affairs.supervision import due_things, telling


def note(day) -> int:
	"""Note the reminders of a day; reads only what has a step on it. Returns how many were noted."""
	day = getdate(day)
	dates = reminders.due_dates_on(day)
	if not dates:
		return 0
	noted = 0
	book = reminders.AddressBook()
	for source in due_things.SOURCES:
		if not source.reminds:
			continue
		rows = [
			(row, step)
			for row in due_things.due_on(source, dates)
			if (step := reminders.step_of(row.congress, day, row.due_date))
		]
		noted += _note(source, rows, day, book)
	return noted


def _note(source, rows: list[tuple], day, book) -> int:
	if not rows:
		return 0
	leaders = telling.leaders_of([row.suggestion for row, _step in rows if row.get("is_key")])
	noted = 0
	for row, step in rows:
		leader = leaders.get(row.get("suggestion")) or frappe._dict()
		name = reminders.remind(
			source.kind,
			row,
			step,
			day,
			_people(source, row, step, book, leader),
			telling.subject(row, day),
			telling.message(row, day, row.unit_name or "", leader.name or "", row.chief_name or ""),
		)
		noted += bool(name)
	return noted


def _people(source, row: dict, step: str, book, leader: dict) -> list:
	"""Who owes it; once it is overdue also the office, the chief, and always the leader of a key item."""
	overdue = step.startswith("+")
	if source.owed_by == due_things.UNIT:
		people = book.unit(row.unit)
		if overdue:
			people = people + telling.chief_of(row.unit) + book.office(row.congress)
	else:
		people = book.office(row.congress)
		if overdue or row.get("for_chair") or source.owed_by == due_things.CHAIR:
			people = people + book.office(row.congress, "Congress Chair")
	return people + book.user(leader.get("user"))


def by_reference(rows: list[dict], as_of=None) -> dict[tuple, dict]:
	"""Return the last reminder of each row's record and kind: {(doctype, name, kind): {"day", "count"}}.

	With `as_of` the last one until that day.
	"""
	if not rows:
		return {}
	names = defaultdict(list)
	for row in rows:
		names[row.doctype].append(row.name)
	table = frappe.qb.DocType("Due Reminder")
	found = {}
	for doctype, some in names.items():
		query = (
			frappe.qb.from_(table)
			.select(
				table.reference_name, table.kind, frappe.query_builder.functions.Max(table.day).as_("day")
			)
			.select(frappe.query_builder.functions.Count("*").as_("count"))
			.where((table.reference_doctype == doctype) & table.reference_name.isin(some))
			.groupby(table.reference_name, table.kind)
		)
		if as_of:
			query = query.where(table.day <= as_of)
		for row in query.run(as_dict=True):
			found[(doctype, row.reference_name, row.kind)] = row
	return found
