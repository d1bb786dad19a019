from frappe.model.document import Document


class DeputyGroupMember(Document):
	pass
