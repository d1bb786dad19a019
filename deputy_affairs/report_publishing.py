"""The yearly report on handling must be public (DL25 §51; OL22 §42): offered when it is issued."""

import frappe
from frappe import _
from frappe.utils import getdate, today

from deputy_affairs import settings
from deputy_affairs.publication import PublicationError, may_approve
from deputy_affairs.reminders import AddressBook, remind
from deputy_affairs.rules.publication import rank


def choices(congress: str) -> dict:
	"""Whether the congress has a public page, whether it publishes its reports, who decides."""
	return {
		"page": bool(rank(settings.value(congress, "publication_tier"))),
		"publish": settings.value(congress, "publish_report") == "Yes",
		"approver": may_approve(),
	}


def require_page(congress: str) -> None:
	"""Refuse to publish where the congress has no public page. Raises PublicationError."""
	if not choices(congress)["page"]:
		frappe.throw(
			_("There is no public page yet; choose first what the congress publishes."), PublicationError
		)


def put_out(report) -> dict:
	"""Make the issued paper, lay its publication with private data covered, and publish it where the chair issues.

	Anybody else's is a draft for the chair, who is told. Returns {"publication", "published"}.
	"""
	publication = frappe.get_doc(
		{
			"doctype": "Report Publication",
			"title": report.title,
			"congress": report.congress,
			"year": getdate(report.to_date or report.as_of).year,
			"issued_document": _paper_of(report),
		}
	).insert()
	if may_approve():
		publication.publish()
		return {"publication": publication.name, "published": True}
	_tell_chair(publication)
	return {"publication": publication.name, "published": False}


def _paper_of(report) -> str:
	"""The report's entry in the register of issued papers; it is made now if it was not printed yet."""
	from deputy_affairs.paperwork import service

	answer = service.create("handling_report", report.doctype, [report.name])
	if answer["failed"]:
		frappe.throw(answer["failed"][0]["error"], PublicationError)
	key = {"congress": report.congress, "number": report.document_number, "status": "Genuine"}
	return frappe.db.get_value("Issued Document", key)


def _tell_chair(publication) -> None:
	remind(
		"Publication",
		publication,
		"approve",
		today(),
		AddressBook().office(publication.congress, "Congress Chair"),
		f"请批准公开：{publication.title}",
		"办理情况报告已经印发，公开稿已拟好，个人信息已隐去。请核对预览后批准公开。",
	)
