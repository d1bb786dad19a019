"""Every kind of thing that falls due, read by due date: the daily job and the report read the same.

A kind is a row of SOURCES: where it stands, which field holds the date, when it is still to be done, and who
owes it. Kinds of the rating and of promises remind through steps of their own; here they are for the report.
How things stood on a past day is read from the trace of handling, or where there is none from the record's own
dated steps.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import frappe
from frappe.utils import getdate
from pypika import Criterion

from deputy_affairs import history, settings
from deputy_affairs.permissions import criterion
from deputy_affairs.rules import stages
from deputy_affairs.rules.text import mark as _

UNIT, OFFICE, CHAIR, DEPUTY = "unit", "office", "chair", "deputy"
WHO = {OFFICE: _("Congress office"), CHAIR: _("Chair"), DEPUTY: _("Deputy")}
ASSIGNMENT, SUGGESTION = "Suggestion Assignment", "Deputy Suggestion"

_OF_ASSIGNMENT = {
	"suggestion": "suggestion",
	"number": "registration_number",
	"title": "suggestion_title",
	"unit": "unit",
	"is_key": "is_key",
	"round": "round",
	"arithmetic": "deadline_steps",
}
_OF_SUGGESTION = {
	"suggestion": "name",
	"number": "registration_number",
	"title": "title",
	"is_key": "is_key",
	"round": "current_round",
	"registered_on": "registered_on",
}


@dataclass(frozen=True)
class Source:
	"""One kind of thing that falls due; `days_setting`: the date field is the start, so many days earlier.

	`is_open(row)` is for the present, and for the past too where the DocType is traced; else `was_open(row, day)`.
	`moves(query, table, day)` joins whose it was where it may have gone over to another unit since.
	"""

	kind: str
	label: str
	doctype: str
	date_field: str
	owed_by: str
	is_open: Callable
	columns: dict = field(default_factory=dict)
	days_setting: str | None = None
	reminds: bool = True
	was_open: Callable | None = None
	moves: Callable | None = None


def _reply_is_open(row) -> Criterion:
	return (row.handling_role != "Assist") & row.status.isin(("Awaiting Receipt", "Handling"))


def _assist_is_open(row) -> Criterion:
	return (row.handling_role == "Assist") & row.status.isin(("Awaiting Receipt", "Handling"))


def _contact_is_open(row) -> Criterion:
	return (row.handling_role != "Assist") & (row.status == "Handling") & row.contacted_on.isnull()


def _reassignment_is_open(row) -> Criterion:
	return row.status.isin(("Return Requested", "Returned")) & row.reassigned_on.isnull()


def _extension_was_open(row, day: date) -> Criterion:
	return (row.asked_on <= day) & (row.decided_on.isnull() | (row.decided_on > day))


def _telling_is_open(row) -> Criterion:
	approved = (row.workflow_state == "Extension Approved") & row.deputy_notified_on.isnull()
	return approved & row.assignment.isin(_in_hand())


def _telling_was_open(row, day: date) -> Criterion:
	"""Told later than that, while the unit had it in hand: after the reply there is nothing more to tell."""
	told_later = row.deputy_notified_on.isnull() | (row.deputy_notified_on > day)
	approved = (row.workflow_state == "Extension Approved") & (row.decided_on <= day)
	return approved & told_later & row.assignment.isin(_in_hand(day))


def _in_hand(day: date | None = None):
	query, table, then = history.standing(ASSIGNMENT, day)
	return query.select(table.name).where(then.status == "Handling")


def _notice_was_open(row, day: date) -> Criterion:
	return row.name.isin(_last_said("Supervision Step", "day", "step", ("Issue Notice", "Ask Again"), day))


def _promise_was_open(row, day: date) -> Criterion:
	return row.name.isin(_last_said("Commitment Step", "logged_on", "to_state", ("Open", "Overdue"), day))


def _last_said(child: str, day_field: str, field: str, values: tuple, day: date):
	"""Names of the records whose last step until the evening of the day says one of these."""
	query, step = history.last_steps(child, day_field, field, day)
	return query.select(step.parent).where(step[field].isin(values))


SOURCES = (
	Source("reply", _("Reply to the Deputy"), ASSIGNMENT, "due_date", UNIT, _reply_is_open, _OF_ASSIGNMENT),
	Source("assist", _("Assist Opinion"), ASSIGNMENT, "due_date", UNIT, _assist_is_open, _OF_ASSIGNMENT),
	Source(
		"receipt",
		_("Signing for"),
		ASSIGNMENT,
		"assigned_on",
		UNIT,
		lambda row: row.status == "Awaiting Receipt",
		{**_OF_ASSIGNMENT, "arithmetic": None},
		"sign_for_days",
	),
	Source("contact", _("First Contact"), ASSIGNMENT, "contact_by", UNIT, _contact_is_open, _OF_ASSIGNMENT),
	Source(
		"acknowledge",
		_("Acknowledgement"),
		SUGGESTION,
		"acknowledge_by",
		OFFICE,
		lambda row: row.acknowledged_on.isnull() & row.stage.isin(stages.TO_ACKNOWLEDGE),
		_OF_SUGGESTION,
	),
	Source(
		"assign",
		_("Handing out"),
		SUGGESTION,
		"assign_by",
		OFFICE,
		lambda row: row.stage == "Registered",
		_OF_SUGGESTION,
	),
	Source(
		"reassign",
		_("Decision on a Return"),
		ASSIGNMENT,
		"reassign_by",
		OFFICE,
		_reassignment_is_open,
		{**_OF_ASSIGNMENT, "for_chair": "for_chair"},
	),
	Source(
		"extension",
		_("Decision on an Extension"),
		"Deadline Extension",
		"due_before",
		CHAIR,
		lambda row: row.workflow_state == "Extension Requested",
		{
			"suggestion": "suggestion",
			"number": "registration_number",
			"title": "suggestion_title",
			"unit": "unit",
			"round": "round",
		},
		was_open=_extension_was_open,
	),
	Source(
		"telling",
		_("Telling of an Extension"),
		"Deadline Extension",
		"decided_on",
		OFFICE,
		_telling_is_open,
		{
			"suggestion": "suggestion",
			"number": "registration_number",
			"title": "suggestion_title",
			"unit": "unit",
			"round": "round",
		},
		"extension_tell_days",
		was_open=_telling_was_open,
	),
	Source(
		"notice",
		_("Answer to a Notice"),
		"Supervision Notice",
		"answer_by",
		UNIT,
		lambda row: row.workflow_state == "Notice Issued",
		{"number": "document_number", "title": "title", "unit": "unit", "notice": "name"},
		was_open=_notice_was_open,
	),
	Source(
		"rating",
		_("Opinion Form"),
		"Suggestion Rating",
		"due_date",
		DEPUTY,
		lambda row: row.status == "Awaited",
		{"suggestion": "suggestion", "title": "suggestion_title", "unit": "unit", "round": "round"},
		reminds=False,
	),
	Source(
		"promise",
		_("Promise"),
		"Reply Commitment",
		"promised_date",
		UNIT,
		lambda row: row.state.isin(("Open", "Overdue")),
		{
			"suggestion": "suggestion",
			"number": "registration_number",
			"title": "suggestion_title",
			"unit": "unit",
			"round": "round",
		},
		reminds=False,
		was_open=_promise_was_open,
		moves=history.with_unit_of_then,
	),
)
BY_KIND = {source.kind: source for source in SOURCES}


def due_on(source: Source, dates: Iterable[date]) -> list[dict]:
	"""Return what is open and falls due on one of these days, for the daily job: everybody's."""
	dates = list(dates)
	if not source.days_setting:
		return _read(source, lambda column: column.isin(dates))
	shifts = _shifts(source)
	starts = sorted({due - timedelta(days=shift) for due in dates for shift in set(shifts.values())})
	wanted = set(dates)
	return [
		row
		for row in _shifted(_read(source, lambda column: column.isin(starts)), shifts)
		if row.due_date in wanted
	]


