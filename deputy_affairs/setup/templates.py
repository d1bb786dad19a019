"""Stock templates as records that the office may download, edit in Word and upload again."""

import frappe
from frappe import _

from deputy_affairs.issued_documents import sha256
from deputy_affairs.paperwork.catalogue import form, forms


def create() -> None:
	"""Insert a record for each stock form that has none; edited ones are left alone."""
	for each in forms():
		if not frappe.db.exists("Paperwork Template", {"kind": each.KIND, "is_stock": 1}):
			doc = frappe.get_doc(
				{
					"doctype": "Paperwork Template",
					"title": each.TITLE,
					"kind": each.KIND,
					"is_stock": 1,
				}
			)
			doc.flags.by_system = True
			doc.insert()
			doc.restore_stock()


def renew(kinds: tuple[str, ...]) -> None:
	"""Lay the present stock version of these kinds where a stock version is in force and no office's own."""
	names = frappe.get_all("Paperwork Template", {"kind": ("in", kinds), "is_stock": 1}, pluck="name")
	for name in names:
		doc = frappe.get_doc("Paperwork Template", name)
		if _is_untouched(doc) and _is_outdated(doc):
			doc.flags.by_system = True
			doc.restore_stock()


def _is_untouched(template) -> bool:
	"""Whether the last version was laid by us: the first one, or one that says so in any of our languages."""
	ours = {"Stock version", *(_("Stock version", lang) for lang in ("zh", "en"))}
	return len(template.versions) <= 1 or template.versions[-1].note in ours


def _is_outdated(template) -> bool:
	present = sha256(form(template.kind).build())
	return not template.versions or template.versions[-1].file_hash != present
