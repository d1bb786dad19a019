"""A one-time link on its way to a deputy: by the channels that are known, else to be copied or scanned."""

import frappe
import segno
from frappe.utils import today

from deputy_affairs import one_time_links, reminders


def send(kind: str, record, url: str, subject: str, message: str, book=None) -> dict:
	"""Send a link that was just issued for `record` to its deputy, and note how it went.

	Returns what the office is shown: deputy, telephone, title, the channels used, and, so that it can be copied or
	scanned, the address and its QR code as a picture.
	"""
	people = (book or reminders.AddressBook()).deputy(record.deputy)
	step = one_time_links.digest(url)[:12]  # a new link is a new message
	noted = reminders.remind(kind, record, step, today(), people, subject, message, link=url)
	used = frappe.db.get_value("Due Reminder", noted, "channels") or "" if noted else ""
	channels = [channel for channel in (reminders.MAIL, reminders.SMS) if channel in used]
	one_time_links.mark_sent(
		url, "SMS" if reminders.SMS in channels else "Mail" if reminders.MAIL in channels else "Copied"
	)
	return {
		"deputy_name": record.deputy_name,
		"phone": (people[0].mobile if people else "") or "",
		"title": record.suggestion_title,
		"channels": channels,
		"url": url,
		"qr": segno.make(url, error="m", micro=False).svg_data_uri(scale=4, border=2),
	}
