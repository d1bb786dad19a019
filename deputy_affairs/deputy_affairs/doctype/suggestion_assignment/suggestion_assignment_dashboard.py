from frappe import _


def get_data() -> dict:
	"""Return the records connected with an assignment."""
	return {
		"fieldname": "assignment",
		"internal_links": {"Deputy Suggestion": "suggestion"},
		"transactions": [
			{
				"label": _("Handling of Suggestions"),
				"items": ["Handling Contact", "Suggestion Reply", "Deadline Extension"],
			},
			{"label": _("Belongs to"), "items": ["Deputy Suggestion"]},
		],
	}
