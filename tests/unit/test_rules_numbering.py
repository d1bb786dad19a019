"""Registration numbers and Chinese numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules.numbering import (
	PatternError,
	chinese_number,
	counter_key,
	format_number,
	meeting_text,
	validate_pattern,
)
from deputy_affairs.rules.settings import SETTINGS

MEETING = SETTINGS["meeting_number_pattern"].default
RECESS = SETTINGS["recess_number_pattern"].default

fields = st.sampled_from(["{term}", "{meeting}", "{year}", "{serial}", "{serial:03}", "{term:02d}"])
pieces = fields | st.sampled_from(["-", "闭", "第", "0", "7", "{{", "}}", "(", "号"])
patterns = st.lists(pieces, min_size=1, max_size=7).map("".join)
small = st.integers(1, 120)


def test_defaults():
	assert format_number(MEETING, term=19, meeting=3, serial=7) == "19-3-007"
	assert format_number(RECESS, term=19, year=2026, serial=12) == "19-闭-2026-012"
	assert format_number(MEETING, term=19, meeting=3, serial=1234) == "19-3-1234"
	assert counter_key(MEETING, term=19, meeting=3) == "19-3-{}"
	assert counter_key(MEETING, term=19, meeting=4) != counter_key(MEETING, term=19, meeting=3)


@pytest.mark.parametrize(
	"pattern",
	[
		"",
		"{term}",
		"{serial}{serial}",
		"{serial}-{serial}",
		"{term}{serial}",
		"{serial}{term}",
		"20{serial}",
		"{serial}5",
		"{term-{serial}",
		"{serial}-{other}",
		"{}-{serial}",
		"{0}-{serial}",
		"{serial!r}",
		"{serial.real}",
		"{serial.__class__}",
		"{term[0]}-{serial}",
		"{serial:>{term}}",
		"{serial:x}",
		"{serial:,}",
		"{serial:0999999999}",
		"{serial}" + "-" * 60,
	],
)
def test_bad_patterns(pattern):
	with pytest.raises(PatternError) as caught:
		validate_pattern(pattern, "meeting")
	assert caught.value.text.in_words()


def test_kinds():
	validate_pattern("{year}年第{serial}号", "recess")
	with pytest.raises(PatternError):
		validate_pattern("{meeting}-{serial}", "recess")
	with pytest.raises(ValueError):
		validate_pattern("{serial}", "annual")


def test_a_missing_value_is_named():
	with pytest.raises(PatternError) as caught:
		format_number(MEETING, term=19, serial=1)
	assert "meeting" in str(caught.value)
	for wrong in (0, -1, True, 1.5):
		with pytest.raises(ValueError):
			format_number(MEETING, term=19, meeting=3, serial=wrong)


def _valid(pattern):
	try:
		validate_pattern(pattern, "meeting")
	except PatternError:
		return False
	return True


@given(patterns, st.tuples(small, small, small), st.tuples(small, small, small))
def test_a_valid_pattern_never_gives_two_suggestions_one_number(pattern, a, b):
	"""Equal numbers only come from the same counter at the same count."""
	if not _valid(pattern):
		return

	def of(values, serial):
		term, meeting, year = values
		where = {"term": term, "meeting": meeting, "year": year}
		return format_number(pattern, serial=serial, **where), counter_key(pattern, **where)

	for serial_a in (1, 2, 11, 111):
		for serial_b in (1, 2, 11, 111):
			number_a, key_a = of(a, serial_a)
			number_b, key_b = of(b, serial_b)
			same = (key_a, serial_a) == (key_b, serial_b)
			assert (number_a == number_b) is same


@pytest.mark.parametrize(
	"n, text",
	[
		(1, "一"),
		(10, "十"),
		(11, "十一"),
		(19, "十九"),
		(20, "二十"),
		(100, "一百"),
		(105, "一百零五"),
		(110, "一百一十"),
		(1000, "一千"),
		(1001, "一千零一"),
		(1010, "一千零一十"),
		(2026, "二千零二十六"),
		(9999, "九千九百九十九"),
	],
)
def test_chinese_numbers(n, text):
	assert chinese_number(n) == text


@pytest.mark.parametrize("n", [0, -3, 10000, 1.0, True, "3"])
def test_no_chinese_number(n):
	with pytest.raises(ValueError):
		chinese_number(n)


def _read(text):
	"""Read a Chinese numeral back."""
	total, digit = 0, 0
	for character in text:
		if character in "千百十":
			total += (digit or 1) * {"千": 1000, "百": 100, "十": 10}[character]
			digit = 0
		else:
			digit = "零一二三四五六七八九".index(character)
	return total + digit


@given(st.integers(1, 9999))
def test_chinese_numbers_read_back(n):
	text = chinese_number(n)
	assert _read(text) == n
	assert "零零" not in text and not text.endswith("零") and not text.startswith("零")


def test_meeting():
	assert meeting_text(19, 3) == "第十九届人民代表大会第三次会议"
