"""Suggestions that go beyond one's own powers: transferred up or out, and what comes back (转报).

What is beyond the powers is reported up and the deputy told [HN-S §19; U14; CQ-S §22], or deputies of the higher
congress raise it, or the organ turns to its superior [BJ-S §20]. A transfer stops no clock: the law gives a unit
to which the suggestion was assigned its time for an answer (DL25 §51), and that it was reported up is one
[CQ-S §22]. What was not assigned has no clock; it stands as transferred until the deputy has been told the
outcome.
"""

from __future__ import annotations

from dataclasses import dataclass

from deputy_affairs.rules import stages
from deputy_affairs.rules.text import RuleError, Text
from deputy_affairs.rules.text import mark as _

DRAFT = "Draft"
PROPOSED = "Proposed"
UNDER_WAY = "Under Way"
CONCLUDED = "Concluded"
TOLD = "Deputy Told"
REFUSED = "Refused"
TAKEN_BACK = "Taken Back"

# The outcome is known.
OVER = (CONCLUDED, TOLD)

LEVELS = ("Township", "County", "City")
# Stages of the suggestion there with which it has come to an end.
ENDS = stages.FINAL

_BY_STATE = {
	"Draft": DRAFT,
	"Proposed": PROPOSED,
	"Sent Out": UNDER_WAY,
	"Outcome Known": CONCLUDED,
	"Deputy Told": TOLD,
	"Refused": REFUSED,
	"Taken Back": TAKEN_BACK,
}


class ReceiverError(RuleError):
	"""What cannot receive a transfer."""


class UntimelyError(RuleError):
	"""A suggestion that cannot be transferred at its stage."""


@dataclass(frozen=True)
class Seen:
	"""What flows back of the suggestion there, and nothing else: number, stage, class and text of the reply, rating
	once it is final.
	"""

	number: str = ""
	stage: str = ""
	reply_class: str = ""
	rating: str = ""
	answer: str = ""


def derive_status(workflow_state: str, linked_stage: str = "") -> str:
	"""How a transfer stands. An accepted one is under way until the suggestion there has come to its end."""
	if workflow_state == "Accepted":
		return CONCLUDED if linked_stage in ENDS else UNDER_WAY
	return _BY_STATE[workflow_state]


def may_flow_back(number: str, stage: str, reply_class: str, rating: str, answer: str = "") -> Seen:
	"""The part of the suggestion there that the lower congress learns: the reply once it is issued, a rating only
	once it stands.
	"""
	answered = stage in stages.ANSWERED
	return Seen(
		number=number,
		stage=stage,
		reply_class=reply_class if answered else "",
		rating=rating if stage == stages.CLOSED else "",
		answer=answer if answered else "",
	)


def check_receiver(own: str, own_level: str, to: str, to_level: str) -> None:
	"""Up means to another congress of a higher level. Raises ReceiverError."""
	if own == to or LEVELS.index(to_level) <= LEVELS.index(own_level):
		raise ReceiverError(Text(_("A suggestion is transferred to a congress of a higher level")))


def check_stage(stage: str) -> None:
	"""Only what is registered and not over is transferred. Raises UntimelyError."""
	if stage not in stages.IN_HAND:
		raise UntimelyError(Text(_("Only a registered suggestion that is not closed can be transferred")))
