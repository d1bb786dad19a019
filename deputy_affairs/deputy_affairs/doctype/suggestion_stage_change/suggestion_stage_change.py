from frappe.model.document import Document


class SuggestionStageChange(Document):
	pass
