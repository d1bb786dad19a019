"""What the paragraphs of any .docx look like, resolved the way a word processor does.

Run properties: the run itself → its character style → the paragraph's style and what that is based on → the
document's defaults; faces that the theme names are looked up there. Paragraph properties likewise, with those of
the list a paragraph belongs to after its own. Used by :mod:`..geometry` and the rules of this package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from .. import package
from ..errors import TemplateFileError
from ..text import width_in_chars
from .numbering import Numbering, prefix

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TWIP_PER_MM = 1440 / 25.4
LINE_CHARS = 28  # characters of the standard's line
CHAR_TWIP = round(156 * TWIP_PER_MM) / LINE_CHARS  # one of them
_TAG_PARAGRAPH = re.compile(r"^\s*\{%-?\s*p\b.*%\}\s*$", re.DOTALL)
CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff5e\u3000-\u303f]")


@dataclass(frozen=True)
class Piece:
	"""A run: its text, Chinese face, Latin face, size (pt), colour (RRGGBB or ""), bold, spacing (pt a character)."""

	text: str
	font: str
	latin: str
	size: float
	colour: str
	bold: bool
	spacing: float
	scale: int


@dataclass
class Paragraph:
	"""A paragraph. Indents in characters of the standard's line, ``before``/``after``/``line`` in twips."""

	node: etree._Element
	text: str
	style: str
	pieces: list[Piece]
	align: str
	first: float
	hanging: float
	left: float
	right: float
	before: float
	after: float
	line: int
	line_rule: str
	snap: bool
	border: etree._Element | None = None
	place: int = 0
	table: bool = False
	anchored: bool = False
	page_break: bool = False
	number: str = ""
	default: Piece = field(default=None, repr=False)  # type: ignore[assignment]

	@property
	def words(self) -> str:
		"""The text without blanks around it, with the number Word puts in front."""
		return self.number + self.text.strip(" \t\n\u3000\xa0")

	@property
	def tagged(self) -> bool:
		"""Whether the text holds template tags, so that its words are not known yet."""
		return "{{" in self.text or "{%" in self.text

	@property
	def look(self) -> Piece:
		"""The first run with text, or what a run would look like."""
		return next((piece for piece in self.pieces if piece.text.strip()), self.default)

	@property
	def indent(self) -> float:
		"""Characters from the left edge of the type area to the first character."""
		blanks = self.text[: len(self.text) - len(self.text.lstrip(" \u3000\xa0"))]
		return self.left + self.first - self.hanging + width_in_chars(blanks)

	@property
	def right_edge(self) -> float:
		"""Characters from the right edge of the type area to the last character (of a paragraph of one line)."""
		trailing = self.text[len(self.text.rstrip(" \u3000\xa0")) :]
		if self.align in ("right", "end"):
			return self.right + width_in_chars(trailing)
		width = width_in_chars(self.words)
		if self.align == "center":
			return (LINE_CHARS - width + self.right - self.left) / 2
		return LINE_CHARS - self.indent - width


