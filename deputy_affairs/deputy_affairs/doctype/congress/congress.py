import frappe
from frappe import _
from frappe.utils.nestedset import NestedSet

from deputy_affairs import settings
from deputy_affairs.i18n import rule_errors, say
from deputy_affairs.permissions import OFFICE_ROLE, STAFF_ROLES, is_unlimited
from deputy_affairs.rules import mandates
from deputy_affairs.rules import settings as rules
from deputy_affairs.setup import modules


class CongressSettingError(frappe.ValidationError):
	"""A setting has a value that the law or the other settings do not allow."""


class CongressLevelError(frappe.ValidationError):
	"""The higher congress is not of a higher level."""


class CongressTreeError(frappe.PermissionError):
	"""Only the site's administrator places a congress in the tree: it decides who may look down on it."""


LEVELS = ("Township", "County", "City")


class Congress(NestedSet):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.congress_staff.congress_staff import CongressStaff

		acknowledge_days: DF.Int
		address: DF.Data | None
		assign_workdays: DF.Int
		assignment_meeting_days: DF.Int
		assist_months: DF.Int
		clock_start: DF.Literal["", "Assignment Day", "Closing of Meeting"]
		commitment_check_workdays: DF.Int
		congress_name: DF.Data
		contact_person: DF.Data | None
		cosign_days: DF.Int
		countersign_required: DF.Literal["", "Yes", "No"]
		countersign_workdays: DF.Int
		exclude_unreturned: DF.Literal["", "Yes", "No"]
		extension_approver: DF.Literal["", "Chair", "Chair or Clerk"]
		extension_tell_days: DF.Int
		first_contact_workdays: DF.Int
		government_name: DF.Data | None
		group_max: DF.Int
		group_min: DF.Int
		hotline: DF.Data | None
		is_group: DF.Check
		level: DF.Literal["Township", "County", "City"]
		lft: DF.Int
		mailbox: DF.Data | None
		max_rounds: DF.Int
		max_total_months: DF.Int
		meeting_number_pattern: DF.Data | None
		notice_answer_workdays: DF.Int
		old_parent: DF.Link | None
		overdue_every_days: DF.Int
		parent_congress: DF.Link | None
		population: DF.Int
		presidium_code: DF.Data | None
		presidium_name: DF.Data | None
		print_qr: DF.Literal["", "Yes", "No"]
		publication_noindex: DF.Literal["", "Yes", "No"]
		publication_tier: DF.Literal["", "None", "Title", "Summary", "Full Text", "With Reply"]
		publish_deputy_names: DF.Literal["", "Yes", "No"]
		publish_report: DF.Literal["", "Yes", "No"]
		rating_give_up_workdays: DF.Int
		rating_return_workdays: DF.Int
		reassign_workdays: DF.Int
		rating_model: DF.Literal["", "Attitude and Result", "Single Grade"]
		receipt_return_workdays: DF.Int
		receipts_from: DF.Data | None
		receipts_until: DF.Data | None
		recess_number_pattern: DF.Data | None
		redo_assist_workdays: DF.Int
		rehandling_months: DF.Int
		reminder_days: DF.Data | None
		reminder_sms: DF.Literal["", "Yes", "No"]
		reply_months: DF.Int
		reply_months_hard: DF.Int
		reply_classes: DF.Literal["", "A to D", "A to C"]
		reply_to_signers: DF.Literal["", "Each Signer", "Lead Deputy Only"]
		return_workdays: DF.Int
		rgt: DF.Int
		roster_order: DF.Literal["", "Strokes", "Pinyin"]
		short_name: DF.Data
		sign_for_days: DF.Int
		signer_not_drafter: DF.Literal["", "Yes", "No"]
		staff: DF.Table[CongressStaff]
		supervise_after_days: DF.Int
		two_step_review: DF.Literal["", "Yes", "No"]
		urge_after_days: DF.Int
		withdraw_until: DF.Literal["", "Before Reply", "Before Assignment"]
		unit_sees_ratings: DF.Literal["", "Grades and Opinions", "Grades Only", "Nothing"]
	# end: auto-generated types

	nsm_parent_field = "parent_congress"

	def validate(self):
		self.keep_tree_numbers()
		self.validate_place()
		self.validate_level()
		self.validate_settings()
		self.validate_staff()

	def keep_tree_numbers(self):
		"""The tree's own numbers decide who sees what; only the framework moves them, through the parent."""
		before = self.get_doc_before_save()
		for fieldname in ("lft", "rgt", "old_parent"):
			self.set(fieldname, before.get(fieldname) if before else None)

	def validate_place(self):
		before = self.get_doc_before_save()
		if (
			before
			and before.parent_congress != self.parent_congress
			and not is_unlimited(frappe.session.user)
		):
			frappe.throw(_("Only the site administrator can change the higher congress."), CongressTreeError)

	def validate_level(self):
		pairs = [(row.name, self.name, row.level, self.level) for row in self.lower_congresses()]
		if self.parent_congress:
			parent_level = frappe.db.get_value("Congress", self.parent_congress, "level")
			pairs.append((self.short_name, self.parent_congress, self.level, parent_level))
		for lower, higher, lower_level, higher_level in pairs:
			if LEVELS.index(higher_level) <= LEVELS.index(lower_level):
				frappe.throw(
					_("{0} cannot stand under {1}: its level is not lower.").format(lower, higher),
					CongressLevelError,
				)

	def lower_congresses(self) -> list[dict]:
		"""Return name and level of the congresses right below."""
		if self.is_new():
			return []
		return frappe.get_all("Congress", filters={"parent_congress": self.name}, fields=["name", "level"])

	def validate_settings(self):
		for name in rules.SETTINGS:
			with rule_errors(CongressSettingError):
				rules.validate_setting(name, self.get(name))
		with rule_errors(CongressSettingError):
			rules.validate_together(self.settings_chain())
		self.validate_settings_below()

	def validate_settings_below(self):
		"""What a lower congress leaves empty comes from here; it must agree with what is set there."""
		if self.is_new():
			return
		own = self.as_dict()
		for lower in frappe.db.get_descendants("Congress", self.name):
			chain = [
				(name, own if name == self.name else values) for name, values in settings.chain_of(lower)
			]
			try:
				rules.validate_together(chain)
			except rules.SettingError as error:
				frappe.throw(f"{lower}: {say(error.text)}", CongressSettingError)

	def validate_staff(self):
		users = [row.user for row in self.staff]
		for user in users:
			if users.count(user) > 1:
				frappe.throw(
					_("{0} is entered twice among the staff.").format(user), frappe.DuplicateEntryError
				)

	def settings_chain(self) -> list[tuple[str, dict]]:
		"""The settings from this record's unsaved values up to the root."""
		above = settings.chain_of(self.parent_congress) if self.parent_congress else []
		return [(self.short_name, self.as_dict()), *above]

	def before_save(self):
		if self.parent_congress and not frappe.db.get_value("Congress", self.parent_congress, "is_group"):
			frappe.db.set_value("Congress", self.parent_congress, "is_group", 1)

	def on_update(self):
		super().on_update()
		settings.forget()
		self.sync_user_permissions()
		# A new or moved congress changes what the staff of the higher ones may see.
		frappe.cache.delete_key("user_permissions")

	def on_trash(self):
		super().on_trash(allow_root_deletion=True)
		for name in self._own_permissions().values():
			delete_user_permission(name)

	def _own_permissions(self) -> dict[str, str]:
		rows = frappe.get_all(
			"User Permission", filters={"allow": "Congress", "for_value": self.name}, fields=["name", "user"]
		)
		return {row.user: row.name for row in rows}

	def sync_user_permissions(self):
		"""Give the staff a User Permission for this congress, and take it from those who left the table."""
		before = self.get_doc_before_save()
		left = {row.user for row in before.staff} - {row.user for row in self.staff} if before else set()
		existing = self._own_permissions()
		for user in left & set(existing):
			delete_user_permission(existing[user])
		for row in self.staff:
			if row.user not in existing:
				frappe.get_doc(
					{
						"doctype": "User Permission",
						"user": row.user,
						"allow": "Congress",
						"for_value": self.name,
						"apply_to_all_doctypes": 1,
					}
				).insert(ignore_permissions=True)  # who may edit the staff table decides who works here
				modules.settle(row.user, "My Assignments" if _is_office(row.user) else "Deputy Affairs")

	@frappe.whitelist()
	def get_effective_settings(self) -> list[dict]:
		"""Return each setting in force with where it comes from, for the form.

		Rows: fieldname, label, value (translated where it is a choice), unit, origin (congress or empty for
		the law's default), source (the article behind the default).
		"""
		self.check_permission("read")
		rows = []
		for name, setting in rules.SETTINGS.items():
			in_force = rules.resolve(name, self.settings_chain())
			rows.append(
				{
					"fieldname": name,
					"label": _(self.meta.get_label(name), context="Congress"),
					"value": _(in_force.value, context="Congress")
					if setting.kind == "select"
					else in_force.value,
					"unit": say(setting.unit),
					"origin": in_force.origin or "",
					"own": in_force.origin == self.short_name,
					"source": _(setting.source),
				}
			)
		return rows

	@frappe.whitelist()
	def get_base_seats(self) -> int | None:
		"""Return the number of deputies by art. 12 of the Electoral Law for the population entered."""
		self.check_permission("read")
		if not self.population or self.level == "City":
			return None
		return mandates.base_seats(self.level, self.population)


def _is_office(user: str) -> bool:
	"""Whether somebody works for the government office, whose desk is that of the units."""
	roles = set(frappe.get_roles(user))
	return OFFICE_ROLE in roles and not roles & STAFF_ROLES


def delete_user_permission(name: str) -> None:
	"""Remove a permission that a staff table had given."""
	frappe.delete_doc("User Permission", name, ignore_permissions=True)  # follows the staff table, see above
