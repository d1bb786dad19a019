"""Countersigning (会签) of a joint reply: each assisting unit confirms the text before it is issued.

The units are asked when the check is passed, with the text they are to agree with; they see the reply only then
and only there. What was sent back is countersigned anew. ZJ-S §18, CQ-S §20: the lead replies for all.
"""

import frappe
from frappe import _
from frappe.utils import getdate, today
from pypika.terms import ValueWrapper

from deputy_affairs import clock, reminders, settings
from deputy_affairs.i18n import format_value, in_site_language
from deputy_affairs.permissions import units_of

from ..suggestion_assignment.suggestion_assignment import live_assignments

DOCTYPE = "Reply Countersignature"
RUNNING = ("Awaited", "Confirmed", "Objected", "Overruled")


class NotCountersignedError(frappe.ValidationError):
	"""An assisting unit has not countersigned, and nobody has overruled it."""


def required(reply) -> bool:
	"""Whether the congress wants joint replies countersigned."""
	return settings.value(reply.congress, "countersign_required") == "Yes"


def helpers(reply) -> list[dict]:
	"""The assisting assignments of the reply's round; none where the unit handles its part alone."""
	if frappe.db.get_value("Suggestion Assignment", reply.assignment, "handling_role") != "Lead":
		return []
	rows = live_assignments(reply.suggestion, reply.round)
	return [row for row in rows if row.handling_role == "Assist"]


def of_reply(reply) -> list[dict]:
	"""The countersignatures that count for the present text, in the order of asking."""
	return frappe.get_all(
		DOCTYPE,
		filters={"reply": reply.name, "status": ("in", RUNNING)},
		fields=["name", "unit", "unit.unit_name", "status", "opinion", "due_on", "assignment", "signed_on"],
		order_by="`tabReply Countersignature`.creation asc",
	)


def lay(reply) -> None:
	"""Ask each assisting unit that has not been asked about this text."""
	if not required(reply):
		return
	asked = {row.assignment for row in of_reply(reply)}
	for helper in helpers(reply):
		if helper.name not in asked:
			_ask(reply, helper)


@in_site_language()
def _ask(reply, helper) -> None:
	doc = frappe.get_doc(
		{
			"doctype": DOCTYPE,
			"reply": reply.name,
			"assignment": helper.name,
			"unit": helper.unit,
			"lead_unit": reply.unit,
			"congress": reply.congress,
			"suggestion_title": reply.suggestion_title,
			"registration_number": reply.registration_number,
			"round": reply.round,
			"status": "Awaited",
			"asked_on": today(),
			"due_on": clock.due("countersigning", reply.congress, today()).date,
			"reply_text": as_text(reply),
		}
	)
	doc.flags.by_system = True
	doc.insert(ignore_permissions=True)  # whoever passes the check asks; nobody writes the record by hand
	_remind(doc, "asked", today(), _("Please countersign: {0}").format(doc.suggestion_title))


def _remind(doc, step: str, day, subject: str, book=None, further=()) -> bool:
	people = [*(book or reminders.AddressBook()).unit(doc.unit), *further]
	message = _("The joint reply awaits the countersignature of your unit until {0}.").format(
		format_value(getdate(doc.due_on))
	)
	return bool(
		reminders.remind("Countersigning", doc, step, day, people, subject, message, due_date=doc.due_on)
	)


def remind_due(day) -> int:
	"""Remind on the last day, and once it is overdue by the steps of the congress; a step of the daily job.

	When it is overdue the unit in the lead and the office hear too: they may ask, or overrule.
	"""
	day, done, book = getdate(day), 0, reminders.AddressBook()
	for row in _awaited([day, *(due for due in reminders.due_dates_on(day) if due < day)]):
		if row.due_on == day:
			subject = _("Countersign today: {0}").format(row.suggestion_title)
			done += _remind(row, "due", day, subject, book)
		elif step := reminders.step_of(row.congress, day, row.due_on):
			subject = _("Countersigning overdue: {0}").format(row.suggestion_title)
			further = book.unit(row.lead_unit) + book.office(row.congress)
			done += _remind(row, step, day, subject, book, further)
	return done


