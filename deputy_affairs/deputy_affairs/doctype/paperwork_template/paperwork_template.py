import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import format_datetime, now

from deputy_affairs.issued_documents import sha256
from deputy_affairs.paperwork import catalogue, checking, messages, proof, snippets
from deputy_affairs.permissions import require_scope

VERSION = "Paperwork Template Version"


class TemplateRefusedError(frappe.ValidationError):
	"""The uploaded file is no usable template: unreadable, unsafe or with unknown fields."""


class StockTemplateError(frappe.ValidationError):
	"""A stock template stays; it can be switched off or edited."""


class VersionError(frappe.ValidationError):
	"""There is no such version, its file is gone, or it is the present one."""


class PaperworkTemplate(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.paperwork_template_version.paperwork_template_version import (
			PaperworkTemplateVersion,
		)

		congress: DF.Link | None
		enabled: DF.Check
		is_default: DF.Check
		is_stock: DF.Check
		kind: DF.Literal[
			"suggestion_form",
			"refusal_notice",
			"assignment_notice",
			"assignment_list",
			"receipt_notice",
			"merge_notice",
			"return_request",
			"assist_opinion",
			"contact_register",
			"face_to_face_record",
			"reply_letter",
			"opinion_form",
			"rehandling_notice",
			"meeting_notice",
			"meeting_record",
			"extension_request",
			"extension_decision",
			"extension_notice",
			"urge_notice",
			"supervision_notice",
			"commitment_ledger",
			"commitment_receipt",
			"handling_bulletin",
			"handling_report",
			"transfer_letter",
			"transfer_result_notice",
			"deputy_roster",
			"group_roster",
			"deputy_handbook",
		]
		reference_doctype: DF.Link | None
		template_file: DF.Attach | None
		title: DF.Data
		version_note: DF.Data | None
		versions: DF.Table[PaperworkTemplateVersion]
	# end: auto-generated types

	def before_insert(self):
		if not self.flags.by_system:
			self.is_stock = 0
		require_scope(self)

	def validate(self):
		before = self.get_doc_before_save()
		if before:
			self.is_stock = before.is_stock
		# written by add_version alone, whatever a form sends
		self.versions = before.versions if before else []
		self.reference_doctype = catalogue.form(self.kind).REFERENCE_DOCTYPE
		if not self.template_file and not self.flags.by_system:
			frappe.throw(_("Please attach a Word file (.docx)."), TemplateRefusedError)
		if self.template_file and (self.is_new() or self.has_value_changed("template_file")):
			content = self.file().get_content()
			self.validate_file(content)
			self.add_version(content)
		self.version_note = ""

	def validate_file(self, content: bytes):
		"""Refuse a file that could not be rendered, and say where all its mistakes stand (design §7)."""
		labels = catalogue.form(self.kind).LABELS
		template, mistakes = proof.read(content if isinstance(content, bytes) else b"", self.kind)
		if mistakes:
			frappe.throw(
				_("The template was not accepted: {0}").format(messages.as_list(mistakes, labels)),
				TemplateRefusedError,
			)
		if lacking := proof.lacking(self.kind, template):
			names = [frappe.utils.escape_html(f"{field.label}（{field.name}）") for field in lacking]
			frappe.msgprint(
				_("The stock version prints fields that this template does not: {0}").format(
					"<ul><li>" + "</li><li>".join(names) + "</li></ul>"
				),
				title=_("Please check that nothing is missing"),
				indicator="orange",
			)
		checking.warn_of_template(template.render(catalogue.form(self.kind).SAMPLE), self.kind)

	def add_version(self, content: bytes):
		"""Note the file that is in force from now on, and the one before if no version was noted yet."""
		before = self.get_doc_before_save()
		if before and before.template_file and not self.versions:
			before.flags.by_system = True
			self._add_version(
				before.template_file, sha256(before.file().get_content()), before.modified_by, None
			)
		digest = sha256(content)
		if not self.versions or self.versions[-1].file_hash != digest:
			self._add_version(self.template_file, digest, frappe.session.user, self.version_note)

	def _add_version(self, file_url: str, digest: str, user: str, note: str | None):
		self.append(
			"versions",
			{
				"file_hash": digest,
				"file_url": file_url,
				"uploaded_by": user,
				"uploaded_on": now(),
				"note": note,
			},
		)

	def on_update(self):
		self.keep_versions()
		if self.is_default and self.has_value_changed("is_default"):
			self.be_the_only_default()

	def keep_versions(self):
		"""Lay a copy of each new version's file beside it, so that clearing the field takes nothing away."""
		kept = set(self.kept_files("attached_to_name"))
		for row in self.versions:
			if row.name in kept:
				continue
			name = frappe.db.get_value("File", {"file_url": row.file_url})
			current = frappe.get_doc("File", name)
			copy = frappe.get_doc(
				{
					"doctype": "File",
					"file_name": current.file_name,
					"content": current.get_content(),
					"is_private": 1,
					"attached_to_doctype": VERSION,
					"attached_to_name": row.name,
				}
			).insert(ignore_permissions=True)  # whoever may write the template makes its history
			row.db_set("file_url", copy.file_url, update_modified=False)

	def kept_files(self, field: str = "name") -> list[str]:
		"""Return the File records of the versions, or the rows they belong to."""
		rows = [row.name for row in self.versions]
		return frappe.get_all(
			"File", {"attached_to_doctype": VERSION, "attached_to_name": ("in", rows or [""])}, pluck=field
		)

	def be_the_only_default(self):
		"""Among the templates of a kind and congress one comes first."""
		others = frappe.get_all(
			"Paperwork Template",
			filters={"kind": self.kind, "is_default": 1, "name": ("!=", self.name)},
			fields=["name", "congress"],
		)
		same = [row.name for row in others if (row.congress or "") == (self.congress or "")]
		if same:
			frappe.db.set_value("Paperwork Template", {"name": ("in", same)}, "is_default", 0)

	def file(self):
		"""Return the File that holds the template's .docx."""
		names = frappe.get_all(
			"File", filters={"file_url": self.template_file or ""}, pluck="name", order_by="creation desc"
		)
		if not names or not self.template_file.lower().endswith(".docx"):
			frappe.throw(_("Please attach a Word file (.docx)."), TemplateRefusedError)
		file = frappe.get_doc("File", names[0])
		if not self.flags.by_system and not _is_readable(names):
			# An address of somebody else's private file must not be read through a template.
			file.check_permission("read")
		return file

	def on_trash(self):
		if self.is_stock:
			frappe.throw(_("A stock template stays; switch it off instead."), StockTemplateError)
		for name in self.kept_files():
			# the history goes with its template
			frappe.delete_doc("File", name, ignore_permissions=True)  # see above

	@frappe.whitelist(methods=["POST"])
	def restore_stock(self) -> None:
		"""Lay the stock version of this kind as the template's file."""
		self.check_permission("write")
		form = catalogue.form(self.kind)
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{form.TITLE}模板.docx",
				"content": form.build(),
				"is_private": 1,
				"attached_to_doctype": self.doctype,
				"attached_to_name": self.name,
				"attached_to_field": "template_file",
			}
		).insert(ignore_permissions=True)  # whoever may write the template may lay its stock file
		self.template_file = file.file_url
		self.version_note = _("Stock version")
		self.flags.by_system = True
		self.save()

	@frappe.whitelist(methods=["POST"])
	def restore_version(self, version: str) -> None:
		"""Go back to the file of an earlier version; it is checked again and becomes the newest one."""
		self.check_permission("write")
		# the rows as stored: a request may carry a document of its own
		stored = frappe.get_doc(self.doctype, self.name)
		row = next((row for row in stored.versions if row.name == version), None)
		name = row and frappe.db.get_value("File", {"file_url": row.file_url})
		if not name or not frappe.get_doc("File", name).exists_on_disk():
			frappe.throw(_("There is no such version, or its file is gone."), VersionError)
		if row.file_hash == stored.versions[-1].file_hash:
			frappe.throw(_("This version is the present one."), VersionError)
		stored.template_file = row.file_url
		stored.version_note = _("Back to the version of {0}").format(format_datetime(row.uploaded_on))
		stored.flags.by_system = True
		stored.save()

	@frappe.whitelist()
	def get_fields(self) -> list[dict]:
		"""Return the fields a template of this kind may use: name, Chinese label, example, whether a list."""
		self.check_permission("read")
		return [
			{"name": field.name, "label": field.label, "example": field.example, "rows": field.rows}
			for field in catalogue.fields(self.kind)
		]

	@frappe.whitelist()
	def get_snippets(self) -> list[dict]:
		"""Return ready pieces of a template: group, what for, text to copy, in Chinese as the templates are."""
		self.check_permission("read")
		return snippets.of(self.kind)


def _is_readable(names: list[str]) -> bool:
	"""Files of one address hold the same; whoever may read one of them may read it."""
	return any(frappe.get_doc("File", name).has_permission("read") for name in names[:20])
