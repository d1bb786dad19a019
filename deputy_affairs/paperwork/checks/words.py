"""Title, addressee, text, annex note, signature, date, note, annexes, copies (GB/T 9704-2012 7.3, 7.4)."""

from __future__ import annotations

import re

from deputy_affairs.rules.text import Text
from deputy_affairs.rules.text import mark as _

from .. import gb9704 as gb
from ..finishing import sealed_indents, unsealed_indents
from ..text import width_in_chars
from .head import is_centred
from .reader import Paragraph
from .roles import Paper
from .sheet import Sheet, blank_lines, chars, missing, present

_LINES, _CHARS, _CENTRED = 0.35, 0.25, 0.6  # tolerances: lines, characters of an indent, of the centred name
_LEVELS = ("level_1", "level_2", "level_3", "level_4")
# numbers with the wrong brackets or the wrong point; a heading without a number is left alone
_MISNUMBERED = re.compile(
	r"^[一二三四五六七八九十]{1,3}[.．:：]|^\([一二三四五六七八九十\d]{1,3}\)|^（[一二三四五六七八九十\d]{1,3}）[、.．]|^\d{1,2}、"
)
_REQUIRED = {
	"letter": ("title", "addressee", "body", "signer", "date"),
	"document": ("title", "body", "date"),
	"notice": ("title", "body", "signer", "date"),
	"report": ("title", "body"),
	"form": (),
}


def check_words(sheet: Sheet, expected: frozenset[str] = frozenset()) -> None:
	"""Everything from the title on; ``expected``: roles that this kind of paper has besides those of its layout."""
	paper = sheet.paper
	required = _REQUIRED[paper.layout]
	for role in (*required, *sorted(expected & {"class_mark", "note"})):
		there = bool(paper.of("body", *_LEVELS) if role == "body" else paper.of(role))
		sheet.put(f"{role}.missing", there, present() if there else missing())
	if paper.layout == "form":
		sheet.each("form_title.centre", [(is_centred(p), _align(p), p) for p in paper.of("form_title")])
		return
	_check_title(sheet)
	_check_text(sheet)
	_check_annex_note(sheet)
	_check_signature(sheet)
	_check_notes(sheet)
	_check_annexes(sheet)
	_check_copies(sheet)


def blank_above(paper: Paper, paragraph: Paragraph) -> float:
	"""Blank lines (of 28.95 pt) between a paragraph and the words above it."""
	space = paragraph.before
	for above in reversed(paper.paragraphs[: paragraph.place]):
		if above.words or above.anchored or above.table or above.border is not None:
			space = max(space, above.after) if above.place == paragraph.place - 1 else space + above.after
			break
		exact = above.line_rule == "exact" and above.line
		space += above.before + above.after + (above.line if exact else gb.LINE_TWIP)
	return space / gb.LINE_TWIP


def _align(paragraph: Paragraph) -> Text:
	if paragraph.align == "center":
		if is_centred(paragraph):
			return Text(_("centred"))
		return Text(
			_("centred, but indented {0} characters"), (f"{paragraph.indent:.1f}".removesuffix(".0"),)
		)
	return Text(_("flush right")) if paragraph.align in ("right", "end") else Text(_("flush left"))


def _check_title(sheet: Sheet) -> None:
	paper = sheet.paper
	titles = paper.of("title")
	sheet.each("title.centre", [(is_centred(p), _align(p), p) for p in titles])
	bold = [(not any(piece.bold for piece in p.pieces), p) for p in titles]
	sheet.each("title.bold", [(ok, Text(_("not bold") if ok else _("set in bold")), p) for ok, p in bold])
	if titles:
		lines = blank_above(paper, titles[0])
		sheet.put("title.space", abs(lines - gb.TITLE_BLANK_LINES) <= _LINES, blank_lines(lines), titles[0])
	addressee = paper.first("addressee")
	if addressee is None:
		return
	if not addressee.tagged:
		sheet.put("addressee.colon", addressee.words.endswith("："), addressee.words[-12:], addressee)
	flush = addressee.align not in ("center", "right", "end") and abs(addressee.indent) < _CHARS
	sheet.put(
		"addressee.place",
		flush,
		chars(addressee.indent) if addressee.align != "center" else _align(addressee),
		addressee,
	)
	lines = blank_above(paper, addressee)
	sheet.put(
		"addressee.space", abs(lines - gb.ADDRESSEE_BLANK_LINES) <= _LINES, blank_lines(lines), addressee
	)


def _check_text(sheet: Sheet) -> None:
	paper = sheet.paper
	sheet.each("body.indent", [_indented(p) for p in paper.of("body")])
	sheet.each("levels.indent", [_indented(p) for p in paper.of(*_LEVELS)])
	known = [p for p in paper.of(*_LEVELS) if not p.tagged]
	sheet.each("levels.marks", [(not _MISNUMBERED.match(p.words), p.words[:5], p) for p in known])


