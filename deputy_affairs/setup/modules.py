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


def settle(user: str, workspace: str) -> None:
	"""Let a user who works with this app alone land on their desk and see no other modules of the site.

	Users who have a desk of their own choice, administrators and users of the portal are left as they are.
	"""
	row = frappe.db.get_value(
		"User", user, ["user_type", "default_workspace", "module_profile"], as_dict=True
	)
	if not row or row.user_type != "System User" or user == "Administrator":
		return
	if "System Manager" in frappe.get_roles(user):
		return
	values = {}
	if not row.default_workspace and frappe.db.exists("Workspace", workspace):
		values["default_workspace"] = workspace
	blocked = frappe.db.exists("Block Module", {"parent": user, "parenttype": "User"})
	if not row.module_profile and not blocked and frappe.db.exists("Module Profile", PROFILE):
		values["module_profile"] = PROFILE
	if not values:
		return
	doc = frappe.get_doc("User", user)
	doc.update(values)
	if "module_profile" in values:
		doc.set("block_modules", [])
		for module in frappe.get_doc("Module Profile", PROFILE).block_modules:
			doc.append("block_modules", {"module": module.module}).db_insert()
	# Who enters somebody as a colleague need not be able to write users; nothing but their desk changes.
	frappe.db.set_value("User", user, values, update_modified=False)
	frappe.clear_cache(user=user)


def remove() -> None:
	"""Take the profile from users and remove it."""
	users = frappe.get_all("User", filters={"module_profile": PROFILE}, pluck="name")
	frappe.db.delete("Block Module", {"parenttype": "User", "parent": ("in", users or [""])})
	frappe.db.set_value("User", {"module_profile": PROFILE}, "module_profile", None)
	if frappe.db.exists("Module Profile", PROFILE):
		frappe.delete_doc("Module Profile", PROFILE, force=True)
