"""What the days bring for promises: overdue, reminders, receipts, carrying over, a change of term.

Each step takes the day it is done for, is safe to run again, and asks only for rows on which something is due.
"""

from datetime import date

import frappe

from deputy_affairs import settings
from deputy_affairs.rules import commitments as rules

from . import receipts

DOCTYPE = "Reply Commitment"


def follow_promises(day: date) -> int:
	"""All steps of a day in their order: first the term, then overdue, receipts, the turn of the year."""
	steps = (change_terms, mark_overdue, make_receipts, give_up_receipts, carry_over)
	return sum(step(day) for step in steps)


def mark_overdue(day: date) -> int:
	"""Open promises whose date has passed fall overdue, and the follow-up begins again by itself."""
	names = _names({"state": rules.OPEN, "due_date": ("<", day)})
	for name in names:
		_save_doc(frappe.get_doc(DOCTYPE, name, for_update=True), day)
	return len(names)


def make_receipts(day: date) -> int:
	"""In the season of receipts each unsettled promise gets its round, once a year (CQ-S §24 §28)."""
	count = 0
	for congress in _congresses_with_unsettled():
		now = rules.season_of(
			day, settings.value(congress, "receipts_from"), settings.value(congress, "receipts_until")
		)
		if not now:
			continue
		owed = {
			"congress": congress,
			"state": ("in", rules.UNSETTLED),
			"receipt_year": ("<", now.year),
			"made_on": ("<", now.start),
		}
		for name in _names(owed):
			commitment = frappe.get_doc(DOCTYPE, name, for_update=True)
			work = rules.due_work(commitment.facts(), commitment.state, day, now)
			if not work.receipt_year:
				continue
			made = receipts.make_round(commitment, "Year End", day, now.year)
			commitment.receipt_year = now.year
			commitment.flags.note = (
				"Receipts",
				f"{now.year}年度落实情况回执，发出{len(made)}份。"
				if made
				else f"{now.year}年度回执并入尚未结束的一轮。",
			)
			_save_doc(commitment, day)
			count += 1
	return count


def give_up_receipts(day: date) -> int:
	"""Receipts that did not come back in time are counted so; the round closes with the last of them."""
	from ..commitment_receipt.commitment_receipt import give_up

	names = frappe.get_all(
		"Commitment Receipt",
		filters={"status": "Awaited", "due_date": ("<", day)},
		pluck="name",
		order_by="name",
	)
	for name in names:
		give_up(frappe.get_doc("Commitment Receipt", name), day)
	return len(names)


def carry_over(day: date) -> int:
	"""What was unfinished at a year's end goes on in the next, with a dated row for each such year."""
	first = date(day.year, 1, 1)
	unfinished = {
		"state": ("in", rules.UNSETTLED),
		"carried_year": ("<", day.year - 1),
		"made_on": ("<", first),
	}
	names = _names(unfinished)
	for name in names:
		commitment = frappe.get_doc(DOCTYPE, name, for_update=True)
		years = rules.due_work(commitment.facts(), commitment.state, day, None).carry
		if not years:
			continue
		commitment.carried_year = years[-1]
		commitment.carried_count = (commitment.carried_count or 0) + len(years)
		shown = "、".join(str(year) for year in years)
		commitment.flags.note = ("Carry-over", f"{shown}年底未完成，转入{years[-1] + 1}年继续落实。")
		_save_doc(commitment, day)
	return len(names)


def change_terms(day: date) -> int:
	"""A promise of the last term goes on in the new one; unit and office explain it in writing (SH-S §22)."""
	commitment, term = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Congress Term")
	rows = (
		frappe.qb.from_(commitment)
		.join(term)
		.on(term.congress == commitment.congress)
		.select(commitment.name, term.name, term.title, term.start_date)
		.where(commitment.state.isin(rules.UNSETTLED))
		.where((term.start_date <= day) & (term.end_date >= day))
		.where(commitment.term.isnull() | (commitment.term != term.name))
		.where(commitment.made_on < term.start_date)
		.orderby(commitment.name)
	).run()
	for name, new_term, title, start in rows:
		doc = frappe.get_doc(DOCTYPE, name, for_update=True)
		doc.term, doc.term_changed_on, doc.term_explained_on = new_term, start, None
		doc.unit_term_explanation = doc.office_term_explanation = None
		doc.flags.new_term = True
		doc.flags.note = ("Change of Term", f"换届，转由{title}继续跟踪；请承办单位和人大分别作出书面说明。")
		_save_doc(doc, day)
	return len(rows)


def _congresses_with_unsettled() -> list[str]:
	commitment = frappe.qb.DocType(DOCTYPE)
	query = (
		frappe.qb.from_(commitment)
		.select(commitment.congress)
		.distinct()
		.where(commitment.state.isin(rules.UNSETTLED))
		.orderby(commitment.congress)
	)
	return [row[0] for row in query.run()]


def _names(filters: dict) -> list[str]:
	return frappe.get_all(DOCTYPE, filters=filters, pluck="name", order_by="name asc")


def _save_doc(doc, day: date) -> None:
	doc.flags.by_system, doc.flags.day = True, day
	doc.save(ignore_permissions=True)  # the daily job acts for nobody
