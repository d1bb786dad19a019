"""What the papers about promises and transfers are made of: ledger, receipts, letters to other organs."""

from deputy_affairs.paperwork import contexts
from deputy_affairs.paperwork.names import document_filename
from deputy_affairs.paperwork.papers import (
	Paper,
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
	name = document_filename(receipt.suggestion_title, "commitment_receipt", receipt.deputy_name)
	return [Paper(receipt.doctype, receipt.name, name, contexts.commitment_receipt(receipt))]


def _transfer_letter(documents: list) -> list[Paper]:
	transfer = documents[0]
	require_office()
	number = number_once(transfer, "letter_number")
	context = contexts.transfer_letter(transfer, number, contexts.today_iso())
	issue = presidium_issue(
		"transfer_letter", transfer, number, transfer.suggestion_title, context["document"]["addressee"]
	)
	name = document_filename(transfer.suggestion_title, "transfer_letter")
	return [Paper(transfer.doctype, transfer.name, name, context, issue)]


TOGETHER = {"commitment_ledger": lambda commitment: (commitment.congress,)}

PAPERS = {
	"commitment_ledger": _commitment_ledger,
	"commitment_receipt": _commitment_receipt,
	"transfer_letter": _transfer_letter,
}
