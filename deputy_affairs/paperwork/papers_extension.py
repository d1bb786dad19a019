"""What the papers about an extension are made of: the unit's request, the decision, the notice to each signer."""

import frappe
from frappe import _
from frappe.utils import today

from deputy_affairs.deputy_affairs.doctype.deadline_extension import telling
from deputy_affairs.paperwork import contexts
from deputy_affairs.paperwork.names import document_filename
from deputy_affairs.paperwork.papers import (
	Paper,
	PaperworkError,
	number_once,
	presidium_issue,
	require_office,
)
from deputy_affairs.paperwork.unit_letters import unit_issue, unit_number

APPROVED, REFUSED = "Extension Approved", "Extension Refused"


class ExtensionPaperError(PaperworkError):
	"""The request was not made yet, is not decided, or was not approved."""


def extension_request(documents: list) -> list[Paper]:
	"""延期办理申请, under a number of the unit."""
	extension = documents[0]
	if not extension.asked_on:
		frappe.throw(_("The unit has not asked for this extension yet."), ExtensionPaperError)
	number = unit_number(extension, "request_number", extension.asked_on)
	context = contexts.extension_request(extension, number, contexts.iso(extension.asked_on))
	issue = unit_issue("extension_request", extension, context, context["congress"]["presidium_name"])
	return [_paper(extension, "extension_request", context, issue)]


def extension_decision(documents: list) -> list[Paper]:
	"""延期办理批复 to the unit, whether the presidium agrees or not."""
	extension = documents[0]
	require_office()
	if extension.workflow_state not in (APPROVED, REFUSED):
		frappe.throw(_("The extension is not decided yet."), ExtensionPaperError)
	number = number_once(extension, "decision_number")
	context = contexts.extension_decision(extension, number, contexts.today_iso())
	issue = presidium_issue(
		"extension_decision",
		extension,
		number,
		extension.suggestion_title,
		context["document"]["addressee"],
		round=extension.round,
		unit=extension.unit,
	)
	return [_paper(extension, "extension_decision", context, issue)]


def extension_notice(documents: list) -> list[Paper]:
	"""延期办理告知函, one a signer; kept with the suggestion, because the unit may not know who signed."""
	extension = documents[0]
	require_office()
	if extension.workflow_state != APPROVED:
		frappe.throw(_("Only an extension that was approved is told to the deputies."), ExtensionPaperError)
	suggestion = frappe.get_doc("Deputy Suggestion", extension.suggestion)
	suggestion.check_permission("read")
	number = number_once(extension, "told_number")
	# Signers of suggestions merged into this one wait for the same reply; each letter names their own.
	people = [(own, contexts.addressee(own, deputy)) for own, deputy in suggestion.all_proposers()]
	papers = [
		Paper(
			own.doctype,
			own.name,
			document_filename(own.title, "extension_notice", name if len(people) > 1 else ""),
			contexts.extension_notice(extension, name, number, contexts.today_iso(), own),
			presidium_issue(
				"extension_notice",
				own,
				number,
				own.title,
				f"{name}代表",
				copy_number=copy,
				round=extension.round,
			),
		)
		for copy, (own, name) in enumerate(people, 1)
	]
	if not extension.deputy_notified_on and not frappe.flags.paper_preview:
		telling.record(extension, today(), telling.BY_LETTER)
	return papers


def _paper(extension, kind: str, context: dict, issue) -> Paper:
	name = document_filename(extension.suggestion_title, kind)
	return Paper(extension.doctype, extension.name, name, context, issue)


PAPERS = {
	"extension_request": extension_request,
	"extension_decision": extension_decision,
	"extension_notice": extension_notice,
}
