"""The layout checker: our forms keep the standard, and a file broken in one rule is caught for just that rule."""

from __future__ import annotations

import copy
import io
import random
import re
import time
import zipfile
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from deputy_affairs.paperwork import catalogue, checker, package
from deputy_affairs.paperwork import document as styles
from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.checks import table
from deputy_affairs.paperwork.errors import TemplateFileError
from deputy_affairs.paperwork.rendering import compile_template

ROOT = Path(__file__).resolve().parents[2]
CHAR, LINE = 316, 579  # twips of a character and a line of the grid
FORMS = [form.KIND for form in catalogue.forms()]


def codes(content: bytes, **kwargs) -> list[str]:
	return [finding.code for finding in checker.check(content, **kwargs).findings]


def save(document) -> bytes:
	buffer = io.BytesIO()
	document.save(buffer)
	return buffer.getvalue()


# ------------------------------------------------------------------------------------------- good papers


@cache
def reply() -> bytes:
	"""A reply letter with all four levels."""
	form = catalogue.form("reply_letter")
	context = copy.deepcopy(form.SAMPLE)
	context["reply"].update(answers=[], body="一、情况\n（一）现状\n1. 长度\n（1）东段\n渠道长2.6千米。")
	return compile_template(form.build()).render(context)


@cache
def notice() -> bytes:
	"""A letter with an annex of its own."""
	form = catalogue.form("assignment_notice")
	return compile_template(form.build()).render(form.SAMPLE)


@cache
def form_paper() -> bytes:
	form = catalogue.form("opinion_form")
	return compile_template(form.build()).render(form.SAMPLE)


@cache
def unsealed() -> bytes:
	"""A letter without seal."""
	document = new_letter()
	el.signature(document, "云溪镇人民政府办公室", "2026年5月8日", sealed=False)
	return compile_template(styles.to_bytes(document)).render({})


def new_letter():
	document = styles.new_document(title="函", letter=True)
	el.letter_head(document, "云溪镇人民政府", "云政函〔2026〕12号")
	el.title(document, "关于商请支持渠道整治的函")
	el.addressee(document, "县水务局")
	el.body(document, "渠道长2.6千米，请予支持。")
	return document


@cache
def official() -> bytes:
	"""A red-head document made without our styles: bordered number, mark 72 mm from the edge, no seal style."""
	document = styles.new_document(title="通知", letter=False)

	def add(
		text, font="仿宋_GB2312", size=16, align=None, before=0, line=LINE, colour=None, first=0, right=0
	):
		paragraph = document.add_paragraph()
		run = paragraph.add_run(text)
		run.font.size = Pt(size)
		run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
		if colour:
			run.font.color.rgb = RGBColor.from_string(colour)
		form = paragraph.paragraph_format
		form.alignment = align
		form.space_before, form.line_spacing = Pt(before / 20), Pt(line / 20)
		form.first_line_indent, form.right_indent = Pt(first * CHAR / 20), Pt(right * CHAR / 20)
		if size == 16:
			spacing(run, -5)
		return paragraph

	center, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
	# 35 mm = 1984 twips down to the ink, which begins 0.8 × 900 − 0.84 × 720 below the line's top
	add("云溪镇人民政府文件", "方正小标宋简体", 36, center, 1984 - 115, 900, "FF0000")
	number = add("云政发〔2026〕12号", align=center, before=2 * LINE)
	border(number, "single", "FF0000")
	add("关于做好春耕用水保障工作的通知", "方正小标宋简体", 22, center, 2 * LINE)
	add("各村民委员会：", before=LINE)
	add("为做好春耕用水保障工作，现将有关事项通知如下。", first=2)
	add("一、加强巡查", "黑体", first=2)
	add("云溪镇人民政府", align=right, before=2 * LINE, right=4 + (5.5 - 7) / 2)
	add("2026年5月8日", align=right, right=4)
	return save(document)


def spacing(run, twips):
	node = OxmlElement("w:spacing")
	node.set(qn("w:val"), str(twips))
	run._r.get_or_add_rPr().append(node)


