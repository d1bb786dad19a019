"""Mandates: legal changes of status, seats, numbers of deputies."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules.mandates import (
	ENDINGS,
	STATUSES,
	Mandate,
	StatusChangeError,
	base_seats,
	check_constituency_seats,
	check_status_change,
	ends_credentials,
	overlap,
	seats_taken,
)
from deputy_affairs.rules.text import RuleError

START, END = date(2021, 12, 1), date(2026, 11, 30)
days = st.dates(date(2021, 1, 1), date(2027, 12, 31))
ranges = st.tuples(days, st.integers(0, 900), st.booleans()).map(
	lambda t: (t[0], None if t[2] else t[0] + timedelta(days=t[1]))
)


def allowed(old, new, on=date(2024, 6, 1), reason="决定"):
	try:
		check_status_change(old, new, on, START, END, reason)
	except StatusChangeError as error:
		assert error.text.in_words()
		return False
	return True


LEGAL = {("In Office", "Suspended"), ("Suspended", "In Office")} | {
	(old, new)
	for old in ("In Office", "Suspended")
	for new in (
		"Resigned",
		"Ordered to Resign",
		"Recalled",
		"Moved Away",
		"Absent Twice",
		"Lost Rights",
		"Deceased",
	)
}


def test_every_pair_of_statuses():
	for old in STATUSES:
		for new in STATUSES:
			if new != "Expired":
				assert allowed(old, new) is ((old, new) in LEGAL), (old, new)


def test_expiry_comes_with_the_last_day_and_needs_no_reason():
	assert allowed("In Office", "Expired", END, "")
	assert allowed("Suspended", "Expired", END + timedelta(days=3), None)
	assert not allowed("In Office", "Expired", END - timedelta(days=1))
	assert not allowed("Resigned", "Expired", END)


def test_a_mandate_begins_in_office():
	assert allowed(None, "In Office", START, "")
	assert allowed("", "In Office", START, None)
	assert not allowed(None, "Suspended", START)
	assert not allowed("In Office", "Retired")
	assert not allowed("Unknown", "Resigned")


edges = st.sampled_from([START, END]).flatmap(
	lambda d: st.integers(-1, 1).map(lambda i: d + timedelta(days=i))
)


@given(st.sampled_from(sorted(LEGAL)), days | edges, st.sampled_from(["", "  ", None, "辞职"]))
def test_day_within_the_mandate_and_a_reason(pair, on, reason):
	assert allowed(*pair, on, reason) is (START <= on <= END and reason == "辞职")


@given(st.lists(st.tuples(st.sampled_from(STATUSES), days), max_size=8))
def test_no_way_out_of_an_ending(changes):
	status, ended = "In Office", False
	for new, on in changes:
		if allowed(status, new, on):
			assert not ended
			status, ended = new, ends_credentials(new)


def test_which_statuses_end_the_credentials():
	assert [s for s in STATUSES if not ends_credentials(s)] == ["In Office", "Suspended"]
	with pytest.raises(ValueError):
		ends_credentials("Retired")


@given(ranges, ranges)
def test_overlap_against_days(a, b):
	far = date(2032, 1, 1)

	def members(r):
		return {r[0].toordinal() + i for i in range(((r[1] or far) - r[0]).days + 1)}

	assert overlap(a, b) is bool(members(a) & members(b))
	assert overlap(a, b) is overlap(b, a)


def test_overlap_at_the_edges():
	first = (date(2021, 1, 1), date(2026, 1, 1))
	assert overlap(first, (date(2026, 1, 1), None))
	assert not overlap(first, (date(2026, 1, 2), None))
	with pytest.raises(ValueError):
		overlap((date(2026, 1, 2), date(2026, 1, 1)), first)


def test_seats():
	left = date(2024, 5, 10)
	mandates = [
		Mandate("In Office", START, END),
		Mandate("Suspended", START, END),
		Mandate("Resigned", START, END, left),
		Mandate("In Office", date(2024, 9, 1), END),
	]
	assert seats_taken(mandates, START - timedelta(days=1)) == 0
	assert seats_taken(mandates, date(2024, 5, 9)) == 3
	assert seats_taken(mandates, left) == 2
	assert seats_taken(mandates, date(2024, 9, 1)) == 3
	assert seats_taken(mandates, END) == 3
	assert seats_taken(mandates, END + timedelta(days=1)) == 0
	assert seats_taken([Mandate("Expired", START, END, END)], END) == 1
	assert seats_taken([Mandate("Expired", START, None, END)], END + timedelta(days=1)) == 0


@given(st.sampled_from(ENDINGS), days, days)
def test_a_seat_given_up_is_never_taken_again(status, ended_on, on):
	taken = seats_taken([Mandate(status, START, END, ended_on)], on)
	if on > min(END, ended_on) and status != "Expired":
		assert taken == 0


def test_constituency_seats():
	for seats in (1, 2, 3):
		check_constituency_seats(seats)
	for seats in (0, 4):
		with pytest.raises(RuleError):
			check_constituency_seats(seats)


@pytest.mark.parametrize(
	"level, population, seats",
	[
		("Township", 0, 45),
		("Township", 1499, 45),
		("Township", 1500, 46),
		("Township", 16500, 56),
		("Township", 17999, 56),
		("Township", 172500, 160),
		("Township", 900000, 160),
		("County", 50000, 150),
		("County", 1550000, 450),
		("County", 3000000, 450),
	],
)
def test_number_of_deputies(level, population, seats):
	assert base_seats(level, population) == seats


def test_no_rule_for_other_levels():
	for level, population in (("Province", 1), ("Township", -1)):
		with pytest.raises(ValueError):
			base_seats(level, population)
