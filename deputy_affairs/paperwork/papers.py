"""What each kind of paper is made of: which letters, for whom, under which number and file name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import frappe
from frappe import _
from frappe.utils import today

from deputy_affairs import document_numbers, issued_documents, one_time_links, settings
from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.clocks import acknowledge
from deputy_affairs.deputy_affairs.doctype.suggestion_assignment.suggestion_assignment import LIVE_STATES
from deputy_affairs.issued_documents import Issue
from deputy_affairs.paperwork import catalogue, contexts, stamp
from deputy_affairs.paperwork.names import document_filename

PREVIEW_NUMBER = "（待编号）"


class PaperworkError(frappe.ValidationError):
	"""A paper cannot be made; the message says what is missing."""


@dataclass
class Paper:
	"""One paper to be made: the record it is attached to, its file name and the values it is filled with.

	With `issue` it goes out under its number: it is made once, registered, and only read afterwards. What is the
	`makers_own` is not attached, because more people read the record than may read the paper. `finish` puts on the
	finished form what no template holds, such as the code of the one-time link.
	"""

	doctype: str
	name: str
	file_name: str
	context: dict
	issue: Issue | None = None
	makers_own: bool = False
	finish: Callable[[bytes], bytes] | None = None


def presidium_number(congress: str, record=None) -> str:
	"""Give the next number of the presidium's letters, e.g. 云溪人主函〔2026〕12号."""
	if frappe.flags.paper_preview:
		return PREVIEW_NUMBER
	organ = frappe.get_cached_doc("Congress", congress)
	missing = [
		_(organ.meta.get_label(fieldname), context="Congress")
		for fieldname in ("presidium_code", "contact_person", "hotline")
		if not organ.get(fieldname)
	]
	if missing:
		frappe.throw(
			_("Letters of the presidium need these on {0} first: {1}.").format(congress, "、".join(missing)),
			PaperworkError,
		)
	code = organ.presidium_code
	return document_numbers.next_number(congress, code, today(), record)


def presidium_issue(kind: str, document, number: str, subject: str, addressee: str, **more) -> Issue:
	"""What the register says of a paper of the presidium that goes out today."""
	return Issue(
		kind=kind,
		title=catalogue.form(kind).TITLE,
		number=number,
		congress=document.congress,
		organ=contexts.congress(document.congress)["presidium_name"],
		issued_on=today(),
		subject=subject,
		addressee=addressee,
		**more,
	)


def number_in_force(document, fieldname: str) -> str | None:
	"""The number a record has, locked so that nobody gives another one meanwhile; None for a void one."""
	number = frappe.db.get_value(document.doctype, document.name, fieldname, for_update=True)
	return None if number and issued_documents.is_void(document.congress, number) else number


def number_once(document, fieldname: str) -> str:
	"""The presidium's number of a record's letter: the one in force, or the next one, which the record keeps."""
	number = number_in_force(document, fieldname)
	if not number:
		number = presidium_number(document.congress, document)
		document.db_set(fieldname, number, update_modified=False)
	return number


def require_office() -> None:
	"""Notices carry a number of the presidium; only who assigns may draw one."""
	frappe.has_permission("Suggestion Assignment", "create", throw=True)


def _suggestion_form(documents: list) -> list[Paper]:
	suggestion = documents[0]
	name = document_filename(suggestion.title, "suggestion_form")
	return [Paper(suggestion.doctype, suggestion.name, name, contexts.suggestion_form(suggestion))]


def _receipt_notice(documents: list) -> list[Paper]:
	"""One letter a signer; all carry the one number that the notice got first.

	Who handles it is told in another notice if the first one went out before (QD-S §17): `assign` frees the number.
	"""
	suggestion = documents[0]
	require_office()
	if not suggestion.registration_number:
		frappe.throw(_("A notice is sent once the suggestion is registered."), PaperworkError)
	number = number_once(suggestion, "receipt_number")
	earlier = issued_documents.earlier_number("receipt_notice", suggestion, number)
	acknowledge(suggestion)
	people = contexts.addressees(suggestion)
	return [
		Paper(
			suggestion.doctype,
			suggestion.name,
			document_filename(suggestion.title, "receipt_notice", name if len(people) > 1 else ""),
			contexts.receipt_notice(suggestion, name, number, earlier),
			presidium_issue(
				"receipt_notice", suggestion, number, suggestion.title, f"{name}代表", copy_number=copy
			),
		)
		for copy, name in enumerate(people, 1)
	]


def _assignment_notice(documents: list) -> list[Paper]:
	"""One notice for all assignments of a unit; it is attached to the first of them.

	What has gone out in a notice before stays in that one.
	"""
	require_office()
	numbered: dict[str | None, list] = {}
	for document in documents:
		if document.round > 1:
			frappe.throw(_("A further round is handed out with the re-handling notice."), PaperworkError)
		if document.workflow_state not in LIVE_STATES:
			frappe.throw(
				_("{0} was returned; there is nothing to notify.").format(document.suggestion_title),
				PaperworkError,
			)
		numbered.setdefault(number_in_force(document, "notice_number"), []).append(document)
	return [_one_notice(number, documents) for number, documents in numbered.items()]


