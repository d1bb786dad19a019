"""How promises come on record: from an issued reply, or in the place of one that was explained."""

import frappe
from frappe.utils import cint, getdate

from deputy_affairs.rules import commitments as rules

from ..congress_term.congress_term import current_term
from ..deputy_suggestion import merging

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
	made = []
	for row in reply.answers:
		if not row.promised_date or row.idx in known:
			continue
		made.append(
			_insert(
				{
					"suggestion": reply.suggestion,
					"suggestion_title": reply.suggestion_title,
					"registration_number": reply.registration_number,
					"reply": reply.name,
					"reply_number": reply.document_number,
					"assignment": reply.assignment,
					"congress": reply.congress,
					"term": current_term(reply.congress, reply.issued_on),
					"unit": reply.unit,
					"round": reply.round,
					"demand_no": row.idx,
					"demand": row.demand,
					"promise": row.answer,
					"promised_date": row.promised_date,
					"responsible": row.responsible or reply.contact_person,
					"made_on": reply.issued_on,
					"serial": 1,
				},
				f"{reply.document_number or ''}答复作出承诺。",
			).name
		)
	return made


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
		f"原承诺（{getdate(commitment.promised_date):%Y-%m-%d}）未能兑现，重新承诺：{commitment.explanation or ''}",
	)
	commitment.db_set("successor", successor.name, update_modified=False)
	return successor.name


def _insert(values: dict, words: str):
	doc = frappe.get_doc({"doctype": "Reply Commitment", "workflow_state": rules.FOLLOWING, **values})
	day = getdate(values["made_on"])
	doc.append("steps", {"logged_on": day, "kind": "Made", "text": words, "to_state": rules.OPEN})
	doc.flags.by_system, doc.flags.day = True, max(day, getdate())
	# The promise follows from the reply that somebody may issue; nobody makes one by hand.
	doc.insert(ignore_permissions=True)  # see above
	return doc


def show_on_suggestion(suggestion: str) -> None:
	"""Write on the suggestion how its promises stand and which is due next; replaced ones do not count."""
	rows = frappe.get_all(
		"Reply Commitment",
		filters={"suggestion": suggestion, "successor": ("is", "not set")},
		fields=["state", "promised_date"],
	)
	states = {row.state for row in rows}
	shown = next((words for state, words in SHOWN.items() if state in states), "")
	dates = [row.promised_date for row in rows if row.state in rules.UNSETTLED]
	new = {"promise_state": shown, "next_promise_date": min(dates, default=None)}
	for name in merging.group_of(suggestion):  # what was merged into it shares its promises; rarely any
		old = frappe.db.get_value("Deputy Suggestion", name, list(new), as_dict=True)
		if (old.promise_state or "", old.next_promise_date) != tuple(new.values()):
			# Whoever has the form open reads it again before saving.
			frappe.db.set_value("Deputy Suggestion", name, new)
