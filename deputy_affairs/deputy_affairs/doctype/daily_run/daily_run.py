import frappe
from frappe.model.document import Document
from frappe.utils import add_days, today


class DailyRun(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		attempts: DF.Int
		caught_up: DF.Check
		day: DF.Date
		done_count: DF.Int
		error: DF.SmallText | None
		finished: DF.Datetime | None
		started: DF.Datetime | None
		state: DF.Literal["Done", "Failed"]
		step: DF.Link
	# end: auto-generated types

	"""One step of the daily job on one day: the log. See deputy_affairs/daily.py."""

	@staticmethod
	def clear_old_logs(days: int = 400):
		"""Forget what is older; called by the framework's Log Settings."""
		table = frappe.qb.DocType("Daily Run")
		frappe.db.delete("Daily Run", filters=(table.day < add_days(today(), -days)))


def on_doctype_update():
	"""A step has one row a day."""
	frappe.db.add_unique("Daily Run", ["step", "day"], "one_row_a_day")
