"""Splitting a suggestion that names several matters: every demand goes to one of the new ones (CQ-S §9)."""

import frappe
from frappe import _
from frappe.utils import today

from deputy_affairs.i18n import rule_errors
from deputy_affairs.rules import splitting as rules
from deputy_affairs.rules import stages
from deputy_affairs.transactions import all_or_nothing
from deputy_affairs.workflow_actions import run_action

from . import merging, review
from .errors import SplitError

# What a part takes over from the suggestion it comes from.
CARRIED = (
	"congress",
	"term",
	"kind",
	"author_kind",
	"delegation_name",
	"occasion",
	"meeting",
	"category",
	"lead_deputy",
	"lead_confirmed_on",
	"is_anonymous",
	"situation",
	"cause",
	"proposed_unit",
	"wants_visit",
	"publish_wish",
	"publish_reason",
	"entry_mode",
	"paper_date",
	"original",
	"submitted_on",
	"presidium_decision",
	"presidium_decided_on",
	"motion_signers",
	"two_step_review",
)
SIGNATURE = (
	"deputy",
	"state",
	"answer_by",
	"decided_on",
	"manner",
	"reason",
	"scan",
	"invited_on",
	"entered_by",
)
SPLITTABLE = stages.DECIDING


def split(suggestion, parts: list[dict], reason: str | None) -> list[str]:
	"""Make the new suggestions, under review each, and close the original as split. All or none.

	`parts`: rows of title, demands (numbers from 1), and optionally category, situation, cause.
	"""
	if suggestion.stage not in SPLITTABLE or suggestion.merged_into or merging.merged_into(suggestion.name):
		frappe.throw(
			_("It can be split while it is under review, or registered and not assigned or merged yet."),
			SplitError,
		)
	plan = [
		rules.Part(str(row.get("title") or ""), tuple(int(n) for n in row.get("demands") or ()))
		for row in parts
	]
	with rule_errors(SplitError):
		rules.validate_plan(len(suggestion.demands), plan)
	with all_or_nothing("split"):
		names = [_insert(suggestion, part, row) for part, row in zip(plan, parts, strict=True)]
		run_action(suggestion.doctype, suggestion.name, "Split", {"split_reason": reason or ""})
	return names


def _insert(suggestion, part: rules.Part, row: dict) -> str:
	new = frappe.new_doc("Deputy Suggestion")
	new.update({field: suggestion.get(field) for field in CARRIED})
	new.title = part.title
	for field in ("category", "situation", "cause"):
		if (row.get(field) or "").strip():
			new.set(field, row[field])
	for number in part.demands:
		new.append("demands", {"demand": suggestion.demands[number - 1].demand})
	for signer in suggestion.cosigners:
		new.append("cosigners", {field: signer.get(field) for field in SIGNATURE})
	new.split_from = suggestion.name
	new.entered_by = suggestion.entered_by
	new.flags.by_system = True
	new.insert()
	# A part was submitted with the original; the workflow knows no way to begin under review.
	new.db_set("workflow_state", stages.UNDER_REVIEW, update_modified=False)
	new.reload()
	new.note_in_log(_("Split from {0}").format(suggestion.registration_number or suggestion.title))
	review.keep_version(new)
	new.refresh_from_facts()
	return new.name


def finish(suggestion) -> None:
	"""The action of the workflow: only after the parts have been made."""
	parts = parts_of(suggestion.name)
	if not parts:
		frappe.throw(_("Please choose which demand goes to which new suggestion first."), SplitError)
	suggestion.split_on = today()
	suggestion.note_in_log(_("Split into: {0}").format("；".join(row.title for row in parts)))


def parts_of(suggestion: str) -> list[dict]:
	"""The suggestions that were split from this one."""
	return frappe.get_all(
		"Deputy Suggestion",
		filters={"split_from": suggestion},
		fields=["name", "title", "stage", "registration_number"],
		order_by="creation asc, name asc",
	)
