"""Working days of China: weekends, public holidays and the weekends on which work is made up (调休).

The base is the calendar of the library `holidays`, which follows the State Council's yearly notice; the office
adds what the library does not know yet as exceptions (domain.md §2.5 "day counting").
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays

from deputy_affairs.rules.text import mark as _

WEEKEND = _("Weekend")
EXCEPTION = _("Local Day Off")
EXCHANGED = _("Day Off in Exchange")
NEW_YEAR = _("New Year's Day")
SPRING_FESTIVAL = _("Spring Festival")
TOMB_SWEEPING = _("Tomb-Sweeping Day")
LABOUR_DAY = _("Labor Day")
DRAGON_BOAT = _("Dragon Boat Festival")
MID_AUTUMN = _("Mid-Autumn Festival")
NATIONAL_DAY = _("National Day")
OTHER_HOLIDAY = _("Public Holiday")

# How the library's English names begin -> our name of the holiday.
_NAMES = (
	("Day off", EXCHANGED),
	("New Year's Day", NEW_YEAR),
	("Chinese New Year", SPRING_FESTIVAL),
	("Tomb-Sweeping Day", TOMB_SWEEPING),
	("Labor Day", LABOUR_DAY),
	("Dragon Boat Festival", DRAGON_BOAT),
	("Mid-Autumn Festival", MID_AUTUMN),
	("National Day", NATIONAL_DAY),
)
_DAY = timedelta(days=1)


def as_date(value: date) -> date:
	"""The calendar day of a date or datetime."""
	return value.date() if isinstance(value, datetime) else value


def _holiday_name(library_name: str) -> str:
	return next((ours for start, ours in _NAMES if library_name.startswith(start)), OTHER_HOLIDAY)


def _joined_holiday(day: date, off: Mapping[date, str]) -> str:
	"""The holiday that a day off in exchange lengthens: the nearest one reached over days off only."""
	for step in (-_DAY, _DAY):
		near = day + step
		while off.get(near) == EXCHANGED or (near not in off and near.weekday() >= 5):
			near += step
		if near in off:
			return off[near]
	return EXCHANGED


@lru_cache(maxsize=64)
def _year(year: int) -> tuple[dict[date, str], frozenset[date], bool]:
	"""(public holidays with names, weekend days on which work is made up, whether officially announced)."""
	table = holidays.country_holidays("CN", years=year, expand=False, language="en_US")
	off = {day: _holiday_name(name) for day, name in table.items()}
	for day in sorted(day for day, name in off.items() if name == EXCHANGED):
		off[day] = _joined_holiday(day, off)
	made_up = frozenset(day for day in table.weekend_workdays if day.year == year)
	return off, made_up, bool(made_up)


class WorkCalendar:
	"""Which days are working days.

	`exceptions` maps a day to True (a working day) or False (a day off) and overrules everything else.
	"""

	def __init__(self, exceptions: Mapping[date, bool] | None = None):
		self._exceptions = {as_date(day): bool(works) for day, works in (exceptions or {}).items()}
		self._announced = {day.year for day, works in self._exceptions.items() if works}

	def reason_off(self, day: date) -> str | None:
		"""Why `day` is no working day: "Local Day Off", the holiday's name, "Weekend"; None if it is one."""
		day = as_date(day)
		works = self._exceptions.get(day)
		if works is not None:
			return None if works else EXCEPTION
		off, made_up, _known = _year(day.year)
		if day in off:
			return off[day]
		if day.weekday() >= 5 and day not in made_up:
			return WEEKEND
		return None

	def is_workday(self, day: date) -> bool:
		"""Whether people work on `day`."""
		return self.reason_off(day) is None

	def is_announced(self, year: int) -> bool:
		"""Whether the make-up days of `year` are known; if not, the count rests on the holidays alone.

		True when the library has them or the office has entered a working day of that year.
		"""
		return year in self._announced or _year(year)[2]

	def add_workdays(self, start: date, n: int) -> tuple[date, list[tuple[date, str]]]:
		"""The n-th working day after `start` and the days skipped on the way, each with its reason.

		Counting starts the day after `start`. n = 0 gives `start` itself. ValueError if n is negative.
		One pass over the days in between.
		"""
		if n < 0:
			raise ValueError("cannot count a negative number of working days")
		day, skipped = as_date(start), []
		while n:
			day += _DAY
			reason = self.reason_off(day)
			if reason is None:
				n -= 1
			else:
				skipped.append((day, reason))
		return day, skipped

	def next_workday(self, day: date) -> date:
		"""`day` itself if it is a working day, else the first working day after it."""
		day = as_date(day)
		while not self.is_workday(day):
			day += _DAY
		return day
