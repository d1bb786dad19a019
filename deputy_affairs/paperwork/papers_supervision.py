"""The two notices of supervision as papers: 催办通知 and 督办通知书."""

import frappe
from frappe import _

from deputy_affairs.paperwork import contexts
from deputy_affairs.paperwork.names import document_filename
from deputy_affairs.paperwork.papers import PREVIEW_NUMBER, Paper, PaperworkError, presidium_issue

KIND_OF_PAPER = {"urge_notice": "Reminder Notice", "supervision_notice": "Supervision Letter"}


class OtherKindError(PaperworkError):
	"""The notice is of the other kind, or its draft was dropped."""


def paper_of(notice) -> str:
	"""Which stock form a notice is printed with."""
	return next(paper for paper, kind in KIND_OF_PAPER.items() if kind == notice.kind)


def urge_notice(documents: list) -> list[Paper]:
	"""催办通知."""
	return _notice("urge_notice", documents[0])


def supervision_notice(documents: list) -> list[Paper]:
	"""督办通知书."""
	return _notice("supervision_notice", documents[0])


def _notice(paper: str, notice) -> list[Paper]:
	"""A draft gives a preview without number; issued, the paper that went out."""
	if notice.kind != KIND_OF_PAPER[paper] or notice.workflow_state == "Draft Dropped":
		frappe.throw(_("There is no such paper for this notice."), OtherKindError)
	count = len(notice.items)
	verb = "催办" if paper == "urge_notice" else "督办"
	name = document_filename(
		notice.items[0].suggestion_title
		if count == 1
		else f"{verb}{notice.unit_name()}{count}件代表建议的通知",
		paper if count == 1 else "",
	)
	if not notice.document_number:
		context = contexts.supervision(notice, PREVIEW_NUMBER)
		return [Paper(notice.doctype, notice.name, f"预览-{name}", context)]
	context = contexts.supervision(notice, notice.document_number)
	issue = presidium_issue(
		paper,
		notice,
		notice.document_number,
		notice.title,
		context["document"]["addressee"],
		unit=notice.unit,
		signer=frappe.db.get_value("User", notice.issued_by, "full_name") or "",
	)
	issue.issued_on = contexts.iso(notice.issued_on)
	return [Paper(notice.doctype, notice.name, name, context, issue)]
