"""What can only be set when the real words are known: size of the mark, lines of the title, place of the date.

Paragraphs are found by the names of their styles (:mod:`.document`), because Word and WPS may change style ids.
A document whose template has no such styles is left as it is.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable

from lxml import etree

from . import document as styles
from . import gb9704 as gb
from .elements import LetterHead
from .package import parse_xml_part
from .text import width_in_chars
from .wordxml import XML_SPACE, W, set_right, set_run, set_spacing, split_text, text_of

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

MARK_WIDTH_PT = gb.mm_to_pt(gb.AREA_WIDTH_MM)  # a mark is never wider than the type area
MARK_SHORT_PT = gb.mm_to_pt(110)  # short names are spaced out to this
MARK_LEAST_SCALE = 66  # per cent; below it the letters get smaller instead
TITLE_CHARS = 18  # of 2号: 20 would fill the line, 7.3.1 wants trapezoid or diamond
_NOT_FIRST = "的了》〉）」』”’】〕、，。：；！？）,.:;!?)]}%"
_NOT_LAST = "《〈（「『“‘【〔([{第"
_GOOD_LAST = "的和与及对、，》"
_GOOD_FIRST = "《（“第"
_GOOD_ENDS = ("人民代表大会", "会议", "镇", "县", "主席团", "人民政府")
# Words that a line of the title does not end in the middle of.
_WHOLE = (
	"人民代表大会",
	"常务委员会",
	"主席团",
	"人民政府",
	"承办单位",
	"代表",
	"建议",
	"办理",
	"会议",
	"期间",
)
MAX_TITLE_LINES = 5


class Finisher:
	"""Finishes documents made from one template."""

	def __init__(self, parts: dict[str, bytes]):
		self._ids: dict[str, str] = {}
		if "word/styles.xml" in parts:
			for style in parse_xml_part(parts["word/styles.xml"], "word/styles.xml").iter(f"{W}style"):
				name = style.find(f"{W}name")
				if name is not None:
					self._ids[name.get(f"{W}val") or ""] = style.get(f"{W}styleId") or ""

	def _by_style(self, root: etree._Element) -> Callable[[str], list[etree._Element]]:
		"""What gives the paragraphs of a style by the style's name, in the order of the document."""
		found: dict[str, list[etree._Element]] = {}
		for node in root.iter(f"{W}pStyle"):
			paragraph = node.getparent().getparent()
			if paragraph is not None and paragraph.tag == f"{W}p":
				found.setdefault(node.get(f"{W}val") or "", []).append(paragraph)
		return lambda name: found.get(self._ids[name], []) if name in self._ids else []

	def finish(self, root: etree._Element) -> dict[str, str]:
		"""Set what depends on the words; returns the ``title`` and the ``mark`` on the paper (or "")."""
		paragraphs = self._by_style(root)
		marks = paragraphs(styles.MARK)
		titles = paragraphs(styles.TITLE) + paragraphs(styles.FORM_TITLE)
		facts = {
			"mark": text_of(marks[0]) if marks else "",
			"title": "".join(text_of(p) for p in titles[:1]),
		}
		for mark in marks:
			_fit_mark(root, mark, paragraphs(styles.HEAD))
		for name in (styles.TITLE, styles.ANNEX_TITLE):
			for paragraph in paragraphs(name):
				_break_title(paragraph)
		_fit_signatures(paragraphs)
		_keep_text_with_signature(paragraphs)
		_renumber_drawings(root)
		_end_with_paragraphs(root)
		return facts

	def settle_text(self, root: etree._Element) -> None:
		"""Line breaks and tabs inside text become those of Word; spaces at the ends are kept."""
		for node in list(root.iter(f"{W}t")):
			value = node.text or ""
			if "\n" in value or "\t" in value:
				split_text(node, value)
			elif value != value.strip() or "  " in value:
				node.set(XML_SPACE, "preserve")


def _fit_signatures(paragraphs: Callable[[str], list[etree._Element]]) -> None:
	for signer_style, date_style, fit in (
		(styles.SIGNER_SEALED, styles.DATE_SEALED, sealed_indents),
		(styles.SIGNER, styles.DATE, unsealed_indents),
	):
		for signer, date in zip(paragraphs(signer_style), paragraphs(date_style), strict=False):
			right = fit(width_in_chars(text_of(signer)), width_in_chars(text_of(date)))
			for paragraph, chars in zip((signer, date), right, strict=True):
				set_right(paragraph, chars)


