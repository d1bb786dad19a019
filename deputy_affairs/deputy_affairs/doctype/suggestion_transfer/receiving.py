"""How a transferred suggestion comes into a register: from a lower congress, or of a deputy of a higher level."""

import frappe
from frappe import _
from frappe.utils import getdate

from deputy_affairs.permissions import is_unlimited, permitted_congresses
from deputy_affairs.rules.transfers import LEVELS as LEVELS_OF_CONGRESS
from deputy_affairs.workflow_actions import run_action

from ..congress_term.congress_term import current_term

HIGHER = {level: LEVELS_OF_CONGRESS[n + 1 :] for n, level in enumerate(LEVELS_OF_CONGRESS)}
LEVELS = ("County Level", "City Level", "Province Level", "National Level")


class RaiserError(frappe.ValidationError):
	"""Who raises it is a deputy in office of the receiving congress, or it is a referred item (BJ-S §20)."""


class ReferredError(frappe.ValidationError):
	"""What came from a deputy of a higher level lacks its text, its deputy or its referring body."""


def validate_taking(transfer) -> None:
	"""A deputy of the receiving congress raises it, or it is taken as a referred item (BJ-S §20)."""
	if transfer.taken_as == "Referred Item":
		transfer.raised_by = transfer.raised_by_name = None
		return
	row = frappe.db.get_value(
		"Deputy", transfer.raised_by or "", ["deputy_name", "congress", "status"], as_dict=True
	)
	if not row or row.congress != transfer.to_congress or row.status != "In Office":
		frappe.throw(
			_("Please choose a deputy in office of {0} who raises it, or take it as a referred item.").format(
				transfer.to_congress
			),
			RaiserError,
		)
	transfer.raised_by_name = row.deputy_name


def text_of(transfer) -> dict:
	"""What the receiving congress reads; a deputy who asked for anonymity is not named."""
	suggestion = frappe.get_doc("Deputy Suggestion", transfer.suggestion)
	names = frappe.get_all("Deputy", filters={"name": ("in", suggestion.signers())}, pluck="deputy_name")
	return {
		"title": suggestion.title,
		"signers": "" if suggestion.is_anonymous else "、".join(names),
		"situation": suggestion.situation or "",
		"cause": suggestion.cause or "",
		"demands": [row.demand for row in suggestion.demands],
	}


def make_linked(transfer) -> None:
	"""Put the suggestion into the receiving congress's register; where one review is enough, with its number."""
	source = frappe.get_doc("Deputy Suggestion", transfer.suggestion)
	organ = frappe.db.get_value("Congress", transfer.congress, "presidium_name") or transfer.congress
	doc = frappe.get_doc(
		{
			"doctype": "Deputy Suggestion",
			"congress": transfer.to_congress,
			"came_from": "Lower Congress",
			"referring_body": organ,
			"referring_number": source.registration_number,
			"referred_on": transfer.proposed_on,
			"transfer": transfer.name,
			"lead_deputy": transfer.raised_by or source.lead_deputy,
			"is_anonymous": source.is_anonymous,
			"publish_wish": source.publish_wish,
			"publish_reason": source.publish_reason,
			"title": source.title,
			"category": source.category,
			"situation": source.situation,
			"cause": source.cause,
			"demands": [{"demand": row.demand} for row in source.demands],
		}
	)
	name = insert(doc)
	run_action("Deputy Suggestion", name, "Submit for Review")
	if frappe.db.get_value("Deputy Suggestion", name, "two_step_review"):
		return  # the receiving congress's two reviewers decide
	opinion = {"review_opinion": f"受理{organ}转报。"}
	run_action("Deputy Suggestion", name, "Accept and Register", opinion)


def insert(doc) -> str:
	"""Insert a suggestion with where it came from, which no form can set; the user's rights are asked here."""
	frappe.has_permission("Deputy Suggestion", "create", throw=True)
	user = frappe.session.user
	if not is_unlimited(user) and doc.congress not in permitted_congresses(user):
		frappe.throw(_("This is decided by the staff of {0}.").format(doc.congress), frappe.PermissionError)
	doc.update(
		{
			"occasion": "Recess",
			"term": current_term(doc.congress),
			"workflow_state": "Draft",
			"stage": "Draft",
		}
	)
	doc.flags.by_system = True
	doc.insert()
	return doc.name


@frappe.whitelist(methods=["POST"])
def enter_referred(values: dict | str) -> str:
	"""Enter a suggestion of a deputy of a higher level on local matters as a draft; returns its name (SD-S §31).

	`values`: congress, title, situation, demands (one a line), category, deputy_name, deputy_level, phone,
	referring_body, referring_number, referred_on.
	"""
	frappe.has_permission("Deputy Suggestion", "create", throw=True)
	values = frappe.parse_json(values)
	needed = ("congress", "title", "situation", "demands", "deputy_name", "deputy_level", "referring_body")
	missing = [name for name in needed if not str(values.get(name) or "").strip()]
	if missing or values["deputy_level"] not in LEVELS:
		frappe.throw(
			_("Please fill in text, demands, deputy with level, and the referring body."), ReferredError
		)
	congress, user = values["congress"], frappe.session.user
	if not is_unlimited(user) and congress not in permitted_congresses(user):
		frappe.throw(_("This is decided by the staff of {0}.").format(congress), frappe.PermissionError)
	return insert(
		frappe.get_doc(
			{
				"doctype": "Deputy Suggestion",
				"congress": congress,
				"came_from": "Higher-level Deputy",
				"referring_body": values["referring_body"],
				"referring_number": values.get("referring_number"),
				"referred_on": getdate(values.get("referred_on")),
				"deputy_level": values["deputy_level"],
				"lead_deputy": _higher_deputy(congress, values),
				"title": values["title"],
				"category": values.get("category"),
				"situation": values["situation"],
				"demands": [
					{"demand": line} for line in map(str.strip, values["demands"].splitlines()) if line
				],
			}
		)
	)


def _higher_deputy(congress: str, values: dict) -> str:
	"""The record of a deputy of a higher level, to whom letters go; without mandate here, so counted nowhere."""
	found = {
		"congress": congress,
		"deputy_name": values["deputy_name"].strip(),
		"higher_level": values["deputy_level"],
	}
	if name := frappe.db.get_value("Deputy", found):
		return name
	doc = frappe.get_doc({"doctype": "Deputy", **found, "phone": values.get("phone")})
	doc.flags.ignore_mandatory = (
		True  # neither birth nor education of another congress's deputy is known here
	)
	doc.insert()
	return doc.name


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def higher_congresses(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict
) -> tuple:
	"""Search the congresses of a higher level than that of a suggestion, by name only."""
	frappe.has_permission("Suggestion Transfer", "create", throw=True)
	own = frappe.db.get_value("Deputy Suggestion", filters.get("suggestion"), "congress")
	level = frappe.db.get_value("Congress", own, "level") or "Township"
	congress = frappe.qb.DocType("Congress")
	return (
		frappe.qb.from_(congress)
		.select(congress.name, congress.congress_name)
		.where(congress.level.isin(HIGHER[level]))
		.where(congress.name.like(f"%{txt}%") | congress.congress_name.like(f"%{txt}%"))
		.orderby(congress.lft)
		.limit(page_len)
		.offset(start)
	).run()
