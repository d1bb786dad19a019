"""The words of supervision and the people they go to. A deputy is never named: a unit may not know who signed."""

import json

import frappe
from frappe import _
from frappe.utils import getdate

from deputy_affairs import reminders
from deputy_affairs.i18n import format_value, in_site_language, say
from deputy_affairs.rules.deadlines import Due, days_left
from deputy_affairs.supervision import due_things

MOST_STEPS = 3
# Where the arithmetic of an assignment's dates is kept, and under which field.
DATE_FIELDS = {"reply": "due_date", "assist": "due_date", "contact": "contact_by", "reassign": "reassign_by"}


def subject(row: dict, day) -> str:
	"""The subject of a reminder: what, until when, of which suggestion."""
	what = _(due_things.BY_KIND[row.kind].label)
	number = f"{row.number} " if row.number else ""
	if getdate(row.due_date) < getdate(day):
		return _("Overdue: {0} was due on {1} – {2}{3}").format(
			what, format_value(row.due_date), number, row.title
		)
	return _("Due on {1}: {0} – {2}{3}").format(what, format_value(row.due_date), number, row.title)


def message(row: dict, day, unit_name: str = "", leader: str = "", chief: str = "") -> str:
	"""The text of a reminder, a paragraph a line: what is due, how long is left, why that day, what to do."""
	left = days_left(row.due_date, getdate(day))
	lines = [_what(row, unit_name), _how_long(left)]
	if unit_name and chief and left < 0:
		lines.append(_("Chief of the unit: {0}").format(chief))
	if leader:
		lines.append(_("Key suggestion, in charge: {0}").format(leader))
	lines += [_why(row), _(NEXT[row.kind])]
	return "\n".join(line for line in lines if line)


def _what(row: dict, unit_name: str) -> str:
	words = _(WHAT[row.kind])
	return words.format(unit_name, row.number or "", row.title, format_value(row.due_date))


def _how_long(left: int) -> str:
	if left < 0:
		return _("It is {0} day(s) overdue.").format(-left)
	return _("{0} day(s) are left.").format(left) if left else _("It is due today.")


def _why(row: dict) -> str:
	"""The arithmetic behind the date, as the form shows it."""
	stored = json.loads(row.get("arithmetic") or "{}").get(DATE_FIELDS.get(row.kind))
	if not stored:
		return ""
	steps = Due.from_dict(stored).steps[:MOST_STEPS]
	return _("Why this date: {0}").format("；".join(say(step) for step in steps))


def leaders_of(suggestions: list[str]) -> dict[str, dict]:
	"""Return by suggestion the leader who has taken up the key item: {"name", "user"}."""
	names = [name for name in suggestions if name]
	if not names or not frappe.get_meta("Deputy Suggestion").has_field("key_leader_user"):
		return {}
	rows = frappe.get_all(
		"Deputy Suggestion",
		filters={"name": ("in", names), "is_key": 1},
		fields=["name", "key_leader", "key_leader_user"],
	)
	return {
		row.name: frappe._dict(name=row.key_leader or "", user=row.key_leader_user)
		for row in rows
		if row.key_leader or row.key_leader_user
	}


def leader_names(suggestions: list[str]) -> list[str]:
	"""Return the names of the leaders of these suggestions, in their order."""
	leaders = leaders_of(suggestions)
	return [leaders[name].name for name in suggestions if name in leaders and leaders[name].name]


@in_site_language()
def notice_issued(notice) -> None:
	"""Tell the unit that a notice has come, or that its answer was not enough; leaders and clerks get a copy."""
	book = reminders.AddressBook()
	suggestions = [row.suggestion for row in notice.items]
	people = book.unit(notice.unit) + chief_of(notice.unit)
	for leader in leaders_of(suggestions).values():
		people += book.user(leader.user)
	kind = _(notice.kind, context="Supervision Notice")
	lines = [
		_("{0} has been issued to {1}: {2}").format(kind, notice.unit_name(), notice.title),
		_("Document number: {0}").format(notice.document_number),
		_("Please answer with reasons and measures until {0}.").format(format_value(notice.answer_by)),
		notice.decision if notice.asked_again else "",
	]
	reminders.remind(
		"notice issued",
		notice,
		f"issued {notice.asked_again or 0}",
		getdate(),
		people,
		_("{0}: please answer until {1} – {2}").format(kind, format_value(notice.answer_by), notice.title),
		"\n".join(filter(None, lines)),
		due_date=notice.answer_by,
	)


@in_site_language()
def notice_answered(notice) -> None:
	"""Tell the office that the unit has answered."""
	reminders.remind(
		"notice answered",
		notice,
		f"answered {notice.asked_again or 0}",
		getdate(),
		reminders.AddressBook().office(notice.congress),
		_("{0} has answered the notice {1}").format(notice.unit_name(), notice.document_number),
		"\n".join(
			[
				_("Reasons: {0}").format(notice.answer_reasons),
				_("Measures: {0}").format(notice.answer_measures),
				_("To be finished by {0}").format(format_value(getdate(notice.answer_done_by))),
			]
		),
		due_date=notice.answered_on,
	)


def chief_of(unit: str) -> list[reminders.Recipient]:
	"""The chief of a unit by the number in the register of units, for a short message where that is switched on."""
	row = frappe.db.get_value("Handling Unit", unit, ["chief_name", "chief_mobile"], as_dict=True)
	if not row or not row.chief_mobile:
		return []
	return [reminders.Recipient(row.chief_name or "", mobile=row.chief_mobile)]


# {0} unit, {1} number, {2} title, {3} date. Listed for extraction; formatted in `_what`.
WHAT = {
	"reply": _("{0}: the reply to suggestion {1}, {2}, is due on {3}."),
	"assist": _("{0}: the assist opinion on suggestion {1}, {2}, is due to the lead unit on {3}."),
	"receipt": _("{0}: suggestion {1}, {2}, was handed out and is to be signed for until {3}."),
	"contact": _("{0}: the first contact with the deputy about suggestion {1}, {2}, is due on {3}."),
	"acknowledge": _("The deputy is to be told that suggestion {1}, {2}, has arrived, until {3}."),
	"assign": _("Suggestion {1}, {2}, is to be handed out to a unit until {3}."),
	"reassign": _("{0} has asked to return suggestion {1}, {2}: decide and hand it out again until {3}."),
	"notice": _("{0}: the answer to the notice {1}, {2}, is due on {3}."),
	"extension": _("{0} asks for more time for suggestion {1}, {2}; it is due on {3} and not decided yet."),
	"telling": _(
		"The deputies are to be told until {3} that {0} answers suggestion {1}, {2}, later than it was due."
	),
}
NEXT = {
	"reply": _(
		"Please speak to the deputy and issue the reply in time; if more time is needed, ask for an extension with reasons before that day."
	),
	"assist": _("Please give the lead unit a written opinion, point by point."),
	"receipt": _("Please sign for it, or ask to return it with a reason if it is not the unit's duty."),
	"contact": _("Please contact the deputy and record the contact."),
	"acknowledge": _("Please print and send the notice of receipt."),
	"assign": _("Please choose the handling unit and hand it out."),
	"reassign": _("Please decide on the return and choose another unit."),
	"notice": _("Please write the reasons, the measures and the day by which it will be finished."),
	"extension": _("Please decide on the extension before the due date."),
	"telling": _(
		"Please send every signer the letter, or note on the extension that they were told otherwise."
	),
}
