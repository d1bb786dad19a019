"""Papers of a suggestion: the form it is written on and what its signers are told."""

import frappe

from .common import congress, full_name, iso, people_of, suggestion_base, units_of


def suggestion_form(suggestion) -> dict:
	"""代表建议表 (domain.md §4 no. 1)."""
	people = people_of(suggestion)
	return {
		"congress": congress(suggestion.congress),
		"suggestion": {
			**suggestion_base(suggestion),
			"category": suggestion.category or "",
			"submitted_on": iso(suggestion.submitted_on or suggestion.creation),
			"situation": suggestion.situation or "",
			"cause": suggestion.cause or "",
			"demands": [{"no": row.idx, "text": row.demand} for row in suggestion.demands],
			"lead": people[0],
			"cosigners": people[1:],
			"proposed_unit": frappe.db.get_value("Handling Unit", suggestion.proposed_unit, "unit_name") or ""
			if suggestion.proposed_unit
			else "",
			"publish": suggestion.publish_wish != "No",
			"publish_reason": suggestion.publish_reason or "",
			"wants_visit": bool(suggestion.wants_visit),
			"review_opinion": suggestion.review_opinion or "",
			"reviewer": full_name(suggestion.reviewed_by),
			"reviewed_on": iso(suggestion.reviewed_on),
			"units": units_of(suggestion),
		},
	}


def receipt_notice(suggestion, addressee: str, number: str) -> dict:
	"""受理告知单 for one signer (no. 3)."""
	organ = congress(suggestion.congress)
	return {
		"congress": organ,
		"document": {
			"number": number,
			"issued_on": iso(suggestion.assigned_on or suggestion.registered_on),
			"addressee": addressee,
			"contact_person": organ["contact_person"],
			"contact_phone": organ["hotline"],
		},
		"suggestion": {
			**suggestion_base(suggestion),
			"submitted_on": iso(suggestion.submitted_on),
			"joint": bool(suggestion.cosigners),
			"units": units_of(suggestion),
			"assigned_on": iso(suggestion.assigned_on),
			"due_date": iso(suggestion.due_date),
		},
	}
