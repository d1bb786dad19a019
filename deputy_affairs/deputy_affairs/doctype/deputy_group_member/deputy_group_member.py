from deputy_affairs.workflow_actions import RowOfRecord


class DeputyGroupMember(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		deputy: DF.Link
		deputy_name: DF.Data | None
		duty: DF.Literal["Member", "Leader", "Deputy Leader", "Liaison"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types

	pass
