"""The receipt by a one-time link: what its page shows and how the answer is recorded."""

import frappe
from frappe import _
from frappe.utils import getdate

from deputy_affairs import one_time_links
from deputy_affairs.rules.stages import DISSATISFIED, GRADES

PURPOSE = "Commitment Receipt"
TOLD = ("Progress", "Completion", "Explanation", "Term Explanation")


class GradeMissingError(frappe.ValidationError):
	"""The page asks for a grade."""


class LinkNotPossibleError(frappe.ValidationError):
	"""A receipt that came back needs no link."""


def is_open(receipt, link) -> bool:
	"""A receipt that came back on paper is no longer filled in by link."""
	return receipt.status != "Returned"


def describe(receipt, link) -> dict:
	"""The promise, how it stands, what was reported, and the question of the receipt."""
	commitment = frappe.get_doc("Reply Commitment", receipt.commitment)
	return {
		"heading": receipt.suggestion_title,
		"deputy_name": receipt.deputy_name,
		"registration_number": receipt.registration_number,
		"unit": frappe.db.get_value("Handling Unit", receipt.unit, "unit_name"),
		"reply_number": commitment.reply_number,
		"made_on": commitment.made_on,
		"demand": commitment.demand,
		"promise": commitment.promise,
		"promised_date": commitment.promised_date,
		"responsible": commitment.responsible,
		"situation": receipt.situation,
		"reports": [
			{"date": row.logged_on, "text": row.text}
			for row in commitment.steps
			if row.kind in TOLD
			and row.text
			and getdate(row.logged_on) <= getdate(receipt.made_on)
			# the latest one stands in the situation already
			and row.text not in (receipt.situation or "")
		],
		"due_date": receipt.due_date,
		"grades": [(grade, _say(grade)) for grade in GRADES],
		"dissatisfied": DISSATISFIED,
	}


def submit(receipt, link, values: dict) -> list[tuple[str, str]]:
	"""Record the grade; only the fields of the form are taken from what came in."""
	grade = values.get("grade") or ""
	if grade not in GRADES:
		frappe.throw(_("Please choose how satisfied you are."), GradeMissingError)
	receipt.grade, receipt.reasons = grade, values.get("reasons") or ""
	receipt.flags.by_system = receipt.flags.by_link = True
	receipt.save(ignore_permissions=True)  # the token is the permission
	recorded = [("建议", receipt.suggestion_title), ("承诺事项", receipt.promise), ("落实情况", _say(grade))]
	if receipt.reasons:
		recorded.append(("意见", receipt.reasons))
	return recorded


def make_link(receipt) -> str:
	"""Return a new address for the deputy of a receipt; who calls has checked the right."""
	if receipt.status == "Returned":
		frappe.throw(_("This receipt has come back already."), LinkNotPossibleError)
	return one_time_links.issue(PURPOSE, receipt, receipt.deputy, max(getdate(receipt.due_date), getdate()))


def _say(word: str) -> str:
	return _(word, context="Commitment Receipt")
