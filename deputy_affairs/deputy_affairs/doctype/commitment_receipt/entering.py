"""Receipts that came back on paper: entered from the pile, several at once, each standing by itself."""

import frappe
from frappe import _
from frappe.utils import cstr

from deputy_affairs.transactions import all_or_nothing

FIELDS = ("grade", "reasons", "received_on")
MOST_SHOWN, AT_ONCE = 300, 300


class TooManyAnswersError(frappe.ValidationError):
	"""More answers than one pile holds."""


@frappe.whitelist()
def still_out(congress: str | None = None, year: int | str | None = None) -> list[dict]:
	"""Return the receipts that have not come back, late ones too, for entering them: by deputy, then number.

	Rows: {name, deputy_name, registration_number, suggestion_title, promise, unit_name, due_date, status}.
	"""
	frappe.has_permission("Commitment Receipt", "write", throw=True)
	filters = {"status": ("!=", "Returned")}
	if congress:
		filters["congress"] = congress
	if year:
		filters["year"] = year
	return frappe.get_list(
		"Commitment Receipt",
		filters=filters,
		fields=[
			"name",
			"deputy_name",
			"registration_number",
			"suggestion_title",
			"promise",
			"unit.unit_name as unit_name",
			"made_on",
			"due_date",
			"status",
		],
		order_by="deputy_name asc, made_on desc, name asc",
		limit_page_length=MOST_SHOWN,
	)


@frappe.whitelist(methods=["POST"])
def enter_answers(answers: str | list) -> dict:
	"""Record what stands on the papers; returns {"entered": [name], "failed": [{"name", "error"}]}.

	Each answer is {name, grade, reasons, received_on}; the rules are those of the form. One that cannot be recorded
	holds up no other and is named with its reason.
	"""
	frappe.has_permission("Commitment Receipt", "write", throw=True)
	rows = frappe.parse_json(answers)
	if len(rows) > AT_ONCE:
		frappe.throw(_("Please save at most {0} answers at once.").format(AT_ONCE), TooManyAnswersError)
	entered, failed = [], []
	for row in rows:
		try:
			with all_or_nothing("paper_answer"):
				_enter(row)
			entered.append(row["name"])
		except frappe.QueryDeadlockError:
			raise  # nothing of the whole request is left; it can be sent again
		except (frappe.ValidationError, frappe.PermissionError) as error:
			failed.append({"name": cstr(row.get("name")), "error": cstr(error)})
	frappe.clear_messages()
	return {"entered": entered, "failed": failed}


def _enter(row: dict) -> None:
	receipt = frappe.get_doc("Commitment Receipt", row.get("name"), for_update=True)
	receipt.check_permission("write")
	receipt.update({field: row[field] for field in FIELDS if row.get(field)})
	receipt.save()
