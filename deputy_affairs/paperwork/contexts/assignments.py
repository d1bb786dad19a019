"""Papers about assignments: the list of them, a unit's letters about one, the notice of another round."""

import frappe

from .common import (
	HIDDEN,
	ROLE_WORDS,
	congress,
	copies_to_government,
	iso,
	meeting_text,
	number_text,
	objections,
	presidium_letter,
	suggestion_base,
	today_iso,
)

_ROLE_ORDER = list(ROLE_WORDS)
NO_OBJECTION = "对办理结果不满意。"


def assignment_list(assignments: list) -> dict:
	"""交办清单, of several units 分办表 (domain.md §4 no. 5). A deputy who asked for anonymity is not named."""
	organ = congress(assignments[0].congress)
	units = _by_name(
		"Handling Unit", "unit", assignments, "unit_name", "chief_name", "contact_person", "contact_phone"
	)
	suggestions = _by_name(
		"Deputy Suggestion", "suggestion", assignments, "is_anonymous", "proposer_shown", "meeting", "term"
	)
	ordered = sorted(
		assignments, key=lambda row: (row.registration_number or "", _ROLE_ORDER.index(row.handling_role))
	)
	raised_at = {(row.meeting, row.term) for row in suggestions.values()}
	first = frappe.get_doc("Deputy Suggestion", ordered[0].suggestion)
	where = meeting_text(first) if len(raised_at) == 1 else organ["short_name"]
	return {
		"congress": organ,
		"list": {
			"heading": f"{where}代表建议{'分办表' if len(units) > 1 else '交办清单'}",
			"printed_on": today_iso(),
			"row_count": len(ordered),
			"unit_count": len(units),
			"rows": [
				_list_row(no, row, units[row.unit], suggestions[row.suggestion])
				for no, row in enumerate(ordered, 1)
			],
		},
	}


def _list_row(no: int, row, unit, suggestion) -> dict:
	return {
		"no": no,
		"number": row.registration_number or "",
		"title": row.suggestion_title,
		"lead": HIDDEN if suggestion.is_anonymous else suggestion.proposer_shown,
		"unit": unit.unit_name,
		"role_text": ROLE_WORDS[row.handling_role],
		"leader": unit.chief_name or "",
		"clerk": unit.contact_person or "",
		"phone": unit.contact_phone or "",
		"due_date": iso(row.due_date),
	}


def _by_name(doctype: str, link: str, rows: list, *fields: str) -> dict:
	names = list({row.get(link) for row in rows})
	found = frappe.get_all(doctype, filters={"name": ("in", names)}, fields=["name", *fields])
	return {row.name: row for row in found}


def return_request(assignment, number: str, issued_on: str) -> dict:
	"""退回（调整）申请 of the unit (no. 6)."""
	return {
		"congress": congress(assignment.congress),
		"document": unit_letter(assignment.unit, number, issued_on),
		"suggestion": suggestion_base(frappe.get_doc("Deputy Suggestion", assignment.suggestion)),
		"assignment": {
			"role_text": ROLE_WORDS[assignment.handling_role],
			"assigned_on": iso(assignment.assigned_on),
			"reason": assignment.return_reason or "",
			"proposed_unit": unit_name(assignment.return_proposed_unit),
		},
	}


def assist_opinion(assignment, number: str, issued_on: str) -> dict:
	"""协办意见函 of the assisting unit to the one in the lead (no. 7)."""
	organ = congress(assignment.congress)
	suggestion = frappe.get_doc("Deputy Suggestion", assignment.suggestion)
	return {
		"congress": organ,
		"document": {
			**unit_letter(assignment.unit, number, issued_on),
			"addressee": unit_name(assignment.lead_unit),
			"copies": [organ["presidium_name"]],
		},
		"suggestion": suggestion_base(suggestion),
		"assignment": {"part": (assignment.part or "").rstrip("。"), "opinion": assignment.opinion or ""},
	}


def unit_letter(name: str, number: str, issued_on: str) -> dict:
	"""The head and foot of a letter that a unit sends."""
	unit = frappe.get_doc("Handling Unit", name)
	return {
		"issuer": unit.name_on_documents(),
		"number": number,
		"issued_on": issued_on,
		"chief": unit.chief_name or "",
		"contact_person": unit.contact_person or "",
		"contact_phone": unit.contact_phone or "",
	}


def unit_name(unit: str | None) -> str:
	"""A unit as papers name it, nothing for none."""
	return (frappe.db.get_value("Handling Unit", unit, "unit_name") or "") if unit else ""


def rehandling_notice(assignment, number: str, issued_on: str) -> dict:
	"""重新办理通知 (no. 15); of what the deputies said only what the unit may read."""
	organ = congress(assignment.congress)
	suggestion = frappe.get_doc("Deputy Suggestion", assignment.suggestion)
	said = objections(assignment.suggestion, assignment.round - 1)
	return {
		"congress": organ,
		"document": presidium_letter(
			organ,
			number,
			issued_on,
			unit_name(assignment.unit),
			copies=copies_to_government(organ),
		),
		"suggestion": {**suggestion_base(suggestion), "number_text": number_text(suggestion)},
		"previous": {
			**_earlier_reply(assignment),
			"objection": said or assignment.requirements or NO_OBJECTION,
		},
		"assignment": {
			"round": assignment.round,
			"role_text": ROLE_WORDS[assignment.handling_role],
			"due_date": iso(assignment.due_date),
			"requirements": (assignment.requirements or "") if said else "",
		},
	}


def _earlier_reply(assignment) -> dict:
	"""The reply of the round before: the unit's own if it gave one, else the first given."""
	rows = frappe.get_all(
		"Suggestion Reply",
		filters={
			"suggestion": assignment.suggestion,
			"round": assignment.round - 1,
			"workflow_state": "Issued",
		},
		fields=["unit", "document_number", "issued_on", "reply_class"],
		order_by="issued_on asc, creation asc",
	)
	row = min(rows, key=lambda row: row.unit != assignment.unit)
	return {
		"issuer": "你单位"
		if row.unit == assignment.unit
		else frappe.get_doc("Handling Unit", row.unit).name_on_documents(),
		"number": row.document_number,
		"issued_on": iso(row.issued_on),
		"class_letter": row.reply_class,
	}
