from deputy_affairs.workflow_actions import RowOfRecord


class SuggestionCosigner(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer_by: DF.Date | None
		asked_again_on: DF.Date | None
		decided_on: DF.Date | None
		deputy: DF.Link
		deputy_name: DF.Data | None
		entered_by: DF.Link | None
		invited_on: DF.Date | None
		manner: DF.Literal["", "One-time Link", "Signed Paper"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reason: DF.SmallText | None
		scan: DF.Attach | None
		state: DF.Literal["Invited", "Confirmed", "Refused", "Lapsed"]
	# end: auto-generated types

	pass
