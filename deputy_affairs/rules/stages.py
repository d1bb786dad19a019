"""The stage of a suggestion, derived from its records (domain.md §2.2-2.4, §6; design §4).

A human decision is a workflow state (draft, review, refusal, withdrawal, registration, closing); everything
between registration and closing follows from assignments, replies and ratings and is never set by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from deputy_affairs.rules.text import Text
from deputy_affairs.rules.text import mark as _

DRAFT = "Draft"
UNDER_REVIEW = "Under Review"
SECOND_REVIEW = "Second Review"
RETURNED_FOR_REWRITING = "Returned for Rewriting"
REFUSED = "Refused"
WITHDRAWN = "Withdrawn"
SPLIT = "Split"
ON_AGENDA = "On the Agenda"
REGISTERED = "Registered"
ASSIGNED = "Assigned"
REASSIGNMENT = "Reassignment"
HANDLING = "Handling"
REPLIED = "Replied"
AWAITING_DECISION = "Awaiting Decision"
TRANSFERRED = "Transferred"
CLOSED = "Closed"

STAGES = (
	DRAFT,
	UNDER_REVIEW,
	SECOND_REVIEW,
	RETURNED_FOR_REWRITING,
	REFUSED,
	WITHDRAWN,
	SPLIT,
	ON_AGENDA,
	REGISTERED,
	ASSIGNED,
	REASSIGNMENT,
	HANDLING,
	REPLIED,
	AWAITING_DECISION,
	TRANSFERRED,
	CLOSED,
)
WORKFLOW_STATES = (
	DRAFT,
	UNDER_REVIEW,
	SECOND_REVIEW,
	RETURNED_FOR_REWRITING,
	REFUSED,
	WITHDRAWN,
	SPLIT,
	ON_AGENDA,
	REGISTERED,
	CLOSED,
)
# Every list of stages that anybody needs is one of these; tests/unit/test_rules_stages.py looks for others.
WITH_THE_DEPUTY = (DRAFT, RETURNED_FOR_REWRITING)
IN_REVIEW = (UNDER_REVIEW, SECOND_REVIEW)
# Somebody owes an answer.
UNANSWERED = (ASSIGNED, REASSIGNMENT, HANDLING)
WITH_REPLY = (REPLIED, AWAITING_DECISION)
IN_HAND = (REGISTERED, *UNANSWERED, *WITH_REPLY, TRANSFERRED)
# What was transferred in part is handed out here as well.
ASSIGNABLE = (REGISTERED, *UNANSWERED, TRANSFERRED)
# The office still decides on what is in review or not handed out yet: merged, split.
DECIDING = (*IN_REVIEW, REGISTERED)
# Until a unit has it in hand, nobody else tells the deputy that it has arrived (ZJ-S §10).
TO_ACKNOWLEDGE = (*IN_REVIEW, REGISTERED, ASSIGNED, REASSIGNMENT, TRANSFERRED)
NOT_YET_ASSIGNED = (*WITH_THE_DEPUTY, *IN_REVIEW, REGISTERED)
# Before registration nothing is in the books; what was withdrawn or refused is handled by nobody.
IN_THE_BOOKS = (*IN_HAND, CLOSED)
ANSWERED = (*WITH_REPLY, CLOSED)
# Submitted and not over.
UNDER_WAY = (*IN_REVIEW, RETURNED_FOR_REWRITING, *IN_HAND)
FINAL = (REFUSED, WITHDRAWN, SPLIT, ON_AGENDA, CLOSED)
# No stage is in two of these or in none.
PARTS = (WITH_THE_DEPUTY, IN_REVIEW, (REGISTERED,), UNANSWERED, WITH_REPLY, (TRANSFERRED,), FINAL)

ROLES = ("Lead", "Assist", "Separate")
REPLYING_ROLES = ("Lead", "Separate")
ASSIGNMENT_STATES = ("Awaiting Receipt", "Accepted", "Return Requested", "Returned", "Opinion Given")
REPLY_STATES = ("Draft", "Under Check", "Awaiting Sign-off", "Signed Off", "Issued")

SATISFIED = "Satisfied"
BASICALLY_SATISFIED = "Basically Satisfied"
DISSATISFIED = "Dissatisfied"
AWAITED = ""
GRADES = (SATISFIED, BASICALLY_SATISFIED, DISSATISFIED)


@dataclass(frozen=True)
class AssignmentFact:
	"""One unit's assignment in one round.

	`awaits_takeover`: this assignment was returned and its part has not been given to another unit yet. Only
	needed for separate handling, where other live units do not show whether the part was taken over.
	"""

	id: str
	round: int
	role: str
	state: str
	awaits_takeover: bool = False


@dataclass(frozen=True)
class ReplyFact:
	"""The reply of an assignment in one round."""

	assignment: str
	round: int
	state: str


@dataclass(frozen=True)
class RatingFact:
	"""One signer's rating of an assignment's reply; "" is a grade still awaited. Present = expected."""

	assignment: str
	round: int
	deputy: str
	attitude: str = AWAITED
	result: str = AWAITED


@dataclass(frozen=True)
class TransferFact:
	"""A transfer that was accepted or sent out; `over` once the deputy was told what came of it."""

	over: bool = False


@dataclass(frozen=True)
class SuggestionFacts:
	"""What is on record about one suggestion; `workflow_state` is the last human decision.

	`main_stage`: the stage of the suggestion it was merged into, whose handling it shares (ZJ-S §18, SD-S §20).
	"""

	workflow_state: str
	current_round: int = 1
	assignments: tuple[AssignmentFact, ...] = ()
	replies: tuple[ReplyFact, ...] = ()
	ratings: tuple[RatingFact, ...] = ()
	main_stage: str | None = None
	transfers: tuple[TransferFact, ...] = ()


def overall(attitude: str, result: str) -> str:
	"""The worse of the two grades; "" while one is awaited, unless the other is Dissatisfied already.

	Attitude and result are rated apart [SD-S §23; SH-S §21]. ValueError for an unknown grade.
	"""
	given = {attitude or AWAITED, result or AWAITED}
	unknown = given - {AWAITED, *GRADES}
	if unknown:
		raise ValueError(f"unknown grade: {sorted(unknown)[0]!r}")
	for grade in (DISSATISFIED, AWAITED, BASICALLY_SATISFIED):
		if grade in given:
			return grade
	return SATISFIED


def round_outcome(ratings: Iterable[RatingFact]) -> str:
	"""The worst overall grade of a round's ratings: Dissatisfied as soon as one signer is; "" while some are
	awaited or none is expected; else Basically Satisfied or Satisfied."""
	grades = {overall(rating.attitude, rating.result) for rating in ratings} or {AWAITED}
	return next(g for g in (DISSATISFIED, AWAITED, BASICALLY_SATISFIED, SATISFIED) if g in grades)


def derive_stage(facts: SuggestionFacts) -> str:
	"""The stage that the records say.

	- A workflow state other than Registered is itself the stage (Closed is an explicit decision).
	- A registered one that was merged into another follows that one's stage: they share their handling.
	- Only lead and separate assignments of the current round count; an assisting unit never holds the stage.
	- None yet: Registered (to be assigned; so also a new round before its assignment).
	- A return requested and undecided, a returned part that awaits another unit, or no live assignment left
	after returns: Reassignment.
	- A live unit that has not signed for it: Assigned.
	- A live unit without an issued reply of this round: Handling.
	- All replied, one signer Dissatisfied (attitude or result): Dissatisfied, until a person decides on a new
	round (current_round grows) or closes.
	- All replied, every expected rating in and none Dissatisfied: Closed by itself.
	- Otherwise (some ratings awaited, or none expected): Replied.
	- Transferred up or out: what units handle here keeps its own stage (no clock stops, DL25 §51); with nothing
	to handle here, or when that is done, Transferred until the deputy was told the outcome, then Closed
	(HN-S §19; CQ-S §22; BJ-S §20).

	With separate handling a dissatisfied signer of one unit is shown only once every unit has replied, since a
	new round can only begin then. Ratings and replies of returned assignments do not count.
	ValueError for an unknown workflow state.
	"""
	if facts.workflow_state not in WORKFLOW_STATES:
		raise ValueError(f"unknown workflow state: {facts.workflow_state!r}")
	if facts.workflow_state != REGISTERED:
		return facts.workflow_state
	if facts.main_stage:
		if facts.main_stage not in IN_THE_BOOKS:
			raise ValueError(f"nothing can be merged into what is {facts.main_stage!r}")
		return facts.main_stage
	stage, handled_here = _handling_stage(facts)
	if facts.transfers and (stage == CLOSED or not handled_here):
		return CLOSED if all(transfer.over for transfer in facts.transfers) else TRANSFERRED
	return stage


def _handling_stage(facts: SuggestionFacts) -> tuple[str, bool]:
	"""The stage by assignments, replies and ratings, and whether a unit here has it in hand."""
	number = facts.current_round
	replying = [a for a in facts.assignments if a.round == number and a.role in REPLYING_ROLES]
	if not replying:
		return REGISTERED, False
	live = [a for a in replying if a.state != "Returned"]
	if not live:
		return REASSIGNMENT, False
	if any(a.state == "Return Requested" for a in live):
		return REASSIGNMENT, True
	if any(a.awaits_takeover for a in replying if a.state == "Returned"):
		return REASSIGNMENT, True
	if any(a.state == "Awaiting Receipt" for a in live):
		return ASSIGNED, True

	ids = {a.id for a in live}
	issued = {r.assignment for r in facts.replies if r.round == number and r.state == "Issued"}
	if not ids <= issued:
		return HANDLING, True
	outcome = round_outcome(r for r in facts.ratings if r.round == number and r.assignment in ids)
	if outcome == DISSATISFIED:
		return AWAITING_DECISION, True
	return (REPLIED if outcome == AWAITED else CLOSED), True


_NEXT = {
	DRAFT: _("Finish the text and submit it"),
	UNDER_REVIEW: _("The congress office accepts it, returns it for rewriting or refuses it"),
	SECOND_REVIEW: _("The chair reviews it a second time: accepts it, returns it or refuses it"),
	RETURNED_FOR_REWRITING: _("The deputy improves the text and submits it again"),
	REFUSED: _("Not accepted; the deputy is told the ground"),
	WITHDRAWN: _("Withdrawn; nothing more to do"),
	SPLIT: _("Split into several suggestions; these go on"),
	ON_AGENDA: _("The motion is on the agenda of the meeting; the meeting deals with it"),
	REGISTERED: _("Assign it to the handling units"),
	ASSIGNED: _("The handling units sign for it or return it with a reason"),
	REASSIGNMENT: _("Decide on the return and assign it to another unit"),
	HANDLING: _("The handling units contact the deputy, draft the reply and have it issued"),
	REPLIED: _("The signers rate the reply"),
	AWAITING_DECISION: _("Decide whether it is handled again"),
	TRANSFERRED: _("Transferred; what comes of it is told to the deputy, then it is closed"),
	CLOSED: _("Closed; promises made in the reply are still followed"),
}


_FIRST_REVIEW = _("First review: the clerk passes it on to the chair or returns it for rewriting")
_MOTION = _("Enter what the presidium decides: put on the agenda, or treated as a suggestion")


def next_step(stage: str, *, is_motion: bool = False, two_steps: bool = False) -> Text:
	"""What comes next at this stage, for the head of a form. KeyError for an unknown stage."""
	if stage == UNDER_REVIEW and is_motion:
		return Text(_MOTION)
	if stage == UNDER_REVIEW and two_steps:
		return Text(_FIRST_REVIEW)
	return Text(_NEXT[stage])
