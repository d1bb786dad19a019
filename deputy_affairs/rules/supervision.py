"""When overdue work is urged and when it goes to the chair (domain.md §2.4 "Supervision": U13, U12).

Two levels: the clerk gets a reminder notice (催办通知) to look at and issue; after longer delay, or when notices
stay unanswered, the chair gets a supervision notice (督办通知书). Nothing is issued by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from deputy_affairs.rules.text import Text
from deputy_affairs.rules.text import mark as _

CLERK, CHAIR = "Clerk", "Chair"
# A unit that has left this many notices unanswered is a matter for the chair.
UNANSWERED_BEFORE_CHAIR = 2


@dataclass(frozen=True)
class Step:
	"""What to do about an overdue item: the level it has reached, which notice of the level it is, and why."""

	level: str
	number: int
	reason: Text


def next_step(
	due: date, day: date, *, urge_after: int, supervise_after: int, unanswered: int = 0
) -> Step | None:
	"""The highest level that an open item has reached on a day, or None.

	`unanswered` counts the notices about it whose day for the answer has passed without one.
	"""
	overdue = (day - due).days
	if overdue < 1:
		return None
	if overdue >= supervise_after:
		return Step(CHAIR, 1, Text(_("{0} day(s) overdue, due {1}"), (overdue, due)))
	if unanswered >= UNANSWERED_BEFORE_CHAIR:
		return Step(CHAIR, 1, Text(_("{0} notices were not answered in time"), (unanswered,)))
	if unanswered:
		return Step(CLERK, unanswered + 1, Text(_("The notice before was not answered in time")))
	if overdue >= urge_after:
		return Step(CLERK, 1, Text(_("{0} day(s) overdue, due {1}"), (overdue, due)))
	return None