def border(paragraph, kind, colour):
	borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
	for name, value in (("val", kind), ("sz", "12"), ("space", "4"), ("color", colour)):
		bottom.set(qn(f"w:{name}"), value)
	borders.append(bottom)
	paragraph._p.get_or_add_pPr().insert_element_before(
		borders, "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
	)


GOOD = {"reply": reply, "notice": notice, "form": form_paper, "unsealed": unsealed, "official": official}


@pytest.mark.parametrize("kind", FORMS)
def test_stock_forms_have_no_finding(kind):
	form = catalogue.form(kind)
	for content in (form.build(), compile_template(form.build()).render(form.SAMPLE)):
		for asked in (None, kind):
			report = checker.check(content, asked)
			assert [(f.code, f.measured.in_words(), f.place) for f in report.findings] == []
			assert len(report.results) > 10


@pytest.mark.parametrize("name", GOOD)
def test_good_papers_have_no_finding(name):
	report = checker.check(GOOD[name]())
	assert [(f.code, f.measured.in_words(), f.place) for f in report.findings] == []
	assert report.layout == {"form": "form", "official": "document"}.get(name, "letter")


# ------------------------------------------------------------------------------------------- broken papers


def find(document, role):
	"""Paragraphs of a role in our own papers (also in the box of the mark), by the name of the style."""
	names = {style.style_id: style.name for style in document.styles}
	wanted = {
		"mark": "发文机关标志",
		"number": "发文字号",
		"class_mark": "办理类别",
		"title": "公文标题",
		"addressee": "主送机关",
		"body": "公文正文",
		"level_1": "公文一级标题",
		"level_2": "公文二级标题",
		"annex_note": "附件说明",
		"note": "附注",
		"annex_mark": "附件序号",
		"annex_title": "附件标题",
		"copies": "抄送机关",
		"form_title": "表单标题",
		"signer": "署名",
		"date": "成文日期",
	}[role]
	found = []
	for node in document.element.body.iter(qn("w:p")):
		style = node.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
		if style is not None and names.get(style.get(qn("w:val")), "").startswith(wanted):
			found.append(docx.text.paragraph.Paragraph(node, document._body))
	if role == "body":  # no heading of a lower level
		found = [p for p in found if not re.match(r"[（\d]", p.text)]
	return found


def numbered(document, start):
	return next(p for p in document.paragraphs if p.text.startswith(start))


def one(role, change):
	return lambda document: change(find(document, role)[0])


def font(name):
	def change(paragraph):
		for run in paragraph.runs:
			fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
			for kind in ("eastAsia", "ascii", "hAnsi"):
				fonts.set(qn(f"w:{kind}"), name)

	return change


def size(points):
	def change(paragraph):
		for run in paragraph.runs:
			run.font.size = Pt(points)

	return change


def colour(value):
	def change(paragraph):
		for run in paragraph.runs:
			run.font.color.rgb = RGBColor.from_string(value)

	return change


def text(value):
	def change(paragraph):
		paragraph.runs[0].text = value
		for run in paragraph.runs[1:]:
			run._r.getparent().remove(run._r)

	return change


def indent(**chars):
	def change(paragraph):
		properties = paragraph._p.get_or_add_pPr()
		for old in properties.findall(qn("w:ind")):
			properties.remove(old)
		node = properties.get_or_add_ind()
		for name, value in chars.items():
			node.set(qn(f"w:{name}"), str(round(value * CHAR)))
			node.set(qn(f"w:{name}Chars"), str(round(value * 100)))

	return change


def align(value):
	def change(paragraph):
		paragraph.alignment = value

	return change


def before(lines):
	def change(paragraph):
		paragraph.paragraph_format.space_before = Pt(lines * LINE / 20)

	return change


def remove(role):
	def change(document):
		for paragraph in find(document, role):
			paragraph._p.getparent().remove(paragraph._p)

	return change


def anchors(document):
	found = list(document.element.body.iter(qn("wp:anchor")))
	box = [anchor for anchor in found if next(anchor.iter(qn("w:txbxContent")), None) is not None]
	return box, [anchor for anchor in found if anchor not in box]


