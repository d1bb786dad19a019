"""Letters of a transfer: to the higher congress or the other organ, and to the signers what came of it."""

import frappe

from deputy_affairs.rules.places import own_organ

from .common import congress, iso, people_of, presidium_letter, suggestion_base

UP = "Higher Congress"


def transfer_letter(transfer, number: str, issued_on: str) -> dict:
	"""转报函 or 转办函; a deputy who asked for anonymity is not named."""
	suggestion = frappe.get_doc("Deputy Suggestion", transfer.suggestion)
	organ = congress(transfer.congress)
	names = [person["name"] for person in people_of(suggestion)]
	return {
		"congress": organ,
		"document": presidium_letter(organ, number, issued_on, receiver(transfer)),
		"suggestion": suggestion_base(suggestion),
		"transfer": {
			"verb": verb(transfer),
			"receiver_called": "贵" + own_organ(receiver(transfer)).removeprefix("我")
			if transfer.direction == UP
			else "贵单位",
			"signers": "" if suggestion.is_anonymous else "、".join(names),
			"part": transfer.part or "",
			"reason": transfer.reason,
			"situation": suggestion.situation or "",
			"demands": [{"no": row.idx, "text": row.demand} for row in suggestion.demands],
		},
	}


def transfer_result_notice(transfer, suggestion, addressee: str, number: str, issued_on: str) -> dict:
	"""转报（转办）结果告知函 for one signer (HN-S §19; CQ-S §22)."""
	organ = congress(transfer.congress)
	return {
		"congress": organ,
		"document": presidium_letter(organ, number, issued_on, addressee),
		"suggestion": {**suggestion_base(suggestion), "joint": len(suggestion.signers()) > 1},
		"transfer": {
			"verb": verb(transfer),
			"sent_on": iso(transfer.proposed_on or transfer.sent_on),
			"letter_number": transfer.letter_number or "",
			"receiver": receiver(transfer),
			"part": transfer.part or "",
			"outcome": transfer.outcome or "",
			"answer": transfer.linked_answer or "",
		},
	}


def verb(transfer) -> str:
	"""转报 goes up to a congress, 转办 to another organ."""
	return "转报" if transfer.direction == UP else "转办"


def receiver(transfer) -> str:
	"""Whom the letter is addressed to."""
	if transfer.direction == UP:
		return congress(transfer.to_congress)["presidium_name"]
	return transfer.to_organ
