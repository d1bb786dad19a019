from deputy_affairs.workflow_actions import RowOfRecord


class SuggestionReplyAnswer(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.SmallText | None
		demand: DF.SmallText
		outcome: DF.Literal["", "Done", "Under Way", "Planned", "Not Possible"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		promised_date: DF.Date | None
		responsible: DF.Data | None
	# end: auto-generated types

	pass
