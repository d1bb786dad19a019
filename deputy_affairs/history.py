"""How suggestions, assignments and opinion forms stood on a past day.

Whenever something of a suggestion changes, `note` writes how each of its records stands from today on; only
what differs is written, one row a record and day (`Handling Trace`). `standing` reads a DocType as of a day.
"""

from collections import defaultdict
from dataclasses import dataclass

import frappe
from frappe.query_builder.functions import Coalesce
from frappe.utils import getdate, now, update_progress_bar
from pypika import Case, Order

from deputy_affairs import bulk
from deputy_affairs.rules import commitments
from deputy_affairs.rules import history as rules

TRACE = "Handling Trace"
PROMISE, PROMISE_STEP = "Reply Commitment", "Commitment Step"
TRACKED = {
	"Deputy Suggestion": rules.SUGGESTION_FIELDS,
	"Suggestion Assignment": rules.ASSIGNMENT_FIELDS,
	"Suggestion Rating": rules.RATING_FIELDS,
}
LETTERS = {"Deputy Suggestion": "S", "Suggestion Assignment": "A", "Suggestion Rating": "R"}
COLUMNS = tuple(dict.fromkeys(field for fields in TRACKED.values() for field in fields))
NUMBERS = ("is_key", "is_excellent", "raised_again", "current_round", "round")  # columns that are never NULL
CHUNK = 500


def standing(doctype: str, day=None):
	"""Return a query on a DocType, its table, and the table in which the TRACKED fields are to be read.

	Without a day both tables are the same. With a day the second one shows how the fields stood on the evening
	of that day, and records that did not exist yet are left out.
	"""
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table)
	if day is None:
		return query, table, table
	then = frappe.qb.DocType(TRACE).as_(f"then_{frappe.scrub(doctype)}")
	return query.join(then).on(_stood(then, doctype, table.name, day)), table, then


def join_standing(query, doctype: str, on, day=None):
	"""Join a further DocType by `on(table)` as it stood; returns query, table and the table of TRACKED fields."""
	table = frappe.qb.DocType(doctype)
	query = query.join(table).on(on(table))
	if day is None:
		return query, table, table
	then = frappe.qb.DocType(TRACE).as_(f"then_{frappe.scrub(doctype)}")
	return query.join(then).on(_stood(then, doctype, table.name, day)), table, then


def last_steps(child: str, day_field: str, field: str, day):
	"""Return a query without columns on the last step of each record until the evening of a day, and its table.

	The steps are rows of a child table with a day; those that leave `field` empty say nothing about it.
	"""
	step, later = frappe.qb.DocType(child), frappe.qb.DocType(child).as_("later")
	query = (
		frappe.qb.from_(step)
		.left_join(later)
		.on(
			(later.parent == step.parent)
			& (later.parenttype == step.parenttype)
			& (later.idx > step.idx)
			& (later[day_field] <= day)
			& (later[field] != "")
		)
		.where((step[day_field] <= day) & (step[field] != "") & later.name.isnull())
	)
	return query, step


@dataclass(frozen=True)
class Promises:
	"""A query without columns on promises, their table, and the columns that tell how each stood."""

	query: object
	table: object
	state: object
	unit: object
	kept_on: object


def standing_promises(day=None) -> Promises:
	"""Return the promises that stand now or stood on the evening of a day, each with state, unit and day of keeping.

	A promise in whose place a later one was made does not stand any more: it counts once, as the later one.
	"""
	promise = frappe.qb.DocType(PROMISE)
	query = frappe.qb.from_(promise)
	if day is None:
		query = query.where(Coalesce(promise.successor, "") == "")
		return Promises(query, promise, promise.state, promise.unit, promise.kept_on)
	said, step = last_steps(PROMISE_STEP, "logged_on", "to_state", day)
	said = said.select(step.parent, step.to_state.as_("state"), step.kept_on).as_("said")
	successor = frappe.qb.DocType(PROMISE).as_("successor")
	query = query.join(said).on(said.parent == promise.name)
	query = query.left_join(successor).on((successor.name == promise.successor) & (successor.made_on <= day))
	query = query.where((promise.made_on <= day) & successor.name.isnull())
	query, unit = with_unit_of_then(query, promise, day)
	# Steps that are older than their column tell the day by the promise itself.
	kept_on = Case().when(said.state == commitments.KEPT, Coalesce(said.kept_on, promise.kept_on))
	return Promises(query, promise, said.state, unit, kept_on)