def _awaited(dates: list) -> list:
	"""What was to be countersigned until one of these days and still waits; not where the work has ended since."""
	table, reply = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Suggestion Reply")
	assignment = frappe.qb.DocType("Suggestion Assignment")
	return (
		frappe.qb.from_(table)
		.join(reply)
		.on(reply.name == table.reply)
		.join(assignment)
		.on(assignment.name == reply.assignment)
		.select(
			table.name,
			ValueWrapper(DOCTYPE).as_("doctype"),
			table.unit,
			table.lead_unit,
			table.congress,
			table.suggestion_title,
			table.due_on,
		)
		.where((table.status == "Awaited") & table.due_on.isin(dates) & (assignment.status == "Handling"))
		.orderby(table.due_on)
		.orderby(table.name)
	).run(as_dict=True)


def supersede(reply) -> None:
	"""The reply was sent back: what was said to the old text stays on record and no longer counts."""
	for row in of_reply(reply):
		doc = frappe.get_doc(DOCTYPE, row.name)
		doc.status, doc.superseded_on = "Superseded", today()
		doc.flags.by_system = True
		doc.save(ignore_permissions=True)  # nobody writes the record by hand


def remove(reply) -> None:
	"""With a draft that is deleted go the countersignatures of its earlier texts."""
	for name in frappe.get_all(DOCTYPE, filters={"reply": reply.name}, pluck="name"):
		doc = frappe.get_doc(DOCTYPE, name)
		doc.flags.by_system = True
		doc.delete(ignore_permissions=True)  # see above


def enforce(reply) -> None:
	"""Refuse to issue a joint reply that somebody has not countersigned. Raises NotCountersignedError."""
	if not required(reply):
		return
	said = {row.assignment: row for row in of_reply(reply)}
	open_ = []
	for helper in helpers(reply):
		row = said.get(helper.name)
		if not row or row.status in ("Awaited", "Objected"):
			unit = frappe.db.get_value("Handling Unit", helper.unit, "unit_name")
			status = _(row.status if row else "Awaited", context=DOCTYPE)
			open_.append(_("{0} ({1})").format(unit, status))
	if open_:
		frappe.throw(
			_("Not countersigned: {0}. The unit confirms, or the office overrules it with a reason.").format(
				"、".join(open_)
			),
			NotCountersignedError,
		)


def confirmed_units(reply) -> dict[str, str]:
	"""For the letter: the units that have countersigned, by assignment."""
	return {row.assignment: row.unit_name for row in of_reply(reply) if row.status == "Confirmed"}


def as_text(reply) -> str:
	"""The reply as the assisting unit reads it, in the site's language: answers, promises, text; no deputy's name."""
	parts = [_("Class {0}").format(reply.reply_class)] if reply.reply_class else []
	parts += [reply.opening or ""]
	for row in reply.answers:
		promise = ""
		if row.promised_date:
			day = format_value(getdate(row.promised_date))
			promise = _("Promised: {0}, {1}").format(day, row.responsible or "")
		outcome = f"【{_(row.outcome, context='Suggestion Reply Answer')}】" if row.outcome else ""
		parts.append(
			"\n".join(filter(None, [f"{row.idx}. {row.demand}", f"{outcome}{row.answer or ''}", promise]))
		)
	parts.append(reply.body or "")
	return "\n\n".join(filter(None, parts))


@frappe.whitelist()
def is_mine(name: str) -> bool:
	"""Whether the user works in the unit that is asked to countersign."""
	doc = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("read")
	return doc.unit in units_of(frappe.session.user)


@frappe.whitelist()
def get_state(reply: str) -> list[dict]:
	"""For the reply's form: who was asked, what was said."""
	doc = frappe.get_doc("Suggestion Reply", reply)
	doc.check_permission("read")
	return of_reply(doc)
