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
# Why a hint is given; the first word of the office to a deputy who asks.
REASONS = {
	"title_missing": _("Lists, letters and the register name the suggestion by its title"),
	"title_form": _("The reply letter and the register quote the title as it stands"),
	"title_vague": _("From the title alone one should see what is to be done, and where"),
	"several_matters": _("Several matters go to several units; such a paper is split (ZJ-S §7, CQ-S §9)"),
	"one_sentence": _("A suggestion states the situation, its analysis and a concrete opinion (ZJ-S §7)"),
	"no_demand": _("The reply answers the demands one by one; without any it has nothing to answer"),
	"empty_phrase": _("What names neither a measure nor a place cannot be checked off later"),
	"several_in_demand": _("Each demand is answered by itself, with its own promise and date"),
	"card_missing": _("The form needs the card number (BJ-S §9)"),
	"phone_missing": _("The handling unit has to reach the deputy (BJ-S §9)"),
	"grounds_missing": _("A motion has its case, grounds and plan (Deputies Law, art. 15)"),
}
# What remains of a demand without empty phrases, punctuation and filler must have this many characters.
SUBSTANCE = 6

_TITLE = re.compile(r"^关于.+的(建议|意见|批评|议案)([、和]?(批评|意见|建议))*$")
_TAG = re.compile(r"<[^>]+>|&nbsp;")
_NOISE = re.compile(r"[\s\d，。；、：！？,.;:!?（）()]+")
_FILLER = re.compile(
	r"希望|建议|请求|请|有关部门|相关部门|政府|对此|此事|进一步|切实|予以|给予|能够|能|和|的|要"
)
_GENERAL = re.compile(
	r"进一步|切实|大力|加强|加快|推进|推动|促进|提高|提升|改善|完善|做好|解决|落实|重视|有关|相关|我镇|我乡|我村|全镇|全乡"
	r"|本镇|工作|问题|事项|情况|管理|建设|发展|水平|力度|质量|服务|几点|一些|若干|的|和|与|及"
)
_POINTS = re.compile(r"[一二三四五]是|[（(][一二三四五1-5][）)]|第[一二三四五]，|[①②③④⑤]")
_SENTENCE = re.compile(r"[。！？!?；;\n]+")
_SEVERAL = re.compile(r"[、]|以及|和以及|暨")
# These list parts of the closing words, not matters.
_CLOSING = re.compile(r"的(建议|意见|批评|议案)([、和]?(批评|意见|建议))*$")


@dataclass(frozen=True)
class Hint:
	"""A remark on a suggestion: `code` is stable, `text` and `reason` (why it matters) are for people."""

	code: str
	text: Text
	reason: Text


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


def _is_vague(title: str) -> bool:
	"""Whether nothing is left of a title without its frame and the words that fit every matter."""
	matter = _CLOSING.sub("", title).removeprefix("关于")
	return len(_NOISE.sub("", _GENERAL.sub("", matter))) < 2


def _names_several(demand: str) -> bool:
	"""Whether a demand numbers points of its own."""
	return len(_POINTS.findall(demand)) > 1


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
	is_motion: bool = False,
) -> list[Hint]:
	"""What a reader of the draft would remark, in the order of the form (domain.md §2.1, defects seen in U72).

	The codes are the keys of REASONS. One matter a paper: ZJ-S §7, CQ-S §9; minimum content: BJ-S §9; of a motion
	DL25 §15. HTML tags are ignored.
	"""
	title, situation, cause = _plain(title), _plain(situation), _plain(cause)
	wishes = _demands(demands)
	hints: list[Hint] = []

	def add(code: str, template: str, *args: object) -> None:
		hints.append(Hint(code, Text(template, args), Text(REASONS[code])))

	if not title:
		add("title_missing", _("Give the suggestion a title that names the matter"))
	elif not _TITLE.match(title):
		add(
			"title_form",
			_("The title usually has the form {0}"),
			f"关于……的{'议案' if is_motion else '建议'}",
		)
	elif _is_vague(title):
		add("title_vague", _("The title does not name the matter; say what and where"))
	if title.count("关于") > 1 or _SEVERAL.search(_CLOSING.sub("", title)):
		add("several_matters", _("The title seems to name several matters; write one matter a paper"))
	if _is_one_sentence(situation, cause):
		add("one_sentence", _("Describe the situation and its cause in more than one sentence"))
	if not wishes:
		add("no_demand", _("Say what should be done"))
	for number, wish in enumerate(wishes, 1):
		if _is_empty_phrase(wish):
			add("empty_phrase", _("Demand {0} only uses general phrases; say who should do what"), number)
		elif _names_several(wish):
			add(
				"several_in_demand", _("Demand {0} lists several points; give each a line of its own"), number
			)
	if is_motion and not cause:
		add("grounds_missing", _("State the grounds of the motion"))
	if not (lead_card or "").strip():
		add("card_missing", _("The deputy card number of the lead deputy is missing"))
	if not (lead_phone or "").strip():
		add("phone_missing", _("The telephone number of the lead deputy is missing"))
	return hints
