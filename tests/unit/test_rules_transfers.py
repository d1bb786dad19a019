"""Transfers: how they stand, what flows back, and the stage of the suggestion meanwhile."""

from dataclasses import replace

import pytest

from deputy_affairs.rules import stages, transfers
from deputy_affairs.rules.stages import AssignmentFact, RatingFact, ReplyFact, SuggestionFacts, TransferFact

RUNNING, OVER = TransferFact(), TransferFact(over=True)
ALONE = SuggestionFacts("Registered", transfers=(RUNNING,))
UNIT = AssignmentFact("A", 1, "Lead", "Accepted")


@pytest.mark.parametrize(
	"facts,stage",
	[
		(ALONE, "Transferred"),
		(replace(ALONE, transfers=(OVER,)), "Closed"),
		(replace(ALONE, transfers=(OVER, RUNNING)), "Transferred"),
		(replace(ALONE, transfers=()), "Registered"),
		# a unit here keeps its stage and its clock
		(replace(ALONE, assignments=(replace(UNIT, state="Awaiting Receipt"),)), "Assigned"),
		(replace(ALONE, assignments=(UNIT,)), "Handling"),
		(replace(ALONE, assignments=(replace(UNIT, state="Return Requested"),)), "Reassignment"),
		# returned by the only unit: nothing here any more
		(replace(ALONE, assignments=(replace(UNIT, state="Returned"),)), "Transferred"),
		(replace(ALONE, transfers=(), assignments=(replace(UNIT, state="Returned"),)), "Reassignment"),
		# people have decided
		(replace(ALONE, workflow_state="Withdrawn"), "Withdrawn"),
		(replace(ALONE, workflow_state="Closed"), "Closed"),
	],
)
def test_stage(facts, stage):
	assert stages.derive_stage(facts) == stage


def test_done_here_waits_for_there():
	facts = SuggestionFacts(
		"Registered",
		assignments=(UNIT,),
		replies=(ReplyFact("A", 1, "Issued"),),
		ratings=(RatingFact("A", 1, "D", "Satisfied", "Satisfied"),),
		transfers=(RUNNING,),
	)
	assert stages.derive_stage(facts) == "Transferred"
	assert stages.derive_stage(replace(facts, transfers=(OVER,))) == "Closed"
	unhappy = (RatingFact("A", 1, "D", "Satisfied", "Dissatisfied"),)
	assert stages.derive_stage(replace(facts, ratings=unhappy)) == "Awaiting Decision"


@pytest.mark.parametrize(
	"state,there,status",
	[
		("Draft", "", "Draft"),
		("Accepted", "Handling", "Under Way"),
		("Accepted", "Closed", "Concluded"),
		("Accepted", "Refused", "Concluded"),
		("Sent Out", "", "Under Way"),
		("Outcome Known", "", "Concluded"),
		("Deputy Told", "Closed", "Deputy Told"),
		("Taken Back", "", "Taken Back"),
	],
)
def test_status(state, there, status):
	assert transfers.derive_status(state, there) == status


def test_a_rating_flows_back_only_when_it_stands():
	assert transfers.may_flow_back("20-1", "Replied", "B", "Dissatisfied") == transfers.Seen(
		"20-1", "Replied", "B", ""
	)
	assert transfers.may_flow_back("20-1", "Closed", "B", "Satisfied").rating == "Satisfied"
	assert transfers.may_flow_back("20-1", "Handling", "B", "").reply_class == ""


def test_only_upwards():
	transfers.check_receiver("镇", "Township", "县", "County")
	for to, level in (("镇", "Township"), ("乡", "Township")):
		with pytest.raises(transfers.ReceiverError):
			transfers.check_receiver("镇", "Township", to, level)
	with pytest.raises(transfers.UntimelyError):
		transfers.check_stage("Draft")
	transfers.check_stage("Handling")
