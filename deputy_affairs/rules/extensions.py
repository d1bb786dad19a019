"""Extensions of a reply's deadline: asked in time, within the law's end (domain.md §2.3 "Extension"; DL25 §51)."""

from __future__ import annotations

from datetime import date

from deputy_affairs.rules.deadlines import Settings, add_months, check_extension, setting_in_force
from deputy_affairs.rules.text import RuleError, Text
from deputy_affairs.rules.text import mark as _


class LateRequestError(RuleError):
	"""The request comes after the day on which the reply was due."""


class SmallerGrantError(RuleError):
	"""The chair grants at most what was asked for."""


def latest_day(start: date, settings: Settings) -> date:
	"""The last day to which any extension can go: the longest time from the start of the clock."""
	return add_months(start, int(setting_in_force(settings, "max_total_months").value))


def check_request(today: date, start: date, due: date, extend_to: date, settings: Settings) -> None:
	"""Check a request: made on the due date at the latest, for a later day within the longest time.

	The assigner is asked before the time is over (ZJ-S §21, SH-S §19), never afterwards. Raises LateRequestError,
	deadlines.DeadlineError.
	"""
	if today > due:
		raise LateRequestError(
			Text(
				_("The reply was due on {0}; an extension is asked for before that day is over. Answer now"),
				(due,),
			)
		)
	check_extension(start, due, extend_to, settings)


def check_grant(start: date, due: date, asked: date, granted: date, settings: Settings) -> None:
	"""Check what is granted: not more than was asked, later than now due, within the longest time.

	Raises SmallerGrantError, deadlines.DeadlineError.
	"""
	if granted > asked:
		raise SmallerGrantError(Text(_("{0} is later than the unit has asked for ({1})"), (granted, asked)))
	check_extension(start, due, granted, settings)
