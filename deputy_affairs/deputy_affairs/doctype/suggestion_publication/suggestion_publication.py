import frappe
from frappe import _

from deputy_affairs import publication, settings
from deputy_affairs.paperwork import public_copy
from deputy_affairs.permissions import require_scope
from deputy_affairs.publication import PublicationError, Publishable
from deputy_affairs.rules.publication import rank

LABELS = {
	"title": "标题",
	"summary": "摘要",
	"situation": "情况",
	"cause": "原因",
	"demand": "建议",
	"opening": "答复开头",
	"answer": "答复",
	"body": "答复正文",
}


class SuggestionPublication(Publishable):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.publication_redaction.publication_redaction import (
			PublicationRedaction,
		)
		from deputy_affairs.deputy_affairs.doctype.publication_step.publication_step import PublicationStep

		approved_by: DF.Link | None
		approved_on: DF.Date | None
		congress: DF.Link
		content: DF.JSON | None
		public_category: DF.Data | None
		public_key: DF.Data | None
		public_summary: DF.SmallText | None
		public_units: DF.SmallText | None
		public_year: DF.Int
		published_on: DF.Date | None
		redactions: DF.Table[PublicationRedaction]
		registration_number: DF.Data | None
		search_text: DF.LongText | None
		status: DF.Literal["Draft", "Published", "Withdrawn"]
		steps: DF.Table[PublicationStep]
		suggestion: DF.Link
		suggestion_title: DF.Data | None
		tier: DF.Literal["None", "Title", "Summary", "Full Text", "With Reply"]
		tier_allowed: DF.Literal["None", "Title", "Summary", "Full Text", "With Reply"]
		tier_reasons: DF.SmallText | None
		withdrawal_reason: DF.SmallText | None
		withdrawn_on: DF.Date | None
	# end: auto-generated types

	def before_insert(self):
		self.take_from_suggestion()
		require_scope(self)

	def before_validate(self):
		super().before_validate()
		self.take_from_suggestion()

	def take_from_suggestion(self):
		suggestion = self.source()
		self.congress = suggestion.congress
		self.suggestion_title = suggestion.title
		self.registration_number = suggestion.registration_number
		self.tier_allowed, self.tier_reasons = publication.explain(suggestion)

	def source(self):
		"""The suggestion as it is now."""
		return frappe.get_doc("Deputy Suggestion", self.suggestion)

	def validate(self):
		self.refuse_change_of_published()
		self.public_key = self.public_key or None  # an empty text would count as an address
		if self.status != "Published":
			self.validate_tier()
			self.add_found(publication.texts_of(self.parts()))

	def validate_tier(self):
		if rank(self.tier) > rank(self.tier_allowed):
			frappe.throw(
				_("At most “{0}” may be published. {1}").format(
					_(self.tier_allowed), (self.tier_reasons or "").replace("\n", "；")
				),
				PublicationError,
			)

	def parts(self) -> dict:
		return publication.parts_of(self.source(), self.public_summary, self.tier)

	def names(self) -> list[str]:
		"""Whoever is not to be named in the text: where signers are shown by name, all but them."""
		if not hasattr(self, "_names"):
			suggestion = self.source()
			shown: tuple[str, ...] = ()
			if settings.value(self.congress, "publish_deputy_names") == "Yes" and not suggestion.is_anonymous:
				shown = tuple(publication.signer_names(suggestion))
			people = frappe.get_all(
				"Suggestion Reply", filters={"suggestion": self.suggestion}, fields=["name", "contact_person"]
			)
			responsible = frappe.get_all(
				"Suggestion Reply Answer",
				filters={"parent": ("in", [row.name for row in people] or [""])},
				pluck="responsible",
			)
			self._names = publication.register_names(
				self.congress, *[row.contact_person for row in people], *responsible, without=shown
			)
		return self._names

	def on_trash(self):
		self.refuse_deletion_of_published()

	@frappe.whitelist()
	def get_preview(self) -> list[dict]:
		"""Return the texts of the tier, cut at the marked places."""
		self.check_permission("read")
		labelled = []

		def note(value, key=""):
			if isinstance(value, dict):
				for name, inner in value.items():
					note(inner, name)
			elif isinstance(value, list):
				for inner in value:
					note(inner, "demand" if key == "demands" else key)
			elif key in LABELS and value:
				labelled.append((LABELS[key], value))

		note(self.parts())
		return publication.preview_of(self, labelled)

	@frappe.whitelist(methods=["POST"])
	def publish(self) -> str:
		"""Approve and publish as it stands now; returns the public address. For the chair."""
		self.require_approver()
		if self.status == "Published":
			frappe.throw(_("It is published already."), PublicationError)
		if self.tier == "None":
			frappe.throw(_("Please choose what is to be published."), PublicationError)
		if self.tier == "Summary" and not (self.public_summary or "").strip():
			frappe.throw(_("Please write the summary for the public."), PublicationError)
		suggestion = self.source()
		self.take_from_suggestion()  # it may have changed since it was saved
		self.validate_tier()
		content = publication.content_of(self, suggestion)
		self.content = publication.dumps(content)
		self.search_text = "\n".join(
			[*publication.texts_of(content), content["number"] or "", content["units"]]
		)
		self.public_year, self.public_category = content["year"], content["category"]
		self.public_units = content["units"]
		self.note_published()
		return f"/suggestions/{self.public_key}"

	@frappe.whitelist(methods=["POST"])
	def withdraw(self, reason: str) -> None:
		"""Take it down; it is gone with the next request."""
		self.take_down(reason)

	@frappe.whitelist()
	def get_word_copy(self) -> None:
		"""Download the covered text as a Word file that tells nothing else."""
		self.check_permission("read")
		content = publication.content_of(self, self.source())
		frappe.response.filename = f"代表建议公开-{frappe.utils.cint(content['year'])}.docx"
		frappe.response.filecontent = public_copy.from_sections(content["title"], _sections(content))
		frappe.response.type = "download"


def _sections(content: dict) -> list[tuple[str, str]]:
	rows = [
		("", f"{content['congress']}　{content['year']}年　{content['category'] or ''}　{content['status']}")
	]
	rows += [(LABELS[key], content[key]) for key in ("summary", "situation", "cause") if content.get(key)]
	if content.get("demands"):
		rows.append(("建议", "\n".join(f"{no}. {text}" for no, text in enumerate(content["demands"], 1))))
	for reply in content.get("replies", []):
		answers = "\n".join(f"{no}. {row['answer']}" for no, row in enumerate(reply["answers"], 1))
		text = "\n".join(filter(None, [reply["opening"], answers, reply["body"]]))
		rows.append((f"{reply['unit']}答复（{reply['date']}）", text))
	return rows
