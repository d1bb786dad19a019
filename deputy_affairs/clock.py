"""Due dates of records: the pure rules of deadlines, fed with a congress's settings and working calendar."""

from datetime import date
from functools import partial

import frappe
from frappe.utils import getdate

from deputy_affairs import settings
from deputy_affairs.rules.deadlines import Due, due_date
from deputy_affairs.rules.workdays import WorkCalendar


def calendar_of(congress: str) -> WorkCalendar:
	"""Return the working calendar of a congress with the exceptions entered for it, its superiors or for all."""
	cache = frappe.flags.setdefault("deputy_affairs_calendars", {})
	if congress not in cache:
		# Nearest last, so that a township's own exception overrules the county's.
		order = ["", *[name for name, _values in reversed(settings.chain_of(congress))]]
		rows = frappe.get_all(
			"Workday Exception",
			filters={"congress": ("in", order)},
			fields=["date", "kind", "congress"],
			order_by="date asc",
		)
		rows.sort(key=lambda row: order.index(row.congress or ""))
		cache[congress] = WorkCalendar({row.date: row.kind == "Working Day" for row in rows})
	return cache[congress]


def forget() -> None:
	"""Drop the calendars read in this request, after an exception has changed."""
	frappe.flags.pop("deputy_affairs_calendars", None)


def due(
	kind: str,
	congress: str,
	start: date | str,
	*,
	hard: bool = False,
	extended_to: date | str | None = None,
	not_charged: int = 0,
) -> Due:
	"""Return when something is due in this congress; kinds as in `rules.deadlines.KINDS`."""
	return due_date(
		kind,
		getdate(start),
		partial(settings.effective, congress),
		calendar_of(congress),
		hard=bool(hard),
		extended_to=getdate(extended_to) if extended_to else None,
		not_charged=not_charged or 0,
	)
