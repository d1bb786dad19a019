from frappe.model.document import Document


class SuggestionCosigner(Document):
	pass
