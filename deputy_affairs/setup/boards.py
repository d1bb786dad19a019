"""Kanban boards of suggestions and assignments; users may make others of their own."""

import json

import frappe

SUGGESTIONS, ASSIGNMENTS = "代表建议进度", "交办进度"

# name -> (DocType, field, the fields on a card, columns that are shown with their colours)
BOARDS = {
	SUGGESTIONS: (
		"Deputy Suggestion",
		"stage",
		["registration_number", "units_shown", "due_date"],
		{
			"Under Review": "Orange",
			"Registered": "Blue",
			"Assigned": "Orange",
			"Reassignment": "Red",
			"Handling": "Blue",
			"Replied": "Light Blue",
			"Awaiting Decision": "Red",
		},
	),
	ASSIGNMENTS: (
		"Suggestion Assignment",
		"status",
		["registration_number", "unit", "due_date"],
		{
			"Awaiting Receipt": "Orange",
			"Handling": "Blue",
			"Return Requested": "Red",
			"Opinion Given": "Green",
			"Replied": "Green",
		},
	),
}


def create() -> None:
	"""Insert boards that are missing, and columns for values that are new; what somebody changed stays as it is."""
	for name, (doctype, field, fields, shown) in BOARDS.items():
		if frappe.db.exists("Kanban Board", name):
			board = frappe.get_doc("Kanban Board", name)
		else:
			board = frappe.get_doc(
				{
					"doctype": "Kanban Board",
					"kanban_board_name": name,
					"reference_doctype": doctype,
					"field_name": field,
					"fields": json.dumps(fields),
					"filters": "[]",
					"show_labels": 1,
				}
			)
		known = {column.column_name for column in board.columns}
		new = [
			value
			for value in frappe.get_meta(doctype).get_field(field).options.split("\n")
			if value not in known
		]
		for value in new:
			board.append(
				"columns",
				{
					"column_name": value,
					"status": "Active" if value in shown else "Archived",
					"indicator": shown.get(value, "Gray"),
				},
			)
		if new:
			board.save()


def remove() -> None:
	"""Take our boards away with the app."""
	for name in BOARDS:
		if frappe.db.exists("Kanban Board", name):
			frappe.delete_doc("Kanban Board", name, force=True)
