"""Paper, type area, grid and page numbers (GB/T 9704-2012 5 and 7.5)."""

from __future__ import annotations

from lxml import etree

from deputy_affairs.rules.text import Text
from deputy_affairs.rules.text import mark as _

from .. import gb9704 as gb
from .drawings import BASELINE, height_of
from .faces import check_face
from .reader import R_ID, TWIP_PER_MM, Paragraph, W, number_of
from .sheet import Sheet, missing, mm, present

_HALF, _TOLERANCE = 0.5, 1.0  # mm
# a landscape table page is the portrait page turned: the binding edge lies at the top (8)
_PORTRAIT = {"top": gb.TOP_MM, "left": gb.LEFT_MM, "right": gb.RIGHT_MM, "bottom": gb.BOTTOM_MM}
_LANDSCAPE = {"top": gb.LEFT_MM, "left": gb.BOTTOM_MM, "right": gb.TOP_MM, "bottom": gb.RIGHT_MM}
_AREA_TWIP = gb.AREA_HEIGHT_MM * TWIP_PER_MM


def check_page(sheet: Sheet) -> None:
	"""Page size and margins of all sections, grid of the first."""
	sections = sheet.paper.reader.sections()
	looked: dict[str, list[tuple[bool, Text]]] = {}
	for section in sections or [etree.Element(f"{W}sectPr")]:
		size, margin = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
		width, height = (_mm(size, name, usual) for name, usual in (("w", 12240), ("h", 15840)))
		landscape = width > height
		short, long = sorted((width, height))
		ok = abs(short - gb.PAGE_WIDTH_MM) <= _HALF and abs(long - gb.PAGE_HEIGHT_MM) <= _HALF
		looked.setdefault("page.size", []).append(
			(ok, Text(_("{0} mm × {1} mm"), (f"{width:.1f}", f"{height:.1f}")))
		)
		for side, required in (_LANDSCAPE if landscape else _PORTRAIT).items():
			value = _mm(margin, side, 1440 if side in ("top", "bottom") else 1800)
			if side == "left" and not landscape:
				value += _mm(margin, "gutter", 0)
			looked.setdefault(f"page.{side}", []).append(
				(abs(value - required) <= _TOLERANCE + 0.01, mm(value))
			)
	for code, entries in looked.items():
		ok, measured = next((entry for entry in entries if not entry[0]), entries[0])
		sheet.put(code, ok, measured)
	_check_grid(sheet, sections[0].find(f"{W}docGrid") if sections else None)


def _mm(node: etree._Element | None, name: str, usual: int) -> float:
	value = node.get(f"{W}{name}") if node is not None else None
	return number_of(value or str(usual)) / TWIP_PER_MM


def _check_grid(sheet: Sheet, grid: etree._Element | None) -> None:
	"""The grid where the file sets one, and what the text does whether or not it follows the grid."""
	kind = grid.get(f"{W}type") if grid is not None else None
	body = sheet.paper.of("body", "level_3", "level_4")
	own_lines = [(_lines(p.line), p) for p in body if p.line_rule == "exact" and p.line]
	own_chars = [(_chars(p.look.size + p.look.spacing), p) for p in body]
	normal = sheet.paper.reader.normal().size
	if kind in ("lines", "linesAndChars", "snapToChars"):
		lines = _lines(number_of(grid.get(f"{W}linePitch")))
		sheet.put("grid.lines", lines == 22, _count_lines(lines))
	elif own_lines and len(own_lines) == len(body):
		lines = own_lines[0][0]
		sheet.put("grid.lines", all(count == 22 for count, _p in own_lines), _count_lines(lines))
	else:
		sheet.put("grid.lines", False, Text(_("no grid, no exact line spacing")))
	if kind in ("linesAndChars", "snapToChars"):
		chars = _chars(normal + number_of(grid.get(f"{W}charSpace")) / 4096)
		sheet.put("grid.chars", chars == 28, _count_chars(chars))
	else:
		looked = [
			(count == 28, _count_chars(count), p) for count, p in own_chars if p.look.size == gb.SIZE_3_PT
		]
		sheet.each("grid.chars", looked or [(False, Text(_("no grid")), p) for _n, p in own_chars[:1]])
	if kind:
		sheet.each("body.line", [(count == 22, _count_lines(count), p) for count, p in own_lines])
	if kind == "linesAndChars":
		# text of another size is a finding of its own
		sheet.each(
			"body.pitch",
			[
				(n == 28, _count_chars(n), p)
				for n, p in own_chars
				if not p.snap and p.look.size == gb.SIZE_3_PT
			],
		)


def _lines(pitch: int) -> int:
	return int(_AREA_TWIP / pitch) if pitch > 0 else 0


