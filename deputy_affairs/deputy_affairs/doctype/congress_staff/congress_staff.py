from frappe.model.document import Document


class CongressStaff(Document):
	pass
