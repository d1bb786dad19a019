"""Making suggestions and reports public: what is shown is a snapshot with its private data covered.

The public pages read the snapshot alone, never the records. Nothing is public before somebody of the congress has
approved it, and what is taken down is gone with the next request.
"""

import json
import secrets

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime, today

from deputy_affairs import settings
from deputy_affairs.i18n import say
from deputy_affairs.rules import private_data, publication, stages
from deputy_affairs.workflow_actions import GuardedDocument

STAGE_WORDS = {
	**dict.fromkeys(stages.IN_HAND, "办理中"),
	**dict.fromkeys(stages.WITH_REPLY, "已答复"),
	stages.TRANSFERRED: "已转报（转办）",
	stages.CLOSED: "已办结",
}
VERSION = "deputy_affairs:publication_version"


class PublicationError(frappe.ValidationError):
	"""It cannot be published or taken down in this state, or the tier is higher than allowed."""


class PublishedError(frappe.ValidationError):
	"""What is published does not change; it is taken down first."""


class Publishable(GuardedDocument):
	"""A record that is approved, published and taken down, with words that are covered."""

	def refuse_change_of_published(self):
		before = self.get_doc_before_save()
		if before and before.status == "Published" and not self.flags.by_system:
			frappe.throw(_("It is published; take it down first to change it."), PublishedError)

	def refuse_deletion_of_published(self):
		if self.steps:
			frappe.throw(_("It was published once and stays on record."), PublishedError)

	def layer(self) -> list[tuple[str, str, bool]]:
		"""What the office decided on: (kind, words, cover)."""
		return [(row.kind, row.words, bool(row.cover)) for row in self.redactions]

	def add_found(self, texts: list[str]):
		"""Lay a row for each mark that nobody has decided on; a word removed by hand comes back covered."""
		known = {private_data.squeezed(row.words or "") for row in self.redactions}
		names = self.names()
		for text in texts:
			for mark in private_data.find(private_data.clean(text), names):
				key = private_data.squeezed(mark.words)
				if key not in known:
					known.add(key)
					self.append("redactions", {"words": mark.words[:140], "kind": mark.kind, "cover": 1})

	def covered(self, text: str | None) -> str:
		return private_data.covered(text or "", self.layer(), self.names())

	def require_approver(self):
		"""The chair approves; a clerk prepares."""
		self.check_permission("write")
		if not may_approve():
			frappe.throw(_("The chair approves what is published."), frappe.PermissionError)

	def note_published(self):
		self.update(
			{
				"status": "Published",
				"approved_by": frappe.session.user,
				"approved_on": today(),
				"published_on": today(),
				"withdrawn_on": None,
				"withdrawal_reason": None,
				"public_key": self.public_key or secrets.token_hex(8),
			}
		)
		self._note("Published", "")

	def take_down(self, reason: str):
		"""Gone from the public pages with the next request; the record keeps what was shown and when."""
		self.check_permission("write")
		if self.status != "Published":
			frappe.throw(_("It is not published."), PublicationError)
		if not (reason or "").strip():
			frappe.throw(_("Please write why it is taken down."), PublicationError)
		self.update({"status": "Withdrawn", "withdrawn_on": today(), "withdrawal_reason": reason.strip()})
		self._note("Taken Down", reason)

	def _note(self, step: str, remark: str):
		self.append(
			"steps",
			{"step": step, "done_on": now_datetime(), "done_by": frappe.session.user, "remark": remark},
		)
		self.flags.by_system = True
		self.save()
		forget_pages()


def may_approve() -> bool:
	"""Whether the session's user decides on what is published."""
	return frappe.session.user == "Administrator" or "Congress Chair" in frappe.get_roles()


def forget_pages(doc=None, method: str | None = None) -> None:
	"""Make every cached public page stale; also when a suggestion changes (document event)."""
	frappe.cache.set_value(VERSION, secrets.token_hex(6))
	frappe.cache.delete_value("website_404")


def register_names(congress: str, *more: str | None, without: tuple[str, ...] = ()) -> list[str]:
	"""People who are not to be named: the deputies of the congress and whoever the records name besides."""
	names = frappe.get_all("Deputy", filters={"congress": congress}, pluck="deputy_name")
	return [
		name for name in dict.fromkeys([*names, *filter(None, more)]) if name not in without and len(name) > 1
	]


def facts_of(suggestion) -> publication.Facts:
	"""What decides how much of a suggestion may be public."""
	replies = issued_replies(suggestion.name)
	return publication.Facts(
		congress_tier=settings.value(suggestion.congress, "publication_tier"),
		stage=suggestion.stage,
		accepted=suggestion.stage in stages.IN_THE_BOOKS,
		is_secret=bool(suggestion.is_secret) or suggestion.refusal_ground == "State Secret",
		deputy_agrees=suggestion.publish_wish != "No",
		is_anonymous=bool(suggestion.is_anonymous),
		has_issued_reply=bool(replies),
		reply_is_public=all(row.is_public == "Public" for row in replies),
	)


