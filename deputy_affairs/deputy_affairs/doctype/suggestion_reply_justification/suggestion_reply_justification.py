from deputy_affairs.workflow_actions import RowOfRecord


class SuggestionReplyJustification(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		finding: DF.SmallText | None
		finding_key: DF.Data | None
		given_by: DF.Link | None
		given_on: DF.Date | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reason: DF.SmallText | None
	# end: auto-generated types

	pass
