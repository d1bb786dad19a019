"""Many finished papers in one Word file for printing.

Why not docxcompose: it keeps one section for the whole file and drops headers, footers, page settings and page
numbers of all documents but the first (2.2.0); a letter would lose its first page without a number, and numbers would
run on. Here each document keeps its own sections; parts that are the same bytes are kept once.
"""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Callable, Sequence

from lxml import etree

from . import package
from .joining_parts import (
	DOCUMENT,
	PACKAGE_RELS,
	R,
	Relationship,
	Source,
	empty,
	relationships,
	rels_name,
	rels_xml,
	types_xml,
)
from .joining_styles import Styles, add_lists, add_notes, rename_lists, rename_styles
from .package import parse_xml_part
from .properties import core_xml
from .wordxml import W, set_spacing
from .zipping import write_zip, zip_documents

_MC_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
__all__ = ["NothingToJoin", "join", "write_zip", "zip_documents"]
_SHARED = ("fontTable", "theme")  # taken from the first document
_LINKED = etree.XPath("//*[@r:*]", namespaces={"r": R.strip("{}")})
_SECTION_AFTER_TYPE = (
	"pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
	"rtlGutter docGrid printerSettings sectPrChange"
).split()
_SETTINGS_AFTER_EVEN = (
	"bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing "
	"drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery "
	"doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData "
	"noPunctuationKerning characterSpacingControl printTwoOnOne savePreviewPicture updateFields hdrShapeDefaults "
	"footnotePr endnotePr compat docVars rsids mathPr themeFontLang clrSchemeMapping shapeDefaults decimalSymbol "
	"listSeparator"
).split()
_EMPTY_EDGE = (
	'<w:{0} xmlns:w="{1}"><w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p></w:{0}>'
)
_TOTAL = re.compile(r"\bNUMPAGES\b", re.IGNORECASE)


class NothingToJoin(ValueError):
	"""There is no document to join."""


def join(documents: Sequence[bytes], *, duplex: bool = False, title: str = "") -> bytes:
	"""One .docx of many, in their order; each begins on a new page, with ``duplex`` on a new sheet of paper.

	Page numbers begin at 1 in each; headers, footers, first pages, drawings, lists and notes stay its own; a total
	of pages counts its own pages. ``duplex`` is for Word and WPS, which leave a page empty where a sheet has one
	too many; for a PDF join without it and convert with ``blank_pages`` (LibreOffice drops the number of the second
	page of a section that begins on an odd one). Fonts, theme and settings are those of the first. Same documents, same bytes.

	:raises NothingToJoin: no documents
	:raises TemplateFileError: one of them is no .docx
	"""
	if not documents:
		raise NothingToJoin("there is no document to join")
	sources = [Source(data) for data in documents]
	joined = _Joined(sources[0], any(source.has_even for source in sources), duplex)
	for source in sources:
		joined.add(source)
	return joined.write(title)


