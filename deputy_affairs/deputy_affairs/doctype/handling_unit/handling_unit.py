import frappe
from frappe import _
from frappe.model.document import Document

from deputy_affairs.permissions import UNIT_ROLE, require_scope
from deputy_affairs.setup import modules

UNIT_DESK = "My Assignments"


class UnitMemberError(frappe.ValidationError):
	"""A user is entered twice in a unit or lacks the role that the work needs."""


class HandlingUnit(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.handling_unit_category.handling_unit_category import (
			HandlingUnitCategory,
		)
		from deputy_affairs.deputy_affairs.doctype.handling_unit_member.handling_unit_member import (
			HandlingUnitMember,
		)

		categories: DF.TableMultiSelect[HandlingUnitCategory]
		chief_mobile: DF.Data | None
		chief_name: DF.Data | None
		congress: DF.Link
		contact_person: DF.Data | None
		contact_phone: DF.Data | None
		document_code: DF.Data | None
		is_active: DF.Check
		kind: DF.Literal[
			"Government", "Government Department", "Station", "Village", "Vertical Organ", "Other"
		]
		members: DF.Table[HandlingUnitMember]
		official_name: DF.Data | None
		unit_name: DF.Data
	# end: auto-generated types

	def before_insert(self):
		require_scope(self)

	def validate(self):
		self.validate_name()
		self.validate_members()

	def validate_name(self):
		if frappe.db.exists(
			"Handling Unit",
			{"unit_name": self.unit_name, "congress": self.congress, "name": ("!=", self.name)},
		):
			frappe.throw(_("{0} exists already.").format(self.unit_name), frappe.DuplicateEntryError)

	def validate_members(self):
		users = [row.user for row in self.members]
		for user in users:
			if users.count(user) > 1:
				frappe.throw(_("{0} is entered twice.").format(user), UnitMemberError)
			if UNIT_ROLE not in frappe.get_roles(user):
				frappe.throw(
					_("{0} needs the role {1} first; please ask the site administrator.").format(
						user, _(UNIT_ROLE)
					),
					UnitMemberError,
				)

	def on_update(self):
		self.settle_members()
		self.tell_of_promises()

	def settle_members(self):
		"""A new member lands on the unit's desk after login, and sees no other modules of the site."""
		before = self.get_doc_before_save()
		known = {row.user for row in before.members} if before else set()
		for row in self.members:
			if row.user not in known:
				modules.settle(row.user, UNIT_DESK)

	def tell_of_promises(self):
		"""A unit that ceases leaves promises that somebody has to keep (SH-S §22)."""
		if self.is_active or not self.has_value_changed("is_active"):
			return
		left = frappe.db.count("Reply Commitment", {"unit": self.name, "state": ("in", ("Open", "Overdue"))})
		if left:
			frappe.msgprint(
				_(
					"{0} promises of this unit are still to be kept. Please hand them over to the unit that goes on, with the button Hand Over Promises."
				).format(left),
				title=_("Promises Still to Be Kept"),
				indicator="orange",
			)

	def name_on_documents(self) -> str:
		"""The organ whose name and seal a document carries; an inner section never signs itself (U02)."""
		return self.official_name or self.unit_name


def is_chief(unit: str, user: str) -> bool:
	"""Whether the user may sign off the unit's replies."""
	return bool(
		frappe.db.exists(
			"Handling Unit Member",
			{"parent": unit, "parenttype": "Handling Unit", "user": user, "is_chief": 1},
		)
	)
