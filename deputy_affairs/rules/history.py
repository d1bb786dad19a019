"""How things stood on a past day: periods of unchanged values, and their rebuilding from dated records.

A period holds from its first day until before its end. Late entries count from the day on which they were
entered: a report as of a day says what the office would have printed that evening (domain.md §2.4, reports).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from deputy_affairs.rules.stages import (
	BASICALLY_SATISFIED,
	DISSATISFIED,
	REPLYING_ROLES,
	SATISFIED,
	overall,
)

Values = dict[str, Any]


@dataclass(frozen=True)
class Period:
	"""What held from `day` until before `until`; None is until now."""

	day: date
	until: date | None
	values: Values

	def covers(self, day: date) -> bool:
		"""Whether it tells how things stood on the evening of a day."""
		return self.day <= day and (self.until is None or day < self.until)


def periods(changes: Iterable[tuple[date, Values]]) -> list[Period]:
	"""Turn dated values, in the order of the days, into periods: the last word of a day counts, and a day that
	changed nothing begins no period. ValueError when the days run backwards."""
	kept: list[tuple[date, Values]] = []
	for day, values in changes:
		if kept and day < kept[-1][0]:
			raise ValueError(f"{day} comes after {kept[-1][0]}")
		if kept and day == kept[-1][0]:
			kept.pop()
		if not kept or kept[-1][1] != values:
			kept.append((day, values))
	ends = [day for day, _values in kept[1:]] + [None]
	return [Period(day, end, values) for (day, values), end in zip(kept, ends, strict=True)]


def _reached(day: date, *dates: date | None) -> tuple[date | None, ...]:
	return tuple(value if value and value <= day else None for value in dates)


ASSIGNMENT_DATES = (
	"assigned_on",
	"received_on",
	"contacted_on",
	"returned_on",
	"reassigned_on",
	"opinion_on",
	"replied_on",
)
# Deadlines of records that are older than the trace are known as they are now only.
ASSIGNMENT_DEADLINES = ("due_date", "extended_to", "contact_by", "reassign_by")
ASSIGNMENT_FIELDS = (*ASSIGNMENT_DATES, *ASSIGNMENT_DEADLINES, "status", "round")
RATING_FIELDS = ("status", "round", "attitude", "result", "due_date")


def assignment_on(row: Mapping, day: date) -> Values | None:
	"""How an assignment stood, as far as its present dates tell; None before it was made.

	An extension and a second receipt after a refused return are known as they are now only.
	"""
	if day < row["assigned_on"]:
		return None
	dates = dict(zip(ASSIGNMENT_DATES, _reached(day, *(row.get(f) for f in ASSIGNMENT_DATES)), strict=True))
	if dates["replied_on"]:
		status = "Replied"
	elif dates["opinion_on"]:
		status = "Opinion Given"
	elif dates["returned_on"] and row["status"] in ("Returned", "Return Requested"):
		status = row["status"]
	elif dates["received_on"]:
		status = "Handling"
	else:
		status = "Awaiting Receipt"
	return {
		"status": status,
		"round": row["round"],
		**{f: row.get(f) for f in ASSIGNMENT_DEADLINES},
		**dates,
	}


def assignment_periods(row: Mapping) -> list[Period]:
	"""The periods of an assignment made before its changes were traced; the last is the present one."""
	days = sorted({row[f] for f in ASSIGNMENT_DATES if row.get(f) and row[f] >= row["assigned_on"]})
	changes = [(day, assignment_on(row, day)) for day in days]
	present = {f: row.get(f) for f in ASSIGNMENT_FIELDS}
	changes[-1] = (changes[-1][0], present)
	return periods(changes)


def rating_periods(row: Mapping, issued_on: date) -> list[Period]:
	"""The periods of an opinion form: awaited since the reply, then as it came back or was given up."""
	present = {f: row.get(f) or None for f in RATING_FIELDS}
	awaited = present | {"status": "Awaited", "attitude": None, "result": None}
	end = row.get("received_on") or row.get("given_up_on") or row.get("due_date") or issued_on
	if row["status"] == "Awaited":
		return periods([(issued_on, present)])
	return periods([(issued_on, awaited), (max(end, issued_on), present)])


def worst(grades: Iterable[str]) -> str | None:
	"""The worst of the overall grades; None when there is none."""
	found = set(grades)
	return next((g for g in (DISSATISFIED, BASICALLY_SATISFIED, SATISFIED) if g in found), None)


def suggestion_periods(
	row: Mapping,
	log: Sequence[tuple[date, str, int]],
	assignments: Sequence[Mapping],
	ratings: Sequence[Mapping],
	classes: Mapping[str, str],
) -> list[Period]:
	"""The periods of a suggestion made before its changes were traced.

	`log` holds (day, stage, round) in their order, `ratings` rows with round, received_on, attitude and result,
	`classes` the class of the issued reply by assignment. The last period is the present one.
	"""
	if not log:
		return []
	days = {day for day, _stage, _round in log}
	days |= {a[f] for a in assignments for f in ("assigned_on", "returned_on", "replied_on") if a.get(f)}
	days |= {r["received_on"] for r in ratings if r.get("received_on")}
	changes = [
		(day, _suggestion_on(row, day, log, assignments, ratings, classes))
		for day in sorted(days)
		if day >= log[0][0]
	]
	changes[-1] = (changes[-1][0], {f: row.get(f) or None for f in SUGGESTION_FIELDS})
	return periods(changes)


SUGGESTION_FIELDS = (
	"stage",
	"current_round",
	"registered_on",
	"assigned_on",
	"due_date",
	"replied_on",
	"closed_on",
	"result_class",
	"overall_rating",
	"is_key",
	"is_excellent",
	"raised_again",
	"merged_into",
	"acknowledge_by",
	"acknowledged_on",
	"assign_by",
)


def _suggestion_on(row, day, log, assignments, ratings, classes) -> Values:
	stage, number = next((s, n) for d, s, n in reversed(log) if d <= day)
	number = max([number or 1, *(a["round"] for a in assignments if a["assigned_on"] <= day)])
	mine = [
		{**a, **known}
		for a in assignments
		if a["round"] == number and a["handling_role"] in REPLYING_ROLES and (known := assignment_on(a, day))
	]
	live = [a for a in mine if a["status"] != "Returned"]
	waiting = [a["due_date"] for a in live if not a["replied_on"] and a["due_date"]]
	replied = [a["replied_on"] for a in live if a["replied_on"]]
	grades = [
		overall(r["attitude"] or "", r["result"] or "")
		for r in ratings
		if r["round"] == number and r.get("received_on") and r["received_on"] <= day
	]
	given = [classes[a["name"]] for a in live if a["replied_on"] and classes.get(a["name"])]
	registered, acknowledged = _reached(day, row.get("registered_on"), row.get("acknowledged_on"))
	return {
		"stage": stage,
		"current_round": number if mine or number > 1 else None,
		"registered_on": registered,
		"assigned_on": min((a["assigned_on"] for a in live), default=None),
		"due_date": min(waiting or [a["due_date"] for a in live if a["due_date"]], default=None),
		"replied_on": max(replied) if replied and len(replied) == len(live) else None,
		"closed_on": row.get("closed_on") if stage == "Closed" else None,
		"result_class": max(given, default=None),
		"overall_rating": worst(grades),
		"is_key": row.get("is_key") or None,
		"is_excellent": row.get("is_excellent") or None,
		"raised_again": row.get("raised_again") or None,
		"merged_into": row.get("merged_into") or None,
		"acknowledge_by": row.get("acknowledge_by"),
		"acknowledged_on": acknowledged,
		"assign_by": row.get("assign_by"),
	}
