"""Registration numbers of suggestions and Chinese names of meetings (domain.md §2.2 "Numbering", §1).

No statute gives a form, so the office writes a pattern such as "{term}-{meeting}-{serial:03}".
"""

from __future__ import annotations

import re
from string import Formatter

from deputy_affairs.rules.text import RuleError, Text
from deputy_affairs.rules.text import mark as _

FIELDS = {
	"meeting": ("term", "meeting", "year", "serial"),
	"recess": ("term", "year", "serial"),
}
MAX_PATTERN = 60
SAMPLE = {"term": 19, "meeting": 3, "year": 2026}

_SPEC = re.compile(r"(0?[1-9])?d?")
_DIGITS = "零一二三四五六七八九"
_UNITS = ("千", "百", "十", "")


class PatternError(RuleError):
	"""A numbering pattern that cannot give unique, readable numbers."""


def _parse(pattern: str) -> list[tuple[str, str | None, str]]:
	"""(literal before, field or None, format spec) of each part; raises PatternError on anything unusual."""
	try:
		parts = list(Formatter().parse(pattern))
	except ValueError as error:
		raise PatternError(Text(_("The braces of the pattern {0} do not match"), (pattern,))) from error
	for _literal, field, spec, conversion in parts:
		if field is None:
			continue
		if field not in FIELDS["meeting"]:
			raise PatternError(Text(_("The pattern has an unknown field: {0}"), (field or "{}",)))
		if conversion or not _SPEC.fullmatch(spec or ""):
			raise PatternError(Text(_("The field {0} may only carry a width such as 03"), (field,)))
	return [(literal, field, spec or "") for literal, field, spec, _conversion in parts]


def validate_pattern(pattern: str, kind: str) -> None:
	"""Check a pattern for numbers of suggestions raised at a "meeting" or in "recess".

	The serial number must occur exactly once and stand apart from other digits, or else two different
	suggestions could get the same number. Raises PatternError; ValueError for an unknown kind.
	"""
	if kind not in FIELDS:
		raise ValueError(f"unknown kind of pattern: {kind!r}")
	if not pattern or len(pattern) > MAX_PATTERN:
		raise PatternError(Text(_("The pattern must have 1 to {0} characters"), (MAX_PATTERN,)))
	parts = _parse(pattern)
	fields = [field for _literal, field, _spec in parts if field]
	for field in fields:
		if field not in FIELDS[kind]:
			raise PatternError(Text(_("The pattern has an unknown field: {0}"), (field,)))
	if fields.count("serial") != 1:
		raise PatternError(Text(_("The pattern must contain {0} exactly once"), ("{serial}",)))
	serial = next(i for i, part in enumerate(parts) if part[1] == "serial")
	before = parts[serial][0]
	follows_field = serial > 0 and parts[serial - 1][1] is not None and not before
	after = parts[serial + 1] if serial + 1 < len(parts) else ("", None, "")
	if (
		follows_field
		or before[-1:].isdigit()
		or after[0][:1].isdigit()
		or (not after[0] and after[1] is not None)
	):
		raise PatternError(Text(_("{0} must be separated from other numbers"), ("{serial}",)))


def _render(pattern: str, values: dict[str, int | None], serial: int | None) -> str:
	out = []
	for literal, field, spec in _parse(pattern):
		out.append(literal)
		if field == "serial" and serial is None:
			out.append("{}")
		elif field is not None:
			value = serial if field == "serial" else values[field]
			if value is None:
				raise PatternError(Text(_("The pattern needs {0}, which is not known here"), (field,)))
			if not isinstance(value, int) or isinstance(value, bool) or value < 1:
				raise ValueError(f"{field} must be a whole number from 1, not {value!r}")
			out.append(format(value, spec))
	return "".join(out)


def format_number(
	pattern: str, *, term: int, meeting: int | None = None, year: int | None = None, serial: int
) -> str:
	"""The registration number, e.g. "19-3-007". Only whole-number widths are obeyed in the pattern.

	Raises PatternError if the pattern is malformed or names a value not given, ValueError for numbers below 1.
	"""
	return _render(pattern, {"term": term, "meeting": meeting, "year": year}, serial)


def counter_key(pattern: str, *, term: int, meeting: int | None = None, year: int | None = None) -> str:
	"""The number without its serial ("19-3-{}"): suggestions with the same key share one counter.

	The counter starts again at 1 whenever the key changes (new meeting, new year, new term, new pattern).
	Raises as `format_number`.
	"""
	return _render(pattern, {"term": term, "meeting": meeting, "year": year}, None)


def chinese_number(n: int) -> str:
	"""1..9999 in Chinese as used for terms and meetings: 10 十, 19 十九, 105 一百零五. Else ValueError."""
	if not isinstance(n, int) or isinstance(n, bool) or not 1 <= n <= 9999:
		raise ValueError(f"not a whole number from 1 to 9999: {n!r}")
	out, gap = "", False
	for digit, unit in zip(f"{n:04}", _UNITS, strict=True):
		if digit == "0":
			gap = bool(out)
			continue
		out += ("零" if gap else "") + _DIGITS[int(digit)] + unit
		gap = False
	return out[1:] if out.startswith("一十") else out


def meeting_text(term: int, meeting: int) -> str:
	"""The meeting in full, e.g. 第十九届人民代表大会第三次会议 (domain.md §1, long name form)."""
	return f"第{chinese_number(term)}届人民代表大会第{chinese_number(meeting)}次会议"
