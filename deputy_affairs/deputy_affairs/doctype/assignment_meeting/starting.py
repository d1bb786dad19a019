"""Starting an assignment meeting from a list of suggestions."""

import frappe
from frappe import _
from frappe.utils import today

from deputy_affairs.transactions import all_or_nothing

from .assignment_meeting import MeetingListError


@frappe.whitelist(methods=["POST"])
def start(names: list | str, congress: str, meeting: str | None = None) -> str:
	"""Make a meeting of today with these suggestions on its list; returns its name. Raises MeetingListError."""
	frappe.has_permission("Assignment Meeting", "create", throw=True)
	names = frappe.parse_json(names)
	with all_or_nothing("meeting"):
		doc = frappe.get_doc(
			{
				"doctype": "Assignment Meeting",
				"congress": congress,
				"meeting": meeting or None,
				"held_on": today(),
			}
		).insert()
		if not names or not doc.add_suggestions(names):
			frappe.throw(
				_("None of them waits for a unit: only registered suggestions without one are handed out."),
				MeetingListError,
			)
	return doc.name
