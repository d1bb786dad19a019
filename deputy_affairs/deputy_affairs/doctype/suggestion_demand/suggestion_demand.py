from frappe.model.document import Document


class SuggestionDemand(Document):
	pass
