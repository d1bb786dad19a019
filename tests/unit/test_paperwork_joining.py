"""Joined files, reopened with python-docx and LibreOffice; zips, listed with Python and unzip."""

from __future__ import annotations

import copy
import io
import re
import shutil
import subprocess
import zipfile

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from lxml import etree

from deputy_affairs.paperwork import package, pdf
from deputy_affairs.paperwork.errors import TemplateFileError
from deputy_affairs.paperwork.joining import NothingToJoin, join, write_zip, zip_documents
from deputy_affairs.paperwork.rendering import compile_template
from deputy_affairs.paperwork.stock import opinion_form, reply_letter, suggestion_form

needs_libreoffice = pytest.mark.skipif(not pdf.available(), reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def letters() -> list[bytes]:
	"""Fifty different reply letters."""
	render = compile_template(reply_letter.build()).render
	documents = []
	for number in range(1, 51):
		context = copy.deepcopy(reply_letter.SAMPLE)
		context["reply"].update(
			number=f"云政函〔2026〕{number}号",
			addressee=f"张{'建国文斌秀英'[number % 6]}",
			answers=context["reply"]["answers"] * (number % 3 + 1),
		)
		documents.append(render(context))
	return documents


def opened(data: bytes):
	return Document(io.BytesIO(data))


def plain(*lines: str, change=None) -> bytes:
	"""A small document of python-docx's own template, changed by ``change``."""
	document = Document()
	for line in lines:
		document.add_paragraph(line)
	if change:
		change(document)
	buffer = io.BytesIO()
	document.save(buffer)
	return buffer.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
	assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
	return package.read(data)


def geometry(section) -> list[bytes]:
	"""What a section says of its page, without its beginning and its links."""
	node = copy.deepcopy(section._sectPr)
	for child in list(node):
		if etree.QName(child).localname in ("headerReference", "footerReference", "type", "pgNumType"):
			node.remove(child)
	return [etree.tostring(child, method="c14n", exclusive=True, with_tail=False) for child in node]


def edges(section) -> list[str]:
	"""Text of its footers and headers."""
	names = (
		"header",
		"first_page_header",
		"even_page_header",
		"footer",
		"first_page_footer",
		"even_page_footer",
	)
	return ["\n".join(p.text for p in getattr(section, name).paragraphs) for name in names]


def test_fifty_letters_keep_their_sections(letters):
	joined = opened(join(letters))
	assert len(joined.sections) == 50
	texts = [paragraph.text for paragraph in joined.paragraphs]
	assert texts == [paragraph.text for data in letters for paragraph in opened(data).paragraphs]
	single = opened(letters[0]).sections[0]
	for number, section in enumerate(joined.sections):
		assert geometry(section) == geometry(single)
		assert edges(section) == edges(single)
		assert section.different_first_page_header_footer
		if number:
			assert section.start_type == WD_SECTION.NEW_PAGE
			assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
	assert joined.settings.odd_and_even_pages_header_footer


def test_each_letter_begins_on_a_new_sheet_in_duplex(letters):
	sections = opened(join(letters[:3], duplex=True)).sections
	assert [section.start_type for section in sections][1:] == [WD_SECTION.ODD_PAGE] * 2


def test_what_is_the_same_is_kept_once_and_ids_are_not_repeated(letters):
	found = parts(join(letters))
	assert sorted(name for name in found if "footer" in name) == [f"word/footer{n}.xml" for n in (1, 2, 3)]
	root = etree.fromstring(found["word/document.xml"])
	numbers = [node.get("id") for node in root.iter("{*}docPr")]
	assert (
		len(numbers)
		== len(set(numbers))
		== 50 * len(list(etree.fromstring(parts(letters[0])["word/document.xml"]).iter("{*}docPr")))
	)
	assert found["word/styles.xml"].count(b"<w:style ") == parts(letters[0])["word/styles.xml"].count(
		b"<w:style "
	)


def test_same_documents_same_bytes_and_none_is_refused(letters):
	assert join(letters[:3]) == join(letters[:3])
	with pytest.raises(NothingToJoin):
		join([])
	with pytest.raises(TemplateFileError):
		join([letters[0], b"no document"])


def test_one_document_stays_as_it_is(letters):
	joined, single = opened(join(letters[:1])), opened(letters[0])
	assert geometry(joined.sections[0]) == geometry(single.sections[0])
	assert [p.text for p in joined.paragraphs] == [p.text for p in single.paragraphs]


def test_forms_of_other_layout_keep_theirs(letters):
	forms = [compile_template(form.build()).render(form.SAMPLE) for form in (suggestion_form, opinion_form)]
	joined = opened(join([letters[0], *forms, letters[1]]))
	single = [section for data in (letters[0], *forms, letters[1]) for section in opened(data).sections]
	assert len(joined.sections) == len(single)
	for section, own in zip(joined.sections, single, strict=True):
		assert geometry(section) == geometry(own)
		assert edges(section) == edges(own)
	assert len(joined.tables) == sum(len(opened(data).tables) for data in forms)


def test_document_without_footer_does_not_take_that_of_the_one_before(letters):
	joined = opened(join([letters[0], plain("空白"), plain("又一份")]))
	assert any(edges(joined.sections[0]))
	for section in list(joined.sections)[1:]:
		assert edges(section) == [""] * 6


def test_document_with_one_footer_shows_it_on_even_pages_too(letters):
	def footer(document):
		document.sections[0].footer.paragraphs[0].text = "页脚"

	section = opened(join([letters[0], plain("正文", change=footer)])).sections[1]
	assert section.footer.paragraphs[0].text == section.even_page_footer.paragraphs[0].text == "页脚"


def test_differing_styles_of_the_same_name_both_live(letters):
	def red(document):
		document.styles["Heading 1"].font.size = Pt(40)
		document.add_paragraph("大标题", "Heading 1")
		document.styles["Normal"].font.size = Pt(9)

	def small(document):
		document.add_paragraph("小标题", "Heading 1")

	joined = opened(join([plain("甲", change=small), plain("乙", change=red)]))
	sizes = {p.text: p.style.font.size for p in joined.paragraphs}
	assert sizes["大标题"] == Pt(40) != sizes["小标题"]
	assert sizes["乙"] == Pt(9) != sizes["甲"]
	ids = [style.style_id for style in joined.styles]
	names = [style.name for style in joined.styles]
	assert len(ids) == len(set(ids)) and len(names) == len(set(names))


def test_other_defaults_are_carried_by_the_styles():
	def big(document):
		defaults = document.styles.element.find(qn("w:docDefaults"))
		defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:sz')}").set(qn("w:val"), "60")

	joined = opened(join([plain("甲"), plain("乙", change=big)]))
	first, second = joined.paragraphs
	assert second.style.font.size.pt == 30
	assert first.style.font.size is None


def test_lists_begin_anew_in_each_document():
	def bullets(document):
		for word in ("一", "二"):
			paragraph = document.add_paragraph(word)
			properties = paragraph._p.get_or_add_pPr()
			properties.append(
				parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
			)

	data = plain("列表", change=bullets)
	found = parts(join([data, data]))
	root = etree.fromstring(found["word/document.xml"])
	used = [node.get(qn("w:val")) for node in root.iter(qn("w:numId"))]
	assert used[0] == used[1] != used[2] == used[3]
	numbering = etree.fromstring(found["word/numbering.xml"])
	defined = [node.get(qn("w:numId")) for node in numbering.iterfind(qn("w:num"))]
	assert len(defined) == len(set(defined)) and set(used) <= set(defined)
	assert [etree.QName(node).localname for node in numbering] == sorted(
		(etree.QName(node).localname for node in numbering), key=["abstractNum", "num"].index
	)


def test_pictures_links_and_bookmarks_find_their_own(tmp_path):
	def fill(colour):
		def change(document):
			document.add_picture(io.BytesIO(_png(colour)))
			key = document.part.relate_to(f"https://example.org/{colour}", _HYPERLINK, is_external=True)
			paragraph = document.add_paragraph()
			paragraph._p.append(
				parse_xml(
					f'<w:bookmarkStart {nsdecls("w")} w:id="0" w:name="here"/>',
				)
			)
			paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="0"/>'))
			for attribute in (f'r:id="{key}"', 'w:anchor="here"'):
				paragraph._p.append(
					parse_xml(
						f"<w:hyperlink {nsdecls('w', 'r')} {attribute}><w:r><w:t>x</w:t></w:r></w:hyperlink>"
					)
				)

		return change

	joined = join([plain("甲", change=fill(10)), plain("乙", change=fill(200)), plain("丙", change=fill(10))])
	document = opened(joined)
	images = [
		document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed]
		for shape in document.inline_shapes
	]
	assert [image.blob for image in images] == [_png(10), _png(200), _png(10)]
	assert images[0].partname == images[2].partname != images[1].partname
	root = document.element
	links = [node.get(qn("r:id")) for node in root.iter(qn("w:hyperlink")) if node.get(qn("r:id"))]
	assert [document.part.rels[key].target_ref[-3:] for key in links] == ["/10", "200", "/10"]
	names = [node.get(qn("w:name")) for node in root.iter(qn("w:bookmarkStart"))]
	anchors = [node.get(qn("w:anchor")) for node in root.iter(qn("w:hyperlink")) if node.get(qn("w:anchor"))]
	assert names == anchors and len(set(names)) == 3


