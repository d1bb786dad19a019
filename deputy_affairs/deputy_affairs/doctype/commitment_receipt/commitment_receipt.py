import frappe
from frappe import _
from frappe.utils import getdate, today

from deputy_affairs import one_time_links
from deputy_affairs.rules.stages import DISSATISFIED
from deputy_affairs.workflow_actions import GuardedDocument

from ..reply_commitment import receipts


class ReceiptIncompleteError(frappe.ValidationError):
	"""A dissatisfied deputy says why, and a receipt comes back between its making and today (CQ-S §28)."""


class ReceiptOnRecordError(frappe.ValidationError):
	"""A receipt is laid by the system and stays on record; a correction needs its reason."""


class CommitmentReceipt(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		commitment: DF.Link
		congress: DF.Link
		correction_reason: DF.SmallText | None
		deputy: DF.Link
		deputy_name: DF.Data | None
		due_date: DF.Date | None
		entered_by: DF.Link | None
		grade: DF.Literal["", "Satisfied", "Basically Satisfied", "Dissatisfied"]
		is_anonymous: DF.Check
		made_on: DF.Date | None
		occasion: DF.Literal["Year End", "Outcome"]
		promise: DF.SmallText | None
		promised_date: DF.Date | None
		reasons: DF.SmallText | None
		received_on: DF.Date | None
		registration_number: DF.Data | None
		returned_by: DF.Literal["", "Link", "Paper"]
		round_closed: DF.Check
		round_no: DF.Int
		sent_on: DF.Date | None
		sent_via: DF.Literal["", "E-mail", "Short Message", "Link Handed Over", "Printed"]
		situation: DF.SmallText | None
		slip: DF.Attach | None
		status: DF.Literal["Awaited", "Returned", "Not Returned"]
		suggestion: DF.Link | None
		suggestion_title: DF.Data | None
		unit: DF.Link
		year: DF.Int
	# end: auto-generated types

	def before_insert(self):
		if not self.flags.by_system:
			frappe.throw(_("Receipts are made for a promise, not by hand."), ReceiptOnRecordError)

	def validate(self):
		if self.is_new():
			return
		self.validate_correction()
		self.take_grade()

	def validate_correction(self):
		before = self.get_doc_before_save()
		if not any((self.get(f) or "") != (before.get(f) or "") for f in ("grade", "reasons")):
			return
		if before.round_closed and before.status == "Returned":
			frappe.throw(
				_("The receipt round is closed; what was said no longer changes."), ReceiptOnRecordError
			)
		if before.status == "Returned" and (
			not self.correction_reason or self.correction_reason == before.correction_reason
		):
			frappe.throw(
				_("This receipt was entered on {0}. Please say why it is corrected.").format(
					before.received_on
				),
				ReceiptOnRecordError,
			)

	def take_grade(self):
		if not self.grade:
			return
		if self.grade == DISSATISFIED and not (self.reasons or "").strip():
			frappe.throw(
				_("A dissatisfied deputy says why; please enter the opinion."), ReceiptIncompleteError
			)
		self.received_on = self.received_on or today()
		if not getdate(self.made_on) <= getdate(self.received_on) <= getdate():
			frappe.throw(
				_("The receipt came back between {0} and today.").format(self.made_on), ReceiptIncompleteError
			)
		if self.flags.by_link:
			self.returned_by, self.entered_by = "Link", None
		else:
			self.returned_by, self.entered_by = self.returned_by or "Paper", frappe.session.user
			one_time_links.revoke("Commitment Receipt", self)
		self.status = "Returned"

	def on_update(self):
		if not self.flags.in_insert and self.status != "Awaited":
			receipts.close_if_complete(self.commitment, self.round_no, getdate(self.flags.day))

	def on_trash(self):
		frappe.throw(_("A receipt stays on record."), ReceiptOnRecordError)

	@frappe.whitelist(methods=["POST"])
	def give_up(self) -> None:
		"""Mark a receipt that did not come back in time; it is left out of the figures (CQ-S §29)."""
		self.check_permission("write")
		if self.status != "Awaited" or getdate(self.due_date) >= getdate():
			frappe.throw(
				_("A receipt is given up only after its return date ({0}).").format(self.due_date),
				ReceiptIncompleteError,
			)
		give_up(self)


def give_up(receipt, day=None) -> None:
	"""Count a receipt as not returned; if it still comes back, it can be entered."""
	receipt.status = "Not Returned"
	receipt.flags.by_system, receipt.flags.day = True, day
	receipt.save(ignore_permissions=True)  # by the daily job, or by the office whose right was checked


def on_doctype_update() -> None:
	"""A deputy has one receipt in a round; the daily job looks for those awaited past their date."""
	frappe.db.add_unique("Commitment Receipt", ["commitment", "round_no", "deputy"])
	frappe.db.add_index("Commitment Receipt", ["status", "due_date"])