class _Joined:
	"""The file that grows."""

	def __init__(self, source: Source, even_pages: bool, duplex: bool):
		self.even_pages, self.duplex, self.count = even_pages, duplex, 0
		self.parts: dict[str, bytes] = {}
		self.types: dict[str, str] = {}
		self.rels: dict[str, dict[Relationship, str]] = {}  # owner → relationship → id
		self._same: dict[tuple[str, str, bytes], str] = {}
		self.styles = Styles(source.part("styles"))
		self.merged = {"settings": parse_xml_part(source.part("settings"), "settings")}
		for node in _LINKED(self.merged["settings"]):  # to a template file, which nobody else has
			node.getparent().remove(node)
		self._renamed: dict[str, str] = {}
		self._lists: dict[str, str] = {}
		self.children: list[etree._Element] = []
		self.namespaces: dict[str | None, str] = {}
		self.ignorable: set[str] = set()
		self.bookmarks: set[str] = set()
		self.next_bookmark = 0
		self.edges: set[str] = (
			set()
		)  # what earlier documents have on their edges, e.g. "footerReference first"
		for kind in _SHARED:
			if name := source.named(kind):
				self._relate(DOCUMENT, next(r for r in source.rels.values() if r[1] == name), source)

	def add(self, source: Source) -> None:
		"""Take in one document."""
		self.count += 1
		known = set(self.merged.get("numbering", ()))
		self._lists = self._merge(source, "numbering", add_lists)
		default = ""
		if self.count == 1:
			rename_lists(self.styles.root, self._lists)
		else:
			self._renamed, default = self.styles.add(source.part("styles"), self._lists)
		for node in set(self.merged.get("numbering", ())) - known:
			rename_styles(node, self._renamed)
		for kind, tag in (("footnotes", "footnoteReference"), ("endnotes", "endnoteReference")):
			notes = self._merge(source, kind, add_notes)
			for node in source.body.iter(f"{W}{tag}"):
				node.set(f"{W}id", notes.get(node.get(f"{W}id"), node.get(f"{W}id")))
		self._adapt(source.root, source)
		for paragraph in source.body.iter(f"{W}p") if default else ():
			_give_style(paragraph, default)
		self._link(source.root, source, DOCUMENT, source.rels)
		self._unique(source.body)
		self._sections(source)
		for prefix, uri in source.root.nsmap.items():
			self.namespaces.setdefault(prefix, uri)
		self.ignorable |= set((source.root.get(_MC_IGNORABLE) or "").split())
		if self.children:
			_end_section(self.children)
		self.children.extend(source.body)

	def _merge(self, source: Source, kind: str, function: Callable) -> dict[str, str]:
		name = source.named(kind)
		if name not in source.parts:
			return {}
		theirs = parse_xml_part(source.parts[name], name)
		if kind != "numbering":
			self._adapt(theirs, source)
			self._link(theirs, source, f"word/{kind}.xml", relationships(source.parts, name))
		if kind not in self.merged:
			self.merged[kind] = parse_xml_part(empty(kind), kind)
		return function(self.merged[kind], theirs)

	def _adapt(self, root: etree._Element, source: Source) -> None:
		"""New ids of styles and lists; the total of pages becomes that of the section."""
		rename_styles(root, self._renamed)
		rename_lists(root, self._lists)
		if len(source.sections) == 1:
			for node in root.iter(f"{W}instrText"):
				node.text = _TOTAL.sub("SECTIONPAGES", node.text or "")
			for node in root.iter(f"{W}fldSimple"):
				node.set(f"{W}instr", _TOTAL.sub("SECTIONPAGES", node.get(f"{W}instr") or ""))

	def _link(self, root: etree._Element, source: Source, owner: str, rels: dict) -> None:
		for node in _LINKED(root):
			for name, value in node.attrib.items():
				if name.startswith(R) and value in rels:
					node.set(name, self._relate(owner, rels[value], source))

	def _relate(self, owner: str, relationship: Relationship, source: Source) -> str:
		kind, target, external = relationship
		return self._id(owner, (kind, target if external else self._take(target, source), external))

	def _id(self, owner: str, relationship: Relationship) -> str:
		known = self.rels.setdefault(owner, {})
		return known.setdefault(relationship, f"rId{len(known) + 1}")

	def _take(self, name: str, source: Source) -> str:
		"""Copy a part with all it points to; the same part is taken once. Returns its new name."""
		data, kind = source.parts[name], source.content_type(name)
		if kind in (_WORD_TYPE + "header+xml", _WORD_TYPE + "footer+xml"):
			root = parse_xml_part(data, name)
			self._adapt(root, source)
			data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
		rels = [
			(key, kind, target if external else "/" + self._take(target, source), external)
			for key, (kind, target, external) in relationships(source.parts, name).items()
		]
		return self._store(name, kind, data, rels_xml(rels) if rels else b"")

	def _store(self, name: str, kind: str, data: bytes, rels: bytes = b"") -> str:
		key = (kind, name.rpartition(".")[2], hashlib.sha256(data + rels).digest())
		if key not in self._same:
			stem, dot, extension = name.rpartition(".")
			stem, number, new = stem.rstrip("0123456789"), 1, name
			while new in self.parts:
				new, number = f"{stem}{number}{dot}{extension}", number + 1
			self.parts[new], self.types[new], self._same[key] = data, kind, new
			if rels:
				self.parts[rels_name(new)] = rels
		return self._same[key]

	def _unique(self, body: etree._Element) -> None:
		"""Bookmarks, content controls and paragraphs carry ids that must not come twice."""
		names, numbers = {}, {}
		for node in body.iter(f"{W}bookmarkStart"):
			name = node.get(f"{W}name") or ""
			names[name] = f"{name}_{self.count}" if name in self.bookmarks else name
			node.set(f"{W}name", names[name])
			numbers[node.get(f"{W}id")] = str(self.next_bookmark)
			self.next_bookmark += 1
		self.bookmarks.update(names.values())
		for node in body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
			node.set(f"{W}id", numbers.get(node.get(f"{W}id"), node.get(f"{W}id")))
		for node in body.iter(f"{W}hyperlink", f"{W}instrText") if names else ():
			if anchor := node.get(f"{W}anchor"):
				node.set(f"{W}anchor", names.get(anchor, anchor))
			elif node.text:
				node.text = " ".join(names.get(word, word) for word in node.text.split(" "))
		for node in list(body.iterfind(f".//{W}sdtPr/{W}id")):
			node.getparent().remove(node)
		for node in body.iter(f"{W}p", f"{W}tr"):
			for name in ("paraId", "textId"):
				node.attrib.pop(_W14 + name, None)

	def _sections(self, source: Source) -> None:
		first = source.sections[0]
		if self.count > 1:
			for old in first.findall(f"{W}type"):
				first.remove(old)
			kind = _place(first, "type", _SECTION_AFTER_TYPE)
			kind.set(f"{W}val", "oddPage" if self.duplex else "nextPage")
			numbering = first.find(f"{W}pgNumType")
			if numbering is None:
				after = _SECTION_AFTER_TYPE[_SECTION_AFTER_TYPE.index("pgNumType") + 1 :]
				numbering = _place(first, "pgNumType", after)
			if numbering.get(f"{W}start") is None:
				numbering.set(f"{W}start", "1")
		if self.even_pages and not source.has_even:
			for section in source.sections:
				_even_as_odd(section)
		for edge in sorted(self.edges - _edges(first)):  # it would take the footer of the section before
			tag, kind = edge.split()
			part = "hdr" if tag == "headerReference" else "ftr"
			name = tag.removesuffix("Reference")
			blank = self._store(
				f"word/{name}.xml",
				f"{_WORD_TYPE}{name}+xml",
				_EMPTY_EDGE.format(part, W.strip("{}")).encode(),
			)
			node = etree.Element(f"{W}{tag}")
			node.set(f"{W}type", kind)
			node.set(f"{R}id", self._id(DOCUMENT, (R.strip("{}") + f"/{name}", blank, False)))
			first.insert(0, node)
		for section in source.sections:
			self.edges |= _edges(section)

	def write(self, title: str) -> bytes:
		"""The joined file."""
		root = etree.Element(f"{W}document", nsmap=self.namespaces)
		if ignorable := sorted(self.ignorable & {prefix for prefix in self.namespaces if prefix}):
			root.set(_MC_IGNORABLE, " ".join(ignorable))
		etree.SubElement(root, f"{W}body").extend(self.children)
		for number, node in enumerate(root.iter(f"{_WP}docPr"), 1):
			node.set("id", str(number))
		settings = self.merged["settings"]
		if self.even_pages and settings.find(f"{W}evenAndOddHeaders") is None:
			_place(settings, "evenAndOddHeaders", _SETTINGS_AFTER_EVEN)
		for kind, element in {"styles": self.styles.root, **self.merged}.items():
			self._put(f"word/{kind}.xml", _WORD_TYPE + kind + "+xml", element)
			self._id(DOCUMENT, (R.strip("{}") + f"/{kind}", f"word/{kind}.xml", False))
		self._put(DOCUMENT, _WORD_TYPE + "document.main+xml", root)
		for owner, known in self.rels.items():
			rels = [
				(key, kind, target if external else "/" + target, external)
				for (kind, target, external), key in known.items()
			]
			self.parts[rels_name(owner)] = rels_xml(rels)
		core = "docProps/core.xml"
		self.parts[core] = core_xml(title=title, author="")
		self.types[core] = "application/vnd.openxmlformats-package.core-properties+xml"
		self.parts["_rels/.rels"] = rels_xml(
			[
				("rId1", R.strip("{}") + "/officeDocument", "/" + DOCUMENT, False),
				("rId2", PACKAGE_RELS + "/metadata/core-properties", "/" + core, False),
			]
		)
		self.parts["[Content_Types].xml"] = types_xml(self.types)
		return package.write(self.parts)

	def _put(self, name: str, kind: str, root: etree._Element) -> None:
		self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
		self.types[name] = kind