def _chars(pitch: float) -> int:
	return int(gb.AREA_WIDTH_TWIP / 20 / pitch + 0.0005) if pitch > 0 else 0


def _count_lines(count: int) -> Text:
	return Text(_("{0} lines a page"), (count,))


def _count_chars(count: int) -> Text:
	return Text(_("{0} characters a line"), (count,))


def check_folios(sheet: Sheet) -> None:
	"""7.5: 4号宋体 between dashes, odd pages right, even pages left; 10.1: none on the first page of a letter."""
	reader = sheet.paper.reader
	footers: dict[str, etree._Element | None] = {}
	sections = reader.sections()
	for section in sections:
		for reference in section.findall(f"{W}footerReference"):
			footers.setdefault(reference.get(f"{W}type", "default"), reader.relation(reference.get(R_ID)))
	found = {kind: _folio(sheet, root) for kind, root in footers.items() if root is not None}
	odd, even = found.get("default"), found.get("even")
	sheet.put("folio.missing", odd is not None, present() if odd else missing())
	if odd is None:
		return
	title_page = bool(sections) and _on(sections[0].find(f"{W}titlePg"))
	sheet.put(
		"folio.first",
		title_page and found.get("first") is None,
		missing() if title_page and found.get("first") is None else present(),
	)
	pages = [odd, *([even] if even else [])]
	texts = [(_shown(p) == "— 1 —", _shown(p), p) for p in pages]
	sheet.each("folio.form", [(ok, shown, p) for ok, shown, p in texts])
	check_face(sheet, "folio", pages)
	settings = reader.settings
	differ = settings is not None and _on(settings.find(f"{W}evenAndOddHeaders"))
	sheet.put("folio.odd", odd.align in ("right", "end") and 0.7 <= odd.right <= 1.2, _place(odd))
	if not differ:
		sheet.put("folio.even", False, Text(_("the same as on odd pages")))
	elif even is None:
		sheet.put("folio.even", False, missing())
	else:
		left = even.align in ("", "left", "start", "both")
		sheet.put("folio.even", left and 0.7 <= even.indent <= 1.2, _place(even))
	distance = _mm(sections[0].find(f"{W}pgMar"), "footer", 720)
	# the dash stands 0.38 em above the baseline
	line, em = height_of(odd), odd.look.size * 25.4 / 72
	landscape = _mm(sections[0].find(f"{W}pgSz"), "w", 12240) > _mm(sections[0].find(f"{W}pgSz"), "h", 15840)
	bottom = _LANDSCAPE["bottom"] if landscape else gb.BOTTOM_MM
	gap = bottom - distance - line + BASELINE * line - 0.38 * em
	sheet.put("folio.gap", abs(gap - gb.FOLIO_GAP_MM) <= _TOLERANCE, mm(gap))


def _on(node: etree._Element | None) -> bool:
	return node is not None and node.get(f"{W}val", "1") not in ("0", "false", "off")


def _folio(sheet: Sheet, root: etree._Element) -> Paragraph | None:
	"""The paragraph with the page number, the number shown as 1."""
	for node in root.iter(f"{W}p"):
		codes = "".join(code.text or "" for code in node.iter(f"{W}instrText"))
		codes += "".join(field.get(f"{W}instr") or "" for field in node.iter(f"{W}fldSimple"))
		if "PAGE" in codes.upper().replace("NUMPAGES", ""):
			paragraph = sheet.paper.reader.describe(node)
			paragraph.text = _with_number(node)
			return paragraph
	return None


def _with_number(node: etree._Element) -> str:
	shown, inside = [], 0
	for child in node.iter(f"{W}t", f"{W}fldChar", f"{W}fldSimple"):
		if child.tag == f"{W}fldSimple":
			shown.append("1")
		elif child.tag == f"{W}fldChar":
			kind = child.get(f"{W}fldCharType")
			inside += {"begin": 1, "end": -1}.get(kind, 0)
			if kind == "end":
				shown.append("1")
		elif not inside and not any(parent.tag == f"{W}fldSimple" for parent in child.iterancestors()):
			shown.append(child.text or "")
	return "".join(shown)


def _shown(paragraph: Paragraph) -> str:
	return " ".join(paragraph.words.replace("\u3000", " ").split())


def _place(paragraph: Paragraph) -> Text:
	names = {"right": _("to the right"), "end": _("to the right"), "center": _("centred")}
	side = Text(names.get(paragraph.align, _("to the left")))
	inset = paragraph.right if paragraph.align in ("right", "end") else paragraph.indent
	return Text(_("{0}, {1} characters in"), (side, f"{inset:.1f}".removesuffix(".0")))
