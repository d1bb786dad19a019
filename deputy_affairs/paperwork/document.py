"""A new document: page, grid, styles, page numbers (GB/T 9704-2012 5, 7.5). Nothing of any one form is here.

The styles carry the names that the office sees in Word or WPS; :mod:`.finishing` and :mod:`.geometry` find
paragraphs by them, so a template edited by hand keeps working as long as its paragraphs keep their styles.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from docx import Document as new_docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Twips

from . import gb9704 as gb
from .package import normalise

# style names, as the office sees them
MARK, NUMBER, CLASS, TITLE = "发文机关标志", "发文字号", "办理类别", "公文标题"
ADDRESSEE, BODY, LEVEL_1, LEVEL_2 = "主送机关", "公文正文", "公文一级标题", "公文二级标题"
CLOSING, ANNEX_NOTE, NOTE, COPIES = "公文结语", "附件说明", "附注", "抄送机关"
SIGNER_SEALED, DATE_SEALED = "署名（盖章）", "成文日期（盖章）"
SIGNER, DATE = "署名（不盖章）", "成文日期（不盖章）"
ANNEX_MARK, ANNEX_TITLE, FOLIO, HEAD = "附件序号", "附件标题", "公文页码", "版头定位"
FORM_TITLE, FORM_NUMBER, CELL, CELL_LABEL, CELL_TEXT = (
	"表单标题",
	"表单编号",
	"表格内容",
	"表格栏目",
	"表格正文",
)
FORM_NOTE = "填表说明"
ROSTER, ROSTER_LABEL, COVER = "名册内容", "名册栏目", "手册封面"


@dataclass(frozen=True)
class Style:
	"""One paragraph style. ``*_chars`` are characters of the grid, ``*_lines`` lines of the grid."""

	id: str
	name: str
	font: str = gb.FONT_BODY
	size: float = gb.SIZE_3_PT
	colour: str = gb.BLACK
	align: str = "both"
	first_chars: float = 0
	left_chars: float = 0
	right_chars: float = 0
	hanging_chars: float = 0
	before_lines: float = 0
	line: int = gb.LINE_TWIP
	keep_next: bool = False
	latin: str = gb.FONT_LATIN
	after_lines: float = 0


_CELL_LINE = 360  # 18 pt: cells are set closer than text

STYLES = (
	Style("PaperHead", HEAD, align="left", line=20, keep_next=True),
	Style(
		"PaperMark",
		MARK,
		gb.FONT_TITLE,
		gb.MARK_SIZE_PT,
		gb.RED,
		"center",
		line=round(gb.MARK_SIZE_PT * gb.MARK_LINE_FACTOR * 20),
	),
	Style("PaperNumber", NUMBER, align="right", keep_next=True),
	Style("PaperClass", CLASS, gb.FONT_LEVEL_1, align="right", keep_next=True, latin=gb.FONT_LEVEL_1),
	Style(
		"PaperTitle",
		TITLE,
		gb.FONT_TITLE,
		gb.SIZE_2_PT,
		align="center",
		before_lines=gb.TITLE_BLANK_LINES,
		keep_next=True,
	),
	Style("PaperAddressee", ADDRESSEE, before_lines=gb.ADDRESSEE_BLANK_LINES, align="left"),
	Style("PaperBody", BODY, first_chars=gb.INDENT_CHARS),
	Style("PaperLevel1", LEVEL_1, gb.FONT_LEVEL_1, first_chars=gb.INDENT_CHARS, keep_next=True),
	Style("PaperLevel2", LEVEL_2, gb.FONT_LEVEL_2, first_chars=gb.INDENT_CHARS, keep_next=True),
	Style("PaperClosing", CLOSING, first_chars=gb.INDENT_CHARS, keep_next=True),
	Style(
		"PaperAnnexNote",
		ANNEX_NOTE,
		align="left",
		left_chars=5,
		hanging_chars=3,
		before_lines=gb.ANNEX_BLANK_LINES,
		keep_next=True,
	),
	Style(
		"PaperSignerSealed",
		SIGNER_SEALED,
		align="right",
		before_lines=2,
		keep_next=True,
		right_chars=gb.SEALED_DATE_RIGHT_CHARS,
	),
	Style(
		"PaperDateSealed", DATE_SEALED, align="right", right_chars=gb.SEALED_DATE_RIGHT_CHARS, keep_next=True
	),
	Style(
		"PaperSigner",
		SIGNER,
		align="right",
		before_lines=1,
		keep_next=True,
		right_chars=gb.UNSEALED_SIGNER_RIGHT_CHARS,
	),
	Style("PaperDate", DATE, align="right", right_chars=gb.UNSEALED_SIGNER_RIGHT_CHARS, keep_next=True),
	Style("PaperNote", NOTE, align="left", first_chars=gb.INDENT_CHARS, keep_next=True),
	Style(
		"PaperCopies",
		COPIES,
		size=gb.SIZE_4_PT,
		left_chars=1 + 3 * 14 / 16,
		hanging_chars=3 * 14 / 16,
		right_chars=gb.COPIES_INDENT_CHARS,
		line=480,
		keep_next=True,
	),
	Style("PaperAnnexMark", ANNEX_MARK, gb.FONT_LEVEL_1, align="left", keep_next=True),
	Style(
		"PaperAnnexTitle",
		ANNEX_TITLE,
		gb.FONT_TITLE,
		gb.SIZE_2_PT,
		align="center",
		before_lines=1,
		after_lines=1,
		keep_next=True,
	),
	Style(
		"PaperFolio",
		FOLIO,
		gb.FONT_FOLIO,
		gb.SIZE_4_PT,
		align="left",
		line=round(gb.FOLIO_LINE_PT * 20),
		latin=gb.FONT_FOLIO,
	),
	Style(
		"PaperFormTitle", FORM_TITLE, gb.FONT_TITLE, gb.SIZE_2_PT, align="center", line=640, keep_next=True
	),
	Style("PaperFormNumber", FORM_NUMBER, size=gb.SIZE_4_PT, align="right", line=480, keep_next=True),
	Style("PaperCell", CELL, size=gb.SIZE_FORM_PT, align="left", line=_CELL_LINE),
	Style("PaperCellLabel", CELL_LABEL, gb.FONT_LEVEL_1, gb.SIZE_FORM_PT, align="center", line=_CELL_LINE),
	Style(
		"PaperCellText",
		CELL_TEXT,
		size=gb.SIZE_FORM_PT,
		align="both",
		first_chars=gb.INDENT_CHARS * gb.SIZE_FORM_PT / gb.SIZE_3_PT,
		line=_CELL_LINE,
	),
	Style("PaperFormNote", FORM_NOTE, size=gb.SIZE_FORM_PT, align="left", line=360),
	Style("PaperRoster", ROSTER, size=gb.SIZE_5_PT, align="left", line=280),
	Style("PaperCover", COVER, gb.FONT_TITLE, gb.MARK_SIZE_PT, align="center", line=1200),
	Style("PaperRosterLabel", ROSTER_LABEL, gb.FONT_LEVEL_1, gb.SIZE_5_PT, align="center", line=280),
)


def new_document(*, title: str, letter: bool, landscape: bool = False) -> Document:
	"""An empty document with page, grid, styles and page numbers.

	``letter``: the first page carries no page number (GB/T 9704 10.1) and no footer of the other pages.
	``landscape``: the sheet lies on its side, for wide tables; the binding edge (28 mm) is above.
	"""
	document = new_docx()
	_drop_leftovers(document)
	_set_styles(document)
	_set_settings(document)
	_set_page(document, letter, landscape)
	_set_folios(document, letter)
	properties = document.core_properties
	properties.author = properties.last_modified_by = ""
	properties.comments = properties.keywords = ""
	properties.title = title
	return document


def to_bytes(document: Document) -> bytes:
	"""The document as a .docx file, the same bytes for the same document."""
	buffer = io.BytesIO()
	document.save(buffer)
	return normalise(buffer.getvalue())


def _drop_leftovers(document: Document) -> None:
	for rels, wanted in (
		(document.part.rels, {RT.STYLES, RT.SETTINGS, RT.FONT_TABLE, RT.THEME}),
		(document.part.package.rels, {RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES}),
	):
		for key in [key for key, rel in rels.items() if rel.reltype not in wanted]:
			del rels[key]
	for rel in document.part.rels.values():
		if rel.reltype == RT.FONT_TABLE:
			rel.target_part._blob = _font_table()


def _font_table() -> bytes:
	fonts = "".join(
		f'<w:font w:name="{name}">'
		+ (f'<w:altName w:val="{gb.ALTERNATIVES[name]}"/>' if name in gb.ALTERNATIVES else "")
		+ f'<w:charset w:val="{"86" if name in gb.ALTERNATIVES else "00"}"/></w:font>'
		for name in (*gb.ALTERNATIVES, gb.FONT_LATIN)
	)
	head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
	return f"{head}<w:fonts {nsdecls('w')}>{fonts}</w:fonts>".encode()


def fonts_xml(east: str, latin: str = gb.FONT_LATIN) -> str:
	"""``w:rFonts`` for a Chinese face and a Latin one; the hint keeps “ ” … — in the Chinese face."""
	return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{latin}" w:hint="eastAsia"/>'


def _set_styles(document: Document) -> None:
	root = document.styles.element
	for child in list(root):
		root.remove(child)
	root.append(
		parse_xml(
			f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{fonts_xml(gb.FONT_BODY)}"
			f'<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
			f"</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
		)
	)
	ns = nsdecls("w")
	for xml in (
		f'<w:style {ns} w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
		f'<w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/>'
		f'<w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/><w:jc w:val="both"/></w:pPr>'
		f'<w:rPr>{fonts_xml(gb.FONT_BODY)}<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>',
		f'<w:style {ns} w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
		f'<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
		f'<w:style {ns} w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
		f'<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
		f'<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
		f'<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
		f'<w:style {ns} w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
		f'<w:uiPriority w:val="99"/><w:semiHidden/></w:style>',
	):
		root.append(parse_xml(xml))
	for style in STYLES:
		root.append(parse_xml(_style_xml(style)))


def indent_xml(
	*, first: float = 0, left: float = 0, right: float = 0, hanging: float = 0, chars: bool = True
) -> str:
	"""``w:ind`` for lengths in characters of the grid, in twips and, with ``chars``, in characters as well.

	Word takes the characters, other programs the twips. Word's character is as wide as the paragraph's own face, so
	only text of 3号 may use it.
	"""
	parts = []
	for name, length in (("left", left), ("right", right), ("firstLine", first), ("hanging", hanging)):
		if length:
			parts.append(f'w:{name}="{gb.chars_to_twip(length)}"')
			if chars:
				parts.append(f'w:{name}Chars="{round(length * 100)}"')
	return f"<w:ind {' '.join(parts)}/>" if parts else ""


def _style_xml(style: Style) -> str:
	size = round(style.size * 2)
	before, after = (round(lines * gb.LINE_TWIP) for lines in (style.before_lines, style.after_lines))
	indent = indent_xml(
		first=style.first_chars,
		left=style.left_chars,
		right=style.right_chars,
		hanging=style.hanging_chars,
		chars=style.size == gb.SIZE_3_PT,
	)
	pitch = f'<w:spacing w:val="{gb.TEXT_SPACING_TWIP}"/>' if style.size == gb.SIZE_3_PT else ""
	return (
		f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="{style.id}">'
		f'<w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
		+ ("<w:keepNext/>" if style.keep_next else "")
		+ f'<w:spacing w:before="{before}" w:after="{after}" w:line="{style.line}" w:lineRule="exact"/>'
		f'{indent}<w:jc w:val="{style.align}"/></w:pPr><w:rPr>{fonts_xml(style.font, style.latin)}'
		f'<w:color w:val="{style.colour}"/>{pitch}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
	)


def _set_settings(document: Document) -> None:
	root = document.settings.element
	for child in list(root):
		root.remove(child)
	uri = "http://schemas.microsoft.com/office/word"
	settings = parse_xml(
		f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
		'<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
		'<w:drawingGridVerticalSpacing w:val="156"/><w:characterSpacingControl w:val="compressPunctuation"/>'
		"<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
		"<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
		f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
		'<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
	)
	for child in list(settings):
		root.append(child)


def _set_page(document: Document, letter: bool, landscape: bool) -> None:
	section = document.sections[0]
	margins = (gb.LEFT_MM, gb.RIGHT_MM, gb.BOTTOM_MM, gb.TOP_MM) if landscape else gb.MARGINS_MM
	section.page_width, section.page_height = Twips(gb.PAGE_WIDTH_TWIP), Twips(gb.PAGE_HEIGHT_TWIP)
	if landscape:
		section.orientation = WD_ORIENT.LANDSCAPE
		section.page_width, section.page_height = section.page_height, section.page_width
	section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
		Twips(gb.mm_to_twip(margin)) for margin in margins
	)
	section.header_distance = Twips(gb.mm_to_twip(15))
	section.footer_distance = Twips(gb.mm_to_twip(gb.footer_mm(margins[1])))
	section.gutter = 0
	section.different_first_page_header_footer = letter
	sect = section._sectPr
	for tag in ("w:cols", "w:docGrid"):
		for old in sect.findall(qn(tag)):
			sect.remove(old)
	grid = OxmlElement("w:docGrid")
	grid.set(qn("w:type"), "linesAndChars")
	grid.set(qn("w:linePitch"), str(gb.LINE_TWIP))
	grid.set(qn("w:charSpace"), str(gb.CHAR_SPACE))
	sect.append(grid)


def _set_folios(document: Document, letter: bool) -> None:
	"""7.5: 4号宋体 — 1 —, odd pages right, even pages left, each one character in."""
	section = document.sections[0]
	_folio(section.footer, odd=True)
	_folio(section.even_page_footer, odd=False)
	if letter:
		section.first_page_footer.is_linked_to_previous = False
		section.first_page_footer.paragraphs[0].style = document.styles[FOLIO]


def _folio(footer, *, odd: bool) -> None:
	footer.is_linked_to_previous = False
	paragraph = footer.paragraphs[0]
	side = "right" if odd else "left"
	element = paragraph._p
	for child in list(element):
		element.remove(child)
	ns, fonts = nsdecls("w"), fonts_xml(gb.FONT_FOLIO, gb.FONT_FOLIO)
	element.append(
		parse_xml(
			f'<w:pPr {ns}><w:pStyle w:val="PaperFolio"/>{indent_xml(chars=False, **{side: gb.FOLIO_INDENT_CHARS})}'
			f'<w:jc w:val="{side}"/></w:pPr>'
		)
	)
	for piece in (
		'<w:t xml:space="preserve">— </w:t>',
		'<w:fldChar w:fldCharType="begin"/>',
		'<w:instrText xml:space="preserve"> PAGE </w:instrText>',
		'<w:fldChar w:fldCharType="separate"/>',
		"<w:t>1</w:t>",
		'<w:fldChar w:fldCharType="end"/>',
		'<w:t xml:space="preserve"> —</w:t>',
	):
		element.append(parse_xml(f"<w:r {ns}><w:rPr>{fonts}</w:rPr>{piece}</w:r>"))
