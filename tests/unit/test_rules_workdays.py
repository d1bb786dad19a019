"""Working days against dates from the State Council's notices and a naive count."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules.workdays import WorkCalendar

CALENDAR = WorkCalendar()
days = st.dates(date(2015, 1, 1), date(2030, 12, 1))
exceptions = st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.booleans(), max_size=30)

# The notice for 2026 (国办发明电): days off and the weekend days worked in return.
OFF_2026 = [
	(date(2026, 1, 1), 3),
	(date(2026, 2, 15), 9),
	(date(2026, 4, 4), 3),
	(date(2026, 5, 1), 5),
	(date(2026, 6, 19), 3),
	(date(2026, 9, 25), 3),
	(date(2026, 10, 1), 7),
]
MADE_UP_2026 = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]


def test_the_whole_year_2026():
	off = {first + timedelta(days=i) for first, count in OFF_2026 for i in range(count)}
	made_up = {date(2026, month, day) for month, day in MADE_UP_2026}
	for i in range(365):
		day = date(2026, 1, 1) + timedelta(days=i)
		expected = day in made_up or (day not in off and day.weekday() < 5)
		assert CALENDAR.is_workday(day) is expected, day


def test_national_day_2026():
	# Fri 18 Sept; Sun 20 works; 25-27 Mid-Autumn; 1-7 Oct National Day; 8 and 9 are days nine and ten
	day, skipped = CALENDAR.add_workdays(date(2026, 9, 18), 10)
	assert day == date(2026, 10, 9)
	assert [(d.day, reason) for d, reason in skipped] == [
		(19, "Weekend"),
		(25, "Mid-Autumn Festival"),
		(26, "Weekend"),
		(27, "Weekend"),
		(1, "National Day"),
		(2, "National Day"),
		(3, "National Day"),
		(4, "Weekend"),
		(5, "National Day"),
		(6, "National Day"),
		(7, "National Day"),
	]
	# Sat 10 Oct works as well
	assert CALENDAR.add_workdays(date(2026, 9, 18), 15)[0] == date(2026, 10, 15)


def test_spring_festival_2026():
	assert CALENDAR.add_workdays(date(2026, 2, 13), 1)[0] == date(2026, 2, 14)
	assert CALENDAR.add_workdays(date(2026, 2, 13), 2)[0] == date(2026, 2, 24)
	reasons = {d: r for d, r in CALENDAR.add_workdays(date(2026, 2, 14), 1)[1]}
	assert reasons[date(2026, 2, 23)] == "Spring Festival"


def test_national_day_and_mid_autumn_2025():
	assert CALENDAR.add_workdays(date(2025, 9, 26), 1)[0] == date(2025, 9, 28)
	assert CALENDAR.add_workdays(date(2025, 9, 30), 1)[0] == date(2025, 10, 9)


def test_next_workday():
	assert CALENDAR.next_workday(date(2026, 10, 1)) == date(2026, 10, 8)
	assert CALENDAR.next_workday(date(2026, 10, 10)) == date(2026, 10, 10)
	assert CALENDAR.next_workday(date(2026, 10, 11)) == date(2026, 10, 12)


def test_the_office_knows_better():
	calendar = WorkCalendar({date(2026, 10, 8): False, date(2026, 10, 11): True})
	assert not calendar.is_workday(date(2026, 10, 8))
	assert calendar.is_workday(date(2026, 10, 11))
	assert calendar.add_workdays(date(2026, 10, 7), 1) == (
		date(2026, 10, 9),
		[(date(2026, 10, 8), "Local Day Off")],
	)


def test_a_moment_counts_as_its_day():
	assert CALENDAR.add_workdays(datetime(2026, 9, 21, 17, 30), 1)[0] == date(2026, 9, 22)
	assert not CALENDAR.is_workday(datetime(2026, 10, 1, 9))


def test_years_not_announced_yet():
	assert CALENDAR.is_announced(2026)
	assert not CALENDAR.is_announced(2090)
	assert WorkCalendar({date(2090, 2, 4): True}).is_announced(2090)


def test_no_counting_backwards():
	with pytest.raises(ValueError):
		CALENDAR.add_workdays(date(2026, 1, 1), -1)


@given(days, st.integers(0, 60), exceptions)
def test_against_a_naive_count(start, n, changed):
	calendar = WorkCalendar(changed)
	end, skipped = calendar.add_workdays(start, n)
	between = [start + timedelta(days=i) for i in range(1, (end - start).days + 1)]
	worked = [day for day in between if calendar.is_workday(day)]
	assert len(worked) == n
	assert end == (worked[-1] if worked else start)
	assert [day for day, _reason in skipped] == [day for day in between if day not in set(worked)]


@given(days, st.integers(0, 30), st.integers(0, 30))
def test_counting_in_two_steps_is_counting_once(start, a, b):
	half = CALENDAR.add_workdays(start, a)[0]
	assert CALENDAR.add_workdays(half, b)[0] == CALENDAR.add_workdays(start, a + b)[0]


@given(days, exceptions)
def test_exceptions_overrule_and_change_nothing_else(day, changed):
	calendar = WorkCalendar(changed)
	assert calendar.is_workday(day) is changed.get(day, CALENDAR.is_workday(day))
