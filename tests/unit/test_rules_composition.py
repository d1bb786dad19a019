"""Ages, bands, education, shares."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules.composition import (
	AGE_BANDS,
	EDUCATION_LEVELS,
	age_band,
	age_on,
	at_least_high_school,
	mean_age,
	percent,
)


@pytest.mark.parametrize(
	"birth, day, age",
	[
		(date(1980, 6, 15), date(2026, 6, 14), 45),
		(date(1980, 6, 15), date(2026, 6, 15), 46),
		(date(1980, 2, 29), date(2026, 2, 28), 45),
		(date(1980, 2, 29), date(2026, 3, 1), 46),
		(date(1980, 2, 29), date(2028, 2, 29), 48),
		(date(2026, 1, 1), date(2026, 1, 1), 0),
	],
)
def test_age(birth, day, age):
	assert age_on(birth, day) == age


def test_not_born_yet():
	with pytest.raises(ValueError):
		age_on(date(2026, 1, 2), date(2026, 1, 1))


@given(st.dates(date(1920, 1, 1), date(2010, 1, 1)), st.dates(date(2010, 1, 1), date(2040, 1, 1)))
def test_age_counts_birthdays(birth, day):
	birthdays = 0
	for year in range(birth.year + 1, day.year + 1):
		try:
			birthday = birth.replace(year=year)
		except ValueError:
			birthday = date(year, 3, 1)
		birthdays += birthday <= day
	assert age_on(birth, day) == birthdays


def test_bands_meet_without_gap():
	edges = [(35, 36), (45, 46), (55, 56), (60, 61)]
	for i, (low, high) in enumerate(edges):
		assert (age_band(low), age_band(high)) == (AGE_BANDS[i], AGE_BANDS[i + 1])
	assert (age_band(0), age_band(99)) == ("≤35", "≥61")
	with pytest.raises(ValueError):
		age_band(-1)


def test_high_school_and_above():
	assert [level for level in EDUCATION_LEVELS if not at_least_high_school(level)] == [
		"Primary School or Below",
		"Junior High School",
	]
	assert not at_least_high_school(None)
	assert not at_least_high_school("")


def test_the_figures_of_the_township():
	assert percent(13, 56) == 23
	assert percent(26, 56) == 46


@pytest.mark.parametrize(
	"part, whole, expected", [(1, 8, 13), (1, 200, 1), (1, 201, 0), (0, 0, 0), (7, 7, 100)]
)
def test_percent_rounds_half_up(part, whole, expected):
	assert percent(part, whole) == expected


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_percent_is_the_nearest_integer(part, whole):
	exact = Fraction(100 * part, whole)
	error = percent(part, whole) - exact
	assert -Fraction(1, 2) < error <= Fraction(1, 2)


def test_percent_of_negative_counts():
	for part, whole in ((-1, 2), (1, -2)):
		with pytest.raises(ValueError):
			percent(part, whole)


def test_mean_age():
	day = date(2026, 7, 1)
	assert mean_age([date(1982, 1, 1), date(1983, 1, 1)], day) == 44  # 44 and 43: 43.5
	assert mean_age([date(1982, 1, 1)] * 2 + [date(1983, 1, 1)] * 3, day) == 43  # 43.4
	assert mean_age([], day) == 0
