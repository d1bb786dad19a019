import frappe
from frappe import _
from frappe.model.document import Document

from deputy_affairs.paperwork import catalogue, checking
from deputy_affairs.paperwork.errors import TemplateError
from deputy_affairs.paperwork.messages import in_words
from deputy_affairs.paperwork.rendering import compile_template
from deputy_affairs.permissions import require_scope


class TemplateRefusedError(frappe.ValidationError):
	"""The uploaded file is no usable template: unreadable, unsafe or with unknown fields."""


class StockTemplateError(frappe.ValidationError):
	"""A stock template stays; it can be switched off or edited."""


class PaperworkTemplate(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		congress: DF.Link | None
		enabled: DF.Check
		is_stock: DF.Check
		kind: DF.Literal[
			"suggestion_form",
			"refusal_notice",
			"assignment_notice",
			"assignment_list",
			"receipt_notice",
			"return_request",
			"assist_opinion",
			"contact_register",
			"face_to_face_record",
			"reply_letter",
			"opinion_form",
			"rehandling_notice",
			"deputy_roster",
			"group_roster",
			"deputy_handbook",
		]
		reference_doctype: DF.Link | None
		template_file: DF.Attach | None
		title: DF.Data
	# end: auto-generated types

	def before_insert(self):
		if not self.flags.by_system:
			self.is_stock = 0
		require_scope(self)

	def validate(self):
		before = self.get_doc_before_save()
		if before:
			self.is_stock = before.is_stock
		self.reference_doctype = catalogue.form(self.kind).REFERENCE_DOCTYPE
		if not self.template_file and not self.flags.by_system:
			frappe.throw(_("Please attach a Word file (.docx)."), TemplateRefusedError)
		if self.template_file and (self.is_new() or self.has_value_changed("template_file")):
			self.validate_file()

	def validate_file(self):
		"""Refuse a file that could not be rendered, and say where the mistake stands (design §7)."""
		try:
			template = compile_template(self.file().get_content())
			unknown = catalogue.unknown_fields(self.kind, template)
			if not unknown:
				sample = template.render(catalogue.form(self.kind).SAMPLE)
		except TemplateError as error:
			frappe.throw(
				_("The template was not accepted: {0}").format(frappe.utils.escape_html(in_words(error))),
				TemplateRefusedError,
			)
		if unknown:
			frappe.throw(
				_("The template uses fields that this form does not have: {0}").format(
					frappe.utils.escape_html("、".join(unknown))
				),
				TemplateRefusedError,
			)
		checking.warn_of_template(sample, self.kind)

	def file(self):
		"""Return the File that holds the template's .docx."""
		name = frappe.db.get_value("File", {"file_url": self.template_file})
		if not name or not self.template_file.lower().endswith(".docx"):
			frappe.throw(_("Please attach a Word file (.docx)."), TemplateRefusedError)
		file = frappe.get_doc("File", name)
		if not self.flags.by_system:
			# An address of somebody else's private file must not be read through a template.
			file.check_permission("read")
		return file

	def on_trash(self):
		if self.is_stock:
			frappe.throw(_("A stock template stays; switch it off instead."), StockTemplateError)

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
		self.flags.by_system = True
		self.save()

	@frappe.whitelist()
	def get_fields(self) -> list[dict]:
		"""Return the fields a template of this kind may use: name, Chinese label, example, whether a list."""
		self.check_permission("read")
		return [
			{"name": field.name, "label": field.label, "example": field.example, "rows": field.rows}
			for field in catalogue.fields(self.kind)
		]
