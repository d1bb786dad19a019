"""A promise goes over to another unit: its unit was dissolved or merged, or the matter was given to another one.

The promise stays the same one, with its date and history (SH-S §22); a dated row says from whom it came and why.
"""

import frappe
from frappe import _
from frappe.utils import today

from deputy_affairs.i18n import format_value, rule_errors
from deputy_affairs.reminders import AddressBook, remind
from deputy_affairs.rules import commitments as rules

DOCTYPE = "Reply Commitment"
AT_ONCE = 200


class HandingOverError(frappe.ValidationError):
	"""A promise that cannot go over, or a unit that cannot take it over."""


def require_office() -> None:
	"""Only the congress office says who goes on with a promise. Raises frappe.PermissionError."""
	frappe.has_permission("Commitment Receipt", "write", throw=True)


@frappe.whitelist()
def open_promises(unit: str) -> list[dict]:
	"""Return for the office the promises of a unit that are still to be kept, the earliest first."""
	require_office()
	return frappe.get_list(
		DOCTYPE,
		filters={"unit": unit, "state": ("in", rules.UNSETTLED)},
		fields=["name", "suggestion_title", "promise", "promised_date", "state", "congress"],
		order_by="promised_date asc, name asc",
		limit_page_length=0,
	)


@frappe.whitelist(methods=["POST"])
def hand_over(commitments: str | list, unit: str, reason: str, responsible: str | None = None) -> int:
	"""Let another unit of the same congress go on with promises; returns how many it took over.

	`responsible` is who answers for them there; without it the person named in the reply stays.

	Raises HandingOverError, and frappe.PermissionError for somebody else's promises; then none goes over.
	"""
	require_office()
	names = list(dict.fromkeys(frappe.parse_json(commitments)))
	if not names or len(names) > AT_ONCE:
		frappe.throw(_("Please choose between 1 and {0} promises.").format(AT_ONCE), HandingOverError)
	if not (reason or "").strip():
		frappe.throw(
			_("Please say why another unit goes on with it, for example which reform."), HandingOverError
		)
	heir = frappe.db.get_value(
		"Handling Unit", unit, ["name", "unit_name", "congress", "is_active"], as_dict=True
	)
	if not heir:
		frappe.throw(_("Please choose the unit that takes over."), HandingOverError)
	docs = [_give(name, heir, reason.strip(), (responsible or "").strip()) for name in names]
	_tell(heir, docs, reason.strip())
	return len(docs)


def _give(name: str, heir, reason: str, responsible: str):
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	doc.check_permission("write")
	with rule_errors(HandingOverError):
		rules.check_hand_over(
			state=doc.state,
			unit=doc.unit,
			heir=heir.name,
			is_active=bool(heir.is_active),
			same_congress=heir.congress == doc.congress,
		)
	old = doc.unit
	before = frappe.db.get_value("Handling Unit", old, "unit_name")
	doc.unit = heir.name
	doc.flags.by_system, doc.flags.from_unit, doc.flags.from_responsible = True, old, doc.responsible
	words = f"承办单位由{before}变更为{heir.unit_name}"
	if responsible:
		words += f"，责任人由{doc.responsible or '（未填）'}变更为{responsible}"
		doc.responsible = responsible
	doc.flags.note = ("Handed Over", f"{words}：{reason}")
	doc.save()
	# Receipts that are still out show whom the deputy is to ask now.
	receipt = frappe.qb.DocType("Commitment Receipt")
	frappe.qb.update(receipt).set(receipt.unit, heir.name).where(
		(receipt.commitment == name) & (receipt.round_closed == 0)
	).run()
	return doc


def _tell(heir, docs: list, reason: str) -> None:
	"""One message to the users of the unit that takes over."""
	first = docs[0]
	about = frappe._dict(doctype="Handling Unit", name=heir.name, congress=heir.congress)
	lines = [
		_("Promised until {0}: {1}").format(format_value(doc.promised_date), doc.promise) for doc in docs[:20]
	]
	remind(
		"Promise Handed Over",
		about,
		f"{first.name}+{len(docs)} {first.steps[-1].name}",
		today(),
		AddressBook().unit(heir.name),
		_("{0} promises go over to {1}: {2}").format(len(docs), heir.unit_name, reason),
		"\n".join([*lines, *(["…"] if len(docs) > len(lines) else [])]),
	)
