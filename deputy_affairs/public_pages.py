"""What the public pages read: published snapshots only, and only while nothing speaks against them any more."""

import hashlib
import json

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit
from frappe.utils import cint
from pypika import Criterion

from deputy_affairs import publication, settings
from deputy_affairs.rules import stages
from deputy_affairs.rules.publication import rank

PAGE_LENGTH = 20
LONGEST_SEARCH = 60
MOST_WORDS = 5
KEPT_SECONDS = 300
SEARCHES, SECONDS = 30, 60
PATHS = ("/suggestions", "/suggestion_detail", "/api/method/deputy_affairs.public_pages.")
REPORT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def open_congresses() -> dict[str, dict]:
	"""The congresses that have a public page, with what it may show: {"name", "noindex", "tier"} by record."""
	found = {}
	rows = frappe.get_all("Congress", fields=["name", "congress_name"], order_by="lft asc")
	settings.read_ahead(row.name for row in rows)
	for row in rows:
		tier = settings.value(row.name, "publication_tier")
		if rank(tier):
			noindex = settings.value(row.name, "publication_noindex") == "Yes"
			found[row.name] = {"name": row.congress_name, "noindex": noindex, "tier": tier}
	return found


def require_open() -> dict[str, dict]:
	"""The same, or a page that does not exist."""
	frappe.local.no_cache = 1  # the framework would remember the 404 after the page is switched on
	congresses = open_congresses()
	if not congresses:
		raise frappe.PageDoesNotExistError
	return congresses


def keep_nowhere(response=None, request=None) -> None:
	"""No browser and no proxy keeps a public page: what is taken down must not be read from a copy (request hook)."""
	path = request.path if request else ""
	if response is not None and path.startswith(PATHS):
		response.headers["Cache-Control"] = "no-store"


def _visible(congresses: dict[str, dict]):
	"""Published, of a congress that still publishes so much, and nothing has come up against it since."""
	pub, suggestion = frappe.qb.DocType("Suggestion Publication"), frappe.qb.DocType("Deputy Suggestion")
	by_congress = Criterion.any(
		[
			(pub.congress == name)
			& pub.tier.isin([tier for tier in TIERS if 0 < rank(tier) <= rank(row["tier"])])
			for name, row in congresses.items()
		]
	)
	query = (
		frappe.qb.from_(pub)
		.join(suggestion)
		.on(suggestion.name == pub.suggestion)
		.where((pub.status == "Published") & by_congress)
		.where(suggestion.stage.isin(list(stages.IN_THE_BOOKS)))
		.where((suggestion.publish_wish != "No") & (suggestion.is_secret == 0))
	)
	return query, pub


TIERS = ("Title", "Summary", "Full Text", "With Reply")


def find(congresses: dict[str, dict], values: dict) -> dict:
	"""One page of the list: {"rows", "total", "page", "pages"}, kept for some minutes unless something changes."""
	page = max(cint(values.get("page")), 1)
	key = _key({"congresses": congresses, **values, "page": page})
	kept = frappe.cache.get_value(key)
	if kept is None:
		kept = _find(congresses, values, page)
		frappe.cache.set_value(key, kept, expires_in_sec=KEPT_SECONDS)
	return kept


def _key(values: dict) -> str:
	version = frappe.cache.get_value(publication.VERSION) or ""
	digest = hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()[:32]
	return f"deputy_affairs:public:{version}:{digest}"


