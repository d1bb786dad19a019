"""What is asked of each element, with the clause of GB/T 9704-2012: the one list of rules."""

from __future__ import annotations

from dataclasses import dataclass

from deputy_affairs.rules.text import Text
from deputy_affairs.rules.text import mark as _

from .. import gb9704 as gb


@dataclass(frozen=True)
class Rule:
	"""One thing to look at. ``layouts``: the layout classes that have it, all of them when empty."""

	code: str
	element: str
	clause: str
	required: Text
	layouts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Face:
	"""Face, size (pt, 0: open) and colour of the paragraphs of a role."""

	element: str
	clause: str
	font: str
	size: float = gb.SIZE_3_PT
	colour: str = gb.BLACK


SIZE_NAMES = {gb.SIZE_2_PT: "2号", gb.SIZE_3_PT: "3号", gb.SIZE_4_PT: "4号"}
# the same faces under other names
FAMILIES = {
	gb.FONT_TITLE: (
		gb.FONT_TITLE,
		"方正小标宋_GBK",
		"方正小标宋",
		"小标宋",
		"小标宋体",
		"FZXiaoBiaoSong-B05S",
		"FZXiaoBiaoSong-B05",
	),
	gb.FONT_BODY: (
		gb.FONT_BODY,
		"仿宋",
		"FangSong",
		"FangSong_GB2312",
		"方正仿宋_GBK",
		"方正仿宋简体",
		"华文仿宋",
		"STFangsong",
	),
	gb.FONT_LEVEL_1: (gb.FONT_LEVEL_1, "SimHei", "方正黑体_GBK", "方正黑体简体", "华文黑体", "STHeiti"),
	gb.FONT_LEVEL_2: (
		gb.FONT_LEVEL_2,
		"楷体",
		"KaiTi",
		"KaiTi_GB2312",
		"方正楷体_GBK",
		"方正楷体简体",
		"华文楷体",
		"STKaiti",
	),
	gb.FONT_FOLIO: (gb.FONT_FOLIO, "SimSun", "新宋体", "NSimSun", "方正书宋_GBK", "华文宋体", "STSong"),
}

FACES = {
	"mark": Face(_("Issuer mark"), "7.2.4", gb.FONT_TITLE, 0, gb.RED),
	"number": Face(_("Document number"), "7.2.5", gb.FONT_BODY),
	"class_mark": Face(_("Class of the result"), "—", gb.FONT_LEVEL_1),
	"title": Face(_("Document title"), "7.3.1", gb.FONT_TITLE, gb.SIZE_2_PT),
	"addressee": Face(_("Addressee"), "7.3.2", gb.FONT_BODY),
	"body": Face(_("Body text"), "7.3.3", gb.FONT_BODY),
	"level_1": Face(_("Heading 一、"), "7.3.3", gb.FONT_LEVEL_1),
	"level_2": Face(_("Heading （一）"), "7.3.3", gb.FONT_LEVEL_2),
	"level_3": Face(_("Heading 1."), "7.3.3", gb.FONT_BODY),
	"level_4": Face(_("Heading （1）"), "7.3.3", gb.FONT_BODY),
	"annex_note": Face(_("Annex note"), "7.3.4", gb.FONT_BODY),
	"signer": Face(_("Issuer signature"), "7.3.5", gb.FONT_BODY),
	"date": Face(_("Date of the paper"), "7.3.5", gb.FONT_BODY),
	"note": Face(_("Note below the date"), "7.3.6", gb.FONT_BODY),
	"annex_mark": Face(_("Mark of an annex"), "7.3.7", gb.FONT_LEVEL_1),
	"copies": Face(_("Copies"), "7.4.2", gb.FONT_BODY, gb.SIZE_4_PT),
	"imprint": Face(_("Issuing office and day"), "7.4.3", gb.FONT_BODY, gb.SIZE_4_PT),
	"folio": Face(_("Page number"), "7.5", gb.FONT_FOLIO, gb.SIZE_4_PT),
	"form_title": Face(_("Title of the form"), "—", gb.FONT_TITLE, 0),
}
_PAGE, _GRID, _LINES = _("Paper size"), _("Lines and characters"), _("Red lines")
_HEADED, _LETTER, _DOCUMENT = ("letter", "document"), ("letter",), ("document",)
_TEXTS = ("letter", "document", "notice", "report")
_SIGNED = ("letter", "document", "notice")


