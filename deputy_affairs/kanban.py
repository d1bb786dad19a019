"""Kanban boards of columns that follow from the records: looked at and opened, never dragged to another column.

In front of the framework's methods of the same names, which would write the field, or rewrite the order of all
cards whenever somebody looks at a board. Boards of other fields and other apps pass through untouched.
"""

import frappe
from frappe import _
from frappe.desk.doctype.kanban_board import kanban_board as framework
from frappe.model.document import Document

# Fields that nobody sets: they are derived from what people do.
DERIVED = {("Deputy Suggestion", "stage"), ("Suggestion Assignment", "status")}


class DerivedColumnError(frappe.ValidationError):
	"""A card was dragged to another column of a board whose columns follow from the records."""


@frappe.whitelist(methods=["POST"])
def update_order_for_single_card(
	board_name: str,
	docname: str,
	from_colname: str,
	to_colname: str,
	old_index: int | str,
	new_index: int | str,
) -> Document:
	"""Refuse a card in another column with a word on what to do; within its column it simply stays."""
	board = frappe.get_doc("Kanban Board", board_name)
	if not _is_derived(board):
		return framework.update_order_for_single_card(
			board_name, docname, from_colname, to_colname, old_index, new_index
		)
	frappe.has_permission(board.reference_doctype, "read", docname, throw=True)
	if from_colname != to_colname:
		_refuse(board, to_colname)
	return board


@frappe.whitelist(methods=["POST"])
def update_order(board_name: str, order: str) -> tuple:
	"""Looking at such a board writes nothing."""
	board = frappe.get_doc("Kanban Board", board_name)
	if not _is_derived(board):
		return framework.update_order(board_name, order)
	frappe.has_permission(board.reference_doctype, "read", throw=True)
	return board, []


@frappe.whitelist(methods=["POST"])
def add_card(board_name: str, docname: str, colname: str) -> Document:
	"""A new record stands where its own state puts it."""
	board = frappe.get_doc("Kanban Board", board_name)
	if not _is_derived(board):
		return framework.add_card(board_name, docname, colname)
	frappe.has_permission(board.reference_doctype, "read", docname, throw=True)
	return board


def _is_derived(board) -> bool:
	return (board.reference_doctype, board.field_name) in DERIVED


def _refuse(board, to_colname: str) -> None:
	column = _(to_colname, context=board.reference_doctype)
	words = {
		"Deputy Suggestion": _(
			"The stage follows from what is done and cannot be dragged to “{0}”. Open the suggestion and use "
			"Actions, or assign it; the card moves by itself. Nothing was changed."
		),
		"Suggestion Assignment": _(
			"The status follows from what the unit does and cannot be dragged to “{0}”. Open the assignment and "
			"use Actions; the card moves by itself. Nothing was changed."
		),
	}
	frappe.throw(
		words[board.reference_doctype].format(column),
		DerivedColumnError,
		title=_("The Card Stays Where It Is"),
	)
