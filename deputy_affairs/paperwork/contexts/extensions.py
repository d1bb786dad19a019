"""Papers about more time for a reply: the unit's request, the decision, the notice to each signer (no. 13)."""

import frappe

from .assignments import unit_letter, unit_name
from .common import ROLE_WORDS, congress, copies_to_government, iso, presidium_letter, suggestion_base


def extension_request(extension, number: str, issued_on: str) -> dict:
	"""延期办理申请 of the unit."""
	assignment = frappe.get_doc("Suggestion Assignment", extension.assignment)
	return {
		"congress": congress(extension.congress),
		"document": unit_letter(extension.unit, number, issued_on),
		"suggestion": _suggestion(extension),
		"assignment": {
			"role_text": ROLE_WORDS[assignment.handling_role],
			"assigned_on": iso(assignment.assigned_on),
		},
		"extension": {
			"due_before": iso(extension.due_before),
			"extend_to": iso(extension.extend_to),
			"reason": extension.reason or "",
			"measures": extension.measures or "",
		},
	}


def extension_decision(extension, number: str, issued_on: str) -> dict:
	"""延期办理批复 of the presidium to the unit."""
	organ = congress(extension.congress)
	return {
		"congress": organ,
		"document": presidium_letter(
			organ,
			number,
			issued_on,
			unit_name(extension.unit),
			copies=copies_to_government(organ),
		),
		"suggestion": _suggestion(extension),
		"extension": {
			"asked_on": iso(extension.asked_on),
			"request_number": extension.request_number or "",
			"due_before": iso(extension.due_before),
			"granted_to": iso(extension.granted_to),
			"opinion": extension.decision or "",
		},
	}


def extension_notice(extension, addressee: str, number: str, issued_on: str, own=None) -> dict:
	"""延期办理告知函 of the presidium to one signer (QD-S §25); `own` is that signer's suggestion if merged."""
	organ = congress(extension.congress)
	suggestion = own or frappe.get_doc("Deputy Suggestion", extension.suggestion)
	return {
		"congress": organ,
		"document": presidium_letter(organ, number, issued_on, addressee),
		"suggestion": {**suggestion_base(suggestion), "joint": len(suggestion.signers()) > 1},
		"extension": {
			"unit": unit_name(extension.unit),
			"due_before": iso(extension.due_before),
			"granted_to": iso(extension.granted_to),
			# one sentence in the letter, whatever lines the unit wrote
			"reason": " ".join((extension.reason or "").split()),
		},
	}


def _suggestion(extension) -> dict:
	return suggestion_base(frappe.get_doc("Deputy Suggestion", extension.suggestion))
