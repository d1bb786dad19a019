from deputy_affairs.workflow_actions import RowOfRecord


class SupervisionStep(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		day: DF.Date | None
		done_by: DF.Link | None
		note: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		step: DF.Data | None
	# end: auto-generated types

	"""What was done with a notice, when and by whom."""
