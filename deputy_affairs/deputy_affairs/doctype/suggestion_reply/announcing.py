"""Whom a step of a reply concerns next: who checks it, the chief who signs it off, the unit that writes it anew."""

import frappe
from frappe import _
from frappe.utils import today

from deputy_affairs.i18n import in_site_language
from deputy_affairs.permissions import OFFICE_ROLE
from deputy_affairs.reminders import AddressBook, remind

KIND = "reply"


@in_site_language()
def after_action(reply) -> None:
	"""Tell whoever acts next that a reply waits for them."""
	if reply.action not in ("Submit for Check", "Pass Check", "Send Back"):
		return
	book, title = AddressBook(), f"{reply.registration_number or ''} {reply.suggestion_title}".strip()
	unit = frappe.db.get_value("Handling Unit", reply.unit, "unit_name")
	match reply.action:
		case "Submit for Check":
			people = book.office(reply.congress) + book.office(reply.congress, OFFICE_ROLE)
			subject = _("Reply of {0} to be checked: {1}").format(unit, title)
			message = _("Please check it, then pass it or send it back with what is to be changed.")
		case "Pass Check":
			people = book.unit(reply.unit, chiefs_only=True)
			subject = _("Reply to be signed off: {0}").format(title)
			message = _("The check is passed. Please read the reply and sign it off, or send it back.")
		case "Send Back":
			people = book.unit(reply.unit)
			subject = _("Reply sent back: {0}").format(title)
			message = reply.check_opinion or subject
	remind(
		f"{KIND} {reply.action}",
		reply,
		f"{reply.action} {len(reply.steps)}",
		today(),
		[person for person in people if person.user != frappe.session.user],
		subject,
		message,
	)
