"""Lines and boxes of a document's head: where they stand on the page, in millimetres."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from .reader import MC, TWIP_PER_MM, A, Paragraph, Reader, W, number_of

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
EMU_PER_MM = 36000
_TOGETHER_MM = 2.0  # bars closer than this make one double line
# A full Chinese glyph in a line of exact height L: baseline at 0.8 L, ink from 0.84 em above it to 0.09 em below it
BASELINE, ABOVE, BELOW = 0.8, 0.84, 0.09
_AUTO_LINE = 1.3  # height of a single line of Chinese text without exact height, in em: an estimate


@dataclass(frozen=True)
class Line:
	"""A line of the head; ``kind``: thickThin, thinThick or single; ``top`` None: it flows with the text."""

	top: float | None
	bottom: float | None
	left: float
	length: float
	kind: str
	colour: str


def is_red(colour: str) -> bool:
	"""Whether RRGGBB is a red that nobody would call another colour."""
	if not re.fullmatch("[0-9A-Fa-f]{6}", colour):
		return False
	red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
	return red >= 0xC0 and green <= 0x40 and blue <= 0x40


def lines(reader: Reader, paragraphs: list[Paragraph], margins: dict[str, float]) -> list[Line]:
	"""Horizontal lines: bars and connectors fixed to the page, and borders of paragraphs; from top to bottom."""
	return [*_drawn(reader.body, margins), *_borders(paragraphs, margins)]


def extent(anchor: etree._Element) -> tuple[float, float]:
	"""Width and height of an anchored drawing in mm."""
	node = anchor.find(f"{WP}extent")
	return tuple(
		number_of(node.get(name) if node is not None else None) / EMU_PER_MM for name in ("cx", "cy")
	)


def position(anchor: etree._Element, margins: dict[str, float]) -> tuple[float | None, float | None]:
	"""Left and top of an anchored drawing in mm from the page's corner; None where it follows the text."""
	result: list[float | None] = []
	for tag, edge, area in (("positionH", "left", 156.0), ("positionV", "top", 225.0)):
		node = anchor.find(f"{WP}{tag}")
		offset = node.find(f"{WP}posOffset") if node is not None else None
		align = node.find(f"{WP}align") if node is not None else None
		base = {"page": 0.0, "margin": margins[edge], "column": margins[edge]}.get(
			node.get("relativeFrom") if node is not None else ""
		)
		size = extent(anchor)[0 if edge == "left" else 1]
		if base is None:
			result.append(None)
		elif offset is not None:
			result.append(base + number_of(offset.text) / EMU_PER_MM)
		elif align is not None and align.text == "center" and edge == "left":
			width = area if base else 210.0
			result.append(base + (width - size) / 2)
		else:
			result.append(None)
	return result[0], result[1]


def _drawn(body: etree._Element, margins: dict[str, float]) -> list[Line]:
	bars = []
	for anchor in body.iter(f"{WP}anchor"):
		if any(node.tag == f"{MC}Fallback" for node in anchor.iterancestors()):
			continue
		shape = anchor.find(f".//{WPS}spPr")
		if shape is None or anchor.find(f".//{W}txbxContent") is not None:
			continue
		fill = shape.find(f"{A}solidFill/{A}srgbClr")
		stroke = shape.find(f"{A}ln")
		ink = stroke.find(f"{A}solidFill/{A}srgbClr") if stroke is not None else None
		width, height = extent(anchor)
		if width < 50 or height > 5 or (fill is None and ink is None):
			continue
		left, top = position(anchor, margins)
		thick = (
			number_of(stroke.get("w") or "9525") / EMU_PER_MM
			if fill is None and stroke is not None
			else height
		)
		kind = (stroke.get("cmpd") or "single") if fill is None and stroke is not None else "single"
		colour = ((fill if fill is not None else ink).get("val") or "").upper()
		if fill is None and top is not None:
			top -= thick / 2
		bars.append((top, thick, left, width, kind.replace("sng", "single"), colour))
	bars.sort(key=lambda bar: (bar[0] is None, bar[0] or 0))
	found: list[Line] = []
	at = 0
	while at < len(bars):
		top, thick, left, width, kind, colour = bars[at]
		lower = bars[at + 1] if at + 1 < len(bars) else None
		at += 1
		bottom = top + thick if top is not None else None
		if lower and top is not None and lower[0] is not None and lower[0] - bottom < _TOGETHER_MM:
			kind = "thickThin" if thick > lower[1] else "thinThick" if thick < lower[1] else "double"
			bottom = lower[0] + lower[1]
			at += 1
		found.append(Line(top, bottom, left if left is not None else margins["left"], width, kind, colour))
	return found


def _borders(paragraphs: list[Paragraph], margins: dict[str, float]) -> list[Line]:
	found = []
	for paragraph in paragraphs:
		for side in ("top", "bottom"):
			border = paragraph.border.find(f"{W}{side}") if paragraph.border is not None else None
			if border is None or border.get(f"{W}val") in (None, "nil", "none") or paragraph.table:
				continue
			value = border.get(f"{W}val")
			kind = next((name for name in ("thickThin", "thinThick") if value.startswith(name)), "single")
			char = 156 / 28
			left = margins["left"] + paragraph.left * char
			width = 210 - margins["right"] - paragraph.right * char - left
			colour = (border.get(f"{W}color") or "").upper()
			found.append(Line(None, None, left, width, kind, "" if colour == "AUTO" else colour))
	return found


def ink(paragraph: Paragraph, top: float) -> tuple[float, float]:
	"""Upper and lower edge (mm) of the characters of a one-line paragraph that begins at ``top`` (mm)."""
	size = paragraph.look.size * 25.4 / 72
	height = height_of(paragraph)
	baseline = top + BASELINE * height
	return baseline - ABOVE * size, baseline + BELOW * size


def height_of(paragraph: Paragraph) -> float:
	"""Height of one line in mm; an estimate unless the line height is exact."""
	if paragraph.line_rule == "exact" and paragraph.line:
		return paragraph.line / TWIP_PER_MM
	natural = paragraph.look.size * _AUTO_LINE * 25.4 / 72
	if paragraph.line_rule == "atLeast":
		return max(natural, paragraph.line / TWIP_PER_MM)
	return natural * (paragraph.line or 240) / 240


def flow_top(paragraph: Paragraph, paragraphs: list[Paragraph], margin_top: float) -> float:
	"""Upper edge (mm from the page's edge) of a paragraph's line on the first page, from what stands above it."""
	top = margin_top
	for above in paragraphs[: paragraph.place]:
		top += (above.before + above.after) / TWIP_PER_MM + height_of(above)
	return top + paragraph.before / TWIP_PER_MM