def shift(nodes, mm, axis="V"):
	for node in nodes:
		offset = node.find(f"{qn('wp:position' + axis)}/{qn('wp:posOffset')}")
		offset.text = str(int(offset.text) + round(mm * 36000))


def bars(change):
	return lambda document: change(anchors(document)[1])


def drop(nodes):
	for node in nodes:
		run = next(parent for parent in node.iterancestors() if parent.tag == qn("w:r"))
		run.getparent().remove(run)


def length(nodes, mm):
	for node in nodes:
		node.find(qn("wp:extent")).set("cx", str(round(mm * 36000)))


def swap(nodes):
	thick, thin = nodes[0].find(qn("wp:extent")), nodes[1].find(qn("wp:extent"))
	one_, two = thick.get("cy"), thin.get("cy")
	thick.set("cy", two)
	thin.set("cy", one_)


def paint(nodes, value):
	for node in nodes:
		for fill in node.iter(qn("a:srgbClr")):
			fill.set("val", value)


def section(**lengths):
	def change(document):
		for name, value in lengths.items():
			setattr(document.sections[0], name, Mm(value))

	return change


def grid(**values):
	def change(document):
		node = document.sections[0]._sectPr.find(qn("w:docGrid"))
		for name, value in values.items():
			node.set(qn(f"w:{name}"), str(value))

	return change


def footer(odd, change):
	def edit(document):
		sect = document.sections[0]
		change((sect.footer if odd else sect.even_page_footer).paragraphs[0])

	return edit


def both_footers(change):
	def edit(document):
		footer(True, change)(document)
		footer(False, change)(document)

	return edit


def same_footers(document):
	node = document.settings.element.find(qn("w:evenAndOddHeaders"))
	node.getparent().remove(node)


def no_numbers(document):
	for paragraph in (
		document.sections[0].footer.paragraphs[0],
		document.sections[0].even_page_footer.paragraphs[0],
	):
		for run in list(paragraph._p.iter(qn("w:r"))):
			run.getparent().remove(run)


def dashes(paragraph):
	for node in paragraph._p.iter(qn("w:t")):
		node.text = node.text.replace("—", "-")


def first_page(document):
	document.sections[0].different_first_page_header_footer = False


def body_line(points):
	def change(document):
		find(document, "body")[0].paragraph_format.line_spacing = Pt(points)

	return change


def loose(document):
	for run in find(document, "body")[0].runs:
		spacing(run, 10)


def bold(paragraph):
	for run in paragraph.runs:
		run.font.bold = True


def same_page(paragraph):
	paragraph.paragraph_format.page_break_before = False


def imprint(document):
	paragraph = document.add_paragraph("云溪镇党政办公室　　2026年5月8日印发")
	paragraph.runs[0].font.size = Pt(14)


def spacer(document):
	node = next(p for p in document.paragraphs if p.style.name == "版头定位")
	node.paragraph_format.line_spacing = Pt(node.paragraph_format.line_spacing.pt + 15)


def official_paragraph(index, change):
	return lambda document: change(document.paragraphs[index])


def no_border(paragraph):
	node = paragraph._p.pPr.find(qn("w:pBdr"))
	node.getparent().remove(node)


