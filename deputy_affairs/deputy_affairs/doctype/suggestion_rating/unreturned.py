"""Forms that do not come back: called to mind, then left out of the rate. No reply is not "satisfied" (CQ-S §29).

Both are steps of the daily job; they read only the forms that are due on the day.
"""

from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import getdate

from deputy_affairs import daily, one_time_links, reminders
from deputy_affairs.i18n import format_value
from deputy_affairs.rules.text import mark

KIND = mark("Return of the Opinion Form")
# The time to return is fifteen working days: one call shortly before its end, one when it is over.
DAYS_BEFORE, DAYS_AFTER = 3, 1


def remind(day: date) -> int:
	"""Remind the signers whose form is due in three days or was due yesterday, and tell the office of the latter."""
	day = getdate(day)
	done, book = 0, reminders.AddressBook()
	for step, due in (
		(f"-{DAYS_BEFORE}", day + timedelta(days=DAYS_BEFORE)),
		(f"+{DAYS_AFTER}", day - timedelta(days=DAYS_AFTER)),
	):
		names = frappe.get_all(
			"Suggestion Rating",
			filters={"status": "Awaited", "due_date": due},
			pluck="name",
			order_by="name asc",
		)
		for name in names:
			rating = frappe.get_doc("Suggestion Rating", name)
			if not rating.is_final():
				_remind(rating, step, day, book)
				done += 1
	return done


def _remind(rating, step: str, day: date, book) -> None:
	late = step.startswith("+")
	subject = (
		_("The opinion form on “{0}” is overdue") if late else _("The opinion form on “{0}” is due soon")
	).format(rating.suggestion_title)
	lines = [
		_("It was to be returned by {0}. Without it your opinion is left out of the rate.").format(
			format_value(getdate(rating.due_date))
		)
		if late
		else _("Please return it by {0}.").format(format_value(getdate(rating.due_date))),
		_("Number of the paper form: {0}.").format(rating.slip_number),
	]
	link = _fresh_link(rating, step, day)
	reminders.remind(
		KIND, rating, step, day, book.deputy(rating.deputy), subject, "\n".join(lines), link=link
	)
	if late:
		reminders.remind(
			KIND,
			rating,
			f"office{step}",
			day,
			book.office(rating.congress),
			_("{0} has not returned the opinion form on “{1}”").format(
				rating.deputy_name, rating.suggestion_title
			),
			_("Please call the deputy. After {0} the form is left out of the rate by itself.").format(
				format_value(getdate(rating.closes_on))
			),
		)
	rating.db_set("reminded_on", day, update_modified=False)


def _fresh_link(rating, step: str, day: date) -> str | None:
	"""A new link for a deputy who got one by mail or SMS; whoever has the paper keeps its code."""
	noted = reminders.key_of(rating.doctype, rating.name, KIND, step, getdate(rating.due_date))
	if frappe.db.exists("Due Reminder", noted) or daily.today() > day:
		return None  # sent already, or caught up: the link sent before is still good
	sent = frappe.get_all(
		one_time_links.DOCTYPE,
		filters={
			"purpose": "Rating",
			"reference_name": rating.name,
			"deputy": rating.deputy,
			"status": "Open",
			"sent_via": ("in", ["Mail", "SMS"]),
		},
		fields=["sent_via"],
		limit=1,
	)
	if not sent:
		return None
	return one_time_links.issue("Rating", rating, rating.deputy, rating.closes_on, sent[0].sent_via)


def give_up(day: date) -> int:
	"""Leave out what was waited for until yesterday."""
	names = frappe.get_all(
		"Suggestion Rating",
		filters={"status": "Awaited", "closes_on": ("<", getdate(day))},
		pluck="name",
		order_by="name asc",
	)
	done = 0
	for name in names:
		rating = frappe.get_doc("Suggestion Rating", name, for_update=True)
		if rating.status == "Awaited" and not rating.is_final():
			rating.mark_not_returned(getdate(day))
			done += 1
	return done
