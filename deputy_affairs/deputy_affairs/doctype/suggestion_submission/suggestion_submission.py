from deputy_affairs.workflow_actions import RowOfRecord


class SuggestionSubmission(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		cause: DF.LongText | None
		demands_text: DF.LongText | None
		kind: DF.Data | None
		number: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		return_opinion: DF.SmallText | None
		returned_on: DF.Date | None
		signers_text: DF.SmallText | None
		situation: DF.LongText | None
		submitted_by: DF.Link | None
		submitted_on: DF.Datetime | None
		title: DF.Data | None
	# end: auto-generated types

	pass
