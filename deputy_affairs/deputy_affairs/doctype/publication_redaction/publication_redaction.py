from deputy_affairs.workflow_actions import RowOfRecord


class PublicationRedaction(RowOfRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		cover: DF.Check
		kind: DF.Literal[
			"By Hand",
			"Telephone",
			"Identity Number",
			"Bank Card",
			"Car Plate",
			"E-mail",
			"House Address",
			"Name",
			"Online Account",
		]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		words: DF.Data
	# end: auto-generated types

	pass
