"""Styles, lists and notes of many documents in one: what is the same is kept once, what differs gets a new id."""

from __future__ import annotations

import copy

from lxml import etree

from .package import parse_xml_part
from .wordxml import W

NS = {"w": W.strip("{}")}
VAL, STYLE_ID, NUM_ID, ABSTRACT_ID = f"{W}val", f"{W}styleId", f"{W}numId", f"{W}abstractNumId"
_STYLE_REFERENCES = tuple(
	f"{W}{name}" for name in ("pStyle", "rStyle", "tblStyle", "styleLink", "numStyleLink")
)
_STYLE_LINKS = tuple(f"{W}{name}" for name in ("basedOn", "link", "next"))


def rename_styles(root: etree._Element, renamed: dict[str, str]) -> None:
	"""Let a part point to the new ids of its styles."""
	for node in root.iter(*_STYLE_REFERENCES) if renamed else ():
		node.set(VAL, renamed.get(node.get(VAL), node.get(VAL)))


def rename_lists(root: etree._Element, lists: dict[str, str]) -> None:
	"""Let a part point to the new ids of its lists."""
	for node in root.iter(NUM_ID) if lists else ():
		node.set(VAL, lists.get(node.get(VAL), node.get(VAL)))


def _same(one: etree._Element, other: etree._Element) -> bool:
	return _canonical(one) == _canonical(other)


def _canonical(node: etree._Element) -> bytes:
	return etree.tostring(node, method="c14n", exclusive=True, with_tail=False)


class Styles:
	"""The styles of the joined file."""

	def __init__(self, data: bytes):
		self.root = parse_xml_part(data, "styles")
		self._styles = {node.get(STYLE_ID): node for node in self.root.iterfind(f"{W}style")}
		self._names = {_name(node) for node in self._styles.values()}
		self._known: dict[bytes, tuple[dict[str, str], str]] = {}
		if (
			self.root.find(f".//{NUM_ID}") is None
		):  # a style with a list is new in each document: it begins anew
			self._known[data] = {}, ""

	def add(self, data: bytes, lists: dict[str, str]) -> tuple[dict[str, str], str]:
		"""Take in the styles of a document.

		Returns the new ids of those that differ from ours, and the id of the style for its paragraphs without one
		("" when that is our default).
		"""
		if data in self._known:
			return self._known[data]
		root = parse_xml_part(data, "styles")
		rename_lists(root, lists)
		_spell_out_defaults(root, self.root)
		theirs = {node.get(STYLE_ID): node for node in root.iterfind(f"{W}style")}
		result = self._rename(theirs), ""
		for node in theirs.values():
			if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in ("1", "true", "on"):
				name = result[0].get(node.get(STYLE_ID), node.get(STYLE_ID))
				result = result[0], name if name != self._default() else ""
		self._insert(theirs, result[0])
		if root.find(f".//{NUM_ID}") is None:
			self._known[data] = result
		return result

	def _default(self) -> str:
		return next(
			(
				key
				for key, node in self._styles.items()
				if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in ("1", "true", "on")
			),
			"",
		)

	def _rename(self, theirs: dict[str, etree._Element]) -> dict[str, str]:
		differ = {
			key
			for key, node in theirs.items()
			if (key in self._styles and not _same(node, self._styles[key]))
			or node.find(f".//{NUM_ID}") is not None
		}
		while more := {
			key
			for key, node in theirs.items()
			if key not in differ
			and any(
				node.find(tag) is not None and node.find(tag).get(VAL) in differ for tag in _STYLE_LINKS[:2]
			)
		}:
			differ |= more
		renamed, number = {}, 2
		for key in theirs:
			if key in differ and key in self._styles:
				while f"{key}_{number}" in self._styles or f"{key}_{number}" in theirs:
					number += 1
				renamed[key] = f"{key}_{number}"
		return renamed

	def _insert(self, theirs: dict[str, etree._Element], renamed: dict[str, str]) -> None:
		for key, node in theirs.items():
			if key in self._styles and key not in renamed:
				continue
			node = copy.deepcopy(node)
			node.set(STYLE_ID, renamed.get(key, key))
			node.attrib.pop(f"{W}default", None)
			for link in node.iterfind("*"):
				if link.tag in _STYLE_LINKS:
					link.set(VAL, renamed.get(link.get(VAL), link.get(VAL)))
			name, number = _name(node), 2
			while _name(node) in self._names:
				node.find(f"{W}name").set(VAL, f"{name} {number}")
				number += 1
			self._names.add(_name(node))
			self._styles[node.get(STYLE_ID)] = node
			self.root.append(node)


