"""A Word file for the public: private data covered in every paragraph, nothing left beside the visible text.

What a reader does not see may tell most: properties, comments, tracked changes, hidden text, field codes, links,
custom data, pictures. Only the parts that make up the visible text are kept, and pictures are taken out, because
nobody can search them for a name.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable

import docx
from lxml import etree

from deputy_affairs.rules import private_data

from . import package, properties

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KEPT = re.compile(
	r"^(\[Content_Types\]\.xml|_rels/\.rels|docProps/core\.xml|word/document\.xml|word/_rels/document\.xml\.rels"
	r"|word/(styles|numbering|fontTable|settings|footnotes|endnotes)\.xml|word/theme/theme\d*\.xml|word/(header|footer)\d*\.xml)$"
)
_WITH_TEXT = re.compile(r"^word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml$")
_TAKEN_OUT = [
	f"{W}{name}"
	for name in (
		*("del", "moveFrom", "drawing", "pict", "object", "instrText", "delText", "delInstrText", "altChunk"),
		*(
			"commentRangeStart",
			"commentRangeEnd",
			"commentReference",
			"customXml",
			"proofErr",
			"bookmarkStart",
		),
		*("bookmarkEnd", "sdtPr", "docPartObj", "attachedTemplate", "docVars", "mailMerge", "rsids"),
	)
]
_HYPERLINK = f"{W}hyperlink"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"


def texts(content: bytes) -> list[str]:
	"""The paragraphs that a reader sees, of body, tables, headers and notes."""
	found = []
	for name, root in _roots(package.read(content)).items():
		if _WITH_TEXT.match(name):
			_strip(root)
			found += [text for paragraph in root.iter(f"{W}p") if (text := _text(paragraph).strip())]
	return found


def cover(content: bytes, layer: Iterable[tuple[str, str, bool]], names: Iterable[str], title: str) -> bytes:
	"""The file with its private data covered; properties say the title and nothing else."""
	layer, names = list(layer), list(names)
	parts = {name: data for name, data in package.read(content).items() if _KEPT.match(name)}
	for name, root in _roots(parts).items():
		_strip(root)
		if _WITH_TEXT.match(name):
			for paragraph in root.iter(f"{W}p"):
				_cover_paragraph(paragraph, lambda text: private_data.covered(text, layer, names))
		parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
	_forget_dropped(parts)
	parts[properties.place(parts)] = properties.core_xml(title=title, author="")
	return package.write(parts)


def from_sections(title: str, sections: Iterable[tuple[str, str]]) -> bytes:
	"""A plain Word file of texts that are covered already: headings and paragraphs."""
	document = docx.Document()
	document.add_heading(title, 0)
	for heading, text in sections:
		if heading:
			document.add_heading(heading, 2)
		for line in text.split("\n"):
			document.add_paragraph(line)
	out = io.BytesIO()
	document.save(out)
	return cover(out.getvalue(), [], [], title)


def _roots(parts: dict[str, bytes]) -> dict[str, etree._Element]:
	return {
		name: package.parse_xml_part(data, name)
		for name, data in parts.items()
		if name.startswith("word/") and name.endswith(".xml")
	}


def _strip(root: etree._Element) -> None:
	"""Take out what is not the visible text, and who wrote or changed what when."""
	for run in [run for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}vanish") is not None]:
		run.getparent().remove(run)
	for node in list(root.iter(*_TAKEN_OUT)):
		parent = node.getparent()
		if parent is not None:
			if node.tag == f"{W}customXml":  # a wrapper around visible text
				for child in list(node):
					node.addprevious(child)
			parent.remove(node)
	for node in root.iter():
		for attribute in [
			name for name in node.attrib if re.search(r"}(rsid\w*|author|date|initials)$", name)
		]:
			del node.attrib[attribute]
		if node.tag == _HYPERLINK:
			node.attrib.clear()


def _forget_dropped(parts: dict[str, bytes]) -> None:
	"""Drop relationships to parts and addresses that are gone, and the types of these parts."""
	for name in [name for name in parts if name.endswith(".rels")]:
		root = package.parse_xml_part(parts[name], name)
		folder = name.split("_rels/")[0]
		for rel in list(root.iter(_REL)):
			target = (rel.get("Target") or "").lstrip("/")
			known = target in parts or folder + target in parts
			if rel.get("TargetMode") == "External" or not known:
				root.remove(rel)
		parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
	root = package.parse_xml_part(parts["[Content_Types].xml"], "[Content_Types].xml")
	for node in list(root.iter(_OVERRIDE)):
		if (node.get("PartName") or "").lstrip("/") not in parts:
			root.remove(node)
	parts["[Content_Types].xml"] = etree.tostring(
		root, xml_declaration=True, encoding="UTF-8", standalone=True
	)


def _nodes(paragraph: etree._Element) -> list[etree._Element]:
	"""The text nodes of a paragraph, those of text boxes and nested paragraphs left to their own."""
	return [node for node in paragraph.iter(f"{W}t") if next(node.iterancestors(f"{W}p")) is paragraph]


def _text(paragraph: etree._Element) -> str:
	return "".join(node.text or "" for node in _nodes(paragraph))


def _cover_paragraph(paragraph: etree._Element, covered: Callable[[str], str]) -> None:
	"""Cover a paragraph whose words may be split over many runs: the first run takes the whole changed text."""
	nodes = _nodes(paragraph)
	before = "".join(node.text or "" for node in nodes)
	after = covered(before)
	if after == before or not nodes:
		return
	nodes[0].text = after
	nodes[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
	for node in nodes[1:]:
		node.text = ""