RIGHT, CENTER, LEFT = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
BROKEN = {
	"page.size": ("reply", section(page_width=215.9, page_height=279.4)),
	"page.top": ("reply", section(top_margin=25.4)),
	"page.left": ("reply", section(left_margin=31.8)),
	"page.right": ("reply", section(right_margin=31.8)),
	"page.bottom": ("form", section(bottom_margin=25.4)),
	"grid.lines": ("reply", grid(linePitch=312)),
	"grid.chars": ("reply", grid(charSpace=0)),
	"body.line": ("reply", body_line(22)),
	"body.pitch": ("reply", loose),
	"mark.missing": ("reply", lambda document: drop(anchors(document)[0])),
	"mark.place": ("reply", lambda document: shift(anchors(document)[0], -8)),
	"mark.drop": ("official", official_paragraph(0, before(0))),
	"mark.centre": ("reply", lambda document: shift(anchors(document)[0], 6, "H")),
	"mark.words": ("reply", one("mark", text("云溪镇人民政府文件"))),
	"mark.font": ("reply", one("mark", font("宋体"))),
	"mark.colour": ("reply", one("mark", colour("000000"))),
	"lines.missing": ("reply", bars(lambda nodes: drop(nodes[2:]))),
	"lines.first": ("reply", bars(lambda nodes: shift(nodes[:2], 4))),
	"lines.second": ("reply", bars(lambda nodes: shift(nodes[2:], 5))),
	"lines.order": ("reply", bars(lambda nodes: swap(nodes[:2]))),
	"lines.length": ("reply", bars(lambda nodes: length(nodes, 156))),
	"lines.centre": ("reply", bars(lambda nodes: shift(nodes, 5, "H"))),
	"lines.colour": ("reply", bars(lambda nodes: paint(nodes, "000000"))),
	"line.missing": ("official", official_paragraph(1, no_border)),
	"line.length": ("official", None),
	"number.missing": ("reply", remove("number")),
	"number.form": ("reply", one("number", text("云政函2026年5月"))),
	"number.brackets": ("reply", one("number", text("云政函[2026]12号"))),
	"number.zero": ("reply", one("number", text("云政函〔2026〕012号"))),
	"number.di": ("reply", one("number", text("云政函〔2026〕第12号"))),
	"number.place": ("reply", one("number", align(LEFT))),
	"number.gap": ("reply", spacer),
	"number.centre": ("official", official_paragraph(1, align(LEFT))),
	"number.font": ("reply", one("number", font("宋体"))),
	"number.size": ("reply", one("number", size(14))),
	"number.colour": ("reply", one("number", colour("FF0000"))),
	"class_mark.missing": ("reply", remove("class_mark")),
	"class_mark.place": ("reply", one("class_mark", align(LEFT))),
	"class_mark.font": ("reply", one("class_mark", font("宋体"))),
	"class_mark.size": ("reply", one("class_mark", size(22))),
	"class_mark.colour": ("reply", one("class_mark", colour("FF0000"))),
	"title.missing": ("reply", remove("title")),
	"title.centre": ("reply", one("title", indent(firstLine=2))),
	"title.bold": ("reply", one("title", bold)),
	"title.space": ("reply", one("title", before(0))),
	"title.font": ("reply", one("title", font("黑体"))),
	"title.size": ("reply", one("title", size(18))),
	"title.colour": ("reply", one("title", colour("FF0000"))),
	"addressee.missing": ("reply", remove("addressee")),
	"addressee.colon": ("reply", one("addressee", text("张建国代表:"))),
	"addressee.place": ("reply", one("addressee", indent(firstLine=2))),
	"addressee.space": ("reply", one("addressee", before(0))),
	"addressee.font": ("reply", one("addressee", font("黑体"))),
	"addressee.size": ("reply", one("addressee", size(14))),
	"addressee.colour": ("reply", one("addressee", colour("FF0000"))),
	"body.missing": (
		"unsealed",
		remove("body"),
	),
	"body.indent": ("reply", one("body", indent(firstLine=0))),
	"body.font": ("reply", one("body", font("宋体"))),
	"body.size": ("reply", one("body", size(14))),
	"body.colour": ("reply", one("body", colour("0000FF"))),
	"levels.indent": ("reply", one("level_1", indent(firstLine=0))),
	"levels.marks": ("reply", lambda document: text("(1)东段")(numbered(document, "（1）"))),
	"level_1.font": ("reply", one("level_1", font("仿宋_GB2312"))),
	"level_1.size": ("reply", one("level_1", size(15))),
	"level_1.colour": ("reply", one("level_1", colour("FF0000"))),
	"level_2.font": ("reply", one("level_2", font("黑体"))),
	"level_2.size": ("reply", one("level_2", size(15))),
	"level_2.colour": ("reply", one("level_2", colour("FF0000"))),
	"level_3.font": ("reply", lambda document: font("楷体")(numbered(document, "1."))),
	"level_3.size": ("reply", lambda document: size(15)(numbered(document, "1."))),
	"level_3.colour": ("reply", lambda document: colour("FF0000")(numbered(document, "1."))),
	"level_4.font": ("reply", lambda document: font("楷体")(numbered(document, "（1）"))),
	"level_4.size": ("reply", lambda document: size(15)(numbered(document, "（1）"))),
	"level_4.colour": ("reply", lambda document: colour("FF0000")(numbered(document, "（1）"))),
	"annex_note.colon": ("reply", one("annex_note", text("附：征询意见表"))),
	"annex_note.end": ("reply", one("annex_note", text("附件：征询意见表。"))),
	"annex_note.indent": ("reply", one("annex_note", indent(left=0))),
	"annex_note.space": ("reply", one("annex_note", before(0))),
	"annex_note.font": ("reply", one("annex_note", font("宋体"))),
	"annex_note.size": ("reply", one("annex_note", size(14))),
	"annex_note.colour": ("reply", one("annex_note", colour("FF0000"))),
	"signer.missing": ("unsealed", remove("signer")),
	"signer.place": ("reply", one("signer", indent(right=0))),
	"signer.font": ("reply", one("signer", font("宋体"))),
	"signer.size": ("reply", one("signer", size(14))),
	"signer.colour": ("reply", one("signer", colour("FF0000"))),
	"date.missing": ("reply", remove("date")),
	"date.form": ("reply", one("date", text("2026.05.08"))),
	"date.place": ("reply", one("date", indent(right=2))),
	"date.font": ("reply", one("date", font("宋体"))),
	"date.size": ("reply", one("date", size(14))),
	"date.colour": ("reply", one("date", colour("FF0000"))),
	"note.missing": ("reply", remove("note")),
	"note.brackets": ("reply", one("note", text("联系人：王芳；联系电话：0871-65550123"))),
	"note.indent": ("reply", one("note", indent(firstLine=0))),
	"note.font": ("reply", one("note", font("宋体"))),
	"note.size": ("reply", one("note", size(14))),
	"note.colour": ("reply", one("note", colour("FF0000"))),
	"annex_mark.form": ("notice", one("annex_mark", text("附件："))),
	"annex_mark.page": ("notice", one("annex_mark", same_page)),
	"annex_mark.font": ("notice", one("annex_mark", font("仿宋_GB2312"))),
	"annex_mark.size": ("notice", one("annex_mark", size(14))),
	"annex_mark.colour": ("notice", one("annex_mark", colour("FF0000"))),
	"annex_title.centre": ("notice", one("annex_title", align(LEFT))),
	"copies.form": ("reply", one("copies", text("抄送：镇人大主席团"))),
	"copies.indent": ("reply", one("copies", indent(left=0))),
	"copies.font": ("reply", one("copies", font("宋体"))),
	"copies.size": ("reply", one("copies", size(16))),
	"copies.colour": ("reply", one("copies", colour("FF0000"))),
	"imprint.letter": ("reply", imprint),
	"imprint.font": ("official", None),
	"imprint.size": ("official", None),
	"imprint.colour": ("official", None),
	"folio.missing": ("reply", no_numbers),
	"folio.form": ("reply", both_footers(dashes)),
	"folio.odd": ("reply", footer(True, align(CENTER))),
	"folio.even": ("reply", same_footers),
	"folio.first": ("reply", first_page),
	"folio.gap": ("form", section(footer_distance=15)),
	"folio.font": ("reply", both_footers(font("Times New Roman"))),
	"folio.size": ("reply", footer(True, size(9))),
	"folio.colour": ("reply", both_footers(colour("FF0000"))),
	"form_title.centre": ("form", one("form_title", align(LEFT))),
	"form_title.font": ("form", one("form_title", font("宋体"))),
	"form_title.colour": ("form", one("form_title", colour("FF0000"))),
}


