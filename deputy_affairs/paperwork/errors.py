"""What can go wrong between a template and a letter. Every message says what to change and where."""

from __future__ import annotations

from deputy_affairs.rules.text import Text


class TemplateError(ValueError):
	"""A template, or the values for it, cannot be used.

	``text``: what is wrong, as a source string and what is put into it, for whoever translates it; ``args[0]``
	the same in English; ``paragraph``: text of the place in the template, or ""; ``tag``: the tag itself, or "".
	``str()`` gives the message and the paragraph.
	"""

	def __init__(self, message: str | Text, paragraph: str = "", tag: str = ""):
		self.text = message if isinstance(message, Text) else Text("{0}", (message,))
		self.paragraph, self.tag = paragraph, tag
		super().__init__(self.text.in_words())

	def __str__(self) -> str:
		return f"{self.args[0]} (in: {self.paragraph})" if self.paragraph else str(self.args[0])


class TemplateFileError(TemplateError):
	"""The file is not a usable .docx."""


class TemplateSyntaxError(TemplateError):
	"""A tag is written wrongly."""


class UnsafeExpressionError(TemplateError):
	"""A tag does more than put a field on paper (calls, attributes that are no fields, …)."""


class UnknownFieldError(TemplateError):
	"""A tag names a field that this kind of paper does not have.

	``name``: the dotted name as the template means it; ``nearest``: (name, Chinese label) of the most alike field
	of the catalogue, or ``None``.
	"""

	def __init__(self, name: str, nearest: tuple[str, str] | None, paragraph: str = "", tag: str = ""):
		self.name, self.nearest = name, nearest
		super().__init__(Text("there is no field {0}", (name,)), paragraph, tag)


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
