"""Due dates of assignments and opinion forms: set, explained, recomputed when the calendar changes."""

import json

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from deputy_affairs import clock, history, settings
from deputy_affairs.i18n import say
from deputy_affairs.rules.deadlines import Due

from ..deputy_suggestion import clocks

OPEN_STATUSES = ("Awaiting Receipt", "Handling", "Return Requested")
FIELDS = ("due_date", "return_by", "contact_by", "reassign_by")


def compute(assignment) -> dict[str, Due]:
	"""Return the due dates of an assignment by fieldname.

	due_date, return_by, contact_by once signed for, and reassign_by while it is back with the office.
	"""
	congress = assignment.congress
	not_charged = assignment.days_at_office
	if assignment.handling_role == "Assist":
		if assignment.redo_asked_on:
			due = clock.due("assistant redo", congress, assignment.redo_asked_on)
		else:
			due = clock.due("assist opinion", congress, assignment.assigned_on, not_charged=not_charged)
	elif assignment.round > 1:
		due = clock.due(
			"re-handling reply",
			congress,
			assignment.assigned_on,
			extended_to=assignment.extended_to,
			not_charged=not_charged,
		)
	else:
		due = clock.due(
			"reply",
			congress,
			start_of_clock(assignment),
			hard=assignment.is_hard,
			extended_to=assignment.extended_to,
			not_charged=not_charged,
		)
	dates = {
		"due_date": due,
		"return_by": clock.due("return of assignment", congress, assignment.assigned_on),
	}
	if assignment.received_on and assignment.handling_role != "Assist":
		dates["contact_by"] = clock.due("first contact", congress, assignment.received_on)
	if assignment.out_of_hand_on and not assignment.reassigned_on:
		dates["reassign_by"] = clock.due("reassignment", congress, assignment.out_of_hand_on)
	return dates


def sign_by(assignment):
	"""Until when a unit signs for it, by custom of the congress; counted from the day of assignment, not stored."""
	if not assignment.assigned_on:
		return None
	return getdate(add_days(assignment.assigned_on, settings.value(assignment.congress, "sign_for_days")))


def start_of_clock(assignment):
	"""The day of assignment or, where the congress wants so, the closing of the meeting (domain.md §2.5)."""
	if settings.value(assignment.congress, "clock_start") == "Closing of Meeting":
		meeting = frappe.db.get_value("Deputy Suggestion", assignment.suggestion, "meeting")
		if meeting:
			return frappe.db.get_value("Congress Meeting", meeting, "end_date")
	return assignment.assigned_on


def write(assignment) -> None:
	"""Set the dates and their reasoning on an assignment."""
	dates = compute(assignment)
	for fieldname in FIELDS:
		assignment.set(fieldname, dates[fieldname].date if fieldname in dates else None)
	assignment.deadline_steps = json.dumps(
		{fieldname: due.to_dict() for fieldname, due in dates.items()}, ensure_ascii=False
	)


def in_words(assignment) -> list[dict]:
	"""Return for each due date its label, the date and the sentences that lead to it."""
	out = []
	for fieldname, stored in json.loads(assignment.deadline_steps or "{}").items():
		due = Due.from_dict(stored)
		out.append(
			{
				"fieldname": fieldname,
				"label": _(assignment.meta.get_label(fieldname), context=assignment.doctype),
				"date": due.date,
				"steps": [say(step) for step in due.steps],
			}
		)
	return out


def recompute_open(congress: str | None, changed_day) -> list[dict]:
	"""Recompute the open assignments and awaited opinion forms that a changed working day can touch.

	Only work that started before the day and of the congress (or, for none, of all) and those below it is
	looked at. Nothing that is done moves. Returns what has moved: title, who, label, old and new date.
	"""
	congresses = {}
	if congress:
		congresses = {"congress": ("in", [congress, *frappe.db.get_descendants("Congress", congress)])}
	moved = []
	for name in frappe.get_all(
		"Suggestion Assignment",
		filters={"status": ("in", OPEN_STATUSES), "assigned_on": ("<=", changed_day), **congresses},
		pluck="name",
	):
		moved += _recompute_assignment(name)
	for row in frappe.get_all(
		"Suggestion Rating",
		filters={"status": "Awaited", "due_date": (">=", changed_day), **congresses},
		fields=["name", "reply", "congress", "suggestion_title", "deputy_name", "due_date"],
	):
		moved += _recompute_rating(row)
	return moved + clocks.recompute_open(congresses, changed_day)


def _recompute_assignment(name: str) -> list[dict]:
	doc = frappe.get_doc("Suggestion Assignment", name)
	old = {fieldname: doc.get(fieldname) for fieldname in FIELDS}
	write(doc)
	changed = {f: doc.get(f) for f in old if doc.get(f) != old[f]}
	if not changed:
		return []
	frappe.db.set_value(doc.doctype, name, {**changed, "deadline_steps": doc.deadline_steps})
	if "due_date" in changed and doc.handling_role != "Assist":
		frappe.get_doc("Deputy Suggestion", doc.suggestion).refresh_from_facts()
	else:
		history.note(doc.suggestion)
	unit = frappe.db.get_value("Handling Unit", doc.unit, "unit_name")
	return [
		{
			"title": doc.suggestion_title,
			"who": unit,
			"label": _(doc.meta.get_label(fieldname), context=doc.doctype),
			"old": old[fieldname],
			"new": new,
		}
		for fieldname, new in changed.items()
	]


def _recompute_rating(row) -> list[dict]:
	issued_on = frappe.db.get_value("Suggestion Reply", row.reply, "issued_on")
	new = clock.due("rating return", row.congress, issued_on).date
	if new == getdate(row.due_date):
		return []
	frappe.db.set_value("Suggestion Rating", row.name, "due_date", new)
	return [
		{
			"title": row.suggestion_title,
			"who": row.deputy_name,
			"label": _("Return by", context="Suggestion Rating"),
			"old": row.due_date,
			"new": new,
		}
	]
