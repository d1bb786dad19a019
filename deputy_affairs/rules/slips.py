"""Numbers of opinion slips: short enough to be typed from paper, with a last digit that tells a slip of the finger.

A number like 26-0042-0 is the year, a serial within the congress and a check digit (the algorithm of H. M. Damm,
2004): every single wrong digit and every swap of two neighbours is found, so that nobody's opinion is entered
under another deputy's name.
"""

from __future__ import annotations

from deputy_affairs.rules.text import RuleError, Text
from deputy_affairs.rules.text import mark as _

_TABLE = (
	"0317598642",
	"7092154863",
	"4206871359",
	"1750983426",
	"6123045978",
	"3674209581",
	"5869720134",
	"8945362017",
	"9438617205",
	"2581436790",
)
_WIDE = str.maketrans("０１２３４５６７８９－—–", "0123456789---")
SERIAL_DIGITS = 4


class SlipNumberError(RuleError):
	"""What was typed is no slip number, or a digit of it is wrong."""


def check_digit(digits: str) -> str:
	"""The digit that follows these digits."""
	interim = 0
	for digit in digits:
		interim = int(_TABLE[interim][int(digit)])
	return str(interim)


def slip_number(year: int, serial: int) -> str:
	"""The number of the year's n-th slip: slip_number(2026, 42) == "26-0042-" and its check digit."""
	if serial < 1:
		raise ValueError(serial)
	head, middle = f"{year % 100:02}", f"{serial:0{SERIAL_DIGITS}}"
	return f"{head}-{middle}-{check_digit(head + middle)}"


def read_slip_number(typed: str) -> str:
	"""Bring what was typed to the form of `slip_number`; hyphens and blanks may be left out.

	Raises SlipNumberError when it is too short, is no number or its check digit does not fit.
	"""
	digits = "".join(str(typed or "").translate(_WIDE).replace("-", " ").split())
	if not (digits.isascii() and digits.isdigit()) or len(digits) < 2 + SERIAL_DIGITS + 1:
		raise SlipNumberError(
			Text(
				_("{0} is no slip number; it has seven digits, such as 26-0042-0"),
				(str(typed or "").strip(),),
			)
		)
	if check_digit(digits[:-1]) != digits[-1]:
		raise SlipNumberError(
			Text(_("A digit of {0} is wrong; please compare it with the slip"), (str(typed).strip(),))
		)
	return f"{digits[:2]}-{digits[2:-1]}-{digits[-1]}"
