"""Motions 议案: who can raise one, and what becomes of it (domain.md §2.1).

A motion names a matter within the congress's powers with its case, grounds and plan 案由、案据、方案 [DL25 §15].
"""

from __future__ import annotations

from deputy_affairs.rules.text import RuleError, Text
from deputy_affairs.rules.text import mark as _

SUGGESTION = "Suggestion"
MOTION = "Motion"
TURNED = "Motion Turned Suggestion"

# OL22 §22: five deputies jointly in a township, ten in a county and above.
REQUIRED = {"Township": 5, "County": 10, "City": 10}


class MotionError(RuleError):
	"""What the law asks of a motion is missing."""


class DelegationError(RuleError):
	"""A delegation cannot be the author here."""


def required_signers(level: str) -> int:
	"""How many deputies jointly raise a motion at a level of congress (OL22 §22). KeyError for an unknown one."""
	return REQUIRED[level]


def validate_motion(level: str, signers: int, at_meeting: bool, has_grounds: bool) -> None:
	"""Check a motion that is to be submitted; raises MotionError.

	It is raised at a meeting, by enough deputies, with its grounds (OL22 §22, DL25 §15).
	"""
	if not at_meeting:
		raise MotionError(Text(_("A motion is raised at a meeting; between meetings write a suggestion")))
	needed = required_signers(level)
	if signers < needed:
		raise MotionError(
			Text(
				_(
					"A motion needs at least {0} deputies, {1} have signed; get more signatures or write a suggestion"
				),
				(needed, signers),
			)
		)
	if not has_grounds:
		raise MotionError(Text(_("A motion states its grounds; please fill in the field for them")))


def validate_delegation(name: str, at_meeting: bool, kind: str, cosigners: int) -> None:
	"""Check a delegation as the author; raises DelegationError.

	It submits at a meeting only, signed by its head [CQ-S §8]; a motion is raised by deputies jointly [OL22 §22].
	"""
	if not name.strip():
		raise DelegationError(Text(_("Please enter the name of the delegation")))
	if not at_meeting:
		raise DelegationError(Text(_("A delegation submits suggestions at a meeting only")))
	if kind == MOTION:
		raise DelegationError(Text(_("A motion is raised by deputies jointly, not by a delegation")))
	if cosigners:
		raise DelegationError(Text(_("For a delegation its head signs alone; take out the co-signers")))
