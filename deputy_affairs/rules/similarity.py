"""How alike two suggestions are, from their words alone: no language model, no network, no word list to keep.

Chinese is not split into words; pairs of neighbouring characters do as well and know no unknown word. A matter is
raised again at the same place, and people describe one thing in different words, while the same thing elsewhere is
often described in the very same ones: so the place is read from the text and decides first, and the words then
only among the papers of that place. How much a word tells is counted within the papers compared: in the papers of
one village the village's name tells nothing, in those of a county it tells everything.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

# How a place ends; the two characters before it make its name ("花溪村", "东街社区").
_PLACE = re.compile(r"(?=([\u4e00-\u9fff]{2})(村|社区|屯|寨|街道|小区|学校|小学|中学))")
_PLACE_NAME = re.compile(_PLACE.pattern.removeprefix("(?=").removesuffix(")"))
# What is written before 村 and 社区 without naming one.
_NO_PLACE = re.compile(
	r"[乡农本我全各们个通进驻到出贫该在和与及等对由的中]$|^(我们|行政|自然|一个|每个|多个|几个|周边|附近)"
)
_APART = re.compile(r"[^\u4e00-\u9fff0-9a-z]+")
_TAG = re.compile(r"<[^>]+>|&nbsp;")
# What every title says.
_FORM = re.compile(r"关于|的(建议|意见|议案|批评)|^建议|请求|尽快|进一步")
# What titles of all kinds of matters say.
_COMMON = re.compile(
	r"问题|解决|加强|加快|完善|改善|建设|改造|治理|整治|管理|实施|推进|提高|提升|增加|农村|群众"
)

TITLE_WEIGHT = 3
# BM25's saturation and normalisation of length (Robertson and Zaragoza 2009, §3.2).
_SATURATION, _LENGTH = 1.2, 0.5
# A category that agrees weighs as much as this part of all the words asked for.
_CATEGORY = 0.1


@dataclass(frozen=True)
class Words:
	"""A paper as it is compared: its places, and how often it has which character or pair of characters."""

	places: frozenset[str]
	counts: Counter
	category: str = ""

	@property
	def length(self) -> int:
		"""How many characters and pairs there are, each as often as it occurs."""
		return self.counts.total()


def plain(text: str | None) -> str:
	"""The text without tags, in small letters."""
	return _TAG.sub("", text or "").lower()


def places(*texts: str | None) -> set[str]:
	"""The places that the texts name."""
	found = set()
	for text in texts:
		for match in _PLACE.finditer(plain(text)):
			if not _NO_PLACE.search(match[1]):
				found.add(match[1] + match[2])
	return found


def pairs(text: str | None) -> list[str]:
	"""Neighbouring characters, two by two, never across a mark of punctuation."""
	return [run[n : n + 2] for run in _APART.split(plain(text)) for n in range(len(run) - 1)]


def matter(title: str | None) -> str:
	"""The title without what every title says."""
	return _FORM.sub(" ", plain(title))


def telling_pairs(
	title: str | None, body: str | None, count: int, common: Container[str] = frozenset()
) -> list[str]:
	"""The pairs that tell most what a paper is about, at most `count`: those of the title without its place first.

	`common` are the pairs that stand in papers of every kind; they are taken only where there are no others.
	"""
	subject = _PLACE_NAME.sub(" ", _COMMON.sub(" ", matter(title)))
	found = list(dict.fromkeys([*pairs(subject), *pairs(_COMMON.sub(" ", plain(body)))]))
	return [pair for pair in found if pair not in common][:count] or found[:count]


def common_pairs(papers: Sequence[Iterable[str]], share: float) -> set[str]:
	"""The pairs (or their tokens) that stand in more than this share of papers, each paper given as what is in it."""
	counts = Counter(pair for paper in papers for pair in set(paper))
	return {pair for pair, count in counts.items() if count > share * len(papers)}


def _grams(text: str) -> list[str]:
	return [*pairs(text), *(character for run in _APART.split(plain(text)) for character in run)]


def words(
	title: str | None, body: str | None, where: Iterable[str] = (), category: str | None = None
) -> Words:
	"""Make a paper ready to be compared."""
	counts = Counter(_grams(body or ""))
	for gram in _grams(matter(title)):
		counts[gram] += TITLE_WEIGHT
	return Words(frozenset(where), counts, category or "")


def rank(asked: Words, papers: dict[str, Words]) -> list[tuple[str, float]]:
	"""The papers with how alike they are, 0 to about 1, the most alike first."""
	if not papers:
		return []
	shared = {name: [gram for gram in asked.counts if gram in paper.counts] for name, paper in papers.items()}
	known = Counter(gram for grams in shared.values() for gram in grams)
	weight = {
		gram: min(asked.counts[gram], TITLE_WEIGHT) * math.log(1 + (len(papers) - n + 0.5) / (n + 0.5))
		for gram, n in known.items()
	}
	whole = sum(weight.values()) * (_SATURATION + 1) or 1
	average = sum(paper.length for paper in papers.values()) / len(papers) or 1
	result = []
	for name, paper in papers.items():
		damp = _SATURATION * (1 - _LENGTH + _LENGTH * paper.length / average)
		counts = paper.counts
		found = sum(
			weight[gram] * counts[gram] * (_SATURATION + 1) / (counts[gram] + damp) for gram in shared[name]
		)
		score = found / whole + _CATEGORY * bool(asked.category and asked.category == paper.category)
		result.append((name, score))
	return sorted(result, key=lambda row: (-row[1], row[0]))
