"""Signatures, motions, splitting and merging: the pure rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules import joining, motions, signing, splitting
from deputy_affairs.rules.signing import Signature

DAY = date(2026, 3, 10)


def test_an_invitation_lapses_the_day_after_its_date():
	asked = Signature("D1", answer_by=DAY)
	assert signing.after(asked, DAY) == "Invited"
	assert signing.after(asked, DAY + timedelta(days=1)) == "Lapsed"
	assert signing.after(Signature("D1"), DAY) == "Invited"
	assert signing.after(Signature("D1", "Confirmed", DAY - timedelta(days=9)), DAY) == "Confirmed"


signatures = st.lists(st.builds(Signature, st.uuids().map(str), st.sampled_from(signing.STATES)), max_size=8)


@given(signatures)
def test_submitted_counts_confirmed_ones_only(rows):
	submitted = signing.signers(rows, submitted=True)
	assert submitted == [row.deputy for row in rows if row.state == "Confirmed"]
	writing = signing.signers(rows, submitted=False)
	assert set(submitted) <= set(writing)
	assert {row.deputy for row in rows if row.state in ("Refused", "Lapsed")}.isdisjoint(writing)
	assert set(signing.undecided(rows)) == set(writing) - set(submitted)


@pytest.mark.parametrize(
	"state, decided_on, reason, fine",
	[
		("Confirmed", DAY, "", True),
		("Confirmed", None, "", False),
		("Confirmed", DAY + timedelta(days=1), "", False),
		("Refused", DAY, "与本选区无关", True),
		("Refused", DAY, " ", False),
		("Invited", None, "", True),
	],
)
def test_what_is_entered_from_paper(state, decided_on, reason, fine):
	entry = Signature("D1", state, decided_on=decided_on, reason=reason)
	if fine:
		signing.validate_entry(entry, DAY)
	else:
		with pytest.raises(signing.SignatureError):
			signing.validate_entry(entry, DAY)


@pytest.mark.parametrize(
	"manner, from_paper, returned, again",
	[
		("One-time Link", False, False, True),
		("One-time Link", True, False, True),
		("Signed Paper", False, False, True),
		("Signed Paper", True, False, False),
		("Signed Paper", True, True, True),
	],
)
def test_a_changed_text_is_confirmed_again(manner, from_paper, returned, again):
	assert (
		signing.must_confirm_again(Signature("D1", "Confirmed", manner=manner), from_paper, returned) is again
	)
	assert not signing.must_confirm_again(Signature("D1", "Refused", manner=manner), from_paper, returned)


def test_the_scan_stands_for_signatures_that_are_confirmed_in_no_other_way():
	link = Signature("D1", "Confirmed", manner="One-time Link")
	paper = Signature("D2", "Confirmed", manner="Signed Paper")
	own_scan = Signature("D3", "Confirmed", manner="Signed Paper", has_scan=True)
	assert signing.lacks_scan(False, False, [])
	assert not signing.lacks_scan(True, False, [paper])
	assert not signing.lacks_scan(False, True, [link, own_scan, Signature("D4", "Refused")])
	assert signing.lacks_scan(False, True, [link, paper])
	assert signing.lacks_scan(False, False, [link])


@pytest.mark.parametrize(
	"level, signers, fine",
	[("Township", 4, False), ("Township", 5, True), ("County", 9, False), ("County", 10, True)],
)
def test_how_many_raise_a_motion(level, signers, fine):
	if fine:
		motions.validate_motion(level, signers, at_meeting=True, has_grounds=True)
	else:
		with pytest.raises(motions.MotionError):
			motions.validate_motion(level, signers, at_meeting=True, has_grounds=True)


@pytest.mark.parametrize("at_meeting, has_grounds", [(False, True), (True, False)])
def test_a_motion_has_its_meeting_and_its_grounds(at_meeting, has_grounds):
	with pytest.raises(motions.MotionError):
		motions.validate_motion("Township", 8, at_meeting, has_grounds)


@pytest.mark.parametrize(
	"name, at_meeting, kind, cosigners",
	[
		("", True, "Suggestion", 0),
		("第一代表团", False, "Suggestion", 0),
		("第一代表团", True, "Motion", 0),
		("第一代表团", True, "Suggestion", 1),
	],
)
def test_a_delegation_where_it_cannot_be_the_author(name, at_meeting, kind, cosigners):
	with pytest.raises(motions.DelegationError):
		motions.validate_delegation(name, at_meeting, kind, cosigners)
	motions.validate_delegation("第一代表团", True, "Suggestion", 0)


@given(st.integers(2, 9), st.data())
def test_a_plan_is_taken_only_if_it_loses_and_doubles_nothing(count, data):
	owners = data.draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
	parts = [
		splitting.Part(f"关于第{part}件事的建议", tuple(n for n, own in enumerate(owners, 1) if own == part))
		for part in sorted(set(owners))
	]
	if len(parts) < 2:
		with pytest.raises(splitting.SplitError):
			splitting.validate_plan(count, parts)
		return
	splitting.validate_plan(count, parts)
	lost = splitting.Part(parts[0].title, parts[0].demands[1:])
	doubled = splitting.Part(parts[0].title, (*parts[0].demands, parts[1].demands[0]))
	foreign = splitting.Part(parts[0].title, (*parts[0].demands, count + 1))
	nameless = splitting.Part(" ", parts[0].demands)
	same = splitting.Part(parts[1].title, parts[0].demands)
	for wrong in (lost, doubled, foreign, nameless, same):
		with pytest.raises(splitting.SplitError):
			splitting.validate_plan(count, [wrong, *parts[1:]])


names = st.sampled_from([f"D{n}" for n in range(7)])
groups = st.lists(st.lists(names, min_size=1, max_size=5, unique=True), min_size=1, max_size=4)


@given(groups)
def test_nobody_of_a_merged_group_is_left_without_a_letter_or_gets_two_for_one(signer_lists):
	group = [(f"S{n}", signers) for n, signers in enumerate(signer_lists)]
	found = joining.proposers(group)
	assert {deputy for _suggestion, deputy in found} == {d for signers in signer_lists for d in signers}
	assert len(set(found)) == len(found)
	assert {(name, signers[0]) for name, signers in group} <= set(found)
	leads = {signers[0] for signers in signer_lists}
	others = [deputy for _suggestion, deputy in found if deputy not in leads]
	assert len(set(others)) == len(others)
	assert all(deputy in dict(group)[suggestion] for suggestion, deputy in found)


MAIN = {
	"name": "S1",
	"congress": "云溪镇",
	"state": "Registered",
	"stage": "Handling",
	"merged_into": None,
	"has_merged": True,
}
OTHER = {**MAIN, "name": "S2", "stage": "Registered", "has_merged": False}


def test_what_can_be_merged():
	joining.validate_merge(MAIN, OTHER, main_replied=False)
	for main, other, replied in (
		(MAIN, MAIN, False),
		(MAIN, {**OTHER, "congress": "石门镇"}, False),
		(MAIN, {**OTHER, "merged_into": "S3"}, False),
		(MAIN, {**OTHER, "has_merged": True}, False),
		(MAIN, {**OTHER, "stage": "Assigned"}, False),
		({**MAIN, "merged_into": "S3"}, OTHER, False),
		({**MAIN, "state": "Closed"}, OTHER, False),
		(MAIN, OTHER, True),
	):
		with pytest.raises(joining.MergeError):
			joining.validate_merge(main, other, replied)


@pytest.mark.parametrize(
	"until, assigned, replied, missing, fine",
	[
		("Before Reply", True, False, [], True),
		("Before Reply", True, True, [], False),
		("Before Assignment", False, False, [], True),
		("Before Assignment", True, False, [], False),
		("Before Reply", False, False, ["李梅"], False),
	],
)
def test_when_a_suggestion_is_withdrawn(until, assigned, replied, missing, fine):
	if fine:
		joining.validate_withdrawal(until, assigned, replied, missing)
	else:
		with pytest.raises(joining.WithdrawalRuleError):
			joining.validate_withdrawal(until, assigned, replied, missing)