def official_imprint(change=None):
	def edit(document):
		paragraph = document.add_paragraph("云溪镇党政办公室　　2026年5月8日印发")
		paragraph.paragraph_format.line_spacing = Pt(24)
		size(14)(paragraph)
		if change:
			change(paragraph)

	return edit


BROKEN["line.length"] = ("official", official_paragraph(1, indent(left=3, right=3)))
BROKEN["imprint.font"] = ("official", official_imprint(font("宋体")))
BROKEN["imprint.size"] = ("official", official_imprint(size(16)))
BROKEN["imprint.colour"] = ("official", official_imprint(colour("FF0000")))


def test_every_rule_has_a_broken_paper():
	assert set(BROKEN) == set(checker.RULES)


@pytest.mark.parametrize("code", BROKEN)
def test_a_paper_broken_in_one_rule_is_caught_for_that_rule_alone(code):
	name, change = BROKEN[code]
	document = docx.Document(io.BytesIO(GOOD[name]()))
	change(document)
	kind = "reply_letter" if name == "reply" and code.endswith(".missing") else None
	report = checker.check(save(document), kind)
	assert [(f.code, f.measured.in_words(), f.place) for f in report.findings if f.code != code] == []
	assert code in [f.code for f in report.findings]


def test_a_document_with_its_imprint_is_right():
	document = docx.Document(io.BytesIO(official()))
	official_imprint()(document)
	assert codes(save(document)) == []


