"""Papers of the meeting of deputy and unit."""

import frappe
from frappe.utils import get_datetime

from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.merging import merged_suggestions
from deputy_affairs.rules.rounds import CLOSE, HANDLE_AGAIN

from .common import (
	HIDDEN,
	NAMELESS,
	congress,
	copies_to_government,
	iso,
	number_text,
	presidium_letter,
	suggestion_base,
)

OUTCOME_WORDS = {HANDLE_AGAIN: "重新办理", CLOSE: "说明情况后办结"}


def meeting_notice(meeting, number: str, issued_on: str) -> dict:
	"""面商协调会通知, one letter to the deputies and units that meet; a deputy who asked for it is not named."""
	organ = congress(meeting.congress)
	suggestion = frappe.get_doc("Deputy Suggestion", meeting.suggestion)
	people = _people(meeting, suggestion, attended_only=False)
	named = f"{people['deputies']}代表"
	if suggestion.is_anonymous or not people["deputies"]:
		named = f"{NAMELESS}代表"
	return {
		"congress": organ,
		"document": presidium_letter(
			organ,
			number,
			issued_on,
			"，".join(filter(None, [named, people["unit_names"]])),
			copies=copies_to_government(organ),
		),
		"suggestion": {**suggestion_base(suggestion), "number_text": number_text(suggestion)},
		"meeting": {
			"round": meeting.round,
			**_when(meeting),
			"deputies": people["deputies"],
			"units": people["unit_names"],
			"others": people["others"],
			"matters": meeting.matters or _demands(suggestion),
		},
	}


def meeting_record(meeting) -> dict:
	"""面商协调会纪要; before the meeting the form to write it on."""
	suggestion = frappe.get_doc("Deputy Suggestion", meeting.suggestion)
	held = meeting.status == "Held"
	people = _people(meeting, suggestion, attended_only=held)
	return {
		"congress": congress(meeting.congress),
		"suggestion": {**suggestion_base(suggestion), "number_text": number_text(suggestion)},
		"meeting": {
			**_when(meeting),
			"chaired_by": meeting.chaired_by or "",
			"recorded_by": meeting.recorded_by or "",
			"deputies": people["deputies"],
			"units": people["units"],
			"others": people["others"] or ("无" if held else ""),
			"discussion": meeting.discussion or "",
			"agreed": meeting.agreed or "",
			"outcome": OUTCOME_WORDS.get(meeting.outcome, ""),
		},
	}


def _when(meeting) -> dict:
	when = get_datetime(meeting.meets_at)
	return {"date": iso(when), "time": f"{when.hour}:{when.minute:02}", "place": meeting.place}


def _demands(suggestion) -> str:
	return "\n".join(f"{row.idx}. {row.demand}" for row in suggestion.demands)


def _people(meeting, suggestion, *, attended_only: bool) -> dict:
	rows = [row for row in meeting.participants if row.attended or not attended_only]
	deputies = _names("Deputy", "deputy_name", [row.deputy for row in rows if row.party == "Deputy"])
	units = _names("Handling Unit", "unit_name", [row.unit for row in rows if row.party == "Handling Unit"])
	with_people = [
		f"{units[row.unit]}（{row.person}）" if row.person else units[row.unit]
		for row in rows
		if row.party == "Handling Unit"
	]
	named, unnamed = _named_and_unnamed(suggestion)
	shown = [
		name
		for deputy, name in deputies.items()
		if deputy in named or not (suggestion.is_anonymous or deputy in unnamed)
	]
	if len(shown) < len(deputies):
		shown.append(HIDDEN)
	return {
		"deputies": "、".join(shown),
		"unit_names": "、".join(units.values()),
		"units": "、".join(with_people),
		"others": "、".join(row.person for row in rows if row.party == "Other" and row.person),
	}


def _named_and_unnamed(suggestion) -> tuple[set, set]:
	"""The signers of this one and of those merged into it, apart who asked not to be named."""
	named, unnamed = set(), set()
	for own in (suggestion, *merged_suggestions(suggestion.name)):
		(unnamed if own.is_anonymous else named).update(own.signers())
	return named, unnamed


def _names(doctype: str, field: str, keys: list[str]) -> dict[str, str]:
	found = dict(
		frappe.get_all(doctype, filters={"name": ("in", keys or [""])}, fields=["name", field], as_list=True)
	)
	return {key: found[key] for key in keys if key in found}