def _one_notice(number: str | None, documents: list) -> Paper:
	if number:
		names = frappe.get_all(
			"Suggestion Assignment",
			filters={"congress": documents[0].congress, "notice_number": number},
			pluck="name",
			order_by="name asc",
		)
		# as many as a notice has lines
		documents = [frappe.get_doc("Suggestion Assignment", name) for name in names]
	else:
		number = presidium_number(documents[0].congress, documents[0])
		for document in documents:
			document.db_set("notice_number", number, update_modified=False)
	first = documents[0]
	unit = frappe.db.get_value("Handling Unit", first.unit, "unit_name")
	name = document_filename(first.suggestion_title, "assignment_notice")
	subject = first.suggestion_title
	if len(documents) > 1:
		subject = f"关于交{unit}办理{len(documents)}件代表建议"
		name = document_filename(subject, "")
	issue = presidium_issue(
		"assignment_notice", first, number, subject, unit, round=first.round, unit=first.unit
	)
	return Paper(first.doctype, first.name, name, contexts.assignment_notice(documents, number), issue)


def _reply_letter(documents: list) -> list[Paper]:
	"""One letter a signer; before it is issued a preview without number, marked so in its name.

	Whoever may not know the signers of an anonymous suggestion gets one letter without a name; letters with
	the names are attached to the suggestion, which the unit cannot read, instead of the reply.
	"""
	return _letters(documents[0], lambda own: not own.is_anonymous or own.has_permission("read"))


def letters_to_issue(reply) -> list[Paper]:
	"""All letters of a reply that is being issued: one a signer, and the unit's copy where it knows no names."""
	main = frappe.get_doc("Deputy Suggestion", reply.suggestion)
	nameless = [_letter(reply, main, 0, contexts.NAMELESS, False)] if main.is_anonymous else []
	return _letters(reply, lambda own: True) + nameless


def _letters(reply, may_know) -> list[Paper]:
	"""The letters with the names of the signers whom the reader may know, else the one without.

	Signers of suggestions merged into this one get theirs with the number and title of their own (ZJ-S §18).
	"""
	main = frappe.get_doc("Deputy Suggestion", reply.suggestion)
	copies = _copies(reply, main)
	known = [row for row in copies if may_know(row[1])]
	if main.is_anonymous and not may_know(main):
		known.append((0, main, contexts.NAMELESS))
	return [_letter(reply, own, copy, name, bool(copy) and len(copies) > 1) for copy, own, name in known]


def who_gets_a_letter(reply, main) -> list:
	"""The proposers a copy of the reply is made for: all, or the lead deputies who pass it on (QD-S §28)."""
	proposers = main.all_proposers()
	if settings.value(reply.congress, "reply_to_signers") == "Lead Deputy Only":
		return [row for row in proposers if row.deputy == row.suggestion.lead_deputy]
	return proposers


def _copies(reply, main) -> list[tuple]:
	"""Number, own suggestion and name of each copy; what went out is what there is, whatever is set by now."""
	proposers = who_gets_a_letter(reply, main)
	copies = [(copy, own, contexts.addressee(own, deputy)) for copy, (own, deputy) in enumerate(proposers, 1)]
	if reply.workflow_state != "Issued":
		return copies
	rows = issued_documents.registered_copies(reply.congress, reply.document_number)
	by_title = {own.title: own for own, _deputy in main.all_proposers()}
	registered = [
		(row.copy_number, by_title.get(row.subject, main), row.addressee) for row in rows if row.copy_number
	]
	return registered or copies


def _letter(reply, own, copy: int, name: str, several: bool) -> Paper:
	name = name.removesuffix("代表")
	title = own.title
	owner = own if own.is_anonymous and copy else reply
	file_name = document_filename(title, "reply_letter", name if several else "", round=reply.round)
	if reply.workflow_state != "Issued":
		context = contexts.reply_letter(reply, name, PREVIEW_NUMBER, contexts.today_iso(), own)
		return Paper(owner.doctype, owner.name, f"预览-{file_name}", context)
	issued_on = contexts.iso(reply.reissued_on or reply.issued_on)
	context = contexts.reply_letter(reply, name, reply.document_number, issued_on, own)
	issue = Issue(
		kind="reply_letter",
		title=catalogue.form("reply_letter").TITLE,
		number=reply.document_number,
		congress=reply.congress,
		organ=context["reply"]["issuer"],
		issued_on=issued_on,
		subject=title,
		addressee=f"{name}代表",
		copy_number=copy,
		signer=frappe.db.get_value("User", reply.signed_by, "full_name") or "" if reply.signed_by else "",
		round=reply.round,
		unit=reply.unit,
	)
	return Paper(owner.doctype, owner.name, file_name, context, issue)


def _opinion_form(documents: list) -> list[Paper]:
	rating = documents[0]
	name = document_filename(rating.suggestion_title, "opinion_form", rating.deputy_name)
	paper = Paper(rating.doctype, rating.name, name, contexts.opinion_form(rating))
	if rating.status != "Returned" and rating.slip_number:
		address = one_time_links.slip_address("Rating", rating, rating.deputy)
		words = (f"意见单号　{rating.slip_number}", "手机扫码填写，或填写本表交回")
		paper.finish = partial(stamp.add_slip_code, address=address, words=words)
	return [paper]


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
