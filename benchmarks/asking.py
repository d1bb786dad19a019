"""How the desk asks the server: directly as a call in this process, and as the request that a browser sends."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import frappe

# What takes no time is measured more often, for about so many seconds and at most so many times.
SECONDS, MOST = 4, 25


@dataclass(frozen=True)
class Pair:
	"""Two functions without arguments that must return the same, and the desk's own request for it if it has one."""

	label: str
	ours: Callable[[], list]
	sql: Callable[[], list]
	request: tuple[str, dict] | None = None
	served: Callable | None = None  # what the SQL side sends as an answer, if not what is compared


def rows_of(report: str, **filters) -> list[dict]:
	"""The rows of a script report, as its module makes them."""
	module = report.lower().replace(" ", "_")
	execute = frappe.get_attr(f"deputy_affairs.deputy_affairs.report.{module}.{module}.execute")
	return execute({"include_lower": 1, **filters})[1]


def report_request(report: str, **filters) -> tuple[str, dict]:
	"""The request with which the desk shows a script report."""
	shown = frappe.as_json({"include_lower": 1, **filters}, indent=None)
	return "frappe.desk.query_report.run", {"report_name": report, "filters": shown}


def read(statement: str, *values, **more):
	"""The hand-written side of a comparison; `curdate()` in it is the site's day, not that of the database's clock."""
	statement = statement.replace("curdate()", f"date '{frappe.utils.today()}'")
	return frappe.db.sql(statement, *values, **more)  # by hand, which is what is compared


def in_turns(one: Callable, other: Callable, repeat: int) -> tuple[float, float]:
	"""The medians of two calls in milliseconds, taking turns, so that a busy machine slows both."""
	times: tuple[list, list] = ([], [])
	end = time.perf_counter() + SECONDS
	while len(times[0]) < repeat or (time.perf_counter() < end and len(times[0]) < MOST):
		for side, call in enumerate((one, other)):
			begun = time.perf_counter()
			call()
			times[side].append((time.perf_counter() - begun) * 1000)
	return statistics.median(times[0]), statistics.median(times[1])
