"""Papers of the handling: assignment, reply, opinion of the deputy."""

import frappe

from deputy_affairs import clock
from deputy_affairs.deputy_affairs.doctype.suggestion_assignment.suggestion_assignment import assist_opinions
from deputy_affairs.deputy_affairs.doctype.suggestion_rating import by_link
from deputy_affairs.deputy_affairs.doctype.suggestion_reply import countersigning

from .common import (
	GRADE_WORDS,
	HIDDEN,
	ROLE_WORDS,
	congress,
	copies_to_government,
	iso,
	meeting_text,
	objections,
	suggestion_base,
)

CONTACT_WORDS = {
	"Visit": "走访",
	"Forum": "座谈",
	"Telephone": "电话",
	"Letter": "其他",
	"Not Contacted": "未联系",
}


def assignment_notice(assignments: list, number: str) -> dict:
	"""交办通知 with its list (no. 4 and 5) for the assignments of one unit, given on one day."""
	first = assignments[0]
	organ = congress(first.congress)
	items = []
	for no, row in enumerate(assignments, 1):
		suggestion = frappe.get_doc("Deputy Suggestion", row.suggestion)
		items.append(
			{
				"no": no,
				"number": row.registration_number,
				"title": row.suggestion_title,
				"lead": HIDDEN if suggestion.is_anonymous else suggestion.proposer_shown,
				"role_text": ROLE_WORDS[row.handling_role],
				"due_date": iso(row.due_date),
				"is_key": bool(row.is_key),
			}
		)
	return {
		"congress": organ,
		"document": {
			"number": number,
			"issued_on": iso(first.assigned_on),
			"copies": copies_to_government(organ),
		},
		"assignment": {
			"unit": frappe.db.get_value("Handling Unit", first.unit, "unit_name"),
			"role_text": ROLE_WORDS[first.handling_role],
			"meeting_text": meeting_text(frappe.get_doc("Deputy Suggestion", first.suggestion)),
			"assigned_on": iso(first.assigned_on),
			"due_date": min(item["due_date"] for item in items),
			"contact_by": iso(clock.due("first contact", first.congress, first.assigned_on).date),
			"return_by": iso(first.return_by),
			"requirements": "\n".join(dict.fromkeys(filter(None, (row.requirements for row in assignments)))),
			"item_count": len(items),
			"has_key": any(item["is_key"] for item in items),
			"items": items,
			"contact_person": organ["contact_person"],
			"contact_phone": organ["hotline"],
		},
	}


def reply_letter(reply, addressee: str, number: str, issued_on: str, own=None) -> dict:
	"""答复函, from the second round on 再次答复函 (no. 8 and 9), for one signer.

	`own` is the signer's suggestion where it was merged into the one that was handled.
	"""
	suggestion = own or frappe.get_doc("Deputy Suggestion", reply.suggestion)
	assignment = frappe.get_doc("Suggestion Assignment", reply.assignment)
	unit = frappe.get_doc("Handling Unit", reply.unit)
	organ = congress(reply.congress)
	issuer = unit.name_on_documents()
	copies = [organ["presidium_name"]]
	if organ["government_name"] and organ["government_name"] != issuer:
		copies.append(organ["government_name"])
	if suggestion.referring_body:
		copies.append(suggestion.referring_body)
	return {
		"congress": organ,
		"suggestion": suggestion_base(suggestion),
		"reply": {
			"number": number,
			"class_letter": reply.reply_class or "",
			"addressee": addressee,
			"issuer": issuer,
			"issued_on": issued_on,
			"opening": reply.opening or "",
			"body": reply.body or "",
			"answers": [
				{
					"no": row.idx,
					# Quoted in a heading, which ends without a stop.
					"demand": (row.demand or "").strip().rstrip("。；，;,."),
					"answer": row.answer or "",
					"promised_date": iso(row.promised_date),
					"responsible": row.responsible or "",
				}
				for row in reply.answers
			],
			"assist_opinions": _opinions(reply, assignment),
			"reviewed_by": reply.reviewed_by_name or "",
			"contact_person": reply.contact_person or "",
			"contact_phone": reply.contact_phone or "",
			"public_text": "（此件公开发布）" if reply.is_public == "Public" else "（此件不公开）",
			"copies": copies,
			"round": reply.round,
			"previous": _previous(reply, assignment) if reply.round > 1 else None,
			"return_by": iso(clock.due("rating return", reply.congress, issued_on).date),
		},
	}


def _opinions(reply, assignment) -> list[dict]:
	"""What the assisting units said, and that they have countersigned the reply (ZJ-S §18, CQ-S §20)."""
	signed = countersigning.confirmed_units(reply)
	return [
		{
			"unit": f"{row.unit_name}（已会签）" if row.name in signed else row.unit_name,
			"opinion": row.opinion or "同意本答复。",
		}
		for row in assist_opinions(assignment)
		if row.opinion or row.name in signed
	]


def _previous(reply, assignment) -> dict:
	"""The reply of the round before, and what the deputies objected to, as far as the unit may know it."""
	earlier = frappe.get_all(
		"Suggestion Reply",
		filters={"suggestion": reply.suggestion, "round": reply.round - 1, "workflow_state": "Issued"},
		fields=["name", "document_number", "issued_on", "reply_class", "unit"],
	)
	# The own unit's reply if it handled the round before, else whichever was given.
	earlier.sort(key=lambda row: row.unit != reply.unit)
	row = earlier[0]
	objection = objections(reply.suggestion, reply.round - 1)
	return {
		"number": row.document_number,
		"issued_on": iso(row.issued_on),
		"class_letter": row.reply_class,
		"objection": objection or assignment.requirements or "对办理结果不满意。",
	}


def opinion_form(rating) -> dict:
	"""征询意见表 (no. 10): empty to go out with the reply, filled once it has come back."""
	suggestion = frappe.get_doc("Deputy Suggestion", rating.suggestion)
	reply = frappe.get_doc("Suggestion Reply", rating.reply)
	returned = rating.status == "Returned"
	return {
		"congress": congress(rating.congress),
		"suggestion": suggestion_base(suggestion),
		"rating": {
			"deputy": rating.deputy_name,
			"phone": frappe.db.get_value("Deputy", rating.deputy, "phone") or "",
			"unit": frappe.get_doc("Handling Unit", rating.unit).name_on_documents(),
			"reply_number": reply.document_number,
			"reply_date": iso(reply.issued_on),
			"contact_mode": CONTACT_WORDS.get(rating.contact_mode, ""),
			"attitude": GRADE_WORDS.get(rating.attitude, ""),
			"result": GRADE_WORDS.get(rating.result, ""),
			"single": bool(rating.single_grade),
			"questions": [
				{"label": f"{words}\n的评价", "grade": GRADE_WORDS.get(rating.get(field), "")}
				for field, words in by_link.questions(rating).items()
			],
			"comment": rating.reasons or "",
			"rehandle": ("是" if rating.wants_rehandling else "否") if returned else "",
			"signed_on": iso(rating.received_on) if returned else "",
			"return_by": iso(rating.due_date),
		},
	}
