"""The public list of suggestions; there is no such page until a congress switches it on."""

from urllib.parse import urlencode

import frappe
from frappe.utils import cint

from deputy_affairs import public_pages

no_cache = 1
sitemap = 0
FILTERS = ("q", "year", "category", "unit", "congress")


def get_context(context) -> None:
	"""Read the filters of the address and the page of the list that they ask for."""
	congresses = public_pages.require_open()
	values = {name: (frappe.form_dict.get(name) or "").strip()[:60] for name in FILTERS}
	context.no_header = context.no_breadcrumbs = context.no_sidebar = 1
	context.title = "代表建议公开"
	context.noindex = all(row["noindex"] for row in congresses.values())
	context.congresses = [row["name"] for row in congresses.values()]
	context.values = values
	context.choices = public_pages.choices(congresses)
	context.reports = public_pages.reports(congresses)
	context.too_often = False
	asked = {**values, "page": cint(frappe.form_dict.get("page"))}
	try:
		context.found = (public_pages.search if values["q"] else public_pages.find)(congresses, asked)
	except frappe.RateLimitExceededError:
		frappe.clear_messages()
		context.too_often, context.http_status_code = True, 429
		context.found = {"rows": [], "total": 0, "page": 1, "pages": 1}
	context.filtered = any(values.values())
	context.link = lambda page: (
		"/suggestions?"
		+ urlencode({**{name: value for name, value in values.items() if value}, "page": page})
	)
