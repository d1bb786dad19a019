"""DrawingML pieces of the letter head: coloured bars and a text box, fixed to the page, to the EMU.

The double lines are drawn as two filled bars instead of one compound line: LibreOffice and older WPS draw a
compound line as a single one, bars look the same everywhere and their edges can be measured.
"""

from __future__ import annotations

from docx.oxml import parse_xml

from . import gb9704 as gb

NAMESPACES = (
	'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
	'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
	'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
	'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
	'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
	'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def _anchor(
	number: int, name: str, left: int, top: int, width: int, height: int, shape: str, *, behind: bool = True
) -> str:
	return (
		f'<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
		f'relativeHeight="{251658240 + number}" behindDoc="{int(behind)}" locked="1" layoutInCell="1" allowOverlap="1">'
		f'<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset>'
		f'</wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
		f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
		f'<wp:docPr id="{number}" name="{name}"/><wp:cNvGraphicFramePr/>'
		f'<a:graphic><a:graphicData uri="{_WPS}">{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing>'
	)


def _geometry(width: int, height: int) -> str:
	return (
		f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
		'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
	)


def bar(number: int, name: str, *, left_mm: float, top_mm: float, width_mm: float, height_mm: float):
	"""A run with a red bar at a fixed place of the page (lengths in millimetres from its upper left corner)."""
	left, top = gb.mm_to_emu(left_mm), gb.mm_to_emu(top_mm)
	width, height = gb.mm_to_emu(width_mm), gb.mm_to_emu(height_mm)
	shape = (
		f"<wps:wsp><wps:cNvSpPr/><wps:spPr>{_geometry(width, height)}<a:solidFill>"
		f'<a:srgbClr val="{gb.RED}"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>'
	)
	points = [gb.mm_to_pt(value) for value in (left_mm, top_mm, width_mm, height_mm)]
	vml = (
		'<w:pict><v:rect style="position:absolute;margin-left:{:.2f}pt;margin-top:{:.2f}pt;width:{:.2f}pt;'
		"height:{:.2f}pt;z-index:-1;mso-position-horizontal-relative:page;"
		'mso-position-vertical-relative:page" fillcolor="#{}" stroked="f"/></w:pict>'
	).format(*points, gb.RED)
	return parse_xml(
		f'<w:r {NAMESPACES}><mc:AlternateContent><mc:Choice Requires="wps">'
		f"{_anchor(number, name, left, top, width, height, shape)}</mc:Choice>"
		f"<mc:Fallback>{vml}</mc:Fallback></mc:AlternateContent></w:r>"
	)


def text_box(
	number: int, name: str, content: str, *, left_mm: float, top_mm: float, width_mm: float, height_mm: float
):
	"""A run with a box without border or inner margin that holds ``content`` (paragraphs as XML)."""
	left, top = gb.mm_to_emu(left_mm), gb.mm_to_emu(top_mm)
	width, height = gb.mm_to_emu(width_mm), gb.mm_to_emu(height_mm)
	shape = (
		f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>{_geometry(width, height)}<a:noFill/>'
		f"<a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
		'<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t" '
		'anchorCtr="0"><a:noAutofit/></wps:bodyPr></wps:wsp>'
	)
	return parse_xml(
		f'<w:r {NAMESPACES}><mc:AlternateContent><mc:Choice Requires="wps">'
		f"{_anchor(number, name, left, top, width, height, shape, behind=False)}</mc:Choice></mc:AlternateContent></w:r>"
	)
