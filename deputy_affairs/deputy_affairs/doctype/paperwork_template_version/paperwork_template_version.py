from deputy_affairs.workflow_actions import RowOfRecord


class PaperworkTemplateVersion(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		file_hash: DF.Data | None
		file_url: DF.Data | None
		note: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		uploaded_by: DF.Link | None
		uploaded_on: DF.Datetime | None
	# end: auto-generated types

	pass
