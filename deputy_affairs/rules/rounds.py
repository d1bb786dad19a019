"""How often a suggestion is handled again, and when deputy and unit have to meet first (domain.md §2.4).

Dissatisfied: the assigner decides whether it is handled again [SH-S §21; CQ-S §27]. Still dissatisfied after the
rounds that the congress allows: deputy and unit meet [CQ-S §27; U23], and what was agreed decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from deputy_affairs.rules.text import RuleError, Text
from deputy_affairs.rules.text import mark as _

HANDLE_AGAIN = "Handle Again"
CLOSE = "Close with Explanation"
OUTCOMES = (HANDLE_AGAIN, CLOSE)
CALLED, HELD, CANCELLED = "Called", "Held", "Cancelled"


class MeetingNeededError(RuleError):
	"""A further round beyond the limit needs a meeting of deputy and unit that agreed on it."""


@dataclass(frozen=True)
class MeetingFact:
	"""A meeting of deputy and unit about one suggestion: in which round it was called, and how it ended."""

	round: int
	status: str
	outcome: str = ""


def needs_meeting(current_round: int, max_rounds: int) -> bool:
	"""Whether the next round goes beyond the limit: `max_rounds` times it is handled again without meeting."""
	return current_round > max_rounds


def check_next_round(current_round: int, max_rounds: int, meetings: Iterable[MeetingFact]) -> None:
	"""Raise MeetingNeededError when the next round needs a meeting that was not held or agreed otherwise.

	A meeting counts for the round in which it was held: each further round beyond the limit needs its own.
	"""
	if not needs_meeting(current_round, max_rounds):
		return
	here = [meeting for meeting in meetings if meeting.round == current_round]
	if any(meeting.status == HELD and meeting.outcome == HANDLE_AGAIN for meeting in here):
		return
	if any(meeting.status == HELD for meeting in here):
		raise MeetingNeededError(
			Text(_("The meeting of this round agreed to close with an explanation; call another one first"))
		)
	if any(meeting.status == CALLED for meeting in here):
		raise MeetingNeededError(
			Text(_("The meeting of deputy and unit is called; enter first what it agreed on"))
		)
	raise MeetingNeededError(
		Text(
			_("It was handled again {0} times, as often as allowed; call a meeting of deputy and unit first"),
			(current_round - 1,),
		)
	)
