"""On which days something due is called to mind."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules.reminders import (
	QUIET_AFTER,
	ReminderDaysError,
	due_dates_to_remind,
	parse_days,
	step_on,
	too_late,
)
from deputy_affairs.rules.settings import SettingError, resolve, validate_setting

BEFORE, EVERY = (30, 15, 7, 1), 7
DUE = date(2026, 12, 1)


def steps(first, last, due=DUE, before=BEFORE, every=EVERY):
	"""The steps on the days from `first` to `last`, counted from the due date."""
	days = [due + timedelta(days=n) for n in range(first, last + 1)]
	return [step for day in days if (step := step_on(day, due, before, every))]


def test_lead_times_then_weekly_from_the_first_day_over():
	assert steps(-40, 23) == ["-30", "-15", "-7", "-1", "+1", "+8", "+15", "+22"]


def test_nothing_on_the_due_date_itself_and_nothing_for_what_is_years_overdue():
	assert step_on(DUE, DUE, BEFORE, EVERY) is None
	assert steps(QUIET_AFTER + 1, 3 * 365) == []


@given(
	st.integers(-200, 500),
	st.lists(st.integers(1, 180), min_size=1, max_size=6).map(tuple),
	st.integers(1, 30),
)
def test_the_due_dates_read_are_exactly_those_with_a_step(offset, before, every):
	day = DUE + timedelta(days=offset)
	assert (DUE in due_dates_to_remind(day, before, every)) == bool(step_on(day, DUE, before, every))


@pytest.mark.parametrize(
	("text", "days"),
	[("30,15,7,1", (30, 15, 7, 1)), (" 1，7、15 ; 15", (15, 7, 1)), ("3", (3,))],
)
def test_days_as_clerks_write_them(text, days):
	assert parse_days(text) == days


@pytest.mark.parametrize("text", ["", "，", "7,x", "-1", "0", "181", "7.5", "七"])
def test_days_that_are_none(text):
	with pytest.raises(ReminderDaysError):
		parse_days(text)


def test_settings_of_a_congress():
	validate_setting("reminder_days", "20、10")
	with pytest.raises(ReminderDaysError):
		validate_setting("reminder_days", "20天")
	with pytest.raises(SettingError):
		validate_setting("overdue_every_days", 400)
	chain = [("镇", {}), ("县", {"reminder_days": "20,5", "overdue_every_days": 3})]
	assert resolve("reminder_days", chain).value == "20,5"
	assert resolve("overdue_every_days", chain).origin == "县"
	assert resolve("reminder_sms", chain).value == "No"


def test_what_was_missed_for_more_than_a_fortnight_is_not_sent_any_more():
	assert not too_late(DUE - timedelta(days=15), DUE)
	assert too_late(DUE - timedelta(days=16), DUE)
