from frappe import _


def get_data() -> dict:
	"""Return the records connected with an extension."""
	return {
		"fieldname": "extension",
		"internal_links": {"Suggestion Assignment": "assignment"},
		"transactions": [{"label": _("Belongs to"), "items": ["Suggestion Assignment"]}],
	}
