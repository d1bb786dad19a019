"""Errors of templates and values in the words of the person at the desk."""

from frappe import _

from deputy_affairs.paperwork.errors import (
	MissingFieldError,
	TemplateError,
	TemplateFileError,
	TemplateSyntaxError,
	UnsafeExpressionError,
)


def in_words(error: TemplateError, labels: dict[str, str] | None = None) -> str:
	"""Return what is wrong and where; `labels` gives the Chinese names of fields."""
	place = _(" In the paragraph: {0}").format(error.paragraph) if error.paragraph else ""
	if isinstance(error, MissingFieldError):
		label = (labels or {}).get(error.name)
		name = f"{label}（{error.name}）" if label else error.name
		row = _(", row {0}").format(error.row) if error.row else ""
		return _("The field {0} has no value{1}. Please fill it in on the record first.").format(name, row)
	if isinstance(error, UnsafeExpressionError):
		return _("A tag may only print fields, conditions and loops: {0}.").format(error.args[0]) + place
	if isinstance(error, TemplateSyntaxError):
		return _("A tag is written wrongly: {0}.").format(error.args[0]) + place
	if isinstance(error, TemplateFileError):
		return _("The file cannot be used: {0}.").format(error.args[0])
	return str(error)
