from frappe.model.document import Document


class DeputyMandate(Document):
	pass
