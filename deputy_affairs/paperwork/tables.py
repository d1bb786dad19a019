"""Tables of forms: exact widths, single black rules, cells that may hold template tags."""

from __future__ import annotations

from dataclasses import dataclass, field

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table, _Cell

from . import document as styles
from . import elements as el
from . import gb9704 as gb


@dataclass
class Cell:
	"""One cell. ``text`` may hold line breaks (one paragraph each); ``block`` is a field of several lines."""

	text: str = ""
	label: bool = False
	span: int = 1
	block: str = ""
	optional: bool = False
	align: str = ""
	lines: list[str] = field(default_factory=list)


def label(text: str, span: int = 1) -> Cell:
	"""Name of a field, 4号黑体, centred."""
	return Cell(text, label=True, span=span)


def value(name: str, span: int = 1, *, optional: bool = False, filters: str = "", align: str = "") -> Cell:
	"""A field. An ``optional`` one leaves its cell empty when it has no value; another one is an error then."""
	tag = "{{ " + name + filters + " }}"
	return Cell("{% if " + name + " %}" + tag + "{% endif %}" if optional else tag, span=span, align=align)


def text(content: str, span: int = 1, align: str = "") -> Cell:
	"""Fixed words, or words with tags."""
	return Cell(content, span=span, align=align)


def block(name: str, span: int = 1, *, optional: bool = False, after: tuple[str, ...] = ()) -> Cell:
	"""A field of several lines, each its own paragraph; ``after``: lines below it."""
	return Cell(span=span, block=name, optional=optional, lines=list(after))


@dataclass
class Row:
	"""Cells of a row, its least height in mm, and the field it is repeated for (``"item in assignment.items"``)."""

	cells: list[Cell]
	height_mm: float = 10.0
	each: str = ""
	header: bool = False
	keep: bool = True


def add_table(document: Document, widths_mm: list[float], rows: list[Row], *, dense: bool = False) -> Table:
	"""A table with these column widths; their sum is at most the 156 mm of the type area, 225 mm of a lying sheet.

	``dense``: 5号 and narrow margins, for rosters of many columns.
	"""
	widths = [gb.mm_to_twip(width) for width in widths_mm]
	table = document.add_table(rows=0, cols=len(widths))
	_table_properties(table, widths, 57 if dense else 85)
	for row in rows:
		if row.each:
			_tag_row(table, widths, "{%tr for " + row.each + " %}")
		_add_row(table, widths, row, dense)
		if row.each:
			_tag_row(table, widths, "{%tr endfor %}")
	return table


def _table_properties(table: Table, widths: list[int], margin: int) -> None:
	properties = table._tbl.tblPr
	for child in list(properties):
		properties.remove(child)
	rule, inner = round(gb.RULE_THICK_PT * 8), round(gb.RULE_THIN_PT * 8)
	borders = "".join(
		f'<w:{side} w:val="single" w:sz="{rule if side in ("top", "left", "bottom", "right") else inner}" '
		f'w:space="0" w:color="{gb.BLACK}"/>'
		for side in ("top", "left", "bottom", "right", "insideH", "insideV")
	)
	for xml in (
		f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>',
		'<w:jc w:val="center"/>',
		f"<w:tblBorders>{borders}</w:tblBorders>",
		'<w:tblLayout w:type="fixed"/>',
		f'<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="{margin}" w:type="dxa"/>'
		f'<w:bottom w:w="28" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar>',
	):
		properties.append(
			parse_xml(
				xml.replace(" ", f" {nsdecls('w')} ", 1)
				if " " in xml.split(">")[0]
				else xml.replace(">", f" {nsdecls('w')}>", 1)
			)
		)
	for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
		column.set(qn("w:w"), str(width))


def _tag_row(table: Table, widths: list[int], content: str) -> None:
	_add_row(table, widths, Row([Cell(content, span=len(widths))], 5))


def _add_row(table: Table, widths: list[int], row: Row, dense: bool = False) -> None:
	if sum(cell.span for cell in row.cells) != len(widths):
		raise ValueError(
			f"a row of {sum(cell.span for cell in row.cells)} columns in a table of {len(widths)}"
		)
	element = OxmlElement("w:tr")
	table._tbl.append(element)
	properties = "<w:cantSplit/>" if row.keep else ""
	properties += f'<w:trHeight w:val="{gb.mm_to_twip(row.height_mm)}" w:hRule="atLeast"/>'
	properties += "<w:tblHeader/>" if row.header else ""
	element.append(parse_xml(f"<w:trPr {nsdecls('w')}>{properties}</w:trPr>"))
	start = 0
	for cell in row.cells:
		width = sum(widths[start : start + cell.span])
		start += cell.span
		span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
		top = "top" if cell.block else "center"
		element.append(
			parse_xml(
				f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="{top}"/></w:tcPr></w:tc>'
			)
		)
		_fill(_Cell(element.tc_lst[-1], table), cell, dense)


def _fill(target: _Cell, cell: Cell, dense: bool) -> None:
	if dense:
		style = styles.ROSTER_LABEL if cell.label else styles.ROSTER
	else:
		style = styles.CELL_LABEL if cell.label else styles.CELL
	if cell.block:
		if cell.optional:
			el.tag(target, f"if {cell.block}")
		el.text_block(target, cell.block, styles.ROSTER if dense else styles.CELL_TEXT)
		if cell.optional:
			el.tag(target, "endif")
		for line in cell.lines:
			_aligned(target, line, styles.CELL, "")
		return
	for line in cell.text.split("\n"):
		_aligned(target, line, style, cell.align)
	for line in cell.lines:
		_aligned(target, line, style, cell.align)


def _aligned(target: _Cell, line: str, style: str, align: str) -> None:
	if line.startswith(">"):
		line, align = line[1:], "right"
	if line.startswith("{%p"):
		el.paragraph(target, line, styles.BODY)
		return
	paragraph = el.paragraph(target, line, style)
	if align:
		jc = OxmlElement("w:jc")
		jc.set(qn("w:val"), align)
		paragraph._p.get_or_add_pPr().append(jc)
