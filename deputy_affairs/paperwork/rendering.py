"""From a Word template and plain values to a finished Word document.

The tags are those of docxtpl (``{{ … }}``, ``{% … %}``, ``{%p … %}`` for whole paragraphs, ``{%tr … %}`` for rows);
its patching makes them whole again after Word has torn them over several runs. Everything after that is ours:
each part is compiled once, filled strictly, parsed strictly and written the same way every time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import jinja2
from docxtpl import DocxTemplate
from lxml import etree

from deputy_affairs.rules.text import Text
from deputy_affairs.rules.text import mark as _

from . import package, sandbox, text
from .errors import (
	FieldValueError,
	MissingFieldError,
	TemplateError,
	TemplateFileError,
	TemplateSyntaxError,
	UnsafeExpressionError,
)
from .finishing import Finisher
from .properties import core_xml, place

__all__ = [
	"FieldValueError",
	"MissingFieldError",
	"Template",
	"TemplateError",
	"TemplateFileError",
	"TemplateSyntaxError",
	"UnsafeExpressionError",
	"compile_template",
]

MAX_OUTPUT_CHARS = 40_000_000  # of one part
_ENVIRONMENT = sandbox.PaperEnvironment()
_PARAGRAPH_START = re.compile(r"<w:p(?=[ >])")
_TORN = _("a condition or loop begins in one paragraph or row and ends in another: use {0} or {1}")
_MARKUP = re.compile(r"<[^>]+>")
_HAS_TAG = re.compile(r"\{[{%#]")


def compile_template(data: bytes) -> Template:
	"""Read a .docx template.

	:raises TemplateFileError: no .docx, damaged, or holding macros, links or fields that fetch something
	:raises TemplateSyntaxError: a tag is written wrongly; names the paragraph
	:raises UnsafeExpressionError: a tag does more than print fields; names the paragraph
	"""
	return Template(data)


class Template:
	"""A compiled template; :meth:`render` may be called many times, also from several threads."""

	def __init__(self, data: bytes):
		self._parts = package.read(data)
		self._compiled: dict[str, jinja2.Template] = {}
		self._fields: set[str] = set()
		self._finisher = Finisher(self._parts)
		self._properties = place(self._parts)
		for name in package.templated_parts(self._parts):
			root = package.parse_xml_part(self._parts[name], name)
			package.refuse_fields(root)
			package.refuse_drafts(root)
			source = etree.tostring(root, encoding="unicode")
			if _HAS_TAG.search(_MARKUP.sub("", source)) or name == "word/document.xml":
				self._compile(name, source)
		unchanged = self._parts.keys() - self._compiled.keys() - {self._properties}
		self._writer = package.Writer({name: self._parts[name] for name in unchanged})

	def _compile(self, name: str, source: str) -> None:
		source = tagged_source(source)
		try:
			tree = _ENVIRONMENT.parse(source)
		except jinja2.TemplateSyntaxError as error:
			raise TemplateSyntaxError(plain_message(error), place_of(source, error.lineno)) from error
		for line, reason in sandbox.check(tree):
			raise UnsafeExpressionError(reason, place_of(source, line))
		self._fields |= sandbox.fields(tree)
		try:
			self._compiled[name] = _ENVIRONMENT.from_string(tree)
		except jinja2.TemplateError as error:
			raise TemplateSyntaxError(
				plain_message(error), place_of(source, getattr(error, "lineno", 1))
			) from error

	def fields(self) -> set[str]:
		"""Dotted names of the fields used, e.g. ``reply.number``; fields of a list as ``reply.answers.answer``."""
		return set(self._fields)

	def render(
		self,
		context: Mapping[str, Any],
		*,
		title: str | None = None,
		author: str | None = None,
		created: Any = None,
	) -> bytes:
		"""The finished .docx. Same template and values, same bytes.

		``context`` is plain data: dicts, lists, text, whole numbers, yes/no, dates as ISO text. ``title``, ``author``
		and ``created`` (a date) are written into the document's properties; without them the title is the one on
		the paper, the author the issuer on the paper, the date the one of ``context`` (``issued_on``).

		:raises MissingFieldError: a printed field is missing or empty
		:raises FieldValueError: a value cannot be worded (not a date, …)
		"""
		record = sandbox.Record(context, "")
		parts = {}
		roots = {name: self._fill(name, template, record) for name, template in self._compiled.items()}
		facts = self._finisher.finish(roots["word/document.xml"])
		for name, root in roots.items():
			self._finisher.settle_text(root)
			parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
		parts[self._properties] = core_xml(
			title=title or facts["title"],
			author=author or facts["mark"] or _first(context, ("congress.name", "reply.issuer")),
			created=created or _first(context, _DATES),
		)
		return self._writer.write(parts)

	def _fill(self, name: str, template: jinja2.Template, record: sandbox.Record) -> etree._Element:
		pieces, size = [], 0
		try:
			for piece in template.generate(record.fields):
				size += len(piece)
				if size > MAX_OUTPUT_CHARS:
					raise FieldValueError(Text(_("the values are too long for one document")))
				pieces.append(piece)
		except TemplateError:
			raise
		except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError) as error:
			raise FieldValueError(
				Text(_("the values do not fit the template: {0}"), (str(error),))
			) from error
		try:
			root = package.parse_xml_part("".join(pieces).encode("utf-8"), name)
		except TemplateFileError as error:
			raise TemplateSyntaxError(Text(_TORN, ("{%p … %}", "{%tr … %}"))) from error
		_refuse_stray_text(root)
		return root


def tagged_source(xml: str) -> str:
	"""XML of a part with its tags made whole, a paragraph to a line: the line of an error leads to its paragraph."""
	return _PARAGRAPH_START.sub("\n<w:p", DocxTemplate(None).patch_xml(xml.replace("\n", " ")))


def _refuse_stray_text(root: etree._Element) -> None:
	"""``{{p x}}`` and ``{{r x}}`` put a value where Word shows no text: it would silently be missing."""
	if not any(piece.strip() for piece in _STRAY_TEXT(root)):
		return
	for node in root.iter(*_NO_TEXT):
		pieces = [node.text, *(child.tail for child in node)]
		if stray := "".join(piece for piece in pieces if piece).strip():
			raise TemplateSyntaxError(
				Text(_("{0} is printed outside a text: write the tag as {1}"), (stray[:60], "{{ … }}"))
			)


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NO_TEXT = tuple(_W + name for name in ("body", "p", "r", "tbl", "tr", "tc", "hdr", "ftr", "txbxContent"))
_STRAY_TEXT = etree.XPath(
	"|".join(f"//w:{name.removeprefix(_W)}/text()" for name in _NO_TEXT),
	namespaces={"w": _W.strip("{}")},
	smart_strings=False,
)
_DATES = ("reply.issued_on", "document.issued_on", "rating.issued_on", "suggestion.submitted_on")


def _first(context: Mapping[str, Any], names: tuple[str, ...]) -> str:
	for name in names:
		value: Any = context
		for key in name.split("."):
			value = value.get(key) if isinstance(value, Mapping) else None
		if value:
			return text.clean(str(value))
	return ""


def place_of(source: str, line: int | None) -> str:
	lines = source.split("\n")
	content = lines[min(max((line or 1) - 1, 0), len(lines) - 1)]
	words = _MARKUP.sub("", content).strip()
	return (words[:120] + "…") if len(words) > 120 else words


def plain_message(error: jinja2.TemplateError) -> Text:
	"""What jinja says of a tag, in our words where they are known."""
	said = error.message or ""
	for pattern, template, more in _SYNTAX:
		if found := pattern.search(said):
			return Text(template, (*found.groups(), *more))
	return Text(_("it cannot be read ({0})"), (said,))


_ENDIF, _ENDFOR = "{% endif %}", "{% endfor %}"
# what jinja says, what we say, and what is put in besides the groups found
_SYNTAX = (
	(re.compile(r"got 'end of (?:print statement|statement block)'"), _("the tag is not complete"), ()),
	(
		re.compile(r"unknown tag '(\w+)'.*?nesting mistake.*?looking for 'elif'"),
		_("a condition has no end: {1} is missing before {0}"),
		(_ENDIF,),
	),
	(
		re.compile(r"unknown tag '(\w+)'.*?nesting mistake.*?looking for '(?:else|endfor)'"),
		_("a loop has no end: {1} is missing before {0}"),
		(_ENDFOR,),
	),
	(re.compile(r"unknown tag '(?:endif|endfor|else|elif)'"), _("there is an end without its beginning"), ()),
	(re.compile(r"unknown tag '(.*?)'"), _("there is no tag {0}"), ()),
	(
		re.compile(r"Unexpected end of template.*?'(?:elif|else|endif)'"),
		_("a condition has no end: {0} is missing"),
		(_ENDIF,),
	),
	(
		re.compile(r"Unexpected end of template.*?'(?:else|endfor)'"),
		_("a loop has no end: {0} is missing"),
		(_ENDFOR,),
	),
	(re.compile(r"[Uu]nexpected end of (?:template|print statement)"), _("the tag is not complete"), ()),
	(re.compile(r"expected token '(.*?)', got '(.*?)'"), _("{0} is expected where {1} stands"), ()),
	(re.compile(r"[Uu]nexpected '(.*?)'"), _("{0} stands in the wrong place"), ()),
	(re.compile(r"unexpected char (.+?) at"), _("the character {0} cannot stand in a tag"), ()),
	(re.compile(r"No filter named '(.*?)'"), _("there is no filter {0}"), ()),
	(re.compile(r"Missing end of (?:comment|raw)"), _("the tag is not complete"), ()),
)
