"""Whom a promise is called to mind: the unit before its date, unit and office after it, the office while it decides."""

from datetime import date, timedelta

import frappe
from frappe import _

from deputy_affairs import settings
from deputy_affairs.i18n import format_value
from deputy_affairs.reminders import AddressBook, due_dates_on, remind, step_of
from deputy_affairs.rules import commitments as rules

DOCTYPE = "Reply Commitment"
FIELDS = [
	"name",
	"congress",
	"unit",
	"suggestion_title",
	"registration_number",
	"promise",
	"due_date",
	"check_by",
]
# Before the receipts go out the units bring their progress up to date.
DAYS_BEFORE_RECEIPTS = 15


def remind_promises(day: date) -> int:
	"""Note the reminders that fall on the day; each once for its promise, step and date."""
	book, dates = AddressBook(), due_dates_on(day)
	return _of_units(day, dates, book) + _of_offices(day, dates, book) + _before_receipts(day, book)


def _of_units(day: date, dates: list[date], book: AddressBook) -> int:
	rows = frappe.get_all(
		DOCTYPE,
		filters={
			"state": ("in", rules.UNSETTLED),
			"due_date": ("in", dates),
			"workflow_state": rules.FOLLOWING,
		},
		fields=FIELDS,
		order_by="name asc",
	)
	count, gone = 0, _dissolved([row.unit for row in rows])
	for row in rows:
		step = step_of(row.congress, day, row.due_date)
		if not step:
			continue
		late = step.startswith("+")
		people = book.unit(row.unit)
		if row.unit in gone and not late:
			people += book.office(row.congress)
		if late:
			people += book.office(row.congress) + book.office(row.congress, "Congress Chair")
			subject = _("Promise overdue: {0} ({1})").format(row.suggestion_title, row.registration_number)
		else:
			subject = _("Promise due on {2}: {0} ({1})").format(
				row.suggestion_title, row.registration_number, format_value(row.due_date)
			)
		message = "\n".join(
			[
				_("Promised until {0}: {1}").format(format_value(row.due_date), row.promise),
				_("The unit is no longer active: please hand the promise over to the unit that goes on.")
				if row.unit in gone
				else _("Report what was done, with evidence; or explain why not and until when instead."),
			]
		)
		kind = "Promise Overdue" if late else "Promise Due"
		count += bool(_note(kind, row, step, day, people, subject, message, row.due_date))
	return count


def _dissolved(units: list[str]) -> set[str]:
	"""Those of the units that are no longer active: the office has to say who goes on."""
	return set(
		frappe.get_all("Handling Unit", filters={"name": ("in", units or [""]), "is_active": 0}, pluck="name")
	)


def _of_offices(day: date, dates: list[date], book: AddressBook) -> int:
	"""What a unit reported waits for the office, which has its own days for it."""
	rows = frappe.get_all(
		DOCTYPE,
		filters={"workflow_state": ("in", rules.AWAITS_OFFICE), "check_by": ("in", dates)},
		fields=FIELDS,
		order_by="name asc",
	)
	count = 0
	for row in rows:
		step = step_of(row.congress, day, row.check_by)
		if not step:
			continue
		subject = _("To be decided until {0}: the unit's report on its promise, {1}").format(
			format_value(row.check_by), row.suggestion_title
		)
		message = _("Confirm it as kept or accept the explanation, or send it back with the reason.")
		people = book.office(row.congress)
		count += bool(_note("Promise Decision", row, step, day, people, subject, message, row.check_by))
	return count


def _before_receipts(day: date, book: AddressBook) -> int:
	"""Fifteen days before the season of receipts: the deputies will read what the unit has reported."""
	ahead = day + timedelta(days=DAYS_BEFORE_RECEIPTS)
	count = 0
	for congress in frappe.get_all("Congress", pluck="name"):
		season = rules.season_of(
			ahead, settings.value(congress, "receipts_from"), settings.value(congress, "receipts_until")
		)
		if not season or season.start != ahead:
			continue
		units = frappe.get_all(
			DOCTYPE,
			filters={"congress": congress, "state": ("in", rules.UNSETTLED)},
			pluck="unit",
			distinct=True,
			order_by="unit asc",
		)
		for unit in units:
			row = frappe._dict(doctype="Handling Unit", name=unit, congress=congress)
			subject = _("Receipts of promises go to the deputies from {0}").format(format_value(ahead))
			message = _("Please report the progress of your promises before, with evidence.")
			people = book.unit(unit)
			count += bool(
				remind("Progress before Receipts", row, str(season.year), day, people, subject, message)
			)
	return count


def _note(kind, row, step, day, people, subject, message, due) -> str | None:
	doc = frappe._dict(doctype=DOCTYPE, name=row.name, congress=row.congress)
	return remind(kind, doc, step, day, people, subject, message, due_date=due)
