"""Assist opinions that say nothing: found empty they are given again within five working days (CQ-S §20)."""

from __future__ import annotations

import re

from deputy_affairs.rules.text import Text
from deputy_affairs.rules.text import mark as _

# What remains without these words must have this many characters.
SUBSTANCE = 8

EMPTY_WORDS = (
	"无意见",
	"没有意见",
	"无不同意见",
	"无异议",
	"无补充意见",
	"无其他意见",
	"同意主办单位意见",
	"同意主办单位的意见",
	"以主办单位意见为准",
	"请主办单位答复",
	"请主办单位统一答复",
	"由主办单位答复",
	"由主办单位统一答复",
	"按主办单位意见办理",
	"配合主办单位做好相关工作",
	"积极配合主办单位",
	"全力配合主办单位",
	"做好配合工作",
	"与我单位无关",
	"不属于我单位职责",
	"非我单位职责",
)
_NOISE = re.compile(r"[\s\d，。；、：！？,.;:!?（）()《》“”\"'一二三四五六七八九十]+")
_FILLER = re.compile(
	r"我单位|我所|我中心|我办|我站|我局|本单位|贵单位|你单位|主办单位|经研究|经认真研究|现提出如下|协办意见|意见如下|该建议|此件|"
	r"对此|关于|办理|答复|代表|将|予以|进行|做好|积极|认真|全力|支持|配合|工作|相关|有关|同意|请|由|的|对|与|和|好|为|是"
)


def remark_on_opinion(text: str | None) -> Text | None:
	"""Say what is wrong with an opinion that is empty words, or None for one with something in it."""
	plain = _NOISE.sub("", text or "")
	rest = plain
	for phrase in sorted(EMPTY_WORDS, key=len, reverse=True):
		rest = rest.replace(phrase, "")
	if len(_FILLER.sub("", rest)) >= SUBSTANCE:
		return None
	if rest != plain:
		found = next(phrase for phrase in EMPTY_WORDS if phrase in plain)
		return Text(
			_("The opinion says little more than “{0}”: what will the unit do, with what money, until when?"),
			(found,),
		)
	return Text(_("The opinion says hardly anything: what will the unit do, with what money, until when?"))
