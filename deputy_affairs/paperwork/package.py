"""A .docx file as a zip of parts: reading it safely, writing it the same way every time.

Templates are uploaded by people and handed to LibreOffice afterwards, so what could reach out of the file
(macros, linked files, fields that run or fetch something) is refused on reading.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from deputy_affairs.rules.text import Text
from deputy_affairs.rules.text import mark as _

from .errors import TemplateFileError

MAX_PARTS = 2000
MAX_BYTES = 60_000_000  # unpacked
MAX_XML_BYTES = 12_000_000  # one XML part that is read as a template
MAX_RATIO = 200  # unpacked to packed, of a part over 1 MB; Word's own parts stay below 30

_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NO_DOCX = _("this is not a .docx file (a Word document saved as .docx is needed)")
_LEVEL = 6  # of zlib: 9 takes twice the time for 1 % less, 1 a third less time for 15 % more
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
		raise TemplateFileError(
			Text(_("{0} declares a document type, which no word processor writes"), (name,))
		)
	parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
	try:
		return etree.fromstring(data, parser)
	except etree.XMLSyntaxError as error:
		raise TemplateFileError(Text(_("{0} is not well-formed XML: {1}"), (name, str(error)))) from error


def read(data: bytes) -> dict[str, bytes]:
	"""All parts by name, in the file's order. :raises TemplateFileError: not a .docx, too big, or unsafe."""
	parts = unpack(data)
	_refuse_unsafe(parts)
	return parts


def unpack(data: bytes) -> dict[str, bytes]:
	"""All parts of a file that is only looked at and handed to no other program.

	:raises TemplateFileError: not a .docx, or too big
	"""
	try:
		with zipfile.ZipFile(io.BytesIO(data)) as archive:
			infos = [info for info in archive.infolist() if not info.is_dir()]
			if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_BYTES:
				raise TemplateFileError(Text(_("the file is too big when unpacked")))
			if any(_is_bomb(info) for info in infos):
				raise TemplateFileError(
					Text(_("the file is packed so tightly that no word processor wrote it"))
				)
			parts = {info.filename: archive.read(info) for info in infos}
	except TemplateFileError:
		raise
	except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
		raise TemplateFileError(Text(_NO_DOCX)) from error
	except Exception as error:
		if type(error).__module__ == "zlib":
			raise TemplateFileError(Text(_("this .docx file is damaged"))) from error
		raise
	if "[Content_Types].xml" not in parts or "word/document.xml" not in parts:
		raise TemplateFileError(Text(_NO_DOCX))
	return parts


def _is_bomb(info: zipfile.ZipInfo) -> bool:
	return info.file_size > 1_000_000 and info.file_size > MAX_RATIO * max(info.compress_size, 1)


def _refuse_unsafe(parts: dict[str, bytes]) -> None:
	for name, data in parts.items():
		if _FORBIDDEN_PART.search(name):
			raise TemplateFileError(
				Text(_("the file holds {0}: macros, controls and embedded objects are not allowed"), (name,))
			)
		if name.endswith(".rels"):
			for rel in parse_xml_part(data, name).iter(f"{_REL}Relationship"):
				kind = (rel.get("Type") or "").rsplit("/", 1)[-1]
				if rel.get("TargetMode") == "External" and kind != "hyperlink":
					raise TemplateFileError(
						Text(
							_("the file links to {0} ({1}): put it into the file instead"),
							(rel.get("Target") or "", kind),
						)
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
				raise TemplateFileError(Text(_("{0} is too big"), (name,)))
			names.append(name)
	if "word/document.xml" not in names:
		raise TemplateFileError(Text(_("this is not a Word document (.docx)")))
	return names


def refuse_fields(root: etree._Element) -> None:
	"""Refuse Word fields that fetch or run something. :raises TemplateFileError:"""
	for paragraph in root.iter(f"{_W}p"):
		code = "".join(node.text or "" for node in paragraph.iter(f"{_W}instrText"))
		codes = [code, *(node.get(f"{_W}instr") or "" for node in paragraph.iter(f"{_W}fldSimple"))]
		for text in codes:
			if match := _FORBIDDEN_FIELD.search(re.sub(r'"[^"]*"', "", text)):
				raise TemplateFileError(
					Text(_("the Word field {0} is not allowed in a template"), (match.group(0).upper(),))
				)


def refuse_drafts(root: etree._Element) -> None:
	"""Refuse tracked changes and comments: they would go out with the letter. :raises TemplateFileError:"""
	if next(root.iter(f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo"), None) is not None:
		raise TemplateFileError(Text(_("the file holds tracked changes: accept or reject all of them first")))
	if next(root.iter(f"{_W}commentReference"), None) is not None:
		raise TemplateFileError(Text(_("the file holds comments: delete all of them first")))


class _Entry(NamedTuple):
	"""A part as it stands in the zip: header and packed bytes, and its line of the directory without the offset."""

	local: bytes
	directory: bytes
	name: bytes


class Writer:
	"""Writes many .docx that share most of their parts: a shared part is packed once."""

	def __init__(self, parts: Mapping[str, bytes]):
		self._packed = {name: _pack(name, data) for name, data in parts.items()}

	def write(self, changed: Mapping[str, bytes]) -> bytes:
		"""The .docx of the shared parts with those of ``changed`` put in or replaced; same parts, same bytes.

		``[Content_Types].xml`` comes first, as Word expects.
		"""
		entries = {**self._packed, **{name: _pack(name, data) for name, data in changed.items()}}
		pieces, directory, offset = [], [], 0
		for name in sorted(entries, key=_order):
			entry = entries[name]
			pieces.append(entry.local)
			directory.append(entry.directory + struct.pack("<L", offset) + entry.name)
			offset += len(entry.local)
		size = sum(map(len, directory))
		end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(entries), len(entries), size, offset, 0)
		return b"".join((*pieces, *directory, end))


def _order(name: str) -> tuple[bool, bool, str]:
	return name != "[Content_Types].xml", name != "_rels/.rels", name


def _pack(name: str, data: bytes) -> _Entry:
	path = posixpath.normpath(name)
	raw_name = path.encode()
	packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
	packed = packer.compress(data) + packer.flush()
	# PKWARE APPNOTE 4.3.7, 4.3.12: version 2.0, UTF-8 flag where it is needed, deflate, 1980-01-01 00:00
	common = struct.pack(
		"<5H3L2H",
		20,
		0 if path.isascii() else 0x800,
		zipfile.ZIP_DEFLATED,
		0,
		0x21,
		zlib.crc32(data),
		len(packed),
		len(data),
		len(raw_name),
		0,
	)
	return _Entry(
		b"PK\3\4" + common + raw_name + packed,
		b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<3HL", 0, 0, 0, 0o600 << 16),
		raw_name,
	)


def write(parts: Mapping[str, bytes]) -> bytes:
	"""A .docx from its parts; same parts, same bytes."""
	return Writer({}).write(parts)


def normalise(data: bytes) -> bytes:
	"""The same .docx without the time it was zipped at."""
	return write(read(data))
