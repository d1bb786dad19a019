from deputy_affairs.workflow_actions import RowOfRecord


class CommitmentStep(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		due_date: DF.Date | None
		evidence: DF.Attach | None
		from_responsible: DF.Data | None
		from_unit: DF.Link | None
		kind: DF.Literal[
			"Made",
			"Progress",
			"Completion",
			"Explanation",
			"Sent Back",
			"Confirmation",
			"Explanation Taken",
			"Fallen Overdue",
			"Reopening",
			"Carry-over",
			"Change of Term",
			"Term Explanation",
			"Receipts",
			"Handed Over",
		]
		kept_on: DF.Date | None
		logged_by: DF.Link | None
		logged_on: DF.Date | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		text: DF.SmallText | None
		to_state: DF.Literal["", "Open", "Overdue", "Kept", "Explained"]
	# end: auto-generated types

	pass