def with_unit_of_then(query, promise, day):
	"""Return the query on promises, and the column that says whose each was on the evening of the day.

	The first hand-over after the day names the unit that had it until then; without one it is the present unit.
	"""
	moved, sooner = (frappe.qb.DocType(PROMISE_STEP).as_(name) for name in ("moved", "moved_sooner"))

	def after(step):
		return (step.parenttype == PROMISE) & (step.logged_on > day) & (step.from_unit != "")

	query = (
		query.left_join(moved)
		.on((moved.parent == promise.name) & after(moved))
		.left_join(sooner)
		.on((sooner.parent == moved.parent) & after(sooner) & (sooner.idx < moved.idx))
		.where(sooner.name.isnull())
	)
	return query, Coalesce(moved.from_unit, promise.unit)


def _stood(then, doctype: str, name, day):
	return (
		(then.reference_doctype == doctype)
		& (then.reference_name == name)
		& (then.day <= day)
		& (then.until.isnull() | (then.until > day))
	)


def note_suggestion(doc, method: str | None = None) -> None:
	"""Document hook of Deputy Suggestion: every change of its work ends in saving it."""
	note(doc.name)


def note_contact(doc, method: str | None = None) -> None:
	"""Document hook of Handling Contact, which changes its assignment and nothing else."""
	if suggestion := frappe.db.get_value("Suggestion Assignment", doc.assignment, "suggestion"):
		note(suggestion)


def note(suggestion: str) -> None:
	"""Write down how the records of a suggestion stand from today on."""
	known = {
		(row.reference_doctype, row.reference_name): row
		for row in frappe.get_all(
			TRACE,
			filters={"suggestion": suggestion, "until": ("is", "not set")},
			fields=["name", "reference_doctype", "reference_name", "day", *COLUMNS],
		)
	}
	today = getdate()
	for doctype, fields in TRACKED.items():
		key = "name" if doctype == "Deputy Suggestion" else "suggestion"
		rows = frappe.get_all(doctype, filters={key: suggestion}, fields=["name", "congress", *fields])
		for row in rows:
			values = {field: row[field] or None for field in fields}
			last = known.get((doctype, row.name))
			if last is None or any((last[field] or None) != values[field] for field in fields):
				_write(last, today, values, doctype, row, suggestion)


def _write(last, today, values: dict, doctype: str, row, suggestion: str) -> None:
	table = frappe.qb.DocType(TRACE)
	if last and last.day < today:
		frappe.qb.update(table).set(table.until, today).where(table.name == last.name).run()
	elif last:
		_update(table.name == last.name, values)
		return
	doc = frappe.get_doc(
		{
			"doctype": TRACE,
			"name": _name(doctype, row.name, today),
			"reference_doctype": doctype,
			"reference_name": row.name,
			"suggestion": suggestion,
			"congress": row.congress,
			"day": today,
			**{field: _stored(field, value) for field, value in values.items()},
		}
	)
	try:
		doc.db_insert()
	except (frappe.UniqueValidationError, frappe.DuplicateEntryError):
		# Somebody else has written the day in between; the last word counts.
		frappe.clear_last_message()
		same = (
			(table.reference_doctype == doctype) & (table.reference_name == row.name) & (table.day == today)
		)
		_update(same, values)


def _name(doctype: str, record: str, day) -> str:
	"""A name with which the database keeps the rows of one record side by side: they are read together."""
	return f"{record}-{LETTERS[doctype]}{day:%Y%m%d}"


def _update(where, values: dict) -> None:
	table = frappe.qb.DocType(TRACE)
	query = frappe.qb.update(table).where(where)
	for field, value in values.items():
		query = query.set(table[field], _stored(field, value))
	query.run()


def _stored(field: str, value):
	return value or 0 if field in NUMBERS else value


def note_past(doctype: str, days: dict, values: dict) -> None:
	"""Write down what records of an existing site should have said since a past day: `days` by their names."""
	names, table = list(days), frappe.qb.DocType(TRACE)
	rows = []
	for start in range(0, len(names), CHUNK):
		for row in frappe.get_all(
			TRACE,
			filters={
				"reference_doctype": doctype,
				"reference_name": ("in", names[start : start + CHUNK]),
				"until": ("is", "not set"),
			},
			fields=["name", "day", "reference_name", "suggestion", "congress", *COLUMNS],
		):
			day = days[row.reference_name]
			if row.day >= day:
				_update(table.name == row.name, values)
				continue
			frappe.qb.update(table).set(table.until, day).where(table.name == row.name).run()
			record = frappe._dict(name=row.reference_name, congress=row.congress)
			rows.append(_as_row(doctype, record, row.suggestion, rules.Period(day, None, {**row, **values})))
	_insert(rows)


