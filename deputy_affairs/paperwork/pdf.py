"""PDF through LibreOffice, where it is installed. Page counts are close to Word's, not equal.

Starting LibreOffice takes longer than a letter does, so many letters share one process. A letter that it cannot
read, that makes it crash or on which it hangs costs its own PDF only: the process is ended, the letter is named,
and a new process goes on with the rest.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from . import package
from .errors import TemplateFileError
from .pdf_fonts import SUBSTITUTES, Fonts, font_configuration, stand_ins

__all__ = [
	"SUBSTITUTES",
	"DocumentRefused",
	"Fonts",
	"PdfResult",
	"PdfTimeout",
	"PdfUnavailable",
	"available",
	"convert_many",
	"page_count",
	"stand_ins",
	"to_pdf",
	"to_pdfs",
]

AT_ONCE = 100  # documents for one start of LibreOffice: bounds its memory and the folder, costs one start in hundred
START_SECONDS = 60  # the first start makes a profile
_POLL_SECONDS = 0.05
# an odd page follows an odd one where a letter begins on a new sheet: print the empty page between them
_JUSTIFIED = re.compile(rb'<w:jc w:val="(?:both|distribute)"')
_BLANK_PAGES = ':writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")


class PdfUnavailable(RuntimeError):
	"""LibreOffice is not installed, or it could not make a PDF of this document."""


class DocumentRefused(PdfUnavailable):
	"""LibreOffice cannot read the document, or crashed on it."""


class PdfTimeout(PdfUnavailable):
	"""The document, or the whole batch, took too long."""


@dataclass(frozen=True)
class PdfResult:
	"""What became of one document: ``index`` is its place in the batch (from 0); either ``pdf`` or ``error`` is set."""

	index: int
	pdf: bytes | None = None
	error: PdfUnavailable | None = None


def _program() -> str | None:
	return shutil.which("soffice") or shutil.which("libreoffice")


def available() -> bool:
	"""Whether LibreOffice is installed."""
	return _program() is not None


def to_pdf(docx: bytes, timeout: float = 120, *, fonts: Fonts | None = None) -> bytes:
	"""The document as PDF; at most ``timeout`` seconds. :raises PdfUnavailable: see there."""
	return to_pdfs([docx], timeout, fonts=fonts)[0]


def to_pdfs(documents: list[bytes], timeout: float = 120, *, fonts: Fonts | None = None) -> list[bytes]:
	"""Several documents with one start of LibreOffice, in their order; ``timeout`` is for all of them.

	:raises PdfUnavailable: one of them failed
	"""
	found: dict[int, bytes] = {}
	for result in convert_many(documents, timeout_per_file=timeout, timeout=timeout, fonts=fonts):
		if result.error:
			raise result.error
		found[result.index] = result.pdf or b""
	return [found[index] for index in range(len(documents))]


def convert_many(
	documents: Iterable[bytes],
	timeout_per_file: float = 60,
	*,
	timeout: float | None = None,
	fonts: Fonts | None = None,
	blank_pages: bool = False,
) -> Iterator[PdfResult]:
	"""A PDF for each document as soon as it is made; exactly one result a document, its ``index`` says of which.

	``timeout_per_file``, ``timeout``: seconds for one document and for all. ``fonts``: see :mod:`.pdf_fonts`.
	``blank_pages``: also the empty pages that let each letter of a joined file begin on a new sheet (for duplex).
	Closing the iterator ends LibreOffice.

	:raises PdfUnavailable: LibreOffice is not installed; said at once, not at the first result
	"""
	program = _program()
	if program is None:
		raise PdfUnavailable("LibreOffice is not installed on this server")
	return _convert(program, documents, timeout_per_file, timeout, fonts, blank_pages)


def _convert(
	program: str,
	documents: Iterable[bytes],
	per_file: float,
	timeout: float | None,
	fonts: Fonts | None,
	blank_pages: bool,
) -> Iterator[PdfResult]:
	end = time.monotonic() + timeout if timeout is not None else float("inf")
	late = PdfTimeout(f"LibreOffice needed more than {timeout or 0:g} seconds for all documents")
	numbered = enumerate(documents)
	with tempfile.TemporaryDirectory(prefix="paperwork-") as folder:
		office = _Office(program, Path(folder), per_file, end, fonts, "pdf" + _BLANK_PAGES * blank_pages)
		while chunk := list(itertools.islice(numbered, AT_ONCE)):
			waiting = []
			for index, data in chunk:
				try:
					parts = package.read(data)  # LibreOffice would take any file, even plain text
				except TemplateFileError as error:
					yield PdfResult(index, error=DocumentRefused(str(error)))
				else:
					office.source(index).write_bytes(package.write(_without_justification(parts)))
					waiting.append(index)
			while waiting and time.monotonic() < end:
				waiting = yield from office.run(waiting)
				if waiting and time.monotonic() < end:
					# it ended early: the next document may have been the reason, so it is tried by itself
					first, *waiting = waiting
					if (yield from office.run([first])):
						yield PdfResult(first, error=late if time.monotonic() > end else _refused())
			for index in waiting:
				yield PdfResult(index, error=late)


def _without_justification(parts: dict[str, bytes]) -> dict[str, bytes]:
	"""The copy for LibreOffice: it drops a comma that justified text would push over the end of a line.

	Lines of Chinese text end at the same character but one, so that little of the look is lost; no word is.
	"""
	return {
		name: _JUSTIFIED.sub(rb'<w:jc w:val="left"', part)
		if name.startswith("word/") and name.endswith(".xml")
		else part
		for name, part in parts.items()
	}


class _Office:
	"""LibreOffice with a folder and a profile of its own."""

	def __init__(
		self, program: str, home: Path, per_file: float, end: float, fonts: Fonts | None, target: str
	):
		self.home, self.per_file, self.end = home, per_file, end
		config = home / "fonts.conf"
		config.write_text(font_configuration(home / "font-cache", fonts), encoding="utf-8")
		self.environment = {**os.environ, "FONTCONFIG_FILE": str(config), "HOME": str(home)}
		self.command = [
			program,
			f"-env:UserInstallation={(home / 'profile').as_uri()}",
			"--headless",
			"--norestore",
			"--nolockcheck",
			"--convert-to",
			target,
			"--outdir",
			str(home),
		]

	def source(self, index: int) -> Path:
		"""Where a document lies."""
		return self.home / f"{index:07d}.docx"

	def _target(self, index: int) -> Path:
		return self.home / f"{index:07d}.pdf"

	def run(self, indices: list[int]) -> Generator[PdfResult, None, list[int]]:
		"""Convert until all are done, one hangs or the process ends; returns those that nothing is known of."""
		process = subprocess.Popen(
			[*self.command, *(str(self.source(index)) for index in indices)],
			env=self.environment,
			cwd=self.home,
			start_new_session=True,
			stdin=subprocess.DEVNULL,
			stdout=subprocess.DEVNULL,
			stderr=subprocess.DEVNULL,
		)
		done, limit = 0, time.monotonic() + START_SECONDS + self.per_file
		try:
			while done < len(indices):
				with suppress(subprocess.TimeoutExpired):
					process.wait(_POLL_SECONDS)
				over = process.poll() is not None
				if made := self._made(indices[done:]):
					for index in indices[done : done + made]:
						yield self._result(index)
					done, limit = done + made, time.monotonic() + self.per_file
				if over or time.monotonic() > self.end:
					break
				if time.monotonic() > limit:
					message = f"LibreOffice needed more than {self.per_file:g} seconds for this document"
					yield PdfResult(indices[done], error=PdfTimeout(message))
					done += 1
					break
		finally:
			_end(process)
		return indices[done:]

	def _made(self, indices: list[int]) -> int:
		"""How many are through: they are made in order, and a PDF is whole when its end is there."""
		names = set(os.listdir(self.home))
		last = next(
			(at for at in reversed(range(len(indices))) if self._target(indices[at]).name in names), -1
		)
		if last >= 0 and not self._target(indices[last]).read_bytes().rstrip().endswith(b"%%EOF"):
			return last
		return last + 1

	def _result(self, index: int) -> PdfResult:
		path = self._target(index)
		if not path.exists():
			return PdfResult(index, error=_refused())
		data = path.read_bytes()
		path.unlink()
		self.source(index).unlink()
		return PdfResult(index, data)


def _refused() -> DocumentRefused:
	return DocumentRefused("LibreOffice could not read this document")


def _end(process: subprocess.Popen) -> None:
	"""End the process group that we started: ``soffice`` is a script around the program itself."""
	with suppress(ProcessLookupError):
		os.killpg(process.pid, signal.SIGKILL)
	process.wait()


def page_count(data: bytes) -> int:
	"""Pages of a PDF made here."""
	return len(_PAGE.findall(data))
