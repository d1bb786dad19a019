"""The promises of many issued replies at once, for a site whose replies are older than the ledger of promises.

What is read and written is read and written for many; what a promise says of itself is asked of its controller.
"""

from collections import defaultdict
from datetime import date

import frappe
from frappe.model.naming import NamingSeries, make_autoname
from frappe.utils import now, update_progress_bar

from deputy_affairs import bulk

from . import making

PROMISE, STEP, REPLY, ANSWER = (
	"Reply Commitment",
	"Commitment Step",
	"Suggestion Reply",
	"Suggestion Reply Answer",
)
OF_REPLY = (
	"name suggestion suggestion_title registration_number document_number assignment congress unit round"
	" contact_person issued_on"
).split()
BATCH = 500


def lay_missing() -> int:
	"""Register what issued replies promise and is not in the ledger yet; returns how many. Safe to run again."""
	replies = _replies()
	terms = _terms()
	laid = 0
	for start in range(0, len(replies), BATCH):
		laid += _lay(replies[start : start + BATCH], terms)
		update_progress_bar("Promises of issued replies", min(start + BATCH, len(replies)) - 1, len(replies))
	return laid


def _replies() -> list[str]:
	"""Issued replies with a promised date, in the order of their names."""
	answer, reply = frappe.qb.DocType(ANSWER), frappe.qb.DocType(REPLY)
	return (
		frappe.qb.from_(answer)
		.join(reply)
		.on((reply.name == answer.parent) & (answer.parenttype == REPLY))
		.select(reply.name)
		.distinct()
		.where((reply.workflow_state == "Issued") & answer.promised_date.isnotnull())
		.orderby(reply.name)
	).run(pluck=True)


def _terms() -> dict[str, list[tuple[date, date, str]]]:
	terms = defaultdict(list)
	for row in frappe.get_all("Congress Term", fields=["name", "congress", "start_date", "end_date"]):
		terms[row.congress].append((row.start_date, row.end_date, row.name))
	return terms


def _lay(names: list[str], terms: dict) -> int:
	replies = frappe.get_all(
		REPLY, filters={"name": ("in", names)}, fields=OF_REPLY, order_by="name asc", limit=0
	)
	answers = defaultdict(list)
	for row in frappe.get_all(
		ANSWER,
		filters={"parent": ("in", names), "parenttype": REPLY, "promised_date": ("is", "set")},
		fields=["parent", "idx", "demand", "answer", "promised_date", "responsible"],
		order_by="idx asc",
	):
		answers[row.parent].append(row)
	known = set(
		frappe.get_all(
			PROMISE,
			filters={"reply": ("in", names), "serial": 1},
			fields=["reply", "demand_no"],
			as_list=True,
		)
	)
	promises = [
		making.prepare(*making.promised(reply, row, _term(terms[reply.congress], reply.issued_on)))
		for reply in replies
		for row in answers[reply.name]
		if (reply.name, row.idx) not in known
	]
	if promises:
		_insert(promises)
		making.show_on_suggestions({promise.suggestion for promise in promises})
	return len(promises)


def _term(terms: list[tuple[date, date, str]], day: date) -> str | None:
	return next((name for start, end, name in terms if start <= day <= end), None)


def _insert(promises: list) -> None:
	"""Write the promises with their steps: as `insert` would, without asking for each what is so for all."""
	stamp, user = now(), frappe.session.user
	for promise, name in zip(promises, _next_names(len(promises)), strict=True):
		promise.set("__islocal", True)
		promise._set_defaults()
		promise.name = name
		promise._step = None
		promise.derive()
		promise.write_step()
		for step in promise.steps:
			step.name = make_autoname("hash", STEP)
		promise.set_parent_in_children()
		for row in (promise, *promise.steps):
			row.creation = row.modified = stamp
			row.owner = row.modified_by = user
	_write(PROMISE, promises)
	_write(STEP, [step for promise in promises for step in promise.steps])


def _next_names(count: int) -> list[str]:
	"""As many names of the series as are needed, taken from its counter at once."""
	series = NamingSeries(frappe.get_meta(PROMISE).autoname)
	last = series.get_current_value()
	series.update_counter(last + count)
	prefix, digits = series.get_prefix(), series.series.count("#")
	return [f"{prefix}{number:0{digits}}" for number in range(last + 1, last + count + 1)]


def _write(doctype: str, rows: list) -> None:
	values = [row.get_valid_dict(convert_dates_to_str=True, ignore_virtual=True) for row in rows]
	bulk.insert(doctype, list(values[0]), [tuple(row.values()) for row in values])
