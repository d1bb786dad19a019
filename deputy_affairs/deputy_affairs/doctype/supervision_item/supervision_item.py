from deputy_affairs.workflow_actions import RowOfRecord


class SupervisionItem(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		assignment: DF.Link
		days_overdue: DF.Int
		due_date: DF.Date | None
		handling_role: DF.Data | None
		is_key: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		registration_number: DF.Data | None
		round: DF.Int
		suggestion: DF.Link | None
		suggestion_title: DF.Data | None
	# end: auto-generated types

	"""An assignment that a notice urges, as it stood when the notice was issued."""
