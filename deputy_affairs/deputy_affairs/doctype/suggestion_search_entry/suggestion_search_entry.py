import frappe
from frappe.model.document import Document


class SuggestionSearchEntry(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		congress: DF.Link | None
		suggestion: DF.Link
		tokens: DF.LongText | None
	# end: auto-generated types

	pass


def on_doctype_update() -> None:
	"""MariaDB reads the tokens by its full text index; other databases read the column as it is."""
	if frappe.db.db_type == "mariadb" and not frappe.db.has_index("tabSuggestion Search Entry", "tokens"):
		# Frappe has no call for this kind of index.
		frappe.db.sql_ddl(  # see above
			"alter table `tabSuggestion Search Entry` add fulltext index `tokens` (`tokens`)"
		)
