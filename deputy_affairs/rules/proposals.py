"""Which unit to propose for a suggestion: the deputy's wish, the usual unit of the category, what was done before.

The deputy may propose a handler and the assigner considers it [SH-S §12; HN-S §12]; items are routed by the
leaders' portfolios 归口交办 [U10]. A proposal says its grounds; a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from deputy_affairs.rules.text import Text
from deputy_affairs.rules.text import mark as _

WISH = 40.0
USUAL = 50.0
HISTORY = 45.0
RETURNED = 15.0  # taken off for each return of such a matter, at most twice
YEAR_FADES = 0.7  # an earlier year counts this much of the year after it
YEARS_BACK = 10
# History of few cases is no custom yet.
ENOUGH = 3


@dataclass(frozen=True)
class Handled:
	"""How many suggestions of a category a unit had in charge in one year, and how many of them it returned."""

	unit: str
	category: str
	year: int
	count: int
	returned: int = 0


@dataclass(frozen=True)
class Matter:
	"""What is known of the suggestion: its category and the unit the deputy proposes ("" for none)."""

	category: str
	wish: str = ""


@dataclass(frozen=True)
class Proposal:
	"""A unit with its score and the grounds, best first in a list."""

	unit: str
	score: float
	reasons: tuple[Text, ...] = field(default=())


def propose(
	matter: Matter, units: Iterable[str], usual: dict[str, set[str]], history: Iterable[Handled], year: int
) -> list[Proposal]:
	"""The units for which something speaks, best first; ties in the order of `units`.

	`units` are the active ones, `usual` maps a unit to its usual categories, `history` may be of any category and
	year: what is not of this category, of this year or later, or older than ten years does not count.
	"""
	past = [
		row for row in history if row.category == matter.category and year - YEARS_BACK <= row.year < year
	]
	total = sum(_weight(row, year) for row in past)
	found = []
	for unit in units:
		score, reasons = 0.0, []
		if matter.wish and unit == matter.wish:
			score += WISH
			reasons.append(Text(_("The deputy proposes it")))
		if matter.category and matter.category in usual.get(unit, ()):
			score += USUAL
			reasons.append(Text(_("Usual unit for {0}"), (matter.category,)))
		own = [row for row in past if row.unit == unit]
		score += _history(own, past, total, year, reasons)
		if score > 0:
			found.append(Proposal(unit, round(score, 1), tuple(reasons)))
	return sorted(found, key=lambda proposal: -proposal.score)


def _weight(row: Handled, year: int) -> float:
	"""What a year's cases still count; what was returned was not handled."""
	return max(row.count - row.returned, 0) * YEAR_FADES ** (year - row.year - 1)


def _history(own: list[Handled], past: list[Handled], total: float, year: int, reasons: list[Text]) -> float:
	"""The unit's share of such matters, surer with more of them; returns speak against it."""
	handled = sum(max(row.count - row.returned, 0) for row in own)
	returned = sum(row.returned for row in own)
	score = 0.0
	if handled and total:
		every = sum(max(row.count - row.returned, 0) for row in past)
		share = sum(_weight(row, year) for row in own) / total
		score += HISTORY * share * min(1.0, every / ENOUGH)
		first = min(row.year for row in past)
		reasons.append(Text(_("Handled {0} of {1} such suggestions since {2}"), (handled, every, str(first))))
	if returned:
		score -= RETURNED * min(returned, 2)
		reasons.append(Text(_("Returned such suggestions {0} time(s)"), (returned,)))
	return score
