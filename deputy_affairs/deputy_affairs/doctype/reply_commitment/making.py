"""How promises come on record: from an issued reply, or in the place of one that was explained."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import frappe
from frappe.query_builder.functions import Coalesce
from frappe.utils import cint, getdate

from deputy_affairs.paperwork.text import cn_date
from deputy_affairs.rules import commitments as rules

from ..congress_term.congress_term import current_term

# What the suggestion shows of its promises, the most pressing first.
SHOWN = {
	rules.OVERDUE: "Promise Overdue",
	rules.OPEN: "Promises Open",
	rules.KEPT: "Promises Settled",
	rules.EXPLAINED: "Promises Settled",
}


def make_for_reply(reply) -> list[str]:
	"""Register a promise for each answer of an issued reply that has a promised date; once each.

	Returns the names of those made now. Promises of an earlier round stay: a later one takes their place only
	when somebody says so.
	"""
	known = set(
		frappe.get_all("Reply Commitment", filters={"reply": reply.name, "serial": 1}, pluck="demand_no")
	)
	term = current_term(reply.congress, reply.issued_on)
	return [
		_insert(*promised(reply, row, term)).name
		for row in reply.answers
		if row.promised_date and row.idx not in known
	]


def promised(reply, answer, term: str | None) -> tuple[dict, str]:
	"""What an answer of a reply promises: the values of the promise, and the words of its first step."""
	values = {
		"suggestion": reply.suggestion,
		"suggestion_title": reply.suggestion_title,
		"registration_number": reply.registration_number,
		"reply": reply.name,
		"reply_number": reply.document_number,
		"assignment": reply.assignment,
		"congress": reply.congress,
		"term": term,
		"unit": reply.unit,
		"round": reply.round,
		"demand_no": answer.idx,
		"demand": answer.demand,
		"promise": answer.answer,
		"promised_date": answer.promised_date,
		"responsible": answer.responsible or reply.contact_person,
		"made_on": reply.issued_on,
		"serial": 1,
	}
	return values, f"{reply.document_number or ''}答复作出承诺。"


def make_successor(commitment) -> str:
	"""Register the new promise that an accepted explanation contains; both are linked."""
	fields = (
		"suggestion suggestion_title registration_number reply reply_number assignment congress term unit round "
		"demand_no demand promise responsible carried_count"
	).split()
	serial = frappe.get_all(
		"Reply Commitment",
		filters={"reply": commitment.reply, "demand_no": commitment.demand_no},
		pluck="serial",
		order_by="serial desc",
		limit=1,
	)
	successor = _insert(
		{
			**{fieldname: commitment.get(fieldname) for fieldname in fields},
			"promised_date": commitment.new_date,
			"made_on": commitment.day,
			"predecessor": commitment.name,
			"serial": cint(serial[0]) + 1,
		},
		f"原承诺（{cn_date(str(commitment.promised_date))}）未能兑现，重新承诺：{commitment.explanation or ''}",
	)
	commitment.db_set("successor", successor.name, update_modified=False)
	return successor.name


def prepare(values: dict, words: str):
	"""A promise that is not in the database yet, with the first step of its history."""
	doc = frappe.get_doc({"doctype": "Reply Commitment", "workflow_state": rules.FOLLOWING, **values})
	day = getdate(values["made_on"])
	doc.append("steps", {"logged_on": day, "kind": "Made", "text": words, "to_state": rules.OPEN})
	doc.flags.by_system, doc.flags.day = True, max(day, getdate())
	return doc


def _insert(values: dict, words: str):
	# The promise follows from the reply that somebody may issue; nobody makes one by hand.
	return prepare(values, words).insert(ignore_permissions=True)  # see above


def show_on_suggestions(suggestions: Iterable[str]) -> None:
	"""Write on suggestions how their promises stand and which is due next; replaced ones do not count."""
	suggestions = set(suggestions) or {""}
	table = frappe.qb.DocType("Reply Commitment")
	promises = defaultdict(list)
	for row in (
		frappe.qb.from_(table)
		.select(table.suggestion, table.state, table.promised_date)
		.where(table.suggestion.isin(list(suggestions)) & (Coalesce(table.successor, "") == ""))
	).run(as_dict=True):
		promises[row.suggestion].append(row)
	shown = frappe.qb.DocType("Deputy Suggestion")
	new = {}
	# What was merged into one shares its promises; rarely any.
	for row in (
		frappe.qb.from_(shown)
		.select(shown.name, shown.merged_into, shown.promise_state, shown.next_promise_date)
		.where(shown.name.isin(list(suggestions)) | shown.merged_into.isin(list(suggestions)))
	).run(as_dict=True):
		own = row.name if row.name in suggestions else row.merged_into
		words, date = _standing(promises[own])
		if (row.promise_state or "", row.next_promise_date) != (words, date):
			new[row.name] = {"promise_state": words, "next_promise_date": date}
	# Whoever has a form open reads it again before saving.
	frappe.db.bulk_update("Deputy Suggestion", new)
	for name in new:
		frappe.clear_document_cache("Deputy Suggestion", name)


def _standing(promises: list) -> tuple[str, date | None]:
	states = {row.state for row in promises}
	shown = next((words for state, words in SHOWN.items() if state in states), "")
	dates = [row.promised_date for row in promises if row.state in rules.UNSETTLED]
	return shown, min(dates, default=None)
