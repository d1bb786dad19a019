"""A template filled with a real record, to look at: nothing is numbered, registered, attached or kept."""

import frappe
from frappe import _
from frappe.utils import cint

from deputy_affairs.paperwork import catalogue, messages, pdf, site_fonts
from deputy_affairs.paperwork.errors import TemplateError
from deputy_affairs.paperwork.papers import Paper, PaperworkError
from deputy_affairs.paperwork.papers_more import PAPERS
from deputy_affairs.paperwork.rendering import compile_template

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@frappe.whitelist()
def get_choice(template: str) -> dict:
	"""Return what the question for a record needs: doctype, record (the latest that is readable), with_pdf."""
	doc = _template(template)
	latest = frappe.get_list(doc.reference_doctype, pluck="name", order_by="modified desc", limit=1)
	return {
		"doctype": doc.reference_doctype,
		"record": latest[0] if latest else None,
		"with_pdf": pdf.available(),
	}


@frappe.whitelist()
def show(template: str, record: str, as_word: bool | int = 0) -> None:
	"""Answer with the template filled with a record, as PDF to look at, or the Word file.

	Without LibreOffice it is always the Word file. Needs read on the template and print on the record. A notice
	of several records is shown with this one alone, a letter to several signers with the first.
	"""
	doc = _template(template)
	paper = _paper(doc.kind, doc.reference_doctype, record)
	try:
		# A shared template's file belongs to nobody the reader knows.
		doc.flags.by_system = True
		content = compile_template(doc.file().get_content()).render(paper.context)
		content = paper.finish(content) if paper.finish else content
	except TemplateError as error:
		labels = catalogue.form(doc.kind).LABELS
		frappe.throw(frappe.utils.escape_html(messages.in_words(error, labels)), PaperworkError)
	name = f"预览-{paper.file_name.removeprefix('预览-')}"
	if cint(as_word) or not pdf.available():
		_answer(name, content, "binary", WORD)
		return
	try:
		_answer(name.removesuffix(".docx") + ".pdf", pdf.to_pdf(content, fonts=site_fonts.chosen()), "pdf")
	except pdf.PdfUnavailable:
		frappe.throw(_("The PDF could not be made. Please take the Word file."), PaperworkError)


def _template(name: str):
	doc = frappe.get_doc("Paperwork Template", name)
	doc.check_permission("read")
	return doc


def _paper(kind: str, doctype: str, record: str) -> Paper:
	"""The first paper of a record; whatever its making writes is taken back."""
	document = frappe.get_doc(doctype, record)
	document.check_permission("print")
	frappe.db.savepoint("paper_preview")
	frappe.flags.paper_preview = True
	try:
		return PAPERS[kind]([document])[0]
	finally:
		frappe.flags.paper_preview = False
		frappe.db.rollback(save_point="paper_preview")


def _answer(name: str, content: bytes, kind: str, content_type: str = "") -> None:
	response = frappe.local.response
	response.filename, response.filecontent, response.type = name, content, kind
	if content_type:
		response.content_type = content_type
