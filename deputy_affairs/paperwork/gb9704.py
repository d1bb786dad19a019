"""Numbers of GB/T 9704-2012 《党政机关公文格式》, each with its clause, in one place.

Lengths carry their unit in the name (``_MM``, ``_PT``, ``_TWIP``, ``_EMU``). Everything that can be computed
from another number is computed here and nowhere else.
"""

from __future__ import annotations

import re

# ---------------------------------------------------------------------------------------------- units


def mm_to_twip(mm: float) -> int:
	"""Millimetres → twips (1/20 pt, 1440 to the inch), rounded."""
	return round(mm * 1440 / 25.4)


def mm_to_emu(mm: float) -> int:
	"""Millimetres → English Metric Units (36 000 to the millimetre), the unit of DrawingML."""
	return round(mm * 36000)


def emu_to_mm(emu: int) -> float:
	"""English Metric Units → millimetres."""
	return emu / 36000


def pt_to_mm(pt: float) -> float:
	"""Points → millimetres."""
	return pt * 25.4 / 72


def mm_to_pt(mm: float) -> float:
	"""Millimetres → points."""
	return mm * 72 / 25.4


# ---------------------------------------------------------------------------------- paper and type area

PAGE_WIDTH_MM, PAGE_HEIGHT_MM = 210.0, 297.0  # 5.1: A4
PAGE_WIDTH_TWIP, PAGE_HEIGHT_TWIP = 11906, 16838  # the whole-twip A4 every word processor writes
TOP_MM = 37.0  # 5.2.1: 天头 37 ± 1
LEFT_MM = 28.0  # 5.2.1: 订口 28 ± 1
AREA_WIDTH_MM, AREA_HEIGHT_MM = 156.0, 225.0  # 5.2.1: 版心
RIGHT_MM = PAGE_WIDTH_MM - LEFT_MM - AREA_WIDTH_MM  # 26
BOTTOM_MM = PAGE_HEIGHT_MM - TOP_MM - AREA_HEIGHT_MM  # 35
MARGINS_MM = (TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM)
AREA_WIDTH_TWIP = mm_to_twip(AREA_WIDTH_MM)  # 8844

LINES_PER_PAGE, CHARS_PER_LINE = 22, 28  # 5.2.3
LINE_TWIP = 579  # 28.95 pt: 22 of them (12 738) fill the 12 756 twips of the type area
CHAR_TWIP = AREA_WIDTH_TWIP / CHARS_PER_LINE  # 315.86: one character of the grid
# w:docGrid/@w:charSpace counts 1/4096 pt on top of the size of the Normal style (16 pt)
CHAR_SPACE = round((CHAR_TWIP / 20 - 16) * 4096)  # -848
# The grid is declared, but our styles do not snap to it: LibreOffice gives a 16 pt character two cells of 15.79 pt.
# Condensing the text by a quarter of a point gives the same 28 characters a line (441 of 442.2 pt) in every program.
TEXT_SPACING_TWIP = -5

# --------------------------------------------------------------------------------------- faces and sizes

SIZE_2_PT, SIZE_3_PT, SIZE_4_PT = 22.0, 16.0, 14.0  # 2号, 3号, 4号
SIZE_5_PT = 10.5  # 5号: rosters of many columns, which the standard leaves open
SIZE_FORM_PT = 12.0  # 小4号: cells of forms and tables, which the standard leaves open

FONT_TITLE = "方正小标宋简体"  # 7.2.4, 7.3.1: 小标宋体
FONT_BODY = "仿宋_GB2312"  # 5.2.2: 仿宋体
FONT_LEVEL_1 = "黑体"  # 7.3.3, 7.3.7
FONT_LEVEL_2 = "楷体_GB2312"  # 7.3.3, 7.2.6
FONT_FOLIO = "宋体"  # 7.5
FONT_LATIN = "Times New Roman"  # practice, not in the standard

