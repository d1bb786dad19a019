"""Order of names in a roster: by strokes of the surname (以姓氏笔画为序) or by pinyin.

The keys are ASCII strings of at most 140 characters that sort the same in Python and in SQL ORDER BY.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

MAX_KEY = 140
_UNKNOWN = 99999
_NOT_NAME = re.compile(r"[\s·・•‧.]+")

COMPOUND_SURNAMES = frozenset(
	"欧阳 司马 诸葛 上官 司徒 东方 夏侯 尉迟 皇甫 公孙 慕容 令狐 宇文 长孙 端木 轩辕 独孤 南宫 万俟 闻人 "
	"澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 司空 呼延 赫连 百里 西门 东郭 第五 欧陽 尉遲".split()
)

# pypinyin reads a single character by its commonest reading; as a surname these sound otherwise.
# Where usage is divided (覃, 盖, 隗) the commoner reading of the surname is taken.
SURNAME_READINGS = {
	"单": "shan4",
	"仇": "qiu2",
	"查": "zha1",
	"曾": "zeng1",
	"解": "xie4",
	"任": "ren2",
	"区": "ou1",
	"朴": "piao2",
	"盖": "ge3",
	"葛": "ge3",
	"华": "hua4",
	"折": "she2",
	"员": "yun4",
	"缪": "miao4",
	"翟": "zhai2",
	"黑": "he4",
	"秘": "bi4",
	"召": "shao4",
	"燕": "yan1",
	"哈": "ha3",
	"句": "gou1",
	"冼": "xian3",
	"洗": "xian3",
	"逄": "pang2",
	"尉": "wei4",
	"隗": "wei3",
	"种": "chong2",
	"繁": "po2",
	"过": "guo1",
	"那": "na1",
	"覃": "qin2",
	"柏": "bai3",
	"应": "ying1",
	"谌": "chen2",
	"祭": "zhai4",
	"乐": "yue4",
	"乜": "nie4",
	"厍": "she4",
	"郗": "xi1",
	"尉迟": "yu4 chi2",
	"尉遲": "yu4 chi2",
	"万俟": "mo4 qi2",
	"令狐": "ling2 hu2",
	"澹台": "tan2 tai2",
	"长孙": "zhang3 sun1",
	"单于": "chan2 yu2",
}


@lru_cache(maxsize=1)
def _strokes() -> dict[str, int]:
	"""Character -> its place in the order by stroke count, then by the shapes of the strokes (横竖撇点折).

	Read from the data file of cn-sort, whose code is not imported (it reconfigures logging and loads numpy).
	"""
	spec = find_spec("cn_sort")
	if spec is None or not spec.submodule_search_locations:
		raise ModuleNotFoundError("the table of stroke order is missing: install cn-sort")
	path = Path(next(iter(spec.submodule_search_locations))) / "res" / "all_word.json"
	entries = json.loads(path.read_text(encoding="utf-8"))["all_word"]
	return {entry["chinese"]: entry["stroke_increment_level"] for entry in entries}


def _level(character: str) -> str:
	return f"{_strokes().get(character, _UNKNOWN):05}"


def split_name(name: str) -> tuple[str, str]:
	"""(surname, given name) of a Chinese name without blanks and dots; a known compound surname has two
	characters, any other one."""
	name = _NOT_NAME.sub("", name or "")
	length = 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1
	return name[:length], name[length:]


def stroke_key(name: str) -> str:
	"""Sort key by strokes of the surname, the custom for official rosters.

	Surname first (a compound surname by its first character, after the single one), then names of one given
	character before those of more, then the given name by strokes. Characters not in the table come last.
	"""
	surname, given = split_name(name)
	if not surname:
		return ""
	second = _level(surname[1]) if len(surname) > 1 else "00000"
	return (_level(surname[0]) + second + str(min(len(given), 9)) + "".join(map(_level, given)))[:MAX_KEY]


def pinyin_key(name: str) -> str:
	"""Sort key by pinyin with tone, then strokes, so that people of one surname stay together.

	Surnames are read as surnames (单 shan4, 曾 zeng1). Characters without a reading come last.
	"""
	surname, given = split_name(name)
	known = SURNAME_READINGS.get(surname)
	readings = (known.split() if known else _read(surname)) + _read(given)
	return "".join(f"{r}{_level(c)} " for r, c in zip(readings, surname + given, strict=True)).strip()[
		:MAX_KEY
	]


def _read(characters: str) -> list[str]:
	"""One reading a character, e.g. "wang2"; "zzzz" where there is none."""
	from pypinyin import Style, lazy_pinyin  # loads its tables, so only when asked for

	def letters_or_last(run: str) -> list[str]:
		return [c.lower() if c.isascii() and c.isalnum() else "zzzz" for c in run]

	return lazy_pinyin(characters, style=Style.TONE3, neutral_tone_with_five=True, errors=letters_or_last)
