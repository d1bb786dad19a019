"""Errors of templates and values in the words of the person at the desk."""

import frappe
from frappe import _

from deputy_affairs.paperwork.errors import (
	FieldValueError,
	MissingFieldError,
	TemplateError,
	TemplateFileError,
	TemplateSyntaxError,
	UnknownFieldError,
	UnsafeExpressionError,
)


def in_words(error: TemplateError, labels: dict[str, str] | None = None) -> str:
	"""Return what is wrong and where; `labels` gives the Chinese names of fields."""
	said = _what(error, labels or {})
	# whole sentences: the translation of a text with a blank in front is not found
	if error.tag and error.tag != error.paragraph:
		said = _("{0} Tag: {1}").format(said, error.tag)
	if error.paragraph:
		said = _("{0} In the paragraph: {1}").format(said, error.paragraph)
	return said


def _what(error: TemplateError, labels: dict[str, str]) -> str:
	reason = error.text.in_words(_)
	if isinstance(error, MissingFieldError):
		label = labels.get(error.name)
		name = f"{label}（{error.name}）" if label else error.name
		row = _(", row {0}").format(error.row) if error.row else ""
		return _("The field {0} has no value{1}. Please fill it in on the record first.").format(name, row)
	if isinstance(error, UnknownFieldError):
		said = _("This form has no field {0}.").format(error.name)
		if error.nearest:
			said = _("{0} Do you mean {1}?").format(said, "{}（{}）".format(*error.nearest))
		return said
	if isinstance(error, UnsafeExpressionError):
		return _("A tag may only print fields, conditions and loops: {0}.").format(reason)
	if isinstance(error, TemplateSyntaxError):
		return _("A tag is written wrongly: {0}.").format(reason)
	if isinstance(error, TemplateFileError):
		return _("The file cannot be used: {0}.").format(reason)
	if isinstance(error, FieldValueError):
		return _("A value cannot be put on paper: {0}.").format(reason)
	return reason


def as_list(errors: list[TemplateError], labels: dict[str, str] | None = None) -> str:
	"""All errors as an HTML list, one alone as a sentence; everything that was typed is escaped."""
	lines = [frappe.utils.escape_html(in_words(error, labels)) for error in errors]
	return lines[0] if len(lines) == 1 else "<ul><li>" + "</li><li>".join(lines) + "</li></ul>"
