"""Files of our records: a signed original or a scan names people, so it is never on a public address."""

import frappe
from frappe import _

from deputy_affairs.permissions import RULES

# A congress has nothing to hide in its own picture.
MAY_BE_PUBLIC = {"Congress"}


class PublicFileError(frappe.ValidationError):
	"""A file of a record that only some may read was to be readable for everybody."""


def keep_private(file, method: str | None = None) -> None:
	"""Document event of File: refuse a public file of our records. Raises PublicFileError."""
	if file.is_private or file.is_folder or file.attached_to_doctype not in set(RULES) - MAY_BE_PUBLIC:
		return
	if (file.file_url or "").startswith(("http://", "https://")):
		return  # only an address elsewhere, nothing of ours
	frappe.throw(
		_("Files of {0} are private, as they name people. Please upload it again as private.").format(
			_(file.attached_to_doctype)
		),
		PublicFileError,
	)