# ---------------------------------------------------------------------------------------- files from elsewhere


def foreign() -> bytes:
	"""A reply as it comes from an office's computer: default page, theme faces, blanks instead of indents."""
	document = docx.Document()
	normal = document.styles["Normal"]
	normal.font.size = Pt(16)
	for words, align_to, points, face in (
		("云政函[2026]第012号", CENTER, 16, "仿宋"),
		("", None, 16, "仿宋"),
		("关于第12号建议的答复", CENTER, 22, "宋体"),
		("张建国代表:", None, 16, "仿宋"),
		("　　您提出的建议收悉，现答复如下：", None, 16, "仿宋"),
		("一、基本情况", None, 16, "仿宋"),
		("渠道长2.6千米，年久失修。", None, 16, ""),
		("附件：征询意见表。", None, 16, "仿宋"),
		("云溪镇人民政府", RIGHT, 16, "仿宋"),
		("二〇二六年五月八日", RIGHT, 16, "仿宋"),
		("联系人：王芳", None, 16, "仿宋"),
	):
		paragraph = document.add_paragraph()
		paragraph.alignment = align_to
		paragraph.paragraph_format.space_after = Pt(0)
		if words:
			run = paragraph.add_run(words)
			run.font.size, run.font.bold = Pt(points), points == 22
			if face:
				run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
	return save(document)


def test_a_letter_made_elsewhere_is_told_its_mistakes():
	report = checker.check(foreign(), layout="letter")
	found = {finding.code: finding for finding in report.findings}
	assert set(found) == {
		*("page.size", "page.top", "page.left", "page.right", "page.bottom", "grid.lines", "grid.chars"),
		*("mark.missing", "lines.missing"),
		*("number.brackets", "number.zero", "number.di", "number.place"),
		*("title.font", "title.bold", "title.space"),
		*("addressee.colon", "addressee.space"),
		*("body.indent", "body.font", "levels.indent", "level_1.font"),
		*("annex_note.space", "annex_note.indent", "annex_note.end"),
		*("signer.place", "date.place", "date.form", "note.brackets", "note.indent", "folio.missing"),
	}
	# the paragraph without a face of its own takes the one of the theme
	assert (
		found["body.font"].measured.in_words() == "ＭＳ 明朝" or found["body.font"].measured.args[0] == "宋体"
	)
	assert found["body.indent"].place == "渠道长2.6千米，年久失修。"  # two wide blanks print as an indent
	assert found["page.size"].measured.in_words() == "215.9 mm × 279.4 mm"
	assert checker.check(foreign()).layout == "document"  # number centred: taken for a red-head document


