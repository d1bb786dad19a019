"""Due dates that can say why they are that date (domain.md §2.2-2.5; DL25 §51).

Months run to the same day of the month, or its last day if there is no such day, and are not moved when
that day is no working day. Working days are counted from the day after the start.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from deputy_affairs.rules.settings import DAYS, DL51, LAW_CEILINGS, MONTHS, SETTINGS, Effective, is_empty
from deputy_affairs.rules.text import RuleError, Text
from deputy_affairs.rules.text import mark as _
from deputy_affairs.rules.workdays import EXCEPTION, WEEKEND, WorkCalendar, as_date

URGENT_DAYS = 7
SOON_DAYS = 15
# What the lights of `traffic_light` are called; colour alone says nothing to many eyes.
LIGHT_WORDS = {
	"overdue": _("Overdue"),
	"urgent": _("Urgent"),
	"soon": _("Due Soon"),
	"normal": _("In Time"),
	"done": _("Finished"),
}

Settings = Callable[[str], Any] | Mapping[str, Any]

# kind -> (setting, what the clock starts from)
KINDS: dict[str, tuple[str, str]] = {
	"reply": ("reply_months", _("day of assignment")),
	"assist opinion": ("assist_months", _("day of assignment")),
	"first contact": ("first_contact_workdays", _("day of receipt")),
	"return of assignment": ("return_workdays", _("day of assignment")),
	"reassignment": ("reassign_workdays", _("day of the return")),
	"acknowledgement": ("acknowledge_days", _("day of receipt")),
	"assignment": ("assign_workdays", _("day of registration")),
	"assignment meeting": ("assignment_meeting_days", _("closing of the meeting")),
	"rating return": ("rating_return_workdays", _("day the reply was issued")),
	"re-handling reply": ("rehandling_months", _("day of renewed assignment")),
	"countersigning": ("countersign_workdays", _("day the countersignature was asked for")),
	"answer to a notice": ("notice_answer_workdays", _("day the notice was issued")),
	"assistant redo": ("redo_assist_workdays", _("day the opinion was sent back")),
	"commitment receipt": ("receipt_return_workdays", _("day the receipt was made")),
	"commitment check": ("commitment_check_workdays", _("day the unit reported")),
}
_CLOSING = _("closing of the meeting")


class DeadlineError(RuleError):
	"""An extension that the rules do not allow."""


@dataclass(frozen=True)
class Due:
	"""A due date: the last day in time, what is due, the day the clock started, and the reasoning in steps."""

	date: date
	kind: str
	start: date
	steps: tuple[Text, ...] = ()

	def to_dict(self) -> dict[str, Any]:
		"""Plain data for JSON, dates as YYYY-MM-DD."""
		return {
			"date": self.date.isoformat(),
			"kind": self.kind,
			"start": self.start.isoformat(),
			"steps": [step.to_dict() for step in self.steps],
		}

	@classmethod
	def from_dict(cls, data: Mapping[str, Any]) -> Due:
		"""The inverse of `to_dict`."""
		return cls(
			date.fromisoformat(data["date"]),
			data["kind"],
			date.fromisoformat(data["start"]),
			tuple(Text.from_dict(step) for step in data["steps"]),
		)


def add_months(start: date, n: int) -> date:
	"""The same day of the month n months later, or that month's last day (domain.md §2.5 "day counting")."""
	month = start.year * 12 + start.month - 1 + n
	year, month = divmod(month, 12)
	return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def setting_in_force(settings: Settings, name: str) -> Effective:
	"""The value in force; a plain value (not Effective) counts as the law's default if it equals it."""
	value = settings(name) if callable(settings) else settings.get(name)
	if isinstance(value, Effective):
		return value
	return Effective(name, SETTINGS[name].default if is_empty(value) else value, None)


def due_date(
	kind: str,
	start: date,
	settings: Settings,
	calendar: WorkCalendar,
	*,
	hard: bool = False,
	extended_to: date | None = None,
	not_charged: int = 0,
) -> Due:
	"""When something is due, with the steps that lead there.

	`kind` is a key of KINDS, `settings` a function or mapping from a setting's name to its value (plain or
	`Effective`), `hard` the longer time for broad and difficult matters (only for "reply", DL25 §51),
	`extended_to` the day granted by an extension; an extension never shortens. `not_charged` are the days in
	which a request to return lay with the office: they are the office's, not the unit's, as far as the law's
	longest time (DL25 §51) leaves room. ValueError for an unknown kind.
	"""
	if kind not in KINDS:
		raise ValueError(f"unknown kind of deadline: {kind!r}")
	start = as_date(start)
	name, origin_of_clock = KINDS[kind]
	if kind == "reply":
		name = "reply_months_hard" if hard else name
		if setting_in_force(settings, "clock_start").value == "Closing of Meeting":
			origin_of_clock = _CLOSING
	rule = setting_in_force(settings, name)
	amount, unit = int(rule.value), SETTINGS[name].unit
	steps = [Text(_("The clock starts on {0}, the {1}"), (start, Text(origin_of_clock))), *_basis(rule, hard)]

	if unit == MONTHS:
		day = add_months(start, amount)
		steps += _month_steps(start, day, amount)
	elif unit == DAYS:
		day = start + timedelta(days=amount)
		steps.append(Text(_("{0} day(s) from the day after the start: {1}"), (amount, day)))
	else:
		day, skipped = calendar.add_workdays(start, amount)
		steps += _workday_steps(start, day, amount, skipped, calendar)

	if not_charged:
		day, moved = _without(not_charged, day, start, name)
		steps += moved
	extended = as_date(extended_to) if extended_to else None
	if extended and extended > day:
		day = extended
		steps.append(Text(_("Extended to {0}"), (day,)))
	reason = calendar.reason_off(day)
	if reason:
		steps.append(
			Text(_("Note: {0} is no working day ({1}); the deadline does not move"), (day, Text(reason)))
		)
	return Due(day, kind, start, tuple(steps))


