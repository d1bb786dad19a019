"""Work of an office that takes a while: an assignment meeting of hundreds, and the figures of a handling report.

    <bench>/env/bin/python benchmarks/office.py --bench <bench> --site test.localhost [--waiting 300] [--laid] [--keep]

Lays a county (`site_data.py`) or takes the one of a run of `suggestions.py --keep`, works as the county's clerk, and
takes everything away again. Portions are those in which the desk sends the lines of the list.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import on_site

PORTION = 10


def arguments() -> argparse.Namespace:
	"""Read the command line."""
	parser = on_site.parser(__doc__)
	parser.add_argument("--suggestions", type=int, default=20_000)
	parser.add_argument("--waiting", type=int, default=300, help="suggestions on the list of the meeting")
	parser.add_argument("--part", choices=("meeting", "reports", "both"), default="both")
	return parser.parse_args()


def main() -> None:
	"""Lay, work, print, remove."""
	options = arguments()
	on_site.connect(options)
	import frappe
	import site_data

	try:
		if options.laid:
			county = site_data.find()
		else:
			site_data.remove()
			county = site_data.lay(options.suggestions, options.suggestions * 3 // 2, options.suggestions * 2)
			site_data.follow_up()
		frappe.flags.mute_emails = True
		frappe.set_user(site_data.CLERK)
		if options.part != "reports":
			meeting(county, options.waiting)
		if options.part != "meeting":
			reports(county)
	finally:
		on_site.leave(options)  # nothing of the meeting was written for good


def timed(label: str, work, *given, **more):
	"""Do something, print how long it took, and return what it returned."""
	begun = time.perf_counter()
	result = work(*given, **more)
	print(f"| {label} | {time.perf_counter() - begun:.2f} s |", flush=True)
	return result


def reports(county) -> None:
	"""Figures and annex of handling reports."""
	import frappe
	from frappe.utils import getdate

	from deputy_affairs import handling_figures

	today, township = getdate(), county.townships[0]
	year = {"from_date": today.replace(year=today.year - 1, month=1, day=1), "to_date": today}
	print("| handling report | figures and annex |\n|---|---|")
	for label, filters in (
		("a township, since last year", {"congress": township, **year}),
		("a township, as of a year ago", {"congress": township, "as_of": today - timedelta(days=365)}),
		("a township, all years", {"congress": township}),
		("the county, since last year", {"congress": county.congress, "include_lower": 1, **year}),
		("the county, all years", {"congress": county.congress, "include_lower": 1}),
	):
		timed(label, handling_figures.numbers, frappe._dict(filters))


def meeting(county, waiting: int) -> None:
	"""Put suggestions on the list of a meeting and hand them out in portions."""
	import frappe

	congress = county.townships[0]
	names = make_wait(congress, waiting)
	doc = frappe.get_doc(
		{"doctype": "Assignment Meeting", "congress": congress, "held_on": frappe.utils.today()}
	).insert()
	print(f"\n| assignment meeting of {waiting} | |\n|---|---|")
	timed("put on the list with proposals", doc.add_suggestions, names)
	timed("shown on the desk", doc.get_table)
	rows = [row.name for row in doc.items if row.units != "[]"]
	times, outcomes = [], []
	for start in range(0, len(rows), PORTION):
		doc = frappe.get_doc(doc.doctype, doc.name)  # each portion is a request of its own
		begun = time.perf_counter()
		outcomes += doc.hand_out(rows[start : start + PORTION])
		times.append(time.perf_counter() - begun)
	refused = [row for row in outcomes if row["message"]]
	print(f"| handed out, {len(rows) - len(refused)} of {waiting} | {sum(times):.1f} s |")
	print(f"| each | {sum(times) / len(rows):.3f} s |")
	print(f"| a portion of {PORTION}, median | {statistics.median(times):.2f} s |")
	print(f"| a portion of {PORTION}, slowest | {max(times):.2f} s |")
	for row in refused[:3]:
		print(row)


def make_wait(congress: str, count: int) -> list[str]:
	"""Let suggestions of the township be registered and not handled yet; in this transaction only."""
	import frappe

	names = frappe.get_all(
		"Deputy Suggestion",
		filters={"congress": congress, "stage": "Closed"},
		order_by="name desc",
		limit=count,
		pluck="name",
	)
	for doctype in ("Suggestion Assignment", "Suggestion Reply", "Suggestion Rating", "Reply Commitment"):
		frappe.db.delete(doctype, {"suggestion": ("in", names)})
	emptied = (
		"assigned_on",
		"due_date",
		"replied_on",
		"result_class",
		"overall_rating",
		"closed_on",
		"meeting",
	)
	frappe.db.set_value(
		"Deputy Suggestion",
		{"name": ("in", names)},
		{"stage": "Registered", "workflow_state": "Registered", "current_round": 0, **dict.fromkeys(emptied)},
		update_modified=False,
	)
	return names


if __name__ == "__main__":
	main()
