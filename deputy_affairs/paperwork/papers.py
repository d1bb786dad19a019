"""What each kind of paper is made of: which letters, for whom, under which number and file name."""

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import getdate

from deputy_affairs import settings
from deputy_affairs.deputy_affairs.doctype.suggestion_assignment.suggestion_assignment import LIVE_STATES
from deputy_affairs.numbering import next_serial
from deputy_affairs.paperwork import contexts
from deputy_affairs.paperwork.names import document_filename

PREVIEW_NUMBER = "（待编号）"


class PaperworkError(frappe.ValidationError):
	"""A paper cannot be made; the message says what is missing."""


@dataclass
class Paper:
	"""One paper to be made: the record it is attached to, its file name and the values it is filled with."""

	doctype: str
	name: str
	file_name: str
	context: dict


def presidium_number(congress: str) -> str:
	"""Give the next number of the presidium's letters, e.g. 云溪人主函〔2026〕12号."""
	code = frappe.db.get_value("Congress", congress, "presidium_code")
	if not code:
		frappe.throw(
			_("The congress has no document code of the presidium. Please enter it on {0} first.").format(
				congress
			),
			PaperworkError,
		)
	prefix = f"{code}〔{getdate().year}〕"
	return f"{prefix}{next_serial(f'{congress}:{prefix}')}号"


def require_office(doctype: str) -> None:
	"""Notices carry a number of the presidium; only who assigns may draw one."""
	frappe.has_permission("Suggestion Assignment", "create", throw=True)


def _suggestion_form(documents: list) -> list[Paper]:
	suggestion = documents[0]
	name = document_filename(suggestion.title, "suggestion_form")
	return [Paper(suggestion.doctype, suggestion.name, name, contexts.suggestion_form(suggestion))]


def _receipt_notice(documents: list) -> list[Paper]:
	"""One letter a signer; all carry the one number that the notice got first."""
	suggestion = documents[0]
	require_office(suggestion.doctype)
	if not suggestion.registration_number:
		frappe.throw(_("A notice is sent once the suggestion is registered."), PaperworkError)
	if not suggestion.receipt_number:
		suggestion.receipt_number = presidium_number(suggestion.congress)
		suggestion.db_set("receipt_number", suggestion.receipt_number, update_modified=False)
	people = [person["name"] for person in contexts.people_of(suggestion)]
	return [
		Paper(
			suggestion.doctype,
			suggestion.name,
			document_filename(suggestion.title, "receipt_notice", name if len(people) > 1 else ""),
			contexts.receipt_notice(suggestion, name, suggestion.receipt_number),
		)
		for name in people
	]


def _assignment_notice(documents: list) -> list[Paper]:
	"""One notice for all assignments of a unit; it is attached to the first of them."""
	require_office(documents[0].doctype)
	for document in documents:
		if document.workflow_state not in LIVE_STATES:
			frappe.throw(
				_("{0} was returned; there is nothing to notify.").format(document.suggestion_title),
				PaperworkError,
			)
	number = next((doc.notice_number for doc in documents if doc.notice_number), None)
	number = number or presidium_number(documents[0].congress)
	for document in documents:
		if not document.notice_number:
			document.notice_number = number
			document.db_set("notice_number", number, update_modified=False)
	first = documents[0]
	name = document_filename(first.suggestion_title, "assignment_notice")
	if len(documents) > 1:
		unit = frappe.db.get_value("Handling Unit", first.unit, "unit_name")
		name = document_filename(f"关于交{unit}办理{len(documents)}件代表建议", "")
	return [Paper(first.doctype, first.name, name, contexts.assignment_notice(documents, number))]


def _reply_letter(documents: list) -> list[Paper]:
	"""One letter a signer; before it is issued a preview without number, marked so in its name.

	Whoever may not know the signers of an anonymous suggestion gets one letter without a name; letters with
	the names are attached to the suggestion, which the unit cannot read, instead of the reply.
	"""
	reply = documents[0]
	suggestion = frappe.get_doc("Deputy Suggestion", reply.suggestion)
	issued = reply.workflow_state == "Issued"
	names = [person["name"] for person in contexts.people_of(suggestion)]
	if settings.value(reply.congress, "reply_to_signers") == "Lead Deputy Only":
		names = names[:1]
	owner = reply
	if suggestion.is_anonymous:
		if suggestion.has_permission("read"):
			owner = suggestion
		else:
			names = [contexts.NAMELESS]
	number = reply.document_number if issued else PREVIEW_NUMBER
	issued_on = contexts.iso(reply.issued_on) if issued else contexts.today_iso()
	papers = []
	for name in names:
		file_name = document_filename(
			reply.suggestion_title, "reply_letter", name if len(names) > 1 else "", round=reply.round
		)
		papers.append(
			Paper(
				owner.doctype,
				owner.name,
				file_name if issued else f"预览-{file_name}",
				contexts.reply_letter(reply, name, number, issued_on),
			)
		)
	return papers


def _opinion_form(documents: list) -> list[Paper]:
	rating = documents[0]
	name = document_filename(rating.suggestion_title, "opinion_form", rating.deputy_name)
	return [Paper(rating.doctype, rating.name, name, contexts.opinion_form(rating))]


def _notice_of(assignment) -> tuple:
	meeting = frappe.db.get_value("Deputy Suggestion", assignment.suggestion, "meeting")
	return (assignment.congress, assignment.unit, assignment.assigned_on, meeting)


# Kinds of which several records share one paper: what they must have in common.
TOGETHER = {"assignment_notice": _notice_of}

PAPERS = {
	"suggestion_form": _suggestion_form,
	"receipt_notice": _receipt_notice,
	"assignment_notice": _assignment_notice,
	"reply_letter": _reply_letter,
	"opinion_form": _opinion_form,
}
