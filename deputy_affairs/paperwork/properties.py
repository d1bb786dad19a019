"""The document's properties (docProps/core.xml): title, author and date of the letter, nothing of any tool."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from .package import parse_xml_part
from .text import as_date, clean

_CORE = "docProps/core.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_REL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_DCTERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def place(parts: dict[str, bytes]) -> str:
	"""Name of the part that holds the properties; registered in the package if it has none yet."""
	return _existing(parts) or _register(parts)


def core_xml(*, title: str, author: str, created: Any = "") -> bytes:
	"""The part with these properties and nothing else; ``created`` (a date or ISO text) is left out if it is none."""
	try:
		stamp = as_date(created).isoformat() + "T00:00:00Z" if created else ""
	except ValueError:
		stamp = ""
	title, author = (escape(clean(value).replace("\n", " ")[:255]) for value in (title, author))
	dates = "".join(
		f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
		for name in (("created", "modified") if stamp else ())
	)
	return (
		"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
		f'<cp:coreProperties xmlns:cp="{_CP}" xmlns:dc="{_DC}" xmlns:dcterms="{_DCTERMS}" xmlns:xsi="{_XSI}">'
		f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
		f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><dc:language>zh-CN</dc:language>{dates}"
		"</cp:coreProperties>"
	).encode()


def _existing(parts: dict[str, bytes]) -> str:
	for rel in parse_xml_part(parts["_rels/.rels"], "_rels/.rels").iter(f"{_REL}Relationship"):
		if rel.get("Type") == _CORE_REL:
			return (rel.get("Target") or "").lstrip("/")
	return ""


def _register(parts: dict[str, bytes]) -> str:
	rels = parse_xml_part(parts["_rels/.rels"], "_rels/.rels")
	etree.SubElement(rels, f"{_REL}Relationship", Id="rIdCoreProperties", Type=_CORE_REL, Target=_CORE)
	types = parse_xml_part(parts["[Content_Types].xml"], "[Content_Types].xml")
	if not any(node.get("PartName") == f"/{_CORE}" for node in types):
		etree.SubElement(types, f"{_CT}Override", PartName=f"/{_CORE}", ContentType=_CORE_TYPE)
	parts["_rels/.rels"] = etree.tostring(rels, xml_declaration=True, encoding="UTF-8", standalone=True)
	parts["[Content_Types].xml"] = etree.tostring(
		types, xml_declaration=True, encoding="UTF-8", standalone=True
	)
	return _CORE
