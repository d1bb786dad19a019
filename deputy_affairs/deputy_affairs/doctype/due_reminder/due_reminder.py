from frappe.model.document import Document


class DueReminder(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.reminder_recipient.reminder_recipient import (
			ReminderRecipient,
		)

		channels: DF.Data | None
		congress: DF.Link | None
		day: DF.Date | None
		due_date: DF.Date | None
		kind: DF.Data | None
		link: DF.SmallText | None
		message: DF.SmallText | None
		recipients: DF.Table[ReminderRecipient]
		reference_doctype: DF.Link | None
		reference_name: DF.DynamicLink | None
		sent_at: DF.Datetime | None
		step: DF.Data | None
		subject: DF.Data | None
	# end: auto-generated types

	"""Somebody was reminded of something due; written by deputy_affairs/reminders.py, which also gives the name."""
