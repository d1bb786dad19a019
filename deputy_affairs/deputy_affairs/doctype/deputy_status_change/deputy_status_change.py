from deputy_affairs.workflow_actions import RowOfRecord


class DeputyStatusChange(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		changed_by: DF.Link | None
		changed_on: DF.Date | None
		from_status: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reason: DF.SmallText | None
		term: DF.Link
		to_status: DF.Data | None
	# end: auto-generated types

	pass
