"""Suggestions of an invented county, seeded, and paraphrases of them, for the benchmarks.

Every pair of village and matter occurs once, so that a paraphrase has exactly one right answer; around it stand some
forty other matters of the same village and the same matter of some four hundred other villages, half of them in the
very words of the paraphrase.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from matters import AGAIN, FILLER, FIRST, MATTERS, SECOND

KINDS = ("reordered", "reworded", "raised again", "short", "title only", "long", "unnamed", "typos")
TOWNSHIPS = 20
TITLES = ("关于{0}的建议", "关于{0}的意见", "建议{0}", "关于请求{0}的建议")
# Whatever the words around it, a paper names its matter somewhere.
NAMING = (
	("群众多次反映{0}问题。", "{0}的事大家念叨了好几年。"),
	("{0}方面的困难比较突出。", "说到{0}，村里人最有意见。"),
	("{0}问题由来已久。", "{0}这一块一直是短板。"),
)
CATEGORIES = sorted({matter[0] for matter in MATTERS})
GROUPS = "一二三四五六七八九"


@dataclass(frozen=True)
class Paper:
	"""One suggestion as far as its text goes; `choice` says which wording of each sentence it took."""

	matter: int
	village: str
	township: int
	year: int
	group: str
	n: int
	m: int
	category: str
	title: str
	situation: str
	cause: str
	demands: tuple[str, ...]
	choice: tuple[int, ...]


def villages(count: int, rng: random.Random) -> list[str]:
	"""Names of villages, many of which share a character."""
	names = [f"{first}{second}村" for first in FIRST for second in SECOND if first != second]
	return rng.sample(names, count)


def _fill(text: str, paper: dict, village: str) -> str:
	return text.format(v=village, g=paper["group"], n=paper["n"], m=paper["m"])


def _write(paper: dict, choice: list[int], village: str | None = None) -> dict:
	"""Title, situation, cause and demands in the chosen wordings."""
	village = village or paper["village"]
	_category, name, titles, facts, causes, demands = MATTERS[paper["matter"]]
	picks = iter(choice)
	titles = (*titles, "解决{v}" + name + "问题")
	title = TITLES[paper["form"]].format(_fill(titles[next(picks)], paper, village))
	take = lambda pairs: tuple(_fill(pair[next(picks)], paper, village) for pair in pairs)  # noqa: E731
	naming = NAMING[paper["matter"] % len(NAMING)][next(picks)].format(name)
	return {
		"title": title,
		"facts": (take(facts[:1])[0] + naming, *take(facts[1:])),
		"causes": take(causes),
		"demands": take(demands),
	}


def _sentences(matter: int) -> int:
	"""How many sentences, after the title, are written in one of two ways."""
	_category, _name, _titles, facts, causes, demands = MATTERS[matter]
	return 1 + len(facts) + len(causes) + len(demands)


def _plain(parts: dict) -> dict:
	return {
		"title": parts["title"],
		"situation": "".join(parts["facts"]),
		"cause": "".join(parts["causes"]),
		"demands": parts["demands"],
	}


def corpus(count: int, seed: int = 1, matters: range | None = None) -> list[Paper]:
	"""`count` suggestions of different pairs of village and matter."""
	rng = random.Random(seed)
	chosen = list(matters or range(len(MATTERS)))
	names = villages(max(40, min(1500, count * 5 // 4 // len(chosen) + 1)), rng)
	pairs = [(village, matter) for village in range(len(names)) for matter in chosen]
	papers = []
	for village, matter in rng.sample(pairs, count):
		values = {
			"matter": matter,
			"village": names[village],
			"township": village % TOWNSHIPS,
			"year": rng.randint(2007, 2026),
			"group": rng.choice(GROUPS),
			"n": rng.randint(2, 9),
			"m": rng.randint(2, 9),
			"form": rng.randrange(len(TITLES)),
		}
		choice = [rng.randrange(3), *(rng.randrange(2) for _ in range(_sentences(matter)))]
		text = _plain(_write(values, choice))
		text["situation"] = "".join([text["situation"], *rng.sample(FILLER, rng.randint(0, 4))])
		values.pop("form")
		papers.append(Paper(category=MATTERS[matter][0], choice=tuple(choice), **values, **text))
	return papers


def paraphrase(paper: Paper, kind: str, rng: random.Random) -> dict:
	"""The same matter of the same village, written by somebody else: what the form knows of it."""
	values = {
		"matter": paper.matter,
		"village": paper.village,
		"group": paper.group,
		"n": paper.n,
		"m": paper.m,
		"form": rng.randrange(len(TITLES)),
	}
	title = (paper.choice[0] + rng.randint(1, 2)) % 3
	other = [title, *(1 - pick for pick in paper.choice[1:])]
	mixed = [title, *(rng.randrange(2) for _ in paper.choice[1:])]
	if kind == "reordered":
		parts = _write(values, list(paper.choice))
		parts["facts"] = _turned([*parts["facts"], *parts["causes"]], rng)
		parts["causes"], parts["demands"] = (), parts["demands"][::-1]
	elif kind == "raised again":
		values |= {"n": rng.randint(2, 9), "m": rng.randint(2, 9)}
		parts = _write(values, mixed)
		parts["facts"] = (*parts["facts"], rng.choice(AGAIN))
	elif kind == "long":
		parts = _write(values, mixed)
		parts["facts"] = (*rng.sample(FILLER, 3), *parts["facts"], *rng.sample(FILLER, 1))
	elif kind == "unnamed":
		parts = _write(values, mixed, rng.choice(("我村", "本村", "我们村")))
	elif kind == "typos":
		parts = _write(values, mixed)
		parts = {
			key: _mistyped(part, rng)
			if isinstance(part, str)
			else tuple(_mistyped(text, rng) for text in part)
			for key, part in parts.items()
		}
	else:
		parts = _write(values, other)
	text = _plain(parts)
	if kind == "short":
		text |= {"situation": parts["facts"][0], "cause": "", "demands": ()}
	elif kind == "title only":
		text |= {"situation": "", "cause": "", "demands": ()}
	# Who writes has chosen a category, four times out of five the one that the clerk chose then.
	category = paper.category if rng.random() < 0.8 else rng.choice(CATEGORIES)
	return {**text, "place": place(paper), "category": category}


def place(paper: Paper) -> str:
	"""The lead deputy's constituency, which names the village."""
	return f"{paper.village}选区"


def _turned(sentences: list[str], rng: random.Random) -> tuple[str, ...]:
	"""The clauses of each sentence and the sentences in another order."""
	result = []
	for sentence in sentences:
		clauses = sentence.rstrip("。").split("，")
		result.append("，".join(clauses[1:] + clauses[:1]) + "。")
	rng.shuffle(result)
	return tuple(result)


def _mistyped(text: str, rng: random.Random, share: float = 0.08) -> str:
	"""Some characters are missing or are others."""
	result = []
	for character in text:
		chance = rng.random()
		if chance < share / 2:
			continue
		result.append(rng.choice("的在了是有和不人这中大为上个") if chance < share else character)
	return "".join(result)


def questions(papers: list[Paper], each: int, seed: int = 2, matters: set[int] | None = None) -> list[tuple]:
	"""`each` paraphrases of every kind: (kind, text, index of the paper it paraphrases)."""
	rng = random.Random(seed)
	open_to = [n for n, paper in enumerate(papers) if matters is None or paper.matter in matters]
	return [(kind, paraphrase(papers[n], kind, rng), n) for kind in KINDS for n in rng.sample(open_to, each)]
