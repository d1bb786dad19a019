"""Sending each signer the link to the rating page: by the channels that are known, else to be copied or scanned."""

import frappe
from frappe import _
from frappe.utils import getdate, today

from deputy_affairs import link_sending, one_time_links
from deputy_affairs.i18n import format_value

KIND = "Rating Link"
AT_ONCE = 200


class NothingToSendError(frappe.ValidationError):
	"""None of the forms chosen is still waited for."""


@frappe.whitelist(methods=["POST"])
def send_links(ratings: str | list | None = None, replies: str | list | None = None) -> list[dict]:
	"""Send a new link for each open form, given by name or by reply; an earlier link stops working.

	Returns a row for each: deputy, telephone, channels ("Desk, Mail, SMS" or empty), and, so that it can be copied or
	scanned, the address and its QR code as a picture. Forms that came back or whose round is over are left out.
	"""
	names = _names(ratings, replies)
	rows = []
	for name in names:
		rating = frappe.get_doc("Suggestion Rating", name)
		rating.check_permission("write")
		if rating.status != "Returned" and not rating.is_final():
			rows.append(send(rating))
	if not rows:
		frappe.throw(
			_("None of these forms is still waited for: they came back or their round is closed."),
			NothingToSendError,
		)
	return rows


def _names(ratings, replies) -> list[str]:
	names = list(frappe.parse_json(ratings or "[]"))
	if chosen := frappe.parse_json(replies or "[]"):
		names += frappe.get_list(
			"Suggestion Rating",
			filters={"reply": ("in", chosen)},
			pluck="name",
			order_by="creation asc",
			limit=0,
		)
	names = list(dict.fromkeys(names))
	if len(names) > AT_ONCE:
		frappe.throw(_("Please choose at most {0} forms at once.").format(AT_ONCE), NothingToSendError)
	return names


def send(rating) -> dict:
	"""Issue and send one link; whoever calls has asked whether the user may."""
	expires_on = max(getdate(rating.closes_on or rating.due_date), getdate(today()))
	url = one_time_links.issue("Rating", rating, rating.deputy, expires_on)
	sent = link_sending.send(KIND, rating, url, subject(rating), message(rating, expires_on))
	return {"rating": rating.name, "expires_on": expires_on, **sent}


def subject(rating) -> str:
	"""What the letter is about."""
	return _("Please rate the reply to “{0}”").format(rating.suggestion_title)


def message(rating, expires_on) -> str:
	"""What the letter says; the link stands below it."""
	return "\n".join(
		[
			_("The reply to your suggestion has been issued. Please open the link, read it and rate it."),
			_("Return by {0}; the link can be used once, until {1}.").format(
				format_value(getdate(rating.due_date)), format_value(getdate(expires_on))
			),
		]
	)
