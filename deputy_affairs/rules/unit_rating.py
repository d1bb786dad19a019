"""How well a unit handles: measures, and the grade a rule gives for them, with the reason (peers.md, Shenzhen 2007).

The default rule: signed for within 7 days, 100% is good, 90% passes; replied within 3 months, at least 80% and none
later than 6 months is good, all within 6 months pass; satisfied, at least 80% and nobody dissatisfied is good, all
at least basically satisfied pass. A unit that fails one measure fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from deputy_affairs.rules.deadlines import add_months
from deputy_affairs.rules.rates import rate
from deputy_affairs.rules.stages import DISSATISFIED, SATISFIED
from deputy_affairs.rules.text import RuleError, Text
from deputy_affairs.rules.text import mark as _

SIGNED, CONTACTED, REPLIED, RATED, KEPT = (
	"Signed for in Time",
	"First Contact in Time",
	"Replied in Time",
	"Satisfied",
	"Promises Kept",
)
MEASURES = (SIGNED, CONTACTED, REPLIED, RATED, KEPT)
GOOD, PASS, FAIL = "Good", "Pass", "Fail"
GRADES = (GOOD, PASS, FAIL)


class GradingRuleError(RuleError):
	"""A grading rule that contradicts itself."""


@dataclass(frozen=True)
class Item:
	"""One measure of a rule.

	`within` is the time allowed: days to sign for, months to reply; 0 stands for the due date of each case, which
	the first contact and promises always go by. `at_most` is the time after which a reply is a breach, in months.
	`good_from` and `pass_from` are per cent; `good_spotless` and `pass_spotless` allow no breach besides.
	"""

	measure: str
	within: int = 0
	at_most: int = 0
	good_from: float = 100
	good_spotless: bool = False
	pass_from: float = 0
	pass_spotless: bool = False


SHENZHEN = (
	Item(SIGNED, within=7, good_from=100, pass_from=90),
	Item(REPLIED, within=3, at_most=6, good_from=80, good_spotless=True, pass_from=0, pass_spotless=True),
	Item(RATED, good_from=80, good_spotless=True, pass_from=0, pass_spotless=True),
)


@dataclass(frozen=True)
class Work:
	"""One assignment of the unit that has to be replied to, with the worst grade its reply got ("" none yet)."""

	assigned_on: date
	due_date: date | None = None
	received_on: date | None = None
	contact_by: date | None = None
	contacted_on: date | None = None
	replied_on: date | None = None
	grade: str = ""


@dataclass(frozen=True)
class Promise:
	"""One promise of the unit: due, and the day on which it was kept."""

	due: date
	kept_on: date | None = None


@dataclass(frozen=True)
class Tally:
	"""Of `total` cases that can be judged, `good` meet the measure; `breaches` are the worst kind."""

	total: int = 0
	good: int = 0
	breaches: int = 0


def check(items: Sequence[Item]) -> None:
	"""Refuse a rule with a measure twice or thresholds upside down. Raises GradingRuleError."""
	seen = set()
	for item in items:
		if item.measure in seen:
			raise GradingRuleError(Text(_("{0} stands in the rule twice"), (Text(item.measure),)))
		seen.add(item.measure)
		if not 0 <= item.pass_from <= item.good_from <= 100:
			raise GradingRuleError(
				Text(_("{0}: 0 ≤ pass ≤ good ≤ 100 per cent is needed"), (Text(item.measure),))
			)
		if item.at_most and item.at_most < item.within:
			raise GradingRuleError(
				Text(_("{0}: the longest time is shorter than the time allowed"), (Text(item.measure),))
			)


def tally(item: Item, works: Iterable[Work], promises: Iterable[Promise], day: date) -> Tally:
	"""Count what a measure looks at, as of a day; what is neither done nor late yet cannot be judged."""
	if item.measure == RATED:
		grades = [work.grade for work in works if work.grade]
		return Tally(len(grades), grades.count(SATISFIED), grades.count(DISSATISFIED))
	if item.measure == KEPT:
		cases = [(promise.kept_on, promise.due, None) for promise in promises]
	else:
		cases = [case for work in works if (case := _case(item, work))]
	judged = [(done, last, worst) for done, last, worst in cases if done or day > last]
	return Tally(
		len(judged),
		sum(bool(done and done <= last) for done, last, _worst in judged),
		sum(bool(worst and (done or day) > worst) for done, _last, worst in judged),
	)


def _case(item: Item, work: Work) -> tuple[date | None, date, date | None] | None:
	"""The day it was done, the last day in time, and the day after which it is a breach."""
	if item.measure == SIGNED:
		return work.received_on, work.assigned_on + timedelta(days=item.within), None
	if item.measure == CONTACTED:
		return (work.contacted_on, work.contact_by, None) if work.contact_by else None
	last = add_months(work.assigned_on, item.within) if item.within else work.due_date
	worst = add_months(work.assigned_on, item.at_most) if item.at_most else None
	return (work.replied_on, last, worst) if last else None


def grade(item: Item, found: Tally) -> str | None:
	"""The grade of one measure; None when there is nothing to judge."""
	if not found.total:
		return None
	for name, start, spotless in (
		(GOOD, item.good_from, item.good_spotless),
		(PASS, item.pass_from, item.pass_spotless),
	):
		if 100 * found.good >= start * found.total and not (spotless and found.breaches):
			return name
	return FAIL


def overall(grades: Iterable[str | None]) -> str | None:
	"""A unit that fails one measure fails; good needs good in all; None when nothing can be judged."""
	given = [one for one in grades if one]
	if not given:
		return None
	return FAIL if FAIL in given else GOOD if set(given) == {GOOD} else PASS


_WORDS = {
	SIGNED: _("signed for within {0} day(s)"),
	CONTACTED: _("first contact by its due date"),
	REPLIED: _("replied within {0} month(s)"),
	RATED: _("satisfied"),
	KEPT: _("promises kept by their date"),
}
_BREACHES = {
	REPLIED: _("{0} later than {1} month(s)"),
	RATED: _("{0} dissatisfied"),
}


def reason(item: Item, found: Tally) -> Text:
	"""Why a measure got its grade: the numbers, and what the rule asks."""
	if item.measure == REPLIED and not item.within:
		what = Text(_("replied by the due date"))
	else:
		what = Text(_WORDS[item.measure], (item.within,))
	if not found.total:
		return Text(_("{0}: nothing to judge yet"), (what,))
	share = f"{rate(found.good, found.total):g}%"
	numbers = Text(_("{0}: {1} of {2} ({3})"), (what, found.good, found.total, share))
	if item.measure in _BREACHES and (item.good_spotless or item.pass_spotless):
		breach = Text(_BREACHES[item.measure], (found.breaches, item.at_most))
		numbers = Text(_("{0}, {1}"), (numbers, breach))
	return Text(_("{0}; good from {1}, pass from {2}"), (numbers, _asked(item, True), _asked(item, False)))


def _asked(item: Item, good: bool) -> Text:
	start, spotless = (item.good_from, item.good_spotless) if good else (item.pass_from, item.pass_spotless)
	if not spotless or item.measure not in _BREACHES:
		return Text(_("{0}%"), (f"{start:g}",))
	none = Text(_BREACHES[item.measure], (0, item.at_most))
	return Text(_("{0}% and {1}"), (f"{start:g}", none)) if start else none
