"""Which tier a suggestion may be published in."""

import pytest

from deputy_affairs.rules.publication import (
	FULL_TEXT,
	NONE,
	SUMMARY,
	TITLE,
	WITH_REPLY,
	Facts,
	highest_tier,
	limits,
)

GOOD = {"congress_tier": WITH_REPLY, "accepted": True, "has_issued_reply": True}


@pytest.mark.parametrize(
	"change, tier",
	[
		({}, WITH_REPLY),
		({"congress_tier": NONE}, NONE),
		({"congress_tier": TITLE}, TITLE),
		({"is_secret": True}, NONE),
		({"deputy_agrees": False}, NONE),
		({"accepted": False}, NONE),
		({"is_anonymous": True}, SUMMARY),
		({"is_anonymous": True, "congress_tier": TITLE}, TITLE),
		({"has_issued_reply": False}, FULL_TEXT),
		({"reply_is_public": False}, FULL_TEXT),
		({"is_secret": True, "congress_tier": TITLE}, NONE),
	],
)
def test_the_highest_tier(change, tier):
	assert highest_tier(Facts(**{**GOOD, **change})) == tier


def test_nothing_is_public_unless_somebody_wants_it():
	assert highest_tier(Facts()) == NONE


def test_the_strictest_reason_comes_first():
	found = limits(Facts(**{**GOOD, "is_anonymous": True, "is_secret": True}))
	assert [row.tier for row in found] == [NONE, SUMMARY]
	assert all(row.reason.template for row in found)
