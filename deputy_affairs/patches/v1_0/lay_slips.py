"""Opinion forms from before slip numbers: each gets its number, the day it is left out, and the link of its paper."""

import frappe
from frappe.utils import getdate

from deputy_affairs.deputy_affairs.doctype.suggestion_rating.suggestion_rating import closing_day
from deputy_affairs.numbering import next_serial
from deputy_affairs.rules.slips import slip_number


def execute() -> None:
	"""Number what has no number yet, in the order of making; safe to run again."""
	names = frappe.get_all(
		"Suggestion Rating",
		filters={"slip_number": ("is", "not set")},
		pluck="name",
		order_by="creation asc, name asc",
	)
	for name in names:
		rating = frappe.get_doc("Suggestion Rating", name)
		year = getdate(rating.creation).year
		values = {
			"slip_number": slip_number(year, next_serial(f"{rating.congress}:slip:{year}")),
			"closes_on": closing_day(rating.congress, rating.due_date) if rating.due_date else None,
		}
		rating.db_set(values, update_modified=False)
		if rating.status == "Awaited" and rating.closes_on:
			rating.lay_slip_link()
