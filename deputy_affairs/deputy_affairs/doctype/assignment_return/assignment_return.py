from deputy_affairs.workflow_actions import RowOfRecord


class AssignmentReturn(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		asked_by: DF.Link | None
		asked_on: DF.Date | None
		decided_by: DF.Link | None
		decided_on: DF.Date | None
		decision: DF.Literal["", "Return Accepted", "Return Refused", "Taken Back"]
		for_chair: DF.Check
		opinion: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		proposed_unit: DF.Link | None
		reason: DF.SmallText | None
	# end: auto-generated types

	pass
