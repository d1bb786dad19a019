from deputy_affairs.workflow_actions import RowOfRecord


class SuggestionStageChange(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		changed_by: DF.Link | None
		changed_on: DF.Datetime | None
		from_stage: DF.Data | None
		note: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		round: DF.Int
		to_stage: DF.Data | None
	# end: auto-generated types

	pass
