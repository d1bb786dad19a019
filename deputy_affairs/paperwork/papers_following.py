"""What the papers about promises and transfers are made of: ledger, receipts, letters to other organs."""

import frappe
from frappe import _

from deputy_affairs.deputy_affairs.doctype.commitment_receipt import sending
from deputy_affairs.paperwork import contexts
from deputy_affairs.paperwork.names import document_filename
from deputy_affairs.paperwork.papers import (
	PREVIEW_NUMBER,
	Paper,
	PaperworkError,
	number_once,
	presidium_issue,
	require_office,
)


def _commitment_ledger(documents: list) -> list[Paper]:
	"""One table of all promises chosen. It may show what deputies said, so it is its maker's own file."""
	first = documents[0]
	context = contexts.commitment_ledger(documents)
	name = document_filename(context["ledger"]["heading"], "")
	return [Paper(first.doctype, first.name, name, context, makers_own=True)]


def _commitment_receipt(documents: list) -> list[Paper]:
	receipt = documents[0]
	sending.note_printed(receipt)
	name = document_filename(receipt.suggestion_title, "commitment_receipt", receipt.deputy_name)
	return [Paper(receipt.doctype, receipt.name, name, contexts.commitment_receipt(receipt))]


class NoTransferError(PaperworkError):
	"""The transfer is not sent yet, was taken back, or nothing has come of it."""


def _transfer_letter(documents: list) -> list[Paper]:
	"""The letter that goes out; of a draft, which may still change, a preview without number."""
	transfer = documents[0]
	require_office()
	if transfer.status == "Draft":
		context = contexts.transfer_letter(transfer, PREVIEW_NUMBER, contexts.today_iso())
		name = document_filename(transfer.suggestion_title, "transfer_letter")
		return [Paper(transfer.doctype, transfer.name, f"预览-{name}", context)]
	if transfer.status == "Taken Back" and not transfer.letter_number:
		frappe.throw(_("The transfer was taken back; there is nothing to send."), NoTransferError)
	number = number_once(transfer, "letter_number")
	context = contexts.transfer_letter(transfer, number, contexts.today_iso())
	issue = presidium_issue(
		"transfer_letter", transfer, number, transfer.suggestion_title, context["document"]["addressee"]
	)
	name = document_filename(transfer.suggestion_title, "transfer_letter")
	return [Paper(transfer.doctype, transfer.name, name, context, issue)]


def _transfer_result_notice(documents: list) -> list[Paper]:
	"""One letter a signer, under one number; of an anonymous suggestion they are kept with it, since the staff of
	the other congress read the transfer.
	"""
	transfer = documents[0]
	require_office()
	if transfer.status not in ("Concluded", "Deputy Told"):
		frappe.throw(_("The letter is made once the outcome is known."), NoTransferError)
	suggestion = frappe.get_doc("Deputy Suggestion", transfer.suggestion)
	owner = suggestion if suggestion.is_anonymous else transfer
	number = number_once(transfer, "told_number")
	people = contexts.addressees(suggestion)
	return [
		Paper(
			owner.doctype,
			owner.name,
			document_filename(
				transfer.suggestion_title, "transfer_result_notice", name if len(people) > 1 else ""
			),
			contexts.transfer_result_notice(transfer, suggestion, name, number, contexts.today_iso()),
			presidium_issue(
				"transfer_result_notice",
				transfer,
				number,
				transfer.suggestion_title,
				f"{name}代表",
				copy_number=copy,
			),
		)
		for copy, name in enumerate(people, 1)
	]


TOGETHER = {"commitment_ledger": lambda commitment: (commitment.congress,)}

PAPERS = {
	"commitment_ledger": _commitment_ledger,
	"commitment_receipt": _commitment_receipt,
	"transfer_letter": _transfer_letter,
	"transfer_result_notice": _transfer_result_notice,
}
