"""The document's properties (docProps/core.xml): title, author and date of the letter, nothing of any tool."""

from __future__ import annotations

from typing import Any

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


def set_properties(parts: dict[str, bytes], *, title: str, author: str, created: Any = "") -> None:
	"""Write the properties into the parts of a .docx, replacing whatever the template held."""
	root = etree.Element(
		f"{{{_CP}}}coreProperties", nsmap={"cp": _CP, "dc": _DC, "dcterms": _DCTERMS, "xsi": _XSI}
	)
	for name, value in (
		(f"{{{_DC}}}title", title),
		(f"{{{_DC}}}creator", author),
		(f"{{{_CP}}}lastModifiedBy", author),
		(f"{{{_DC}}}language", "zh-CN"),
	):
		etree.SubElement(root, name).text = clean(value).replace("\n", " ")[:255]
	try:
		stamp = as_date(created).isoformat() + "T00:00:00Z" if created else ""
	except ValueError:
		stamp = ""
	for name in ("created", "modified") if stamp else ():
		node = etree.SubElement(root, f"{{{_DCTERMS}}}{name}")
		node.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
		node.text = stamp
	name = _existing(parts) or _register(parts)
	parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _existing(parts: dict[str, bytes]) -> str:
	for rel in parse_xml_part(parts["_rels/.rels"], "_rels/.rels").iter(f"{_REL}Relationship"):
		if rel.get("Type") == _CORE_REL:
			return (rel.get("Target") or "").lstrip("/")
	return ""


def _register(parts: dict[str, bytes]) -> str:
	rels = parse_xml_part(parts["_rels/.rels"], "_rels/.rels")
	etree.SubElement(rels, f"{_REL}Relationship", Id="rIdCoreProperties", Type=_CORE_REL, Target=_CORE)
	types = parse_xml_part(parts["[Content_Types].xml"], "[Content_Types].xml")
	etree.SubElement(types, f"{_CT}Override", PartName=f"/{_CORE}", ContentType=_CORE_TYPE)
	parts["_rels/.rels"] = etree.tostring(rels, xml_declaration=True, encoding="UTF-8", standalone=True)
	parts["[Content_Types].xml"] = etree.tostring(
		types, xml_declaration=True, encoding="UTF-8", standalone=True
	)
	return _CORE