def _keep_text_with_signature(paragraphs: Callable[[str], list[etree._Element]]) -> None:
	"""The last paragraph of the text goes to the next page with the annex note and the signature (7.3.5.5, G9)."""
	ends = paragraphs(styles.ANNEX_NOTE)[:1] or [
		*paragraphs(styles.SIGNER_SEALED)[:1],
		*paragraphs(styles.SIGNER)[:1],
	]
	for end in ends[:1]:
		last = end.getprevious()
		if last is None or last.tag != f"{W}p":
			continue
		properties = last.find(f"{W}pPr")
		if properties is not None and properties.find(f"{W}keepNext") is None:
			style = properties.find(f"{W}pStyle")
			at = 0 if style is None else properties.index(style) + 1
			properties.insert(at, etree.Element(f"{W}keepNext"))


def sealed_indents(signer: float, date: float) -> tuple[float, float]:
	"""7.3.5.1: right indents (characters) of name and date: date four in, name centred on it.

	A name too wide for that moves the date to the left, so that the name ends at the edge of the type area.
	"""
	date_right = float(gb.SEALED_DATE_RIGHT_CHARS)
	name_right = date_right + (date - signer) / 2
	if name_right < 0:
		date_right, name_right = date_right - name_right, 0.0
	return name_right, date_right


def unsealed_indents(signer: float, date: float) -> tuple[float, float]:
	"""7.3.5.2: name two in, date begins two right of the name; a longer date is two in and moves the name left."""
	right = float(gb.UNSEALED_SIGNER_RIGHT_CHARS)
	date_right = right + signer - gb.UNSEALED_DATE_SHIFT_CHARS - date
	if date_right >= right:
		return right, date_right
	return right + date + gb.UNSEALED_DATE_SHIFT_CHARS - signer, right


def mark_fit(chars: float) -> tuple[float, int, float]:
	"""Size (pt), horizontal scale (per cent) and extra spacing (pt a character) of a mark of that many characters."""
	chars = max(chars, 1)
	size = gb.MARK_SIZE_PT
	natural = chars * size
	if natural <= MARK_WIDTH_PT:
		spare = (min(MARK_SHORT_PT, MARK_WIDTH_PT) - natural) / chars
		return size, 100, round(min(max(spare, 0), size / 2), 1)
	scale = int(MARK_WIDTH_PT * 100 / natural)
	if scale >= MARK_LEAST_SCALE:
		return size, scale, 0.0
	size = int(MARK_WIDTH_PT * 100 / MARK_LEAST_SCALE / chars * 2) / 2
	return max(size, 10.0), MARK_LEAST_SCALE, 0.0


def _fit_mark(root: etree._Element, mark: etree._Element, spacers: list[etree._Element]) -> None:
	size, scale, spacing = mark_fit(width_in_chars(text_of(mark)))
	runs = list(mark.iter(f"{W}r"))
	for run in runs:
		if spacing and run is not runs[-1]:
			set_run(run, "spacing", round(spacing * 20))
		if scale != 100:
			set_run(run, "w", scale)
		if size != gb.MARK_SIZE_PT:
			set_run(run, "sz", round(size * 2))
			set_run(run, "szCs", round(size * 2))
	if spacing:
		_space_all_but_last(mark, round(spacing * 20))
	if size != gb.MARK_SIZE_PT:
		set_spacing(mark, line=round(size * gb.MARK_LINE_FACTOR * 20))
		_move_head(root, LetterHead(), LetterHead(size), spacers)


def _space_all_but_last(mark: etree._Element, spacing: int) -> None:
	"""Letter spacing stands behind each character: behind the last one it would push the mark off the centre."""
	runs = [run for run in mark.iter(f"{W}r") if run.find(f"{W}t") is not None]
	if not runs or len(runs[-1].find(f"{W}t").text or "") < 1:
		return
	last, node = runs[-1], runs[-1].find(f"{W}t")
	value = node.text
	if len(value) > 1:
		head = copy.deepcopy(last)
		head.find(f"{W}t").text = value[:-1]
		set_run(head, "spacing", spacing)
		node.text = value[-1]
		last.addprevious(head)
	set_run(last, "spacing", 0)