def _name(style: etree._Element) -> str:
	node = style.find(f"{W}name")
	return (node.get(VAL) or "").lower() if node is not None else style.get(STYLE_ID) or ""


def _spell_out_defaults(root: etree._Element, ours: etree._Element) -> None:
	"""A file has one set of defaults: where those of a document differ, its basic styles carry them."""
	defaults, same = root.find(f"{W}docDefaults"), ours.find(f"{W}docDefaults")
	if defaults is None or (same is not None and _same(defaults, same)):
		return
	for style in root.iterfind(f"{W}style"):
		if style.get(f"{W}type") != "paragraph" or style.find(f"{W}basedOn") is not None:
			continue
		for tag in ("pPr", "rPr"):
			given = defaults.find(f"{W}{tag}Default/{W}{tag}")
			if given is None:
				continue
			own = style.find(f"{W}{tag}")
			merged = copy.deepcopy(given)
			for child in own if own is not None else ():
				for old in merged.findall(child.tag):
					merged.remove(old)
			# both follow the schema's order; the styles' own come last only where they add a new property
			merged.extend(copy.deepcopy(child) for child in (own if own is not None else ()))
			_sort(merged, tag)
			if own is not None:
				style.replace(own, merged)
			elif tag == "pPr" and style.find(f"{W}rPr") is not None:
				style.find(f"{W}rPr").addprevious(merged)
			else:
				style.append(merged)


_ORDER = {
	"pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
	"suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
	"snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
	"textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
	"rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
	"vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
}


def _sort(node: etree._Element, tag: str) -> None:
	order = {f"{W}{name}": number for number, name in enumerate(_ORDER[tag].split())}
	node[:] = sorted(node, key=lambda child: order.get(child.tag, len(order)))


def add_lists(root: etree._Element, theirs: etree._Element) -> dict[str, str]:
	"""Put the lists of a document into ours; returns their new ids. Picture bullets become plain ones."""
	first_abstract = 1 + max(
		(int(node.get(ABSTRACT_ID)) for node in root.iterfind(f"{W}abstractNum")), default=-1
	)
	first_list = 1 + max((int(node.get(NUM_ID)) for node in root.iterfind(f"{W}num")), default=0)
	abstracts, lists = {}, {}
	for picture in list(theirs.iter(f"{W}lvlPicBulletId")):
		picture.getparent().remove(picture)
	for number, node in enumerate(theirs.findall(f"{W}abstractNum")):
		abstracts[node.get(ABSTRACT_ID)] = str(first_abstract + number)
		node.set(ABSTRACT_ID, str(first_abstract + number))
		for identity in node.findall(f"{W}nsid"):
			node.remove(identity)  # Word takes lists of the same nsid for one list
		root.insert(len(root.findall(f"{W}abstractNum")), node)
	for number, node in enumerate(theirs.findall(f"{W}num")):
		lists[node.get(NUM_ID)] = str(first_list + number)
		node.set(NUM_ID, str(first_list + number))
		reference = node.find(ABSTRACT_ID)
		reference.set(VAL, abstracts.get(reference.get(VAL), reference.get(VAL)))
		root.insert(len(root.findall(f"{W}abstractNum")) + len(root.findall(f"{W}num")), node)
	return lists


def add_notes(root: etree._Element, theirs: etree._Element) -> dict[str, str]:
	"""Put the footnotes (or endnotes) of a document into ours; returns their new ids. Separators are kept once."""
	identity = f"{W}id"
	number = 1 + max((int(node.get(identity)) for node in root), default=0)
	separators = {node.get(f"{W}type") for node in root}
	renamed = {}
	for node in list(theirs):
		if node.get(f"{W}type") not in (None, "normal"):
			if node.get(f"{W}type") not in separators:
				root.append(node)
			continue
		renamed[node.get(identity)] = str(number)
		node.set(identity, str(number))
		root.append(node)
		number += 1
	return renamed
