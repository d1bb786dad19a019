"""Writing a suggestion: who its author is, what must be there when it is submitted, what would make it better."""

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime, today

from deputy_affairs.i18n import rule_errors
from deputy_affairs.rules import motions, signing
from deputy_affairs.rules.checks import Hint, suggestion_hints

from ..congress_term.congress_term import current_term
from . import cosigning
from .errors import (
	DelegationError,
	IncompleteSuggestionError,
	MotionError,
	OccasionError,
	SignerError,
	UnconfirmedSignerError,
)

TEXT_FIELDS = ("title", "situation", "cause")


def set_congress_and_term(suggestion) -> None:
	"""The congress follows from the lead deputy, the term from the meeting or from today."""
	if suggestion.lead_deputy and not suggestion.congress:
		suggestion.congress = frappe.db.get_value("Deputy", suggestion.lead_deputy, "congress")
	if suggestion.occasion == "Meeting" and suggestion.meeting:
		suggestion.term = frappe.db.get_value("Congress Meeting", suggestion.meeting, "term")
	elif suggestion.congress and not suggestion.term:
		suggestion.term = current_term(suggestion.congress)
	if suggestion.occasion != "Meeting":
		suggestion.meeting = None


def validate_signers(suggestion) -> None:
	"""Nobody signs twice; everybody who newly signs is in office in the congress."""
	names = [suggestion.lead_deputy, *[row.deputy for row in suggestion.cosigners]]
	for deputy in names:
		if names.count(deputy) > 1:
			frappe.throw(_("{0} signs twice.").format(deputy_name(deputy)), SignerError)
	if not (
		suggestion.is_new() or suggestion.has_value_changed("lead_deputy") or _cosigners_changed(suggestion)
	):
		return
	if suggestion.split_from or suggestion.came_from in ("Higher-level Deputy", "Lower Congress"):
		return  # carried over from the suggestion that was split, whoever has left office meanwhile
	in_office = set(
		frappe.get_all(
			"Deputy",
			filters={"name": ("in", names), "congress": suggestion.congress, "status": "In Office"},
			pluck="name",
		)
	)
	for deputy in names:
		if deputy not in in_office:
			frappe.throw(
				_("{0} is not a deputy in office of {1}.").format(deputy_name(deputy), suggestion.congress),
				SignerError,
			)


def _cosigners_changed(suggestion) -> bool:
	before = suggestion.get_doc_before_save()
	return not before or [row.deputy for row in before.cosigners] != [
		row.deputy for row in suggestion.cosigners
	]


def validate_occasion(suggestion) -> None:
	if suggestion.occasion == "Meeting" and not suggestion.meeting:
		frappe.throw(_("Please enter the meeting at which it was raised."), OccasionError)
	if (
		suggestion.term
		and frappe.db.get_value("Congress Term", suggestion.term, "congress") != suggestion.congress
	):
		frappe.throw(_("The term belongs to another congress."), OccasionError)


def validate_author(suggestion) -> None:
	"""A delegation submits at a meeting, signed by its head alone (CQ-S §8)."""
	if suggestion.author_kind != "Delegation":
		suggestion.delegation_name = None
		return
	with rule_errors(DelegationError):
		motions.validate_delegation(
			suggestion.delegation_name or "",
			suggestion.occasion == "Meeting",
			suggestion.kind,
			len(suggestion.cosigners),
		)


def validate_publish_wish(suggestion) -> None:
	"""Who does not want it published says why (HN-S §29); asked when it is submitted or changed, not of drafts."""
	if suggestion.publish_wish != "No" or (suggestion.publish_reason or "").strip():
		return
	changed = suggestion.has_value_changed("publish_wish") or suggestion.has_value_changed("publish_reason")
	if suggestion.action == "Submit for Review" or (suggestion.submitted_on and changed):
		frappe.throw(_("It is not to be published; please enter the reason."), IncompleteSuggestionError)