def _move_head(root: etree._Element, old: LetterHead, new: LetterHead, spacers: list[etree._Element]) -> None:
	for spacer in spacers:
		if next(spacer.iter(f"{WP}anchor"), None) is None:
			continue
		set_spacing(spacer, line=gb.mm_to_twip(max(new.spacer, 0.5)))
	for anchor in root.iter(f"{WP}anchor"):
		offset = anchor.find(f"{WP}positionV/{WP}posOffset")
		if offset is None or not (offset.text or "").lstrip("-").isdigit():
			continue
		if next(anchor.iter(f"{W}txbxContent"), None) is not None:
			offset.text = str(gb.mm_to_emu(new.box_top))
		elif int(offset.text) < gb.mm_to_emu(gb.PAGE_HEIGHT_MM / 2):
			offset.text = str(int(offset.text) + gb.mm_to_emu(new.line_top - old.line_top))


def break_title(title: str, limit: int = TITLE_CHARS) -> list[str]:
	"""7.3.1: a long title in lines of about the same length, broken where the sense allows.

	The lines form a trapezoid or a diamond: a line shorter than both its neighbours is avoided.
	"""
	text = title.strip()
	count = -(-len(text) // limit)
	if count == 1:
		return [text]
	ideal = len(text) / count
	windows = [
		[at for at in range(round(ideal * row) - 4, round(ideal * row) + 5) if 1 < at < len(text) - 1]
		for row in range(1, min(count, MAX_TITLE_LINES))
	]
	breaks = {at: _break_cost(text, at) for at in set().union(*windows)}
	best = min(
		itertools.product(*windows), key=lambda cuts: _cuts_cost(len(text), cuts, breaks, ideal, limit)
	)
	return [text[start:end] for start, end in itertools.pairwise((0, *best, len(text)))]


def _cuts_cost(
	length: int, cuts: tuple[int, ...], breaks: dict[int, float], ideal: float, limit: int
) -> float:
	lengths = [end - start for start, end in itertools.pairwise((0, *cuts, length))]
	cost = sum(abs(length - ideal) / 2 + 100 * max(0, length - limit - 1) for length in lengths)
	cost += sum(breaks[at] for at in cuts)
	return cost + sum(
		8
		for left, this, right in zip(lengths, lengths[1:], lengths[2:], strict=False)
		if this < min(left, right)
	)


def _break_cost(text: str, at: int) -> float:
	cost, before, after = 0.0, text[at - 1], text[at]
	if after in _NOT_FIRST or before in _NOT_LAST:
		cost += 50
	if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
		cost += 50
	if any(text.find(word, max(at - len(word) + 1, 0), at + len(word) - 1) >= 0 for word in _WHOLE):
		cost += 30
	if after.isdigit() or before.isdigit():
		cost += 6
	if before in _GOOD_LAST or after in _GOOD_FIRST or text[:at].endswith(_GOOD_ENDS):
		cost -= 3
	return cost


def _break_title(paragraph: etree._Element) -> None:
	nodes = [node for node in paragraph.iter(f"{W}t") if node.text]
	whole = "".join(node.text for node in nodes)
	if len(whole) <= TITLE_CHARS + 1 or "\n" in whole or paragraph.find(f".//{W}br") is not None:
		return
	lines = break_title(whole)
	if sum(map(len, lines)) != len(whole):
		return
	cuts = {sum(map(len, lines[: number + 1])) for number in range(len(lines) - 1)}
	position = 0
	for node in nodes:
		value = node.text
		node.text = "".join(("\n" if position + at in cuts else "") + char for at, char in enumerate(value))
		position += len(value)


def _renumber_drawings(root: etree._Element) -> None:
	for number, node in enumerate(root.iter(f"{WP}docPr"), 1):
		node.set("id", str(number))


def _end_with_paragraphs(root: etree._Element) -> None:
	"""A cell, and the text, must end with a paragraph: Word calls a file damaged otherwise. Tags may have emptied it."""
	for cell in root.iter(f"{W}tc"):
		if not len(cell) or cell[-1].tag != f"{W}p":
			etree.SubElement(cell, f"{W}p")
	for section in root.iterfind(f"{W}body/{W}sectPr"):
		before = section.getprevious()
		if before is None or before.tag == f"{W}tbl":
			end = etree.Element(f"{W}p")
			set_spacing(end, line=20)
			section.addprevious(end)
