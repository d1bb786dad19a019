"""Head of a letter (10.1) and of an official document (7.2): mark, red lines, number, class of the result."""

from __future__ import annotations

import re

from deputy_affairs.rules.text import Text
from deputy_affairs.rules.text import mark as _

from .. import gb9704 as gb
from . import drawings
from .drawings import Line, is_red
from .reader import Paragraph
from .roles import NUMBER
from .sheet import Sheet, missing, mm, present

_EXACT, _ESTIMATED = 1.0, 3.0  # mm of tolerance for fixed places, and for places that follow from text above
_CENTRE = gb.LEFT_MM + gb.AREA_WIDTH_MM / 2
_DROP = 35.0  # 7.2.4: below the top of the type area


def check_head(sheet: Sheet) -> None:
	"""Everything above the title."""
	if sheet.paper.layout not in ("letter", "document"):
		return
	_check_mark(sheet)
	if sheet.paper.layout == "letter":
		_check_double_lines(sheet)
	else:
		_check_line(sheet)
	_check_number(sheet)
	mark = sheet.paper.first("class_mark")
	if mark is not None:
		sheet.put("class_mark.place", mark.align in ("right", "end") and mark.right < 0.2, _place(mark), mark)


def _place(paragraph: Paragraph) -> Text:
	if paragraph.align == "center":
		return Text(_("centred"))
	if paragraph.align in ("right", "end"):
		return Text(_("right, {0} characters in"), (f"{paragraph.right_edge:.1f}".removesuffix(".0"),))
	return Text(_("left, {0} characters in"), (f"{paragraph.indent:.1f}".removesuffix(".0"),))


def _at(centre: float) -> Text:
	return Text(_("centre at {0} mm"), (f"{centre:.1f}",))


def _check_mark(sheet: Sheet) -> None:
	mark, place = sheet.paper.first("mark"), sheet.paper.mark_place
	sheet.put("mark.missing", mark is not None, present() if mark else missing(), mark)
	if mark is None:
		return
	if not mark.tagged:
		sheet.put("mark.words", not mark.words.endswith("文件"), mark.words, mark)
	centre = place[2] if place else None
	if centre is not None:
		good = mark.align == "center" and abs(centre - _CENTRE) <= _EXACT
		sheet.put("mark.centre", good, _at(centre) if mark.align == "center" else _place(mark), mark)
	else:
		sheet.put("mark.centre", is_centred(mark), _place(mark), mark)
	if place:
		tolerance = _ESTIMATED if place[3] else _EXACT
		top = place[0]
		sheet.put("mark.place", abs(top - gb.LETTER_MARK_TOP_MM) <= tolerance, mm(top), mark)
		sheet.put("mark.drop", abs(top - gb.TOP_MM - _DROP) <= tolerance, mm(top - gb.TOP_MM), mark)


def _check_double_lines(sheet: Sheet) -> None:
	lines = sheet.paper.lines[:2]
	found = Text(_("{0} lines"), (len(lines),))
	if len(lines) < 2:
		sheet.put("lines.missing", False, found if lines else missing())
		return
	sheet.put("lines.missing", True, found)
	first, second = lines
	mark = sheet.paper.mark_place
	if mark and not mark[3] and first.top is not None:
		gap = first.top - mark[1]
		# the mark in another place is a finding of its own: the line then stands for what it should be
		nominal = first.top - (gb.LETTER_MARK_TOP_MM + mark[1] - mark[0])
		good = min(abs(gap - 4), abs(nominal - 4)) <= _EXACT
		sheet.put("lines.first", good, mm(gap))
	if second.bottom is not None:
		rest = gb.PAGE_HEIGHT_MM - second.bottom
		sheet.put("lines.second", abs(rest - gb.LETTER_SECOND_LINE_MM) <= _EXACT, mm(rest))
	elif first.top is not None or second.top is None:
		sheet.put("lines.second", False, Text(_("flows with the text")))
	kinds = (first.kind, second.kind)
	sheet.put(
		"lines.order",
		kinds == ("thickThin", "thinThick"),
		Text(_("first {0}, second {1}"), tuple(_kind(k) for k in kinds)),
	)
	worst = max(lines, key=lambda line: abs(line.length - gb.LETTER_LINE_MM))
	sheet.put("lines.length", abs(worst.length - gb.LETTER_LINE_MM) <= _EXACT, mm(worst.length))
	_check_centre(sheet, lines)
	wrong = next((line for line in lines if not is_red(line.colour)), None)
	sheet.put(
		"lines.colour",
		wrong is None,
		Text(_("in red")) if wrong is None else wrong.colour or Text(_("in black")),
	)


