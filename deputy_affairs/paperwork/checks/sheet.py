"""What was looked at, element by element: the measured value beside the required one."""

from __future__ import annotations

from dataclasses import dataclass

from deputy_affairs.rules.text import Text
from deputy_affairs.rules.text import mark as _

from .reader import Paragraph
from .roles import Paper
from .table import RULES

_EXCERPT = 24


@dataclass(frozen=True)
class Finding:
	"""One rule on one paper. ``place``: the words it was measured at, or ""; ``ok``: the rule is kept."""

	code: str
	element: Text
	clause: str
	required: Text
	measured: Text
	place: str
	ok: bool = False


class Sheet:
	"""Collects results; rules that the layout class does not have are left out."""

	def __init__(self, paper: Paper):
		self.paper = paper
		self.results: list[Finding] = []

	def put(self, code: str, ok: bool, measured: Text | str, at: Paragraph | None = None) -> None:
		"""Note one result."""
		rule = RULES[code]
		if rule.layouts and self.paper.layout not in rule.layouts:
			return
		if isinstance(measured, str):
			measured = Text("{0}", (measured,))
		place = at.words.replace("\n", "") if at is not None else ""
		place = place[:_EXCERPT] + "…" if len(place) > _EXCERPT else place
		self.results.append(
			Finding(code, Text(rule.element), rule.clause, rule.required, measured, place, ok)
		)

	def each(self, code: str, looked: list[tuple[bool, Text | str, Paragraph]]) -> None:
		"""One result for many paragraphs: the first that breaks the rule, or the first."""
		if looked:
			ok, measured, at = next((entry for entry in looked if not entry[0]), looked[0])
			self.put(code, ok, measured, at)


def mm(value: float) -> Text:
	"""A length in millimetres."""
	return Text(_("{0} mm"), (f"{value:.1f}",))


def chars(value: float) -> Text:
	"""A length in characters."""
	return Text(_("{0} characters"), (f"{value:.1f}".removesuffix(".0"),))


def blank_lines(value: float) -> Text:
	"""A number of blank lines."""
	return Text(_("{0} blank lines"), (f"{value:.1f}".removesuffix(".0"),))


def missing() -> Text:
	"""Nothing found."""
	return Text(_("is missing"))


def present() -> Text:
	"""Found."""
	return Text(_("is there"))
