"""What the rarer kinds of paper are made of, and all kinds together."""

import frappe
from frappe import _

from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.clocks import acknowledge
from deputy_affairs.paperwork import (
	contexts,
	papers,
	papers_extension,
	papers_following,
	papers_meeting,
	papers_merging,
	papers_report,
	papers_supervision,
)
from deputy_affairs.paperwork.names import document_filename
from deputy_affairs.paperwork.papers import (
	Paper,
	PaperworkError,
	number_once,
	presidium_issue,
	require_office,
)
from deputy_affairs.paperwork.unit_letters import unit_issue, unit_number


class NoRefusalError(PaperworkError):
	"""Only a refused suggestion gets a notice of refusal."""


class NoReturnAskedError(PaperworkError):
	"""The unit has not asked to return the assignment."""


class NoOpinionError(PaperworkError):
	"""The assignment is none of an assisting unit, or its opinion is not given yet."""


class FirstRoundError(PaperworkError):
	"""A first round is handed out with the assignment notice."""


def _refusal_notice(documents: list) -> list[Paper]:
	"""One letter a signer, under one number."""
	suggestion = documents[0]
	require_office()
	if suggestion.workflow_state != "Refused":
		frappe.throw(_("A notice of refusal is made of a refused suggestion only."), NoRefusalError)
	number = number_once(suggestion, "receipt_number")
	acknowledge(suggestion)
	people = contexts.addressees(suggestion)
	return [
		Paper(
			suggestion.doctype,
			suggestion.name,
			document_filename(suggestion.title, "refusal_notice", name if len(people) > 1 else ""),
			contexts.refusal_notice(suggestion, name, number, contexts.today_iso()),
			presidium_issue(
				"refusal_notice", suggestion, number, suggestion.title, f"{name}代表", copy_number=copy
			),
		)
		for copy, name in enumerate(people, 1)
	]


def _assignment_list(documents: list) -> list[Paper]:
	"""One table of all assignments chosen; of several units it belongs to nobody's record but to its maker."""
	first = documents[0]
	context = contexts.assignment_list(documents)
	several = len({document.unit for document in documents}) > 1
	name = document_filename(context["list"]["heading"], "")
	return [Paper(first.doctype, first.name, name, context, makers_own=several)]


def _return_request(documents: list) -> list[Paper]:
	assignment = documents[0]
	if not (assignment.returned_on and assignment.return_reason):
		frappe.throw(_("The unit has not asked to return this assignment."), NoReturnAskedError)
	number = unit_number(assignment, "return_number", assignment.returned_on)
	name = document_filename(assignment.suggestion_title, "return_request")
	context = contexts.return_request(assignment, number, contexts.iso(assignment.returned_on))
	issue = unit_issue("return_request", assignment, context, context["congress"]["presidium_name"])
	return [Paper(assignment.doctype, assignment.name, name, context, issue)]


def _assist_opinion(documents: list) -> list[Paper]:
	assignment = documents[0]
	if assignment.handling_role != "Assist" or assignment.workflow_state != "Opinion Given":
		frappe.throw(_("The letter is made once the assisting unit has given its opinion."), NoOpinionError)
	number = unit_number(assignment, "opinion_number", assignment.opinion_on)
	name = document_filename(assignment.suggestion_title, "assist_opinion")
	context = contexts.assist_opinion(assignment, number, contexts.iso(assignment.opinion_on))
	issue = unit_issue("assist_opinion", assignment, context, context["document"]["addressee"])
	return [Paper(assignment.doctype, assignment.name, name, context, issue)]


def _rehandling_notice(documents: list) -> list[Paper]:
	assignment = documents[0]
	require_office()
	if assignment.round < 2:
		frappe.throw(_("The first round is handed out with the assignment notice."), FirstRoundError)
	if assignment.workflow_state not in papers.LIVE_STATES:
		frappe.throw(
			_("{0} was returned; there is nothing to notify.").format(assignment.suggestion_title),
			PaperworkError,
		)
	number = number_once(assignment, "notice_number")
	title = assignment.suggestion_title
	context = contexts.rehandling_notice(assignment, number, contexts.today_iso())
	issue = presidium_issue(
		"rehandling_notice",
		assignment,
		number,
		title,
		context["document"]["addressee"],
		round=assignment.round,
		unit=assignment.unit,
	)
	name = document_filename(title, "rehandling_notice")
	return [Paper(assignment.doctype, assignment.name, name, context, issue)]


def _face_to_face_record(documents: list) -> list[Paper]:
	contact = documents[0]
	name = document_filename(contact.suggestion_title, "face_to_face_record")
	return [Paper(contact.doctype, contact.name, name, contexts.face_to_face_record(contact))]


def _contact_register(documents: list) -> list[Paper]:
	"""All contacts of the assignment, whichever of them were chosen; attached to the first chosen."""
	contact = min(documents, key=lambda row: (str(row.contact_date), row.name))
	name = document_filename(contact.suggestion_title, "contact_register")
	return [Paper(contact.doctype, contact.name, name, contexts.contact_register(contact))]


def _deputy_roster(documents: list) -> list[Paper]:
	return _roster(documents[0], contexts.deputy_roster, "代表名册")


def _group_roster(documents: list) -> list[Paper]:
	return _roster(documents[0], contexts.group_roster, "代表小组名册")


def _roster(term, builder, words: str) -> list[Paper]:
	"""The term has more readers than a roster may have, so the roster is its maker's own file."""
	frappe.has_permission("Deputy", "print", throw=True)
	short = frappe.db.get_value("Congress", term.congress, "short_name")
	name = document_filename(f"{short}{term.title}{words}", "")
	return [Paper(term.doctype, term.name, name, builder(term), makers_own=True)]


def _deputy_handbook(documents: list) -> list[Paper]:
	deputy = documents[0]
	if not deputy.term:
		frappe.throw(_("{0} holds no mandate.").format(deputy.deputy_name), PaperworkError)
	name = document_filename(f"代表手册（{deputy.deputy_name}）", "")
	return [Paper(deputy.doctype, deputy.name, name, contexts.deputy_handbook(deputy))]


# Kinds of which several records share one paper: what they must have in common.
TOGETHER = {
	**papers.TOGETHER,
	**papers_following.TOGETHER,
	"assignment_list": lambda assignment: (assignment.congress,),
	"contact_register": lambda contact: (contact.assignment,),
}

PAPERS = {
	**papers.PAPERS,
	**papers_extension.PAPERS,
	**papers_following.PAPERS,
	**papers_merging.PAPERS,
	**papers_meeting.PAPERS,
	**papers_report.PAPERS,
	"refusal_notice": _refusal_notice,
	"assignment_list": _assignment_list,
	"return_request": _return_request,
	"assist_opinion": _assist_opinion,
	"rehandling_notice": _rehandling_notice,
	"urge_notice": papers_supervision.urge_notice,
	"supervision_notice": papers_supervision.supervision_notice,
	"face_to_face_record": _face_to_face_record,
	"contact_register": _contact_register,
	"deputy_roster": _deputy_roster,
	"group_roster": _group_roster,
	"deputy_handbook": _deputy_handbook,
}