def check_extension(start: date, due: date, extended_to: date, settings: Settings) -> None:
	"""Check an extension of a reply's deadline: later than now due, within the longest time from the start.

	Raises DeadlineError. Source: DL25 §51, domain.md §2.3 "Extension" (setting max_total_months).
	"""
	if extended_to <= due:
		raise DeadlineError(
			Text(_("The new date {0} is not after the present due date {1}"), (extended_to, due))
		)
	months = int(setting_in_force(settings, "max_total_months").value)
	last = add_months(as_date(start), months)
	if extended_to > last:
		raise DeadlineError(
			Text(
				_("{0} is later than {1}, {2} month(s) after the clock started"), (extended_to, last, months)
			)
		)


def days_left(due: Due | date, today: date) -> int:
	"""Calendar days until the due date: 0 on the day itself, negative afterwards."""
	return ((due.date if isinstance(due, Due) else as_date(due)) - as_date(today)).days


def traffic_light(due: Due | date, today: date, done_on: date | None = None) -> str:
	""" "done" | "overdue" | "urgent" (7 days or fewer left) | "soon" (15 or fewer) | "normal"."""
	if done_on:
		return "done"
	left = days_left(due, today)
	if left < 0:
		return "overdue"
	return "urgent" if left <= URGENT_DAYS else "soon" if left <= SOON_DAYS else "normal"


def _basis(rule: Effective, hard: bool) -> list[Text]:
	setting = SETTINGS[rule.name]
	what = (rule.value, setting.unit)
	steps = []
	if rule.name == "reply_months_hard":
		steps.append(Text(_("The matter is broad and difficult: the longer time applies")))
	if rule.origin:
		steps.append(
			Text(
				_("Rule: {0} {1}, set by {2} (otherwise {3} by {4})"),
				(*what, rule.origin, setting.default, Text(setting.source)),
			)
		)
	elif rule.value == setting.default:
		steps.append(Text(_("Rule: {0} {1} by {2}"), (*what, Text(setting.source))))
	else:
		steps.append(
			Text(_("Rule: {0} {1} (otherwise {2} by {3})"), (*what, setting.default, Text(setting.source)))
		)
	return steps


def _without(days: int, day: date, start: date, name: str) -> tuple[date, list[Text]]:
	"""The day moved by what is not charged to the unit, at most to the law's longest time."""
	moved = day + timedelta(days=days)
	steps = [Text(_("{0} day(s) in which the return was being decided are not charged: {1}"), (days, moved))]
	if name not in LAW_CEILINGS:
		return moved, steps
	last = max(day, add_months(start, LAW_CEILINGS[name]))
	if moved > last:
		steps.append(Text(_("The law leaves time until {0} at the latest ({1})"), (last, Text(DL51))))
	return min(moved, last), steps


def _month_steps(start: date, day: date, amount: int) -> list[Text]:
	if day.day == start.day:
		return [Text(_("Same day of the month, {0} month(s) later: {1}"), (amount, day))]
	return [
		Text(
			_("{0} month(s) later there is no day {1}, so the last day of the month: {2}"),
			(amount, start.day, day),
		)
	]


def _workday_steps(
	start: date, day: date, amount: int, skipped: list[tuple[date, str]], calendar: WorkCalendar
) -> list[Text]:
	steps = [Text(_("{0} working day(s) from the day after the start: {1}"), (amount, day))]
	counts = Counter(reason for _day, reason in skipped)
	if counts[WEEKEND]:
		steps.append(Text(_("Skipped: {0} weekend day(s)"), (counts[WEEKEND],)))
	steps += [
		Text(_("Skipped: {0}, {1} day(s)"), (Text(reason), count))
		for reason, count in counts.items()
		if reason not in (WEEKEND, EXCEPTION)
	]
	steps += [
		Text(_("Skipped: {0}, a day off in the office's own calendar"), (off,))
		for off, reason in skipped
		if reason == EXCEPTION
	]
	off_days = {off for off, _reason in skipped}
	for offset in range(1, (day - start).days + 1):
		current = start + timedelta(days=offset)
		if current.weekday() >= 5 and current not in off_days:
			steps.append(Text(_("Counted: {0}, a weekend day on which work is made up"), (current,)))
	steps += [
		Text(_("Note: the make-up days of {0} are not known yet; the date may move"), (str(year),))
		for year in range(start.year, day.year + 1)
		if not calendar.is_announced(year)
	]
	return steps
