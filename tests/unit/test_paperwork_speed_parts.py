"""What makes rendering fast must not change a byte: parts packed once, styles looked up in one pass."""

from __future__ import annotations

import copy
import importlib.util
import io
import itertools
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document

from deputy_affairs.paperwork import package
from deputy_affairs.paperwork.finishing import (
	MAX_TITLE_LINES,
	TITLE_CHARS,
	break_title,
)
from deputy_affairs.paperwork.rendering import compile_template
from deputy_affairs.paperwork.stock import opinion_form, reply_letter

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def benchmark():
	spec = importlib.util.spec_from_file_location("benchmark_paperwork", ROOT / "benchmarks" / "paperwork.py")
	module = importlib.util.module_from_spec(spec)
	spec.loader.exec_module(module)
	return module


PARTS = {
	"word/document.xml": b"<a/>" * 500,
	"[Content_Types].xml": b"<t/>",
	"_rels/.rels": b"<r/>",
	"word/media/图.png": bytes(range(256)),
	"empty.xml": b"",
}


def test_packed_parts_give_the_same_file_as_all_parts_written_anew():
	changed = {"word/document.xml": b"<b/>", "docProps/core.xml": "标题".encode()}
	writer = package.Writer(PARTS)
	assert writer.write(changed) == package.write({**PARTS, **changed})
	assert writer.write({}) == package.write(PARTS)  # what was changed once is forgotten


def test_zip_is_read_by_others(tmp_path):
	with zipfile.ZipFile(io.BytesIO(package.write(PARTS))) as archive:
		assert archive.testzip() is None
		assert {name: archive.read(name) for name in archive.namelist()} == PARTS
		assert archive.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]
		for info in archive.infolist():
			assert info.compress_type == zipfile.ZIP_DEFLATED
			assert info.date_time == (1980, 1, 1, 0, 0, 0)
			assert bool(info.flag_bits & 0x800) is not info.filename.isascii()


def test_zip_is_byte_for_byte_that_of_zipfile():
	buffer = io.BytesIO()
	with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
		for name in (
			"[Content_Types].xml",
			"_rels/.rels",
			"empty.xml",
			"word/document.xml",
			"word/media/图.png",
		):
			info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
			info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0o600 << 16
			archive.writestr(info, PARTS[name])
	assert package.write(PARTS) == buffer.getvalue()


def test_one_compiled_template_gives_each_letter_what_a_fresh_one_gives(benchmark):
	template = reply_letter.build()
	shared = compile_template(template)
	for context in benchmark.letters(12):
		data = shared.render(context)
		assert data == compile_template(template).render(context)
		assert Document(io.BytesIO(data)).paragraphs


def test_unchanged_parts_are_those_of_the_template():
	template = opinion_form.build()
	before, after = (
		package.read(template),
		package.read(compile_template(template).render(opinion_form.SAMPLE)),
	)
	changed = {name for name in after if after[name] != before.get(name)}
	assert changed <= {"word/document.xml", "docProps/core.xml"} and set(before) <= set(after)


def test_properties_are_registered_once_where_a_template_has_none():
	parts = package.read(reply_letter.build())
	del parts["docProps/core.xml"]
	parts["_rels/.rels"] = (
		parts["_rels/.rels"]
		.replace(b"docProps/core.xml", b"word/document.xml")
		.replace(b"metadata/core-properties", b"other")
	)
	template = compile_template(package.write(parts))
	for title in ("甲 & <乙>", "丙"):
		data = template.render(reply_letter.SAMPLE, title=title)
		assert Document(io.BytesIO(data)).core_properties.title == title
		assert package.read(data)["[Content_Types].xml"].count(b"core-properties") == 1


@pytest.mark.parametrize("length", [19, 37, 55, 60, 80])
def test_long_titles_keep_all_their_words(length):
	title = "".join(itertools.islice(itertools.cycle("关于进一步加强和改进《农田水利》设施管护的"), length))
	lines = break_title(title)
	assert "".join(lines) == title
	assert len(lines) == min(-(-length // TITLE_CHARS), MAX_TITLE_LINES)


def test_letters_of_the_benchmark_are_all_different_and_the_same_each_time(benchmark):
	first, again = list(benchmark.letters(40)), list(benchmark.letters(40))
	assert first == again
	render = benchmark.ours()
	assert len({render(copy.deepcopy(context)) for context in first}) == 40


def test_plain_docxtpl_prints_the_same_words(benchmark):
	ours, plain = benchmark.ours(), benchmark.plain_docxtpl()
	for context in benchmark.letters(8):
		texts = [
			"".join(p.text.replace("\n", "") for p in Document(io.BytesIO(render(context))).paragraphs)
			for render in (ours, plain)
		]
		assert texts[0] == texts[1]


def test_benchmark_runs_from_the_command_line():
	command = [sys.executable, str(ROOT / "benchmarks" / "paperwork.py"), "--letters", "10"]
	output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
	assert "ours against docxtpl" in output and "ours against the floor" in output and "peak memory" in output
