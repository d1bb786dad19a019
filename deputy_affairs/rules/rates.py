"""Rates of a report: the share of a whole that nobody can misread (domain.md §2.4 "Usual figures")."""

from __future__ import annotations

NOTHING = "—"


def rate(part: int, whole: int) -> float | None:
	"""`part` of `whole` in per cent with one decimal, rounded half up; None of nothing.

	Only all of it is 100 and only none of it is 0: 2999 of 3000 are 99.9, 1 of 3000 is 0.1, since a handling
	report that says 100% says that nothing is left. ValueError for what is no share.
	"""
	if part < 0 or whole < 0 or part > whole:
		raise ValueError(f"no share: {part} of {whole}")
	if not whole:
		return None
	tenths = (2000 * part + whole) // (2 * whole)
	if 0 < part < whole:
		tenths = min(max(tenths, 1), 999)
	return tenths / 10


def in_words(part: int, whole: int) -> str:
	"""The rate as it is printed: "87%", "81.4%", "—" where there is nothing to count."""
	value = rate(part, whole)
	return NOTHING if value is None else f"{value:g}%"


def with_count(part: int, whole: int) -> str:
	"""The count and its rate: "20 (87%)"; "—" where there is nothing to count."""
	return f"{part} ({in_words(part, whole)})" if whole else NOTHING
