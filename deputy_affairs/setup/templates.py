"""Stock templates as records that the office may download, edit in Word and upload again."""

import frappe

from deputy_affairs.paperwork.catalogue import forms


def create() -> None:
	"""Insert a record for each stock form that has none; edited ones are left alone."""
	for form in forms():
		if not frappe.db.exists("Paperwork Template", {"kind": form.KIND, "is_stock": 1}):
			doc = frappe.get_doc(
				{
					"doctype": "Paperwork Template",
					"title": form.TITLE,
					"kind": form.KIND,
					"is_stock": 1,
				}
			)
			doc.flags.by_system = True
			doc.insert()
			doc.restore_stock()


def renew(kinds: tuple[str, ...]) -> None:
	"""Lay the present stock version of these kinds where the record still holds the one it was made with."""
	names = frappe.get_all("Paperwork Template", {"kind": ("in", kinds), "is_stock": 1}, pluck="name")
	for name in names:
		doc = frappe.get_doc("Paperwork Template", name)
		if len(doc.versions) <= 1:
			doc.flags.by_system = True
			doc.restore_stock()