class Reader:
	"""A .docx opened for looking. :raises TemplateFileError: no readable Word document."""

	def __init__(self, parts: dict[str, bytes]):
		self.parts = parts
		self.body = self.part("word/document.xml")
		if self.body is None or self.body.tag != f"{W}document" or self.body.find(f"{W}body") is None:
			raise TemplateFileError("this is not a Word document (.docx)")
		root = self.part("word/styles.xml")
		self.settings = self.part("word/settings.xml")
		self._numbering = Numbering(self.part("word/numbering.xml"))
		self._theme = self.part("word/theme/theme1.xml")
		styles = list(root.iter(f"{W}style")) if root is not None else []
		self._styles = {style.get(f"{W}styleId"): style for style in styles}
		self._names: dict[str, str] = {}
		self._normal = ""
		for key, style in self._styles.items():
			name = style.find(f"{W}name")
			self._names[key] = (name.get(f"{W}val") or "") if name is not None else ""
			if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
				self._normal = key
		defaults = root.find(f"{W}docDefaults") if root is not None else None
		self._run_defaults = defaults.find(f"{W}rPrDefault") if defaults is not None else None
		self._paragraph_defaults = defaults.find(f"{W}pPrDefault") if defaults is not None else None

	def part(self, name: str) -> etree._Element | None:
		"""An XML part, or None when the file has none of this name."""
		if name not in self.parts:
			return None
		if len(self.parts[name]) > package.MAX_XML_BYTES:
			raise TemplateFileError(f"{name} is too big")
		return package.parse_xml_part(self.parts[name], name)

	def relation(self, key: str | None) -> etree._Element | None:
		"""The part that a relation of the document leads to."""
		rels = self.part("word/_rels/document.xml.rels")
		for rel in rels if rels is not None else ():
			if rel.get("Id") == key:
				target = rel.get("Target") or ""
				return self.part(target.lstrip("/") if target.startswith("/") else f"word/{target}")
		return None

	def sections(self) -> list[etree._Element]:
		"""Section properties, in order."""
		return list(self.body.iter(f"{W}sectPr"))

	def paragraphs(self) -> list[Paragraph]:
		"""Paragraphs of the text in order; tags for whole paragraphs are left out, those of tables are marked."""
		found = []
		for node in self.body.find(f"{W}body").iter(f"{W}p"):
			ancestors = [ancestor.tag for ancestor in node.iterancestors()]
			if f"{MC}Fallback" in ancestors or f"{W}txbxContent" in ancestors:
				continue
			paragraph = self.describe(node)
			if not _TAG_PARAGRAPH.match(paragraph.text):
				paragraph.table = f"{W}tbl" in ancestors
				paragraph.place = len(found)
				found.append(paragraph)
		return found

	def boxed(self) -> Iterator[tuple[Paragraph, etree._Element]]:
		"""Paragraphs in text boxes, with the node that holds the box (anchor, inline or VML shape)."""
		for content in self.body.iter(f"{W}txbxContent"):
			ancestors = list(content.iterancestors())
			if any(node.tag == f"{MC}Fallback" for node in ancestors):
				continue
			holder = next(
				(node for node in ancestors if node.tag.endswith(("}anchor", "}inline", "}pict"))), None
			)
			if holder is not None:
				for node in content.iter(f"{W}p"):
					yield self.describe(node), holder

	def _style_id(self, paragraph: etree._Element) -> str:
		node = paragraph.find(f"{W}pPr/{W}pStyle")
		key = node.get(f"{W}val") if node is not None else None
		return key if key in self._styles else self._normal

	def _chain(self, key: str | None) -> list[etree._Element]:
		chain: list[etree._Element] = []
		while key in self._styles and self._styles[key] not in chain:
			chain.append(self._styles[key])
			based = self._styles[key].find(f"{W}basedOn")
			key = based.get(f"{W}val") if based is not None else None
		return chain

	def describe(self, node: etree._Element) -> Paragraph:
		"""One paragraph with everything resolved."""
		key = self._style_id(node)
		chain = self._chain(key)
		runs = [run for run in node.iter(f"{W}r") if _holder(run) is node]
		sources = [source.find(f"{W}pPr") for source in (node, *chain)]
		if self._paragraph_defaults is not None:
			sources.append(self._paragraph_defaults.find(f"{W}pPr"))
		sources = [source for source in sources if source is not None]
		level = self._numbering.level(sources)
		if level is not None and level.find(f"{W}pPr") is not None:
			sources.insert(1 if node.find(f"{W}pPr") is not None else 0, level.find(f"{W}pPr"))
		pieces = [self._piece(run, chain) for run in runs]
		first, hanging = _first_and_hanging(sources)
		lines = _find(sources, "spacing", "beforeLines"), _find(sources, "spacing", "afterLines")
		borders = next((found for source in sources if (found := source.find(f"{W}pBdr")) is not None), None)
		return Paragraph(
			node=node,
			text="".join(piece.text for piece in pieces),
			style=self._names.get(key, ""),
			pieces=[piece for piece in pieces if piece.text],
			align=_find(sources, "jc", "val"),
			first=first,
			hanging=hanging,
			left=_indent(sources, "left", "start"),
			right=_indent(sources, "right", "end"),
			before=_distance(lines[0], _find(sources, "spacing", "before")),
			after=_distance(lines[1], _find(sources, "spacing", "after")),
			line=number_of(_find(sources, "spacing", "line")),
			line_rule=_find(sources, "spacing", "lineRule", "auto"),
			snap=_is_on(sources, "snapToGrid", True),
			border=borders,
			anchored=any(
				run.find(f".//{W}drawing") is not None or run.find(f".//{W}pict") is not None for run in runs
			),
			number=prefix(level),
			page_break=_is_on(sources, "pageBreakBefore")
			or any(br.get(f"{W}type") == "page" for run in runs for br in run.findall(f"{W}br")),
			default=self._piece(None, chain),
		)

	def normal(self) -> Piece:
		"""What a run in the default paragraph style looks like."""
		return self._piece(None, self._chain(self._normal))

	def _piece(self, run: etree._Element | None, chain: list[etree._Element]) -> Piece:
		own: list[etree._Element] = []
		if run is not None:
			own.append(run)
			style = run.find(f"{W}rPr/{W}rStyle")
			if style is not None:
				own += self._chain(style.get(f"{W}val"))
		own += chain
		if self._run_defaults is not None:
			own.append(self._run_defaults)
		sources = [found for source in own if (found := source.find(f"{W}rPr")) is not None]
		colour = _find(sources, "color", "val")
		return Piece(
			text=_text(run) if run is not None else "",
			font=self._face(sources, "eastAsia"),
			latin=self._face(sources, "ascii"),
			size=number_of(_find(sources, "sz", "val", "20")) / 2,
			colour="" if colour == "auto" else colour.upper(),
			bold=_is_on(sources, "b"),
			spacing=number_of(_find(sources, "spacing", "val")) / 20,
			scale=number_of(_find(sources, "w", "val", "100")),
		)

	def _face(self, sources: list[etree._Element], kind: str) -> str:
		for source in sources:
			node = source.find(f"{W}rFonts")
			if node is None:
				continue
			if theme := node.get(f"{W}{kind}Theme"):
				return self._theme_face(theme)
			if node.get(f"{W}{kind}"):
				return node.get(f"{W}{kind}")
		return ""

	def _theme_face(self, name: str) -> str:
		if self._theme is None:
			return ""
		fonts = next(self._theme.iter(f"{A}{'majorFont' if name.startswith('major') else 'minorFont'}"), None)
		if fonts is None:
			return ""
		tag = "ea" if name.endswith("EastAsia") else "latin"
		face = fonts.find(f"{A}{tag}")
		if face is not None and face.get("typeface"):
			return face.get("typeface")
		scripts = {font.get("script"): font.get("typeface") for font in fonts.iter(f"{A}font")}
		return scripts.get("Hans") or "" if tag == "ea" else ""


