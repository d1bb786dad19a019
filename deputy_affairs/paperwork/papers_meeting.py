"""The notice of a meeting of deputy and unit, and its record."""

import frappe
from frappe import _

from deputy_affairs.paperwork import contexts
from deputy_affairs.paperwork.names import document_filename
from deputy_affairs.paperwork.papers import (
	Paper,
	PaperworkError,
	number_once,
	presidium_issue,
	require_office,
)


class MeetingPaperError(PaperworkError):
	"""The meeting is not in the state of which the paper speaks."""


def meeting_notice(documents: list) -> list[Paper]:
	"""面商协调会通知, numbered once."""
	meeting = documents[0]
	require_office()
	if meeting.status == "Cancelled":
		frappe.throw(_("This meeting was called off; there is nothing to notify."), MeetingPaperError)
	number = number_once(meeting, "notice_number")
	context = contexts.meeting_notice(meeting, number, contexts.today_iso())
	issue = presidium_issue(
		"meeting_notice",
		meeting,
		number,
		meeting.suggestion_title,
		context["document"]["addressee"],
		round=meeting.round,
	)
	return [_paper(meeting, "meeting_notice", context, issue)]


def meeting_record(documents: list) -> list[Paper]:
	"""面商协调会纪要, to be signed."""
	meeting = documents[0]
	return [_paper(meeting, "meeting_record", contexts.meeting_record(meeting), None)]


def _paper(meeting, kind: str, context: dict, issue) -> Paper:
	name = document_filename(meeting.suggestion_title, kind)
	return Paper(meeting.doctype, meeting.name, name, context, issue)


PAPERS = {"meeting_notice": meeting_notice, "meeting_record": meeting_record}
