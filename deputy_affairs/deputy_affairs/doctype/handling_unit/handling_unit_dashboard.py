from frappe import _


def get_data() -> dict:
	"""Return the records connected with a handling unit."""
	return {
		"fieldname": "unit",
		"transactions": [
			{
				"label": _("Handling of Suggestions"),
				"items": ["Suggestion Assignment", "Handling Contact", "Suggestion Reply"],
			},
		],
	}
