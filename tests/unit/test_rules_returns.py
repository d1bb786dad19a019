"""Returns: the second one is the chair's; every day belongs to exactly one, whatever is asked and decided."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules.deadlines import add_months, due_date
from deputy_affairs.rules.returns import (
	ACCEPTED,
	ASKED,
	ASSIGNED,
	DONE,
	OFFICE,
	REFUSED,
	TAKEN_BACK,
	Event,
	FinalDecisionError,
	ReturnSequenceError,
	charge,
	check_not_final,
	days_of,
	needs_chair,
	office_days,
)
from deputy_affairs.rules.workdays import WorkCalendar

DAY = date(2026, 2, 2)
UNITS = ("农服中心", "财政所", "交通站", "村建中心")


def day(n: int) -> date:
	return DAY + timedelta(days=n)


def test_the_first_return_is_the_offices_and_every_further_one_the_chairs():
	assert [needs_chair(n) for n in range(4)] == [False, True, True, True]


def test_after_the_chairs_refusal_the_unit_handles():
	check_not_final(False)
	with pytest.raises(FinalDecisionError):
		check_not_final(True)


def test_one_return_accepted_and_given_to_another_unit():
	parts = charge(
		[
			Event(ASSIGNED, day(0), "农服中心"),
			Event(ASKED, day(4), "农服中心"),
			Event(ACCEPTED, day(7)),
			Event(ASSIGNED, day(9), "财政所"),
			Event(DONE, day(30), "财政所"),
		],
		day(60),
	)
	assert [(part.who, part.days) for part in parts] == [("农服中心", 4), (OFFICE, 5), ("财政所", 21)]


def test_a_refused_return_goes_back_and_only_the_decision_is_the_offices():
	parts = charge(
		[
			Event(ASSIGNED, day(0), "农服中心"),
			Event(ASKED, day(4), "农服中心"),
			Event(REFUSED, day(10), "农服中心"),
		],
		day(20),
	)
	assert days_of(parts) == {"农服中心": 14, OFFICE: 6}


@pytest.mark.parametrize(
	"kinds",
	[(ASKED,), (ASSIGNED, REFUSED), (ASSIGNED, ASKED, DONE), (ASSIGNED, DONE, ASKED), (ASSIGNED, ASSIGNED)],
)
def test_what_cannot_follow_is_refused(kinds):
	with pytest.raises(ReturnSequenceError):
		charge([Event(kind, day(n), "农服中心") for n, kind in enumerate(kinds)], day(9))


def test_nothing_goes_back_in_time():
	with pytest.raises(ReturnSequenceError):
		charge([Event(ASSIGNED, day(3), "农服中心"), Event(ASKED, day(2), "农服中心")], day(9))


@st.composite
def ways(draw):
	"""A random way of one item: assigned, asked back, refused or accepted, taken back, answered or not."""
	events = [Event(ASSIGNED, DAY, draw(st.sampled_from(UNITS)))]
	for _n in range(draw(st.integers(0, 12))):
		last = events[-1]
		now = last.day + timedelta(days=draw(st.integers(0, 15)))
		if last.kind in (ASSIGNED, REFUSED):
			kind = draw(st.sampled_from((ASKED, TAKEN_BACK)))
			events.append(Event(kind, now, last.unit))
		elif last.kind == ASKED:
			kind = draw(st.sampled_from((REFUSED, ACCEPTED)))
			events.append(Event(kind, now, last.unit))
		else:
			others = [unit for unit in UNITS if unit != last.unit]
			events.append(Event(ASSIGNED, now, draw(st.sampled_from(others))))
	if events[-1].kind in (ASSIGNED, REFUSED) and draw(st.booleans()):
		events.append(Event(DONE, events[-1].day + timedelta(days=draw(st.integers(0, 90))), events[-1].unit))
	return events


@given(ways(), st.integers(0, 40))
def test_every_day_is_charged_to_exactly_one(events, more):
	until = events[-1].day + timedelta(days=more)
	parts = charge(events, until)
	end = events[-1].day if events[-1].kind == DONE else until
	charged = [part.start + timedelta(days=n) for part in parts for n in range(part.days)]
	assert charged == [DAY + timedelta(days=n) for n in range((end - DAY).days)]
	assert sum(days_of(parts).values()) == (end - DAY).days


@given(ways())
def test_the_office_has_what_lies_between_a_request_and_its_end(events):
	"""Counted the other way round: from each request or taking back to the next assignment or refusal."""
	expected = sum(
		(after.day - before.day).days
		for before, after in pairwise(events)
		if before.kind in (ASKED, ACCEPTED, TAKEN_BACK)
	)
	assert days_of(charge(events, events[-1].day)).get(OFFICE, 0) == expected


@given(ways(), st.integers(1, 3))
def test_a_unit_has_the_full_time_for_itself_up_to_the_laws_end(events, months):
	"""Days that a decision took move the unit's due date by as many days, and never past the law's three months."""
	settings = {"reply_months": months}
	start = None
	pause = 0
	asked = None
	for event in events:
		if event.kind == ASSIGNED:
			start, pause = event.day, 0
		elif event.kind == ASKED:
			asked = event.day
		elif event.kind == REFUSED:
			pause += office_days(asked, event.day)
	due = due_date("reply", start, settings, WorkCalendar(), not_charged=pause).date
	plain = add_months(start, months)
	assert due == min(plain + timedelta(days=pause), add_months(start, 3))
	assert plain <= due


def test_the_steps_say_why_the_date_moved():
	due = due_date("reply", DAY, {"reply_months": 2}, WorkCalendar(), not_charged=5)
	words = [step.in_words() for step in due.steps]
	assert due.date == add_months(DAY, 2) + timedelta(days=5)
	assert any(word.startswith("5 day(s)") for word in words)
	capped = due_date("reply", DAY, {"reply_months": 3}, WorkCalendar(), not_charged=5)
	assert capped.date == add_months(DAY, 3)
	assert any("at the latest" in step.in_words() for step in capped.steps)
