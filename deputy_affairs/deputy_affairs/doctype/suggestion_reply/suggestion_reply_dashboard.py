from frappe import _


def get_data() -> dict:
	"""Return the records connected with a reply."""
	return {
		"fieldname": "reply",
		"internal_links": {"Suggestion Assignment": "assignment", "Deputy Suggestion": "suggestion"},
		"transactions": [
			{"label": _("Opinion Forms"), "items": ["Suggestion Rating"]},
			{"label": _("Promises"), "items": ["Reply Commitment"]},
			{"label": _("Belongs to"), "items": ["Suggestion Assignment", "Deputy Suggestion"]},
		],
	}