def forget(doc, method: str | None = None) -> None:
	"""Document hook: a draft that is deleted leaves nothing behind."""
	frappe.db.delete(TRACE, {"suggestion": doc.name})


# --- records that are older than the trace


def rebuild(congress: str | None = None) -> int:
	"""Write the trace of suggestions that have none yet, as far as their dates tell; returns how many."""
	names = _without_trace(congress)
	for start in range(0, len(names), CHUNK):
		_rebuild(names[start : start + CHUNK])
		if len(names) > CHUNK:
			update_progress_bar("Traces of handling", min(start + CHUNK, len(names)) - 1, len(names))
	return len(names)


def _without_trace(congress: str | None) -> list[str]:
	suggestion, trace = frappe.qb.DocType("Deputy Suggestion"), frappe.qb.DocType(TRACE)
	traced = frappe.qb.from_(trace).select(trace.reference_name)
	query = (
		frappe.qb.from_(suggestion)
		.select(suggestion.name)
		.where(suggestion.name.notin(traced.where(trace.reference_doctype == "Deputy Suggestion")))
		.orderby(suggestion.name, order=Order.asc)
	)
	if congress:
		query = query.where(suggestion.congress == congress)
	return query.run(pluck=True)


def _rows(
	doctype: str, names: list[str], *fields: str, key: str = "suggestion", **filters
) -> dict[str, list]:
	grouped = defaultdict(list)
	for row in frappe.get_all(
		doctype, filters={key: ("in", names), **filters}, fields=[key, *fields], order_by="creation asc"
	):
		grouped[row[key]].append(row)
	return grouped


def _rebuild(names: list[str]) -> None:
	logs = _rows(
		"Suggestion Stage Change", names, "to_stage", "changed_on", "round", key="parent", parenttype="Deputy Suggestion"
	)  # fmt: skip
	assignments = _rows(
		"Suggestion Assignment", names, "name", "congress", "handling_role", *TRACKED["Suggestion Assignment"]
	)
	replies = _rows("Suggestion Reply", names, "name", "assignment", "issued_on", "reply_class")
	ratings = _rows(
		"Suggestion Rating", names, "name", "reply", "congress", "received_on", "given_up_on",
		*TRACKED["Suggestion Rating"],
	)  # fmt: skip
	rows = []
	for doc in frappe.get_all(
		"Deputy Suggestion",
		filters={"name": ("in", names)},
		fields=["name", "congress", "creation", *TRACKED["Deputy Suggestion"]],
	):
		issued = {reply.name: reply.issued_on for reply in replies[doc.name] if reply.issued_on}
		classes = {r.assignment: r.reply_class for r in replies[doc.name] if r.issued_on and r.reply_class}
		log = [(getdate(e.changed_on), e.to_stage, e.round or 1) for e in logs[doc.name]]
		log = log or [(getdate(doc.creation), doc.stage, doc.current_round or 1)]
		found = [
			(
				"Deputy Suggestion",
				doc,
				rules.suggestion_periods(doc, log, assignments[doc.name], ratings[doc.name], classes),
			)
		]
		found += [
			("Suggestion Assignment", row, rules.assignment_periods(row)) for row in assignments[doc.name]
		]
		found += [
			("Suggestion Rating", row, rules.rating_periods(row, issued[row.reply]))
			for row in ratings[doc.name]
			if row.reply in issued
		]
		for doctype, row, periods in found:
			rows += [_as_row(doctype, row, doc.name, period) for period in periods]
	_insert(rows)


def _insert(rows: list[tuple]) -> None:
	if not rows:
		return
	stamp, user = now(), frappe.session.user
	fields = ["name", *FIXED, *COLUMNS, "creation", "modified", "owner", "modified_by"]
	bulk.insert(TRACE, fields, [(*row, stamp, stamp, user, user) for row in rows])


FIXED = ("reference_doctype", "reference_name", "suggestion", "congress", "day", "until")


def _as_row(doctype: str, row, suggestion: str, period) -> tuple:
	values = [_stored(field, period.values.get(field)) for field in COLUMNS]
	fixed = (doctype, row.name, suggestion, row.congress, period.day, period.until)
	return (_name(doctype, row.name, period.day), *fixed, *values)
