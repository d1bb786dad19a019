"""The letter with which a suggestion goes to a higher congress or to another organ."""

import frappe

from .common import congress, people_of, presidium_letter, suggestion_base


def transfer_letter(transfer, number: str, issued_on: str) -> dict:
	"""转报函 or 转办函; a deputy who asked for anonymity is not named."""
	suggestion = frappe.get_doc("Deputy Suggestion", transfer.suggestion)
	organ = congress(transfer.congress)
	up = transfer.direction == "Higher Congress"
	addressee = congress(transfer.to_congress)["presidium_name"] if up else transfer.to_organ
	names = [person["name"] for person in people_of(suggestion)]
	return {
		"congress": organ,
		"document": presidium_letter(organ, number, issued_on, addressee),
		"suggestion": suggestion_base(suggestion),
		"transfer": {
			"verb": "转报" if up else "转办",
			"signers": "" if suggestion.is_anonymous else "、".join(names),
			"part": transfer.part or "",
			"reason": transfer.reason,
			"situation": suggestion.situation or "",
			"demands": [{"no": row.idx, "text": row.demand} for row in suggestion.demands],
		},
	}
