"""What the desk asks, and the SQL that somebody who knows the tables would write for the same answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import hand_desk as desk
import hand_progress as work
import hand_register as registers
from asking import Pair, read, report_request
from frappe.utils import getdate


def pairs(county) -> Iterator[Pair]:
	"""All comparisons, those of the lists first."""
	congresses = (county.congress, *county.townships)
	yield from of_desk(county, congresses)
	yield from of_registers(county, congresses)
	yield from of_work(county, congresses)
	yield from of_past(county, congresses)


def of_desk(county, congresses) -> Iterator[Pair]:
	"""Lists and the form."""
	suggestion = desk.SUGGESTION
	listed, still_open = desk.LISTED, [[suggestion, "stage", "not in", ",".join(desk.OPEN)]]
	yield Pair(
		"list of open suggestions",
		lambda: desk.listed(suggestion, listed, still_open),
		lambda: desk.listed_sql(suggestion, listed, "stage not in %(closed)s", congresses, closed=desk.OPEN),
		desk.list_request(suggestion, listed, still_open),
	)
	yield Pair(
		"list of all suggestions",
		lambda: desk.listed(suggestion, listed, []),
		lambda: desk.listed_sql(suggestion, listed, "true", congresses),
		desk.list_request(suggestion, listed, []),
	)
	yield Pair(
		"number of all suggestions",
		lambda: desk.counted(suggestion, []),
		lambda: desk.counted_sql(suggestion, "true", congresses),
		desk.count_request(suggestion, []),
	)
	assignment, unit = "Suggestion Assignment", f"{county.townships[0]}-3号单位"
	of_unit = [[assignment, "unit", "=", unit], [assignment, "status", "=", "Replied"]]
	condition = "unit = %(unit)s and status = 'Replied'"
	yield Pair(
		"list of assignments of a unit",
		lambda: desk.listed(assignment, desk.ASSIGNED, of_unit),
		lambda: desk.listed_sql(assignment, desk.ASSIGNED, condition, congresses, unit=unit),
		desk.list_request(assignment, desk.ASSIGNED, of_unit),
	)
	name = read("select max(name) from `tabDeputy Suggestion` where stage = 'Closed' and name like 'BM-%'")[
		0
	][0]
	yield Pair(
		"form of a suggestion",
		lambda: desk.form(name),
		lambda: desk.form_sql(name),
		("frappe.desk.form.load.getdoc", {"doctype": suggestion, "name": name}),
		lambda: desk.form_parts(name),
	)


def of_registers(county, congresses) -> Iterator[Pair]:
	"""The register, topics and what is due."""
	township = county.townships[0]
	yield Pair(
		"register, a township",
		lambda: registers.register(township),
		lambda: registers.register_sql([township]),
		report_request("Suggestion Register", congress=township),
	)
	# No request: the framework makes a report that takes longer than 15 seconds one that is prepared in the background.
	yield Pair(
		"register, the county",
		lambda: registers.register(county.congress),
		lambda: registers.register_sql(congresses),
	)
	for count_by in ("category", "year", "constituency"):
		by_hand = registers.constituencies_sql if count_by == "constituency" else registers.topics_sql
		given = (congresses,) if count_by == "constituency" else (congresses, count_by)
		yield Pair(
			f"topics by {count_by}",
			lambda count_by=count_by: registers.topics(county.congress, count_by),
			lambda by_hand=by_hand, given=given: by_hand(*given),
			report_request(
				"Suggestion Topics", congress=county.congress, count_by=count_by, from_date="2007-01-01"
			),
		)
	yield Pair(
		"overdue and due soon, replies",
		lambda: registers.due(county),
		lambda: registers.due_sql(congresses),
		report_request("Overdue and Due Soon", congress=county.congress, kind=["reply"]),
	)


def of_work(county, congresses) -> Iterator[Pair]:
	"""Progress, how units handle, ratings and promises."""
	for by, by_hand in (("category", work.by_category_sql), ("unit", work.by_unit_sql)):
		yield Pair(
			f"progress by {by}",
			lambda by=by: work.progress(county.congress, by),
			lambda by_hand=by_hand: by_hand(congresses),
			report_request("Suggestion Handling Progress", congress=county.congress, by=by),
		)
	for label, report, ours, by_hand, more in (
		("handling unit rating", "Handling Unit Rating", work.unit_rating, work.unit_rating_sql, {}),
		(
			"rating analysis by category",
			"Rating Analysis",
			work.rating_analysis,
			work.rating_analysis_sql,
			{"group_by": "category"},
		),
	):
		yield Pair(
			label,
			lambda ours=ours: ours(county.congress),
			lambda by_hand=by_hand: by_hand(congresses),
			report_request(report, congress=county.congress, **more),
		)
	for label, congress, covered in (
		("a township", county.townships[0], county.townships[:1]),
		("the county", county.congress, congresses),
	):
		yield Pair(
			f"promises, {label}",
			lambda congress=congress: work.commitments(congress),
			lambda covered=covered: work.commitments_sql(covered),
			report_request("Reply Commitments", congress=congress) if label == "a township" else None,
		)


def of_past(county, congresses) -> Iterator[Pair]:
	"""The same as things stood a year ago."""
	day, township = str(getdate() - timedelta(days=365)), county.townships[0]
	yield Pair(
		"register of a township, a year ago",
		lambda: registers.register(township, as_of=day),
		lambda: registers.register_sql([township], day),
		report_request("Suggestion Register", congress=township, as_of=day),
	)
	yield Pair(
		"progress by category, a year ago",
		lambda: work.progress(county.congress, "category", as_of=day),
		lambda: work.by_category_sql(congresses, day),
		report_request("Suggestion Handling Progress", congress=county.congress, by="category", as_of=day),
	)
