"""What removing the app takes with it besides its DocTypes, which the framework removes."""

import frappe

from deputy_affairs.setup import boards, desk_blocks, modules, roles, workflows


def before_uninstall() -> None:
	"""Remove workflows, their states and actions that nobody else uses, our User Permissions and roles."""
	workflows.remove()
	frappe.db.delete("User Permission", {"allow": "Congress"})
	roles.remove()
	modules.remove()
	desk_blocks.remove()
	boards.remove()
