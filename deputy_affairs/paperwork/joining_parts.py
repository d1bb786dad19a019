"""A document as the parts that joining takes from it, and the small tables of a package."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from lxml import etree

from . import package
from .package import parse_xml_part
from .wordxml import W

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT = "word/document.xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# type, target (name of a part, or address), external
Relationship = tuple[str, str, bool]


class Source:
	"""One document to take in."""

	def __init__(self, data: bytes):
		self.parts = package.read(data)
		self.root = parse_xml_part(self.parts[DOCUMENT], DOCUMENT)
		self.body = self.root.find(f"{W}body")
		self.rels = relationships(self.parts, DOCUMENT)
		types = parse_xml_part(self.parts["[Content_Types].xml"], "[Content_Types].xml")
		self._types = {node.get("PartName", "").lstrip("/"): node.get("ContentType") for node in types}
		self._extensions = {(node.get("Extension") or "").lower(): node.get("ContentType") for node in types}
		if self.body.find(f"{W}sectPr") is None:
			etree.SubElement(self.body, f"{W}sectPr")
		self.sections = [
			node for node in self.body.iter(f"{W}sectPr") if node.getparent().tag in (f"{W}body", f"{W}pPr")
		]
		settings = parse_xml_part(self.part("settings"), "settings")
		even = settings.find(f"{W}evenAndOddHeaders")
		# whether its even pages have headers and footers of their own
		self.has_even = even is not None and even.get(f"{W}val") not in ("0", "false", "off")

	def part(self, kind: str) -> bytes:
		"""The part that the document points to as ``kind`` (styles, settings), an empty one if there is none."""
		return self.parts.get(self.named(kind)) or empty(kind)

	def content_type(self, name: str) -> str:
		"""Content type of a part."""
		return (
			self._types.get(name)
			or self._extensions.get(name.rpartition(".")[2].lower())
			or "application/xml"
		)

	def named(self, kind: str) -> str:
		"""Name of the part that the document points to as ``kind`` (styles, numbering, …), or ""."""
		return next((target for _, (found, target, _) in self.rels.items() if found.endswith(f"/{kind}")), "")


def relationships(parts: dict[str, bytes], name: str) -> dict[str, Relationship]:
	"""Relationships of a part: id → type, target (name of a part, or address), external."""
	data = parts.get(rels_name(name))
	found = {}
	for node in parse_xml_part(data, name).iter(f"{{{PACKAGE_RELS}}}Relationship") if data else ():
		target, external = node.get("Target") or "", node.get("TargetMode") == "External"
		if not external:
			target = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")
		found[node.get("Id")] = node.get("Type") or "", target, external
	return found


def rels_name(name: str) -> str:
	"""Name of the part that holds the relationships of a part."""
	folder, base = posixpath.split(name)
	return posixpath.join(folder, "_rels", f"{base}.rels")


def rels_xml(rels: Iterable[tuple[str, str, str, bool]]) -> bytes:
	"""A .rels part from id, type, target and whether it is external."""
	rows = "".join(
		f"<Relationship Id={quoteattr(key)} Type={quoteattr(kind)} Target={quoteattr(target)}"
		+ (' TargetMode="External"/>' if external else "/>")
		for key, kind, target, external in rels
	)
	return f'{_HEAD}<Relationships xmlns="{PACKAGE_RELS}">{rows}</Relationships>'.encode()


def types_xml(types: dict[str, str]) -> bytes:
	"""``[Content_Types].xml`` from the content type of each part."""
	defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
	rows = []
	for name, kind in sorted(types.items()):
		if defaults.setdefault(name.rpartition(".")[2].lower(), kind) != kind:
			rows.append(f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>")
	rows[:0] = [
		f"<Default Extension={quoteattr(extension)} ContentType={quoteattr(kind)}/>"
		for extension, kind in sorted(defaults.items())
	]
	return f'{_HEAD}<Types xmlns="{_TYPES}">{"".join(rows)}</Types>'.encode()


def empty(kind: str) -> bytes:
	"""An empty part: styles, settings, numbering, footnotes, endnotes."""
	return f'<w:{kind} xmlns:w="{W.strip("{}")}"/>'.encode()