# what a word processor may take when the official face is not installed (w:fontTable, w:altName)
ALTERNATIVES = {
	FONT_TITLE: "方正小标宋_GBK",
	FONT_BODY: "仿宋",
	FONT_LEVEL_2: "楷体",
	FONT_LEVEL_1: "SimHei",
	FONT_FOLIO: "SimSun",
}

BLACK, RED = "000000", "FF0000"  # 5.2.4, 7.2.4

# Position of a Chinese glyph in its line. With an exact line height L, Word and LibreOffice put the baseline at
# 0.8 L; the ink of a full Chinese character reaches from 0.84 em above the baseline to 0.09 em below it.
BASELINE_SHARE = 0.8
INK_ABOVE_EM, INK_BELOW_EM = 0.84, 0.09

# -------------------------------------------------------------------------------------------- letter 10.1

LETTER_MARK_TOP_MM = 30.0  # upper edge of the issuer mark below the upper edge of the page
LETTER_MARK_TO_LINE_MM = 4.0  # first red line below the mark
LETTER_LINE_MM = 170.0  # both red lines, centred on the type area
LETTER_SECOND_LINE_MM = 20.0  # second red line above the lower edge of the page
LETTER_TEXT_GAP_MM = pt_to_mm(SIZE_3_PT) * 7 / 8  # 4.94: number below the first line
LETTER_LINE_LEFT_MM = LEFT_MM + (AREA_WIDTH_MM - LETTER_LINE_MM) / 2  # 21
# The standard fixes the order thick/thin, not the thicknesses: practice.
LINE_THICK_PT, LINE_SPACE_PT, LINE_THIN_PT = 2.0, 1.0, 0.75
MARK_SIZE_PT = 36.0  # 7.2.4 leaves the size of the mark to the issuer
MARK_LINE_FACTOR = 1.25  # exact line height of the mark ÷ its size

# ------------------------------------------------------------------------------------------------ elements

TITLE_BLANK_LINES = 2  # 7.3.1 and 10.1
ADDRESSEE_BLANK_LINES = 1  # 7.3.2
INDENT_CHARS = 2  # 7.3.3
ANNEX_BLANK_LINES = 1  # 7.3.4
SEALED_DATE_RIGHT_CHARS = 4  # 7.3.5.1
UNSEALED_SIGNER_RIGHT_CHARS = 2  # 7.3.5.2
UNSEALED_DATE_SHIFT_CHARS = 2  # 7.3.5.2: first character of the date right of the first of the name
COPIES_INDENT_CHARS = 1  # 7.4.2
FOLIO_GAP_MM = 7.0  # 7.5: the dashes below the type area
FOLIO_INDENT_CHARS = 1  # 7.5
FOLIO_LINE_PT = 18.0
# w:footer counts from the lower edge of the page to the lower edge of the footer; the dash of a 4号 line stands
# 0.38 em above the baseline
FOLIO_DASH_IN_LINE_PT = BASELINE_SHARE * FOLIO_LINE_PT - 0.38 * SIZE_4_PT


def footer_mm(bottom_mm: float) -> float:
	"""Distance of the footer from the lower edge, so that the dashes stand 7 mm below the type area (7.5)."""
	return bottom_mm - FOLIO_GAP_MM + pt_to_mm(FOLIO_DASH_IN_LINE_PT) - pt_to_mm(FOLIO_LINE_PT)


FOOTER_MM = footer_mm(BOTTOM_MM)

RULE_THICK_PT, RULE_THIN_PT = 1.0, 0.75  # 7.4.1: 0.35 mm and 0.25 mm; also taken for tables

# 7.2.5: year in full in 六角括号, serial without a leading zero and without 第
DOCUMENT_NUMBER = re.compile(r"^.+〔(19|20)\d{2}〕[1-9]\d*号$")
# 7.3.5.4: Arabic figures, full year, no leading zeros
DOCUMENT_DATE = re.compile(r"^\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日$")


def chars_to_twip(chars: float) -> int:
	"""Characters of the grid (字, 28 to the line) → twips."""
	return round(chars * CHAR_TWIP)
