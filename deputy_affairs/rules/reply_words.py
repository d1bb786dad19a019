"""Words of replies that promise nothing, and the dates that make a promise of them (domain.md §2.3).

Deputies call it 重答复轻办理: a fine letter without action. The lists were made on half of the replies in
tests/data/replies; how well they do on the other half stands in docs/reply-check.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_TITLE_OR_QUOTE = re.compile(r"《[^》]*》|“[^”]*”|\"[^\"]*\"|「[^」]*」")
# 研究 in the name of a body, a degree or a resolution that was taken is no excuse.
_STUDY = r"研究(?!院|所|员|生|中心|会|室|基地|站|通过|决定|同意)"

# Something is to come, at no time that could be checked.
_TO_COME = re.compile(
	"|".join(
		(
			rf"(?:正在|正|将|认真|深入|进一步|加以|抓紧|组织|继续){_STUDY}",
			rf"{_STUDY}(?:解决|考虑|论证|制定|实施)",
			r"(?:积极|努力|尽力|全力)?争取(?!到|了|了到)",
			r"力争",
			r"适时",
			r"(?:条件|时机)(?:成熟|具备|允许)",
			r"待[^，。；]{1,16}?(?:后|时)",
			r"视[^，。；]{0,10}(?:情况|而定)",
			r"尽快|尽早|早日|近期|不久",
			r"逐步(?:予以|加以)?(?:解决|推进|实施|完善|改善)",
			r"择机|择时|酌情",
			r"统筹考虑|纳入(?:今后|考虑|议事日程)",
		)
	)
)
# Somebody takes pains; a result or a number shows that it was more than pains.
_EFFORT = re.compile(
	"|".join(
		(
			r"积极(?:协调|对接|沟通|推进|配合|(?:向|与|同)[^，。；]{1,12}(?:反映|汇报|争取|协调|沟通|对接))",
			r"进一步(?:加大|加强|强化|完善|提高|提升)",
			r"(?:加大|加强)[^，。；]{0,8}力度",
		)
	)
)
_RESULT = re.compile(r"已(?!列入考虑)|完成了|到位|同意|批复|\d")

_CLOCK = re.compile(
	r"(?:(?P<year>(?:19|20)\d{2})年|(?P<this>今年|本年|当年)|(?P<next>明年|次年))?"
	r"(?:(?P<month>\d{1,2})月(?:份)?(?:(?P<day>\d{1,2})[日号])?)?"
)
_SPAN = re.compile(
	r"年(?:底|内|末)|(?:上|下)半年|第?[一二三四1-4]季度|(?:本|下|这)(?:周|月)|\d+个?(?:工作日|天|日|周|月)内"
	r"|国庆|中秋|春节|元旦|五一|汛期|春耕|秋收|开学|新学期|[“\"]?十[四五六七]五[”\"]?(?:期间|规划期)"
)

# Stock phrases: what is left of an answer without them is what it says.
STOCK = re.compile(
	"|".join(
		(
			r"(?:衷心|非常|再次)?感谢您?(?:对[^，。；]{0,16})?(?:的)?(?:关心|关注|支持|理解|监督)(?:与|和|、)?(?:支持|理解)?",
			r"您?(?:提出|反映)?的?(?:建议|意见|问题)(?:很好|很有针对性|非常重要|很重要)",
			r"请您?(?:予以)?(?:理解|谅解)(?:和|与|、)?(?:支持)?",
			r"(?:高度|非常|十分)重视|引起重视|提高(?:思想)?认识|统一思想|(?:切实)?加强领导|强化(?:措施|监管|管理|责任)",
			r"(?:认真|狠抓|抓好|扎实|坚决)?(?:抓)?落实|抓紧抓好|抓出成效|抓实抓细|抓紧抓实",
			r"取得了?(?:明显|一定|良好|显著)?(?:的)?成效|(?:受到|得到)?群众(?:反映|反响)?(?:的)?(?:良好|好评|一致好评)",
			r"按照?(?:有关|相关|上级)?(?:规定|要求|精神)|(?:有关|相关)(?:部门|单位)|作为今后工作的参考|留作参考",
			r"继续(?:坚持|努力|做好)?|(?:切实|全面|进一步|不断|积极|努力|及时|认真|扎实|大力|着力|稳步|有序)(?:地)?",
			r"(?:加大|加强)(?:工作)?力度|加强(?:管理|监管|协调|宣传|监督)|做好(?:相关|有关|这项)?工作|开展(?:相关|有关)?工作",
			r"尽快|尽早|早日|适时|条件成熟(?:后|时)?|争取|力争|研究|考虑|推进|解决|完善|办理|处理",
			r"我们|我镇|我乡|我单位|我所|我局|本单位|今后|目前|下一步|这项工作|该项工作|此项工作|将|把|会|并|予以|进行|各项|工作",
		)
	)
)
_NOISE = re.compile(r"[\s，。；：、！？,.;:!?（）()“”\"《》的了和与及对在为也还就]+")
_FACT = re.compile(
	r"\d|[一二三四五六七八九十百千两]+(?:个|名|人|次|处|米|公里|亩|户|家|座|条|套|盏|台|期|场|吨)"
)

REASON = re.compile(
	r"因(?!此|而|地制宜)|由于|鉴于|受[^，。；]{1,16}(?:限制|影响|制约)|(?:根据|按照?|依据|依照)[^，。；]{2,24}(?:规定|办法|条例|合同|标准|政策|要求|规划|协议)"
	r"|不(?:符合|属于|具备|在[^，。；]{1,12}范围|足)|没有[^，。；]{0,14}(?:权限|依据|指标|资金|用地|条件|编制)|缺(?:乏|少)|超出|权限"
	r"|由[^，。；]{2,16}(?:统一|负责|管理|核定|审批|制定|投资)|有限|避免|(?:会|将)造成|红线|保护区|禁止|未到期|才到期|(?:无法|难以)(?:满足|承担)|(?:暂|尚)?无[^，。；]{0,6}(?:来源|资金|指标|用地|条件|依据)"
	r"|未列入|已安排完毕|不能[^，。；]{0,6}列支|轮流"
)

_AHEAD = r"(?:将(?!军)|拟(?!定)|计划(?!内|外|生育)|下一步|准备|预计|打算|力争|争取(?!到)|确保|待[^，。；]{1,14}?(?:后|时))"
_AHEAD_WORD = re.compile(_AHEAD)
_AHEAD_DATE = re.compile(
	_AHEAD + r"[^。；，]{0,14}?(?P<year>(?:19|20)\d{2})年(?:(?P<month>\d{1,2})月)?(?:(?P<day>\d{1,2})[日号])?"
)
_FULL_DATE = re.compile(r"(?:(?P<year>(?:19|20)\d{2})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")


@dataclass(frozen=True)
class Place:
	"""A piece of a text: the words and where they begin."""

	words: str
	start: int


def sentences(text: str) -> Iterator[Place]:
	"""The sentences of a text with their places."""
	for found in _SENTENCE.finditer(text):
		if found.group().strip():
			yield Place(found.group(), found.start())


def without_quotes(text: str) -> str:
	"""Titles and quoted words blanked out, so that places stay: what is quoted is not said."""
	return _TITLE_OR_QUOTE.sub(lambda found: "　" * len(found.group()), text)


def vague_phrases(text: str, today: date) -> Iterator[Place]:
	"""Phrases that promise something at no time, one a sentence: a time still to come makes them a promise.

	正在研究、争取、适时、条件成熟 and the like; 积极协调、加大力度 are answered by a result as well.
	"""
	for sentence in sentences(without_quotes(text)):
		if has_time_ahead(sentence.words, today):
			continue
		found = _TO_COME.search(sentence.words)
		if not found:
			effort = _EFFORT.search(sentence.words)
			found = effort if effort and not _RESULT.search(sentence.words) else None
		if found:
			yield Place(
				text[sentence.start + found.start() :][: len(found.group())], sentence.start + found.start()
			)


def has_time_ahead(text: str, today: date) -> bool:
	"""Whether the text names a time that is not over: a date, a month, the end of the year, a term of days."""
	if _SPAN.search(text):
		return True
	for found in _CLOCK.finditer(text):
		if not found.group():
			continue
		year = int(found["year"]) if found["year"] else today.year + bool(found["next"])
		last = _last_day(year, found["month"], found["day"])
		if last and last >= today:
			return True
	return False


def _last_day(year: int, month: str | None, day: str | None) -> date | None:
	"""The last day that a date, a month or a year can mean; None where there is no such day."""
	try:
		if not month:
			return date(year, 12, 31)
		if day:
			return date(year, int(month), int(day))
		return date(year, int(month), 28)  # near enough: the month is over or it is not
	except ValueError:
		return None


def dates_said_to_come(text: str, today: date) -> Iterator[Place]:
	"""Dates that the text says are ahead and that are over: 计划于2025年3月底前完成."""
	for found in _AHEAD_DATE.finditer(without_quotes(text)):
		last = _last_day(int(found["year"]), found["month"], found["day"])
		if last and last < today and (last.year, last.month) != (today.year, today.month):
			yield Place(found.group(), found.start())


def impossible_dates(text: str) -> Iterator[Place]:
	"""Dates that no calendar has: 2月30日."""
	for found in _FULL_DATE.finditer(text):
		try:
			date(int(found["year"] or 2024), int(found["month"]), int(found["day"]))
		except ValueError:
			yield Place(found.group(), found.start())


def is_all_ahead(text: str) -> bool:
	"""Whether every sentence tells of what will be done, none of what was done."""
	said = [sentence.words for sentence in sentences(without_quotes(text))]
	return bool(said) and all(_AHEAD_WORD.search(words) and "已" not in words for words in said)


def substance(text: str) -> str:
	"""What is left of a text without stock phrases, punctuation and small words."""
	return _NOISE.sub("", STOCK.sub("", text))


def is_empty(text: str) -> bool:
	"""Whether an answer consists of stock phrases: almost nothing is left, or little and no fact among it."""
	rest, whole = substance(text), _NOISE.sub("", text)
	if _FACT.search(text):
		return False
	return len(rest) < 5 or (len(whole) >= 12 and len(rest) < 0.4 * len(whole))


def own_words(answer: str, demand: str) -> int:
	"""How many characters of an answer are neither the demand's words nor stock phrases."""
	rest, asked = substance(answer), _NOISE.sub("", demand)
	known = {asked[at : at + 2] for at in range(len(asked) - 1)}
	covered = set()
	for at in range(len(rest) - 1):
		if rest[at : at + 2] in known:
			covered |= {at, at + 1}
	return len(rest) - len(covered)


def plain(text: str) -> str:
	"""The text without punctuation and small words, to compare two of them."""
	return _NOISE.sub("", text)
