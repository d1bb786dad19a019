from collections.abc import Iterable
from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from deputy_affairs import settings
from deputy_affairs.i18n import rule_errors
from deputy_affairs.permissions import require_scope
from deputy_affairs.rules import unit_rating

FIELDS = ("measure", "within", "at_most", "good_from", "good_spotless", "pass_from", "pass_spotless")


class GradingRuleInvalidError(frappe.ValidationError):
	"""A grading rule that contradicts itself or overlaps with another one."""


class UnitGradingRule(Document):
	"""What makes the handling of a unit good, passable or failing; for one congress or for all."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.unit_grading_item.unit_grading_item import UnitGradingItem

		congress: DF.Link | None
		from_date: DF.Date | None
		items: DF.Table[UnitGradingItem]
		remark: DF.SmallText | None
		rule_name: DF.Data
		to_date: DF.Date | None
	# end: auto-generated types

	def before_insert(self):
		require_scope(self)

	def validate(self):
		self.validate_items()
		self.validate_dates()

	def validate_items(self):
		with rule_errors(GradingRuleInvalidError):
			unit_rating.check(self.as_items())

	def validate_dates(self):
		if self.from_date and self.to_date and getdate(self.from_date) > getdate(self.to_date):
			frappe.throw(_("The rule ends before it begins."), GradingRuleInvalidError)
		for other in frappe.get_all(
			"Unit Grading Rule",
			filters={"name": ("!=", self.name), "congress": self.congress or ("is", "not set")},
			fields=["rule_name", "from_date", "to_date"],
		):
			if _overlap(self, other):
				frappe.throw(
					_("“{0}” is valid in the same time. End it the day before this one begins.").format(
						other.rule_name
					),
					GradingRuleInvalidError,
				)

	def as_items(self) -> list[unit_rating.Item]:
		"""Return the measures for the pure rule."""
		return [
			unit_rating.Item(
				row.measure,
				row.within or 0,
				row.at_most or 0,
				row.good_from or 0,
				bool(row.good_spotless),
				row.pass_from or 0,
				bool(row.pass_spotless),
			)
			for row in self.items
		]


def _overlap(one, other) -> bool:
	first, last = date.min, date.max
	return (getdate(one.from_date) if one.from_date else first) <= (
		getdate(other.to_date) if other.to_date else last
	) and (getdate(other.from_date) if other.from_date else first) <= (
		getdate(one.to_date) if one.to_date else last
	)


def rule_for(congress: str | None, day):
	"""Return the rule in force for a congress on a day: its own, the nearest higher one's, else that for all."""
	return rules_for([congress], day)[congress]


def rules_for(congresses: Iterable[str | None], day) -> dict:
	"""Return congress → rule in force on a day, None where there is none; no congress asks for the rule for all."""
	wanted = set(congresses)
	in_force = {
		row.congress or None: row.name
		for row in frappe.get_all("Unit Grading Rule", fields=["name", "congress", "from_date", "to_date"])
		if (not row.from_date or row.from_date <= day) and (not row.to_date or day <= row.to_date)
	}
	settings.read_ahead(filter(None, wanted))
	docs = {
		name: frappe.get_doc("Unit Grading Rule", name) for name in in_force.values()
	}  # few, one a congress
	found = {}
	for congress in wanted:
		above = [name for name, _values in settings.chain_of(congress)] if congress else []
		found[congress] = docs.get(next((in_force[one] for one in (*above, None) if one in in_force), None))
	return found
