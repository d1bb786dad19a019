"""How much of a suggestion may be made public: five tiers, and what keeps it from a higher one.

SD-S §27, QD-S §30, CQ-S §36: suggestion, reply and feedback are public except state secrets, business secrets and
privacy; HN-S §29: the deputy may hold it unsuitable. Off until a congress switches it on.
"""

from __future__ import annotations

from dataclasses import dataclass

from deputy_affairs.rules.text import Text
from deputy_affairs.rules.text import mark as _

NONE, TITLE, SUMMARY, FULL_TEXT, WITH_REPLY = "None", "Title", "Summary", "Full Text", "With Reply"
TIERS = (NONE, TITLE, SUMMARY, FULL_TEXT, WITH_REPLY)


@dataclass(frozen=True)
class Facts:
	"""What decides on publication."""

	congress_tier: str = NONE
	stage: str = ""
	accepted: bool = False
	is_secret: bool = False
	deputy_agrees: bool = True
	is_anonymous: bool = False
	has_issued_reply: bool = False
	reply_is_public: bool = True


@dataclass(frozen=True)
class Limit:
	"""A tier that is not exceeded, and why."""

	tier: str
	reason: Text


def rank(tier: str | None) -> int:
	"""The place of a tier, 0 for none."""
	return TIERS.index(tier) if tier in TIERS else 0


def limits(facts: Facts) -> list[Limit]:
	"""Everything that keeps the suggestion below the highest tier, the strictest first."""
	found = []

	def limit(when: bool, tier: str, reason: str) -> None:
		if when:
			found.append(Limit(tier, Text(reason)))

	limit(facts.is_secret, NONE, _("It involves a state secret"))
	limit(not facts.accepted, NONE, _("It is not accepted as a suggestion, refused or withdrawn"))
	limit(not facts.deputy_agrees, NONE, _("The deputy does not wish it to be published"))
	limit(
		facts.congress_tier != WITH_REPLY, facts.congress_tier, _("The congress publishes no more than this")
	)
	limit(
		facts.is_anonymous, SUMMARY, _("The deputy asked for anonymity; the wording could tell who wrote it")
	)
	limit(not facts.has_issued_reply, FULL_TEXT, _("There is no issued reply yet"))
	limit(
		facts.has_issued_reply and not facts.reply_is_public,
		FULL_TEXT,
		_("The unit marked its reply as not public"),
	)
	return sorted(found, key=lambda row: rank(row.tier))


def highest_tier(facts: Facts) -> str:
	"""The highest tier that is allowed."""
	return min((row.tier for row in limits(facts)), key=rank, default=WITH_REPLY)
