"""Merging suggestions of the same content 并案办理, and withdrawing one (domain.md §2.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deputy_affairs.rules.stages import REGISTERED
from deputy_affairs.rules.text import RuleError, Text
from deputy_affairs.rules.text import mark as _

BEFORE_REPLY = "Before Reply"
BEFORE_ASSIGNMENT = "Before Assignment"


class MergeError(RuleError):
	"""These suggestions cannot share their handling."""


class WithdrawalRuleError(RuleError):
	"""The suggestion cannot be withdrawn (any more, or not yet)."""


def validate_merge(main: dict, other: dict, main_replied: bool) -> None:
	"""Check that `other` can be merged into `main`; raises MergeError.

	Both are dicts with name, congress, stage, merged_into, has_merged. Same congress, the other one registered
	and not assigned yet, the main one unanswered and itself not merged [ZJ-S §18; SD-S §20; HN-S §21].
	"""
	if main["name"] == other["name"]:
		raise MergeError(Text(_("A suggestion cannot be merged into itself")))
	if main["congress"] != other["congress"]:
		raise MergeError(Text(_("The suggestions belong to different congresses")))
	if other["merged_into"]:
		raise MergeError(Text(_("It is merged into another suggestion already")))
	if other["has_merged"]:
		raise MergeError(
			Text(_("Others are merged into it; choose it as the main one or take them out first"))
		)
	if main["merged_into"]:
		raise MergeError(Text(_("The main suggestion is itself merged into another one; choose that one")))
	if other["stage"] != REGISTERED:
		raise MergeError(Text(_("Only a registered suggestion that is not assigned yet can be merged")))
	validate_before_reply(main["state"], main_replied)


def validate_before_reply(main_state: str, replied: bool) -> None:
	"""Merging and undoing it are possible until a reply is issued; raises MergeError."""
	if main_state != REGISTERED:
		raise MergeError(Text(_("The main suggestion is not registered or is closed")))
	if replied:
		raise MergeError(Text(_("A reply is issued; the merging can no longer be changed")))


def proposers(group: Sequence[tuple[str, Sequence[str]]]) -> list[tuple[str, str]]:
	"""Who gets a letter and an opinion form of a shared reply: pairs of suggestion and deputy.

	`group` holds (suggestion, its signers with the lead first), the main one first. Every lead deputy gets one
	for each suggestion they lead, since each proposer keeps number and letter [ZJ-S §18]; whoever signed several
	otherwise gets one, for the first.
	"""
	leads = {signers[0] for _name, signers in group}
	found, served = [], set(leads)
	for suggestion, signers in group:
		found.append((suggestion, signers[0]))
		for deputy in signers[1:]:
			if deputy not in served:
				served.add(deputy)
				found.append((suggestion, deputy))
	return found


def validate_withdrawal(until: str, assigned: bool, replied: bool, missing: Iterable[str]) -> None:
	"""Check a withdrawal; `missing` names the signers who have not asked for it. Raises WithdrawalRuleError.

	Until the reply [SD-S §9; QD-S §12], or where the congress wants so until assignment [BJ-S §13]; a joint one
	only when all signers ask [SH-S §10].
	"""
	if replied:
		raise WithdrawalRuleError(Text(_("It has been answered and can no longer be withdrawn")))
	if assigned and until == BEFORE_ASSIGNMENT:
		raise WithdrawalRuleError(
			Text(_("It is assigned; by the setting of this congress it can no longer be withdrawn"))
		)
	if names := "、".join(missing):
		raise WithdrawalRuleError(
			Text(_("All signers have to ask for the withdrawal; not recorded yet for: {0}"), (names,))
		)
