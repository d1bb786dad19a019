"""Lists, forms, reports and the daily job with many years of suggestions, beside hand-written SQL for the same answer.

    <bench>/env/bin/python benchmarks/suggestions.py --bench <bench> --site test.localhost
        [--suggestions 100000 --assignments 150000 --ratings 200000] [--repeat 3] [--keep]

Lays a county with twenty townships on the site (`site_data.py`), asks as the county's clerk, that is with the rule of
who sees what, compares the answers, prints the ratios of the times, and takes everything away again. Both sides take
turns, so that a busy machine slows both. A difference of answers is an error.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import on_site

# So many are open in both sizes when the daily job is measured.
DUE = 500


def arguments() -> argparse.Namespace:
	"""Read the command line."""
	parser = on_site.parser(__doc__)
	parser.add_argument("--suggestions", type=int, default=100_000)
	parser.add_argument("--assignments", type=int, default=150_000)
	parser.add_argument("--ratings", type=int, default=200_000)
	parser.add_argument(
		"--small", type=int, default=10_000, help="the smaller size for the daily job, 0 for none"
	)
	parser.add_argument("--repeat", type=int, default=3)
	parser.add_argument("--only", default="", help="only what has this in its name, and no daily job")
	return parser.parse_args()


def main() -> None:
	"""Lay, ask, print, remove; then the daily job with a tenth of the data."""
	options = arguments()
	on_site.connect(options)
	import site_data

	if not options.laid:
		site_data.remove()
	try:
		begun = time.perf_counter()
		if options.laid:
			county = site_data.find()
		else:
			county = site_data.lay(options.suggestions, options.assignments, options.ratings, open_now=DUE)
			print(f"laid in {time.perf_counter() - begun:.0f} s: {dict(county.rows)}", flush=True)
			site_data.follow_up()
		compare(options, county)
		large = {} if options.only else daily_work()
		if options.small and not options.only:
			site_data.remove()
			county = site_data.lay(options.small, options.small * 3 // 2, options.small * 2, open_now=DUE)
			site_data.follow_up()
			print(f"\nThe same with {options.small}:\n")
			compare(options, county)
			show_daily(options, daily_work(), large)
	finally:
		on_site.leave(options)


def compare(options: argparse.Namespace, county) -> None:
	"""Every way of the desk beside the SQL for the same answer: the bare calls, then as a browser gets them."""
	import by_hand
	import frappe
	import site_data
	from served import Served

	pairs = [pair for pair in by_hand.pairs(county) if options.only in pair.label]
	frappe.set_user(site_data.CLERK)
	bare = {pair.label: bare_times(pair, options.repeat) for pair in pairs}
	browser = Served(options.site, site_data.CLERK, site_data.PASSWORD)
	print(
		"| what | rows | ours, ms | SQL, ms | ratio | ours, as answer | SQL, as answer | ratio |\n"
		"|---|---|---|---|---|---|---|---|"
	)
	for pair in pairs:
		if isinstance(bare[pair.label], str):
			print(f"| {pair.label} | {bare[pair.label]} | | | | | | |", flush=True)
			continue
		rows, a, b = bare[pair.label]
		line = f"| {pair.label} | {rows:,} | {a:,.1f} | {b:,.1f} | {a / b:.2f} |"
		if pair.request:
			c, d = browser.medians(pair, options.repeat)
			line += f" {c:,.1f} | {d:,.1f} | {c / d:.2f} |"
		else:
			line += " | | |"
		print(line, flush=True)
	on_site.connect(options)


def bare_times(pair, repeat: int) -> tuple[int, float, float] | str:
	"""Rows and the medians of both sides, taking turns; or what is wrong with the answers."""
	from asking import in_turns

	try:
		mine, plain = pair.ours(), pair.sql()
	except Exception as error:
		return f"failed: {error!r}"
	if mine != plain:
		different = [both for both in zip(mine, plain, strict=False) if both[0] != both[1]][:2]
		return f"answers differ: {len(mine)}, {len(plain)}, {different}"
	return len(mine), *in_turns(pair.ours, pair.sql, repeat)


def daily_work() -> dict[str, tuple[float, int]]:
	"""Every step of the daily job for today: seconds, and rows that the database read for it."""
	import frappe

	from deputy_affairs.daily import STEPS

	frappe.set_user("Administrator")
	frappe.flags.mute_emails = True
	day, result = frappe.utils.getdate(), {}
	for step in STEPS:
		before, begun = rows_read(), time.perf_counter()
		try:
			frappe.get_attr(step)(day)
		except Exception as error:
			print(f"{step}: {error!r}", flush=True)
		result[step] = (time.perf_counter() - begun, rows_read() - before)
	frappe.db.rollback()
	return result


def rows_read() -> int:
	"""Rows and index entries that this connection has read so far: work that no other load changes."""
	import frappe

	rows = frappe.db.sql("show session status like 'Handler_read%'")  # no call of the framework for it
	return sum(int(value) for _name, value in rows)


def show_daily(options: argparse.Namespace, small: dict, large: dict) -> None:
	"""The two sizes side by side."""
	print(f"\nDaily job, {DUE} open in both:\n")
	print(
		f"| step | rows read of {options.small} | of {options.suggestions} | ms | ms |\n|---|---|---|---|---|"
	)
	for step, (seconds, rows) in small.items():
		more, many = large[step]
		print(f"| {step.split('.', 1)[1]} | {rows} | {many} | {seconds * 1000:.0f} | {more * 1000:.0f} |")


if __name__ == "__main__":
	main()
