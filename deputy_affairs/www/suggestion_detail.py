"""One published suggestion, with its reply where that is public."""

import frappe

from deputy_affairs import public_pages

no_cache = 1
sitemap = 0
OUTCOME_WORDS = {"Done": "已办结", "Under Way": "正在办理", "Planned": "列入计划", "Not Possible": "暂不能办"}


def get_context(context) -> None:
	"""Read the snapshot by its random key."""
	congresses = public_pages.require_open()
	context.no_header = context.no_breadcrumbs = context.no_sidebar = 1
	context.row = public_pages.one(congresses, frappe.form_dict.get("key"))
	context.title = context.row["title"]
	context.noindex = all(row["noindex"] for row in congresses.values())
	context.outcome_words = OUTCOME_WORDS
