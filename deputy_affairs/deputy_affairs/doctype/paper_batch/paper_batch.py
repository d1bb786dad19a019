import frappe
from frappe import _
from frappe.model.document import Document


class BatchByHandError(frappe.ValidationError):
	"""A batch is started from a list and written by its job only."""


class BatchInWorkError(frappe.ValidationError):
	"""A batch that waits or runs is cancelled first."""


class PaperBatch(Document):
	"""Papers made in the background for many records; `deputy_affairs.paperwork.batch` writes it."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.paper_batch_item.paper_batch_item import PaperBatchItem

		attempt: DF.Int
		congress: DF.Link | None
		duplex: DF.Check
		items: DF.Table[PaperBatchItem]
		kind: DF.Data
		made: DF.Int
		message: DF.SmallText | None
		not_made: DF.Int
		paper_title: DF.Data
		papers: DF.Int
		progress: DF.Percent
		reference_doctype: DF.Link
		requested_by: DF.Link
		result: DF.Attach | None
		result_form: DF.Literal["Word Files in a Zip", "One Word File", "One PDF"]
		status: DF.Literal["Queued", "Running", "Finished", "Cancelled", "Failed"]
		total: DF.Int
	# end: auto-generated types

	def before_validate(self):
		if not self.flags.by_system:
			frappe.throw(_("A batch is started from the list of the records."), BatchByHandError)

	def on_trash(self):
		if self.status in ("Queued", "Running"):
			frappe.throw(_("Please cancel the batch before it is deleted."), BatchInWorkError)
