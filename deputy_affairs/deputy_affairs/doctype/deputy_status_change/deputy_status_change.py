from frappe.model.document import Document


class DeputyStatusChange(Document):
	pass
