import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import today


class IssuedDocumentError(frappe.ValidationError):
	"""What was issued stays as it was: it is not made by hand, changed, cancelled, renamed or deleted."""


class AlreadyVoidError(frappe.ValidationError):
	"""A void paper stays void, with the reason it was given first."""


class IssuedDocument(Document):
	"""One issued paper with its very file; `deputy_affairs.issued_documents` writes it."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		addressee: DF.Data | None
		amended_from: DF.Link | None
		code_word: DF.Data | None
		congress: DF.Link
		copy_number: DF.Int
		data_hash: DF.Data | None
		file: DF.Attach | None
		file_hash: DF.Data | None
		issued_by: DF.Link | None
		issued_on: DF.Date | None
		kind: DF.Data | None
		number: DF.Data
		organ: DF.Data | None
		organ_code: DF.Data | None
		paper_title: DF.Data | None
		reference_doctype: DF.Link
		reference_name: DF.DynamicLink
		round: DF.Int
		serial: DF.Int
		signer: DF.Data | None
		status: DF.Literal["Genuine", "Void"]
		subject: DF.Data | None
		template: DF.Data | None
		template_hash: DF.Data | None
		unit: DF.Link | None
		void_by: DF.Link | None
		void_on: DF.Date | None
		void_reason: DF.SmallText | None
		year: DF.Int
	# end: auto-generated types

	def before_validate(self):
		self._refuse_unless_by_system()

	def before_update_after_submit(self):
		self._refuse_unless_by_system()

	def before_cancel(self):
		self._refuse()

	def before_rename(self, old: str, new: str, merge: bool = False):
		self._refuse()

	def on_trash(self):
		self._refuse()

	def set_void(self, reason: str) -> None:
		"""Void this paper; `document_numbers.void` asks who may. Raises AlreadyVoidError."""
		if self.status == "Void":
			frappe.throw(_("{0} is void already.").format(self.number), AlreadyVoidError)
		self.update(
			{"status": "Void", "void_reason": reason, "void_by": frappe.session.user, "void_on": today()}
		)
		self.flags.by_system = True
		self.save(ignore_permissions=True)  # nobody may write the record itself; the caller asked the role

	def _refuse_unless_by_system(self):
		if not self.flags.by_system:
			self._refuse()

	def _refuse(self):
		frappe.throw(
			_("What was issued stays on record as it is; it can only be voided."), IssuedDocumentError
		)


def guard_file(file: Document, method: str | None = None) -> None:
	"""Document event of File: the file of an issued paper is neither replaced, moved nor deleted, nor another
	one put beside it. Raises IssuedDocumentError."""
	if file.flags.by_system:
		return
	before = file.get_doc_before_save() if not file.is_new() else None
	if "Issued Document" in (file.attached_to_doctype, before and before.attached_to_doctype):
		frappe.throw(_("The file of an issued paper stays as it is."), IssuedDocumentError)


def on_doctype_update() -> None:
	"""A number is given once, with one paper for each copy."""
	frappe.db.add_unique("Issued Document", ["congress", "number", "copy_number"])