def due_between(
	source: Source,
	first: date | None,
	last: date,
	conditions: Callable | None = None,
	as_of: date | None = None,
) -> list[dict]:
	"""Return what is open and falls due until `last`, of what the session's user may see, for the report.

	`conditions(row)` returns further conditions; with `as_of` the answer is that of the evening of a past day.
	"""

	def window(column):
		return column.between(first, last) if first else column <= last

	if not source.days_setting:
		return _read(source, window, scope=True, conditions=conditions, as_of=as_of)
	rows = _read(source, lambda column: column <= last, scope=True, conditions=conditions, as_of=as_of)
	return [
		row
		for row in _shifted(rows, _shifts(source))
		if row.due_date <= last and (not first or row.due_date >= first)
	]


def _read(
	source: Source,
	window: Callable,
	*,
	scope: bool = False,
	conditions: Callable | None = None,
	as_of: date | None = None,
) -> list[dict]:
	traced = source.was_open is None
	query, table, then = history.standing(source.doctype, as_of if traced else None)
	columns_then = {name: then[name] for name in history.TRACKED[source.doctype]} if traced and as_of else {}
	if as_of and source.moves:
		query, columns_then["unit"] = source.moves(query, table, as_of)
	row = _Row(table, columns_then)
	due = row[source.date_field]
	columns = [row[name].as_(alias) for alias, name in source.columns.items() if name]
	is_open = source.was_open(row, as_of) if as_of and not traced else source.is_open(row)
	query = (
		query.select(row.name, row.congress, due.as_("due_date"), *columns)
		.where(is_open & window(due))
		.orderby(due)
		.orderby(row.name)
	)
	if "unit" in source.columns:
		unit = frappe.qb.DocType("Handling Unit")
		query = query.left_join(unit).on(unit.name == row.unit)
		query = query.select(unit.unit_name, unit.chief_name, unit.chief_mobile, unit.contact_phone)
	if conditions:
		for condition in conditions(row):
			query = query.where(condition)
	if scope and (rule := criterion(source.doctype)) is not None:
		query = query.where(rule)
	rows = query.run(as_dict=True)
	for found in rows:
		if found.pop("registered_on", True) is None:
			found.number = None  # on that day it had none yet
		found.update({"kind": source.kind, "doctype": source.doctype, "due_date": getdate(found.due_date)})
	return rows


class _Row:
	"""The columns of a DocType, those that move read as they stood on the day that is asked for."""

	def __init__(self, table, then: dict):
		self._table, self._then = table, then

	def __getitem__(self, name: str):
		return self._then.get(name) or self._table[name]

	__getattr__ = __getitem__


def _shifts(source: Source) -> dict[str, int]:
	congresses = frappe.get_all("Congress", pluck="name")
	settings.read_ahead(congresses)
	return {congress: int(settings.value(congress, source.days_setting)) for congress in congresses}


def _shifted(rows: list[dict], shifts: dict[str, int]) -> list[dict]:
	for row in rows:
		row.due_date += timedelta(days=shifts[row.congress])
	return rows
