from deputy_affairs.workflow_actions import RowOfRecord


class SuggestionCosigner(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		confirmed: DF.Check
		confirmed_on: DF.Date | None
		deputy: DF.Link
		deputy_name: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types

	pass
