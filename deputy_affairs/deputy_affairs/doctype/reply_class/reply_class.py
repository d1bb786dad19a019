from frappe.model.document import Document


class ReplyClass(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		class_letter: DF.Data
		meaning: DF.Data
		needs_promise: DF.Check
		stands_for: DF.Literal["", "Solved", "Being Solved", "Not Now", "For Reference"]
	# end: auto-generated types

	pass
