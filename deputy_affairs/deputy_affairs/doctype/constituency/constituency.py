import frappe
from frappe import _
from frappe.model.document import Document

from deputy_affairs.i18n import rule_errors
from deputy_affairs.permissions import require_scope
from deputy_affairs.rules.mandates import SEATED, check_constituency_seats


class ConstituencySeatsError(frappe.ValidationError):
	"""A constituency has one to three seats (EL20 §25), and never fewer than it has deputies."""


class ConstituencyNumberError(frappe.ValidationError):
	"""Two constituencies of one term carry the same number."""


class Constituency(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		congress: DF.Link
		constituency_name: DF.Data
		constituency_number: DF.Int
		seats: DF.Int
		seats_taken: DF.Int
		term: DF.Link
		villages: DF.SmallText | None
		voters: DF.Int
	# end: auto-generated types

	def before_insert(self):
		self.set_congress()
		require_scope(self)

	def validate(self):
		self.set_congress()
		self.validate_number()
		self.validate_seats()

	def set_congress(self):
		self.congress = frappe.db.get_value("Congress Term", self.term, "congress")

	def validate_number(self):
		other = frappe.db.get_value(
			"Constituency",
			{"term": self.term, "constituency_number": self.constituency_number, "name": ("!=", self.name)},
			"constituency_name",
		)
		if other:
			frappe.throw(
				_("Number {0} belongs to {1} already.").format(self.constituency_number, other),
				ConstituencyNumberError,
			)

	def validate_seats(self):
		with rule_errors(ConstituencySeatsError):
			check_constituency_seats(self.seats)
		self.seats_taken = count_seated(self.name) if not self.is_new() else 0
		if self.seats_taken > self.seats:
			frappe.throw(
				_("{0} deputies are in office here; there cannot be fewer seats.").format(self.seats_taken),
				ConstituencySeatsError,
			)


def count_seated(constituency: str, without_deputy: str | None = None) -> int:
	"""Return how many deputies hold a seat (in office or suspended) in a constituency."""
	filters = {"constituency": constituency, "status": ("in", SEATED), "parenttype": "Deputy"}
	if without_deputy:
		filters["parent"] = ("!=", without_deputy)
	return frappe.db.count("Deputy Mandate", filters)
