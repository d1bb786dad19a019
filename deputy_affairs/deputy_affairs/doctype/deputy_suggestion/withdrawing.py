"""Withdrawing a suggestion: all signers ask for it, each by a one-time link or on paper (SD-S §9, SH-S §10).

The page behind the link is `withdrawal_link`.
"""

import frappe
from frappe import _
from frappe.utils import add_days, getdate, today

from deputy_affairs import one_time_links, settings
from deputy_affairs.i18n import rule_errors, say
from deputy_affairs.rules import joining, signing, stages
from deputy_affairs.rules.signing import CONFIRMED, INVITED, LINK, PAPER

from . import cosigning, merging
from .errors import WithdrawalError
from .writing import deputy_name

PURPOSE = "Withdrawal"
WITHDRAWABLE = (*stages.IN_REVIEW, stages.RETURNED_FOR_REWRITING, stages.REGISTERED)


def who_must_ask(suggestion) -> list[str]:
	"""The signers whose consent is needed: all, except who has left office and can no longer decide.

	A deputy of a higher level holds no office here and decides all the same (SD-S §31). When every signer has left,
	nobody else decides for them: handling goes on (SH-S §19) unless all of them have asked.
	"""
	signers = suggestion.signers()
	left = set(
		frappe.get_all(
			"Deputy",
			filters={"name": ("in", signers), "status": ("not in", ("", "In Office", "Suspended"))},
			pluck="name",
		)
	)
	return [deputy for deputy in signers if deputy not in left] or signers


def missing(suggestion) -> list[str]:
	agreed = {row.deputy for row in suggestion.withdrawal_consents if row.state == CONFIRMED}
	return [deputy for deputy in who_must_ask(suggestion) if deputy not in agreed]


def validate_possible(suggestion, lacking=()) -> None:
	main = suggestion.merged_into or suggestion.name
	until = settings.value(suggestion.congress, "withdraw_until")
	with rule_errors(WithdrawalError):
		joining.validate_withdrawal(
			until, bool(suggestion.assigned_on), merging.is_replied(main), map(deputy_name, lacking)
		)


def withdraw(suggestion) -> None:
	"""The action of the workflow: the handling ends at once."""
	validate_possible(suggestion, missing(suggestion))
	suggestion.withdrawn_on = today()
	if suggestion.merged_into:
		number = frappe.db.get_value("Deputy Suggestion", suggestion.merged_into, "registration_number")
		suggestion.note_in_log(_("Was merged into {0}").format(number))
		suggestion.left_main = suggestion.merged_into
		suggestion.merged_into = suggestion.merged_on = None


def require_withdrawable(suggestion) -> None:
	if suggestion.workflow_state not in WITHDRAWABLE:
		frappe.throw(_("Only a suggestion under review or in handling can be withdrawn."), WithdrawalError)
	validate_possible(suggestion)


def is_withdrawable(suggestion) -> bool:
	"""Whether signers can still ask for it."""
	main = suggestion.merged_into or suggestion.name
	if suggestion.workflow_state not in WITHDRAWABLE or merging.is_replied(main):
		return False
	until = settings.value(suggestion.congress, "withdraw_until")
	return not (suggestion.assigned_on and until == joining.BEFORE_ASSIGNMENT)


def enter_paper(suggestion, rows: list[dict]) -> None:
	"""Enter who asks for the withdrawal on paper: rows of deputy, decided_on, scan, optionally state, reason."""
	require_withdrawable(suggestion)
	for values in rows:
		row = row_of(suggestion, values.get("deputy"))
		if row.manner == LINK:
			continue
		row.update(
			{
				"state": values.get("state") or CONFIRMED,
				"decided_on": values.get("decided_on"),
				"reason": values.get("reason"),
				"scan": values.get("scan") or row.scan,
				"manner": PAPER,
				"entered_by": frappe.session.user,
			}
		)
		try:
			signing.validate_entry(cosigning.signatures([row])[0], getdate())
		except signing.SignatureError as error:
			frappe.throw(f"{row.deputy_name}：{say(error.text)}", WithdrawalError)
	_save(suggestion)


def send_links(suggestion, reason: str, answer_by: str | None, channel: str) -> list[dict]:
	"""Send every signer who has not asked yet a link to do so; rows as those of co-signing."""
	require_withdrawable(suggestion)
	deputies = missing(suggestion)
	if not deputies:
		frappe.throw(_("All signers have asked for it; please withdraw now."), WithdrawalError)
	until = getdate(answer_by) if answer_by else None
	until = until or getdate(add_days(today(), settings.value(suggestion.congress, "cosign_days")))
	for deputy in deputies:
		row = row_of(suggestion, deputy)
		row.state = INVITED
	suggestion.withdrawal_reason = (reason or "").strip() or suggestion.withdrawal_reason
	_save(suggestion)
	people = cosigning.people_by_name(deputies)
	what = _("You are asked whether the suggestion “{0}” is withdrawn").format(suggestion.title)
	return [
		cosigning.hand_out(
			suggestion,
			people[deputy],
			one_time_links.issue(PURPOSE, suggestion, deputy, until),
			until,
			channel,
			what,
		)
		for deputy in deputies
	]


def row_of(suggestion, deputy: str | None):
	if deputy not in suggestion.signers():
		frappe.throw(_("{0} is not among the signers.").format(deputy_name(deputy or "")), WithdrawalError)
	for row in suggestion.withdrawal_consents:
		if row.deputy == deputy:
			return row
	return suggestion.append(
		"withdrawal_consents", {"deputy": deputy, "deputy_name": deputy_name(deputy), "state": INVITED}
	)


def _save(suggestion) -> None:
	suggestion.flags.by_system = True
	suggestion.save()
