"""The figures of a bulletin on handling (督查通报): totals, one row a unit, and what is overdue.

The units read it, so it says of ratings what they may know: closed rounds only, none of who asked for anonymity,
nothing where the congress shows nothing.
"""

import frappe
from frappe.utils import date_diff, getdate

from deputy_affairs import handling_figures
from deputy_affairs.deputy_affairs.report.handling_unit_rating import handling_unit_rating as rating
from deputy_affairs.deputy_affairs.report.suggestion_register import suggestion_register as register
from deputy_affairs.progress import titles
from deputy_affairs.rules import stages, unit_rating
from deputy_affairs.rules.rates import in_words

TOTALS = (
	"registered",
	"assigned",
	"replied",
	"reply_rate",
	"in_time",
	"in_time_rate",
	"closed",
	"closed_rate",
	"contact_rate",
	"promises",
	"promises_kept",
	"promises_overdue",
)
# By the due date of each case, not by the days of a grading rule, which a bulletin does not apply.
BY_DUE_DATE = {name: unit_rating.Item(name) for name in unit_rating.MEASURES}


def figures(filters: dict, unit_rows: list, overdue_rows: list) -> dict:
	"""The totals of what the filters cover."""
	found = handling_figures.figures(filters)
	return {
		**{name: found[name] for name in TOTALS},
		"overdue": len(overdue_rows),
		"unit_count": len(unit_rows),
	}


def units(filters: frappe._dict) -> list[dict]:
	"""One row a unit in charge, the best rate of replies first."""
	day = filters.as_of or getdate()
	filters = frappe._dict(unit=None, **filters)
	works = rating.get_works(filters, day, rating.get_grades(filters, for_units=True))
	promises = rating.get_promises(filters)
	keys = sorted({*works, *promises})
	names = titles("Handling Unit", "unit_name", [unit for _congress, unit in keys])
	rows = [_row(names.get(key[1], key[1]), works[key], promises[key], day) for key in keys]
	return sorted(rows, key=lambda row: (-row["replied"] / max(row["works"], 1), row["overdue"], row["name"]))


def _row(name: str, works: list, promises: list, day) -> dict:
	rates = {
		measure: unit_rating.tally(BY_DUE_DATE[measure], works, promises, day)
		for measure in (unit_rating.CONTACTED, unit_rating.REPLIED, unit_rating.RATED, unit_rating.KEPT)
	}
	words = {measure: in_words(tally.good, tally.total) for measure, tally in rates.items()}
	replied = sum(bool(work.replied_on) for work in works)
	return {
		"name": name,
		"works": len(works),
		"replied": replied,
		"reply_rate": in_words(replied, len(works)),
		"overdue": sum(not work.replied_on and bool(work.due_date) and work.due_date < day for work in works),
		"contacted": words[unit_rating.CONTACTED],
		"in_time": words[unit_rating.REPLIED],
		"satisfied": words[unit_rating.RATED],
		"kept": words[unit_rating.KEPT],
	}


def overdue(filters: dict) -> list[dict]:
	"""What is past its due date without a reply, the longest first; no deputy is named."""
	day = filters.get("as_of") or getdate()
	rows = register.execute({**filters, "stage": list(stages.UNANSWERED)})[1]
	late = [row for row in rows if row.due_date and not row.replied_on and getdate(row.due_date) < day]
	late.sort(key=lambda row: (getdate(row.due_date), row.registration_number or ""))
	return [
		{
			"no": no,
			"number": row.registration_number or "",
			"title": row.title,
			"units": row.lead_units,
			"due_date": str(row.due_date),
			"days": date_diff(day, row.due_date),
		}
		for no, row in enumerate(late, 1)
	]
