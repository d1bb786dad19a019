"""Scheduled jobs, each safe to run twice."""

from datetime import date

import frappe
from frappe.utils import getdate

from deputy_affairs import daily as daily_job
from deputy_affairs.deputy_affairs.doctype.deputy import deputy


def daily() -> None:
	"""What falls due each day; see deputy_affairs/daily.py."""
	daily_job.run()


def mark_current_terms(day: date | str | None = None) -> int:
	"""Set `is_current` on the terms that run on the day (today), and only on those; return how many changed."""
	day = getdate(day)
	term = frappe.qb.DocType("Congress Term")
	running = (term.start_date <= day) & (term.end_date >= day)
	changes = ((running & (term.is_current == 0), 1), (running.negate() & (term.is_current == 1), 0))
	changed = 0
	for which, value in changes:
		names = frappe.qb.from_(term).select(term.name).where(which).run(pluck=True)
		if names:
			frappe.qb.update(term).set(term.is_current, value).where(term.name.isin(names)).run()
			changed += len(names)
	return changed


def expire_mandates(day: date | str | None = None) -> int:
	"""Expire the mandates of terms that have ended before the day (today); return how many."""
	return deputy.expire_mandates(day)
