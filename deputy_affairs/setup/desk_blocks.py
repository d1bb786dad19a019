"""Blocks of the workspaces that the framework keeps as records: they draw what our own scripts bring."""

import frappe

# name -> (roles, the function of the app's bundle that draws it)
BLOCKS = {
	"My Work": (("Handling Unit User", "Government Office", "System Manager"), "show_my_work"),
	"Decisions of the Chair": (("Congress Chair", "System Manager"), "show_chair_decisions"),
}


def create() -> None:
	"""Insert what is missing; a block that an administrator changed stays as it is."""
	for name, (roles, function) in BLOCKS.items():
		if frappe.db.exists("Custom HTML Block", name):
			continue
		frappe.get_doc(
			{
				"doctype": "Custom HTML Block",
				"name": name,
				"html": '<div class="deputy-affairs-block"></div>',
				"script": f'deputy_affairs.{function}(root_element.querySelector(".deputy-affairs-block"));',
				"style": "",
				"roles": [{"role": role} for role in roles],
			}
		).insert()


def remove() -> None:
	"""Take the blocks away with the app."""
	for name in BLOCKS:
		if frappe.db.exists("Custom HTML Block", name):
			frappe.delete_doc("Custom HTML Block", name, force=True)
