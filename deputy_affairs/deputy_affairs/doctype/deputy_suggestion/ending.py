"""What ends with a round or with the whole matter: opinion forms still awaited, the work of assisting units."""

import frappe
from frappe import _
from frappe.utils import getdate

from deputy_affairs.i18n import format_value
from deputy_affairs.rules import stages

from ..deadline_extension.lapsing import lapse_open
from ..suggestion_rating.suggestion_rating import closing_day
from . import merging

OVER_STAGES = (stages.CLOSED, stages.WITHDRAWN)
RATING, ASSIGNMENT = "Suggestion Rating", "Suggestion Assignment"
OPEN_ASSIGNMENTS = ("Awaiting Receipt", "Handling", "Return Requested")


class FormsAwaitedError(frappe.ValidationError):
	"""A deputy who may still rate the reply is not cut off (SD-S §23, CQ-S §27)."""


def end_what_is_over(suggestion) -> None:
	"""Keep assignments and ratings in step with a suggestion that was closed, withdrawn or opened again."""
	before = suggestion.get_doc_before_save()
	if not before or before.stage == suggestion.stage:
		return
	if suggestion.stage in OVER_STAGES:
		end_round(
			suggestion.name, suggestion.current_round, for_good=suggestion.workflow_state in OVER_STAGES
		)
	elif before.stage == stages.CLOSED:
		mark_ratings(suggestion.name, suggestion.current_round, closed=0)


def end_round(suggestion: str, round_: int, *, for_good: bool = True) -> None:
	"""End what a round leaves open, from today on.

	A withdrawal ends the handling at once (SD-S §9); after the reply of the lead only assisting units can have
	something in hand. When the last form closes a suggestion by itself it may be corrected and none is awaited.
	"""
	mark_ratings(suggestion, round_, closed=1)
	if for_good:
		_end_awaited(suggestion, round_)
	end_assignments(suggestion, round_)


def mark_ratings(suggestion: str, round_: int, *, closed: int) -> None:
	"""Mark the ratings of a round that is over, so that the unit may see what was not anonymous; or take it back."""
	rating = frappe.qb.DocType(RATING)
	frappe.qb.update(rating).set(rating.round_closed, closed).where(
		_of_round(rating, suggestion, round_)
	).run()


def _of_round(rating, suggestion: str, round_: int):
	return rating.suggestion.isin(merging.group_of(suggestion)) & (rating.round == round_)


def _end_awaited(suggestion: str, round_: int) -> None:
	"""No reply is not "satisfied": a form that nobody waits for any more is left out of the rate (CQ-S §29)."""
	rating = frappe.qb.DocType(RATING)
	frappe.qb.update(rating).set(rating.status, "Not Returned").set(rating.given_up_on, getdate()).where(
		_of_round(rating, suggestion, round_) & (rating.status == "Awaited")
	).run()


def end_assignments(suggestion: str, round_: int | None) -> None:
	"""Nobody is reminded of what can no longer be done; undecided requests for more time lapse with it."""
	lapse_open(suggestion=suggestion)
	assignment = frappe.qb.DocType(ASSIGNMENT)
	frappe.qb.update(assignment).set(assignment.status, "Ended").where(
		(assignment.suggestion == suggestion)
		& (assignment.round == (round_ or 1))
		& assignment.status.isin(OPEN_ASSIGNMENTS)
	).run()


def validate_no_form_in_time(suggestion) -> None:
	"""Closing by decision waits for the forms in time, unless a dissatisfied one has called for the decision."""
	if suggestion.stage == stages.AWAITING_DECISION:
		return
	awaited = frappe.get_all(
		RATING,
		filters={
			"suggestion": ("in", merging.group_of(suggestion.name)),
			"round": suggestion.current_round or 1,
			"status": "Awaited",
			"closes_on": (">=", getdate()),
		},
		fields=["deputy_name", "closes_on"],
		order_by="closes_on desc, name asc",
	)
	if awaited:
		frappe.throw(
			_("{0} may still rate the reply, until {1}. Please wait, or enter the form first.").format(
				"、".join(row.deputy_name for row in awaited), format_value(awaited[0].closes_on)
			),
			FormsAwaitedError,
		)


def wait_again(suggestion) -> None:
	"""A decision to close is taken back: the forms it cut off are awaited again, and long enough to come in."""
	rows = frappe.get_all(
		RATING,
		filters={
			"suggestion": ("in", merging.group_of(suggestion.name)),
			"round": suggestion.current_round or 1,
			"status": "Not Returned",
			"given_up_on": (">=", suggestion.closed_on),
		},
		fields=["name", "closes_on"],
	)
	if not rows:
		return
	until = closing_day(suggestion.congress, getdate())
	changes = {
		row.name: {"status": "Awaited", "given_up_on": None, "closes_on": max(row.closes_on or until, until)}
		for row in rows
	}
	frappe.db.bulk_update(RATING, changes, update_modified=False)
