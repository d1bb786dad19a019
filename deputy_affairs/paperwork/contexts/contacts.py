"""Papers about a unit's contacts with the deputies. Units read them, so no anonymous deputy is named there."""

import frappe

from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.merging import merged_suggestions

from .common import HIDDEN, ROLE_WORDS, congress, iso, people_of, suggestion_base

STAGE_WORDS = {"Before Handling": "办理前", "During Handling": "办理中", "After Handling": "办理后"}
MODE_WORDS = {
	"Visit": "走访",
	"Forum": "座谈",
	"Joint Inspection": "共同查看",
	"Telephone": "电话",
	"Online": "网络",
	"Letter": "书面",
}


def face_to_face_record(contact) -> dict:
	"""当面答复记录 of one contact (domain.md §4 no. 11)."""
	assignment, suggestion = _assignment_of(contact)
	return {
		"congress": congress(contact.congress),
		"suggestion": suggestion_base(suggestion),
		"contact": {
			**_about(assignment, suggestion),
			**_row(contact),
		},
	}


def contact_register(contact) -> dict:
	"""办理联系（面商）登记表: all contacts of the assignment that this one belongs to (no. 12)."""
	assignment, suggestion = _assignment_of(contact)
	rows = frappe.get_all(
		"Handling Contact",
		filters={"assignment": contact.assignment},
		fields=[
			"contact_date",
			"stage",
			"mode",
			"place",
			"unit_people",
			"content",
			"deputy_opinion",
			"attachment",
		],
		order_by="contact_date asc, creation asc",
	)
	return {
		"congress": congress(contact.congress),
		"suggestion": suggestion_base(suggestion),
		"register": {
			**_about(assignment, suggestion),
			"rows": [
				{"no": no, **_row(row), "attached": bool(row.attachment)} for no, row in enumerate(rows, 1)
			],
		},
	}


def _assignment_of(contact) -> tuple:
	assignment = frappe.get_doc("Suggestion Assignment", contact.assignment)
	return assignment, frappe.get_doc("Deputy Suggestion", assignment.suggestion)


def _about(assignment, suggestion) -> dict:
	return {
		"unit": frappe.db.get_value("Handling Unit", assignment.unit, "unit_name"),
		"role_text": ROLE_WORDS[assignment.handling_role],
		"deputies": _deputies(suggestion),
	}


def _deputies(suggestion) -> str:
	"""Who proposed it, those of merged suggestions too; of an anonymous one only that somebody did."""
	shown = {}
	for own in (suggestion, *merged_suggestions(suggestion.name)):
		names = [HIDDEN] if own.is_anonymous else [person["name"] for person in people_of(own)]
		shown.update(dict.fromkeys(names))
	return "、".join(shown)


def _row(contact) -> dict:
	return {
		"date": iso(contact.contact_date),
		"stage": STAGE_WORDS[contact.stage],
		"mode": MODE_WORDS[contact.mode],
		"place": contact.place or "",
		"unit_people": contact.unit_people,
		"content": contact.content,
		"deputy_opinion": contact.deputy_opinion or "",
	}