_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def _png(grey: int) -> bytes:
	import struct
	import zlib

	def chunk(kind: bytes, data: bytes) -> bytes:
		return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

	head = struct.pack(">2L5B", 1, 1, 8, 0, 0, 0, 0)
	return (
		b"\x89PNG\r\n\x1a\n"
		+ chunk(b"IHDR", head)
		+ chunk(b"IDAT", zlib.compress(bytes((0, grey))))
		+ chunk(b"IEND", b"")
	)


def test_document_that_ends_with_a_table_or_a_section_break(letters):
	def table(document):
		document.add_table(1, 1).cell(0, 0).text = "格"

	def two_sections(document):
		document.add_section(WD_SECTION.NEW_PAGE).page_width = Mm(148)

	joined = opened(join([plain("甲", change=table), plain("乙", change=two_sections), plain("丙")]))
	assert len(joined.sections) == 4
	assert [round(section.page_width.mm) for section in joined.sections][2] == 148


def test_total_of_pages_counts_the_pages_of_its_own_letter():
	def total(document):
		run = document.sections[0].footer.paragraphs[0].add_run()
		node = OxmlElement("w:instrText")
		node.text = " NUMPAGES "
		run._r.append(node)

	found = parts(join([plain("甲", change=total), plain("乙", change=total)]))
	footers = [data for name, data in found.items() if "footer" in name]
	assert len(footers) == 1 and b"SECTIONPAGES" in footers[0]


