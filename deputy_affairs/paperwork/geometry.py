"""Measure an official document by reading its XML: what a ruler would say of the printed page.

Only what stands in the file is used, nothing of :mod:`.gb9704`; the tests compare the two.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from . import package
from .checks.drawings import BASELINE, EMU_PER_MM, WP, ink, lines
from .checks.reader import R_ID, TWIP_PER_MM, Paragraph, Reader, W

_STYLES = {
	"mark": "发文机关标志",
	"number": "发文字号",
	"class_mark": "办理类别",
	"title": "公文标题",
	"addressee": "主送机关",
	"body": "公文正文",
	"level_1": "公文一级标题",
	"level_2": "公文二级标题",
	"annex_note": "附件说明",
	"signer": "署名（盖章）",
	"date": "成文日期（盖章）",
	"note": "附注",
	"copies": "抄送机关",
	"folio": "公文页码",
}


def measure(docx: bytes) -> dict[str, Any]:
	"""Measures of a document.

	Keys: ``page`` (mm), ``margins`` (mm: top, bottom, left, right), ``grid`` (lines, chars, line_pitch in twips,
	char_space, type), ``lines`` (the red double lines from top to bottom: top, bottom, length, left in mm, kind
	``thickThin`` or ``thinThick``, colour), ``mark`` (top, bottom in mm, and as below), ``folio`` (first_page,
	odd, even: alignment and text; gap in mm from the type area to the dash), ``head`` (height in mm of the room kept
	free at the top of the type area), and one entry for each element that is there, see :data:`_STYLES`: ``text``,
	``font``, ``latin``, ``size`` (pt), ``colour``, ``align``, ``first`` / ``left`` / ``right`` / ``hanging``
	(characters), ``before`` (twips), ``line`` (twips).
	"""
	reader = Reader(package.read(docx))
	sect = reader.body.find(f"{W}body/{W}sectPr")
	result: dict[str, Any] = _page(sect)
	everything = [reader.describe(node) for node in reader.body.iter(f"{W}p")]
	result["lines"] = [vars(line) for line in lines(reader, [], result["margins"])]
	for key, name in _STYLES.items():
		found = next((paragraph for paragraph in everything if paragraph.style == name), None)
		if found is not None:
			result[key] = _entry(found)
	_measure_mark(reader, result)
	head = next((paragraph for paragraph in everything if paragraph.style == "版头定位"), None)
	if head is not None:
		result["head"] = head.line / TWIP_PER_MM
	result["folio"] = _folio(reader, sect, result["margins"])
	return result


def _entry(paragraph: Paragraph) -> dict[str, Any]:
	look = paragraph.look
	return {
		"text": paragraph.text.replace("\n", ""),
		"font": look.font,
		"latin": look.latin,
		"size": look.size,
		"colour": look.colour,
		"scale": look.scale,
		**{name: getattr(paragraph, name) for name in _PLACES},
	}


_PLACES = ("align", "first", "left", "right", "hanging", "before", "line")


def _int(node: etree._Element | None, name: str, default: int = 0) -> int:
	value = node.get(f"{W}{name}") if node is not None else None
	return int(value) if value is not None else default


def _page(sect: etree._Element) -> dict[str, Any]:
	size, margin, grid = (sect.find(f"{W}{tag}") for tag in ("pgSz", "pgMar", "docGrid"))
	width, height = _int(size, "w"), _int(size, "h")
	sides = {side: _int(margin, side) for side in ("top", "bottom", "left", "right")}
	pitch, space = _int(grid, "linePitch"), _int(grid, "charSpace")
	char = 16 + space / 4096
	return {
		"page": (width / TWIP_PER_MM, height / TWIP_PER_MM),
		"margins": {side: value / TWIP_PER_MM for side, value in sides.items()},
		"grid": {
			"type": grid.get(f"{W}type"),
			"line_pitch": pitch,
			"char_space": space,
			"lines": int((height - sides["top"] - sides["bottom"]) / pitch),
			# half a thousandth of a character of rounding in charSpace
			"chars": int((width - sides["left"] - sides["right"]) / 20 / char + 0.0005),
		},
	}


def _measure_mark(reader: Reader, result: dict[str, Any]) -> None:
	for paragraph, anchor in reader.boxed():
		if paragraph.style != _STYLES["mark"]:
			continue
		top, left = (int(anchor.find(f"{WP}position{side}/{WP}posOffset").text) / EMU_PER_MM for side in "VH")
		mark = result["mark"]
		mark["top"], mark["bottom"] = ink(paragraph, top)
		mark["center"] = left + int(anchor.find(f"{WP}extent").get("cx")) / 2 / EMU_PER_MM
		return


def _folio(reader: Reader, sect: etree._Element, margins: dict[str, float]) -> dict[str, Any]:
	result: dict[str, Any] = {
		"different_first": sect.find(f"{W}titlePg") is not None,
		"odd_even": reader.settings.find(f"{W}evenAndOddHeaders") is not None,
	}
	for reference in sect.findall(f"{W}footerReference"):
		footer = reader.relation(reference.get(R_ID))
		kind = {"default": "odd", "even": "even", "first": "first_page"}[reference.get(f"{W}type")]
		paragraph = reader.describe(footer.find(f"{W}p"))
		result[kind] = _entry(paragraph) if paragraph.text else None
	odd = result.get("odd")
	if odd:
		distance = _int(sect.find(f"{W}pgMar"), "footer") / TWIP_PER_MM
		em, line = odd["size"] * 25.4 / 72, odd["line"] / TWIP_PER_MM
		# the dash stands 0.38 em above the baseline
		result["gap"] = margins["bottom"] - distance - line + BASELINE * line - 0.38 * em
	return result
