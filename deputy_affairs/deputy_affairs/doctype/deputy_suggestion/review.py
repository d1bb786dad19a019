"""Review: submitted versions, one or two reviewers, registration, the presidium's decision on a motion."""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime, today

from deputy_affairs import settings
from deputy_affairs.i18n import rule_errors
from deputy_affairs.numbering import next_serial
from deputy_affairs.rules import motions, numbering

from . import writing
from .errors import MotionError, OccasionError, SecondReviewerError


def submit(suggestion) -> None:
	"""Keep the text as it is submitted, beside the earlier ones; from now on the signers stand."""
	writing.validate_complete(suggestion)
	suggestion.submitted_on = suggestion.submitted_on or today()
	suggestion.two_step_review = settings.value(suggestion.congress, "two_step_review") == "Yes"
	suggestion.first_reviewed_by = suggestion.first_reviewed_on = suggestion.first_review_opinion = None
	keep_version(suggestion)


def keep_version(suggestion) -> None:
	suggestion.append(
		"submissions",
		{
			"number": len(suggestion.submissions) + 1,
			"submitted_on": now_datetime(),
			"submitted_by": frappe.session.user,
			"kind": suggestion.kind,
			"signers_text": signers_text(suggestion),
			**writing.text_of(suggestion),
		},
	)


def signers_text(suggestion) -> str:
	"""The signers' names, the lead deputy first, as they stood at the moment."""
	names = [writing.deputy_name(deputy) for deputy in suggestion.signers()]
	if suggestion.author_kind == "Delegation":
		return f"{suggestion.delegation_name}（团长：{names[0]}）"
	return "、".join(names)


def pass_first(suggestion) -> None:
	suggestion.first_reviewed_by, suggestion.first_reviewed_on = frappe.session.user, today()


def set_review(suggestion) -> None:
	"""Note who reviewed; where the congress reviews in two steps it is not who did the first."""
	user = frappe.session.user
	if suggestion.first_reviewed_by == user != "Administrator":
		frappe.throw(_("You did the first review; somebody else does the second."), SecondReviewerError)
	suggestion.reviewed_by, suggestion.reviewed_on = user, today()


def return_for_rewriting(suggestion) -> None:
	set_review(suggestion)
	if suggestion.submissions:
		suggestion.submissions[-1].returned_on = today()
		suggestion.submissions[-1].return_opinion = suggestion.review_opinion


def refuse(suggestion) -> None:
	set_review(suggestion)
	suggestion.refusal_treatment = suggestion.refusal_treatment or "Returned to the Deputy"


def register(suggestion) -> None:
	"""Give the registration number; a number once given stays, and none is given twice or left out."""
	if suggestion.registration_number:
		return
	kind = "meeting" if suggestion.occasion == "Meeting" else "recess"
	pattern = settings.value(suggestion.congress, f"{kind}_number_pattern")
	parts = {"term": frappe.db.get_value("Congress Term", suggestion.term, "term_number")}
	if kind == "meeting":
		parts["meeting"] = frappe.db.get_value("Congress Meeting", suggestion.meeting, "meeting_number")
	parts["year"] = getdate().year
	with rule_errors(OccasionError):
		key = numbering.counter_key(pattern, **parts)
		serial = next_serial(f"{suggestion.congress}:{key}")
		suggestion.registration_number = numbering.format_number(pattern, serial=serial, **parts)
	suggestion.registered_on = today()


def decide_on_motion(suggestion, on_agenda: bool) -> None:
	"""Record what the presidium decided; a motion not put on the agenda becomes a suggestion (CQ-T §14)."""
	if getdate(suggestion.presidium_decided_on) > getdate():
		frappe.throw(_("The day of the decision is still to come."), MotionError)
	if getdate(suggestion.presidium_decided_on) < getdate(suggestion.paper_date or suggestion.submitted_on):
		frappe.throw(_("The decision cannot be older than the motion."), MotionError)
	suggestion.motion_signers = signers_text(suggestion)
	suggestion.reviewed_by, suggestion.reviewed_on = frappe.session.user, today()
	if not on_agenda:
		suggestion.kind = motions.TURNED
		suggestion.note_in_log(_("Not put on the agenda; treated as a suggestion"))


def versions(suggestion) -> list[dict]:
	"""Each submitted text and the one the record has now, field by field, for the dialog that compares them."""
	rows = [
		{
			"label": _("Version {0}, submitted {1}").format(
				row.number, frappe.utils.format_datetime(row.submitted_on)
			),
			"returned": _("returned {0}: {1}").format(
				frappe.utils.formatdate(row.returned_on), row.return_opinion or ""
			)
			if row.returned_on
			else "",
			"values": {
				"title": row.title,
				"signers_text": row.signers_text,
				"situation": row.situation,
				"cause": row.cause,
				"demands_text": row.demands_text,
			},
		}
		for row in suggestion.submissions
	]
	now = {**writing.text_of(suggestion), "signers_text": signers_text(suggestion)}
	if not rows or {k: v or "" for k, v in rows[-1]["values"].items()} != now:
		rows.append({"label": _("As it stands now"), "returned": "", "values": now})
	return rows
