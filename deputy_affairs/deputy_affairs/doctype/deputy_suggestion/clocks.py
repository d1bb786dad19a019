"""The office's own clocks on a suggestion: acknowledging it, assigning it, giving it to another unit.

The units' clocks run on their assignments (`suggestion_assignment/deadlines.py`).
"""

import frappe
from frappe import _
from frappe.utils import getdate

from deputy_affairs import clock, history
from deputy_affairs.i18n import say
from deputy_affairs.rules import stages
from deputy_affairs.rules.deadlines import Due

FIELDS = ("acknowledge_by", "assign_by", "reassign_by")


def compute(suggestion) -> dict[str, Due]:
	"""Return by fieldname what is due for the office: a clock stands as soon as its start is known."""
	dues = {}
	if suggestion.occasion == "Recess" and suggestion.submitted_on:
		# Between meetings the deputy is told within seven days that it has arrived (ZJ-S §10).
		dues["acknowledge_by"] = clock.due("acknowledgement", suggestion.congress, suggestion.submitted_on)
	if suggestion.registered_on:
		dues["assign_by"] = _assign_by(suggestion)
	if suggestion.stage == stages.REASSIGNMENT and (start := _oldest_return(suggestion)):
		dues["reassign_by"] = clock.due("reassignment", suggestion.congress, start)
	return dues


def _assign_by(suggestion) -> Due:
	"""Days from the registration (SH-S §11); raised at a meeting, the time in which the 交办会 is held (SH-S §15).

	What is registered late after a meeting still gets the days that a suggestion between meetings has.
	"""
	own = clock.due("assignment", suggestion.congress, suggestion.registered_on)
	if suggestion.occasion != "Meeting" or not suggestion.meeting:
		return own
	closing = frappe.db.get_value("Congress Meeting", suggestion.meeting, "end_date")
	if not closing:
		return own
	handed_out = clock.due("assignment meeting", suggestion.congress, closing)
	return handed_out if getdate(suggestion.registered_on) <= closing else max(own, handed_out, key=_day)


def _day(due: Due):
	return due.date


def _oldest_return(suggestion):
	"""The day since which the office has a return in hand, of the units that hold the stage."""
	days = frappe.get_all(
		"Suggestion Assignment",
		filters={
			"suggestion": suggestion.name,
			"round": suggestion.current_round or 1,
			"handling_role": ("in", stages.REPLYING_ROLES),
			"workflow_state": ("in", ("Return Requested", "Returned")),
			"reassigned_on": ("is", "not set"),
			"out_of_hand_on": ("is", "set"),
		},
		pluck="out_of_hand_on",
	)
	return min(days, default=None)


def write(suggestion) -> None:
	"""Set the dates on a suggestion that is being saved; what is done or over does not move any more."""
	if suggestion.is_new():
		return
	if suggestion.stage in stages.FINAL:
		suggestion.reassign_by = None
		return
	dues = compute(suggestion)
	if not suggestion.acknowledged_on:
		suggestion.acknowledge_by = dues["acknowledge_by"].date if "acknowledge_by" in dues else None
	if suggestion.stage in stages.NOT_YET_ASSIGNED:
		suggestion.assign_by = dues["assign_by"].date if "assign_by" in dues else None
	suggestion.reassign_by = dues["reassign_by"].date if "reassign_by" in dues else None


def in_words(suggestion) -> list[dict]:
	"""Return for each clock that runs its label, the date and the sentences that lead to it."""
	return [
		{
			"fieldname": fieldname,
			"label": _(suggestion.meta.get_label(fieldname), context=suggestion.doctype),
			"date": due.date,
			"steps": [say(step) for step in due.steps],
		}
		for fieldname, due in compute(suggestion).items()
	]


def recompute_open(congresses: dict, changed_day) -> list[dict]:
	"""Recompute the running clocks that a changed working day can touch; returns what has moved."""
	running = {"stage": ("in", (stages.REGISTERED, stages.REASSIGNMENT)), **congresses}
	moved = []
	for name in frappe.get_all("Deputy Suggestion", filters=running, pluck="name"):
		doc = frappe.get_doc("Deputy Suggestion", name)
		old = {fieldname: doc.get(fieldname) for fieldname in FIELDS}
		write(doc)
		changed = {f: doc.get(f) for f in FIELDS if doc.get(f) != old[f]}
		if not changed:
			continue
		frappe.db.set_value("Deputy Suggestion", name, {**changed})  # it adds to what it is given
		moved += [
			{
				"title": doc.title,
				"who": "",
				"label": _(doc.meta.get_label(fieldname), context=doc.doctype),
				"old": old[fieldname],
				"new": new,
			}
			for fieldname, new in changed.items()
		]
	return moved


def acknowledge(suggestion) -> None:
	"""Note the first day on which the deputy was told that the suggestion has arrived."""
	if not suggestion.acknowledged_on and not frappe.flags.paper_preview:
		suggestion.db_set("acknowledged_on", getdate(), update_modified=False)
		history.note(suggestion.name)