@needs_libreoffice
def test_libreoffice_counts_the_sum_of_the_pages(letters):
	def breaks(document):
		document.paragraphs[0].add_run().add_break(WD_BREAK.PAGE)

	some = [*letters[:6], plain("甲", change=breaks), *letters[6:9]]
	pages = [pdf.page_count(data) for data in pdf.to_pdfs([*some, join(some)])]
	assert pages[-1] == sum(pages[:-1])
	blank = next(pdf.convert_many([join(some)], blank_pages=True)).pdf
	assert pdf.page_count(blank) == sum(count + count % 2 for count in pages[:-2]) + pages[-2]


@needs_libreoffice
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_pages_of_the_joined_file_read_like_the_single_ones(letters, tmp_path):
	some = letters[:4]
	single = [page for data in pdf.to_pdfs(some) for page in _pages(data, tmp_path)]
	joined = _pages(pdf.to_pdf(join(some)), tmp_path)
	assert [_folio(page) for page in joined] == [_folio(page) for page in single]
	# LibreOffice may break a page a line earlier or later
	assert sorted(" ".join(joined).split()) == sorted(" ".join(single).split())


def _pages(data: bytes, folder) -> list[str]:
	(folder / "x.pdf").write_bytes(data)
	text = subprocess.run(
		["pdftotext", "-layout", str(folder / "x.pdf"), "-"], capture_output=True, check=True
	)
	return text.stdout.decode().split("\f")[:-1]


def _folio(page: str) -> str:
	found = re.search(r"—\s*(\d+)\s*—\s*$", page)
	return found.group(1) if found else ""


NAMES = [
	"关于修渠的答复函（张建国）.docx",
	"关于修渠的答复函（张建国）.docx",
	"a/b:c.docx",
	"../../etc/passwd",
	"READ.pdf",
	"read.pdf",
	"",
]
WRITTEN = [
	"关于修渠的答复函（张建国）.docx",
	"关于修渠的答复函（张建国）（2）.docx",
	"a_b_c.docx",
	"_.._etc_passwd",
	"READ.pdf",
	"read（2）.pdf",
	"_",
]


def test_names_in_a_zip(tmp_path):
	data = zip_documents((name, name.encode()) for name in NAMES)
	with zipfile.ZipFile(io.BytesIO(data)) as archive:
		assert archive.namelist() == WRITTEN
		for info, name in zip(archive.infolist(), NAMES, strict=True):
			assert archive.read(info) == name.encode()
			assert bool(info.flag_bits & 0x800) is not info.filename.isascii()
	assert data == zip_documents([(name, name.encode()) for name in NAMES])
	if not shutil.which("unzip"):
		pytest.skip("unzip is not installed")
	(tmp_path / "x.zip").write_bytes(data)
	listed = subprocess.run(
		["unzip", "-l", str(tmp_path / "x.zip")], capture_output=True, check=True, env={"LC_ALL": "C.UTF-8"}
	).stdout.decode()
	for name in WRITTEN:
		assert name in listed


def test_long_names_are_cut_and_stay_apart():
	names = write_zip([("长" * 300 + ".docx", b"1"), ("长" * 300 + ".docx", b"2")], io.BytesIO())
	assert all(name.endswith(".docx") and len(name.encode()) <= 255 for name in names)
	assert len(set(names)) == 2


def test_zip_goes_to_a_target_that_cannot_seek(tmp_path):
	class Pipe(io.RawIOBase):
		def __init__(self):
			self.data = b""

		def writable(self):
			return True

		def write(self, data):
			self.data += bytes(data)
			return len(data)

	target = Pipe()
	write_zip([("甲.docx", b"1")], target)
	assert zipfile.ZipFile(io.BytesIO(target.data)).read("甲.docx") == b"1"
