import frappe
from frappe import _
from frappe.utils import getdate, today

from deputy_affairs.permissions import units_of
from deputy_affairs.workflow_actions import GuardedDocument

OVERRULERS = {"Government Office", "Congress Clerk", "Congress Chair"}


class CountersignError(frappe.ValidationError):
	"""Nothing to countersign or overrule any more, or the opinion or the reason is missing."""


class CountersignatureOnRecordError(frappe.ValidationError):
	"""What a unit said to a reply stays on record; it is written by its actions only."""


class ReplyCountersignature(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		asked_on: DF.Date | None
		assignment: DF.Link | None
		congress: DF.Link
		due_on: DF.Date | None
		lead_unit: DF.Link | None
		opinion: DF.SmallText | None
		overrule_reason: DF.SmallText | None
		overruled_by: DF.Link | None
		overruled_on: DF.Date | None
		registration_number: DF.Data | None
		reply: DF.Link
		reply_text: DF.LongText | None
		round: DF.Int
		signed_by: DF.Link | None
		signed_on: DF.Date | None
		status: DF.Literal["Awaited", "Confirmed", "Objected", "Overruled", "Superseded"]
		suggestion_title: DF.Data | None
		superseded_on: DF.Date | None
		unit: DF.Link
	# end: auto-generated types

	def validate(self):
		if not self.flags.by_system:
			frappe.throw(
				_("A countersignature is asked for and given with the buttons; it is not written by hand."),
				CountersignatureOnRecordError,
			)

	def on_trash(self):
		if not self.flags.by_system:
			frappe.throw(_("A countersignature stays on record."), CountersignatureOnRecordError)

	@frappe.whitelist(methods=["POST"])
	def confirm(self, opinion: str | None = None) -> None:
		"""The unit agrees with the reply as it stands in `reply_text`."""
		self._answer("Confirmed", opinion)

	@frappe.whitelist(methods=["POST"])
	def object_to(self, opinion: str) -> None:
		"""The unit does not agree, and says with what."""
		if not (opinion or "").strip():
			frappe.throw(_("Please write what the unit does not agree with."), CountersignError)
		self._answer("Objected", opinion)

	def _answer(self, status: str, opinion: str | None):
		self.check_permission("read")
		if self.unit not in units_of(frappe.session.user):
			frappe.throw(_("Only the unit that was asked countersigns."), frappe.PermissionError)
		if self.status not in ("Awaited", "Objected"):
			frappe.throw(_("There is nothing to countersign here any more."), CountersignError)
		self.update(
			{
				"status": status,
				"opinion": (opinion or "").strip(),
				"signed_by": frappe.session.user,
				"signed_on": today(),
			}
		)
		self._keep()

	@frappe.whitelist(methods=["POST"])
	def overrule(self, reason: str) -> None:
		"""The office lets the reply go on against an objection, or without an answer once the time is over."""
		self.check_permission("read")
		if not OVERRULERS & set(frappe.get_roles()):
			frappe.throw(
				_("Only the government office or the congress office overrules."), frappe.PermissionError
			)
		if self.status not in ("Awaited", "Objected"):
			frappe.throw(_("There is nothing to overrule here any more."), CountersignError)
		if self.status == "Awaited" and getdate() <= getdate(self.due_on):
			frappe.throw(
				_("The unit has until {0} to countersign; please press it first.").format(self.due_on),
				CountersignError,
			)
		if not (reason or "").strip():
			frappe.throw(_("Please write why the reply goes on all the same."), CountersignError)
		self.update(
			{
				"status": "Overruled",
				"overrule_reason": reason.strip(),
				"overruled_by": frappe.session.user,
				"overruled_on": today(),
			}
		)
		self._keep()

	def _keep(self):
		self.flags.by_system = True
		self.save(ignore_permissions=True)  # nobody writes the record itself; who may act was asked before


def on_doctype_update() -> None:
	"""The daily job reads what is due, not what exists."""
	frappe.db.add_index("Reply Countersignature", ["status", "due_on"])
