"""Returns of wrong assignments: who decides, and whose time it was (domain.md §2.2 "Wrong assignment").

A unit returns with reasons what is not its duty (ZJ-S §14); if refused it goes on handling (QD-S §19). So that
an item does not go from hand to hand, a second return in a round is decided by the chair. Every day between
the first assignment and the end belongs to exactly one: the unit that has the item, or the office that decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from deputy_affairs.rules.text import RuleError, Text
from deputy_affairs.rules.text import mark as _

OFFICE = ""
ASSIGNED = "assigned"
ASKED = "asked"
REFUSED = "refused"
ACCEPTED = "accepted"
TAKEN_BACK = "taken back"
DONE = "done"
KINDS = (ASSIGNED, ASKED, REFUSED, ACCEPTED, TAKEN_BACK, DONE)

# What may follow what; an item that is with the office is assigned again or, when refused, back at its unit.
_FOLLOWS = {
	None: {ASSIGNED},
	ASSIGNED: {ASKED, TAKEN_BACK, DONE},
	ASKED: {REFUSED, ACCEPTED},
	REFUSED: {ASKED, TAKEN_BACK, DONE},
	ACCEPTED: {ASSIGNED},
	TAKEN_BACK: {ASSIGNED},
	DONE: set(),
}


class ReturnSequenceError(RuleError):
	"""Events that cannot follow each other, or that go back in time."""


class FinalDecisionError(RuleError):
	"""The chair has decided that the unit handles it; it cannot be returned again."""


@dataclass(frozen=True)
class Event:
	"""Something that put the item into other hands: `unit` is who got or had it."""

	kind: str
	day: date
	unit: str = ""


@dataclass(frozen=True)
class Charge:
	"""The days from `start` up to, but not including, `end` that the item was with a unit or the office ("")."""

	who: str
	start: date
	end: date

	@property
	def days(self) -> int:
		"""How many days that are."""
		return (self.end - self.start).days


def needs_chair(earlier_returns: int) -> bool:
	"""Whether the chair decides a return, given how many were asked for in this round before, by any unit."""
	return earlier_returns >= 1


def check_not_final(chair_refused: bool) -> None:
	"""Raises FinalDecisionError when the chair has refused a return of this assignment before (QD-S §19)."""
	if chair_refused:
		raise FinalDecisionError(
			Text(_("The chair has decided that your unit handles it; it cannot be returned again."))
		)


def office_days(asked_on: date, decided_on: date) -> int:
	"""Days a return lay with the office: charged to its clock of reassignment, not to the unit's reply."""
	return max((decided_on - asked_on).days, 0)


def charge(events: Iterable[Event], until: date) -> list[Charge]:
	"""Divide the days from the first assignment until a day among the units and the office, none twice.

	`events` are those of one track: a lead, or one separate part. The time between the request to return and
	the next assignment (or the refusal) is the office's. Raises ReturnSequenceError.
	"""
	charges: list[Charge] = []
	last: Event | None = None
	holder = OFFICE
	for event in events:
		if event.kind not in _FOLLOWS[last.kind if last else None] or (last and event.day < last.day):
			raise ReturnSequenceError(
				Text(_("{0} on {1} cannot follow {2}"), (event.kind, event.day, last.kind if last else "–"))
			)
		if last:
			charges.append(Charge(holder, last.day, event.day))
		holder = event.unit if event.kind in (ASSIGNED, REFUSED) else OFFICE
		last = event
	if last and last.kind != DONE and until > last.day:
		charges.append(Charge(holder, last.day, until))
	return _joined(charges)


def _joined(charges: list[Charge]) -> list[Charge]:
	"""Without empty stretches, neighbouring ones of the same holder as one."""
	out: list[Charge] = []
	for part in charges:
		if not part.days:
			continue
		if out and out[-1].who == part.who and out[-1].end == part.start:
			out[-1] = Charge(part.who, out[-1].start, part.end)
		else:
			out.append(part)
	return out


def days_of(charges: Iterable[Charge]) -> dict[str, int]:
	"""The sum of days for each unit and the office ("")."""
	total: dict[str, int] = {}
	for part in charges:
		total[part.who] = total.get(part.who, 0) + part.days
	return total
