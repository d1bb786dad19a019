"""What can go wrong between a template and a letter. Every message says what to change and where."""

from __future__ import annotations


class TemplateError(ValueError):
	"""A template, or the values for it, cannot be used.

	``args[0]``: what is wrong; ``paragraph``: text of the place in the template, or "". ``str()`` gives both.
	"""

	def __init__(self, message: str, paragraph: str = ""):
		self.paragraph = paragraph
		super().__init__(message)

	def __str__(self) -> str:
		return f"{self.args[0]} (in: {self.paragraph})" if self.paragraph else str(self.args[0])


class TemplateFileError(TemplateError):
	"""The file is not a usable .docx."""


class TemplateSyntaxError(TemplateError):
	"""A tag is written wrongly."""


class UnsafeExpressionError(TemplateError):
	"""A tag does more than put a field on paper (calls, attributes that are no fields, …)."""


class MissingFieldError(TemplateError):
	"""A field the template prints has no value.

	``name``: full dotted name, rows of lists without their index (``assignment.items.title``);
	``row``: number of the row (from 1), or ``None``; ``empty``: the field is known but holds nothing.
	"""

	def __init__(self, name: str, *, row: int | None = None, empty: bool = False):
		self.name, self.row, self.empty = name, row, empty
		where = f" (row {row})" if row else ""
		what = "is empty" if empty else "is missing"
		super().__init__(f"field {name}{where} {what}")


class FieldValueError(TemplateError):
	"""A value cannot be put on paper the way the template asks for (a text where a date is needed, …)."""
