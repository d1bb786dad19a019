"""The roles of the app. The framework makes those named in DocType permissions with desk access; the two
roles of deputies work on the portal alone."""

import frappe

DESK_ROLES = (
	"Congress Clerk",
	"Congress Chair",
	"Congress Observer",
	"Government Office",
	"Handling Unit User",
)
PORTAL_ROLES = ("Group Liaison", "Deputy")


def create() -> None:
	"""Make the roles that are missing and set desk access as the role needs it."""
	for role in DESK_ROLES + PORTAL_ROLES:
		desk_access = int(role in DESK_ROLES)
		if frappe.db.exists("Role", role):
			frappe.db.set_value("Role", role, "desk_access", desk_access)
		else:
			# Installation runs as Administrator.
			frappe.get_doc({"doctype": "Role", "role_name": role, "desk_access": desk_access}).insert()


def remove() -> None:
	"""Take the roles from users and remove them."""
	for role in DESK_ROLES + PORTAL_ROLES:
		frappe.db.delete("Has Role", {"role": role})
		frappe.db.delete("Custom DocPerm", {"role": role})
		if frappe.db.exists("Role", role):
			frappe.delete_doc("Role", role, force=True)


def may_open_desk() -> bool:
	"""Whether the apps screen shows the app to the session's user."""
	return bool({*DESK_ROLES, "System Manager"} & set(frappe.get_roles()))
