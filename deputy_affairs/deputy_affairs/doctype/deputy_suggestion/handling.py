"""Assigning and re-handling, and what closing needs: what a suggestion sets in motion in other records."""

import frappe
from frappe import _
from frappe.utils import getdate, today

from deputy_affairs import settings
from deputy_affairs.i18n import rule_errors
from deputy_affairs.rules import rounds, stages
from deputy_affairs.transactions import all_or_nothing

from ..suggestion_assignment import announcing
from ..suggestion_assignment.suggestion_assignment import REPLYING_ROLES, HandlingRoleError, live_assignments
from . import ending, merging


class RoundError(frappe.ValidationError):
	"""A new round is opened only after a dissatisfied rating."""


class NotAnsweredError(frappe.ValidationError):
	"""Closing needs an issued reply of every unit that has to reply."""


def assign(
	suggestion, units: list[dict], assigned_on, requirements, is_hard: int, *, tell: bool = True
) -> list[str]:
	"""Insert one assignment a unit, the lead first, and refresh the suggestion once. All or none.

	The units are told, unless whoever hands out many tells each unit of all of them at the end.
	"""
	merging.refuse_own_way(suggestion)
	validate_set(suggestion, units)
	with all_or_nothing("assign"):
		names = [
			_insert(suggestion, row, assigned_on, requirements, is_hard)
			for row in sorted(units, key=lambda row: row.get("handling_role") == "Assist")
		]
	_tell_assisting_units_of_their_lead(suggestion)
	if not suggestion.current_round:
		suggestion.current_round = 1
	if suggestion.current_round == 1:
		merging.outdate_letters(suggestion)
	suggestion.is_hard = suggestion.is_hard or is_hard
	suggestion.refresh_from_facts()
	if tell:
		announcing.handed_out(names)
	return names


def _tell_assisting_units_of_their_lead(suggestion) -> None:
	"""After the lead was given to another unit, that one sees the opinions of the assisting units, whose letters
	are addressed to it anew."""
	live = live_assignments(suggestion.name, suggestion.current_round or 1)
	lead = next((row.unit for row in live if row.handling_role == "Lead"), None)
	assisting = [row.name for row in live if row.handling_role == "Assist"]
	if lead and assisting:
		assignment = frappe.qb.DocType("Suggestion Assignment")
		frappe.qb.update(assignment).set(assignment.lead_unit, lead).set(
			assignment.opinion_number, None
		).where(
			assignment.name.isin(assisting) & (assignment.lead_unit.isnull() | (assignment.lead_unit != lead))
		).run()


def _insert(suggestion, row: dict, assigned_on, requirements, is_hard) -> str:
	doc = frappe.get_doc(
		{
			"doctype": "Suggestion Assignment",
			"suggestion": suggestion.name,
			"unit": row.get("unit"),
			"handling_role": row.get("handling_role") or "Lead",
			"part": row.get("part"),
			"assigned_on": assigned_on or today(),
			"requirements": requirements,
			"is_hard": is_hard or suggestion.is_hard,
		}
	)
	doc.flags.from_suggestion = True
	doc.insert()
	return doc.name


def validate_set(suggestion, units: list[dict]):
	"""One unit in the lead with any assisting, or several separate ones; with what is live already (ZJ-S §18)."""
	if not units:
		frappe.throw(_("Please choose at least one unit."), HandlingRoleError)
	live = live_assignments(suggestion.name, suggestion.current_round or 1)
	roles = [row.handling_role for row in live] + [row.get("handling_role") or "Lead" for row in units]
	if roles.count("Lead") > 1:
		frappe.throw(
			_("Only one unit can be in the lead; choose separate handling instead."), HandlingRoleError
		)
	if "Lead" not in roles and "Separate" not in roles:
		frappe.throw(_("An assisting unit needs a unit in the lead first."), HandlingRoleError)
	if "Separate" in roles and set(roles) != {"Separate"}:
		frappe.throw(_("Separate handling knows no lead and no assisting unit."), HandlingRoleError)


def rehandle(suggestion, units: list[dict], reason: str, assigned_on, requirements) -> list[str]:
	"""Close the round for good and assign anew; the new clock is that of re-handling."""
	merging.refuse_own_way(suggestion)
	if suggestion.stage != stages.AWAITING_DECISION:
		frappe.throw(
			_("A new round follows a dissatisfied rating; the stage is {0}.").format(
				_(suggestion.stage, context="Deputy Suggestion")
			),
			RoundError,
		)
	if not (reason or "").strip():
		frappe.throw(_("Please say why it is handled again."), RoundError)
	with rule_errors(RoundError):
		limit = settings.value(suggestion.congress, "max_rounds")
		rounds.check_next_round(suggestion.current_round or 1, limit, meetings_of(suggestion.name))
	with all_or_nothing("rehandle"):
		ending.end_round(suggestion.name, suggestion.current_round)
		suggestion.db_set("current_round", suggestion.current_round + 1, update_modified=False)
		suggestion.reload()
		suggestion.add_comment("Info", _("Round {0}: {1}").format(suggestion.current_round, reason))
		return assign(suggestion, units, assigned_on, requirements or reason, 0)


