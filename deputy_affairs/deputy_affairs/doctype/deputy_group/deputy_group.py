import frappe
from frappe import _
from frappe.model.document import Document

from deputy_affairs import settings
from deputy_affairs.permissions import require_scope
from deputy_affairs.rules.mandates import SEATED


class GroupMemberError(frappe.ValidationError):
	"""A member is entered twice or holds no mandate in the group's term."""


class GroupMembershipError(frappe.ValidationError):
	"""A deputy belongs to one group a term (SH-D §22, BJ-D §16)."""


class GroupLeaderError(frappe.ValidationError):
	"""Leader and liaison are members of their group."""


class DeputyGroup(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.deputy_group_member.deputy_group_member import (
			DeputyGroupMember,
		)

		congress: DF.Link
		contact_cadre: DF.Data | None
		contact_cadre_post: DF.Data | None
		group_name: DF.Data
		leader: DF.Link | None
		liaison: DF.Link | None
		member_count: DF.Int
		members: DF.Table[DeputyGroupMember]
		term: DF.Link
		villages: DF.SmallText | None
	# end: auto-generated types

	def before_insert(self):
		self.set_congress()
		require_scope(self)

	def validate(self):
		self.set_congress()
		self.validate_members()
		self.validate_one_group_a_term()
		self.set_duties()
		self.member_count = len(self.members)
		self.warn_of_size()

	def set_congress(self):
		self.congress = frappe.db.get_value("Congress Term", self.term, "congress")

	def member_names(self) -> list[str]:
		return [row.deputy for row in self.members]

	def validate_members(self):
		names = self.member_names()
		mandated = set(
			frappe.get_all(
				"Deputy Mandate",
				filters={
					"parent": ("in", names or [""]),
					"term": self.term,
					"status": ("in", SEATED),
					"parenttype": "Deputy",
				},
				pluck="parent",
			)
		)
		for row in self.members:
			if names.count(row.deputy) > 1:
				frappe.throw(
					_("{0} is entered twice.").format(row.deputy_name or row.deputy), GroupMemberError
				)
			if row.deputy not in mandated:
				frappe.throw(
					_("{0} holds no mandate in this term.").format(row.deputy_name or row.deputy),
					GroupMemberError,
				)

	def validate_one_group_a_term(self):
		member, group = frappe.qb.DocType("Deputy Group Member"), frappe.qb.DocType("Deputy Group")
		found = (
			frappe.qb.from_(member)
			.join(group)
			.on(group.name == member.parent)
			.select(member.deputy_name, group.group_name)
			.where((group.term == self.term) & (group.name != (self.name or "")))
			.where(member.deputy.isin(self.member_names() or [""]))
			.limit(1)
			.run()
		)
		if found:
			frappe.throw(
				_("{0} belongs to {1} already; a deputy has one group a term.").format(*found[0]),
				GroupMembershipError,
			)

	def set_duties(self):
		"""Leader and liaison are named once, above; the members' table repeats them for reading."""
		for fieldname in ("leader", "liaison"):
			deputy = self.get(fieldname)
			if deputy and deputy not in self.member_names():
				frappe.throw(
					_("The {0} must be a member of the group.").format(
						_(self.meta.get_label(fieldname), context="Deputy Group")
					),
					GroupLeaderError,
				)
		for row in self.members:
			if row.deputy == self.leader:
				row.duty = "Leader"
			elif row.deputy == self.liaison:
				row.duty = "Liaison"
			elif row.duty in ("Leader", "Liaison"):
				row.duty = "Member"

	def warn_of_size(self):
		"""Three deputies may form a group (OL22 §43); a smaller or very large one is possible, so only warn."""
		smallest = settings.value(self.congress, "group_min")
		largest = settings.value(self.congress, "group_max")
		if self.member_count < smallest:
			frappe.msgprint(
				_("The group has {0} members; at least {1} deputies form a group.").format(
					self.member_count, smallest
				),
				indicator="orange",
				alert=True,
			)
		elif self.member_count > largest:
			frappe.msgprint(
				_("The group has {0} members; more than {1} are hard to bring together.").format(
					self.member_count, largest
				),
				indicator="orange",
				alert=True,
			)

	def on_update(self):
		before = self.get_doc_before_save()
		left = {row.deputy for row in before.members} - set(self.member_names()) if before else set()
		self.write_to_deputies(left, None)
		self.write_to_deputies(set(self.member_names()), self.name)

	def on_trash(self):
		self.write_to_deputies(set(self.member_names()), None)

	def write_to_deputies(self, deputies: set[str], group: str | None):
		"""Keep the group shown on deputies whose present term this is."""
		if not deputies:
			return
		deputy = frappe.qb.DocType("Deputy")
		frappe.qb.update(deputy).set(deputy.deputy_group, group).where(
			deputy.name.isin(list(deputies)) & (deputy.term == self.term)
		).run()