def test_faces_come_from_the_run_the_style_its_base_and_the_defaults():
	document = docx.Document(io.BytesIO(unsealed()))
	# a style based on the one of the text changes its size; the paragraph is still found by its words alone
	for paragraph in document.paragraphs:
		if paragraph.style.name == "公文正文":
			base = document.styles["公文正文"]
			style = document.styles.add_style("我的正文", 1)
			style.base_style = base
			paragraph.style = style
			role = paragraph
	from deputy_affairs.paperwork.checks.reader import Reader

	def look():
		reader = Reader(package.read(save(document)))
		return next(p for p in reader.paragraphs() if p.style == "我的正文")

	assert (look().look.font, look().look.size, look().first) == ("仿宋_GB2312", 16, 2)
	style.font.size = Pt(12)
	assert (look().look.size, look().first) == (12, 2)
	style.paragraph_format.first_line_indent = Pt(0)
	node = style.element.pPr.find(qn("w:ind"))
	node.set(qn("w:firstLineChars"), "0")
	assert look().first == 0
	role.runs[0].font.size = Pt(16)
	assert look().look.size == 16


def test_the_checker_finds_layout_classes():
	document = styles.new_document(title="通知", letter=False)
	el.title(document, "关于开展视察的通知")
	el.addressee(document, "各位代表小组组长")
	el.body(document, "现将有关事项通知如下。")
	el.signature(document, "云溪镇人大主席团", "2026年5月8日", sealed=True)
	report = checker.check(compile_template(styles.to_bytes(document)).render({}))
	assert (report.layout, report.findings) == ("notice", [])
	document = styles.new_document(title="报告", letter=False)
	el.title(document, "关于代表建议办理情况的报告")
	el.addressee(document, "各位代表")
	el.body(document, "现报告如下。")
	report = checker.check(styles.to_bytes(document))
	assert (report.layout, report.findings) == ("report", [])


def test_numbers_that_word_puts_there_are_read():
	document = docx.Document(io.BytesIO(unsealed()))
	from docx.opc.constants import RELATIONSHIP_TYPE
	from docx.opc.packuri import PackURI
	from docx.opc.part import Part

	ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
	level = (
		'<w:lvl w:ilvl="0"><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/>'
		f'<w:pPr><w:ind w:left="0" w:firstLine="{2 * CHAR}"/></w:pPr></w:lvl>'
	)
	part = Part(
		PackURI("/word/numbering.xml"),
		"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml",
		f'<w:numbering {ns}><w:abstractNum w:abstractNumId="3">{level}</w:abstractNum>'
		'<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>'.encode(),
		document.part.package,
	)
	document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
	body = find(document, "body")[0]
	body._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 7
	body.runs[0].text = "加强巡查"
	assert codes(save(document)) == ["level_1.font"]
	font("黑体")(body)
	assert codes(save(document)) == []


def test_a_file_with_a_chart_is_looked_at_all_the_same():
	"""The checker runs nothing, so it may look at what no template may hold."""
	buffer = io.BytesIO(reply())
	with zipfile.ZipFile(buffer, "a") as archive:
		archive.writestr("word/embeddings/oleObject1.bin", b"0")
	assert codes(buffer.getvalue()) == []


def test_a_long_document_is_checked_in_time():
	document = docx.Document(io.BytesIO(unsealed()))
	body = find(document, "body")[0]._p
	for _number in range(3000):
		body.addnext(copy.deepcopy(body))
	start = time.perf_counter()
	assert codes(save(document)) == []
	assert time.perf_counter() - start < 10


def test_the_code_on_an_issued_letter_changes_nothing():
	segno = pytest.importorskip("segno")
	from deputy_affairs.paperwork import stamp

	assert segno
	for content in (reply(), notice(), unsealed()):
		assert codes(stamp.add_code(content, "https://example.cn/verify?code=ABCD", "ABCD-EFGH")) == []


