"""The daily step that drafts notices for what is overdue and keeps a dated record of each level it reached."""

import hashlib
from datetime import timedelta

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import cstr, getdate

from deputy_affairs import reminders, settings
from deputy_affairs.deputy_affairs.doctype.supervision_notice.supervision_notice import REMINDER, SUPERVISION
from deputy_affairs.i18n import format_value, say
from deputy_affairs.rules import supervision as rules
from deputy_affairs.rules.reminders import QUIET_AFTER
from deputy_affairs.supervision import drafting, telling

KIND_OF_LEVEL = {rules.CLERK: REMINDER, rules.CHAIR: SUPERVISION}


def escalate(day) -> int:
	"""Draft notices for what has reached a level on this day; returns how many items reached one."""
	day = getdate(day)
	rows = _overdue(day)
	unanswered = _unanswered([row.name for row in rows], day)
	known = _known([row.name for row in rows])
	settings.read_ahead(row.congress for row in rows)
	reached = []
	for row in rows:
		step = rules.next_step(
			getdate(row.due_date),
			day,
			urge_after=settings.value(row.congress, "urge_after_days"),
			supervise_after=settings.value(row.congress, "supervise_after_days"),
			unanswered=unanswered.get(row.name, 0),
		)
		if step and _key(row, step) not in known:
			reached.append((row, step))
	for row, step in reached:
		_record(row, step, day)
	return len(reached)


def _overdue(day) -> list[dict]:
	"""Open assignments past their due date by less than a year; older ones, often imported, stand in the report."""
	table = frappe.qb.DocType("Suggestion Assignment")
	return (
		frappe.qb.from_(table)
		.select(
			table.name,
			table.congress,
			table.unit,
			table.suggestion,
			table.suggestion_title,
			table.registration_number,
			table.due_date,
			table.is_key,
		)
		.where(table.status.isin(("Awaiting Receipt", "Handling")))
		.where(table.due_date.between(day - timedelta(days=QUIET_AFTER), day - timedelta(days=1)))
		.orderby(table.due_date)
		.orderby(table.name)
	).run(as_dict=True)


def _unanswered(names: list[str], day) -> dict[str, int]:
	"""How many notices about each assignment have passed the day for the answer without one."""
	if not names:
		return {}
	item, notice = frappe.qb.DocType("Supervision Item"), frappe.qb.DocType("Supervision Notice")
	rows = (
		frappe.qb.from_(item)
		.join(notice)
		.on(notice.name == item.parent)
		.select(item.assignment, Count("*"))
		.where(item.assignment.isin(names) & (item.parenttype == "Supervision Notice"))
		.where((notice.workflow_state == "Notice Issued") & (notice.answer_by < day))
		.groupby(item.assignment)
	).run()
	return dict(rows)


def _known(names: list[str]) -> set[str]:
	return set(frappe.get_all("Escalation", filters={"assignment": ("in", names or [""])}, pluck="name"))


def _key(row: dict, step: rules.Step) -> str:
	"""An item reaches a level once for each due date: an extension starts anew."""
	text = "\n".join([row.name, cstr(getdate(row.due_date)), step.level, str(step.number)])
	return hashlib.sha256(text.encode()).hexdigest()[:32]


def _record(row: dict, step: rules.Step, day) -> None:
	reason = say(step.reason)
	number = f"{row.registration_number} " if row.registration_number else ""
	notice = drafting.draft(
		KIND_OF_LEVEL[step.level],
		row.unit,
		[row.name],
		f"{format_value(day)} {number}{row.suggestion_title}：{reason}",
		by_system=True,
	)
	leader = "、".join(telling.leader_names([row.suggestion]))
	frappe.get_doc(
		{
			"doctype": "Escalation",
			"name": _key(row, step),
			"assignment": row.name,
			"suggestion": row.suggestion,
			"suggestion_title": row.suggestion_title,
			"registration_number": row.registration_number,
			"unit": row.unit,
			"congress": row.congress,
			"due_date": row.due_date,
			"level": step.level,
			"day": day,
			"reason": reason,
			"leader": leader,
			"notice": notice.name,
		}
	).insert(ignore_permissions=True)  # the job writes the record, nobody else may
	_tell(row, step, day, notice, reason)


def _tell(row: dict, step: rules.Step, day, notice, reason: str) -> None:
	"""The clerk or the chair is told that a draft waits to be looked at and issued."""
	from frappe import _

	book = reminders.AddressBook()
	role = "Congress Chair" if step.level == rules.CHAIR else "Congress Clerk"
	people = book.office(row.congress, role)
	if step.level == rules.CHAIR and row.is_key:
		for leader in telling.leaders_of([row.suggestion]).values():
			people = people + book.user(leader.user)
	kind = _(notice.kind, context="Supervision Notice")
	reminders.remind(
		"notice drafted",
		frappe._dict(doctype=notice.doctype, name=notice.name, congress=row.congress),
		f"{step.level} {step.number} {row.name}",
		day,
		people,
		_("{0} drafted: {1}, {2}").format(kind, notice.unit_name(), row.suggestion_title),
		"\n".join(
			[
				f"{row.registration_number or ''} {row.suggestion_title}",
				reason,
				_("Please look at the draft, complete it and issue it, or drop it with a reason."),
			]
		),
		due_date=row.due_date,
	)