_RULES = (
	Rule("page.size", _PAGE, "5.1", Text(_("A4, 210 mm × 297 mm"))),
	Rule("page.top", _("Top margin"), "5.2.1", Text(_("37 mm ± 1 mm"))),
	Rule("page.left", _("Left margin"), "5.2.1", Text(_("28 mm ± 1 mm"))),
	Rule("page.right", _("Right margin"), "5.2.1", Text(_("26 mm (type area 156 mm wide)"))),
	Rule("page.bottom", _("Bottom margin"), "5.2.1", Text(_("35 mm (type area 225 mm high)"))),
	Rule("grid.lines", _GRID, "5.2.3", Text(_("22 lines a page")), _TEXTS),
	Rule("grid.chars", _GRID, "5.2.3", Text(_("28 characters a line")), _TEXTS),
	Rule("body.line", FACES["body"].element, "5.2.3", Text(_("line spacing for 22 lines a page")), _TEXTS),
	Rule(
		"body.pitch",
		FACES["body"].element,
		"5.2.3",
		Text(_("character spacing for 28 characters a line")),
		_TEXTS,
	),
	Rule("mark.missing", FACES["mark"].element, "7.2.4", Text(_("stands at the head")), _HEADED),
	Rule(
		"mark.place",
		FACES["mark"].element,
		"10.1",
		Text(_("upper edge 30 mm below the page's edge")),
		_LETTER,
	),
	Rule(
		"mark.drop",
		FACES["mark"].element,
		"7.2.4",
		Text(_("upper edge 35 mm below the top of the type area")),
		_DOCUMENT,
	),
	Rule("mark.centre", FACES["mark"].element, "7.2.4", Text(_("centred")), _HEADED),
	Rule("mark.words", FACES["mark"].element, "10.1", Text(_("without the word 文件")), _LETTER),
	Rule("lines.missing", _LINES, "10.1", Text(_("two red double lines")), _LETTER),
	Rule("lines.first", _LINES, "10.1", Text(_("first line 4 mm below the mark")), _LETTER),
	Rule("lines.second", _LINES, "10.1", Text(_("second line 20 mm above the page's lower edge")), _LETTER),
	Rule("lines.order", _LINES, "10.1", Text(_("first thick above thin, second thin above thick")), _LETTER),
	Rule("lines.length", _LINES, "10.1", Text(_("170 mm long")), _LETTER),
	Rule("lines.centre", _LINES, "10.1", Text(_("centred on the type area")), _LETTER),
	Rule("lines.colour", _LINES, "10.1", Text(_("in red")), _HEADED),
	Rule("line.missing", _("Red line"), "7.2.7", Text(_("one red line below the number")), _DOCUMENT),
	Rule("line.length", _("Red line"), "7.2.7", Text(_("as long as the type area, 156 mm")), _DOCUMENT),
	Rule("number.missing", FACES["number"].element, "7.2.5", Text(_("stands at the head")), _HEADED),
	Rule("number.form", FACES["number"].element, "7.2.5", Text(_("like 某政函〔2025〕12号")), _HEADED),
	Rule("number.brackets", FACES["number"].element, "7.2.5", Text(_("year in 〔 〕")), _HEADED),
	Rule("number.zero", FACES["number"].element, "7.2.5", Text(_("no leading zero")), _HEADED),
	Rule("number.di", FACES["number"].element, "7.2.5", Text(_("without 第")), _HEADED),
	Rule(
		"number.place", FACES["number"].element, "10.1", Text(_("flush right below the first line")), _LETTER
	),
	Rule(
		"number.gap",
		FACES["number"].element,
		"10.1",
		Text(_("7/8 of a character, 4.9 mm, below the line")),
		_LETTER,
	),
	Rule(
		"number.centre",
		FACES["number"].element,
		"7.2.5",
		Text(_("centred; of an upward document one character in")),
		_DOCUMENT,
	),
	Rule(
		"class_mark.missing", FACES["class_mark"].element, "—", Text(_("stands at the upper right")), _LETTER
	),
	Rule("class_mark.place", FACES["class_mark"].element, "—", Text(_("flush right")), _LETTER),
	Rule("title.missing", FACES["title"].element, "7.3.1", Text(_("the paper has one")), _TEXTS),
	Rule("title.centre", FACES["title"].element, "7.3.1", Text(_("centred")), _TEXTS),
	Rule("title.bold", FACES["title"].element, "7.3.1", Text(_("not bold")), _TEXTS),
	Rule("title.space", FACES["title"].element, "7.3.1", Text(_("two blank lines above")), _HEADED),
	Rule(
		"addressee.missing", FACES["addressee"].element, "7.3.2", Text(_("stands below the title")), _LETTER
	),
	Rule("addressee.colon", FACES["addressee"].element, "7.3.2", Text(_("ends with ：")), _TEXTS),
	Rule("addressee.place", FACES["addressee"].element, "7.3.2", Text(_("flush left")), _TEXTS),
	Rule("addressee.space", FACES["addressee"].element, "7.3.2", Text(_("one blank line above")), _SIGNED),
	Rule("body.missing", FACES["body"].element, "7.3.3", Text(_("the paper has one")), _TEXTS),
	Rule("body.indent", FACES["body"].element, "7.3.3", Text(_("first line 2 characters in")), _TEXTS),
	Rule("levels.indent", _("Headings"), "7.3.3", Text(_("2 characters in")), _TEXTS),
	Rule("levels.marks", _("Headings"), "7.3.3", Text(_("一、 （一） 1. （1）")), _TEXTS),
	Rule("annex_note.colon", FACES["annex_note"].element, "7.3.4", Text(_("begins with 附件：")), _TEXTS),
	Rule(
		"annex_note.end",
		FACES["annex_note"].element,
		"7.3.4",
		Text(_("no punctuation after the name")),
		_TEXTS,
	),
	Rule("annex_note.indent", FACES["annex_note"].element, "7.3.4", Text(_("2 characters in")), _TEXTS),
	Rule("annex_note.space", FACES["annex_note"].element, "7.3.4", Text(_("one blank line above")), _TEXTS),
	Rule("signer.missing", FACES["signer"].element, "7.3.5", Text(_("stands above the date")), _SIGNED),
	Rule(
		"signer.place",
		FACES["signer"].element,
		"7.3.5.1",
		Text(_("with seal centred on the date; without 2 characters in")),
		_SIGNED,
	),
	Rule("date.missing", FACES["date"].element, "7.3.5", Text(_("stands below the signature")), _SIGNED),
	Rule("date.form", FACES["date"].element, "7.3.5.4", Text(_("like 2025年3月1日")), _TEXTS),
	Rule(
		"date.place",
		FACES["date"].element,
		"7.3.5.1",
		Text(_("with seal 4 characters in from the right; without 2 right of the name")),
		_SIGNED,
	),
	Rule("note.brackets", FACES["note"].element, "7.3.6", Text(_("in round brackets （ ）")), _SIGNED),
	Rule("note.indent", FACES["note"].element, "7.3.6", Text(_("2 characters in")), _SIGNED),
	Rule("note.missing", FACES["note"].element, "7.3.6", Text(_("names whom to ask")), _LETTER),
	Rule(
		"annex_mark.form",
		FACES["annex_mark"].element,
		"7.3.7",
		Text(_("附件 and its number, no punctuation, flush left")),
		_TEXTS,
	),
	Rule("annex_mark.page", FACES["annex_mark"].element, "7.3.7", Text(_("on a new page")), _TEXTS),
	Rule("annex_title.centre", _("Title of an annex"), "7.3.7", Text(_("centred")), _TEXTS),
	Rule("copies.form", FACES["copies"].element, "7.4.2", Text(_("抄送：…。")), _TEXTS),
	Rule(
		"copies.indent", FACES["copies"].element, "7.4.2", Text(_("one character in from both sides")), _TEXTS
	),
	Rule("imprint.letter", FACES["imprint"].element, "10.1", Text(_("not in a letter")), _LETTER),
	Rule("folio.missing", FACES["folio"].element, "7.5", Text(_("each page has one"))),
	Rule("folio.form", FACES["folio"].element, "7.5", Text("— 1 —")),
	Rule("folio.odd", FACES["folio"].element, "7.5", Text(_("odd pages right, one character in"))),
	Rule("folio.even", FACES["folio"].element, "7.5", Text(_("even pages left, one character in"))),
	Rule("folio.first", FACES["folio"].element, "10.1", Text(_("none on the first page")), _LETTER),
	Rule("folio.gap", FACES["folio"].element, "7.5", Text(_("7 mm below the type area"))),
	Rule("form_title.centre", FACES["form_title"].element, "—", Text(_("centred")), ("form",)),
)