def _indented(paragraph: Paragraph) -> tuple[bool, Text, Paragraph]:
	good = abs(paragraph.indent - gb.INDENT_CHARS) <= _CHARS and paragraph.align not in (
		"center",
		"right",
		"end",
	)
	return good, chars(paragraph.indent) if paragraph.align != "center" else _align(paragraph), paragraph


def _check_annex_note(sheet: Sheet) -> None:
	notes = sheet.paper.of("annex_note")
	if not notes:
		return
	first = notes[0]
	lines = blank_above(sheet.paper, first)
	sheet.put("annex_note.space", abs(lines - gb.ANNEX_BLANK_LINES) <= _LINES, blank_lines(lines), first)
	sheet.put("annex_note.indent", abs(first.indent - gb.INDENT_CHARS) <= _CHARS, chars(first.indent), first)
	if not first.tagged:
		sheet.put("annex_note.colon", first.words.startswith("附件："), first.words[:4], first)
	ends = [p for p in sheet.paper.of("annex_note", "annex_item") if not p.tagged]
	sheet.each("annex_note.end", [(p.words[-1] not in "。，；、.,;", p.words[-4:], p) for p in ends])


def _check_signature(sheet: Sheet) -> None:
	paper = sheet.paper
	dates, signers = paper.of("date"), paper.of("signer")
	known = [p for p in dates if not p.tagged]
	sheet.each("date.form", [(bool(gb.DOCUMENT_DATE.match(p.words)), p.words, p) for p in known])
	if not known or paper.layout == "report":
		return
	date, signer = known[0], signers[0] if signers else None
	width = width_in_chars(signer.words) if signer is not None else 0.0
	wanted = _arrangement(paper, signer, date, width)
	right = chars(date.right_edge)
	sheet.put("date.place", abs(date.right_edge - wanted[1]) <= _CHARS, right, date)
	if signer is not None and not signer.tagged:
		edge = signer.right_edge
		sheet.put(
			"signer.place",
			abs(edge - wanted[0]) <= _CENTRED,
			Text(_("{0} characters from the right"), (f"{edge:.1f}".removesuffix(".0"),)),
			signer,
		)


def _arrangement(
	paper: Paper, signer: Paragraph | None, date: Paragraph, width: float
) -> tuple[float, float]:
	"""Right edges of name and date, with or without seal: as the style says, else whichever is nearer."""
	date_width = width_in_chars(date.words)
	if signer is None or signer.tagged:
		return 0.0, float(gb.SEALED_DATE_RIGHT_CHARS)
	sealed, unsealed = sealed_indents(width, date_width), unsealed_indents(width, date_width)
	if paper.sealed is not None:
		return sealed if paper.sealed else unsealed
	off = [abs(signer.right_edge - name) + abs(date.right_edge - day) for name, day in (sealed, unsealed)]
	return sealed if off[0] <= off[1] else unsealed


def _check_notes(sheet: Sheet) -> None:
	notes = sheet.paper.of("note")
	known = [p for p in notes if not p.tagged]
	sheet.each(
		"note.brackets", [(bool(re.fullmatch(r"（.+）", p.words, re.DOTALL)), p.words[:12], p) for p in known]
	)
	sheet.each("note.indent", [_indented(p) for p in notes])


def _check_annexes(sheet: Sheet) -> None:
	marks = sheet.paper.of("annex_mark")
	known = [p for p in marks if not p.tagged]
	sheet.each(
		"annex_mark.form",
		[(bool(re.fullmatch(r"附件\s*\d*", p.words)) and abs(p.indent) < _CHARS, p.words, p) for p in known],
	)
	pages = [(_new_page(sheet.paper, p), p) for p in marks]
	sheet.each(
		"annex_mark.page",
		[(ok, Text(_("on a new page") if ok else _("on the same page")), p) for ok, p in pages],
	)
	sheet.each("annex_title.centre", [(is_centred(p), _align(p), p) for p in sheet.paper.of("annex_title")])


def _new_page(paper: Paper, paragraph: Paragraph) -> bool:
	if paragraph.page_break or paragraph.place == 0:
		return True
	for above in reversed(paper.paragraphs[: paragraph.place]):
		section = any(child.tag.endswith("}sectPr") for child in above.node.iter())
		if above.page_break or section:
			return True
		if above.words:
			return False
	return True


def _check_copies(sheet: Sheet) -> None:
	for copies in sheet.paper.of("copies")[:1]:
		if not copies.tagged:
			good = bool(re.fullmatch(r"抄送：.+。", copies.words, re.DOTALL))
			sheet.put("copies.form", good, f"{copies.words[:3]}…{copies.words[-1]}", copies)
		inner = Text(_("{0} and {1} characters"), (f"{copies.indent:.1f}", f"{copies.right:.1f}"))
		good = 0.7 <= copies.indent <= 1.2 and 0.7 <= copies.right <= 1.2
		sheet.put("copies.indent", good or copies.table, inner, copies)
	imprint = sheet.paper.first("imprint")
	sheet.put("imprint.letter", imprint is None, missing() if imprint is None else present(), imprint)
