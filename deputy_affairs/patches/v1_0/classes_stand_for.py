"""Say of the classes of an existing site what they stand for, where the meaning is still the one we laid."""

import frappe

from deputy_affairs.setup.masters import REPLY_CLASSES


def execute() -> None:
	"""An office that has written another meaning chooses for itself."""
	for letter, meaning, stands_for, _needs_promise in REPLY_CLASSES:
		filters = {"name": letter, "meaning": meaning, "stands_for": ("in", ("", None))}
		if frappe.db.exists("Reply Class", filters):
			frappe.db.set_value("Reply Class", letter, "stands_for", stands_for, update_modified=False)
