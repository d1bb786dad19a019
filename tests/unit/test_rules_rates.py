"""Rates of reports."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules.rates import in_words, rate, with_count


@pytest.mark.parametrize(
	("part", "whole", "expected"),
	[
		(20, 23, 87.0),
		(22, 27, 81.5),
		(0, 5, 0.0),
		(5, 5, 100.0),
		(2999, 3000, 99.9),
		(1, 3000, 0.1),
		(1, 8, 12.5),
		(0, 0, None),
	],
)
def test_rates(part, whole, expected):
	assert rate(part, whole) == expected


def test_in_words():
	assert (in_words(20, 23), in_words(22, 27), in_words(0, 0), in_words(0, 4)) == ("87%", "81.5%", "—", "0%")
	assert (with_count(20, 23), with_count(0, 0)) == ("20 (87%)", "—")


@pytest.mark.parametrize(("part", "whole"), [(-1, 2), (1, -2), (3, 2), (1, 0)])
def test_what_is_no_share_is_refused(part, whole):
	with pytest.raises(ValueError, match="no share"):
		rate(part, whole)


@given(st.integers(1, 10**6).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_rate_is_close_and_only_all_is_all(pair):
	part, whole = pair
	value = rate(part, whole)
	assert abs(value - 100 * part / whole) <= 0.1
	assert (value == 100) == (part == whole) and (value == 0) == (part == 0)