def _face_rules() -> list[Rule]:
	rules = []
	for role, face in FACES.items():
		rules.append(Rule(f"{role}.font", face.element, face.clause, Text("{0}", (face.font,))))
		if face.size:
			size = Text(_("{0} ({1} pt)"), (SIZE_NAMES[face.size], f"{face.size:g}"))
			rules.append(Rule(f"{role}.size", face.element, face.clause, size))
		colour = _("in red") if face.colour == gb.RED else _("in black")
		rules.append(
			Rule(f"{role}.colour", face.element, "7.2.4" if face.colour == gb.RED else "5.2.4", Text(colour))
		)
	return rules


def _by_element() -> dict[str, Rule]:
	"""All rules, those of one element together."""
	rules = [*_RULES, *_face_rules()]
	prefixes = list(
		dict.fromkeys(rule.code.split(".")[0] for rule in rules if not rule.code.startswith("level_"))
	)
	prefixes.remove("body")
	prefixes.insert(prefixes.index("levels"), "body")
	at = prefixes.index("levels") + 1
	prefixes[at:at] = ["level_1", "level_2", "level_3", "level_4"]
	rules.sort(key=lambda rule: prefixes.index(rule.code.split(".")[0]))
	return {rule.code: rule for rule in rules}


RULES = _by_element()
LAYOUT_NAMES = {
	"letter": _("letter format"),
	"document": _("official document with red head"),
	"notice": _("notice without head"),
	"form": _("form or table"),
	"report": _("plain report"),
}
