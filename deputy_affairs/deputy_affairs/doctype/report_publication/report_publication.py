import frappe
from frappe import _

from deputy_affairs import publication
from deputy_affairs.paperwork import public_copy
from deputy_affairs.paperwork.errors import TemplateError
from deputy_affairs.permissions import require_scope
from deputy_affairs.publication import PublicationError, Publishable


class ReportPublication(Publishable):
	"""The report on handling, which must be public (DL25 §51; OL22 §42), with its private data covered."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.publication_redaction.publication_redaction import (
			PublicationRedaction,
		)
		from deputy_affairs.deputy_affairs.doctype.publication_step.publication_step import PublicationStep

		approved_by: DF.Link | None
		approved_on: DF.Date | None
		congress: DF.Link
		issued_document: DF.Link | None
		public_file: DF.Data | None
		public_key: DF.Data | None
		published_on: DF.Date | None
		redactions: DF.Table[PublicationRedaction]
		report_file: DF.Attach | None
		status: DF.Literal["Draft", "Published", "Withdrawn"]
		steps: DF.Table[PublicationStep]
		title: DF.Data
		withdrawal_reason: DF.SmallText | None
		withdrawn_on: DF.Date | None
		year: DF.Int
	# end: auto-generated types

	def before_insert(self):
		require_scope(self)

	def validate(self):
		self.refuse_change_of_published()
		self.public_key = self.public_key or None
		self.validate_source()
		if self.status != "Published" and (self.issued_document or self.report_file):
			self.add_found([self.title, *self.texts()])

	def validate_source(self):
		if not self.issued_document:
			return
		congress, status = frappe.db.get_value(
			"Issued Document", self.issued_document, ["congress", "status"]
		)
		if congress != self.congress:
			frappe.throw(_("The document belongs to another congress."), PublicationError)
		if status == "Void":
			frappe.throw(_("A void document is not published."), PublicationError)

	def source(self) -> bytes:
		"""The Word file as it was issued or uploaded. Raises PublicationError."""
		url = (
			frappe.db.get_value("Issued Document", self.issued_document, "file")
			if self.issued_document
			else self.report_file
		)
		if not url:
			frappe.throw(_("Please choose the issued report or upload its Word file."), PublicationError)
		files = frappe.get_all("File", filters={"file_url": url}, pluck="name")
		readable = [doc for doc in map(_file, files) if doc.has_permission("read")]
		content = readable[0].get_content() if readable else None
		if not isinstance(content, bytes):
			frappe.throw(_("Please choose a Word file (.docx)."), PublicationError)
		return content

	def texts(self) -> list[str]:
		try:
			return public_copy.texts(self.source())
		except TemplateError:
			frappe.throw(_("Please choose a Word file (.docx)."), PublicationError)

	def names(self) -> list[str]:
		if not hasattr(self, "_names"):
			self._names = publication.register_names(self.congress)
		return self._names

	def on_trash(self):
		self.refuse_deletion_of_published()

	@frappe.whitelist()
	def get_preview(self) -> list[dict]:
		"""Return the paragraphs with marks, cut at the marked places."""
		self.check_permission("read")
		return publication.preview_of(self, [("", text) for text in [self.title, *self.texts()]])

	@frappe.whitelist(methods=["POST"])
	def publish(self) -> str:
		"""Approve and publish; returns the public address. For the chair."""
		self.require_approver()
		if self.status == "Published":
			frappe.throw(_("It is published already."), PublicationError)
		self.validate_source()
		title = self.covered(self.title)
		content = public_copy.cover(self.source(), self.layer(), self.names(), title)
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"report-{self.year}.docx",
				"content": content,
				"is_private": 1,
				"attached_to_doctype": self.doctype,
				"attached_to_name": self.name,
			}
		).insert()
		self.public_file = file.name
		self.note_published()
		return "/suggestions#reports"

	def public_title(self) -> str:
		"""The title as the public page shows it."""
		return self.covered(self.title)

	@frappe.whitelist(methods=["POST"])
	def withdraw(self, reason: str) -> None:
		"""Take it down; it is gone with the next request."""
		self.take_down(reason)


def _file(name: str):
	return frappe.get_doc("File", name)
