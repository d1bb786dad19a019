from deputy_affairs.workflow_actions import RowOfRecord


class PaperBatchItem(RowOfRecord):
	"""A chosen record; `record` is no link, so that a batch never keeps a draft from being deleted."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		files: DF.LongText | None
		paper_of: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reason: DF.SmallText | None
		record: DF.Data | None
		status: DF.Literal["Waiting", "Done", "Failed"]
		title: DF.Data | None
	# end: auto-generated types

	pass
