"""Who is told of an extension: the chair when it is asked for, then the unit, and every signer (QD-S §25)."""

import frappe
from frappe import _
from frappe.utils import getdate, today

from deputy_affairs.i18n import format_value
from deputy_affairs.reminders import AddressBook, remind

KIND = "Extension"
BY_LETTER = "Notice by Letter"
OTHER_WAYS = ("By Telephone", "In Person")


class TellingError(frappe.ValidationError):
	"""Nothing to tell, told already, or on an impossible day."""


def tell_who_decides(extension) -> None:
	"""The chair finds the request under the bell and in the mail."""
	book = AddressBook()
	people = book.office(extension.congress, "Congress Chair")
	if extension.approver == "Chair or Clerk":
		people = [*people, *book.office(extension.congress)]
	unit = frappe.db.get_value("Handling Unit", extension.unit, "unit_name")
	remind(
		KIND,
		extension,
		"asked",
		today(),
		people,
		_("Extension asked for: {0}").format(extension.suggestion_title),
		"\n".join(
			[
				_("{0} asks to answer until {1} instead of {2}.").format(
					unit, _day(extension.extend_to), _day(extension.due_before)
				),
				extension.reason,
			]
		),
		due_date=extension.due_before,
	)


def tell_unit(extension) -> None:
	"""The unit hears the decision at once."""
	approved = extension.workflow_state == "Extension Approved"
	words = (
		_("Approved; the reply is due on {0}.").format(_day(extension.granted_to))
		if approved
		else _("Refused; the reply stays due on {0}.").format(_day(extension.due_before))
	)
	remind(
		KIND,
		extension,
		"decided",
		today(),
		AddressBook().unit(extension.unit),
		_("Extension decided: {0}").format(extension.suggestion_title),
		"\n".join(filter(None, [words, extension.decision])),
		due_date=extension.granted_to if approved else extension.due_before,
	)


def tell_deputies(extension) -> None:
	"""Signers with a login hear at once; the letters to all of them are the office's to make and send."""
	suggestion = frappe.get_doc("Deputy Suggestion", extension.suggestion)
	book = AddressBook()
	people = [person for deputy in suggestion.signers() for person in book.deputy(deputy) if person.user]
	remind(
		KIND,
		suggestion,
		f"deputies {extension.name}",
		today(),
		people,
		_("Your suggestion is answered later: {0}").format(extension.suggestion_title),
		_("The time for the reply was extended to {0}. The congress office sends you a letter.").format(
			_day(extension.granted_to)
		),
		due_date=extension.granted_to,
	)


def record(extension, told_on, way: str) -> None:
	"""Note the day on which every signer was told, once. Raises TellingError."""
	if extension.workflow_state != "Extension Approved":
		frappe.throw(_("Only an extension that was approved is told to the deputies."), TellingError)
	if extension.deputy_notified_on:
		frappe.throw(
			_("The deputies were told on {0} already.").format(_day(extension.deputy_notified_on)),
			TellingError,
		)
	if way not in (BY_LETTER, *OTHER_WAYS):
		frappe.throw(_("Please choose how the deputies were told."), TellingError)
	if not getdate(extension.decided_on) <= getdate(told_on) <= getdate():
		frappe.throw(
			_("The day must lie between the decision ({0}) and today.").format(_day(extension.decided_on)),
			TellingError,
		)
	extension.db_set({"deputy_notified_on": getdate(told_on), "notified_by_way": way}, notify=True)


def _day(value) -> str:
	return format_value(getdate(value))
