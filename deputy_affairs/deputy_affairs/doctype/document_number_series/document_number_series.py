import frappe
from frappe import _
from frappe.model.document import Document


class NumberSeriesError(frappe.ValidationError):
	"""A series is kept by the system; nobody writes, renames or deletes it."""


class DocumentNumberSeries(Document):
	"""The numbers of one organ code in one year; `deputy_affairs.document_numbers` draws and keeps them."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.document_number_entry.document_number_entry import (
			DocumentNumberEntry,
		)

		code: DF.Data
		congress: DF.Link
		current: DF.Int
		entries: DF.Table[DocumentNumberEntry]
		organ: DF.Data | None
		unit: DF.Link | None
		year: DF.Int
	# end: auto-generated types

	def before_validate(self):
		if not self.flags.by_system:
			self._refuse()

	def before_rename(self, old: str, new: str, merge: bool = False):
		self._refuse()

	def on_trash(self):
		self._refuse()

	def _refuse(self):
		frappe.throw(
			_("Numbers are given by the system; reserve or void a number with the buttons."),
			NumberSeriesError,
		)
