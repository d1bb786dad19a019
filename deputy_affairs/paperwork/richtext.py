"""Rich text of the desk's editor, or pasted from Word, as plain lines that stay readable on paper. Pure functions.

Paragraphs become lines, lists are numbered or get a dash, rows of a table become a line each. Text that is not
rich text stays as it was typed, also where it speaks of ``<`` and ``>``.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = "p|div|ul|ol|table|blockquote|h[1-6]"
_RICH = re.compile(rf"\s*<({_BLOCKS})(?:\s[^<>]*)?>.*</({_BLOCKS})>\s*", re.DOTALL | re.IGNORECASE)
_BREAKS = frozenset(
	{"p", "div", "blockquote", "table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre"}
)
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "xml", "o:p"})
_BLANKS = re.compile(r"[ \t\r\n\xa0]+")
DASH, CELLS = "— ", "　｜　"


def readable(value: str) -> str:
	"""Rich text as plain lines joined by ``\\n``; any other text unchanged."""
	if not value.lstrip()[:1] == "<" or not _RICH.fullmatch(value):
		return value
	reader = _Reader()
	reader.feed(value)
	reader.close()
	reader.end_line()
	return "\n".join(reader.lines)


class _Reader(HTMLParser):
	"""Collects lines; ``lists`` is the stack of open lists: the next number, or None for dashes."""

	def __init__(self) -> None:
		super().__init__(convert_charrefs=True)
		self.lines: list[str] = []
		self.words: list[str] = []
		self.lists: list[int | None] = []
		self.mark = ""
		self.silent = 0
		self.tables: list[list[str]] = []  # the cells of the row that is open, one list a table

	def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
		"""Open a block, a list, a row or a cell."""
		if tag in _SILENT:
			self.silent += 1
		elif tag == "br":
			self._separate()
		elif tag in ("ul", "ol"):
			self._separate()
			start = dict(attrs).get("start") or ""
			self.lists.append((int(start) if start.isdecimal() else 1) if tag == "ol" else None)
		elif tag == "li":
			self._separate()
			self.mark = self._item(dict(attrs).get("data-list"))
		elif tag == "table":
			self._separate()
			self.tables.append([])
		elif tag in ("tr", "td", "th") and self.tables:
			self.words.clear()
			if tag == "tr":
				self.tables[-1].clear()
		elif tag in _BREAKS:
			self._separate()

	def handle_endtag(self, tag: str) -> None:
		"""Close it again."""
		if tag in _SILENT:
			self.silent = max(self.silent - 1, 0)
		elif tag in ("td", "th") and self.tables:
			self.tables[-1].append(self._text())
		elif tag == "tr" and self.tables:
			cells, self.tables[-1] = self.tables[-1], []
			if any(cells):
				self._add(CELLS.join(cells))
		elif tag == "table" and self.tables:
			self.tables.pop()
			self._separate()
		elif tag in ("ul", "ol"):
			self._separate()
			if self.lists:
				self.lists.pop()
		elif tag in _BREAKS or tag == "li":
			self._separate()

	def handle_data(self, data: str) -> None:
		"""Text between the tags."""
		if not self.silent:
			self.words.append(data)

	def end_line(self) -> None:
		"""Close the line that is open."""
		if words := self._text():
			self._add(words)

	def _separate(self) -> None:
		# within a cell of a table a paragraph is only a blank
		if self.tables:
			self.words.append(" ")
		else:
			self.end_line()

	def _text(self) -> str:
		words = _BLANKS.sub(" ", "".join(self.words)).strip()
		self.words.clear()
		return words

	def _add(self, line: str) -> None:
		self.lines.append(self.mark + line)
		self.mark = ""

	def _item(self, kind: str | None) -> str:
		"""The mark of an item; the editor writes both kinds of list as ``ol`` and the kind on the item."""
		number = self.lists[-1] if self.lists else None
		if number is None or kind == "bullet":
			return DASH
		self.lists[-1] = number + 1
		return f"{number}. "
