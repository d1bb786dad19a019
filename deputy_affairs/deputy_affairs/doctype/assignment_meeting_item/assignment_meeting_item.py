from deputy_affairs.workflow_actions import RowOfRecord


class AssignmentMeetingItem(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		handed_out_on: DF.Datetime | None
		is_hard: DF.Check
		message: DF.SmallText | None
		outcome: DF.Literal["Planned", "Handed to Units", "Not Handed Out"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reasons: DF.JSON | None
		registration_number: DF.Data | None
		suggestion: DF.Link
		suggestion_title: DF.Data | None
		units: DF.JSON | None
	# end: auto-generated types

	pass
