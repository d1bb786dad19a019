"""The elements of an official letter (GB/T 9704-2012 7 and 10.1) and of a form, put on a document one by one.

Texts may hold template tags. Order on the page is the order of the calls.
"""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from . import document as styles
from . import gb9704 as gb
from .document import fonts_xml
from .drawing import bar, text_box


@dataclass(frozen=True)
class LetterHead:
	"""Where the parts of the letter head stand, in mm from the upper edge of the page (10.1).

	Everything follows from the size of the mark (pt).
	"""

	size: float = gb.MARK_SIZE_PT

	@property
	def box_top(self) -> float:
		"""Upper edge of the box of the mark, so that its ink begins at 30 mm."""
		lead = gb.BASELINE_SHARE * gb.MARK_LINE_FACTOR - gb.INK_ABOVE_EM
		return gb.LETTER_MARK_TOP_MM - gb.pt_to_mm(lead * self.size)

	@property
	def box_height(self) -> float:
		"""Height of the box: the one line of the mark."""
		return gb.pt_to_mm(gb.MARK_LINE_FACTOR * self.size)

	@property
	def line_top(self) -> float:
		"""Upper edge of the first red line, 4 mm below the ink of the mark."""
		ink = gb.pt_to_mm((gb.INK_ABOVE_EM + gb.INK_BELOW_EM) * self.size)
		return gb.LETTER_MARK_TOP_MM + ink + gb.LETTER_MARK_TO_LINE_MM

	@property
	def line_height(self) -> float:
		"""Height of a double line over all."""
		return gb.pt_to_mm(gb.LINE_THICK_PT + gb.LINE_SPACE_PT + gb.LINE_THIN_PT)

	@property
	def spacer(self) -> float:
		"""Height of the empty paragraph above the number: its ink ends up 7/8 of a character below the line."""
		lead = gb.BASELINE_SHARE * gb.LINE_TWIP / 20 - gb.INK_ABOVE_EM * gb.SIZE_3_PT
		return self.line_top + self.line_height + gb.LETTER_TEXT_GAP_MM - gb.pt_to_mm(lead) - gb.TOP_MM


def run_xml(text: str, font: str = "", bold: bool = False) -> str:
	"""A run; ``font`` only when it differs from the one of the paragraph's style."""
	escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
	fonts = fonts_xml(font) if font else '<w:rFonts w:hint="eastAsia"/>'
	return f'<w:r><w:rPr>{fonts}{"<w:b/>" if bold else ""}</w:rPr><w:t xml:space="preserve">{escaped}</w:t></w:r>'


def paragraph(where, text: str, style: str, *runs: tuple[str, str]) -> Paragraph:
	"""A paragraph in a style at the end of a document or cell; ``runs`` are (text, font) after ``text``."""
	block = where.add_paragraph(style=style)
	for piece, font in ((text, ""), *runs):
		if piece:
			block._p.append(parse_xml(run_xml(piece, font).replace("<w:r>", f"<w:r {nsdecls('w')}>", 1)))
	return block


def letter_head(document: Document, issuer: str, number: str) -> None:
	"""10.1: red mark 30 mm from the upper edge, two red double lines of 170 mm, number flush right."""
	head = LetterHead()
	spacer = document.add_paragraph(style=styles.HEAD)
	spacer._p.get_or_add_pPr().append(
		parse_xml(f'<w:spacing {nsdecls("w")} w:line="{gb.mm_to_twip(head.spacer)}" w:lineRule="exact"/>')
	)
	mark = f'<w:p><w:pPr><w:pStyle w:val="PaperMark"/></w:pPr>{run_xml(issuer)}</w:p>'
	spacer._p.append(
		text_box(
			1,
			styles.MARK,
			mark,
			left_mm=gb.LETTER_LINE_LEFT_MM,
			top_mm=head.box_top,
			width_mm=gb.LETTER_LINE_MM,
			height_mm=head.box_height,
		)
	)
	thick, thin = gb.pt_to_mm(gb.LINE_THICK_PT), gb.pt_to_mm(gb.LINE_THIN_PT)
	gap = gb.pt_to_mm(gb.LINE_SPACE_PT)
	foot = gb.PAGE_HEIGHT_MM - gb.LETTER_SECOND_LINE_MM
	for position, (name, top, height) in enumerate(
		(
			("首线（粗）", head.line_top, thick),
			("首线（细）", head.line_top + thick + gap, thin),
			("末线（细）", foot - thick - gap - thin, thin),
			("末线（粗）", foot - thick, thick),
		)
	):
		spacer._p.append(
			bar(
				2 + position,
				name,
				left_mm=gb.LETTER_LINE_LEFT_MM,
				top_mm=top,
				width_mm=gb.LETTER_LINE_MM,
				height_mm=height,
			)
		)
	paragraph(document, number, styles.NUMBER)


