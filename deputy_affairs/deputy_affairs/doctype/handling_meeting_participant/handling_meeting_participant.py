from deputy_affairs.workflow_actions import RowOfRecord


class HandlingMeetingParticipant(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		attended: DF.Check
		deputy: DF.Link | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		party: DF.Literal["Deputy", "Handling Unit", "Other"]
		person: DF.Data | None
		unit: DF.Link | None
	# end: auto-generated types
