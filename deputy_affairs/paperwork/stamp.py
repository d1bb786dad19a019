"""The small QR code and the code word on an issued paper: below the type area of the last page, at its left.

The place is free on every page of GB/T 9704-2012: page numbers stand 7 mm below the type area, the second red
line of a letter 20 mm above the lower edge; the code begins below both.
"""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

import segno
from lxml import etree

from . import gb9704 as gb
from .drawing import NAMESPACES
from .package import parse_xml_part, read, write
from .wordxml import W

QR_MM = 11.0
LEFT_MM = gb.LEFT_MM
TOP_MM = gb.PAGE_HEIGHT_MM - 18.5  # the second red line ends at 20 mm
WORDS_WIDTH_MM = 60.0
PICTURE = "查验二维码"
WORDS = "查验码"
SLIP_MM = 20.0
SLIP_TOP_MM = 12.0
SLIP_PICTURE = "填表二维码"
SLIP_WORDS = "意见单号"
_SLIP_IMAGE_PART = "word/media/slip.png"
_SLIP_REL_ID = "rIdSlip"
_IMAGE_PART = "word/media/verification.png"
_REL_ID = "rIdVerification"
_RELS = "word/_rels/document.xml.rels"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_IMAGE_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def add_code(data: bytes, address: str, code_word: str) -> bytes:
	"""Return the .docx with a QR code of `address` and the `code_word` on its last page.

	:raises TemplateFileError: `data` is no .docx
	"""
	parts = read(data)
	root = parse_xml_part(parts["word/document.xml"], "word/document.xml")
	body = root.find(f"{W}body")
	last = [node for node in body if node.tag == f"{W}p"][-1]
	number = max((int(node.get("id") or 0) for node in root.iter(f"{_WP}docPr")), default=0)
	place = (LEFT_MM, TOP_MM, QR_MM)
	last.append(etree.fromstring(_picture(number + 1, *place, PICTURE, _REL_ID)))
	last.append(etree.fromstring(_words(number + 2, (WORDS, code_word), LEFT_MM + QR_MM + 1, TOP_MM, QR_MM)))
	parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
	_add_image(parts, address, _IMAGE_PART, _REL_ID)
	return write(parts)


def add_slip_code(data: bytes, address: str, words: tuple[str, ...]) -> bytes:
	"""Return the .docx with a QR code of `address` at the upper right of its first page, `words` beside it.

	For forms that are filled in by hand or, with the code, on a phone. The place is above the type area, so that
	the form itself may look as its office wants it.
	"""
	parts = read(data)
	root = parse_xml_part(parts["word/document.xml"], "word/document.xml")
	first = next(node for node in root.find(f"{W}body") if node.tag == f"{W}p")
	number = max((int(node.get("id") or 0) for node in root.iter(f"{_WP}docPr")), default=0)
	left = gb.PAGE_WIDTH_MM - gb.RIGHT_MM - SLIP_MM
	picture = _picture(number + 1, left, SLIP_TOP_MM, SLIP_MM, SLIP_PICTURE, _SLIP_REL_ID)
	lines = _words(
		number + 2,
		words,
		left - WORDS_WIDTH_MM - 2,
		SLIP_TOP_MM,
		SLIP_MM,
		name=SLIP_WORDS,
		size=21,
		line=300,
		align="right",
	)
	first.append(etree.fromstring(picture))
	first.append(etree.fromstring(lines))
	parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
	_add_image(parts, address, _SLIP_IMAGE_PART, _SLIP_REL_ID)
	return write(parts)


def qr_png(address: str) -> bytes:
	"""The QR code as a picture, with the quiet zone on which scanners rely."""
	buffer = io.BytesIO()
	segno.make(address, error="m", micro=False).save(buffer, kind="png", scale=8, border=2)
	return buffer.getvalue()


def _add_image(parts: dict[str, bytes], address: str, image_part: str, rel_id: str) -> None:
	parts[image_part] = qr_png(address)
	rels = parse_xml_part(parts[_RELS], _RELS)
	target = image_part.removeprefix("word/")
	etree.SubElement(rels, f"{_REL}Relationship", Id=rel_id, Type=_IMAGE_REL, Target=target)
	parts[_RELS] = etree.tostring(rels, xml_declaration=True, encoding="UTF-8", standalone=True)
	types = parse_xml_part(parts["[Content_Types].xml"], "[Content_Types].xml")
	if not any(node.get("Extension", "").lower() == "png" for node in types.iter(f"{_CT}Default")):
		node = etree.Element(f"{_CT}Default", Extension="png", ContentType="image/png")
		types.insert(0, node)
		parts["[Content_Types].xml"] = etree.tostring(
			types, xml_declaration=True, encoding="UTF-8", standalone=True
		)


def _anchor(
	number: int,
	name: str,
	left_mm: float,
	top_mm: float,
	width_mm: float,
	height_mm: float,
	uri: str,
	graphic: str,
) -> str:
	left, top = gb.mm_to_emu(left_mm), gb.mm_to_emu(top_mm)
	width, height = gb.mm_to_emu(width_mm), gb.mm_to_emu(height_mm)
	frame = f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
	shape = graphic.format(frame=f'{frame}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>')
	return (
		'<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
		f'relativeHeight="{251658240 + number}" behindDoc="0" locked="1" layoutInCell="1" allowOverlap="1">'
		'<wp:simplePos x="0" y="0"/>'
		f'<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
		f'<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
		f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
		f'<wp:docPr id="{number}" name="{name}"/><wp:cNvGraphicFramePr/>'
		f'<a:graphic><a:graphicData uri="{uri}">{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing>'
	)


def _picture(number: int, left_mm: float, top_mm: float, size_mm: float, name: str, rel_id: str) -> str:
	graphic = (
		f'<pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/>'
		f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{rel_id}"/><a:stretch><a:fillRect/></a:stretch>'
		"</pic:blipFill><pic:spPr>{frame}</pic:spPr></pic:pic>"
	)
	drawing = _anchor(number, name, left_mm, top_mm, size_mm, size_mm, _PIC, graphic)
	return f'<w:r {NAMESPACES} xmlns:r="{_R}">{drawing}</w:r>'


def _words(
	number: int,
	lines: tuple[str, ...],
	left_mm: float,
	top_mm: float,
	height_mm: float,
	*,
	name: str = WORDS,
	size: int = 15,
	line: int = 200,
	align: str = "left",
) -> str:
	paragraph = (
		f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
		f'<w:ind w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="{align}"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="仿宋_GB2312" '
		f'w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
		"<w:t>{text}</w:t></w:r></w:p>"
	)
	content = "".join(paragraph.format(text=escape(text)) for text in lines)
	graphic = (
		'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>{frame}<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
		f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
		'<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr" '
		'anchorCtr="0"><a:noAutofit/></wps:bodyPr></wps:wsp>'
	)
	drawing = _anchor(number, name, left_mm, top_mm, WORDS_WIDTH_MM, height_mm, _WPS, graphic)
	return (
		f'<w:r {NAMESPACES}><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
		"</mc:AlternateContent></w:r>"
	)
