"""The small QR code and the code word on an issued paper: below the type area of the last page, at its left.

The place is free on every page of GB/T 9704-2012: page numbers stand 7 mm below the type area, the second red
line of a letter 20 mm above the lower edge; the code begins below both.
"""

from __future__ import annotations

import io

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
	last.append(etree.fromstring(_picture(number + 1)))
	last.append(etree.fromstring(_words(number + 2, code_word)))
	parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
	_add_image(parts, address)
	return write(parts)


def qr_png(address: str) -> bytes:
	"""The QR code as a picture, with the quiet zone on which scanners rely."""
	buffer = io.BytesIO()
	segno.make(address, error="m", micro=False).save(buffer, kind="png", scale=8, border=2)
	return buffer.getvalue()


def _add_image(parts: dict[str, bytes], address: str) -> None:
	parts[_IMAGE_PART] = qr_png(address)
	rels = parse_xml_part(parts[_RELS], _RELS)
	target = _IMAGE_PART.removeprefix("word/")
	etree.SubElement(rels, f"{_REL}Relationship", Id=_REL_ID, Type=_IMAGE_REL, Target=target)
	parts[_RELS] = etree.tostring(rels, xml_declaration=True, encoding="UTF-8", standalone=True)
	types = parse_xml_part(parts["[Content_Types].xml"], "[Content_Types].xml")
	if not any(node.get("Extension", "").lower() == "png" for node in types.iter(f"{_CT}Default")):
		node = etree.Element(f"{_CT}Default", Extension="png", ContentType="image/png")
		types.insert(0, node)
		parts["[Content_Types].xml"] = etree.tostring(
			types, xml_declaration=True, encoding="UTF-8", standalone=True
		)


def _anchor(number: int, name: str, left_mm: float, width_mm: float, uri: str, graphic: str) -> str:
	left, top = gb.mm_to_emu(left_mm), gb.mm_to_emu(TOP_MM)
	width, height = gb.mm_to_emu(width_mm), gb.mm_to_emu(QR_MM)
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


def _picture(number: int) -> str:
	graphic = (
		f'<pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr><pic:cNvPr id="{number}" name="{PICTURE}"/><pic:cNvPicPr/>'
		f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{_REL_ID}"/><a:stretch><a:fillRect/></a:stretch>'
		"</pic:blipFill><pic:spPr>{frame}</pic:spPr></pic:pic>"
	)
	drawing = _anchor(number, PICTURE, LEFT_MM, QR_MM, _PIC, graphic)
	return f'<w:r {NAMESPACES} xmlns:r="{_R}">{drawing}</w:r>'


def _words(number: int, code_word: str) -> str:
	line = (
		'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/>'
		'<w:ind w:firstLine="0" w:firstLineChars="0"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="仿宋_GB2312" '
		'w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/><w:sz w:val="15"/><w:szCs w:val="15"/></w:rPr>'
		"<w:t>{text}</w:t></w:r></w:p>"
	)
	content = line.format(text=WORDS) + line.format(text=code_word)
	graphic = (
		'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>{frame}<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
		f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
		'<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr" '
		'anchorCtr="0"><a:noAutofit/></wps:bodyPr></wps:wsp>'
	)
	drawing = _anchor(number, WORDS, LEFT_MM + QR_MM + 1, WORDS_WIDTH_MM, _WPS, graphic)
	return (
		f'<w:r {NAMESPACES}><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
		"</mc:AlternateContent></w:r>"
	)
