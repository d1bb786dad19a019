"""Promises made in replies, from the day of the reply to the day they are kept or explained (承诺事项).

A promise is registered with content and date and followed until it is done; the deputy is told when it is, or why
not [ZJ-S §20; SH-S §22; QD-S §27; BJ-S §26]. Each last quarter the deputy gets the state of this and the last
years' promises with a receipt to be rated [CQ-S §24 §28]; what is unfinished at the year's end goes on to the
next year, and a change of term is explained in writing [SH-S §22].

What people decide is the workflow's state; Open, Kept, Overdue and Explained follow from it and the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from deputy_affairs.rules import stages
from deputy_affairs.rules.text import RuleError, Text
from deputy_affairs.rules.text import mark as _

OPEN = "Open"
KEPT = "Kept"
OVERDUE = "Overdue"
EXPLAINED = "Explained"
STATES = (OPEN, OVERDUE, KEPT, EXPLAINED)
UNSETTLED = (OPEN, OVERDUE)

FOLLOWING = "Following"
COMPLETION_REPORTED = "Completion Reported"
EXPLANATION_SUBMITTED = "Explanation Submitted"
CONFIRMED = "Confirmed"
EXPLANATION_ACCEPTED = "Explanation Accepted"
WORKFLOW_STATES = (
	FOLLOWING,
	COMPLETION_REPORTED,
	EXPLANATION_SUBMITTED,
	CONFIRMED,
	EXPLANATION_ACCEPTED,
)
AWAITS_OFFICE = (COMPLETION_REPORTED, EXPLANATION_SUBMITTED)


class CompletionDateError(RuleError):
	"""A promise is reported as done on a day that cannot be."""


class NewDateError(RuleError):
	"""A new date for a promise that does not lie ahead of it."""


class HandOverError(RuleError):
	"""A promise that is settled, or a unit that cannot go on with it."""


class SuccessorError(RuleError):
	"""A promise that cannot take the place of an earlier one."""


@dataclass(frozen=True)
class Promise:
	"""What is on record about one promise.

	`again_by` is the date given when it was taken up again, `done_on` the day the unit says it was done; `decide_by` the day until which the office looks at such a
	report (None without one); `receipt_year` the last year whose receipts were made, `carried_year` the last
	year at whose end it was carried over, 0 for none.
	"""

	made_on: date
	promised_date: date
	workflow_state: str = FOLLOWING
	again_by: date | None = None
	done_on: date | None = None
	decide_by: date | None = None
	receipt_year: int = 0
	carried_year: int = 0


@dataclass(frozen=True)
class Season:
	"""The days of one year in which receipts go to the deputies."""

	year: int
	start: date
	end: date

	def holds(self, day: date) -> bool:
		"""Whether the day lies within."""
		return self.start <= day <= self.end


@dataclass(frozen=True)
class DueWork:
	"""What one day brings for a promise: it falls overdue, a receipt round of a year, years to carry it over."""

	overdue: bool = False
	receipt_year: int = 0
	carry: tuple[int, ...] = ()

	def __bool__(self) -> bool:
		return bool(self.overdue or self.receipt_year or self.carry)


def last_day_in_time(promise: Promise) -> date:
	"""The last day on which an unsettled promise is not overdue.

	That is the date promised, or a later one given when a settled promise was taken up again.
	A unit that reported completion in time does not fall overdue while the office looks at the report, but no
	longer than the office has for it; an explanation alone moves no date before it is accepted.
	"""
	last = max(promise.promised_date, promise.again_by or promise.promised_date)
	reported = promise.workflow_state == COMPLETION_REPORTED and promise.done_on
	if reported and promise.done_on <= last and promise.decide_by:
		return max(last, promise.decide_by)
	return last


def derive_state(promise: Promise, day: date) -> str:
	"""Open, Overdue, Kept or Explained on a day. ValueError for an unknown workflow state."""
	if promise.workflow_state not in WORKFLOW_STATES:
		raise ValueError(f"unknown workflow state: {promise.workflow_state!r}")
	if promise.workflow_state == CONFIRMED:
		return KEPT
	if promise.workflow_state == EXPLANATION_ACCEPTED:
		return EXPLAINED
	return OVERDUE if day > last_day_in_time(promise) else OPEN


def _day_of(year: int, text: str) -> date:
	"""The day "MM-DD" of a year, as the congress's settings keep it."""
	return date.fromisoformat(f"{year}-{text.strip()}")


def season(year: int, begins: str, ends: str) -> Season:
	"""The season of receipts of a year; one that ends before it begins ends in the year after."""
	start, end = _day_of(year, begins), _day_of(year, ends)
	return Season(year, start, end if end >= start else _day_of(year + 1, ends))


def season_of(day: date, begins: str, ends: str) -> Season | None:
	"""The season that the day lies in, None outside."""
	for year in (day.year, day.year - 1):
		found = season(year, begins, ends)
		if found.holds(day):
			return found
	return None


def owes_receipt(promise: Promise, now: Season | None, state: str) -> bool:
	"""Whether a receipt round is to be made in this season: for what is unsettled, once a year [CQ-S §24 §28].

	A promise that was made after the season began is new to nobody: its deputies have just read it.
	"""
	return bool(
		now
		and state in UNSETTLED
		and promise.made_on < now.start
		and promise.receipt_year < now.year
		and now.start <= now.end
	)


def years_to_carry(promise: Promise, day: date) -> tuple[int, ...]:
	"""The years at whose end an unsettled promise was still unfinished and that are not on record yet."""
	first = max(promise.made_on.year, promise.carried_year + 1)
	return tuple(range(first, day.year))


