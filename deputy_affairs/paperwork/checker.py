"""Does a Word file keep GB/T 9704-2012? Element by element, with the measured and the required value.

	python -m deputy_affairs.paperwork.checker FILE.docx [--layout letter|document|notice|form|report]

For any .docx, not only for ours: parts of the paper are found by the names of our styles or, where there are none,
by their words and their place (:mod:`.checks.roles`). Only what stands in the file is looked at; nothing is laid
out, so what depends on where lines break is not judged. Rules and clauses: docs/checker.md.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from deputy_affairs.rules.text import Text
from deputy_affairs.rules.text import mark as _

from . import package
from .checks.faces import check_faces
from .checks.head import check_head
from .checks.page import check_folios, check_page
from .checks.reader import Reader
from .checks.roles import LAYOUTS, Paper, read_paper
from .checks.sheet import Finding, Sheet
from .checks.table import LAYOUT_NAMES, RULES
from .checks.words import check_words
from .errors import TemplateError

__all__ = ["LAYOUTS", "RULES", "Finding", "Report", "check", "main"]
_CATALOG = Path(__file__).parent.parent / "locale" / "zh.po"


@dataclass(frozen=True)
class Report:
	"""Results in the order of the paper; ``layout``: the layout class whose rules were taken."""

	layout: str
	results: tuple[Finding, ...]

	@property
	def findings(self) -> list[Finding]:
		"""What does not keep the standard."""
		return [result for result in self.results if not result.ok]

	def rows(self, translate: Callable[[str], str] = lambda text: text) -> list[dict]:
		"""Plain data with finished texts: code, element, clause, required, measured, place, ok."""
		return [
			{
				"code": result.code,
				"element": result.element.in_words(translate),
				"clause": result.clause,
				"required": result.required.in_words(translate),
				"measured": result.measured.in_words(translate),
				"place": result.place,
				"ok": result.ok,
			}
			for result in self.results
		]


def check(docx: bytes, kind: str | None = None, layout: str | None = None) -> Report:
	"""Look at a .docx, finished or a template (what its tags will print is then not judged).

	``kind``: a stock form (:mod:`.catalogue`), whose layout class and parts are then expected;
	``layout``: one of :data:`LAYOUTS`, instead of the one that is recognised.

	:raises TemplateFileError: no .docx, damaged, or unsafe to open
	:raises ValueError: no such layout
	:raises KeyError: no such kind
	"""
	if layout is not None and layout not in LAYOUTS:
		raise ValueError(f"layout must be one of {', '.join(LAYOUTS)}")
	usual, expected = _of_kind(kind) if kind else (None, frozenset())
	paper = _paper(docx, layout or usual)
	sheet = Sheet(paper)
	check_page(sheet)
	check_head(sheet)
	check_faces(sheet)
	check_words(sheet, expected)
	check_folios(sheet)
	order = {code: at for at, code in enumerate(RULES)}
	return Report(paper.layout, tuple(sorted(sheet.results, key=lambda result: order[result.code])))


def _paper(docx: bytes, layout: str | None = None) -> Paper:
	return read_paper(Reader(package.unpack(docx)), layout)


@cache
def _of_kind(kind: str) -> tuple[str, frozenset[str]]:
	from . import catalogue  # the forms need python-docx and docxtpl, the checker does not

	paper = _paper(catalogue.form(kind).build())
	return paper.layout, frozenset(paper.roles)


@cache
def _chinese() -> dict[str, str]:
	"""Texts without context of the app's own catalogue, so that the command line needs no second table."""
	words: dict[str, str] = {}
	for entry in re.split(r"\n\s*\n", _CATALOG.read_text(encoding="utf-8")):
		lines = [line for line in entry.splitlines() if not line.startswith("#")]
		if any(line.startswith(("msgctxt", "msgid_plural")) for line in lines):
			continue
		source, _mark, target = "\n".join(lines).partition("msgstr ")
		pieces = [
			"".join(ast.literal_eval(quoted) for quoted in re.findall(r'"(?:[^"\\]|\\.)*"', part))
			for part in (source, target)
		]
		if pieces[1]:
			words[pieces[0]] = pieces[1]
	return words


def main(arguments: list[str] | None = None) -> int:
	"""The command line: prints the results in Chinese; 0 nothing found, 1 findings, 2 no usable file."""

	def say(text: str) -> str:
		return _chinese().get(text, text)

	parser = argparse.ArgumentParser(
		prog="python -m deputy_affairs.paperwork.checker", description="GB/T 9704-2012"
	)
	parser.add_argument("file", type=Path)
	parser.add_argument("--layout", choices=LAYOUTS)
	parser.add_argument("--kind")
	options = parser.parse_args(arguments)
	try:
		report = check(options.file.read_bytes(), options.kind, options.layout)
	except (OSError, TemplateError, KeyError) as error:
		print(Text(_("The file cannot be used: {0}."), (str(error),)).in_words(say), file=sys.stderr)
		return 2
	print(Text(_("Layout: {0}"), (Text(LAYOUT_NAMES[report.layout]),)).in_words(say))
	for row in report.rows(say):
		place = f"　“{row['place']}”" if row["place"] and not row["ok"] else ""
		line = Text(
			_("{0}: {1} (required: {2}; {3})"),
			(row["element"], row["measured"], row["required"], row["clause"]),
		)
		print("✓" if row["ok"] else "✗", line.in_words(say) + place)
	print(Text(_("{0} looked at, {1} findings"), (len(report.results), len(report.findings))).in_words(say))
	return 1 if report.findings else 0


if __name__ == "__main__":
	sys.exit(main())
