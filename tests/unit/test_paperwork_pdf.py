"""PDF batches with the real LibreOffice: one process for many, and what a bad letter, a crash or a hang costs."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from deputy_affairs.paperwork import catalogue, package, pdf
from deputy_affairs.paperwork import gb9704 as gb
from deputy_affairs.paperwork.pdf_fonts import font_configuration
from deputy_affairs.paperwork.rendering import compile_template
from deputy_affairs.paperwork.stock import reply_letter

pytestmark = pytest.mark.skipif(not pdf.available(), reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def letter() -> bytes:
	return compile_template(reply_letter.build()).render(reply_letter.SAMPLE)


def processes() -> list[int]:
	"""LibreOffice processes that this test process started, the innermost last."""
	parents, programs = {}, {}
	for folder in Path("/proc").glob("[0-9]*"):
		try:
			stat = (folder / "stat").read_text()
		except OSError:
			continue
		name, _, rest = stat.partition("(")[2].rpartition(")")
		parents[int(folder.name)], programs[int(folder.name)] = int(rest.split()[1]), name

	def ours(pid: int) -> bool:
		while pid > 1:
			pid = parents.get(pid, 0)
			if pid == os.getpid():
				return True
		return False

	return sorted(
		pid for pid, name in programs.items() if name.startswith(("soffice", "oosplash")) and ours(pid)
	)


def program_itself() -> int:
	"""Process id of ``soffice.bin``, waiting until it is there."""
	for _ in range(200):
		for pid in processes():
			if Path(f"/proc/{pid}/comm").read_text().startswith("soffice.bin"):
				return pid
		time.sleep(0.05)
	raise AssertionError("LibreOffice did not start")


def test_batch_gives_one_result_for_each_and_goes_on_past_bad_ones(letter):
	documents = [letter, b"plain text, which LibreOffice would print", letter, letter[:3000], b"", letter]
	results = {result.index: result for result in pdf.convert_many(iter(documents))}
	assert sorted(results) == list(range(6))
	for index in (0, 2, 5):
		assert results[index].pdf.startswith(b"%PDF") and results[index].error is None
		assert pdf.page_count(results[index].pdf) == pdf.page_count(results[0].pdf) >= 1
	for index in (1, 3, 4):
		assert results[index].pdf is None
		assert isinstance(results[index].error, pdf.DocumentRefused)


def test_document_that_libreoffice_cannot_load_is_named(letter):
	parts = package.read(letter)
	broken = package.write({**parts, "word/document.xml": b"<w:document"})
	for documents in ([letter, broken, letter], [letter, letter, broken], [broken]):
		results = {result.index: result for result in pdf.convert_many(documents)}
		for index, document in enumerate(documents):
			assert (results[index].pdf is None) is (document is broken)


def test_crash_costs_nothing_but_a_new_start(letter):
	results = pdf.convert_many([letter] * 12)
	found = [next(results)]
	os.kill(program_itself(), signal.SIGKILL)
	found += results
	assert sorted(result.index for result in found) == list(range(12))
	assert all(result.pdf for result in found)


def test_hanging_document_is_named_and_the_rest_goes_on(letter):
	results = pdf.convert_many([letter] * 12, timeout_per_file=4)
	found = [next(results)]
	os.kill(program_itself(), signal.SIGSTOP)
	found += results
	assert sorted(result.index for result in found) == list(range(12))
	failed = [result for result in found if result.error]
	assert len(failed) == 1 and isinstance(failed[0].error, pdf.PdfTimeout)
	assert not processes()


def test_time_limit_of_the_batch_names_all_that_are_left(letter):
	start = time.monotonic()
	results = list(pdf.convert_many([letter] * 300, timeout=4))
	assert time.monotonic() - start < 30
	assert sorted(result.index for result in results) == list(range(300))
	assert any(isinstance(result.error, pdf.PdfTimeout) for result in results)
	assert not processes()


def test_closing_the_iterator_ends_libreoffice(letter):
	results = pdf.convert_many([letter] * 12)
	next(results)
	assert processes()
	results.close()
	assert not processes()


def test_two_batches_at_once_do_not_disturb_each_other(letter):
	found: list[list] = []
	threads = [
		threading.Thread(target=lambda: found.append(list(pdf.convert_many([letter] * 3)))) for _ in range(2)
	]
	for thread in threads:
		thread.start()
	for thread in threads:
		thread.join()
	assert [len(results) for results in found] == [3, 3]
	assert all(result.pdf for results in found for result in results)


def test_missing_libreoffice_is_said_before_the_first_result(monkeypatch, tmp_path):
	monkeypatch.setenv("PATH", str(tmp_path))
	with pytest.raises(pdf.PdfUnavailable, match="not installed"):
		pdf.convert_many([b""])


def test_many_keep_their_order_and_one_failure_raises(letter):
	assert all(data.startswith(b"%PDF") for data in pdf.to_pdfs([letter, letter]))
	with pytest.raises(pdf.DocumentRefused):
		pdf.to_pdfs([letter, b"no document"])
	assert pdf.to_pdfs([]) == []


def test_stand_ins_are_told_and_can_be_chosen():
	faces = pdf.stand_ins()
	assert set(faces) == set(pdf.SUBSTITUTES)
	if not any(faces.values()):
		pytest.skip("fc-match is not installed")
	chosen = pdf.stand_ins({gb.FONT_BODY: [faces[gb.FONT_LATIN]]})
	assert chosen[gb.FONT_BODY] in (gb.FONT_BODY, faces[gb.FONT_LATIN])
	assert {**chosen, gb.FONT_BODY: faces[gb.FONT_BODY]} == faces
	assert pdf.stand_ins({gb.FONT_BODY: ["A face that nobody has"]}) == faces


def test_choice_of_a_face_that_is_not_official_is_refused(tmp_path):
	with pytest.raises(ValueError, match="Comic"):
		font_configuration(tmp_path, {"Comic": ["x"]})
	with pytest.raises(ValueError, match="Comic"):
		pdf.stand_ins({"Comic": ["x"]})


def test_chosen_face_is_in_the_pdf(letter):
	faces = pdf.stand_ins()
	if faces[gb.FONT_LEVEL_2] in ("", faces[gb.FONT_BODY]):
		pytest.skip("no other face to choose")
	plain, chosen = (
		set(re.findall(rb"/BaseFont/([^/\s]+)", pdf.to_pdf(letter, fonts=fonts)))
		for fonts in (None, {gb.FONT_BODY: [faces[gb.FONT_LEVEL_2]]})
	)
	assert chosen - plain


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
@pytest.mark.parametrize("form", catalogue.forms(), ids=lambda form: form.KIND)
def test_no_punctuation_is_lost(form, tmp_path):
	paper = compile_template(form.build()).render(form.SAMPLE)
	words = "".join(text.text or "" for text in Document(io.BytesIO(paper)).element.body.iter(qn("w:t")))
	(tmp_path / "paper.pdf").write_bytes(pdf.to_pdf(paper))
	shown = subprocess.run(
		["pdftotext", "-layout", tmp_path / "paper.pdf", "-"], capture_output=True, text=True, check=True
	).stdout
	assert {mark: shown.count(mark) for mark in "，。、；："} == {
		mark: words.count(mark) for mark in "，。、；："
	}
