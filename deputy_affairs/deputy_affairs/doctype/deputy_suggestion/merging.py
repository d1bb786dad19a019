"""Merging suggestions of the same content: one is the main one, each keeps its number, letters and ratings.

A merged suggestion follows the stage, dates and class of the main one (ZJ-S §18, SD-S §20, HN-S §21); the
deputies are told (CQ-S §13).
"""

from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import today

from deputy_affairs.i18n import rule_errors
from deputy_affairs.rules import joining, stages
from deputy_affairs.transactions import all_or_nothing
from deputy_affairs.workflow_actions import run_action

from .errors import MergeError

FOLLOWED = (
	"current_round",
	"units_shown",
	"assigned_on",
	"due_date",
	"replied_on",
	"result_class",
	"is_hard",
)


class Proposer(NamedTuple):
	"""Somebody who gets a letter and an opinion form: the own suggestion, the deputy."""

	suggestion: object
	deputy: str


def merged_into(main: str) -> list[str]:
	"""Names of the suggestions that share the handling of a main one, the earlier merged first."""
	return frappe.get_all(
		"Deputy Suggestion", filters={"merged_into": main}, pluck="name", order_by="merged_on asc, name asc"
	)


def merged_suggestions(main: str) -> list:
	"""The suggestions that share the handling of a main one, as documents."""
	return [frappe.get_doc("Deputy Suggestion", name) for name in merged_into(main)]


def group_of(suggestion: str) -> list[str]:
	"""Names of a main suggestion and of those merged into it."""
	return [suggestion, *merged_into(suggestion)]


def main_of(suggestion: str) -> str:
	"""The suggestion whose assignments and replies count: itself, or the one it was merged into."""
	return frappe.db.get_value("Deputy Suggestion", suggestion, "merged_into") or suggestion


def proposers(main) -> list[Proposer]:
	"""Signers of the main suggestion and of the merged ones, each with the own suggestion."""
	documents = {document.name: document for document in (main, *merged_suggestions(main.name))}
	group = [(name, document.signers()) for name, document in documents.items()]
	return [Proposer(documents[name], deputy) for name, deputy in joining.proposers(group)]


def is_replied(main: str) -> bool:
	"""Whether a reply was issued in any round."""
	return bool(frappe.db.exists("Suggestion Reply", {"suggestion": main, "workflow_state": "Issued"}))


def merge(suggestion, main: str, reason: str) -> None:
	"""Let a suggestion share the handling of `main` from now on; one under review is accepted first."""
	main_doc = frappe.get_doc("Deputy Suggestion", main, for_update=True)
	main_doc.check_permission("write")
	with all_or_nothing("merge"):
		if suggestion.workflow_state in stages.IN_REVIEW:
			run_action(suggestion.doctype, suggestion.name, "Accept and Register")
			suggestion.reload()
		with rule_errors(MergeError):
			joining.validate_merge(_for_rule(main_doc), _for_rule(suggestion), is_replied(main))
		suggestion.merged_into, suggestion.merged_on = main, today()
		suggestion.merge_reason = (reason or "").strip() or None
		suggestion.receipt_number = None  # it is handled by the units of the main one now
		suggestion.note_in_log(_("Merged into {0}").format(main_doc.registration_number))
		suggestion.flags.by_system = True
		suggestion.save()
		main_doc.note_in_log(_("{0} was merged into it").format(suggestion.registration_number))
		main_doc.merge_number = None  # a notice that went out before does not name this one
		main_doc.refresh_from_facts()
		tell_units(main_doc)


def _for_rule(suggestion) -> dict:
	return {
		"name": suggestion.name,
		"congress": suggestion.congress,
		"state": suggestion.workflow_state,
		"stage": suggestion.stage,
		"merged_into": suggestion.merged_into,
		"has_merged": bool(merged_into(suggestion.name)),
	}


def undo(suggestion, reason: str) -> None:
	"""Let a merged suggestion go its own way again, as long as no reply is issued."""
	if not suggestion.merged_into:
		frappe.throw(_("It is not merged into another suggestion."), MergeError)
	main_doc = frappe.get_doc("Deputy Suggestion", suggestion.merged_into, for_update=True)
	with rule_errors(MergeError):
		joining.validate_before_reply(main_doc.workflow_state, is_replied(main_doc.name))
	with all_or_nothing("undo_merge"):
		release(suggestion, main_doc, reason)
		main_doc.refresh_from_facts()
		tell_units(main_doc)


def release(suggestion, main_doc, reason: str) -> None:
	"""Take the link back with a trace in both; who calls refreshes the main one."""
	suggestion.merged_into = suggestion.merged_on = None
	suggestion.receipt_number = None  # a notice that went out before names the units of the main one
	suggestion.current_round = 0
	suggestion.note_in_log(
		_("Merging into {0} undone: {1}").format(main_doc.registration_number, reason or "—")
	)
	suggestion.flags.by_system = True
	# The withdrawal of a main suggestion releases the merged ones, whoever may withdraw.
	suggestion.save(ignore_permissions=True)  # see above
	main_doc.note_in_log(_("{0} is no longer merged into it").format(suggestion.registration_number))
	main_doc.merge_number = None


def outdate_letters(main_doc) -> None:
	"""Notices that went out before do not say who handles it now; the next ones get numbers of their own."""
	main_doc.receipt_number = main_doc.merge_number = None
	others = merged_into(main_doc.name)
	if others:
		suggestion = frappe.qb.DocType("Deputy Suggestion")
		frappe.qb.update(suggestion).set(suggestion.receipt_number, None).where(
			suggestion.name.isin(others)
		).run()


def release_all(main_doc) -> None:
	"""A main suggestion was withdrawn: nothing of the others may be lost, they go back to be assigned."""
	for name in merged_into(main_doc.name):
		release(frappe.get_doc("Deputy Suggestion", name), main_doc, _("the main suggestion was withdrawn"))


def carry_to_merged(main_doc) -> None:
	"""After the main one has changed, the merged ones follow."""
	if main_doc.workflow_state not in (stages.REGISTERED, stages.CLOSED):
		return
	for name in merged_into(main_doc.name):
		suggestion = frappe.get_doc("Deputy Suggestion", name)
		suggestion.flags.by_system = True
		# Follows from the main one; a unit's user may have caused it.
		suggestion.save(ignore_permissions=True)  # see above


def tell_units(main_doc) -> None:
	"""Show on the running assignments who else proposed the same, as far as the unit may know."""
	assignment = frappe.qb.DocType("Suggestion Assignment")
	frappe.qb.update(assignment).set(assignment.deputies_shown, main_doc.signers_for_unit()).where(
		(assignment.suggestion == main_doc.name) & (assignment.round == (main_doc.current_round or 1))
	).run()


def refuse_own_way(suggestion) -> None:
	"""A merged suggestion is handled with the main one; by itself it can only be withdrawn."""
	if suggestion.merged_into and suggestion.action != "Withdraw":
		number = frappe.db.get_value("Deputy Suggestion", suggestion.merged_into, "registration_number")
		frappe.throw(
			_("It is merged into {0}; please act on that one, or undo the merging first.").format(number),
			MergeError,
		)


@frappe.whitelist(methods=["POST"])
def merge_several(main: str, names: list | str, reason: str | None = None) -> None:
	"""Merge several suggestions into `main`; all or none."""
	with all_or_nothing("merge_several"):
		for name in frappe.parse_json(names):
			suggestion = frappe.get_doc("Deputy Suggestion", name)
			suggestion.check_permission("write")
			merge(suggestion, main, reason or "")
