"""Key and excellent suggestions: marked by the chair, with their dates (SD-S §14, QD-S §21 §38)."""

import frappe
from frappe import _
from frappe.utils import cint, getdate, today

from deputy_affairs.rules import stages

from .errors import MarkError

CHAIR = "Congress Chair"


def require_chair(suggestion) -> None:
	suggestion.check_permission("write")
	if CHAIR not in frappe.get_roles() and frappe.session.user != "Administrator":
		frappe.throw(_("The chair marks key and excellent suggestions."), frappe.PermissionError)


def mark_key(suggestion, year: int, leader: str, leader_user: str | None) -> None:
	"""Make it a key suggestion of a year that a leader takes in charge (领衔督办)."""
	if suggestion.workflow_state != stages.REGISTERED or suggestion.stage == stages.CLOSED:
		frappe.throw(_("A key suggestion is chosen among those registered and not closed."), MarkError)
	year = cint(year) or getdate().year
	if not 1954 <= year <= getdate().year + 1:
		frappe.throw(_("Please check the year: {0}.").format(year), MarkError)
	leader = (leader or "").strip()
	if not leader:
		frappe.throw(_("Please enter which leader takes it in charge."), MarkError)
	suggestion.is_key, suggestion.key_year, suggestion.key_leader = 1, year, leader
	suggestion.key_leader_user = leader_user or None
	suggestion.key_marked_on, suggestion.key_marked_by = today(), frappe.session.user
	suggestion.note_in_log(_("Key suggestion of {0}, in charge: {1}").format(year, leader))
	_save(suggestion)


def unmark_key(suggestion, reason: str) -> None:
	"""Take the mark back, with the reason."""
	if not suggestion.is_key:
		frappe.throw(_("It is no key suggestion."), MarkError)
	if not (reason or "").strip():
		frappe.throw(_("Please say why it is no longer a key suggestion."), MarkError)
	suggestion.is_key = 0
	for field in ("key_year", "key_leader", "key_leader_user", "key_marked_on", "key_marked_by"):
		suggestion.set(field, None)
	suggestion.note_in_log(_("No longer a key suggestion: {0}").format(reason.strip()))
	_save(suggestion)


def mark_excellent(suggestion, excellent: bool) -> None:
	"""Mark a closed suggestion as excellent, or take that back."""
	if excellent and suggestion.stage != stages.CLOSED:
		frappe.throw(_("Excellent suggestions are chosen among the closed ones."), MarkError)
	suggestion.is_excellent = cint(excellent)
	suggestion.excellent_on = today() if excellent else None
	suggestion.excellent_by = frappe.session.user if excellent else None
	suggestion.note_in_log(_("Marked as excellent") if excellent else _("No longer marked as excellent"))
	_save(suggestion)


def _save(suggestion) -> None:
	suggestion.flags.by_system = True
	suggestion.save()
	assignment = frappe.qb.DocType("Suggestion Assignment")
	frappe.qb.update(assignment).set(assignment.is_key, suggestion.is_key).where(
		assignment.suggestion == suggestion.name
	).run()