def _place(parent: etree._Element, tag: str, followers: list[str]) -> etree._Element:
	"""A new child in front of those that the schema wants after it."""
	node, names = etree.Element(f"{W}{tag}"), {f"{W}{name}" for name in followers}
	at = next((number for number, child in enumerate(parent) if child.tag in names), len(parent))
	parent.insert(at, node)
	return node


def _edges(section: etree._Element) -> set[str]:
	"""Headers and footers of a section: ``footerReference first``, …"""
	return {
		f"{etree.QName(node).localname} {node.get(f'{W}type')}"
		for node in section.iterchildren(f"{W}headerReference", f"{W}footerReference")
	}


def _even_as_odd(section: etree._Element) -> None:
	"""For a document whose even pages look like its odd ones, among documents where they do not."""
	for node in list(section.iterchildren(f"{W}headerReference", f"{W}footerReference")):
		if node.get(f"{W}type") == "even":
			section.remove(node)
		elif node.get(f"{W}type") == "default":
			even = copy.deepcopy(node)
			even.set(f"{W}type", "even")
			node.addnext(even)


def _end_section(children: list[etree._Element]) -> None:
	"""The last section of a document moves from the end of the body into its last paragraph."""
	section = children.pop()
	blocks = [node for node in children if node.tag in (f"{W}p", f"{W}tbl", f"{W}sdt")]
	last = blocks[-1] if blocks else None
	if last is None or last.tag != f"{W}p" or last.find(f"{W}pPr/{W}sectPr") is not None:
		last = etree.Element(f"{W}p")
		set_spacing(last, line=20)
		children.append(last)
	properties = last.find(f"{W}pPr")
	if properties is None:
		properties = etree.Element(f"{W}pPr")
		last.insert(0, properties)
	_place(properties, "sectPr", ["pPrChange"])
	properties.replace(properties.find(f"{W}sectPr"), section)


def _give_style(paragraph: etree._Element, style: str) -> None:
	properties = paragraph.find(f"{W}pPr")
	if properties is None:
		properties = etree.Element(f"{W}pPr")
		paragraph.insert(0, properties)
	if properties.find(f"{W}pStyle") is None:
		node = etree.Element(f"{W}pStyle")
		node.set(f"{W}val", style)
		properties.insert(0, node)
