"""Reading an office's template like a proof-reader: every mistake with its tag, its paragraph and what was meant.

Compiling stops at the first mistake; here a wrong tag is noted, made harmless and reading goes on.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import cache

import jinja2
from jinja2 import nodes
from lxml import etree

from deputy_affairs.rules.text import Text
from deputy_affairs.rules.text import mark as _

from . import catalogue, package, rendering, sandbox
from .errors import (
	TemplateError,
	TemplateFileError,
	TemplateSyntaxError,
	UnknownFieldError,
	UnsafeExpressionError,
)

MAX_FILE_BYTES = 10_000_000
MOST_MISTAKES = 50
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_MARKUP = re.compile(r"<[^>]+>")
_FOR = re.compile(r"\{%-?\s*for\s+(\w+)")
_WORD = re.compile(r"\{%-?\s*(\w+)")
_ENVIRONMENT = sandbox.PaperEnvironment()
# What makes a tag a whole template, so that it can be read by itself.
_WHOLE = {
	"if": ("", "{% endif %}"),
	"elif": ("{% if true %}", "{% endif %}"),
	"else": ("{% if true %}", "{% endif %}"),
	"endif": ("{% if true %}", ""),
	"for": ("", "{% endfor %}"),
	"endfor": ("{% for a_row in [] %}", ""),
}
_HARMLESS = {"if": "{% if true %}", "elif": "{% elif true %}"}
_ENOUGH, _ALIKE = 0.6, 0.75  # of difflib's ratio: for last parts of names, for whole names


def read(data: bytes, kind: str) -> tuple[rendering.Template | None, list[TemplateError]]:
	"""The compiled template, or ``None``, and all mistakes in the order of the text; without any it can be used.

	A template with no mistake has also been filled with the form's example.
	"""
	if len(data) > MAX_FILE_BYTES:
		return None, [
			TemplateFileError(Text(_("it is larger than {0} megabytes"), (MAX_FILE_BYTES // 1_000_000,)))
		]
	try:
		parts = package.read(data)
		mistakes = [
			mistake
			for name in package.templated_parts(parts)
			for mistake in _read_part(package.parse_xml_part(parts[name], name), kind)
		]
		if mistakes:
			return None, mistakes[:MOST_MISTAKES]
		template = rendering.compile_template(data)
		template.render(catalogue.form(kind).SAMPLE)
	except TemplateError as error:
		return None, [error]
	return template, []


def lacking(kind: str, template: rendering.Template) -> list[catalogue.Field]:
	"""Fields that the stock form prints and the template does not, in the order of the catalogue."""
	missing = _stock_fields(kind) - template.fields()
	return [
		field
		for field in catalogue.fields(kind)
		# of a list or group that is missing as a whole, only the list is named
		if field.name in missing and field.name.rpartition(".")[0] not in missing
	]


def nearest(name: str, kind: str) -> tuple[str, str] | None:
	"""Name and Chinese label of the field that was most likely meant; labels count as names."""
	fields = {field.name: field.label for field in catalogue.fields(kind)}
	by_last: dict[str, list[str]] = {}
	for known in fields:
		by_last.setdefault(known.rpartition(".")[2], []).append(known)
	group, _dot, last = name.rpartition(".")
	labels = {label.partition("（")[0]: known for known, label in fields.items()}
	if beside := difflib.get_close_matches(last, _of_group(fields, group), 1, _ENOUGH):
		found = [f"{group}.{beside[0]}" if group else beside[0]]
	elif last in by_last:  # the right field of another group
		found = difflib.get_close_matches(name, by_last[last], 1, 0)
	elif by_label := difflib.get_close_matches(last, labels, 1, _ENOUGH):
		found = [labels[by_label[0]]]
	elif by_end := difflib.get_close_matches(last, by_last, 1, _ENOUGH):
		found = by_last[by_end[0]]
	else:
		found = difflib.get_close_matches(name, fields, 1, _ALIKE)
	return (found[0], fields[found[0]]) if found else None


def _of_group(names: Iterable[str], group: str) -> list[str]:
	"""Last parts of the names that stand directly in a group."""
	return [name.rpartition(".")[2] for name in names if name.rpartition(".")[0] == group]


@cache
def _stock_fields(kind: str) -> frozenset[str]:
	return frozenset(rendering.compile_template(catalogue.form(kind).build()).fields())


def _read_part(root: etree._Element, kind: str) -> Iterator[TemplateError]:
	for refuse in (package.refuse_fields, package.refuse_drafts):
		try:
			refuse(root)
		except TemplateFileError as error:
			yield error
	source = rendering.tagged_source(etree.tostring(root, encoding="unicode"))
	lines = []
	found: list[tuple[int, TemplateError]] = []
	for number, line in enumerate(source.split("\n"), 1):
		kept, wrong = _read_tags(line)
		lines.append(kept)
		found += [(number, mistake) for mistake in wrong]
	tree, unclosed = _parse("\n".join(lines))
	if tree:
		found += _unknown(tree, lines, kind)
	yield from (mistake for _line, mistake in sorted(found, key=lambda pair: pair[0]))
	if unclosed:
		yield _syntax(unclosed, "\n".join(lines))


def _parse(source: str) -> tuple[nodes.Template | None, jinja2.TemplateSyntaxError | None]:
	"""The tree, if need be with what is left open closed at the end, and the first thing wrong with the whole."""
	first = None
	for _try in range(MOST_MISTAKES):
		try:
			return _ENVIRONMENT.parse(source), first
		except jinja2.TemplateSyntaxError as error:
			first = first or error
			if "Unexpected end of template" not in (error.message or ""):
				break
			source += "{% endfor %}" if "'endfor'" in error.message else "{% endif %}"
	return None, first


def _syntax(error: jinja2.TemplateSyntaxError, source: str) -> TemplateSyntaxError:
	return TemplateSyntaxError(rendering.plain_message(error), rendering.place_of(source, error.lineno))


def _read_tags(line: str) -> tuple[str, list[TemplateError]]:
	"""The line with its wrong tags made harmless, and what is wrong with them."""
	wrong: list[TemplateError] = []

	def look(match: re.Match) -> str:
		tag = match.group()
		mistake = _read_tag(tag, _words(line))
		if not mistake:
			return tag
		wrong.append(mistake)
		word = found.group(1) if (found := _WORD.match(tag)) else ""
		if word == "for":
			name = row.group(1) if (row := _FOR.match(tag)) else "a_row"
			return f"{{% for {name} in [] %}}"
		return _HARMLESS.get(word, "")

	return _TAG.sub(look, line), wrong


def _read_tag(tag: str, paragraph: str) -> TemplateError | None:
	shown = _words(tag)
	word = found.group(1) if (found := _WORD.match(tag)) else ""
	before, after = _WHOLE.get(word, ("", ""))
	try:
		tree = _ENVIRONMENT.parse(before + tag + after)
	except jinja2.TemplateSyntaxError as error:
		return TemplateSyntaxError(rendering.plain_message(error), paragraph, shown)
	for _line, reason in sandbox.check(tree):
		return UnsafeExpressionError(reason, paragraph, shown)
	return None


def _unknown(tree: nodes.Template, lines: list[str], kind: str) -> Iterator[tuple[int, TemplateError]]:
	known = {field.name for field in catalogue.fields(kind)}
	seen = set()
	for name, node in sandbox.uses(tree):
		paragraph = _words(lines[node.lineno - 1])
		if name in known or (name, paragraph) in seen:
			continue
		seen.add((name, paragraph))
		yield node.lineno, UnknownFieldError(name, nearest(name, kind), paragraph, _tag_of(node, paragraph))
	for line, reason in sandbox.check(tree):  # what only shows in the whole: loops within loops
		yield line, UnsafeExpressionError(reason, _words(lines[line - 1]))


def _tag_of(node: nodes.Node, paragraph: str) -> str:
	last = str(getattr(node, "attr", None) or getattr(node, "name", ""))
	return next((tag for tag in _TAG.findall(paragraph) if last and last in tag), "")


def _words(line: str) -> str:
	words = _MARKUP.sub("", line).strip()
	return (words[:120] + "…") if len(words) > 120 else words
