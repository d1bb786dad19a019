"""Many files in one zip, with names that Windows, macOS and Linux read alike."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

_STAMP = (1980, 1, 1, 0, 0, 0)
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
MAX_NAME_BYTES = 240  # most file systems take 255; some room for the number


def write_zip(items: Iterable[tuple[str, bytes]], target: BinaryIO) -> list[str]:
	"""Write files (name, content) into a zip, one after the other; returns the names they have there.

	Names are written as UTF-8 and marked so; what a file system refuses becomes ``_``; the second of the same name
	(capitals or not) gets （2）. .docx and .pdf are packed already and are stored as they are. ``target`` may be
	any file, also one that cannot seek. Same items, same bytes.
	"""
	taken: set[str] = set()
	names = []
	with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
		for name, data in items:
			names.append(_free(_safe(name), taken))
			info = zipfile.ZipInfo(names[-1], _STAMP)
			info.external_attr = 0o644 << 16
			archive.writestr(info, data)
	return names


def zip_documents(items: Iterable[tuple[str, bytes]]) -> bytes:
	"""The same as :func:`write_zip`, as bytes."""
	buffer = io.BytesIO()
	write_zip(items, buffer)
	return buffer.getvalue()


def _safe(name: str) -> str:
	name = _NOT_IN_NAMES.sub("_", unicodedata.normalize("NFC", name)).strip(" .") or "_"
	stem, ending = _split(name)
	while len((stem + ending).encode()) > MAX_NAME_BYTES:
		stem = stem[:-1]
	return stem + ending


def _split(name: str) -> tuple[str, str]:
	stem, dot, ending = name.rpartition(".")
	return (stem, dot + ending) if stem and len(ending) <= 8 else (name, "")


def _free(name: str, taken: set[str]) -> str:
	stem, ending = _split(name)
	number, free = 2, name
	while free.casefold() in taken:
		free, number = f"{stem}（{number}）{ending}", number + 1
	taken.add(free.casefold())
	return free
