from deputy_affairs.workflow_actions import RowOfRecord


class ReminderRecipient(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		channels: DF.Data | None
		email: DF.Data | None
		mobile: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		recipient_name: DF.Data | None
		user: DF.Link | None
	# end: auto-generated types

	"""Whom a reminder went to, and how."""
