from frappe import _


def get_data() -> dict:
	"""Return the records connected with a deputy."""
	return {
		"fieldname": "lead_deputy",
		"non_standard_fieldnames": {"Suggestion Rating": "deputy"},
		"internal_links": {"Deputy Group": "deputy_group"},
		"transactions": [
			{"label": _("Suggestions"), "items": ["Deputy Suggestion", "Suggestion Rating"]},
			{"label": _("Deputy Group"), "items": ["Deputy Group"]},
		],
	}
