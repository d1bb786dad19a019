"""Lay a series of document numbers for each organ code and year from which numbers were given before."""

import re

import frappe

from deputy_affairs import document_numbers

_COUNTER = re.compile(r"^(?P<congress>.+?):(?P<code>.+)〔(?P<year>\d{4})〕$")


def execute() -> None:
	"""Go on from the highest number on record or counted; safe to run again."""
	highest: dict[tuple[str, str, int], int] = {}

	def note(congress: str, code: str, year: int, serial: int) -> None:
		key = (congress, code, year)
		highest[key] = max(highest.get(key, 0), serial)

	for doctype, fieldnames in document_numbers.NUMBERED.items():
		for fieldname in fieldnames:
			for congress, number in frappe.get_all(
				doctype, filters={fieldname: ("is", "set")}, fields=["congress", fieldname], as_list=True
			):
				try:
					note(congress, *document_numbers.parse(number))
				except document_numbers.DocumentNumberError:
					frappe.clear_last_message()  # a number of an office's own making begins no series
	counter = frappe.qb.DocType("Series")
	known = set(frappe.get_all("Congress", pluck="name"))
	query = frappe.qb.from_(counter).select(counter.name, counter.current).where(counter.name.like("%〔%〕"))
	for name, current in query.run():
		found = _COUNTER.match(name)
		if found and found["congress"] in known:
			note(found["congress"], found["code"], int(found["year"]), current)
	for (congress, code, year), serial in sorted(highest.items()):
		document_numbers.ensure_series(congress, code, year, serial)
