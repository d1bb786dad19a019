"""Measure an official document by reading its XML: what a ruler would say of the printed page.

Only what stands in the file is used, nothing of :mod:`.gb9704`; the tests compare the two.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from . import package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_EMU_PER_MM = 36000
_TWIP_PER_MM = 1440 / 25.4
# A full Chinese glyph in a line of exact height L: baseline at 0.8 L, ink from 0.84 em above it to 0.09 em below it
_BASELINE, _ABOVE, _BELOW = 0.8, 0.84, 0.09

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
	parts = package.read(docx)
	reader = _Reader(parts)
	sect = reader.body.find(f"{W}body/{W}sectPr")
	result: dict[str, Any] = {**_page(sect), "lines": _lines(reader.body)}
	for key, name in _STYLES.items():
		found = reader.first(name)
		if found is not None:
			result[key] = found
	_measure_mark(reader, result)
	head = reader.first("版头定位")
	if head is not None:
		result["head"] = head["line"] / _TWIP_PER_MM
	result["folio"] = _folio(parts, reader, sect, result["margins"])
	for entry in (*result.values(), *result["folio"].values()):
		if isinstance(entry, dict):
			entry.pop("node", None)
	return result


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
		"page": (width / _TWIP_PER_MM, height / _TWIP_PER_MM),
		"margins": {side: value / _TWIP_PER_MM for side, value in sides.items()},
		"grid": {
			"type": grid.get(f"{W}type"),
			"line_pitch": pitch,
			"char_space": space,
			"lines": int((height - sides["top"] - sides["bottom"]) / pitch),
			# half a thousandth of a character of rounding in charSpace
			"chars": int((width - sides["left"] - sides["right"]) / 20 / char + 0.0005),
		},
	}


def _lines(body: etree._Element) -> list[dict[str, Any]]:
	bars = []
	for anchor in body.iter(f"{WP}anchor"):
		shape = anchor.find(f".//{WPS}spPr")
		fill = shape.find(f"{A}solidFill/{A}srgbClr") if shape is not None else None
		horizontal, vertical = anchor.find(f"{WP}positionH"), anchor.find(f"{WP}positionV")
		if fill is None or {horizontal.get("relativeFrom"), vertical.get("relativeFrom")} != {"page"}:
			continue
		extent = anchor.find(f"{WP}extent")
		bars.append(
			{
				"left": int(horizontal.find(f"{WP}posOffset").text) / _EMU_PER_MM,
				"top": int(vertical.find(f"{WP}posOffset").text) / _EMU_PER_MM,
				"length": int(extent.get("cx")) / _EMU_PER_MM,
				"height": int(extent.get("cy")) / _EMU_PER_MM,
				"colour": fill.get("val"),
			}
		)
	bars.sort(key=lambda bar: bar["top"])
	return [
		{
			"top": upper["top"],
			"bottom": lower["top"] + lower["height"],
			"left": upper["left"],
			"length": upper["length"],
			"kind": "thickThin" if upper["height"] > lower["height"] else "thinThick",
			"colour": upper["colour"],
		}
		for upper, lower in zip(bars[::2], bars[1::2], strict=False)
	]


def _measure_mark(reader: _Reader, result: dict[str, Any]) -> None:
	if "mark" not in result:
		return
	mark = result["mark"]
	for anchor in reader.body.iter(f"{WP}anchor"):
		if mark["node"] in anchor.iter(f"{W}p"):
			box = int(anchor.find(f"{WP}positionV/{WP}posOffset").text) / _EMU_PER_MM
			em = mark["size"] * 25.4 / 72
			baseline = box + _BASELINE * mark["line"] / _TWIP_PER_MM
			mark["top"], mark["bottom"] = baseline - _ABOVE * em, baseline + _BELOW * em
			mark["center"] = (
				int(anchor.find(f"{WP}positionH/{WP}posOffset").text)
				+ int(anchor.find(f"{WP}extent").get("cx")) / 2
			) / _EMU_PER_MM


def _folio(
	parts: dict[str, bytes], reader: _Reader, sect: etree._Element, margins: dict[str, float]
) -> dict[str, Any]:
	rels = package.parse_xml_part(parts["word/_rels/document.xml.rels"], "rels")
	targets = {rel.get("Id"): rel.get("Target") for rel in rels}
	settings = package.parse_xml_part(parts["word/settings.xml"], "settings")
	result: dict[str, Any] = {
		"different_first": sect.find(f"{W}titlePg") is not None,
		"odd_even": settings.find(f"{W}evenAndOddHeaders") is not None,
	}
	relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
	for reference in sect.findall(f"{W}footerReference"):
		root = package.parse_xml_part(parts["word/" + targets[reference.get(relation)]], "footer")
		kind = {"default": "odd", "even": "even", "first": "first_page"}[reference.get(f"{W}type")]
		paragraph = root.find(f"{W}p")
		text = "".join(root.itertext()).replace(" PAGE ", "")
		result[kind] = {"text": text, **reader.describe(paragraph)} if text else None
	odd = result.get("odd")
	if odd:
		distance = _int(sect.find(f"{W}pgMar"), "footer") / _TWIP_PER_MM
		em, line = odd["size"] * 25.4 / 72, odd["line"] / _TWIP_PER_MM
		# the dash stands 0.38 em above the baseline
		result["gap"] = margins["bottom"] - distance - line + _BASELINE * line - 0.38 * em
	return result


class _Reader:
	"""Resolves what a paragraph looks like from its style and its own properties."""

	def __init__(self, parts: dict[str, bytes]):
		self.body = package.parse_xml_part(parts["word/document.xml"], "word/document.xml")
		root = package.parse_xml_part(parts["word/styles.xml"], "word/styles.xml")
		self._styles = {style.get(f"{W}styleId"): style for style in root.iter(f"{W}style")}
		self._names = {style.find(f"{W}name").get(f"{W}val"): key for key, style in self._styles.items()}

	def first(self, name: str) -> dict[str, Any] | None:
		"""The first paragraph of a style."""
		for paragraph in self.body.iter(f"{W}p"):
			if name in self._names and self._style_id(paragraph) == self._names[name]:
				return self.describe(paragraph)
		return None

	@staticmethod
	def _style_id(paragraph: etree._Element) -> str | None:
		node = paragraph.find(f"{W}pPr/{W}pStyle")
		return node.get(f"{W}val") if node is not None else None

	def _chain(self, paragraph: etree._Element) -> list[etree._Element]:
		chain, key = [], self._style_id(paragraph) or self._names.get("Normal")
		while key in self._styles:
			chain.append(self._styles[key])
			based = self._styles[key].find(f"{W}basedOn")
			key = based.get(f"{W}val") if based is not None else None
		return chain

	def describe(self, paragraph: etree._Element) -> dict[str, Any]:
		"""What one paragraph looks like; see :func:`measure`."""
		chain = self._chain(paragraph)
		run = next((run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None), None)
		own = [run] if run is not None else []

		def look(group: str, tag: str, name: str, default: str = "") -> str:
			sources = ([paragraph] if group == "pPr" else own) + chain
			for source in sources:
				node = source.find(f"{W}{group}/{W}{tag}")
				if node is not None and node.get(f"{W}{name}") is not None:
					return node.get(f"{W}{name}")
			return default

		def chars(name: str) -> float:
			per_char = 8844 / 28
			return round(int(look("pPr", "ind", name, "0")) / per_char, 2)

		return {
			"node": paragraph,
			"text": "".join(node.text or "" for node in paragraph.iter(f"{W}t")),
			"font": look("rPr", "rFonts", "eastAsia"),
			"latin": look("rPr", "rFonts", "ascii"),
			"size": int(look("rPr", "sz", "val", "0")) / 2,
			"colour": look("rPr", "color", "val"),
			"scale": int(look("rPr", "w", "val", "100")),
			"align": look("pPr", "jc", "val"),
			"first": chars("firstLine"),
			"left": chars("left"),
			"right": chars("right"),
			"hanging": chars("hanging"),
			"before": int(look("pPr", "spacing", "before", "0")),
			"line": int(look("pPr", "spacing", "line", "0")),
		}
