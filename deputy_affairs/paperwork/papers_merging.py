"""What the notice of a merging is made of: a letter to every proposer and one to each unit that handles it."""

import frappe
from frappe import _

from deputy_affairs.deputy_affairs.doctype.deputy_suggestion import merging
from deputy_affairs.deputy_affairs.doctype.suggestion_assignment.suggestion_assignment import live_assignments
from deputy_affairs.paperwork import contexts
from deputy_affairs.paperwork.names import document_filename
from deputy_affairs.paperwork.papers import (
	Paper,
	PaperworkError,
	number_once,
	presidium_issue,
	require_office,
)


class NotMergedError(PaperworkError):
	"""Nothing is merged into the suggestion, nor is it merged itself."""


def merge_notice(documents: list) -> list[Paper]:
	"""并案通知, all under one number that belongs to the main suggestion (CQ-S §13).

	The letters to the deputies are kept with their own suggestions, those to units with their assignments,
	because a unit may not know who signed.
	"""
	require_office()
	main = frappe.get_doc("Deputy Suggestion", merging.main_of(documents[0].name))
	main.check_permission("read")
	group = [main, *[frappe.get_doc(main.doctype, name) for name in merging.merged_into(main.name)]]
	if len(group) < 2:
		frappe.throw(_("Nothing is merged with this suggestion."), NotMergedError)
	number = number_once(main, "merge_number")
	letters = [
		_to_deputy(group, own, contexts.addressee(own, deputy), copy, number)
		for copy, (own, deputy) in enumerate(main.all_proposers(), 1)
	]
	live = live_assignments(main.name, main.current_round or 1)
	return letters + [_to_unit(group, row, copy, number) for copy, row in enumerate(live, len(letters) + 1)]


def _to_deputy(group: list, own, name: str, copy: int, number: str) -> Paper:
	context = contexts.merge_notice(group, own, f"{name}代表", number, contexts.today_iso())
	issue = presidium_issue("merge_notice", own, number, own.title, f"{name}代表", copy_number=copy)
	file_name = document_filename(own.title, "merge_notice", name)
	return Paper(own.doctype, own.name, file_name, context, issue)


def _to_unit(group: list, row, copy: int, number: str) -> Paper:
	main = group[0]
	unit = frappe.db.get_value("Handling Unit", row.unit, "unit_name")
	context = contexts.merge_notice(group, main, unit, number, contexts.today_iso(), to_unit=True)
	issue = presidium_issue(
		"merge_notice",
		main,
		number,
		main.title,
		unit,
		copy_number=copy,
		unit=row.unit,
		round=main.current_round,
	)
	file_name = document_filename(main.title, "merge_notice", unit)
	return Paper("Suggestion Assignment", row.name, file_name, context, issue)


PAPERS = {"merge_notice": merge_notice}