def _holder(run: etree._Element) -> etree._Element | None:
	return next((node for node in run.iterancestors() if node.tag == f"{W}p"), None)


def _text(run: etree._Element) -> str:
	pieces = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}
	return "".join(node.text or "" if node.tag == f"{W}t" else pieces.get(node.tag, "") for node in run)


def _is_on(sources: list[etree._Element], tag: str, usual: bool = False) -> bool:
	node = next((found for source in sources if (found := source.find(f"{W}{tag}")) is not None), None)
	return node.get(f"{W}val", "1") not in ("0", "false", "off") if node is not None else usual


def _find(sources: list[etree._Element], tag: str, name: str, default: str = "") -> str:
	for source in sources:
		node = source.find(f"{W}{tag}")
		if node is not None and node.get(f"{W}{name}") is not None:
			return node.get(f"{W}{name}")
	return default


def number_of(value: str | None) -> int:
	"""A whole number of an attribute; a length with a unit, such as "1cm", in twips; nonsense is 0."""
	try:
		return round(float(value or 0))
	except (ValueError, OverflowError):
		match = re.fullmatch(r"(-?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi)", value or "")
		scale = {"mm": 56.7, "cm": 567, "in": 1440, "pt": 20, "pc": 240, "pi": 240}
		return round(float(match.group(1)) * scale[match.group(2)]) if match else 0


def _distance(lines: str, twips: str) -> float:
	"""Space before or after: in hundredths of a line of the grid where given so, else in twips."""
	return number_of(lines) / 100 * 579 if number_of(lines) else number_of(twips)


def _length(source: etree._Element, *names: str) -> float | None:
	node = source.find(f"{W}ind")
	for name in names if node is not None else ():
		if (value := node.get(f"{W}{name}Chars")) is not None and number_of(value):
			return number_of(value) / 100
		if (value := node.get(f"{W}{name}")) is not None:
			return round(number_of(value) / CHAR_TWIP, 2)
	return None


def _indent(sources: list[etree._Element], *names: str) -> float:
	return next((found for source in sources if (found := _length(source, *names)) is not None), 0.0)


def _first_and_hanging(sources: list[etree._Element]) -> tuple[float, float]:
	for source in sources:
		first, hanging = _length(source, "firstLine"), _length(source, "hanging")
		if first is not None or hanging is not None:
			return (0.0, hanging) if hanging else (first or 0.0, 0.0)
	return 0.0, 0.0
