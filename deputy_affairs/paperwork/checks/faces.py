"""Face, size and colour of each role (GB/T 9704-2012 5.2.2, 5.2.4, 7)."""

from __future__ import annotations

from deputy_affairs.rules.text import Text
from deputy_affairs.rules.text import mark as _

from .. import gb9704 as gb
from .drawings import is_red
from .reader import CJK, Paragraph, Piece
from .sheet import Sheet
from .table import FACES, FAMILIES, SIZE_NAMES

_HEADINGS = ("level_1", "level_2")
_FORM_TITLES = (*FAMILIES[gb.FONT_TITLE], *FAMILIES[gb.FONT_LEVEL_1])


def check_faces(sheet: Sheet) -> None:
	"""All roles that stand in the text (page numbers are looked at in the footer)."""
	form = sheet.paper.layout == "form"
	for role in FACES:
		if role == "folio" or form is not (role == "form_title"):
			continue
		paragraphs = sheet.paper.of(role)
		if role == "annex_note":
			paragraphs = sheet.paper.of("annex_note", "annex_item")
		check_face(sheet, role, paragraphs)


def check_face(sheet: Sheet, role: str, paragraphs: list[Paragraph]) -> None:
	"""One result each for face, size and colour of the paragraphs of a role."""
	face = FACES[role]
	families = _FORM_TITLES if role == "form_title" else FAMILIES[face.font]
	fonts, sizes, colours = [], [], []
	for paragraph in paragraphs:
		pieces = _pieces(paragraph, role)
		# a heading may go on in the face of the text
		wanted = [
			families,
			*[(*families, *FAMILIES[gb.FONT_BODY]) if role in _HEADINGS else families] * len(pieces),
		]
		bad = next((p for p, names in zip(pieces, wanted, strict=False) if _font(p, role) not in names), None)
		font = _font(bad or pieces[0], role)
		fonts.append((bad is None, font or Text(_("no face set")), paragraph))
		if face.size:
			off = next((p for p in pieces if abs(p.size - face.size) > 0.1), None)
			sizes.append((off is None, _size((off or pieces[0]).size), paragraph))
		wrong = next((p for p in pieces if not _is_colour(p.colour, face.colour)), None)
		colours.append((wrong is None, _colour((wrong or pieces[0]).colour), paragraph))
	sheet.each(f"{role}.font", fonts)
	if face.size:
		sheet.each(f"{role}.size", sizes)
	sheet.each(f"{role}.colour", colours)


def _pieces(paragraph: Paragraph, role: str) -> list[Piece]:
	pieces = [piece for piece in paragraph.pieces if piece.text.strip()]
	if role not in ("folio", "class_mark"):
		pieces = [piece for piece in pieces if CJK.search(piece.text)] or pieces
	return pieces or [paragraph.default]


def _font(piece: Piece, role: str) -> str:
	# figures and letters take the Latin face: 宋体 is asked for the number of the page itself
	return piece.latin if role == "folio" or (role == "class_mark" and piece.text.isascii()) else piece.font


def _is_colour(colour: str, wanted: str) -> bool:
	return is_red(colour) if wanted == gb.RED else colour in ("", gb.BLACK)


def _size(size: float) -> Text:
	name = SIZE_NAMES.get(size)
	return Text(_("{0} ({1} pt)"), (name, f"{size:g}")) if name else Text(_("{0} pt"), (f"{size:g}",))


def _colour(colour: str) -> Text | str:
	return (
		Text(_("in black")) if colour in ("", gb.BLACK) else Text(_("in red")) if is_red(colour) else colour
	)
