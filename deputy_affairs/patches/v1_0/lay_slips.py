"""Opinion forms from before slip numbers: each gets its number, the day it is left out, and the link of its paper."""

from collections import defaultdict

import frappe
from frappe.utils import getdate

from deputy_affairs.deputy_affairs.doctype.suggestion_rating.suggestion_rating import closing_day
from deputy_affairs.numbering import next_serials
from deputy_affairs.rules.slips import slip_number

RATING = "Suggestion Rating"


def execute() -> None:
	"""Number what has no number yet, in the order of making; safe to run again."""
	forms = frappe.get_all(
		RATING,
		filters={"slip_number": ("is", "not set")},
		fields=["name", "congress", "creation", "due_date", "status"],
		order_by="creation asc, name asc",
	)
	numbers, days = give_numbers(forms), ClosingDays()
	values = {
		form.name: {
			"slip_number": numbers[form.name],
			"closes_on": days[form.congress, form.due_date] if form.due_date else None,
		}
		for form in forms
	}
	frappe.db.bulk_update(RATING, values, update_modified=False)
	for form in forms:
		if form.status == "Awaited" and form.due_date:  # those of the running rounds, of few weeks
			frappe.get_doc(RATING, form.name).lay_slip_link()


class ClosingDays(dict):
	"""By congress and return date the last day on which a form is waited for, each reckoned once."""

	def __missing__(self, key):
		self[key] = closing_day(*key)
		return self[key]


def give_numbers(forms: list) -> dict[str, str]:
	"""By form its number, in one go for each congress and year."""
	series = defaultdict(list)
	for form in forms:
		series[form.congress, getdate(form.creation).year].append(form.name)
	return {
		name: slip_number(year, serial)
		for (congress, year), names in series.items()
		for name, serial in zip(names, next_serials(f"{congress}:slip:{year}", len(names)), strict=True)
	}
