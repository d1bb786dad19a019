from frappe.model.document import Document


class UnitGradingItem(Document):
	"""One measure of a grading rule with its thresholds."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		at_most: DF.Int
		good_from: DF.Percent
		good_spotless: DF.Check
		measure: DF.Literal[
			"Signed for in Time", "First Contact in Time", "Replied in Time", "Satisfied", "Promises Kept"
		]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		pass_from: DF.Percent
		pass_spotless: DF.Check
		within: DF.Int
	# end: auto-generated types
