from deputy_affairs.workflow_actions import RowOfRecord


class DeputyMandate(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		by_election: DF.Check
		card_number: DF.Data | None
		constituency: DF.Link
		end_date: DF.Date | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		start_date: DF.Date | None
		status: DF.Literal[
			"In Office",
			"Suspended",
			"Resigned",
			"Ordered to Resign",
			"Recalled",
			"Moved Away",
			"Absent Twice",
			"Lost Rights",
			"Deceased",
			"Expired",
		]
		status_reason: DF.SmallText | None
		status_since: DF.Date | None
		term: DF.Link
	# end: auto-generated types

	pass
