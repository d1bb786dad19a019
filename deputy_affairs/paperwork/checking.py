"""The layout checker at the desk: of a file, of a template with its example, of a letter that is being issued."""

import frappe
from frappe import _

from deputy_affairs.paperwork import catalogue, checker, messages
from deputy_affairs.paperwork.errors import TemplateError
from deputy_affairs.paperwork.rendering import compile_template

MOST_ROWS = 12
MOST_BYTES = 20_000_000


class NotCheckableError(frappe.ValidationError):
	"""The file is no Word document that can be read, or there is no such kind of paper."""


@frappe.whitelist()
def check_file(file_name: str, kind: str = "") -> list[dict]:
	"""Look at a Word file on the site; `file_name` is the name of its File record.

	`kind`: the stock form whose parts are expected. Returns one row a rule: code, element, clause, required,
	measured, place, ok.
	"""
	file = frappe.get_doc("File", file_name)
	file.check_permission("read")
	_require_kind(kind)
	if file.is_folder or (file.file_size or 0) > MOST_BYTES:
		frappe.throw(_("Please choose a Word file (.docx)."), NotCheckableError)
	content = file.get_content()
	if not isinstance(content, bytes):  # what reads as text is no Word file
		frappe.throw(_("Please choose a Word file (.docx)."), NotCheckableError)
	return _rows(content, kind)


@frappe.whitelist()
def check_template(template: str) -> list[dict]:
	"""Look at a Paperwork Template filled with the form's example; rows as of `check_file`."""
	doc = frappe.get_doc("Paperwork Template", template)
	doc.check_permission("read")
	try:
		content = compile_template(doc.file().get_content()).render(catalogue.form(doc.kind).SAMPLE)
	except TemplateError as error:
		frappe.throw(frappe.utils.escape_html(messages.in_words(error)), NotCheckableError)
	return _rows(content, doc.kind)


def warn(content: bytes, kind: str, title: str) -> None:
	"""Show what a paper does not keep, without stopping anything."""
	try:
		findings = [row for row in checker.check(content, kind).rows(_) if not row["ok"]]
	except TemplateError as error:
		findings = []
		frappe.msgprint(frappe.utils.escape_html(messages.in_words(error)), title=title, indicator="orange")
	if findings:
		frappe.msgprint(_list(findings), title=title, indicator="orange")


def warn_of_template(content: bytes, kind: str) -> None:
	"""On upload: `content` is the template filled with the example."""
	warn(content, kind, _("The layout differs from GB/T 9704-2012"))


def warn_of_reply(reply) -> None:
	"""Before a reply goes out: make the letter as it is issued and look at it; issuing goes on in any case."""
	from deputy_affairs.paperwork import papers, service  # they import the DocTypes

	title = _("Please look at the letter before it is sent")
	try:
		paper = papers.PAPERS["reply_letter"]([reply])[0]
		content = service.load_template("reply_letter", reply.congress).render(paper.context)
	except (TemplateError, frappe.ValidationError, frappe.PermissionError) as error:
		words = messages.in_words(error) if isinstance(error, TemplateError) else str(error)
		frappe.clear_last_message()
		frappe.msgprint(frappe.utils.escape_html(words), title=title, indicator="orange")
		return
	warn(content, "reply_letter", title)


def _require_kind(kind: str) -> None:
	if kind and kind not in {form.KIND for form in catalogue.forms()}:
		frappe.throw(_("There is no such kind of paper."), NotCheckableError)


def _rows(content: bytes, kind: str) -> list[dict]:
	try:
		return checker.check(content, kind or None).rows(_)
	except TemplateError as error:
		frappe.throw(frappe.utils.escape_html(messages.in_words(error)), NotCheckableError)


def _list(findings: list[dict]) -> str:
	escape = frappe.utils.escape_html
	lines = [
		_("{0}: {1}; required: {2} ({3})").format(
			*(escape(row[name]) for name in ("element", "measured", "required", "clause"))
		)
		for row in findings[:MOST_ROWS]
	]
	if len(findings) > MOST_ROWS:
		lines.append(_("{0} more differences").format(len(findings) - MOST_ROWS))
	return "<ul><li>" + "</li><li>".join(lines) + "</li></ul>"