def due_work(promise: Promise, state: str, day: date, now: Season | None) -> DueWork:
	"""What the day brings for a promise whose stored state is `state`; nothing for a settled one.

	Doing the work and asking again gives nothing more, and a day that was missed is made up by any later day
	of the same season or year.
	"""
	if state not in UNSETTLED:
		return DueWork()
	return DueWork(
		overdue=state == OPEN and derive_state(promise, day) == OVERDUE,
		receipt_year=now.year if now and owes_receipt(promise, now, state) else 0,
		carry=years_to_carry(promise, day),
	)


def check_completion(made_on: date, done_on: date, day: date) -> None:
	"""The day on which it was done lies between the promise and today. Raises CompletionDateError."""
	if not made_on <= done_on <= day:
		raise CompletionDateError(
			Text(_("It was done between the day of the promise ({0}) and today"), (made_on,))
		)


def check_new_date(promised_date: date, new_date: date, day: date) -> None:
	"""A new date lies ahead and after the old one. Raises NewDateError."""
	if new_date <= day or new_date <= promised_date:
		raise NewDateError(
			Text(_("The new date must lie ahead and after the date promised ({0})"), (promised_date,))
		)


def check_hand_over(*, state: str, unit: str, heir: str, is_active: bool, same_congress: bool) -> None:
	"""An unsettled promise goes over to another unit at work of the same congress. Raises HandOverError."""
	if state not in UNSETTLED:
		raise HandOverError(Text(_("A promise that is kept or explained stays with its unit")))
	if unit == heir:
		raise HandOverError(Text(_("Choose another unit; this one has the promise already")))
	if not is_active:
		raise HandOverError(Text(_("The unit that takes over is no longer active; choose another one")))
	if not same_congress:
		raise HandOverError(Text(_("The unit that takes over belongs to another congress")))


def held_on(moves: Iterable[tuple[date, str | None]], present: str | None, day: date) -> str | None:
	"""The unit or person answering for a promise on a past day, from the dated moves (day, who until then) in order."""
	return next((before for moved_on, before in moves if moved_on > day), present)


def check_new_date_ahead(new_date: date, day: date) -> None:
	"""When the office accepts an explanation, the new date has not passed meanwhile. Raises NewDateError."""
	if new_date < day:
		raise NewDateError(
			Text(
				_("The new date ({0}) has passed meanwhile; send it back and ask for another one"),
				(new_date,),
			)
		)


@dataclass(frozen=True)
class Place:
	"""Where a promise stands among those on its suggestion."""

	name: str
	suggestion: str
	round: int
	made_on: date
	state: str = OPEN


def check_successor(own: Place, later: Place) -> None:
	"""A later promise on the same suggestion takes the place of an earlier one; nothing does so by itself.

	Raises SuccessorError.
	"""
	if later.name == own.name or later.suggestion != own.suggestion:
		raise SuccessorError(Text(_("Choose another promise on the same suggestion")))
	if (later.round, later.made_on) <= (own.round, own.made_on) or later.made_on < own.made_on:
		raise SuccessorError(
			Text(_("The other promise was not made after this one, but on {0}"), (later.made_on,))
		)
	if later.state == EXPLAINED:
		raise SuccessorError(Text(_("The other promise has itself been replaced or explained")))


def outcome(grades: Iterable[str]) -> str:
	"""The worst grade that came back in a receipt round, "" if none did: one dissatisfied deputy reopens."""
	given = set(grades)
	order = (stages.DISSATISFIED, stages.BASICALLY_SATISFIED, stages.SATISFIED)
	return next((grade for grade in order if grade in given), "")


@dataclass(frozen=True)
class Figures:
	"""Counts of a ledger; what was explained by a new promise is counted with the new one."""

	total: int
	open: int
	overdue: int
	kept: int
	kept_in_time: int
	explained: int
	replaced: int

	@property
	def fallen_due(self) -> int:
		"""Promises that had to be kept by now."""
		return self.kept + self.overdue + self.explained

	@property
	def kept_rate(self) -> float | None:
		"""Kept of those fallen due, in percent with one decimal; None where none fell due."""
		return round(100 * self.kept / self.fallen_due, 1) if self.fallen_due else None


def figures(rows: Iterable[tuple[str, bool, bool]]) -> Figures:
	"""Count a ledger; each row is (state, kept in time, replaced by a later promise)."""
	rows = list(rows)

	def count(state: str) -> int:
		return sum(1 for found, _in_time, replaced in rows if found == state and not replaced)

	return Figures(
		total=len(rows),
		open=count(OPEN),
		overdue=count(OVERDUE),
		kept=count(KEPT),
		kept_in_time=sum(
			1 for found, in_time, replaced in rows if found == KEPT and in_time and not replaced
		),
		explained=count(EXPLAINED),
		replaced=sum(1 for _state, _in_time, replaced in rows if replaced),
	)


def last_said(log: Iterable[tuple[date, date | None]], day: date) -> date | None:
	"""What was last said until the evening of a past day, from the dated entries (day, date) in their order."""
	return next((said for told_on, said in reversed(list(log)) if told_on <= day and said), None)


def state_on(log: Iterable[tuple[date, str]], day: date) -> str:
	"""The state on a past day from the dated changes (day, state), in their order; "" before the first."""
	state = ""
	for changed_on, new in log:
		if changed_on > day:
			break
		state = new or state
	return state
