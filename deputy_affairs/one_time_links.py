"""Links that let one deputy do one thing once, without a login: rate a reply, confirm a co-signature.

The link is the right to act, so it is a random number that nobody can guess; only its hash is kept, and the
page it opens shows nothing about any other record. Opening changes nothing (mail scanners and chat programs
open links too); the deputy's own press of the button uses the link up, under a lock on its row.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import date

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit
from frappe.utils import cstr, get_url, getdate, now_datetime, strip_html, today
from frappe.utils.password import get_encryption_key

from deputy_affairs import one_time_page
from deputy_affairs.transactions import again_after_deadlock

DOCTYPE = "One Time Link"
# Each module offers describe(doc, link) -> dict, what templates/one_time/<purpose>.html shows, and
# submit(doc, link, values) -> list of (label, value) or None, which records the answer and says what it was;
# and, where an answer may come another way, is_open(doc, link) -> bool.
PURPOSES = {
	"Rating": "deputy_affairs.deputy_affairs.doctype.suggestion_rating.by_link",
	"Commitment Receipt": "deputy_affairs.deputy_affairs.doctype.commitment_receipt.by_link",
	"Co-signing": "deputy_affairs.deputy_affairs.doctype.deputy_suggestion.cosigning_link",
	"Withdrawal": "deputy_affairs.deputy_affairs.doctype.deputy_suggestion.withdrawal_link",
}
TOKEN_BYTES = 24
PRINTED = "Slip"
TOKEN_LENGTH = len(secrets.token_urlsafe(TOKEN_BYTES))
# A village hall may share one address; a person who types does not need more either.
VIEWS, ANSWERS, ONE_LINK, SECONDS = 60, 20, 10, 60
MAX_BYTES = 64_000
MAX_TEXT = 5_000


class LinkPurposeError(frappe.ValidationError):
	"""There is no such purpose, or it does not fit the record."""


class LinkTooLargeError(frappe.ValidationError):
	"""An answer longer than any form allows."""

	http_status_code = 413


def digest(token: str) -> str:
	"""The hash of a token under which its link is found."""
	return hashlib.sha256(token.encode()).hexdigest()


def issue(purpose: str, doc, deputy: str, expires_on: date | str, sent_via: str = "") -> str:
	"""Make a link for this deputy and record, and return its address; it is not stored and not shown again.

	An earlier open link of the same purpose, record and deputy is revoked, except the one printed on paper. Whoever
	calls has checked that the user may do so. The link is good until the end of `expires_on`.
	"""
	revoke(purpose, doc, deputy, printed_too=False)
	token = secrets.token_urlsafe(TOKEN_BYTES)
	_lay(purpose, doc, deputy, expires_on, sent_via, token)
	return address(token)


def lay_slip(purpose: str, doc, deputy: str, expires_on: date | str) -> None:
	"""Make the link that is printed on the record's paper; `slip_address` tells it whenever it is printed."""
	_lay(purpose, doc, deputy, expires_on, PRINTED, _slip_token(purpose, doc, deputy))


def slip_address(purpose: str, doc, deputy: str) -> str:
	"""The address for the QR code on the record's paper, the same at every printing.

	Its token is not stored either: it follows from the record and the site's own encryption key.
	"""
	return address(_slip_token(purpose, doc, deputy))


def _slip_token(purpose: str, doc, deputy: str) -> str:
	said = "\n".join(["one-time slip", purpose, doc.doctype, doc.name, deputy])
	digest_ = hmac.digest(get_encryption_key().encode(), said.encode(), "sha256")
	return base64.urlsafe_b64encode(digest_[:TOKEN_BYTES]).decode()


def address(token: str) -> str:
	"""The page's address with this token."""
	return get_url(f"/d?k={token}")


def _lay(purpose: str, doc, deputy: str, expires_on, sent_via: str, token: str) -> None:
	if purpose not in PURPOSES:
		raise LinkPurposeError(purpose)
	link = frappe.get_doc(
		{
			"doctype": DOCTYPE,
			"purpose": purpose,
			"reference_doctype": doc.doctype,
			"reference_name": doc.name,
			"deputy": deputy,
			"deputy_name": frappe.db.get_value("Deputy", deputy, "deputy_name"),
			"congress": doc.get("congress") or frappe.db.get_value("Deputy", deputy, "congress"),
			"expires_on": getdate(expires_on),
			"sent_via": sent_via,
			"status": "Open",
			"token_hash": digest(token),
		}
	)
	link.flags.by_system = True
	link.insert(ignore_permissions=True)  # nobody may write the rows; the caller has checked


def revoke(purpose: str, doc, deputy: str | None = None, printed_too: bool = True) -> None:
	"""Make the open links of a record useless, for one deputy or for all."""
	filters = {
		"purpose": purpose,
		"reference_doctype": doc.doctype,
		"reference_name": doc.name,
		"status": "Open",
	}
	if deputy:
		filters["deputy"] = deputy
	if not printed_too:
		filters["sent_via"] = ("!=", PRINTED)
	revoke_rows(frappe.get_all(DOCTYPE, filters=filters, pluck="name"))


