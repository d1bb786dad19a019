"""Who hears at once what happens to an assignment: its unit, the office and the chair, the unit in the lead."""

from collections import defaultdict
from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import add_days, getdate, today

from deputy_affairs import settings
from deputy_affairs.i18n import format_value, in_site_language
from deputy_affairs.permissions import OFFICE_ROLE
from deputy_affairs.reminders import AddressBook, remind
from deputy_affairs.rules.reminders import TOO_LATE_AFTER, too_late

HANDED_OUT, RETURN, OPINION = "handed out", "return", "opinion"
CHAIR_ROLE = "Congress Chair"
MOST_LISTED = 20


@in_site_language()
def handed_out(names: list[str]) -> None:
	"""Tell each unit, in one message, all that it was handed; what is entered long afterwards is no news."""
	rows = frappe.get_all(
		"Suggestion Assignment",
		filters={"name": ("in", names or [""]), "status": "Awaiting Receipt"},
		fields=[
			"name", "unit", "unit.unit_name", "congress", "suggestion_title", "registration_number",
			"handling_role", "part", "assigned_on", "due_date", "return_by", "round", "is_key",
		],
		order_by="`tabSuggestion Assignment`.due_date asc, `tabSuggestion Assignment`.creation asc",
	)  # fmt: skip
	of_unit = defaultdict(list)
	for row in rows:
		if not too_late(getdate(row.assigned_on), getdate()):
			of_unit[row.unit].append(row)
	_mark_told(names)
	book = AddressBook()
	for unit, mine in of_unit.items():
		first = mine[0]
		remind(
			HANDED_OUT,
			frappe._dict(doctype="Suggestion Assignment", name=first.name, congress=first.congress),
			HANDED_OUT,
			today(),
			book.unit(unit),
			_subject(mine),
			_list(mine),
			due_date=first.due_date,
		)


def _mark_told(names: list[str]) -> None:
	"""Whoever hands out many tells at the end; what has no day is still to be told (`tell_late`)."""
	assignment = frappe.qb.DocType("Suggestion Assignment")
	frappe.qb.update(assignment).set(assignment.told_on, today()).where(
		assignment.name.isin(names or [""])
	).run()


def untold(**filters) -> list[str]:
	"""What waits for its unit without the unit having been told."""
	return frappe.get_all(
		"Suggestion Assignment",
		filters={"status": "Awaiting Receipt", "told_on": ("is", "not set"), **filters},
		pluck="name",
		order_by="name asc",
	)


def tell_late(day: date) -> int:
	"""Daily step: tell what was handed out before the day and never told, because the browser was closed midway."""
	names = untold(assigned_on=("between", [add_days(day, -TOO_LATE_AFTER), add_days(day, -1)]))
	if names:
		handed_out(names)
	return len(names)


def _subject(rows: list[dict]) -> str:
	if len(rows) > 1:
		return _("{0} suggestions were handed to {1}").format(len(rows), rows[0].unit_name)
	return _("Handed to {0}: {1}").format(rows[0].unit_name, _which(rows[0]))


def _which(row: dict) -> str:
	return f"{row.registration_number or ''} {row.suggestion_title}".strip()


def _list(rows: list[dict]) -> str:
	lines = [_line(row) for row in rows[:MOST_LISTED]]
	if len(rows) > MOST_LISTED:
		lines.append(_("and {0} more, see the list in the system").format(len(rows) - MOST_LISTED))
	first = min(getdate(row.assigned_on) for row in rows)
	sign_by = first + timedelta(days=int(settings.value(rows[0].congress, "sign_for_days")))
	lines.append(
		_(
			"Please sign for it until {0}; what is not the unit's duty is returned with a reason until {1}."
		).format(format_value(sign_by), format_value(min(getdate(row.return_by) for row in rows)))
	)
	return "\n".join(lines)


def _line(row: dict) -> str:
	"""Which suggestion, in what role, until when; a part and a further round where there is one."""
	words = [_which(row), _(row.handling_role, context="Suggestion Assignment"), row.part]
	if row.round > 1:
		words.append(_("Round {0}").format(row.round))
	if row.is_key:
		words.append(_("Key Suggestion"))
	words.append(_("due on {0}").format(format_value(getdate(row.due_date))))
	return "，".join(filter(None, words))


@in_site_language()
def after_action(assignment) -> None:
	"""Tell who has to act next, or whom it concerns, once an action is recorded."""
	match assignment.action:
		case "Ask to Return":
			_return_asked(assignment)
		case "Accept Return" | "Refuse Return" | "Take Back":
			_return_decided(assignment)
		case "Give Opinion":
			_opinion_given(assignment)
		case "Ask to Redo Opinion":
			_tell(
				assignment,
				OPINION,
				AddressBook().unit(assignment.unit),
				_("Please give the assist opinion again: {0}").format(_which(assignment)),
				[
					assignment.redo_reason,
					_("due on {0}").format(format_value(getdate(assignment.due_date))),
				],
			)


def _return_asked(assignment) -> None:
	"""Office and government office decide; a second return is the chair's."""
	book, congress = AddressBook(), assignment.congress
	people = book.office(congress) + book.office(congress, OFFICE_ROLE)
	if assignment.for_chair:
		people = people + book.office(congress, CHAIR_ROLE)
	lines = [assignment.return_reason]
	if assignment.return_proposed_unit:
		name = frappe.db.get_value("Handling Unit", assignment.return_proposed_unit, "unit_name")
		lines.append(_("Proposed instead: {0}").format(name))
	if assignment.for_chair:
		lines.append(_("It is the second return of this suggestion in this round; the chair decides it."))
	_tell(
		assignment,
		RETURN,
		people,
		_("{0} asks to return: {1}").format(assignment.unit_name(), _which(assignment)),
		lines,
	)


def _return_decided(assignment) -> None:
	words = {
		"Accept Return": _("The return was accepted: {0}"),
		"Refuse Return": _("The return was refused, please go on handling: {0}"),
		"Take Back": _("Taken back from the unit: {0}"),
	}
	_tell(
		assignment,
		RETURN,
		AddressBook().unit(assignment.unit),
		words[assignment.action].format(_which(assignment)),
		[assignment.return_decision],
	)


def _opinion_given(assignment) -> None:
	_tell(
		assignment,
		OPINION,
		AddressBook().unit(assignment.lead_unit) if assignment.lead_unit else [],
		_("{0} has given its assist opinion: {1}").format(assignment.unit_name(), _which(assignment)),
		[_("It can be read on the assignment of the unit in the lead.")],
		record=_lead_of(assignment),
	)


def _lead_of(assignment):
	"""The lead's own assignment, which its people may open."""
	name = frappe.db.get_value(
		"Suggestion Assignment",
		{
			"suggestion": assignment.suggestion,
			"round": assignment.round,
			"unit": assignment.lead_unit,
			"handling_role": "Lead",
		},
	)
	return frappe._dict(doctype=assignment.doctype, name=name, congress=assignment.congress) if name else None


def _tell(assignment, kind: str, people: list, subject: str, lines: list, record=None) -> None:
	"""Every action is told once; the version of the record tells one from the next."""
	remind(
		kind,
		record or assignment,
		f"{assignment.action} {assignment.name} {assignment.modified}",
		today(),
		[person for person in people if person.user != frappe.session.user],
		subject,
		"\n".join(filter(None, lines)) or subject,
		due_date=assignment.due_date,
	)