def meetings_of(suggestion: str) -> list[rounds.MeetingFact]:
	"""All meetings of deputy and unit about a suggestion, for the rule on further rounds."""
	rows = frappe.get_all(
		"Handling Meeting", filters={"suggestion": suggestion}, fields=["round", "status", "outcome"]
	)
	return [rounds.MeetingFact(row.round, row.status, row.outcome or "") for row in rows]


def signers_for_unit(suggestion) -> str:
	"""The signers of a suggestion and of those merged into it, as far as the unit may know them."""
	lines = [_own_signers(suggestion)]
	for name in merging.merged_into(suggestion.name):
		merged = frappe.get_doc(suggestion.doctype, name)
		lines += [f"（并案{merged.registration_number}《{merged.title}》）", _own_signers(merged)]
	return "\n".join(lines)


def _own_signers(suggestion) -> str:
	if suggestion.is_anonymous:
		return _("The deputy asked not to be named. Contact goes through the congress office.")
	signers = suggestion.signers()
	people = {
		row.name: row
		for row in frappe.get_all(
			"Deputy",
			filters={"name": ("in", signers)},
			fields=["name", "deputy_name", "phone", "workplace", "post"],
		)
	}
	lines = []
	for deputy in signers:
		row = people[deputy]
		name = row.deputy_name
		if suggestion.author_kind == "Delegation":
			name = f"{suggestion.delegation_name}（团长：{name}）"
		lines.append("　".join(filter(None, [name, row.workplace, row.post, row.phone])))
	return "\n".join(lines)


def validate_all_replied(suggestion) -> None:
	"""Closing by decision needs every answer that is owed, no transfer under way, no opinion form still in time."""
	if frappe.db.exists(
		"Suggestion Transfer", {"suggestion": suggestion.name, "status": ("in", ("Under Way", "Concluded"))}
	):
		frappe.throw(
			_("It was transferred; tell the deputy what came of it first, then it closes."), NotAnsweredError
		)
	live = live_assignments(suggestion.name, suggestion.current_round or 1)
	owed = [row for row in live if row.handling_role in REPLYING_ROLES]
	if not owed or any(not row.replied_on for row in owed):
		frappe.throw(_("It can be closed only after every unit in charge has replied."), NotAnsweredError)
	ending.validate_no_form_in_time(suggestion)


def set_summary(suggestion, stage: str) -> None:
	"""Show on the suggestion what lists and the register need: units, dates, class, rating of the round."""
	if suggestion.is_new():
		return
	if suggestion.merged_into:
		suggestion.update(
			frappe.db.get_value(suggestion.doctype, suggestion.merged_into, merging.FOLLOWED, as_dict=True)
		)
		suggestion.overall_rating = _round_rating(suggestion)
		_set_closing(suggestion, stage)
		return
	live = live_assignments(suggestion.name, suggestion.current_round or 1)
	replying = [row for row in live if row.handling_role in REPLYING_ROLES]
	names = _unit_names([row.unit for row in live])
	suggestion.units_shown = "、".join(
		# Stored words are those of the papers, whatever the language of whoever caused the change.
		names[row.unit] + ("（协办）" if row.handling_role == "Assist" else "")
		for row in live
	)[:140]
	suggestion.assigned_on = min((row.assigned_on for row in replying), default=None)
	waiting = [row.due_date for row in replying if not row.replied_on]
	suggestion.due_date = min(waiting or [row.due_date for row in replying], default=None)
	replied = [row.replied_on for row in replying if row.replied_on]
	suggestion.replied_on = max(replied) if replied and len(replied) == len(replying) else None
	suggestion.result_class = _weakest_class(suggestion)
	suggestion.overall_rating = _round_rating(suggestion)
	_set_closing(suggestion, stage)


def _set_closing(suggestion, stage: str) -> None:
	if stage == stages.CLOSED:
		suggestion.closed_on = suggestion.closed_on or getdate()
	elif suggestion.workflow_state != stages.CLOSED:
		suggestion.closed_on = None


def _unit_names(units: list[str]) -> dict[str, str]:
	return dict(
		frappe.get_all(
			"Handling Unit",
			filters={"name": ("in", units or [""])},
			fields=["name", "unit_name"],
			as_list=True,
		)
	)


def _weakest_class(suggestion) -> str | None:
	"""The class of the round's replies; of several separate ones the furthest from being solved."""
	classes = frappe.get_all(
		"Suggestion Reply",
		filters={
			"suggestion": suggestion.name,
			"round": suggestion.current_round or 1,
			"workflow_state": "Issued",
		},
		pluck="reply_class",
	)
	return max(filter(None, classes), default=None)


def _round_rating(suggestion) -> str:
	"""The worst of the round's ratings that are in; empty while none is."""
	rows = frappe.get_all(
		"Suggestion Rating",
		filters={"suggestion": suggestion.name, "round": suggestion.current_round or 1, "status": "Returned"},
		fields=["attitude", "result"],
	)
	order = (stages.DISSATISFIED, stages.BASICALLY_SATISFIED, stages.SATISFIED)
	found = {stages.overall(row.attitude, row.result) for row in rows}
	return next((grade for grade in order if grade in found), "")