def revoke_rows(names: list[str]) -> None:
	"""Mark open links as revoked."""
	if not names:
		return
	link = frappe.qb.DocType(DOCTYPE)
	frappe.qb.update(link).set(link.status, "Revoked").set(link.revoked_on, now_datetime()).where(
		link.name.isin(names) & (link.status == "Open")
	).run()


def mark_sent(url: str, sent_via: str) -> None:
	"""Note how a link that was just issued reached its deputy."""
	token = url.rpartition("k=")[2]
	frappe.db.set_value(DOCTYPE, {"token_hash": digest(token)}, "sent_via", sent_via, update_modified=False)


def expire(day: date) -> None:
	"""Mark the links whose time is over; a step of the daily job. They have been refused since that time."""
	link = frappe.qb.DocType(DOCTYPE)
	frappe.qb.update(link).set(link.status, "Expired").where(
		(link.status == "Open") & (link.expires_on < day)
	).run()


def find_open(token: str, for_update: bool = False):
	"""Return the link of a token if it can be used now, else None, whatever the reason."""
	if not isinstance(token, str) or len(token) != TOKEN_LENGTH:
		return None
	name = frappe.db.get_value(DOCTYPE, {"token_hash": digest(token)}, "name", for_update=for_update)
	if not name:
		return None
	link = frappe.get_doc(DOCTYPE, name, for_update=for_update)
	if link.status != "Open" or getdate(link.expires_on) < getdate(today()):
		return None
	return link


def find_record(link, for_update: bool = False):
	"""Return the record that an open link leads to, or None if there is nothing left to answer."""
	if not frappe.db.exists(link.reference_doctype, link.reference_name):
		return None
	doc = frappe.get_doc(link.reference_doctype, link.reference_name, for_update=for_update)
	is_open = getattr(_module(link), "is_open", None)
	return doc if is_open is None or is_open(doc, link) else None


def show(token: str) -> tuple[str, int]:
	"""Return page and status for a token; it only shows."""
	link = find_open(token)
	doc = find_record(link) if link else None
	if doc is None:
		return one_time_page.refused(), 404
	return one_time_page.form(link, _module(link).describe(doc, link)), 200


# A deputy has no login at this site or not at hand; the link itself is the right, and tries are limited.
@frappe.whitelist(allow_guest=True, methods=["POST"])  # see above
@rate_limit(limit=ANSWERS, seconds=SECONDS)
def submit(token: str, values: str | dict | None = None) -> dict:
	"""Record the answer given on the page and use the link up.

	Returns {"state": "done" | "refused" | "wrong", "html" or "message"}; "wrong" means that the answer lacks
	something and the link can still be used. Other sites cannot make a browser do this for somebody: what
	counts is the token in the body, not a cookie.
	"""
	one_time_page.speak_chinese()
	frappe.flags.disable_traceback = True
	if frappe.request and (frappe.request.content_length or 0) > MAX_BYTES:
		frappe.throw(_("The text is too long; please shorten it."), LinkTooLargeError)
	limit_one_link(token)
	try:
		return again_after_deadlock(lambda: _use(token, _plain_values(values)))
	except frappe.ValidationError as error:
		frappe.db.rollback()
		frappe.clear_messages()
		frappe.local.response.http_status_code = 417
		return {"state": "wrong", "message": strip_html(cstr(error))}
	except Exception:
		# The framework would log the request with the token in it.
		frappe.db.rollback()
		frappe.clear_messages()
		one_time_page.log_failure()
		frappe.local.response.http_status_code = 500
		return {"state": "wrong", "message": _("It could not be recorded. Please try again in a minute.")}


def limit_one_link(token) -> None:
	"""Count the tries on one token, whatever address they come from; the counter knows its hash only."""
	frappe.form_dict.link = digest(cstr(token))
	try:
		_count_one_link()
	finally:
		frappe.form_dict.pop("link", None)


@rate_limit(key="link", limit=ONE_LINK, seconds=SECONDS, ip_based=False)
def _count_one_link() -> None:
	pass


def _use(token: str, values: dict) -> dict:
	link = find_open(token, for_update=True)
	doc = find_record(link, for_update=True) if link else None
	if doc is None:
		frappe.local.response.http_status_code = 410
		return {"state": "refused", "html": one_time_page.refused_body()}
	recorded = _module(link).submit(doc, link, values)
	link.status, link.used_on = "Used", now_datetime()
	link.flags.by_system = True
	link.save(ignore_permissions=True)  # the token is the permission
	return {"state": "done", "html": one_time_page.thanks_body(link, recorded)}


def _plain_values(values) -> dict[str, str | list[str]]:
	"""The fields of the form as text; anything else in the body is no answer to it."""
	try:
		values = frappe.parse_json(values) if isinstance(values, str) else values
	except ValueError:
		values = None
	if not isinstance(values, dict):
		return {}
	plain = {}
	for key, value in values.items():
		if isinstance(value, list):
			plain[str(key)] = [cstr(part).strip() for part in value[:50]]
		elif not isinstance(value, dict):
			plain[str(key)] = cstr(value).strip()
		if any(len(part) > MAX_TEXT for part in _texts(plain.get(str(key)))):
			frappe.throw(_("The text is too long; please shorten it."), LinkTooLargeError)
	return plain


def _texts(value) -> list[str]:
	return value if isinstance(value, list) else [value or ""]


def _module(link):
	return frappe.get_module(PURPOSES[link.purpose])