def _find(congresses: dict[str, dict], values: dict, page: int) -> dict:
	from frappe.query_builder.functions import Count

	chosen = {
		name: row for name, row in congresses.items() if values.get("congress") in (None, "", row["name"])
	}
	query, pub = _visible(chosen or congresses)
	if year := cint(values.get("year")):
		query = query.where(pub.public_year == year)
	if category := values.get("category"):
		query = query.where(pub.public_category == category)
	if unit := values.get("unit"):
		query = query.where(pub.public_units.like(f"%{_literal(unit)}%"))
	for word in (values.get("q") or "")[:LONGEST_SEARCH].split()[:MOST_WORDS]:
		query = query.where(pub.search_text.like(f"%{_literal(word)}%"))
	total = query.select(Count(pub.name)).run()[0][0]
	pages = max((total + PAGE_LENGTH - 1) // PAGE_LENGTH, 1)
	page = min(page, pages)
	rows = (
		query.select(pub.public_key, pub.content, pub.published_on)
		.orderby(pub.published_on, order=frappe.qb.desc)
		.orderby(pub.name, order=frappe.qb.desc)
		.limit(PAGE_LENGTH)
		.offset((page - 1) * PAGE_LENGTH)
		.run(as_dict=True)
	)
	return {
		"rows": [_listed(row) for row in rows],
		"total": total,
		"page": page,
		"pages": pages,
	}


def _literal(word: str) -> str:
	"""A word in which no character stands for others."""
	return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _listed(row) -> dict:
	content = json.loads(row.content)
	shown = ("title", "summary", "year", "category", "units", "status", "congress")
	return {
		**{key: content.get(key) or "" for key in shown},
		"key": row.public_key,
		"date": str(row.published_on),
	}


# A search reads every published text; a machine that asks without end would slow the office down.
@rate_limit(limit=SEARCHES, seconds=SECONDS)
def search(congresses: dict[str, dict], values: dict) -> dict:
	"""`find` with words to look for. Raises frappe.RateLimitExceededError."""
	return find(congresses, values)


def choices(congresses: dict[str, dict]) -> dict[str, list]:
	"""Years, categories and units that occur, for the filters."""
	key = _key({"choices": congresses})
	kept = frappe.cache.get_value(key)
	if kept is None:
		query, pub = _visible(congresses)
		rows = (
			query.select(pub.public_year, pub.public_category, pub.public_units).distinct().run(as_dict=True)
		)
		units = {unit for row in rows for unit in _units(row.public_units) if unit}
		kept = {
			"years": sorted({row.public_year for row in rows if row.public_year}, reverse=True),
			"categories": sorted({row.public_category for row in rows if row.public_category}),
			"units": sorted(units),
		}
		frappe.cache.set_value(key, kept, expires_in_sec=KEPT_SECONDS)
	return kept


def _units(shown: str | None) -> list[str]:
	"""镇财政所、派出所（协办） as the names alone."""
	return [part.split("（")[0] for part in (shown or "").split("、")]


def one(congresses: dict[str, dict], key: str) -> dict:
	"""One published suggestion; read anew each time, so that what is taken down is gone at once."""
	query, pub = _visible(congresses)
	rows = (
		query.select(pub.content, pub.published_on)
		.where(pub.public_key == (key or "-")[:40])
		.run(as_dict=True)
	)
	if not rows:
		raise frappe.PageDoesNotExistError
	return {**json.loads(rows[0].content), "published_on": str(rows[0].published_on)}


def reports(congresses: dict[str, dict]) -> list[dict]:
	"""The published reports on handling, the newest first."""
	rows = frappe.get_all(
		"Report Publication",
		filters={"status": "Published", "congress": ("in", list(congresses))},
		fields=["name", "public_key", "year", "congress", "published_on"],
		order_by="year desc, published_on desc",
		limit=50,
	)
	return [
		{
			"key": row.public_key,
			"year": row.year,
			"congress": congresses[row.congress]["name"],
			"title": frappe.get_doc("Report Publication", row.name).public_title(),
			"date": str(row.published_on),
		}
		for row in rows
	]


# The report must be public (DL25 §51); what is read is the covered copy of a published one, by its random key.
@frappe.whitelist(allow_guest=True, methods=["GET"])  # see above
@rate_limit(limit=SEARCHES, seconds=SECONDS)
def report(key: str) -> None:
	"""Download the covered copy of a published report."""
	row = frappe.db.get_value(
		"Report Publication",
		{"public_key": (key or "-")[:40], "status": "Published"},
		["public_file", "year", "congress"],
		as_dict=True,
	)
	if not row or row.congress not in open_congresses():
		raise frappe.PageDoesNotExistError(_("This report is not public."))
	frappe.response.filename = f"代表建议办理情况报告-{cint(row.year)}.docx"
	frappe.response.filecontent = frappe.get_doc("File", row.public_file).get_content()
	frappe.response.content_type = REPORT_TYPE
	frappe.response.type = "download"
