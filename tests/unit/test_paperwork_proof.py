"""Templates read like a proof-reader: all mistakes, with the tag, the paragraph and the field that was meant."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest

from deputy_affairs.paperwork import catalogue, proof, snippets
from deputy_affairs.paperwork.errors import (
	TemplateFileError,
	TemplateSyntaxError,
	UnknownFieldError,
	UnsafeExpressionError,
)


def edited(*lines: str, kind: str = "reply_letter") -> bytes:
	"""The stock form with lines at its end."""
	document = docx.Document(io.BytesIO(catalogue.form(kind).build()))
	for line in lines:
		document.add_paragraph(line)
	return saved(document)


def saved(document) -> bytes:
	buffer = io.BytesIO()
	document.save(buffer)
	return buffer.getvalue()


def read(*lines: str):
	return proof.read(edited(*lines), "reply_letter")[1]


@pytest.mark.parametrize("kind", [form.KIND for form in catalogue.forms()])
def test_stock_forms_have_no_mistake_and_lack_nothing(kind):
	template, mistakes = proof.read(catalogue.form(kind).build(), kind)
	assert mistakes == []
	assert proof.lacking(kind, template) == []


@pytest.mark.parametrize(
	("written", "meant"),
	[
		("reply.contact_phnoe", "reply.contact_phone"),
		("reply.联系电话", "reply.contact_phone"),
		("contact_phone", "reply.contact_phone"),
		("suggestion.contact_phone", "reply.contact_phone"),
		("reply.answers.anser", "reply.answers.answer"),
		("suggestion.numbertext", "suggestion.number_text"),
		("suggestion.titel", "suggestion.title"),
	],
)
def test_nearest_field(written, meant):
	assert proof.nearest(written, "reply_letter")[0] == meant


def test_nothing_near_is_nothing_suggested():
	assert proof.nearest("reply.xyzzy", "reply_letter") is None


def test_all_mistakes_at_once_in_the_order_of_the_text():
	mistakes = read(
		"电话：{{ reply.contact_phnoe }}。",
		"{{ ''.__class__.__mro__ }}",
		"{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
		"{{ reply.number | }}",
		"{{ reply.issued_on|cndate }}",
		"{%p for a in reply.answers %}",
		"{{ a.anser }}",
		"{%p endfor %}",
		"{%p if reply.body %}",
	)
	assert [type(mistake) for mistake in mistakes] == [
		UnknownFieldError,
		UnsafeExpressionError,
		UnsafeExpressionError,
		TemplateSyntaxError,
		UnsafeExpressionError,
		UnknownFieldError,
		TemplateSyntaxError,
	]
	first = mistakes[0]
	assert (first.tag, first.paragraph) == ("{{ reply.contact_phnoe }}", "电话：{{ reply.contact_phnoe }}。")
	assert first.nearest == ("reply.contact_phone", "联系电话")
	assert mistakes[5].name == "reply.answers.anser"


def test_what_is_lacking_is_named():
	document = docx.Document(io.BytesIO(catalogue.form("reply_letter").build()))
	for paragraph in document.paragraphs:
		if "contact_phone" in paragraph.text:
			paragraph.clear()
	template, mistakes = proof.read(saved(document), "reply_letter")
	assert mistakes == []
	assert "reply.contact_phone" in [field.name for field in proof.lacking("reply_letter", template)]


@pytest.mark.parametrize("kind", [form.KIND for form in catalogue.forms()])
def test_every_piece_to_copy_can_be_pasted(kind):
	pieces = snippets.of(kind)
	assert pieces
	for piece in pieces:
		code = piece["code"]
		if code.startswith("|") or "循环内" in piece["label"]:
			continue
		document = docx.Document(io.BytesIO(catalogue.form(kind).build()))
		lines = code.split("\n")
		if "{%tr" in code:
			table = document.add_table(len(lines), 1)
			for row, line in zip(table.rows, lines, strict=True):
				row.cells[0].text = line
		else:
			for line in lines:
				document.add_paragraph(line)
		_template, mistakes = proof.read(saved(document), kind)
		# a field that is empty in the example is no mistake of the piece
		assert [str(error) for error in mistakes if "is empty" not in str(error)] == [], code


def test_a_bomb_and_a_large_file_are_refused():
	buffer = io.BytesIO(edited())
	with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
		archive.writestr("word/media/image9.png", b"\0" * 30_000_000)
	(error,) = proof.read(buffer.getvalue(), "reply_letter")[1]
	assert isinstance(error, TemplateFileError) and "tightly" in str(error)
	(error,) = proof.read(b"x" * 10_000_001, "reply_letter")[1]
	assert "megabytes" in str(error)


def test_the_worked_example_of_the_guide_is_accepted():
	guide = Path(__file__).parents[2].joinpath("docs/templates.md").read_text(encoding="utf-8")
	blocks = re.findall(r"```\n(.*?)```", guide, re.DOTALL)
	assert len(blocks) == 3
	assert read(*(line for block in blocks for line in block.strip().split("\n"))) == []
