"""Stages: examples, grades and next steps."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from deputy_affairs.rules import stages
from deputy_affairs.rules.stages import (
	DRAFT,
	FINAL,
	IN_HAND,
	IN_REVIEW,
	PARTS,
	STAGES,
	UNDER_WAY,
	WITH_THE_DEPUTY,
	AssignmentFact,
	RatingFact,
	ReplyFact,
	SuggestionFacts,
	derive_stage,
	next_step,
	overall,
	round_outcome,
)


def one_lead(state="Accepted", reply=None, *grades):
	return SuggestionFacts(
		"Registered",
		1,
		(AssignmentFact("A1", 1, "Lead", state), AssignmentFact("A2", 1, "Assist", "Awaiting Receipt")),
		(ReplyFact("A1", 1, reply),) if reply else (),
		tuple(RatingFact("A1", 1, f"D{i}", *pair) for i, pair in enumerate(grades)),
	)


@pytest.mark.parametrize(
	"facts, stage",
	[
		(SuggestionFacts("Registered"), "Registered"),
		(one_lead("Awaiting Receipt"), "Assigned"),
		(one_lead("Return Requested"), "Reassignment"),
		(one_lead("Returned"), "Reassignment"),
		(one_lead(), "Handling"),
		(one_lead("Accepted", "Signed Off"), "Handling"),
		(one_lead("Accepted", "Issued"), "Replied"),
		(one_lead("Accepted", "Issued", ("Satisfied", "Satisfied"), ("", "")), "Replied"),
		(one_lead("Accepted", "Issued", ("Satisfied", "Dissatisfied"), ("", "")), "Awaiting Decision"),
		(one_lead("Accepted", "Issued", ("Satisfied", "Basically Satisfied")), "Closed"),
		(
			replace(one_lead("Accepted", "Issued", ("Satisfied", "Dissatisfied")), current_round=2),
			"Registered",
		),
		(replace(one_lead("Accepted", "Issued"), workflow_state="Closed"), "Closed"),
	],
)
def test_a_lead_unit(facts, stage):
	assert derive_stage(facts) == stage


def test_a_merged_one_follows_the_main_one():
	merged = SuggestionFacts("Registered", main_stage="Handling")
	assert derive_stage(merged) == "Handling"
	assert derive_stage(replace(merged, workflow_state="Withdrawn")) == "Withdrawn"
	for stage in ("Withdrawn", "Split", "Draft"):
		with pytest.raises(ValueError):
			derive_stage(replace(merged, main_stage=stage))


def test_a_rating_of_an_earlier_round_never_counts_again():
	facts = replace(
		one_lead("Accepted", "Issued", ("Satisfied", "Satisfied")),
		current_round=2,
		assignments=(AssignmentFact("A1", 2, "Lead", "Accepted"),),
		replies=(ReplyFact("A1", 1, "Issued"), ReplyFact("A1", 2, "Issued")),
	)
	assert derive_stage(facts) == "Replied"


def test_separate_handling_waits_for_every_unit():
	facts = SuggestionFacts(
		"Registered",
		1,
		(AssignmentFact("A1", 1, "Separate", "Accepted"), AssignmentFact("A2", 1, "Separate", "Accepted")),
		(ReplyFact("A1", 1, "Issued"),),
		(RatingFact("A1", 1, "张三", "Dissatisfied", "Dissatisfied"),),
	)
	assert derive_stage(facts) == "Handling"
	assert (
		derive_stage(replace(facts, replies=(*facts.replies, ReplyFact("A2", 1, "Issued"))))
		== "Awaiting Decision"
	)


def test_a_returned_part_among_live_units():
	units = (
		AssignmentFact("A1", 1, "Separate", "Accepted"),
		AssignmentFact("A2", 1, "Separate", "Returned", True),
	)
	facts = SuggestionFacts("Registered", 1, units)
	assert derive_stage(facts) == "Reassignment"
	assert (
		derive_stage(replace(facts, assignments=(units[0], replace(units[1], awaits_takeover=False))))
		== "Handling"
	)


@pytest.mark.parametrize(
	"attitude, result, expected",
	[
		("Satisfied", "Satisfied", "Satisfied"),
		("Satisfied", "Basically Satisfied", "Basically Satisfied"),
		("Basically Satisfied", "Dissatisfied", "Dissatisfied"),
		("Dissatisfied", "", "Dissatisfied"),
		("Satisfied", "", ""),
		("", "", ""),
	],
)
def test_overall_is_the_worse_grade(attitude, result, expected):
	assert overall(attitude, result) == expected
	assert overall(result, attitude) == expected


def test_round_outcome():
	def outcome(*pairs):
		return round_outcome([RatingFact("A1", 1, "x", *pair) for pair in pairs])

	assert outcome() == ""
	assert outcome(("Satisfied", "Satisfied"), ("", "")) == ""
	assert outcome(("Satisfied", "Satisfied"), ("Dissatisfied", "Satisfied"), ("", "")) == "Dissatisfied"
	assert outcome(("Satisfied", "Satisfied"), ("Satisfied", "Basically Satisfied")) == "Basically Satisfied"
	assert outcome(("Satisfied", "Satisfied")) == "Satisfied"


def test_unknown_words_are_refused():
	with pytest.raises(ValueError):
		overall("Delighted", "Satisfied")
	with pytest.raises(ValueError):
		derive_stage(SuggestionFacts("Assigned"))


def test_every_stage_says_what_comes_next():
	assert len({next_step(stage).in_words() for stage in STAGES}) == len(STAGES)
	plain = {next_step(stage).in_words() for stage in STAGES}
	assert next_step("Under Review", is_motion=True).in_words() not in plain
	assert next_step("Under Review", two_steps=True).in_words() not in plain
	assert next_step("Draft", is_motion=True, two_steps=True).in_words() in plain


def test_every_stage_is_in_one_part():
	"""A stage that is new must be put somewhere, or lists that leave it out would hide suggestions."""
	listed = [stage for part in PARTS for stage in part]
	assert sorted(listed) == sorted(STAGES)
	assert set(IN_HAND) == set(STAGES) - set(WITH_THE_DEPUTY) - set(IN_REVIEW) - set(FINAL)
	assert set(UNDER_WAY) | {DRAFT} | set(FINAL) == set(STAGES)


APP = Path(stages.__file__).parents[1]
WRITTEN = [
	path
	for path in sorted(APP.rglob("*"))
	if path.suffix in (".py", ".js", ".json")
	and path != Path(stages.__file__)
	and "workflow" not in path.parts
]
# what the framework keeps as data cannot import the rule; it must say the same
NAMED = {
	frozenset(value)
	for name, value in vars(stages).items()
	if name.isupper() and isinstance(value, tuple) and value and set(value) <= set(STAGES)
}
LIST = re.compile(
	r"[\[({]\s*((?:\\?[\"'][A-Z][A-Za-z ]+\\?[\"']\s*,\s*)+\\?[\"'][A-Z][A-Za-z ]+\\?[\"'])\s*,?\s*[\])}]"
)


def hand_kept(text: str) -> list[list[str]]:
	"""Lists of three words or more, all of them stages."""
	found = [re.findall(r"[A-Z][A-Za-z ]+", match) for match in LIST.findall(text)]
	return [words for words in found if len(words) > 2 and set(words) <= set(STAGES)]


def test_no_list_of_stages_is_kept_by_hand():
	"""Lists of stages in code and in shipped cards and charts are those of the rule, none has fallen behind."""
	assert hand_kept('x = ("Registered", "Assigned",\n "Handling")') == [
		["Registered", "Assigned", "Handling"]
	]
	assert hand_kept(r'"[\"Registered\", \"Assigned\", \"Handling\"]"') == [
		["Registered", "Assigned", "Handling"]
	]
	wrong = [
		f"{path.relative_to(APP)}: {words}"
		for path in WRITTEN
		for words in hand_kept(path.read_text(encoding="utf-8"))
		if frozenset(words) not in NAMED
	]
	assert wrong == []
