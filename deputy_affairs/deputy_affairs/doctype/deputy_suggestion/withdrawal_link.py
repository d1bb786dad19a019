"""The page behind a signer's one-time link about a withdrawal: what it shows, and how the answer is recorded."""

import frappe
from frappe import _
from frappe.utils import cstr, today

from deputy_affairs.rules.signing import CONFIRMED, INVITED, LINK, REFUSED

from . import withdrawing
from .errors import WithdrawalError
from .writing import deputy_name

WORDS = {"agree": "申请撤回", "refuse": "不同意撤回"}


def is_open(doc, link) -> bool:
	"""Until the suggestion is answered, withdrawn or over, or this deputy has answered otherwise."""
	row = next((row for row in doc.withdrawal_consents if row.deputy == link.deputy), None)
	return bool(row) and row.state == INVITED and withdrawing.is_withdrawable(doc)


def describe(doc, link) -> dict:
	"""Which suggestion, why it is to be withdrawn, who has asked for it already."""
	return {
		"name": deputy_name(link.deputy),
		"title": doc.title,
		"number": doc.registration_number or "",
		"reason": doc.withdrawal_reason or "",
		"agreed": [row.deputy_name for row in doc.withdrawal_consents if row.state == CONFIRMED],
	}


def submit(doc, link, values: dict) -> list[tuple[str, str]]:
	"""Write down what the deputy decided; return what was recorded. Raises WithdrawalError."""
	withdrawing.require_withdrawable(doc)
	decision, reason = cstr(values.get("decision")), cstr(values.get("reason")).strip()
	if decision not in WORDS:
		frappe.throw(_("Please choose whether you agree."), WithdrawalError)
	row = withdrawing.row_of(doc, link.deputy)
	row.update(
		{
			"state": CONFIRMED if decision == "agree" else REFUSED,
			"decided_on": today(),
			"manner": LINK,
			"reason": reason[:500] or None,
			"entered_by": None,
		}
	)
	doc.flags.by_system = True
	# The deputy has no account here; the link is the permission.
	doc.save(ignore_permissions=True)  # see above
	recorded = [("建议", doc.title), ("您的答复", WORDS[decision])]
	return [*recorded, ("理由", reason)] if reason else recorded
