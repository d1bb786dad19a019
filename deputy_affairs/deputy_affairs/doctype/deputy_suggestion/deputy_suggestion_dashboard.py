from frappe import _


def get_data() -> dict:
	"""Return the records connected with a suggestion; three groups stand side by side and take one row."""
	return {
		"fieldname": "suggestion",
		"transactions": [
			{
				"label": _("Assignment and Deadlines"),
				"items": ["Suggestion Assignment", "Deadline Extension", "Suggestion Transfer"],
			},
			{
				"label": _("Replies and Promises"),
				"items": ["Suggestion Reply", "Reply Commitment", "Suggestion Publication"],
			},
			{"label": _("Opinions of the Deputies"), "items": ["Suggestion Rating", "Handling Meeting"]},
		],
	}
