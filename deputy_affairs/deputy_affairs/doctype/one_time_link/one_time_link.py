import frappe
from frappe import _
from frappe.model.document import Document

CLERKS = {"Congress Clerk", "Congress Chair", "System Manager"}


class LinkByHandError(frappe.ValidationError):
	"""A one-time link is issued, used and revoked by the server; nobody writes its row."""


class OneTimeLink(Document):
	"""A page that one deputy may open without login, once; `deputy_affairs.one_time_links` writes it."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		congress: DF.Link
		deputy: DF.Link
		deputy_name: DF.Data | None
		expires_on: DF.Date
		purpose: DF.Literal["Rating", "Co-signing", "Withdrawal", "Commitment Receipt"]
		reference_doctype: DF.Link
		reference_name: DF.DynamicLink
		revoked_on: DF.Datetime | None
		sent_via: DF.Literal["", "SMS", "Mail", "Copied", "Slip"]
		status: DF.Literal["Open", "Used", "Expired", "Revoked"]
		token_hash: DF.Data
		used_on: DF.Datetime | None
	# end: auto-generated types

	def before_validate(self):
		if not self.flags.by_system:
			frappe.throw(
				_("Links are issued from the record they lead to, and change by themselves."), LinkByHandError
			)

	def on_trash(self):
		frappe.throw(_("A link stays on record; revoke it instead."), LinkByHandError)

	@frappe.whitelist(methods=["POST"])
	def revoke(self) -> None:
		"""Make the link useless, for example when it went to a wrong number."""
		self.check_permission("read")
		if not CLERKS & set(frappe.get_roles()):
			frappe.throw(_("Only the congress office revokes a link."), frappe.PermissionError)
		from deputy_affairs import one_time_links

		one_time_links.revoke_rows([self.name])


def on_doctype_update() -> None:
	"""A new link revokes the earlier one of its record and deputy; the daily job finds what has expired."""
	frappe.db.add_index("One Time Link", ["reference_name", "deputy"])
	frappe.db.add_index("One Time Link", ["status", "expires_on"])
