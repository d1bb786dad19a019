"""Papers of supervision: 催办通知 and 督办通知书 (domain.md §4 no. 14)."""

import frappe
from frappe.utils import getdate

from deputy_affairs import clock

from .common import ROLE_WORDS, congress, copies_to_government, iso, presidium_letter, today_iso


def supervision(notice, number: str) -> dict:
	"""What both notices say; of the suggestions only what the unit may read."""
	organ = congress(notice.congress)
	unit = frappe.get_cached_doc("Handling Unit", notice.unit)
	earlier = _earlier(notice)
	return {
		"congress": organ,
		"document": presidium_letter(
			organ,
			number,
			iso(notice.issued_on) or today_iso(),
			unit.unit_name,
			copies=copies_to_government(organ),
		),
		"notice": {
			"item_count": len(notice.items),
			"overdue_count": sum(row.days_overdue > 0 for row in notice.items),
			"earlier_count": len(earlier),
			"earlier_numbers": "、".join(earlier),
			"demand": notice.demand or "",
			"answer_by": iso(
				notice.answer_by or clock.due("answer to a notice", notice.congress, getdate()).date
			),
			"responsible": notice.responsible or unit.chief_name or "",
			"leader": notice.leader or "",
			"items": [
				{
					"no": row.idx,
					"number": row.registration_number or "",
					"title": row.suggestion_title,
					"role_text": ROLE_WORDS[row.handling_role],
					"round": row.round,
					"due_date": iso(row.due_date),
					"overdue_text": str(row.days_overdue) if row.days_overdue else "—",
				}
				for row in notice.items
			],
		},
	}


def _earlier(notice) -> list[str]:
	"""Numbers of the notices on the same items that were issued before, oldest first."""
	item, other = frappe.qb.DocType("Supervision Item"), frappe.qb.DocType("Supervision Notice")
	rows = (
		frappe.qb.from_(item)
		.join(other)
		.on(other.name == item.parent)
		.select(other.document_number)
		.distinct()
		.where(item.assignment.isin([row.assignment for row in notice.items] or [""]))
		.where(other.document_number.isnotnull() & (other.name != notice.name))
		.where((other.issued_on <= (notice.issued_on or today_iso())) & (other.unit == notice.unit))
		.orderby(other.document_number)
	).run(pluck=True)
	return rows
