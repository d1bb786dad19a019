from frappe.model.document import Document


class SuggestionReplyAnswer(Document):
	pass
