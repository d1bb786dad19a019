"""Chinese wording of plain values: dates, numerals, names, lines of a text. Pure functions.

Every function that a template may call as a filter raises :class:`ValueError` for a value it cannot word;
the rendering turns that into an error that shows the value.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_ISO_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$", re.ASCII)
_HAN_NAME = re.compile(r"^[\u3400-\u9fff\U00020000-\U0003ffff]{2}$")

# Everything XML 1.0 cannot hold, the C1 controls, the byte order mark, and the marks that turn the reading
# direction (they could show a letter's words in another order than they are stored in).
_CONTROL = re.compile(
	"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

# 7.3.3: the four levels of a text
_LEVELS = (
	(1, re.compile(r"^[一二三四五六七八九十百]+、")),
	(2, re.compile(r"^[（(][一二三四五六七八九十百]+[）)]")),
	(3, re.compile(r"^\d{1,2}[.．](?!\d)")),
	(4, re.compile(r"^[（(]\d{1,2}[）)]")),
)


def clean(value: str) -> str:
	"""Text that XML can hold: control and direction characters removed, every kind of line break made ``\\n``."""
	return _CONTROL.sub("", _LINE_BREAK.sub("\n", str.__str__(value)))


def as_date(value: dt.date | str) -> dt.date:
	"""A date from a date, a datetime or an ISO string (``2026-03-01``, a time after it is ignored)."""
	if isinstance(value, dt.datetime):
		return value.date()
	if isinstance(value, dt.date):
		return value
	match = _ISO_DATE.match(value.strip()) if isinstance(value, str) else None
	if not match:
		raise ValueError(f"not a date in the form 2026-03-01: {value!r}")
	return dt.date(*(int(part) for part in match.groups()))


def cn_date(value: dt.date | str) -> str:
	"""GB/T 9704 7.3.5.4: ``2026-03-01`` → ``2026年3月1日``, full year, no leading zeros."""
	day = as_date(value)
	return f"{day.year:04d}年{day.month}月{day.day}日"


def cn_year(value: dt.date | str | int) -> str:
	"""GB/T 9704 7.2.5: the year of a date, or a year, in 六角括号: ``〔2026〕``."""
	if isinstance(value, bool):
		raise ValueError(f"not a year: {value!r}")
	if isinstance(value, int) or (isinstance(value, str) and re.fullmatch(r"[0-9]{4}", value.strip())):
		year = int(value)
	else:
		year = as_date(value).year
	if not 1000 <= year <= 9999:
		raise ValueError(f"not a year of four figures: {value!r}")
	return f"〔{year}〕"


def cn_numeral(value: int | str) -> str:
	"""0 … 99 999 999 in Chinese numerals as they are read: 12 → ``十二``, 105 → ``一百零五``."""
	if isinstance(value, bool) or not isinstance(value, int | str):
		raise ValueError(f"not a whole number: {value!r}")
	if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,8}", value.strip()):
		raise ValueError(f"not a whole number: {value!r}")
	number = int(value)
	if not 0 <= number <= 99_999_999:
		raise ValueError(f"not between 0 and 99999999: {value!r}")
	if number == 0:
		return _DIGITS[0]
	high, low = divmod(number, 10_000)
	text = ""
	if high:
		text = _below_ten_thousand(high) + "万"
		if 0 < low < 1000:
			text += _DIGITS[0]
	if low:
		text += _below_ten_thousand(low)
	return text[1:] if text.startswith("一十") else text


def _below_ten_thousand(number: int) -> str:
	text, gap = "", False
	for power in (3, 2, 1, 0):
		digit = number // 10**power % 10
		if digit:
			if gap and text:
				text += _DIGITS[0]
			text += _DIGITS[digit] + _UNITS[power]
			gap = False
		else:
			gap = True
	return text


def pad_name(value: str) -> str:
	"""A Chinese name of two characters set to the width of three: ``张三`` → ``张　三``. Others stay."""
	name = value.strip()
	return f"{name[0]}　{name[1]}" if _HAN_NAME.match(name) else name


@dataclass(frozen=True)
class Line:
	"""One paragraph of a text of several lines.

	``level`` is 1-4 for 一、 / （一） / 1. / （1）, else 0. ``head`` is the part that is set in the face of its level
	(the first sentence), ``rest`` what follows it; ``head + rest == text``.
	"""

	text: str
	level: int
	head: str
	rest: str


def paragraphs(value: str) -> list[Line]:
	"""The lines of a text that are not blank, with their levels (GB/T 9704 7.3.3)."""
	lines = []
	for raw in value.split("\n"):
		text = raw.strip(" \t\u3000\xa0")
		if not text:
			continue
		level = next((number for number, pattern in _LEVELS if pattern.match(text)), 0)
		end = text.find("。") + 1 if level in (1, 2) else 0
		lines.append(Line(text, level, text[:end] if end else text, text[end:] if end else ""))
	return lines


def width_in_chars(text: str) -> float:
	"""Width of a line in full characters: everything below U+0250 counts half."""
	return sum(0.5 if ord(char) < 0x250 else 1.0 for char in text)


def meeting_name(value: tuple | list) -> str:
	"""Term and meeting as they are called: ``(19, 3)`` → ``第十九届人民代表大会第三次会议``."""
	if not isinstance(value, tuple | list) or len(value) != 2:
		raise ValueError(f"not a pair of term and meeting: {value!r}")
	term, meeting = (cn_numeral(number) for number in value)
	return f"第{term}届人民代表大会第{meeting}次会议"
