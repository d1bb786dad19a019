"""Rating by a one-time link: what its page shows and how the answer is recorded."""

import frappe
from frappe import _

from deputy_affairs.rules.stages import DISSATISFIED, GRADES

MODES = ("Visit", "Forum", "Telephone", "Letter", "Not Contacted")
QUESTIONS = {"attitude": "对办理态度", "result": "对办理结果"}
ONE_QUESTION = {"result": "对办理情况"}
FIELDS = ("attitude", "result", "reasons", "contact_mode")


class GradesMissingError(frappe.ValidationError):
	"""The page asks for both grades, or for the one."""


def questions(rating) -> dict[str, str]:
	"""What the deputy is asked to grade: {field: words}."""
	return ONE_QUESTION if rating.single_grade else QUESTIONS


def is_open(rating, link) -> bool:
	"""A form that came back another way, or whose round is over, is no longer filled in by link."""
	return rating.status != "Returned" and not rating.is_final()


def describe(rating, link) -> dict:
	"""The reply, demand by demand, and the questions of the opinion form."""
	reply = frappe.get_doc("Suggestion Reply", rating.reply)
	unit = frappe.db.get_value("Handling Unit", rating.unit, "unit_name")
	meaning = frappe.db.get_value("Reply Class", reply.reply_class, "meaning")
	return {
		"heading": rating.suggestion_title,
		"deputy_name": rating.deputy_name,
		"registration_number": rating.registration_number,
		"unit": unit,
		"document_number": reply.document_number,
		"issued_on": reply.issued_on,
		"reply_class": reply.reply_class,
		"meaning": meaning,
		"round": rating.round,
		"opening": reply.opening,
		"body": reply.body,
		"answers": [
			{
				"demand": row.demand,
				"outcome": _(row.outcome, context="Suggestion Reply Answer") if row.outcome else "",
				"answer": row.answer,
				"promised_date": row.promised_date,
				"responsible": row.responsible,
			}
			for row in reply.answers
		],
		"contact_person": reply.contact_person,
		"contact_phone": reply.contact_phone,
		"due_date": rating.due_date,
		"questions": list(questions(rating).items()),
		"grades": [(grade, _say(grade)) for grade in GRADES],
		"modes": [(mode, _say(mode)) for mode in MODES],
		"dissatisfied": DISSATISFIED,
	}


def submit(rating, link, values: dict) -> list[tuple[str, str]]:
	"""Record the grades; only the fields of the form are taken from what came in."""
	for fieldname in FIELDS:
		rating.set(fieldname, values.get(fieldname) or "")
	rating.spread_single_grade()
	if not (rating.attitude and rating.result):
		missing = _("Please choose the grade.")
		if not rating.single_grade:
			missing = _("Please enter both the attitude and the result of handling.")
		frappe.throw(missing, GradesMissingError)
	dissatisfied = DISSATISFIED in (rating.attitude, rating.result)
	rating.wants_rehandling = int(dissatisfied and values.get("wants_rehandling") == "1")
	rating.returned_by = "Link"
	rating.flags.by_system = rating.flags.by_link = True
	rating.save(ignore_permissions=True)  # the token is the permission
	recorded = [
		("建议", rating.suggestion_title),
		*((words.removeprefix("对"), _say(rating.get(field))) for field, words in questions(rating).items()),
	]
	if rating.reasons:
		recorded.append(("具体意见", rating.reasons))
	if dissatisfied:
		recorded.append(("是否要求重新办理", "要求重新办理" if rating.wants_rehandling else "不要求"))
	if rating.contact_mode:
		recorded.append(("承办单位联系方式", _say(rating.contact_mode)))
	return recorded


def _say(word: str) -> str:
	return _(word, context="Suggestion Rating")
