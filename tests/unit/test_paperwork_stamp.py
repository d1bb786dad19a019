"""The QR code on an issued paper: where it stands, what it says, and that it moves nothing else."""

import io
import zipfile

import pytest
import segno
from docx import Document

from deputy_affairs.paperwork import checker, stamp
from deputy_affairs.paperwork import gb9704 as gb
from deputy_affairs.paperwork.rendering import compile_template
from deputy_affairs.paperwork.stock import assignment_notice, receipt_notice, reply_letter

ADDRESS, WORD = "https://rd.example.gov.cn/verify?c=8KQ2MFXW37PD", "8KQ2-MFXW-37PD"
FORMS = (reply_letter, receipt_notice, assignment_notice)
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(params=FORMS, ids=lambda form: form.KIND)
def letters(request):
	"""(form, letter as rendered, the same with a code)."""
	plain = compile_template(request.param.build()).render(request.param.SAMPLE)
	return request.param, plain, stamp.add_code(plain, ADDRESS, WORD)


def place(data: bytes) -> tuple[float, float, float, float]:
	"""Left, top, width and height of the code on the page, in millimetres, as they stand in the file."""
	for anchor in Document(io.BytesIO(data)).element.iter(f"{WP}anchor"):
		if anchor.find(f"{WP}docPr").get("name") == stamp.PICTURE:
			extent = anchor.find(f"{WP}extent")
			values = [anchor.find(f"{WP}position{axis}/{WP}posOffset").text for axis in "HV"]
			return tuple(int(value) / 36000 for value in (*values, extent.get("cx"), extent.get("cy")))
	raise AssertionError("no code on the paper")


def test_below_the_type_area_and_the_second_line_and_on_the_page(letters):
	left, top, width, height = place(letters[2])
	assert left == gb.LEFT_MM
	assert top >= gb.PAGE_HEIGHT_MM - gb.LETTER_SECOND_LINE_MM
	assert top + height <= gb.PAGE_HEIGHT_MM - 5  # printers leave the edge empty
	assert width == height >= 10  # a telephone reads it


def test_the_layout_is_as_before(letters):
	form, plain, coded = letters
	words = [[p.text for p in Document(io.BytesIO(data)).paragraphs] for data in (plain, coded)]
	assert words[0] == words[1]
	before, after = (checker.check(data, form.KIND).findings for data in (plain, coded))
	assert after == before


def test_the_picture_says_the_address_and_nothing_twice(letters):
	coded = letters[2]
	with zipfile.ZipFile(io.BytesIO(coded)) as archive:
		names = archive.namelist()
		assert len(names) == len(set(names))
		picture = archive.read("word/media/verification.png")
		assert WORD in archive.read("word/document.xml").decode()
	expected = io.BytesIO()
	segno.make(ADDRESS, error="m", micro=False).save(expected, kind="png", scale=8, border=2)
	assert picture == expected.getvalue()
	ids = [node.get("id") for node in Document(io.BytesIO(coded)).element.iter(f"{WP}docPr")]
	assert len(ids) == len(set(ids))


def test_the_same_code_gives_the_same_bytes(letters):
	_form, plain, coded = letters
	assert stamp.add_code(plain, ADDRESS, WORD) == coded
