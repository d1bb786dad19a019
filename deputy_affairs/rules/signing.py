"""Who signs a suggestion, and when a signature is asked for again (domain.md §2.1).

The lead deputy makes the content known and every co-signer confirms for themselves that it is their will
[BJ-S §11; SD-S §7; HN-S §9].
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from deputy_affairs.rules.text import RuleError, Text
from deputy_affairs.rules.text import mark as _

INVITED = "Invited"
CONFIRMED = "Confirmed"
REFUSED = "Refused"
LAPSED = "Lapsed"
STATES = (INVITED, CONFIRMED, REFUSED, LAPSED)

LINK = "One-time Link"
PAPER = "Signed Paper"


class SignatureError(RuleError):
	"""What was entered about a signature cannot be."""


@dataclass(frozen=True)
class Signature:
	"""One deputy who was asked to sign: until when, how it was decided, when and in which way."""

	deputy: str
	state: str = INVITED
	answer_by: date | None = None
	decided_on: date | None = None
	manner: str = ""
	reason: str = ""
	has_scan: bool = False


def after(signature: Signature, day: date) -> str:
	"""The state on a day: an invitation that nobody answered until its date has lapsed the day after."""
	if signature.state == INVITED and signature.answer_by and signature.answer_by < day:
		return LAPSED
	return signature.state


def signers(signatures: Iterable[Signature], submitted: bool) -> list[str]:
	"""Who signs beside the lead deputy, in the order given.

	Once submitted only who confirmed; before that also who may still do so. Who refused or let the time pass
	signs neither way.
	"""
	counted = (CONFIRMED,) if submitted else (CONFIRMED, INVITED)
	return [row.deputy for row in signatures if row.state in counted]


def undecided(signatures: Iterable[Signature]) -> list[str]:
	"""Whose answer is still awaited; a suggestion is not submitted before all have decided (BJ-S §11)."""
	return [row.deputy for row in signatures if row.state == INVITED]


def validate_entry(signature: Signature, day: date) -> None:
	"""Check what the office enters from a signed paper; raises SignatureError.

	A decision has its day, which is not to come; who refuses says why.
	"""
	if signature.state not in (CONFIRMED, REFUSED):
		return
	if not signature.decided_on:
		raise SignatureError(Text(_("enter the day of the signature")))
	if signature.decided_on > day:
		raise SignatureError(
			Text(_("the day of the signature ({0}) is still to come"), (signature.decided_on,))
		)
	if signature.state == REFUSED and not signature.reason.strip():
		raise SignatureError(Text(_("enter the reason of the refusal")))


def must_confirm_again(signature: Signature, from_paper: bool, returned: bool) -> bool:
	"""Whether a confirmation falls away when the text has changed.

	It was given for the text as it stood. Only where the office copies a signed paper and puts its own slips
	right does the paper remain what was signed; after a return for rewriting it no longer is.
	"""
	if signature.state != CONFIRMED:
		return False
	return not (from_paper and not returned and signature.manner == PAPER)


def lacks_scan(has_scan: bool, lead_confirmed: bool, signatures: Iterable[Signature]) -> bool:
	"""Whether a paper entered by the office needs its scan before it is submitted.

	Not when every signature is confirmed otherwise: by the deputy's own link, or by a scan of its own.
	"""
	signed = [row for row in signatures if row.state == CONFIRMED]
	return not has_scan and not (lead_confirmed and all(row.manner == LINK or row.has_scan for row in signed))
