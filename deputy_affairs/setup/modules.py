"""A module profile that leaves staff of a congress the workspaces of this app alone."""

import frappe

PROFILE = "Deputy Affairs"


def create() -> None:
	"""Make the module profile once; administrators put it on users who need nothing else of the site."""
	if frappe.db.exists("Module Profile", PROFILE):
		return
	others = frappe.get_all("Module Def", filters={"app_name": ("!=", "deputy_affairs")}, pluck="name")
	frappe.get_doc(
		{
			"doctype": "Module Profile",
			"module_profile_name": PROFILE,
			"block_modules": [{"module": module} for module in others],
		}
	).insert()


def remove() -> None:
	"""Take the profile from users and remove it."""
	users = frappe.get_all("User", filters={"module_profile": PROFILE}, pluck="name")
	frappe.db.delete("Block Module", {"parenttype": "User", "parent": ("in", users or [""])})
	frappe.db.set_value("User", {"module_profile": PROFILE}, "module_profile", None)
	if frappe.db.exists("Module Profile", PROFILE):
		frappe.delete_doc("Module Profile", PROFILE, force=True)
