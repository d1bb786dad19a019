from frappe.model.document import Document


class DailyStep(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		error: DF.SmallText | None
		error_log: DF.Link | None
		last_day: DF.Date | None
		last_run: DF.Datetime | None
		state: DF.Literal["Not Run Yet", "Done", "Failed"]
		step: DF.Data
		title: DF.Data | None
	# end: auto-generated types

	"""How far one step of the daily job has come; its row is the lock of the step. See deputy_affairs/daily.py."""