def class_mark(document: Document, letter: str) -> None:
	"""Class of the result at the upper right, 3号黑体, in a line of its own below the number."""
	paragraph(document, letter, styles.CLASS)


def title(document: Document, text: str) -> None:
	"""7.3.1: 2号小标宋, centred, two blank lines above."""
	paragraph(document, text, styles.TITLE)


def addressee(document: Document, text: str) -> None:
	"""7.3.2: flush left, one blank line above, ends with a full-width colon."""
	paragraph(document, f"{text}：", styles.ADDRESSEE)


def body(document: Document, *texts: str) -> None:
	"""7.3.3: paragraphs in 3号仿宋, indented two characters."""
	for text in texts:
		paragraph(document, text, styles.BODY)


def tag(where, text: str) -> None:
	"""A template tag for whole paragraphs, ``{%p … %}``; its paragraph vanishes when the template is filled."""
	paragraph(where, "{%p " + text + " %}", styles.BODY)


def tagged(where, condition: str, text: str, style: str = styles.BODY) -> None:
	"""A paragraph that is only there if ``condition`` holds."""
	tag(where, f"if {condition}")
	paragraph(where, text, style)
	tag(where, "endif")


def text_block(where, field: str, style: str = styles.BODY) -> None:
	"""A field of several lines as paragraphs, each in the face of its level (7.3.3: 一、黑体, （一）楷体)."""
	rest = "{% if line.rest %}{{ line.rest }}{% endif %}"
	tag(where, f"for line in {field}|paragraphs")
	if style == styles.BODY:
		tag(where, "if line.level == 1")
		paragraph(where, "{{ line.head }}", styles.LEVEL_1, (rest, gb.FONT_BODY))
		tag(where, "elif line.level == 2")
		paragraph(where, "{{ line.head }}", styles.LEVEL_2, (rest, gb.FONT_BODY))
		tag(where, "else")
		paragraph(where, "{{ line.text }}", style)
		tag(where, "endif")
	else:
		paragraph(where, "{{ line.text }}", style)
	tag(where, "endfor")


def annex_note(document: Document, name: str) -> None:
	"""7.3.4: one blank line below the text, indented two; no punctuation after the name."""
	paragraph(document, f"附件：{name}", styles.ANNEX_NOTE)


def signature(document: Document, signer: str, date: str, *, sealed: bool) -> None:
	"""7.3.5.1 with a seal: date four characters from the right, name centred above it.

	7.3.5.2 without: name two characters from the right, date begins two characters right of the name.
	The indents of the real names are set when the template is filled (:mod:`.finishing`).
	"""
	paragraph(document, signer, styles.SIGNER_SEALED if sealed else styles.SIGNER)
	paragraph(document, date, styles.DATE_SEALED if sealed else styles.DATE)


def note(document: Document, text: str) -> None:
	"""附注: below the date, indented two, in round brackets."""
	paragraph(document, f"（{text}）", styles.NOTE)


def copies(document: Document, text: str) -> None:
	"""10.1 with 7.4.2: 抄送 in 4号仿宋, one character in from both sides, at the foot of the last page's type area.

	The last element of a document, after the annexes.
	"""
	block = paragraph(document, f"抄送：{text}。", styles.COPIES)
	frame = OxmlElement("w:framePr")
	for key, value in (
		("w", gb.AREA_WIDTH_TWIP),
		("hSpace", 0),
		("vSpace", 0),
		("wrap", "around"),
		("vAnchor", "margin"),
		("hAnchor", "margin"),
		("xAlign", "left"),
		("yAlign", "bottom"),
	):
		frame.set(qn(f"w:{key}"), str(value))
	block._p.get_or_add_pPr().insert(1, frame)
	document.add_paragraph(style=styles.HEAD)  # a frame belongs to the paragraph after it


def annex_head(document: Document, mark: str, text: str) -> None:
	"""附件 on a new page: its mark in 3号黑体 on line 1, its title centred on line 3."""
	block = paragraph(document, mark, styles.ANNEX_MARK)
	block.paragraph_format.page_break_before = True
	paragraph(document, text, styles.ANNEX_TITLE)
