"""Which paragraph is what: by the name of its style, in files from elsewhere by its words and its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..document import STYLES as _OUR_STYLES
from ..text import width_in_chars
from . import drawings
from .drawings import Line, is_red
from .reader import TWIP_PER_MM, Paragraph, Reader, W, number_of

LAYOUTS = ("letter", "document", "notice", "form", "report")

_BY_STYLE = {
	"发文机关标志": "mark",
	"发文字号": "number",
	"办理类别": "class_mark",
	"公文标题": "title",
	"主送机关": "addressee",
	"公文正文": "body",
	"公文结语": "body",
	"公文一级标题": "level_1",
	"公文二级标题": "level_2",
	"附件说明": "annex_note",
	"署名（盖章）": "signer",
	"成文日期（盖章）": "date",
	"署名（不盖章）": "signer",
	"成文日期（不盖章）": "date",
	"附注": "note",
	"抄送机关": "copies",
	"附件序号": "annex_mark",
	"附件标题": "annex_title",
	"表单标题": "form_title",
}
_OURS = {style.name for style in _OUR_STYLES}
_ANY_BRACKET = r"[〔［\[（(【〖﹝<〈]?"
NUMBER = re.compile(
	rf"^\S{{0,24}}?{_ANY_BRACKET}(?:19|20)\d{{2}}年?[〕］\]）)】〗﹞>〉]?\s*(?:第\s*)?\d+\s*号$"
)
_DIGIT = "[0-9０-９〇○零一二三四五六七八九十]"
DATE = re.compile(rf"^{_DIGIT}{{2,4}}\s*[年./-]\s*{_DIGIT}{{1,3}}\s*[月./-]\s*{_DIGIT}{{1,3}}\s*[日号]?$")
_LEVELS = (
	("level_1", re.compile(r"^[一二三四五六七八九十]{1,3}[、.．:：]")),
	("level_2", re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]")),
	("level_3", re.compile(r"^\d{1,2}[.．、](?!\d)")),
	("level_4", re.compile(r"^[（(]\d{1,2}[）)]")),
)
_ANNEX_MARK = re.compile(r"^附件\s*\d*[：:]?$")
_IMPRINT = re.compile(r"印发$")
_SENTENCE = re.compile(r"[。；;！？]")


@dataclass
class Paper:
	"""A document with everything the rules ask for."""

	reader: Reader
	layout: str
	paragraphs: list[Paragraph]
	margins: dict[str, float]
	lines: list[Line]
	roles: dict[str, list[Paragraph]] = field(default_factory=dict)
	mark_place: tuple[float, float, float | None, bool] | None = None
	sealed: bool | None = None

	def of(self, *names: str) -> list[Paragraph]:
		"""Paragraphs of these roles, in the order of the roles."""
		return [paragraph for name in names for paragraph in self.roles.get(name, [])]

	def first(self, name: str) -> Paragraph | None:
		"""The first paragraph of a role."""
		return next(iter(self.roles.get(name, [])), None)


def read_paper(reader: Reader, layout: str | None = None) -> Paper:
	"""Find the parts of a paper and its layout class (unless that is given)."""
	margins = page_margins(reader)
	paragraphs = reader.paragraphs()
	paper = Paper(reader, "", paragraphs, margins, drawings.lines(reader, paragraphs, margins))
	text = [p for p in paragraphs if p.words and not p.table]
	styled = any(p.style in _BY_STYLE for p in text)
	(_by_style if styled else _by_words)(paper, text)
	_find_mark(paper)
	paper.layout = layout or _layout(paper)
	return paper


def page_margins(reader: Reader) -> dict[str, float]:
	"""Margins (mm) of the first section; without any, those Word takes."""
	sections = reader.sections()
	margin = sections[0].find(f"{W}pgMar") if sections else None
	result = {}
	for side, usual in (("top", 1440), ("bottom", 1440), ("left", 1800), ("right", 1800)):
		value = margin.get(f"{W}{side}") if margin is not None else None
		result[side] = number_of(value or str(usual)) / TWIP_PER_MM
	return result


def _put(paper: Paper, role: str, paragraph: Paragraph) -> None:
	paper.roles.setdefault(role, []).append(paragraph)


def _level(words: str) -> str:
	return next((name for name, pattern in _LEVELS if pattern.match(words)), "body")


def _by_style(paper: Paper, text: list[Paragraph]) -> None:
	for paragraph in text:
		role = _BY_STYLE.get(paragraph.style)
		if role == "body" and not paragraph.tagged:
			role = _level(paragraph.words)
		elif role == "annex_note" and paper.first("annex_note") is not None:
			role = "annex_item"
		elif role is None and paragraph.style not in _OURS:
			role = "imprint" if _IMPRINT.search(paragraph.words) else None
		if role in ("signer", "date") and paper.sealed is None:
			paper.sealed = "不盖章" not in paragraph.style
		if role:
			_put(paper, role, paragraph)


def _by_words(paper: Paper, text: list[Paragraph]) -> None:
	"""The order is fixed: head, title, addressee, text, annex note, signature, note, annexes, imprint."""
	rest = _head(paper, text)
	rest = _title_and_addressee(paper, rest)
	annexes = next((at for at, p in enumerate(rest) if at and _ANNEX_MARK.match(p.words)), len(rest))
	main, tail = rest[:annexes], rest[annexes:]
	for paragraph in [p for p in (*main, *tail) if p.words.startswith("抄送")]:
		_put(paper, "copies", paragraph)
	for paragraph in [
		p for p in (*main, *tail) if _IMPRINT.search(p.words) and not _SENTENCE.search(p.words)
	]:
		_put(paper, "imprint", paragraph)
	done = {id(p) for p in paper.of("copies", "imprint")}
	main = [p for p in main if id(p) not in done]
	_annexes(paper, [p for p in tail if id(p) not in done])
	at = next((at for at in range(len(main) - 1, -1, -1) if DATE.match(main[at].words)), None)
	if at is not None:
		_put(paper, "date", main[at])
		for paragraph in main[at + 1 :]:
			_put(paper, "note", paragraph)
		main = main[:at]
		if main and width_in_chars(main[-1].words) <= 26 and not _SENTENCE.search(main[-1].words):
			_put(paper, "signer", main.pop())
	note = next((at for at, p in enumerate(main) if re.match(r"附件?\s*[：:]", p.words)), None)
	if note is not None:
		_put(paper, "annex_note", main[note])
		for paragraph in main[note + 1 :]:
			_put(paper, "annex_item", paragraph)
		main = main[:note]
	for paragraph in main:
		_put(paper, _level(paragraph.words), paragraph)


def _head(paper: Paper, text: list[Paragraph]) -> list[Paragraph]:
	"""Number, class and mark among the first paragraphs; returns what follows."""
	top = text[:8]
	number = next((at for at, p in enumerate(top) if NUMBER.match(p.words.split("签发人")[0].strip())), None)
	mark = next(
		(
			at
			for at, p in enumerate(top[: (number if number is not None else 3)])
			if (is_red(p.look.colour) or (number is not None and p.look.size >= 20)) and len(p.words) > 3
		),
		None,
	)
	used = set()
	for role, at in (("number", number), ("mark", mark)):
		if at is not None:
			_put(paper, role, top[at])
			used.add(at)
	for at, paragraph in enumerate(top):
		if re.fullmatch(r"[A-DＡ-Ｄ]类?", paragraph.words):
			_put(paper, "class_mark", paragraph)
			used.add(at)
	last = max(used, default=-1)
	return [p for at, p in enumerate(text) if at > last]


def _title_and_addressee(paper: Paper, rest: list[Paragraph]) -> list[Paragraph]:
	if not rest or _level(rest[0].words) != "body" or len(rest[0].words) > 80:
		return rest
	count = 1
	while count < min(4, len(rest)) and _continues_title(rest[count - 1], rest[count]):
		count += 1
	for paragraph in rest[:count]:
		_put(paper, "title", paragraph)
	rest = rest[count:]
	if rest:
		words = rest[0].words
		colon = words.endswith(("：", ":"))
		short = width_in_chars(words) <= 20 and not _SENTENCE.search(words) and _level(words) == "body"
		if colon or (short and len(rest) > 1 and not DATE.match(words)):
			_put(paper, "addressee", rest[0])
			rest = rest[1:]
	return rest


def _continues_title(above: Paragraph, below: Paragraph) -> bool:
	return (
		below.align == "center" == above.align
		and below.look.size == above.look.size
		and not below.words.endswith(("：", ":"))
	)


def _annexes(paper: Paper, tail: list[Paragraph]) -> None:
	for at, paragraph in enumerate(tail):
		if _ANNEX_MARK.match(paragraph.words):
			_put(paper, "annex_mark", paragraph)
		elif at and _ANNEX_MARK.match(tail[at - 1].words):
			_put(paper, "annex_title", paragraph)


def _find_mark(paper: Paper) -> None:
	"""The issuer mark, in a box or in the text, and its place: upper and lower edge, centre (mm), estimated or not."""
	for paragraph, holder in paper.reader.boxed():
		ours = paragraph.style == "发文机关标志"
		if not paragraph.words or not (ours or (is_red(paragraph.look.colour) and paragraph.look.size >= 20)):
			continue
		paper.roles["mark"] = [paragraph]
		if holder.tag.endswith("}anchor"):
			left, top = drawings.position(holder, paper.margins)
			width = drawings.extent(holder)[0]
			if top is not None:
				upper, lower = drawings.ink(paragraph, top)
				paper.mark_place = (upper, lower, left + width / 2 if left is not None else None, False)
		return
	if (mark := paper.first("mark")) is not None:
		# the rules measure from the standard's type area: a wrong margin is a finding of its own
		upper, lower = drawings.ink(mark, drawings.flow_top(mark, paper.paragraphs, 37.0))
		paper.mark_place = (upper, lower, None, True)


def _layout(paper: Paper) -> str:
	mark, number = paper.first("mark"), paper.first("number")
	red = [line for line in paper.lines if is_red(line.colour)]
	doubled = any(line.kind in ("thickThin", "thinThick") for line in red)
	if mark is not None:
		if doubled:
			return "letter"
		named = mark.words.endswith(("文件", "纪要"))
		return "document" if named or len(red) == 1 else "letter"
	if doubled or len(red) > 1:
		return "letter"
	if number is not None:
		return "document" if number.align == "center" else "letter"
	table_chars = sum(len(p.words) for p in paper.paragraphs if p.table)
	text_chars = sum(len(p.words) for p in paper.paragraphs if not p.table)
	if paper.first("form_title") is not None or (table_chars > text_chars and paper.first("date") is None):
		return "form"
	addressee = paper.first("addressee")
	if addressee is not None and re.match("各位代表[，、：:]", addressee.words):
		return "report"
	return "notice" if addressee is not None or paper.first("signer") is not None else "report"