def _kind(kind: str) -> Text:
	names = {
		"thickThin": _("thick above thin"),
		"thinThick": _("thin above thick"),
		"double": _("two of a thickness"),
	}
	return Text(names.get(kind, _("single line")))


def _check_centre(sheet: Sheet, lines: list[Line]) -> None:
	"""A line of another length is a finding of its own; its centre may then be that of the line it should be."""
	off = [
		min(abs(line.left + line.length / 2 - _CENTRE), abs(line.left + gb.LETTER_LINE_MM / 2 - _CENTRE))
		for line in lines
	]
	worst = lines[off.index(max(off))]
	sheet.put(
		"lines.centre",
		max(off) <= _EXACT,
		_at(worst.left + worst.length / 2),
	)


def _check_line(sheet: Sheet) -> None:
	if sheet.paper.first("mark") is not None and sheet.paper.first("mark").words.endswith("纪要"):
		return
	line = next(iter(sheet.paper.lines), None)
	sheet.put("line.missing", line is not None, present() if line else missing())
	if line is not None:
		sheet.put("line.length", abs(line.length - gb.AREA_WIDTH_MM) <= _EXACT, mm(line.length))
		sheet.put(
			"lines.colour",
			is_red(line.colour),
			Text(_("in red")) if is_red(line.colour) else line.colour or Text(_("in black")),
		)


def _check_number(sheet: Sheet) -> None:
	number, mark = sheet.paper.first("number"), sheet.paper.first("mark")
	if mark is not None and mark.words.endswith("纪要"):
		return
	sheet.put("number.missing", number is not None, present() if number else missing(), number)
	if number is None:
		return
	if not number.tagged:
		_check_number_words(sheet, number)
	good = number.align in ("right", "end") and number.right_edge < 0.3
	sheet.put("number.place", good, _place(number), number)
	upward = "签发人" in number.words
	sheet.put(
		"number.centre",
		(upward and abs(number.indent - 1) < 0.2) or (not upward and is_centred(number)),
		_place(number),
		number,
	)
	line = sheet.paper.lines[0] if sheet.paper.lines else None
	if sheet.paper.layout == "letter" and line and line.bottom is not None:
		top = drawings.flow_top(number, sheet.paper.paragraphs, gb.TOP_MM)
		gap = drawings.ink(number, top)[0] - line.bottom
		# an estimate where the lines above have no exact height
		above = sheet.paper.paragraphs[: number.place + 1]
		tolerance = _EXACT if all(p.line_rule == "exact" for p in above) else _ESTIMATED
		ok = (
			abs(gap - gb.LETTER_TEXT_GAP_MM) <= tolerance
			or _line_is_off(sheet, line)
			or number.look.size != gb.SIZE_3_PT
		)
		sheet.put("number.gap", ok, mm(gap), number)


def _line_is_off(sheet: Sheet, line: Line) -> bool:
	"""Whether the first line itself stands wrongly (its own finding), so that nothing can be measured from it."""
	return any(result.code == "lines.first" and not result.ok for result in sheet.results)


def _check_number_words(sheet: Sheet, number: Paragraph) -> None:
	words = re.split(r"\s*签发人", number.words)[0].strip()
	brackets = re.search(r"〔(19|20)\d{2}〕", words)
	like = bool(NUMBER.match(words))
	sheet.put("number.form", like and not re.search(r"\s", words), words, number)
	if not like:
		return
	sheet.put("number.brackets", bool(brackets), words, number)
	sheet.put("number.zero", not re.search(r"\D0+\d*号$", words), words, number)
	sheet.put("number.di", "第" not in words, words, number)


def is_centred(paragraph: Paragraph) -> bool:
	"""Whether a paragraph is centred on the type area."""
	shift = abs(paragraph.left + paragraph.first - paragraph.hanging - paragraph.right)
	return paragraph.align == "center" and shift < 0.2
