"""Composition of the deputies: age, education, shares (domain.md §8: 56 deputies, 23% women, mean age 44)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

AGE_BANDS = ("≤35", "36–45", "46–55", "56–60", "≥61")
_BAND_TOPS = (35, 45, 55, 60)

EDUCATION_LEVELS = [
	"Primary School or Below",
	"Junior High School",
	"Senior High School",
	"Technical Secondary School",
	"Junior College",
	"Bachelor",
	"Master",
	"Doctor",
]


def age_on(birth: date, day: date) -> int:
	"""Completed years (周岁) on a day; someone born on 29 February completes a year on 1 March in common years.

	ValueError if the day is before the birth.
	"""
	if day < birth:
		raise ValueError(f"{day} is before the birth on {birth}")
	return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def age_band(age: int) -> str:
	"""The band of AGE_BANDS that an age in years belongs to. ValueError if negative."""
	if age < 0:
		raise ValueError(f"negative age: {age}")
	return next((band for top, band in zip(_BAND_TOPS, AGE_BANDS, strict=False) if age <= top), AGE_BANDS[-1])


def at_least_high_school(level: str | None) -> bool:
	"""Whether the education is senior high or technical secondary school (高、中专) or above; False if unknown."""
	return level in EDUCATION_LEVELS and EDUCATION_LEVELS.index(level) >= 2


def _half_up(numerator: int, denominator: int) -> int:
	return (2 * numerator + denominator) // (2 * denominator)


def percent(part: int, whole: int) -> int:
	"""part of whole in per cent, rounded half up to an integer (26 of 56: 46).

	0 if the whole is 0; show a dash there instead. ValueError for negative numbers.
	"""
	if part < 0 or whole < 0:
		raise ValueError(f"negative count: {part} of {whole}")
	return _half_up(100 * part, whole) if whole else 0


def mean_age(births: Iterable[date], day: date) -> int:
	"""The mean of the completed years on a day, rounded half up; 0 for nobody. ValueError as `age_on`."""
	ages = [age_on(birth, day) for birth in births]
	return _half_up(sum(ages), len(ages)) if ages else 0
