from deputy_affairs.workflow_actions import RowOfRecord


class EarlierSuggestion(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		marked_by: DF.Link | None
		marked_on: DF.Date | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		registration_number: DF.Data | None
		suggestion: DF.Link
		suggestion_title: DF.Data | None
	# end: auto-generated types

	pass
