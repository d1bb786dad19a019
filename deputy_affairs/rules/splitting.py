"""Splitting a paper that names several matters: one matter a paper 一事一议 (ZJ-S §7, CQ-S §9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deputy_affairs.rules.text import RuleError, Text
from deputy_affairs.rules.text import mark as _


class SplitError(RuleError):
	"""The plan would lose a demand, use one twice or make no several papers."""


@dataclass(frozen=True)
class Part:
	"""One of the new suggestions: its title and the numbers of the demands that go to it, from 1."""

	title: str
	demands: tuple[int, ...]


def validate_plan(demand_count: int, parts: Sequence[Part]) -> None:
	"""Check that every demand goes to exactly one of at least two parts; raises SplitError."""
	if len(parts) < 2:
		raise SplitError(Text(_("Split into at least two suggestions")))
	for number, part in enumerate(parts, 1):
		if not part.title.strip():
			raise SplitError(Text(_("Suggestion {0} has no title yet"), (number,)))
		if not part.demands:
			raise SplitError(Text(_("Suggestion {0} has no demand yet"), (number,)))
	titles = [" ".join(part.title.split()) for part in parts]
	for title in titles:
		if titles.count(title) > 1:
			raise SplitError(Text(_("Two of the suggestions have the same title: {0}"), (title,)))
	given = [number for part in parts for number in part.demands]
	for number in range(1, demand_count + 1):
		if given.count(number) == 0:
			raise SplitError(Text(_("Demand {0} is in none of the suggestions"), (number,)))
		if given.count(number) > 1:
			raise SplitError(Text(_("Demand {0} is in more than one suggestion"), (number,)))
	if unknown := sorted(set(given) - set(range(1, demand_count + 1))):
		raise SplitError(Text(_("There is no demand {0}"), (unknown[0],)))
