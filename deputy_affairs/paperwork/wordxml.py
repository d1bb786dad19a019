"""Small edits of WordprocessingML: properties in the order the schema wants, line breaks, text of a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from . import gb9704 as gb

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def text_of(paragraph: etree._Element) -> str:
	"""Text of a paragraph (of its own runs)."""
	return "".join(node.text or "" for node in _own_text(paragraph))


def _own_text(paragraph: etree._Element) -> Iterator[etree._Element]:
	for node in paragraph.iter(f"{W}t"):
		holder = node.getparent()
		while holder is not None and holder.tag != f"{W}p":
			holder = holder.getparent()
		if holder is paragraph:
			yield node


_PPR_AFTER_SPACING = (
	"ind",
	"contextualSpacing",
	"mirrorIndents",
	"suppressOverlap",
	"jc",
	"textDirection",
	"textAlignment",
	"textboxTightWrap",
	"outlineLvl",
	"divId",
	"cnfStyle",
	"rPr",
	"sectPr",
	"pPrChange",
)
_RPR_ORDER = (
	"rStyle",
	"rFonts",
	"b",
	"bCs",
	"i",
	"iCs",
	"caps",
	"smallCaps",
	"strike",
	"dstrike",
	"outline",
	"shadow",
	"emboss",
	"imprint",
	"noProof",
	"snapToGrid",
	"vanish",
	"webHidden",
	"color",
	"spacing",
	"w",
	"kern",
	"position",
	"sz",
	"szCs",
	"highlight",
	"u",
	"effect",
	"bdr",
	"shd",
	"fitText",
	"vertAlign",
	"rtl",
	"cs",
	"em",
	"lang",
)


def _ppr(paragraph: etree._Element) -> etree._Element:
	node = paragraph.find(f"{W}pPr")
	if node is None:
		node = etree.Element(f"{W}pPr")
		paragraph.insert(0, node)
	return node


def _ppr_child(paragraph: etree._Element, tag: str, followers: tuple[str, ...]) -> etree._Element:
	properties = _ppr(paragraph)
	node = properties.find(f"{W}{tag}")
	if node is None:
		node = etree.Element(f"{W}{tag}")
		names = {f"{W}{name}" for name in followers}
		at = next((number for number, child in enumerate(properties) if child.tag in names), len(properties))
		properties.insert(at, node)
	return node


def set_spacing(paragraph: etree._Element, *, line: int) -> None:
	"""Give a paragraph an exact line height in twips."""
	node = _ppr_child(paragraph, "spacing", _PPR_AFTER_SPACING)
	node.set(f"{W}line", str(line))
	node.set(f"{W}lineRule", "exact")


def set_right(paragraph: etree._Element, chars: float) -> None:
	"""Indent a paragraph from the right by characters of the grid."""
	node = _ppr_child(paragraph, "ind", _PPR_AFTER_SPACING[1:])
	node.set(f"{W}rightChars", str(round(chars * 100)))
	node.set(f"{W}right", str(gb.chars_to_twip(chars)))


def set_run(run: etree._Element, tag: str, value: int) -> None:
	"""Set ``w:tag`` of a run's properties to ``value``, in the place the schema wants it."""
	properties = run.find(f"{W}rPr")
	if properties is None:
		properties = etree.Element(f"{W}rPr")
		run.insert(0, properties)
	node = properties.find(f"{W}{tag}")
	if node is None:
		node = etree.Element(f"{W}{tag}")
		later = {f"{W}{name}" for name in _RPR_ORDER[_RPR_ORDER.index(tag) + 1 :]}
		at = next((number for number, child in enumerate(properties) if child.tag in later), len(properties))
		properties.insert(at, node)
	node.set(f"{W}val", str(value))


def split_text(node: etree._Element, value: str) -> None:
	"""One ``w:t`` with line breaks and tabs → ``w:t``, ``w:br``, ``w:tab`` in the same run."""
	piece, out = "", []
	for char in value:
		if char in "\n\t":
			out.extend((_text(piece), etree.Element(f"{W}br" if char == "\n" else f"{W}tab")))
			piece = ""
		else:
			piece += char
	out.append(_text(piece))
	parent = node.getparent()
	at = parent.index(node)
	parent.remove(node)
	for offset, item in enumerate(item for item in out if item.tag != f"{W}t" or item.text):
		parent.insert(at + offset, item)


def _text(value: str) -> etree._Element:
	node = etree.Element(f"{W}t")
	node.text = value
	node.set(XML_SPACE, "preserve")
	return node