def damaged(content: bytes, chance: random.Random) -> bytes:
	"""A file with a few elements or values removed or turned into nonsense."""
	parts = package.unpack(content)
	for _time in range(chance.randint(1, 6)):
		name = chance.choice([part for part in parts if part.startswith("word") and part.endswith(".xml")])
		root = package.parse_xml_part(parts[name], name)
		node = chance.choice(list(root.iter("{*}*")))
		if chance.random() < 0.4 and node.getparent() is not None:
			node.getparent().remove(node)
		elif node.attrib:
			value = chance.choice(["", "x", "-5", "1.5", "1cm", "99999999999", "auto", "inf"])
			node.set(chance.choice(list(node.attrib)), value)
		parts[name] = etree.tostring(root)
	return package.write(parts)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_is_looked_at_or_refused(seed):
	chance = random.Random(seed)
	for content in (reply(), official(), foreign()):
		try:
			report = checker.check(damaged(content, chance), layout=chance.choice([None, *checker.LAYOUTS]))
		except TemplateFileError:
			continue
		assert len(report.rows()) > 5


@pytest.mark.parametrize("content", [b"", b"garbage", b"PK\x03\x04 not a zip"])
def test_what_is_no_word_file_is_refused(content):
	with pytest.raises(TemplateFileError, match=r"not a \.docx file"):
		checker.check(content)


def test_another_zip_and_an_empty_document_are_refused():
	buffer = io.BytesIO()
	with zipfile.ZipFile(buffer, "w") as archive:
		archive.writestr("a.txt", "a")
	with pytest.raises(TemplateFileError, match=r"not a \.docx file"):
		checker.check(buffer.getvalue())
	buffer = io.BytesIO()
	with zipfile.ZipFile(buffer, "w") as archive:
		archive.writestr("[Content_Types].xml", "<Types/>")
		archive.writestr("word/document.xml", "<document/>")
	with pytest.raises(TemplateFileError, match="not a Word document"):
		checker.check(buffer.getvalue())


def test_a_document_with_nothing_in_it_and_odd_values_does_not_stop_the_checker():
	assert "title.missing" in codes(save(docx.Document()))
	document = docx.Document(io.BytesIO(reply()))
	document.sections[0]._sectPr.find(qn("w:docGrid")).set(qn("w:linePitch"), "0")
	find(document, "body")[0]._p.get_or_add_pPr().get_or_add_spacing().set(qn("w:line"), "1cm")
	assert "grid.lines" in codes(save(document))
	with pytest.raises(ValueError, match="layout"):
		checker.check(reply(), layout="poster")
	with pytest.raises(KeyError):
		checker.check(reply(), "poster")


def test_command_line_says_it_in_chinese(tmp_path, capsys):
	good, bad = tmp_path / "good.docx", tmp_path / "bad.docx"
	good.write_bytes(reply())
	bad.write_bytes(foreign())
	assert checker.main([str(good), "--kind", "reply_letter"]) == 0
	said = capsys.readouterr().out
	assert "✗" not in said and "✓ 标题：" in said and "37.0毫米" in said
	assert not re.search(r"[A-Za-z]{3,}", said.replace("_GB2312", ""))  # no source text is left
	assert checker.main([str(bad), "--layout", "letter"]) == 1
	said = capsys.readouterr().out
	assert "✗ 页面：215.9毫米×279.4毫米（应为：A4，210毫米×297毫米；5.1）" in said
	assert not re.search(r"[a-z]{3,}", said)
	assert checker.main([str(tmp_path / "none.docx")]) == 2
	assert "文件无法使用" in capsys.readouterr().err


def test_the_manual_lists_every_rule_with_its_clause():
	manual = (ROOT / "docs" / "checker.md").read_text(encoding="utf-8")
	missing = [
		rule.code for rule in checker.RULES.values() if f"| `{rule.code}` | {rule.clause} |" not in manual
	]
	assert missing == []
	assert set(re.findall(r"^\| `([a-z_0-9]+\.[a-z_0-9]+)` \|", manual, re.MULTILINE)) == set(checker.RULES)
	assert set(table.LAYOUT_NAMES) == set(checker.LAYOUTS)
