"""Register the promises of replies that were issued before the ledger of promises was kept."""

import frappe

from deputy_affairs.deputy_affairs.doctype.reply_commitment import making
from deputy_affairs.setup import workflows


def execute() -> None:
	"""One promise for each answer with a promised date; what is past its date falls overdue with the next day."""
	workflows.create()
	answer, reply = frappe.qb.DocType("Suggestion Reply Answer"), frappe.qb.DocType("Suggestion Reply")
	query = (
		frappe.qb.from_(answer)
		.join(reply)
		.on((reply.name == answer.parent) & (answer.parenttype == "Suggestion Reply"))
		.select(reply.name)
		.distinct()
		.where((reply.workflow_state == "Issued") & answer.promised_date.isnotnull())
		.orderby(reply.name)
	)
	for (name,) in query.run():
		making.make_for_reply(frappe.get_doc("Suggestion Reply", name))
