from frappe import _


def get_data() -> dict:
	"""Return the records connected with a term."""
	return {
		"fieldname": "term",
		"transactions": [
			{"label": _("Deputies and Terms"), "items": ["Congress Meeting", "Constituency", "Deputy Group"]},
			{"label": _("Suggestions"), "items": ["Deputy Suggestion"]},
		],
	}
