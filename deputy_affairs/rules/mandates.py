"""Deputies' mandates: statuses and their changes, terms, seats (domain.md §1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from deputy_affairs.rules.text import RuleError, Text
from deputy_affairs.rules.text import mark as _

TERM_YEARS = 5  # DL25 §2, OL22 §9

IN_OFFICE = "In Office"
SUSPENDED = "Suspended"  # DL25 §61
EXPIRED = "Expired"  # the term is over
# DL25 §62; the deputy's death ends them by itself
ENDINGS = (
	"Resigned",
	"Ordered to Resign",
	"Recalled",
	"Moved Away",
	"Absent Twice",
	"Lost Rights",
	"Deceased",
	EXPIRED,
)
SEATED = (IN_OFFICE, SUSPENDED)
STATUSES = (*SEATED, *ENDINGS)

MIN_SEATS, MAX_SEATS = 1, 3  # seats of a constituency, EL20 §25

Range = tuple[date, "date | None"]


class StatusChangeError(RuleError):
	"""A change of status that the law does not know."""


@dataclass(frozen=True)
class Mandate:
	"""One deputy's mandate: `end` is the term's last day (None: open), `ended_on` the day of an ending status."""

	status: str
	start: date
	end: date | None = None
	ended_on: date | None = None


def ends_credentials(status: str) -> bool:
	"""Whether the status ends the deputy's credentials (DL25 §62) or the mandate has run out."""
	if status not in STATUSES:
		raise ValueError(f"unknown status: {status!r}")
	return status in ENDINGS


def check_status_change(
	old: str | None,
	new: str,
	on: date,
	mandate_start: date,
	mandate_end: date | None,
	reason: str | None,
) -> None:
	"""Check a change of a mandate's status on day `on`; raises StatusChangeError.

	Legal: In Office <-> Suspended (DL25 §61), both -> any ending (DL25 §62), nothing after an ending; a new mandate
	(old empty) begins In Office. A reason is required except for Expired and the beginning. The day lies within
	the mandate; Expired may not come before its last day.
	"""
	if new not in STATUSES or (old and old not in STATUSES):
		raise StatusChangeError(Text(_("Unknown status: {0}"), (new if new not in STATUSES else old,)))
	if not old:
		if new != IN_OFFICE:
			raise StatusChangeError(Text(_("A mandate begins with the status {0}"), (Text(_("In Office")),)))
	elif old == new:
		raise StatusChangeError(Text(_("The status is {0} already"), (Text(old),)))
	elif old in ENDINGS:
		raise StatusChangeError(
			Text(_("{0} is final; a deputy elected again gets a new mandate"), (Text(old),))
		)
	if on < mandate_start:
		raise StatusChangeError(Text(_("{0} is before the mandate began on {1}"), (on, mandate_start)))
	if new == EXPIRED:
		if mandate_end and on < mandate_end:
			raise StatusChangeError(
				Text(_("The mandate runs until {0} and has not expired on {1}"), (mandate_end, on))
			)
		return
	if mandate_end and on > mandate_end:
		raise StatusChangeError(Text(_("{0} is after the mandate ended on {1}"), (on, mandate_end)))
	if old and not (reason or "").strip():
		raise StatusChangeError(Text(_("Give the reason for the change to {0}"), (Text(new),)))


def overlap(a: Range, b: Range) -> bool:
	"""Whether two ranges of days share a day; both ends belong to them, an end of None is open.

	ValueError if a range ends before it begins.
	"""
	for start, end in (a, b):
		if end is not None and end < start:
			raise ValueError(f"range ends before it begins: {start} - {end}")
	return (b[1] is None or a[0] <= b[1]) and (a[1] is None or b[0] <= a[1])


def holds_seat(mandate: Mandate, on: date) -> bool:
	"""Whether the mandate fills its seat on a day. A suspended deputy keeps the seat (DL25 §61); the day of an
	ending other than Expired is the first day without it, so that a by-election may follow (EL20 §57)."""
	if on < mandate.start or (mandate.end is not None and on > mandate.end):
		return False
	if mandate.status in ENDINGS and mandate.status != EXPIRED:
		return mandate.ended_on is not None and on < mandate.ended_on
	if mandate.status == EXPIRED and mandate.end is None:
		return mandate.ended_on is not None and on <= mandate.ended_on
	return True


def seats_taken(mandates: Iterable[Mandate], on: date) -> int:
	"""How many of the given mandates fill a seat on a day (pass those of one constituency)."""
	return sum(holds_seat(mandate, on) for mandate in mandates)


def check_constituency_seats(seats: int) -> None:
	"""A constituency elects one to three deputies (EL20 §25); raises RuleError."""
	if not MIN_SEATS <= seats <= MAX_SEATS:
		raise RuleError(
			Text(_("A constituency has {0} to {1} seats, not {2}"), (MIN_SEATS, MAX_SEATS, seats))
		)


def base_seats(level: str, population: int) -> int:
	"""The number of deputies by population (EL20 §12): "Township" 45 + 1 per full 1,500 inhabitants, at most
	160; "County" 140 + 1 per full 5,000, at most 450. Places under 2,000 (township) or 50,000 (county)
	inhabitants may have fewer. ValueError for another level or a negative population."""
	table = {"Township": (45, 1500, 160), "County": (140, 5000, 450)}
	if level not in table or population < 0:
		raise ValueError(f"no rule for level {level!r}, population {population!r}")
	base, step, most = table[level]
	return min(base + population // step, most)
