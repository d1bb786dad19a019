"""Hints on the text of a suggestion, and the grounds for not accepting one (domain.md §2.1).

Hints help the deputy to write well; they never block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from deputy_affairs.rules.text import Text
from deputy_affairs.rules.text import mark as _

# The union of ZJ-S §6, SD-S §6, BJ-S §12, CQ-S §9, SH-S §8, QD-S §11 (domain.md §2.1 "Not accepted").
REFUSAL_GROUNDS = [
	"Personal matter of the deputy or relatives",
	"Forwarded letter of a citizen",
	"Petition, accusation or complaint",
	"Judicial case or arbitration",
	"Outcome of a bidding",
	"Personal or commercial interest",
	"Academic discussion",
	"Promotion of a product",
	"No substance",
	"Outside the powers of the area",
	"Unlawful",
	"Isolated problem of the deputy's own unit",
]

EMPTY_PHRASES = (
	"希望有关部门重视",
	"希望引起重视",
	"引起高度重视",
	"有关部门高度重视",
	"加大力度",
	"加强领导",
	"加强管理",
	"提高认识",
	"尽快解决",
)
# What remains of a demand without empty phrases, punctuation and filler must have this many characters.
SUBSTANCE = 6

_TITLE = re.compile(r"^关于.+的(建议|意见|批评|议案)([、和]?(批评|意见|建议))*$")
_TAG = re.compile(r"<[^>]+>|&nbsp;")
_NOISE = re.compile(r"[\s\d，。；、：！？,.;:!?（）()]+")
_FILLER = re.compile(
	r"希望|建议|请求|请|有关部门|相关部门|政府|对此|此事|进一步|切实|予以|给予|能够|能|和|的|要"
)
_SENTENCE = re.compile(r"[。！？!?；;\n]+")
_SEVERAL = re.compile(r"[、]|以及|和以及|暨")
# These list parts of the closing words, not matters.
_CLOSING = re.compile(r"的(建议|意见|批评|议案)([、和]?(批评|意见|建议))*$")


@dataclass(frozen=True)
class Hint:
	"""A remark on a suggestion: `code` is stable, `text` is for people."""

	code: str
	text: Text


def _plain(text: str | None) -> str:
	return _TAG.sub("", text or "").strip()


def _demands(demands: str | Iterable[str] | None) -> list[str]:
	parts = [demands] if isinstance(demands, str) else list(demands or ())
	return [plain for part in parts if (plain := _plain(part))]


def _is_empty_phrase(demand: str) -> bool:
	"""Whether a demand says nothing once the stock phrases are taken out."""
	rest = demand
	for phrase in EMPTY_PHRASES:
		rest = rest.replace(phrase, "")
	return rest != demand and len(_NOISE.sub("", _FILLER.sub("", rest))) < SUBSTANCE


def _is_one_sentence(*texts: str) -> bool:
	sentences = [s for text in texts for s in _SENTENCE.split(text) if s.strip()]
	return len(sentences) <= 1


def suggestion_hints(
	title: str | None,
	situation: str | None,
	cause: str | None,
	demands: str | Iterable[str] | None,
	lead_card: str | None,
	lead_phone: str | None,
) -> list[Hint]:
	"""What a reader of the draft would remark, in the order of the form (domain.md §2.1, defects seen in U72).

	Codes: title_missing, title_form, several_matters, one_sentence, no_demand, empty_phrase, card_missing,
	phone_missing. One matter a paper: ZJ-S §7, CQ-S §9; minimum content: BJ-S §9. HTML tags are ignored.
	"""
	title, situation, cause = _plain(title), _plain(situation), _plain(cause)
	wishes = _demands(demands)
	hints: list[Hint] = []

	def add(code: str, template: str, *args: object) -> None:
		hints.append(Hint(code, Text(template, args)))

	if not title:
		add("title_missing", _("Give the suggestion a title that names the matter"))
	elif not _TITLE.match(title):
		add("title_form", _("The title usually has the form {0}"), "关于……的建议")
	if title.count("关于") > 1 or _SEVERAL.search(_CLOSING.sub("", title)):
		add("several_matters", _("The title seems to name several matters; write one matter a paper"))
	if _is_one_sentence(situation, cause):
		add("one_sentence", _("Describe the situation and its cause in more than one sentence"))
	if not wishes:
		add("no_demand", _("Say what should be done"))
	for number, wish in enumerate(wishes, 1):
		if _is_empty_phrase(wish):
			add("empty_phrase", _("Demand {0} only uses general phrases; say who should do what"), number)
	if not (lead_card or "").strip():
		add("card_missing", _("The deputy card number of the lead deputy is missing"))
	if not (lead_phone or "").strip():
		add("phone_missing", _("The telephone number of the lead deputy is missing"))
	return hints
