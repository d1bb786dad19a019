import frappe
from frappe import _
from frappe.model.document import Document

from deputy_affairs import clock
from deputy_affairs.permissions import require_scope

from ..suggestion_assignment.deadlines import recompute_open


class WorkdayExceptionDuplicateError(frappe.ValidationError):
	"""Two exceptions for one day and congress."""


class WorkdayException(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		congress: DF.Link | None
		date: DF.Date
		kind: DF.Literal["Holiday", "Working Day"]
		reason: DF.Data
	# end: auto-generated types

	def before_insert(self):
		require_scope(self)

	def validate(self):
		if frappe.db.exists(
			"Workday Exception",
			{"date": self.date, "congress": self.congress or "", "name": ("!=", self.name)},
		) or (
			not self.congress
			and frappe.db.exists(
				"Workday Exception",
				{"date": self.date, "congress": ("is", "not set"), "name": ("!=", self.name)},
			)
		):
			frappe.throw(
				_("There is an exception for {0} already.").format(self.date), WorkdayExceptionDuplicateError
			)

	def on_update(self):
		self.recompute()

	def after_delete(self):
		self.recompute()

	def recompute(self):
		"""Recompute the due dates of open work and say which have moved."""
		clock.forget()
		moved = recompute_open(self.congress, self.date)
		if not moved:
			return
		lines = [
			_("{0}, {1}: {2} from {3} to {4}").format(
				frappe.utils.escape_html(item["title"]),
				frappe.utils.escape_html(item["who"]),
				item["label"],
				item["old"],
				item["new"],
			)
			for item in moved[:50]
		]
		if len(moved) > len(lines):
			lines.append(_("and {0} more").format(len(moved) - len(lines)))
		frappe.msgprint("<br>".join(lines), title=_("{0} due dates have moved").format(len(moved)))
