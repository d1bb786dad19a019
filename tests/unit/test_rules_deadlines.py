"""Due dates: hand-computed examples, steps, storage, traffic light."""

import json
from calendar import monthrange
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules.deadlines import (
	KINDS,
	DeadlineError,
	Due,
	add_months,
	check_extension,
	days_left,
	due_date,
	traffic_light,
)
from deputy_affairs.rules.settings import SETTINGS, resolve
from deputy_affairs.rules.workdays import WorkCalendar

CALENDAR = WorkCalendar()
days = st.dates(date(2015, 1, 1), date(2030, 12, 31))
LAW = {name: setting.default for name, setting in SETTINGS.items()}


def words(due):
	return "\n".join(step.in_words() for step in due.steps)


@pytest.mark.parametrize(
	"start, months, expected",
	[
		(date(2026, 3, 28), 3, date(2026, 6, 28)),
		(date(2026, 11, 30), 3, date(2027, 2, 28)),
		(date(2027, 11, 30), 3, date(2028, 2, 29)),
		(date(2028, 2, 29), 12, date(2029, 2, 28)),
		(date(2026, 8, 31), 6, date(2027, 2, 28)),
		(date(2026, 1, 31), 1, date(2026, 2, 28)),
		(date(2026, 3, 31), 1, date(2026, 4, 30)),
		(date(2026, 12, 31), 0, date(2026, 12, 31)),
	],
)
def test_months(start, months, expected):
	assert add_months(start, months) == expected


@given(days, st.integers(0, 120))
def test_month_landing(start, n):
	end = add_months(start, n)
	assert (end.year - start.year) * 12 + end.month - start.month == n
	assert end.day == start.day or (end.day < start.day and end.day == monthrange(end.year, end.month)[1])


@given(days, days, st.integers(0, 24))
def test_a_later_start_is_never_due_earlier(a, b, n):
	if a <= b:
		assert add_months(a, n) <= add_months(b, n)


@pytest.mark.parametrize(
	"kind, expected",
	[
		("reply", date(2026, 12, 18)),
		("assist opinion", date(2026, 10, 18)),
		("re-handling reply", date(2026, 10, 18)),
		("acknowledgement", date(2026, 9, 25)),
		("assignment meeting", date(2026, 10, 18)),
		("assignment", date(2026, 9, 29)),
		("assistant redo", date(2026, 9, 24)),
		("return of assignment", date(2026, 10, 9)),
		("reassignment", date(2026, 10, 9)),
		("rating return", date(2026, 10, 15)),
		("first contact", date(2026, 10, 22)),
	],
)
def test_every_kind_counted_by_hand_from_friday_18_september_2026(kind, expected):
	assert due_date(kind, date(2026, 9, 18), LAW, CALENDAR).date == expected


def test_a_hard_matter_has_six_months():
	due = due_date("reply", date(2026, 8, 31), LAW, CALENDAR, hard=True)
	assert due.date == date(2027, 2, 28)
	assert "no day 31" in words(due)
	assert "broad and difficult" in words(due)
	assert due_date("assist opinion", date(2026, 8, 31), LAW, CALENDAR, hard=True).date == date(2026, 9, 30)


def test_the_steps_name_rule_source_and_congress():
	chain = [("Town", {"reply_months": 2}), ("County", {"clock_start": "Closing of Meeting"})]
	due = due_date("reply", date(2026, 1, 21), lambda name: resolve(name, chain), CALENDAR)
	assert due.date == date(2026, 3, 21)
	assert "2026-01-21, the closing of the meeting" in words(due)
	assert "2 month(s), set by Town (otherwise 3 by Deputies Law (2025), Article 51)" in words(due)
	assert "2026-03-21 is no working day (Weekend)" in words(due)


def test_the_steps_name_the_days_skipped_and_made_up():
	text = words(due_date("return of assignment", date(2026, 9, 18), LAW, CALENDAR))
	assert "Skipped: 4 weekend day(s)" in text
	assert "Skipped: Mid-Autumn Festival, 1 day(s)" in text
	assert "Skipped: National Day, 6 day(s)" in text
	assert "Counted: 2026-09-20" in text
	assert "Article 16" in text


def test_exceptions_and_unknown_years_are_said():
	calendar = WorkCalendar({date(2026, 9, 21): False})
	text = words(due_date("assistant redo", date(2026, 9, 18), LAW, calendar))
	assert "2026-09-21, a day off in the office's own calendar" in text
	assert "make-up days of 2090" in words(due_date("assistant redo", date(2090, 3, 1), LAW, CALENDAR))


def test_extension():
	start = date(2026, 3, 28)
	due = due_date("reply", start, LAW, CALENDAR, extended_to=date(2026, 8, 28))
	assert due.date == date(2026, 8, 28)
	assert "Extended to 2026-08-28" in words(due)
	shorter = due_date("reply", start, LAW, CALENDAR, extended_to=date(2026, 5, 1))
	assert shorter.date == date(2026, 6, 28)
	assert "Extended" not in words(shorter)


def test_an_extension_stays_within_six_months():
	start, due = date(2026, 3, 28), date(2026, 6, 28)
	check_extension(start, due, date(2026, 9, 28), LAW)
	with pytest.raises(DeadlineError):
		check_extension(start, due, date(2026, 9, 29), LAW)
	with pytest.raises(DeadlineError):
		check_extension(start, due, due, LAW)
	with pytest.raises(DeadlineError):
		check_extension(start, due, date(2026, 8, 1), {**LAW, "max_total_months": 4})


def test_unknown_kind_and_moments():
	with pytest.raises(ValueError):
		due_date("coffee", date(2026, 1, 1), LAW, CALENDAR)
	assert due_date("reply", datetime(2026, 3, 28, 23, 59), LAW, CALENDAR).start == date(2026, 3, 28)


def test_without_settings_the_law_applies():
	assert due_date("reply", date(2026, 3, 28), {}, CALENDAR).date == date(2026, 6, 28)
	assert due_date("reply", date(2026, 3, 28), {"reply_months": 2}, CALENDAR).date == date(2026, 5, 28)


@given(st.sampled_from(sorted(KINDS)), days, st.booleans(), st.none() | days)
def test_stored_as_json_and_back(kind, start, hard, extended_to):
	due = due_date(kind, start, LAW, CALENDAR, hard=hard, extended_to=extended_to)
	assert Due.from_dict(json.loads(json.dumps(due.to_dict()))) == due
	assert due.date > start
	assert due.steps[0].args[0] == start
	assert all(step.in_words() for step in due.steps)


@pytest.mark.parametrize(
	"left, light",
	[(-1, "overdue"), (0, "urgent"), (7, "urgent"), (8, "soon"), (15, "soon"), (16, "normal")],
)
def test_traffic_light(left, light):
	today = date(2026, 5, 1)
	due = today + timedelta(days=left)
	assert traffic_light(due, today) == light
	assert days_left(due, today) == left
	assert traffic_light(Due(due, "reply", today), today) == light
	assert traffic_light(due, today, done_on=today) == "done"
