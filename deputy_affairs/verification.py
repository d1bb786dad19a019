"""The public answer to "is this paper genuine?": one of four words, and nothing else about any paper."""

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit

from deputy_affairs import issued_documents

MAX_BYTES = 20_000_000
TRIES, SECONDS = 30, 60


class VerificationInputError(frappe.ValidationError):
	"""Neither a code nor a Word file of reasonable size was given."""


# Whoever receives a letter has no login; the answer holds no name, title or number, and tries are limited.
@frappe.whitelist(allow_guest=True, methods=["POST"])  # see above
@rate_limit(limit=TRIES, seconds=SECONDS)
def verify(code: str = "") -> dict:
	"""Return {"status": "genuine" | "altered" | "void" | "unknown"} for a code word, an uploaded .docx, or both.

	Raises VerificationInputError, frappe.RateLimitExceededError.
	"""
	content = _uploaded()
	if not issued_documents.plain(code) and content is None:
		frappe.throw(_("Please enter the code or choose the Word file."), VerificationInputError)
	return {"status": issued_documents.verify(code, content)}


def _uploaded() -> bytes | None:
	"""The uploaded file in memory; it is compared and forgotten, never stored."""
	upload = frappe.request.files.get("file") if frappe.request else None
	if not upload or not upload.filename:
		return None
	if not upload.filename.lower().endswith(".docx"):
		frappe.throw(_("Please choose the Word file (.docx) as you received it."), VerificationInputError)
	content = upload.stream.read(MAX_BYTES + 1)
	if len(content) > MAX_BYTES:
		frappe.throw(_("The file is larger than any paper issued here."), VerificationInputError)
	return content
