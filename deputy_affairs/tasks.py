"""Scheduled jobs, each safe to run twice."""

import frappe
from frappe.utils import today

from deputy_affairs.deputy_affairs.doctype.deputy.deputy import expire_mandates


def daily() -> None:
	"""Move terms with the calendar: which one runs, and whose mandates have expired."""
	mark_current_terms()
	expire_mandates()


def mark_current_terms() -> None:
	"""Set `is_current` on the terms that run today, and only on those."""
	term = frappe.qb.DocType("Congress Term")
	running = (term.start_date <= today()) & (term.end_date >= today())
	frappe.qb.update(term).set(term.is_current, 1).where(running & (term.is_current == 0)).run()
	frappe.qb.update(term).set(term.is_current, 0).where(running.negate() & (term.is_current == 1)).run()
