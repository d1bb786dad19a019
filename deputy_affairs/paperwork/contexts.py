"""Records of the site as the plain data that the stock forms are filled with.

Each builder returns the context of one paper with the shape of the form's SAMPLE. Words that stand on paper
are Chinese whatever the language of the user who prints: official documents of a Chinese congress are.
"""

import re

import frappe
from frappe.utils import getdate, today

from deputy_affairs import clock
from deputy_affairs.deputy_affairs.doctype.suggestion_assignment.suggestion_assignment import assist_opinions
from deputy_affairs.permissions import matches, rule_for
from deputy_affairs.rules.numbering import chinese_number

ROLE_WORDS = {"Lead": "主办", "Assist": "协办", "Separate": "分办"}
GRADE_WORDS = {"Satisfied": "满意", "Basically Satisfied": "基本满意", "Dissatisfied": "不满意"}
CONTACT_WORDS = {
	"Visit": "走访",
	"Forum": "座谈",
	"Telephone": "电话",
	"Letter": "其他",
	"Not Contacted": "未联系",
}
NAMELESS = "有关"
HIDDEN = "（代表要求不公开）"
_SERIAL = re.compile(r"(\d+)\D*$")


def iso(value) -> str:
	"""A date as YYYY-MM-DD, nothing as an empty text."""
	return getdate(value).isoformat() if value else ""


def congress(name: str) -> dict:
	"""The congress as papers name it."""
	row = frappe.get_cached_doc("Congress", name)
	return {
		"name": row.congress_name,
		"short_name": row.short_name,
		"presidium_name": row.presidium_name or f"{row.congress_name}主席团",
		"government_name": row.government_name or "",
		"hotline": row.hotline or "",
		"address": row.address or "",
		"contact_person": row.contact_person or "",
	}


def meeting_text(suggestion) -> str:
	"""镇第十九届人民代表大会第三次会议, or the same term's 闭会期间."""
	short = frappe.db.get_value("Congress", suggestion.congress, "short_name").removesuffix("人大")
	level = short[-1:] if short[-1:] in "镇乡县市区" else ""
	if suggestion.meeting:
		return level + frappe.db.get_value("Congress Meeting", suggestion.meeting, "title")
	number = frappe.db.get_value("Congress Term", suggestion.term, "term_number")
	return f"{level}第{chinese_number(number)}届人民代表大会闭会期间"


def number_text(suggestion) -> str:
	"""第12号, without padding as replies cite it (U06); between meetings with the year."""
	found = _SERIAL.search(suggestion.registration_number or "")
	if not found:
		return ""
	serial = f"第{int(found.group(1))}号"
	return serial if suggestion.meeting else f"{getdate(suggestion.registered_on).year}年{serial}"


def people_of(suggestion) -> list[dict]:
	"""Signers with what the form prints, the lead deputy first."""
	rows = {
		row.name: row
		for row in frappe.get_all(
			"Deputy",
			filters={"name": ("in", suggestion.signers())},
			fields=[
				"name",
				"deputy_name",
				"card_number",
				"phone",
				"workplace",
				"post",
				"home_address",
				"constituency.constituency_name",
				"deputy_group.group_name",
			],
		)
	}
	people = []
	for name in suggestion.signers():
		row = rows[name]
		people.append(
			{
				"name": row.deputy_name,
				"card_number": row.card_number or "",
				"constituency": row.constituency_name or "",
				"group": row.group_name or "",
				"workplace": "".join(filter(None, [row.workplace, row.post])),
				"address": row.home_address or "",
				"phone": row.phone or "",
			}
		)
	return people


def suggestion_base(suggestion) -> dict:
	return {
		"number": suggestion.registration_number or "",
		"number_text": number_text(suggestion),
		"meeting_text": meeting_text(suggestion),
		"title": suggestion.title,
	}


def _units_of(suggestion) -> list[dict]:
	rows = frappe.get_all(
		"Suggestion Assignment",
		filters={
			"suggestion": suggestion.name,
			"round": suggestion.current_round or 1,
			"workflow_state": ("!=", "Returned"),
		},
		fields=["unit.unit_name", "handling_role"],
		order_by="`tabSuggestion Assignment`.creation asc",
	)
	return [{"name": row.unit_name, "role_text": ROLE_WORDS[row.handling_role]} for row in rows]


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
			"reviewer": _full_name(suggestion.reviewed_by),
			"reviewed_on": iso(suggestion.reviewed_on),
			"units": _units_of(suggestion),
		},
	}


def _full_name(user: str | None) -> str:
	return (frappe.db.get_value("User", user, "full_name") or "") if user else ""


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
			"units": _units_of(suggestion),
			"assigned_on": iso(suggestion.assigned_on),
			"due_date": iso(suggestion.due_date),
		},
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
				"lead": HIDDEN if suggestion.is_anonymous else suggestion.lead_deputy_name,
				"role_text": ROLE_WORDS[row.handling_role],
				"due_date": iso(row.due_date),
			}
		)
	return {
		"congress": organ,
		"document": {
			"number": number,
			"issued_on": iso(first.assigned_on),
			"copies": [organ["government_name"]] if organ["government_name"] else [],
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
			"items": items,
			"contact_person": organ["contact_person"],
			"contact_phone": organ["hotline"],
		},
	}


def reply_letter(reply, addressee: str, number: str, issued_on: str) -> dict:
	"""答复函, from the second round on 再次答复函 (no. 8 and 9), for one signer."""
	suggestion = frappe.get_doc("Deputy Suggestion", reply.suggestion)
	assignment = frappe.get_doc("Suggestion Assignment", reply.assignment)
	unit = frappe.get_doc("Handling Unit", reply.unit)
	organ = congress(reply.congress)
	issuer = unit.name_on_documents()
	copies = [organ["presidium_name"]]
	if organ["government_name"] and organ["government_name"] != issuer:
		copies.append(organ["government_name"])
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
					"demand": row.demand,
					"answer": row.answer or "",
					"promised_date": iso(row.promised_date),
					"responsible": row.responsible or "",
				}
				for row in reply.answers
			],
			"assist_opinions": [
				{"unit": row.unit_name, "opinion": row.opinion}
				for row in assist_opinions(assignment)
				if row.opinion
			],
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


def _previous(reply, assignment) -> dict:
	"""The reply of the round before, and what the deputy objected to, as far as the reader may know it."""
	earlier = frappe.get_all(
		"Suggestion Reply",
		filters={"suggestion": reply.suggestion, "round": reply.round - 1, "workflow_state": "Issued"},
		fields=["name", "document_number", "issued_on", "reply_class", "unit"],
	)
	# The own unit's reply if it handled the round before, else whichever was given.
	earlier.sort(key=lambda row: row.unit != reply.unit)
	row = earlier[0]
	rule = rule_for("Suggestion Rating")
	reasons = [
		rating.reasons
		for rating in frappe.get_all(
			"Suggestion Rating",
			filters={"suggestion": reply.suggestion, "round": reply.round - 1},
			fields=["*"],
		)
		if rating.reasons and matches(rule, rating)
	]
	objection = "；".join(reason.rstrip("。；") for reason in reasons)
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
			"comment": rating.reasons or "",
			"rehandle": ("是" if rating.wants_rehandling else "否") if returned else "",
			"signed_on": iso(rating.received_on) if returned else "",
			"return_by": iso(rating.due_date),
		},
	}


def today_iso() -> str:
	"""Today, for a preview that is not issued yet."""
	return iso(today())
