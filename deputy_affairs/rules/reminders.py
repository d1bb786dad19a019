"""On which days something due is called to mind (domain.md §2.5 "reminder lead times": 30/15/7/1 days before,
then weekly)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from deputy_affairs.rules.text import RuleError, Text
from deputy_affairs.rules.text import mark as _

# After a year nobody is helped by one more weekly letter; such matters, often imported, stand in the report.
QUIET_AFTER = 365
# What was missed for longer than this is not sent any more when the daily job catches up.
TOO_LATE_AFTER = 15
LONGEST_LEAD = 180

_SEPARATORS = re.compile(r"[,，、;；\s]+")


class ReminderDaysError(RuleError):
	"""The days before the due date are no list of whole numbers from 1."""


def parse_days(text: str) -> tuple[int, ...]:
	"""Read "30,15,7,1" (Chinese commas too) as days before the due date, the longest first, none twice.

	Raises ReminderDaysError.
	"""
	parts = [part for part in _SEPARATORS.split(str(text).strip()) if part]
	for part in parts:
		if not (part.isascii() and part.isdigit()) or not 1 <= int(part) <= LONGEST_LEAD:
			raise ReminderDaysError(
				Text(
					_("{0} is no number of days from 1 to {1}; write them like 30,15,7,1"),
					(part, LONGEST_LEAD),
				)
			)
	if not parts:
		raise ReminderDaysError(Text(_("Please write the days before the due date like 30,15,7,1")))
	return tuple(sorted({int(part) for part in parts}, reverse=True))


def step_on(day: date, due: date, before: tuple[int, ...], every: int) -> str | None:
	"""Name the step that falls on a day: "-7" seven days before, "+1" the first day after, then every few days.

	None on the other days, and once the due date is a year past (an import must not set off a flood).
	"""
	left = (due - day).days
	if left > 0:
		return f"-{left}" if left in before else None
	overdue = -left
	if 1 <= overdue <= QUIET_AFTER and (overdue - 1) % every == 0:
		return f"+{overdue}"
	return None


def due_dates_to_remind(day: date, before: tuple[int, ...], every: int) -> list[date]:
	"""The due dates that have a step on this day, so that only their records are read."""
	ahead = [day + timedelta(days=left) for left in before]
	return ahead + [day - timedelta(days=over) for over in range(1, QUIET_AFTER + 1, every)]


def too_late(day: date, today: date) -> bool:
	"""Whether a reminder meant for `day` is no longer sent when the job catches up on `today`."""
	return (today - day).days > TOO_LATE_AFTER
