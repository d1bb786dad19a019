"""Drafts of notices: by a click, for one overdue item or many, and by the daily job. Issuing is a person's act."""

import frappe
from frappe import _

from deputy_affairs.deputy_affairs.doctype.supervision_notice.supervision_notice import (
	DRAFTED,
	MOST_ITEMS,
	NOTHING_MORE_DUE,
	REMINDER,
	SUPERVISION,
	NoticeItemError,
)

KINDS = (REMINDER, SUPERVISION)
# What the presidium demands as a rule; the chair edits it before issue. Papers are Chinese.
DEMAND = (
	"由单位主要负责人牵头，逐件研究办理措施，明确责任人和完成时限，尽快答复代表，并如实说明未按期办结的原因。"
)


@frappe.whitelist(methods=["POST"])
def draft_notices(kind: str, assignments: str | list) -> list[dict]:
	"""Draft notices for assignments, one a unit; what is drafted for the unit already takes the items in.

	Returns [{"name", "unit", "items"}]. Only who may make notices, of assignments in the own sight.
	"""
	frappe.has_permission("Supervision Notice", "create", throw=True)
	names = list(
		dict.fromkeys(frappe.parse_json(assignments) if isinstance(assignments, str) else assignments)
	)
	if kind not in KINDS:
		frappe.throw(_("There is no such kind of notice."), NoticeItemError)
	rows = frappe.get_list(
		"Suggestion Assignment",
		filters={"name": ("in", names or [""]), "status": ("not in", NOTHING_MORE_DUE)},
		fields=["name", "unit"],
		order_by="due_date asc, name asc",
		limit_page_length=0,
	)
	if not rows:
		frappe.throw(_("Please choose assignments on which something is still to be done."), NoticeItemError)
	units: dict[str, list[str]] = {}
	for row in rows:
		units.setdefault(row.unit, []).append(row.name)
	made = []
	for unit, items in units.items():
		for at in range(0, len(items), MOST_ITEMS):
			doc = draft(kind, unit, items[at : at + MOST_ITEMS])
			made.append({"name": doc.name, "unit": doc.unit_name(), "items": len(doc.items)})
	return made


def draft(kind: str, unit: str, assignments: list[str], reason: str = "", by_system: bool = False):
	"""Put assignments into the unit's open draft of the kind, or into a new one, and return it."""
	name = frappe.db.get_value(
		"Supervision Notice", {"unit": unit, "kind": kind, "workflow_state": DRAFTED}, order_by="creation asc"
	)
	doc = frappe.get_doc("Supervision Notice", name) if name else None
	if not doc or len(doc.items) + len(assignments) > MOST_ITEMS:
		doc = frappe.new_doc("Supervision Notice")
		doc.update({"kind": kind, "unit": unit, "demand": DEMAND if kind == SUPERVISION else ""})
	known = {row.assignment for row in doc.items}
	for assignment in assignments:
		if assignment not in known:
			doc.append("items", {"assignment": assignment})
	if reason:
		doc.drafted_because = "\n".join(filter(None, [doc.drafted_because, reason]))
	doc.flags.by_system = by_system
	# The daily job writes drafts; for people the rules of the DocType hold.
	doc.save(ignore_permissions=by_system)  # see above
	return doc
