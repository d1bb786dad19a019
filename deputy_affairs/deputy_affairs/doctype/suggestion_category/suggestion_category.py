from frappe.model.document import Document


class SuggestionCategory(Document):
	pass
