from frappe import _


def get_data() -> dict:
	"""Return the records connected with a suggestion."""
	return {
		"fieldname": "suggestion",
		"transactions": [
			{
				"label": _("Handling of Suggestions"),
				"items": ["Suggestion Assignment", "Suggestion Reply", "Suggestion Rating", "Reply Commitment"],
			},
		],
	}
