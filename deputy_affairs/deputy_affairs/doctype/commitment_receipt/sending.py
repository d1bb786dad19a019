"""How receipts reach the deputies: by link where a channel is known, else on paper; and who is reminded of them."""

from datetime import date, timedelta

import frappe
from frappe import _
from frappe.utils import getdate, today

from deputy_affairs import link_sending, reminders
from deputy_affairs.i18n import format_value

from . import by_link

KIND = "Receipt to Fill in"
PRINTED, COPIED = "Printed", "Link Handed Over"
CHANNELS = {reminders.SMS: "Short Message", reminders.MAIL: "E-mail"}
# The time to return is twenty working days: one call shortly before its end.
DAYS_BEFORE = 3
AT_ONCE = 200


class NothingToSendError(frappe.ValidationError):
	"""None of the receipts chosen is still waited for, or too many were chosen."""


@frappe.whitelist(methods=["POST"])
def send_links(receipts: str | list) -> list[dict]:
	"""Send a new link for each receipt that has not come back; an earlier link of it stops working.

	Returns a row for each: deputy, telephone, title, channels, and, so that it can be copied or scanned, the address
	and its QR code. Raises frappe.PermissionError for a receipt that the user may not write.
	"""
	names = list(dict.fromkeys(frappe.parse_json(receipts)))
	if len(names) > AT_ONCE:
		frappe.throw(_("Please choose at most {0} receipts at once.").format(AT_ONCE), NothingToSendError)
	rows, book = [], reminders.AddressBook()
	for name in names:
		receipt = frappe.get_doc("Commitment Receipt", name)
		receipt.check_permission("write")
		if receipt.status != "Returned":
			rows.append(_send(receipt, book))
	if not rows:
		frappe.throw(_("These receipts have all come back."), NothingToSendError)
	return rows


def _send(receipt, book: reminders.AddressBook) -> dict:
	url = by_link.make_link(receipt)
	sent = link_sending.send(
		KIND,
		receipt,
		url,
		_("Please say how the promise was kept: {0}").format(receipt.suggestion_title),
		_("Promised until {0}: {1}").format(format_value(receipt.promised_date), receipt.promise),
		book,
	)
	channels = [channel for channel in CHANNELS if channel in sent["channels"]]
	note_sent(receipt, CHANNELS[channels[0]] if channels else COPIED)
	return {"receipt": receipt.name, "detail": receipt.promise or "", **sent, "channels": channels}


def note_sent(receipt, how: str) -> None:
	"""Remember when and how a receipt last went to its deputy."""
	receipt.db_set({"sent_on": today(), "sent_via": how}, update_modified=False)


def note_printed(receipt) -> None:
	"""A receipt that is printed empty by the office goes out on paper, unless a link is out already."""
	if receipt.status != "Returned" and not receipt.sent_on and receipt.has_permission("write"):
		note_sent(receipt, PRINTED)


def remind_of_receipts(day: date) -> int:
	"""The office is told of new receipts and of those due soon; the deputies of their own (CQ-S §29)."""
	book = reminders.AddressBook()
	made = _by_congress({"made_on": day, "occasion": "Year End"})
	due = _by_congress({"due_date": day + timedelta(days=DAYS_BEFORE)})
	count = 0
	for congress, rows in made.items():
		count += _tell_office(
			"Receipts to Send",
			congress,
			day,
			book,
			_("{0} receipts of promises are to be sent to the deputies").format(len(rows)),
			[_("Send links or print them from the report Commitment Receipts; enter there what comes back.")],
			rows[0].due_date,
		)
	for congress, rows in due.items():
		count += sum(_remind_deputy(row, day, book) for row in rows)
		names = dict.fromkeys(row.deputy_name for row in rows)
		count += _tell_office(
			"Receipts Due Soon",
			congress,
			day,
			book,
			_("{0} receipts of promises are due back on {1}").format(
				len(rows), format_value(rows[0].due_date)
			),
			[
				_("Not back yet: {0}").format("、".join(names)),
				_("Please call these deputies. What does not come back is left out of the figures."),
			],
			rows[0].due_date,
		)
	return count


def _by_congress(filters: dict) -> dict[str, list]:
	rows = frappe.get_all(
		"Commitment Receipt",
		filters={"status": "Awaited", **filters},
		fields=["name", "congress", "deputy", "deputy_name", "suggestion_title", "promise", "due_date"],
		order_by="congress asc, deputy_name asc, name asc",
	)
	found = {}
	for row in rows:
		found.setdefault(row.congress, []).append(row)
	return found


def _remind_deputy(row, day: date, book: reminders.AddressBook) -> bool:
	doc = frappe._dict(doctype="Commitment Receipt", name=row.name, congress=row.congress)
	return bool(
		reminders.remind(
			KIND,
			doc,
			f"-{DAYS_BEFORE}",
			day,
			book.deputy(row.deputy),
			_("The receipt on “{0}” is due soon").format(row.suggestion_title),
			"\n".join(
				[
					_("Please return it by {0}.").format(format_value(getdate(row.due_date))),
					_(
						"The link that was sent to you is still good; the paper form may be sent back as well."
					),
				]
			),
			due_date=row.due_date,
		)
	)


def _tell_office(kind: str, congress: str, day: date, book, subject: str, lines: list[str], due) -> bool:
	doc = frappe._dict(doctype="Congress", name=congress, congress=congress)
	return bool(
		reminders.remind(
			kind, doc, str(day), day, book.office(congress), subject, "\n".join(lines), due_date=due
		)
	)
