"""A .docx file as a zip of parts: reading it safely, writing it the same way every time.

Templates are uploaded by people and handed to LibreOffice afterwards, so what could reach out of the file
(macros, linked files, fields that run or fetch something) is refused on reading.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

from lxml import etree

from .errors import TemplateFileError

MAX_PARTS = 2000
MAX_BYTES = 60_000_000  # unpacked
MAX_XML_BYTES = 12_000_000  # one XML part that is read as a template

_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STAMP = (1980, 1, 1, 0, 0, 0)
_FORBIDDEN_PART = re.compile(r"vbaProject|vbaData|activeX|/embeddings/|\.bin$|afchunk", re.IGNORECASE)
_FORBIDDEN_FIELD = re.compile(
	r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|RD)\b", re.IGNORECASE
)
_TEMPLATED = re.compile(
	r"wordprocessingml\.(document\.main|template\.main|header|footer|footnotes|endnotes)\+xml$"
)


def parse_xml_part(data: bytes, name: str) -> etree._Element:
	"""One XML part, without DTD, entities or network. :raises TemplateFileError: not well-formed."""
	if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
		raise TemplateFileError(f"{name} declares a document type, which no word processor writes")
	parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
	try:
		return etree.fromstring(data, parser)
	except etree.XMLSyntaxError as error:
		raise TemplateFileError(f"{name} is not well-formed XML: {error}") from error


def read(data: bytes) -> dict[str, bytes]:
	"""All parts by name, in the file's order. :raises TemplateFileError: not a .docx, too big, or unsafe."""
	try:
		with zipfile.ZipFile(io.BytesIO(data)) as archive:
			infos = [info for info in archive.infolist() if not info.is_dir()]
			if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_BYTES:
				raise TemplateFileError("the file is too big when unpacked")
			parts = {info.filename: archive.read(info) for info in infos}
	except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
		raise TemplateFileError(
			"this is not a .docx file (a Word document saved as .docx is needed)"
		) from error
	except Exception as error:
		if type(error).__module__ == "zlib":
			raise TemplateFileError("this .docx file is damaged") from error
		raise
	if "[Content_Types].xml" not in parts or "word/document.xml" not in parts:
		raise TemplateFileError("this is not a .docx file (a Word document saved as .docx is needed)")
	_refuse_unsafe(parts)
	return parts


def _refuse_unsafe(parts: dict[str, bytes]) -> None:
	for name, data in parts.items():
		if _FORBIDDEN_PART.search(name):
			raise TemplateFileError(
				f"the file holds {name}: macros, controls and embedded objects are not allowed"
			)
		if name.endswith(".rels"):
			for rel in parse_xml_part(data, name).iter(f"{_REL}Relationship"):
				kind = (rel.get("Type") or "").rsplit("/", 1)[-1]
				if rel.get("TargetMode") == "External" and kind != "hyperlink":
					raise TemplateFileError(
						f"the file links to {rel.get('Target')} ({kind}): put it into the file instead"
					)


def templated_parts(parts: dict[str, bytes]) -> list[str]:
	"""Names of the parts that hold text of the document: body, headers, footers, notes."""
	names = []
	for override in parse_xml_part(parts["[Content_Types].xml"], "[Content_Types].xml").iter(
		f"{_CT}Override"
	):
		name = (override.get("PartName") or "").lstrip("/")
		if _TEMPLATED.search(override.get("ContentType") or "") and name in parts:
			if len(parts[name]) > MAX_XML_BYTES:
				raise TemplateFileError(f"{name} is too big")
			names.append(name)
	if "word/document.xml" not in names:
		raise TemplateFileError("this is not a Word document (.docx)")
	return names


def refuse_fields(root: etree._Element) -> None:
	"""Refuse Word fields that fetch or run something. :raises TemplateFileError:"""
	for paragraph in root.iter(f"{_W}p"):
		code = "".join(node.text or "" for node in paragraph.iter(f"{_W}instrText"))
		codes = [code, *(node.get(f"{_W}instr") or "" for node in paragraph.iter(f"{_W}fldSimple"))]
		for text in codes:
			if match := _FORBIDDEN_FIELD.search(re.sub(r'"[^"]*"', "", text)):
				raise TemplateFileError(
					f"the Word field {match.group(0).upper()} is not allowed in a template"
				)


def refuse_drafts(root: etree._Element) -> None:
	"""Refuse tracked changes and comments: they would go out with the letter. :raises TemplateFileError:"""
	if next(root.iter(f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo"), None) is not None:
		raise TemplateFileError("the file holds tracked changes: accept or reject all of them first")
	if next(root.iter(f"{_W}commentReference"), None) is not None:
		raise TemplateFileError("the file holds comments: delete all of them first")


def write(parts: dict[str, bytes]) -> bytes:
	"""A .docx from its parts; same parts, same bytes. ``[Content_Types].xml`` comes first, as Word expects."""
	buffer = io.BytesIO()
	with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
		for name in sorted(
			parts, key=lambda part: (part != "[Content_Types].xml", part != "_rels/.rels", part)
		):
			info = zipfile.ZipInfo(posixpath.normpath(name), _STAMP)
			info.compress_type = zipfile.ZIP_DEFLATED
			info.external_attr = 0o600 << 16
			info.create_system = 0
			archive.writestr(info, parts[name])
	return buffer.getvalue()


def normalise(data: bytes) -> bytes:
	"""The same .docx without the time it was zipped at."""
	return write(read(data))
