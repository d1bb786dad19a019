from frappe.model.document import Document


class Escalation(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		assignment: DF.Link | None
		congress: DF.Link | None
		day: DF.Date | None
		due_date: DF.Date | None
		leader: DF.Data | None
		level: DF.Literal["Clerk", "Chair"]
		notice: DF.Link | None
		reason: DF.SmallText | None
		registration_number: DF.Data | None
		suggestion: DF.Link | None
		suggestion_title: DF.Data | None
		unit: DF.Link | None
	# end: auto-generated types

	"""An overdue item reached a level of supervision: when and why; written by supervision/escalation.py alone."""
