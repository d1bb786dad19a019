from deputy_affairs.workflow_actions import RowOfRecord


class TransferStep(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		logged_by: DF.Link | None
		logged_on: DF.Date | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		text: DF.SmallText | None
		to_status: DF.Literal[
			"", "Draft", "Proposed", "Under Way", "Concluded", "Deputy Told", "Refused", "Taken Back"
		]
	# end: auto-generated types

	pass
