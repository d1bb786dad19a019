"""Letters that a handling unit sends under its own number: of a return, an opinion, an extension."""

import frappe
from frappe import _

from deputy_affairs import document_numbers
from deputy_affairs.issued_documents import Issue
from deputy_affairs.paperwork import catalogue, papers
from deputy_affairs.permissions import is_unlimited, units_of


class UnitNumberError(papers.PaperworkError):
	"""The unit has no document code, or somebody else would draw a number from its series."""


def unit_number(record, fieldname: str, on) -> str:
	"""The number of a unit's letter of a date; the unit itself draws it, others only print what went out."""
	number = papers.number_in_force(record, fieldname)
	if number:
		return number
	if frappe.flags.paper_preview:
		return papers.PREVIEW_NUMBER
	user = frappe.session.user
	if record.unit not in units_of(user) and not is_unlimited(user):
		frappe.throw(
			_("The unit makes this letter first; it carries the unit's own number."), UnitNumberError
		)
	unit = frappe.db.get_value("Handling Unit", record.unit, ["document_code", "unit_name"], as_dict=True)
	if not unit.document_code:
		frappe.throw(
			_("{0} has no document code. Please enter it on the unit first.").format(unit.unit_name),
			UnitNumberError,
		)
	number = document_numbers.next_number(record.congress, unit.document_code, on, record)
	record.db_set(fieldname, number, update_modified=False)
	return number


def unit_issue(kind: str, record, context: dict, addressee: str) -> Issue:
	"""What the register says of a unit's letter."""
	document = context["document"]
	return Issue(
		kind=kind,
		title=catalogue.form(kind).TITLE,
		number=document["number"],
		congress=record.congress,
		organ=document["issuer"],
		issued_on=document["issued_on"],
		subject=record.suggestion_title,
		addressee=addressee,
		round=record.round,
		unit=record.unit,
	)
