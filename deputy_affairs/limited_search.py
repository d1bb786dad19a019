"""The framework's ways to find a record by its name, kept to what the user may read.

The framework's own leave row permissions out when a request asks for it, or never ask for them.
"""

import inspect

import frappe
from frappe.desk import search as framework
from frappe.utils import cint

from deputy_affairs.permissions import RULES


@frappe.whitelist()
def search_link(doctype: str, txt: str, ignore_user_permissions: bool | int = False, **options) -> list:
	"""Search in a link field; stands in front of the framework's method of the same name.

	That one leaves out every row permission when a request asks for `ignore_user_permissions`.
	"""
	options = _within_limits(framework.search_link, doctype, ignore_user_permissions, options)
	return framework.search_link(doctype, txt, **options)


@frappe.whitelist()
def search_widget(doctype: str, txt: str, ignore_user_permissions: bool | int = False, **options) -> list:
	"""Search in a link dialog; in front of the framework's method for the same reason."""
	options = _within_limits(framework.search_widget, doctype, ignore_user_permissions, options)
	return framework.search_widget(doctype, txt, **options)


def _within_limits(search, doctype: str, ignore_user_permissions, options: dict) -> dict:
	"""Options for the framework's search, none that would leave out the rule of one of our DocTypes."""
	known = set(inspect.signature(search).parameters)
	ignore = bool(cint(ignore_user_permissions)) and doctype not in RULES
	return {
		**{name: value for name, value in options.items() if name in known},
		"ignore_user_permissions": ignore,
	}


@frappe.whitelist()
def get_link_title(doctype: str, docname: str) -> str | None:
	"""Return the title of a linked record to those who may read it; the framework tells everybody."""
	if doctype in RULES and not frappe.has_permission(doctype, "read", docname):
		return docname
	return framework.get_link_title(doctype, docname)