def validate_complete(suggestion) -> None:
	"""What a paper needs to be submitted: text, signatures, the scan where it stands for them, a motion's due."""
	missing = [
		_(suggestion.meta.get_label(fieldname), context=suggestion.doctype)
		for fieldname in ("title", "situation", "demands", "category")
		if not suggestion.get(fieldname)
	]
	if missing:
		frappe.throw(
			_("Before it is submitted, please fill in: {0}.").format("、".join(missing)),
			IncompleteSuggestionError,
		)
	signatures = cosigning.signatures(suggestion.cosigners)
	open_names = [deputy_name(name) for name in signing.undecided(signatures)]
	if open_names:
		frappe.throw(
			_(
				"Not yet decided by: {0}. Send them a link, enter the signed paper, or take them out of the table."
			).format("、".join(open_names)),
			UnconfirmedSignerError,
		)
	if suggestion.entry_mode == "From Paper":
		_validate_paper(suggestion, signatures)
	if suggestion.kind == motions.MOTION:
		_validate_motion(suggestion, signatures)


def _validate_paper(suggestion, signatures) -> None:
	if not suggestion.paper_date:
		frappe.throw(
			_("It is entered from a paper; please enter the date of the paper."), IncompleteSuggestionError
		)
	if suggestion.paper_date and str(suggestion.paper_date) > today():
		frappe.throw(_("The date of the paper is still to come."), IncompleteSuggestionError)
	if signing.lacks_scan(bool(suggestion.original), bool(suggestion.lead_confirmed_on), signatures):
		frappe.throw(
			_(
				"It is entered from a paper; please attach the scan of the signed original,"
				" or let every signer confirm by a link."
			),
			IncompleteSuggestionError,
		)


def _validate_motion(suggestion, signatures) -> None:
	level = frappe.db.get_value("Congress", suggestion.congress, "level")
	with rule_errors(MotionError):
		motions.validate_motion(
			level,
			1 + len(signing.signers(signatures, submitted=True)),
			suggestion.occasion == "Meeting",
			bool((suggestion.cause or "").strip()),
		)
	deadline = frappe.db.get_value("Congress Meeting", suggestion.meeting, "submission_deadline")
	# The presidium sets until when motions are taken (SD-T §9, CQ-T §14); what comes later is a suggestion.
	if deadline and not suggestion.submitted_on and now_datetime() > get_datetime(deadline):
		if suggestion.entry_mode == "From Paper" and get_datetime(suggestion.paper_date) <= get_datetime(
			deadline
		):
			return
		frappe.throw(
			_("Motions were taken until {0}; please change the kind to a suggestion.").format(deadline),
			MotionError,
		)


def show_proposer(suggestion) -> str:
	"""The author in one line for lists and papers: 第一代表团, 张建国 or 张建国等3人.

	Stored words are those of the papers, whatever the language of whoever caused the change.
	"""
	if suggestion.author_kind == "Delegation":
		return suggestion.delegation_name or ""
	count = len(suggestion.signers())
	name = suggestion.lead_deputy_name or deputy_name(suggestion.lead_deputy)
	return f"{name}等{count}人" if count > 1 else name


def text_of(suggestion) -> dict:
	"""The text that is signed and reviewed, as it can be compared."""
	return {
		**{field: (suggestion.get(field) or "").strip() for field in TEXT_FIELDS},
		"demands_text": "\n".join(f"{row.idx}. {(row.demand or '').strip()}" for row in suggestion.demands),
	}


def text_changed(suggestion) -> bool:
	before = suggestion.get_doc_before_save()
	return bool(before) and text_of(before) != text_of(suggestion)


def hints(suggestion) -> list[Hint]:
	"""What would make the suggestion better; hints never block."""
	lead = (
		frappe.db.get_value("Deputy", suggestion.lead_deputy, ["card_number", "phone"], as_dict=True)
		if suggestion.lead_deputy
		else None
	)
	return suggestion_hints(
		suggestion.title or "",
		suggestion.situation or "",
		suggestion.cause or "",
		[row.demand or "" for row in suggestion.demands],
		(lead and lead.card_number) or "",
		(lead and lead.phone) or "",
		is_motion=suggestion.kind == motions.MOTION,
	)


def deputy_name(deputy: str) -> str:
	return frappe.db.get_value("Deputy", deputy, "deputy_name") or deputy
