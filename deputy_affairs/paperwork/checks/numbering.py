"""Numbers that Word puts in front of paragraphs by itself: how they look and how far they are indented.

They are not counted: “二、” is seen as “一、”, which is enough to tell the level of a heading and its punctuation.
"""

from __future__ import annotations

import re

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = re.compile(r"chinese|japanese|taiwanese|ideograph")


class Numbering:
	"""The lists of a document, from its numbering part."""

	def __init__(self, root: etree._Element | None):
		self._lists: dict[str, dict[str, etree._Element]] = {}
		if root is None:
			return
		kinds = {node.get(f"{W}abstractNumId"): node for node in root.findall(f"{W}abstractNum")}
		for number in root.findall(f"{W}num"):
			link = number.find(f"{W}abstractNumId")
			kind = kinds.get(link.get(f"{W}val")) if link is not None else None
			levels = list(kind.findall(f"{W}lvl")) if kind is not None else []
			levels += number.findall(f"{W}lvlOverride/{W}lvl")
			self._lists[number.get(f"{W}numId")] = {level.get(f"{W}ilvl"): level for level in levels}

	def level(self, sources: list[etree._Element]) -> etree._Element | None:
		"""The level that the nearest of these paragraph properties puts a paragraph on."""
		for source in sources:
			node = source.find(f"{W}numPr")
			if node is None:
				continue
			number, level = node.find(f"{W}numId"), node.find(f"{W}ilvl")
			levels = self._lists.get(number.get(f"{W}val") if number is not None else "", {})
			return levels.get(level.get(f"{W}val") if level is not None else "0")
		return None


def prefix(level: etree._Element | None) -> str:
	"""The number as it looks on the first paragraph of the list, "" for bullets."""
	if level is None:
		return ""
	form, text = level.find(f"{W}numFmt"), level.find(f"{W}lvlText")
	kind = form.get(f"{W}val") or "" if form is not None else "decimal"
	if kind in ("bullet", "none"):
		return ""
	sign = "一" if _CHINESE.match(kind) else "1" if kind.startswith("decimal") else "?"
	return re.sub(r"%\d", sign, text.get(f"{W}val") or "" if text is not None else "")
