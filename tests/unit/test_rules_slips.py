import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules.rounds import (
	CALLED,
	CLOSE,
	HANDLE_AGAIN,
	HELD,
	MeetingFact,
	MeetingNeededError,
	check_next_round,
	needs_meeting,
)
from deputy_affairs.rules.slips import SlipNumberError, read_slip_number, slip_number

years, serials = st.integers(2000, 2099), st.integers(1, 99_999)


@given(years, serials)
def test_a_number_is_read_however_it_is_typed(year, serial):
	number = slip_number(year, serial)
	wide = number.translate(str.maketrans("0123456789-", "０１２３４５６７８９－"))
	for typed in (number, number.replace("-", ""), f" {number} ", number.replace("-", " "), wide):
		assert read_slip_number(typed) == number


@given(years, serials, st.data())
def test_one_wrong_digit_or_two_swapped_are_found(year, serial, data):
	digits = slip_number(year, serial).replace("-", "")
	place = data.draw(st.integers(0, len(digits) - 1))
	other = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[place]]))
	with pytest.raises(SlipNumberError):
		read_slip_number(digits[:place] + other + digits[place + 1 :])
	if place and digits[place] != digits[place - 1]:
		swapped = digits[: place - 1] + digits[place] + digits[place - 1] + digits[place + 1 :]
		with pytest.raises(SlipNumberError):
			read_slip_number(swapped)


@pytest.mark.parametrize("typed", ["", None, "12", "abc", "26-00", "²²²²²²²", "26/0042/7"])
def test_what_is_no_number(typed):
	with pytest.raises(SlipNumberError):
		read_slip_number(typed)


def test_the_example_of_the_message():
	assert slip_number(2026, 42).startswith("26-0042-")
	assert slip_number(2026, 42) != slip_number(2027, 42)
	assert len({slip_number(2026, n) for n in range(1, 12_000)}) == 11_999
	with pytest.raises(ValueError):
		slip_number(2026, 0)


def test_rounds_within_the_limit_need_no_meeting():
	for number in (1, 2):
		assert not needs_meeting(number, 2)
		check_next_round(number, 2, [])


def test_beyond_the_limit_a_held_meeting_of_that_round_decides():
	assert needs_meeting(3, 2)
	for meetings in (
		[],
		[MeetingFact(3, CALLED)],
		[MeetingFact(3, HELD, CLOSE)],
		[MeetingFact(2, HELD, HANDLE_AGAIN)],
		[MeetingFact(3, "Cancelled", HANDLE_AGAIN)],
	):
		with pytest.raises(MeetingNeededError):
			check_next_round(3, 2, meetings)
	check_next_round(3, 2, [MeetingFact(3, HELD, HANDLE_AGAIN)])
	check_next_round(3, 2, [MeetingFact(3, HELD, CLOSE), MeetingFact(3, HELD, HANDLE_AGAIN)])
	with pytest.raises(MeetingNeededError):
		check_next_round(4, 2, [MeetingFact(3, HELD, HANDLE_AGAIN)])
