from deputy_affairs.workflow_actions import RowOfRecord


class DocumentNumberEntry(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		entered_by: DF.Link | None
		entered_on: DF.Date | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reason: DF.Data | None
		reference_doctype: DF.Link | None
		reference_name: DF.DynamicLink | None
		serial: DF.Int
		status: DF.Literal["Reserved", "Used", "Void"]
		subject: DF.Data | None
		used_on: DF.Date | None
	# end: auto-generated types

	pass