def issued_replies(suggestion: str) -> list:
	"""The replies of the last answered round."""
	rows = frappe.get_all(
		"Suggestion Reply",
		filters={"suggestion": suggestion, "workflow_state": "Issued"},
		fields=["name", "round", "is_public"],
		order_by="round desc, issued_on asc",
	)
	return [row for row in rows if row.round == rows[0].round]


def parts_of(suggestion, summary: str, tier: str) -> dict:
	"""The texts that a tier shows, as they are written; the caller covers them."""
	rank = publication.rank(tier)
	parts = {"title": suggestion.title}
	if rank >= publication.rank(publication.SUMMARY):
		parts["summary"] = summary or ""
	if rank >= publication.rank(publication.FULL_TEXT):
		parts["situation"], parts["cause"] = suggestion.situation or "", suggestion.cause or ""
		parts["demands"] = [row.demand or "" for row in suggestion.demands]
	if rank >= publication.rank(publication.WITH_REPLY):
		parts["replies"] = [_reply_parts(row.name) for row in issued_replies(suggestion.name)]
	return parts


def _reply_parts(name: str) -> dict:
	reply = frappe.get_doc("Suggestion Reply", name)
	return {
		"unit": frappe.db.get_value("Handling Unit", reply.unit, "unit_name"),
		"date": str(reply.issued_on),
		"meaning": frappe.db.get_value("Reply Class", reply.reply_class, "meaning") or "",
		"opening": reply.opening or "",
		"answers": [
			{
				"demand": row.demand or "",
				"outcome": row.outcome or "",
				"answer": row.answer or "",
				"promised": str(row.promised_date) if row.promised_date else "",
			}
			for row in reply.answers
		],
		"body": reply.body or "",
	}


FREE_TEXTS = {"title", "summary", "situation", "cause", "opening", "answer", "demand", "body"}


def map_texts(parts, change, key: str = ""):
	"""The same structure with every free text changed; names of units, dates and outcomes stay."""
	if isinstance(parts, dict):
		return {name: map_texts(value, change, name) for name, value in parts.items()}
	if isinstance(parts, list):
		return [map_texts(value, change, "demand" if key == "demands" else key) for value in parts]
	return change(parts) if key in FREE_TEXTS else parts


def texts_of(parts) -> list[str]:
	"""All free texts of the parts, in their order."""
	found: list[str] = []
	map_texts(parts, lambda text: found.append(text) or text)
	return found


def content_of(doc, suggestion) -> dict:
	"""The snapshot that the public page shows, everything covered."""
	covered = map_texts(parts_of(suggestion, doc.public_summary, doc.tier), doc.covered)
	names = (
		settings.value(suggestion.congress, "publish_deputy_names") == "Yes" and not suggestion.is_anonymous
	)
	year = getdate(suggestion.registered_on).year
	return {
		**covered,
		"tier": doc.tier,
		"number": suggestion.registration_number,
		"year": year,
		"category": suggestion.category,
		"units": suggestion.units_shown or "",
		"congress": frappe.db.get_value("Congress", suggestion.congress, "congress_name"),
		"status": STAGE_WORDS.get(suggestion.stage, ""),
		"registered_on": str(suggestion.registered_on),
		"signers": signer_names(suggestion) if names else [],
	}


def signer_names(suggestion) -> list[str]:
	"""The names of the signers, the lead deputy first."""
	rows = dict(
		frappe.get_all(
			"Deputy",
			filters={"name": ("in", suggestion.signers())},
			fields=["name", "deputy_name"],
			as_list=True,
		)
	)
	return [rows[name] for name in suggestion.signers()]


def explain(suggestion) -> tuple[str, str]:
	"""The highest tier of a suggestion and the reasons, in words."""
	facts = facts_of(suggestion)
	reasons = [f"{say(row.reason)}：{_(row.tier)}" for row in publication.limits(facts)]
	return publication.highest_tier(facts), "\n".join(reasons)


def dumps(content: dict) -> str:
	return json.dumps(content, ensure_ascii=False)


def preview_of(doc, labelled: list[tuple[str, str]]) -> list[dict]:
	"""For the form: each text cut at its marks, with whether a mark is covered, and as the public reads it."""
	layer, names = doc.layer(), doc.names()
	decided = {private_data.squeezed(words): cover for _kind, words, cover in layer}
	rows = []
	for label, text in labelled:
		text = private_data.clean(text)
		marks = {(mark.start, mark.end): mark for mark in private_data.find(text, names)}
		for mark in private_data.open_marks(text, layer, names):
			marks[(mark.start, mark.end)] = mark
		pieces, at = [], 0
		for mark in sorted(marks.values(), key=lambda row: (row.start, -row.end)):
			if mark.start < at:
				continue
			cover = decided.get(private_data.squeezed(mark.words), True)
			pieces += [
				{"text": text[at : mark.start]},
				{"text": mark.words, "kind": _(mark.kind), "cover": cover},
			]
			at = mark.end
		pieces.append({"text": text[at:]})
		rows.append(
			{
				"label": label,
				"pieces": [piece for piece in pieces if piece["text"]],
				"after": private_data.covered(text, layer, names),
			}
		)
	return rows
