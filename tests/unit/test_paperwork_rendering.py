"""Filling templates: strict, escaped, sandboxed, the same every time."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from deputy_affairs.paperwork.rendering import (
	FieldValueError,
	MissingFieldError,
	TemplateFileError,
	TemplateSyntaxError,
	UnsafeExpressionError,
	compile_template,
)


def template(*lines: str, header: str = "") -> bytes:
	document = Document()
	for line in lines:
		document.add_paragraph(line)
	if header:
		document.sections[0].header.paragraphs[0].text = header
	buffer = io.BytesIO()
	document.save(buffer)
	return buffer.getvalue()


def render(context: dict, *lines: str) -> list[str]:
	data = compile_template(template(*lines)).render(context)
	return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def test_values_conditions_and_loops():
	context = {
		"reply": {"number": "云政函〔2026〕12号", "round": 2, "answers": [{"text": "甲"}, {"text": "乙"}]}
	}
	assert render(
		context,
		"{{ reply.number }}{% if reply.round > 1 %}（再次）{% endif %}",
		"{%p for answer in reply.answers %}",
		"{{ loop.index|cn_numeral }}、{{ answer.text }}",
		"{%p endfor %}",
	) == ["云政函〔2026〕12号（再次）", "一、甲", "二、乙"]


def test_tag_torn_over_runs_is_made_whole():
	document = Document()
	paragraph = document.add_paragraph()
	for piece in ("{", "{ reply", ".num", "ber }", "}"):
		paragraph.add_run(piece).bold = piece == ".num"
	buffer = io.BytesIO()
	document.save(buffer)
	result = compile_template(buffer.getvalue()).render({"reply": {"number": "1号"}})
	assert Document(io.BytesIO(result)).paragraphs[0].text == "1号"


def test_header_is_filled():
	data = compile_template(template("x", header="{{ a.b }}")).render({"a": {"b": "页眉"}})
	assert Document(io.BytesIO(data)).sections[0].header.paragraphs[0].text == "页眉"


# ------------------------------------------------------------------------------------------- missing fields


@pytest.mark.parametrize(
	("context", "line", "name"),
	[
		({"reply": {}}, "{{ reply.contact_phone }}", "reply.contact_phone"),
		({"reply": {"contact_phone": None}}, "{{ reply.contact_phone }}", "reply.contact_phone"),
		({"reply": {"contact_phone": ""}}, "{{ reply.contact_phone }}", "reply.contact_phone"),
		({"reply": {"contact_phone": " \u200e\n"}}, "{{ reply.contact_phone }}", "reply.contact_phone"),
		({}, "{{ reply.contact_phone }}", "reply.contact_phone"),
		({}, "{{ reply }}", "reply"),
		({"reply": {"previous": None}}, "{{ reply.previous.number }}", "reply.previous.number"),
		({"reply": {}}, "{{ reply.date|cn_date }}", "reply.date"),
		({"reply": {"date": None}}, "{{ reply.date|cn_date }}", "reply.date"),
		({"reply": {}}, "{% if reply.public %}x{% endif %}", "reply.public"),
		({}, "{% if public %}x{% endif %}", "public"),
		({"reply": {"round": None}}, "{% if reply.round > 1 %}x{% endif %}", "reply.round"),
		({"reply": {"rows": None}}, "{% for row in reply.rows %}x{% endfor %}", "reply.rows"),
		({"reply": {"body": ""}}, "{% for line in reply.body|paragraphs %}x{% endfor %}", "reply.body"),
		({"reply": {}}, '{{ reply["number"] }}', "reply.number"),
		({"reply": {"a": ""}}, "{{ 'x' + reply.a }}", "reply.a"),
		({"reply": {"a": None}}, "{{ reply.a + 'x' }}", "reply.a"),
	],
)
def test_missing_field_is_an_error_that_names_it(context, line, name):
	compiled = compile_template(template(line))
	with pytest.raises(MissingFieldError) as error:
		compiled.render(context)
	assert error.value.name == name
	assert name in str(error.value)


def test_missing_field_in_a_list_names_list_and_row():
	compiled = compile_template(template("{% for item in assignment.items %}{{ item.title }}{% endfor %}"))
	with pytest.raises(MissingFieldError) as error:
		compiled.render({"assignment": {"items": [{"title": "甲"}, {"title": None}]}})
	assert (error.value.name, error.value.row, error.value.empty) == ("assignment.items.title", 2, True)


@pytest.mark.parametrize("empty", [None, "", [], False])
def test_optional_field_may_be_empty_in_a_condition(empty):
	assert render({"a": empty}, "x{% if a %}{{ a }}{% endif %}") == ["x"]


def test_fields_are_listed_with_loop_variables_resolved():
	compiled = compile_template(
		template(
			"{{ reply.number }}{% if reply.round > 1 %}{{ reply.previous.date|cn_date }}{% endif %}",
			"{%p for row in reply.answers %}",
			"{{ loop.index }}{{ row.text }}{% for line in row.body|paragraphs %}{{ line.text }}{% endfor %}",
			"{%p endfor %}",
			header="{{ congress.name }}",
		)
	)
	assert compiled.fields() == {
		"congress.name",
		"reply.number",
		"reply.round",
		"reply.previous.date",
		"reply.answers",
		"reply.answers.text",
		"reply.answers.body",
	}


@pytest.mark.parametrize("value", [1.5, b"x", object(), {1, 2}])
def test_value_that_is_no_plain_data_is_refused(value):
	with pytest.raises(FieldValueError, match=r"a\.b"):
		render({"a": {"b": value}}, "{{ a.b }}")


@pytest.mark.parametrize(
	("context", "line"),
	[
		({"a": True}, "{{ a }}"),
		({"a": ["x"]}, "{{ a }}"),
		({"a": {"b": 1}}, "{{ a }}"),
		({"a": "明天"}, "{{ a|cn_date }}"),
		({"a": 5}, "{% for x in a %}{{ x }}{% endfor %}"),
		({"a": "x"}, "{% if a > 1 %}x{% endif %}"),
		({"a": {"b": 1}}, "{% for x in a %}{{ x }}{% endfor %}"),
	],
)
def test_value_of_the_wrong_kind_is_an_error(context, line):
	with pytest.raises(FieldValueError):
		render(context, line)


# --------------------------------------------------------------------------------------------- hostile values

HOSTILE = [
	"{{7*7}}",
	"{% for x in y %}",
	"{{ config }}{# c #}",
	"{_{ 7*7 }_}",
	"{%p if x %}",
	"</w:t></w:r></w:p><w:p><w:r><w:t>x",
	"<w:p>&amp;&lt;",
	"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
	"a & b < c > d \" ' `",
	"]]>",
	"😀👨‍👩‍👧𠮷",
	"=cmd|'/c calc'!A1",
	"﷽ العربية עברית",
	"甲\u3000乙  丙",
	" 前后有空格 ",
	"第一行\n第二行\n\n第四行\t后面",
	"%s %d {0} ${x} #{x}",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_value_comes_out_as_the_same_text(value):
	assert render({"a": value}, "{{ a }}", "end") == [value, "end"]


def test_control_and_direction_characters_are_removed():
	assert render({"a": "甲\x00\x07\x0b\x1b乙\u202e丙\ufeff\ud800\ufffe丁"}, "{{ a }}") == ["甲\n乙丙丁"]


def test_very_long_value():
	value = "汉字&<" * 25_000
	assert render({"a": value}, "{{ a }}") == [value]


def test_markup_objects_are_text_like_any_other():
	class Markup(str):
		def __html__(self):
			return "<w:p/>"

		def __str__(self):
			return "<w:p/>"

	assert render({"a": Markup("<b>")}, "{{ a }}") == ["<b>"]


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200).filter(
	lambda text: text.strip()
)


@settings(max_examples=200, deadline=None)
@given(_TEXT)
def test_what_goes_in_as_text_comes_out_as_the_same_text(value):
	from deputy_affairs.paperwork.text import clean

	if not clean(value).strip():
		return
	(result,) = render({"a": value}, "{{ a }}")
	assert result == clean(value)


@given(st.text())
def test_cleaning_only_takes_away_controls(value):
	from deputy_affairs.paperwork.text import clean

	cleaned = clean(value)
	assert clean(cleaned) == cleaned
	kept = re.sub(
		"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u200e\u200f\u2028-\u202e\u2066-\u2069]", "", value
	)
	assert re.sub("[\n\t]", "", cleaned) == kept


# ------------------------------------------------------------------------------------------- hostile templates


@pytest.mark.parametrize(
	"line",
	[
		"{{ ''.__class__.__mro__ }}",
		"{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}",
		"{{ reply.__class__ }}",
		"{{ reply['__class__'] }}",
		"{{ 'a'.format(1) }}",
		"{{ reply.number.format(1) }}",
		"{{ lipsum() }}",
		"{{ range(10) }}",
		"{{ cycler('a') }}",
		"{{ self.x() }}",
		"{{ 'a' * 1000000000 }}",
		"{{ 9 ** 999999 }}",
		"{{ '%c' % 88 }}",
		"{{ reply|attr('x') }}",
		"{{ reply|safe }}",
		"{{ reply|default('') }}",
		"{{ x|map('upper') }}",
		"{% include 'x' %}",
		"{% import 'x' as y %}",
		"{% extends 'x' %}",
		"{% macro m() %}{% endmacro %}",
		"{% set x = 1 %}",
		"{% with x = 1 %}{% endwith %}",
		"{% filter upper %}x{% endfilter %}",
		"{% block x %}{% endblock %}",
		"{% autoescape false %}x{% endautoescape %}",
		"{{ namespace(x=1) }}",
		"{% for a in x recursive %}{{ loop(a) }}{% endfor %}",
		"{% for a in x if a.b %}{% endfor %}",
		"{% for a in x %}{% for b in x %}{% for c in x %}{% for d in x %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
		"{{ [1, 2][0:1] }}",
		"{{ reply[reply.key] }}",
		"{{ {'a': 1} }}",
		"{{ reply is defined }}",
		"{{ reply.a ~ 'x' }}",
	],
)
def test_template_that_does_more_than_print_is_refused(line):
	with pytest.raises((UnsafeExpressionError, TemplateSyntaxError)):
		compile_template(template(line))


@pytest.mark.parametrize(
	"line",
	[
		"{{ 'a'.format }}",
		"{{ reply.number.upper }}",
		"{{ items.append }}",
		"{{ loop.cycle }}",
		"{{ rows[0].x }}",
	],
)
def test_python_attributes_cannot_be_reached(line):
	compiled = compile_template(template("{% for row in rows %}" + line + "{% endfor %}"))
	with pytest.raises((UnsafeExpressionError, MissingFieldError)):
		compiled.render({"reply": {"number": "x"}, "items": ["y"], "rows": ["z"]})


def test_globals_of_jinja_are_unknown_fields():
	with pytest.raises(MissingFieldError, match="cycler"):
		render({}, "{{ cycler }}")


def test_error_shows_the_paragraph():
	with pytest.raises(TemplateSyntaxError) as error:
		compile_template(template("第一段", "发文字号 {% if reply.number %}{{ reply.number }}", "第三段"))
	with pytest.raises(TemplateSyntaxError) as error:
		compile_template(template("第一段", "发文字号 {{ reply.number | }} 号", "第三段"))
	assert error.value.paragraph == "发文字号 {{ reply.number | }} 号"
	with pytest.raises(UnsafeExpressionError) as unsafe:
		compile_template(template("第一段", "这里 {{ x() }}", "第三段"))
	assert unsafe.value.paragraph == "这里 {{ x() }}"


def test_condition_that_begins_in_a_paragraph_and_ends_in_a_table_is_explained():
	document = Document()
	document.add_paragraph("{% if a %}x")
	document.add_table(1, 1).cell(0, 0).text = "y{% endif %}"
	buffer = io.BytesIO()
	document.save(buffer)
	with pytest.raises(TemplateSyntaxError, match="ends in another"):
		compile_template(buffer.getvalue()).render({"a": ""})


# ------------------------------------------------------------------------------------------------------ files


def _with(data: bytes, **changes: bytes) -> bytes:
	buffer = io.BytesIO()
	with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
		for info in old.infolist():
			if info.filename not in changes:
				new.writestr(info, old.read(info))
		for name, content in changes.items():
			new.writestr(name, content)
	return buffer.getvalue()


def _document_xml(data: bytes) -> bytes:
	with zipfile.ZipFile(io.BytesIO(data)) as archive:
		return archive.read("word/document.xml")


@pytest.mark.parametrize("data", [b"", b"PK", b"<html>", b"\xd0\xcf\x11\xe0" + b"\x00" * 600])
def test_what_is_no_docx_is_refused(data):
	with pytest.raises(TemplateFileError):
		compile_template(data)


def test_truncated_file_is_refused():
	data = template("x")
	for size in range(100, len(data), 997):
		with pytest.raises(TemplateFileError):
			compile_template(data[:size])


def test_macros_are_refused():
	with pytest.raises(TemplateFileError, match="macros"):
		compile_template(_with(template("x"), **{"word/vbaProject.bin": b"x"}))


def test_entities_are_refused():
	data = template("x")
	evil = b'<!DOCTYPE w [<!ENTITY e "x">]>' + _document_xml(data).split(b"?>", 1)[1]
	with pytest.raises(TemplateFileError, match="document type"):
		compile_template(_with(data, **{"word/document.xml": evil}))


@pytest.mark.parametrize(
	"code", ['INCLUDEPICTURE "http://x/y.png"', "DDEAUTO c:\\x", 'INCLUDETEXT "/etc/passwd"']
)
def test_fields_that_fetch_are_refused(code):
	data = template("x")
	field = f"<w:r><w:instrText>{code}</w:instrText></w:r></w:p>".encode()
	with pytest.raises(TemplateFileError, match="field"):
		compile_template(
			_with(data, **{"word/document.xml": _document_xml(data).replace(b"</w:p>", field, 1)})
		)


def test_linked_files_are_refused():
	rels = (
		b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
		b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
		b'Target="http://x/y.dotm" TargetMode="External"/></Relationships>'
	)
	with pytest.raises(TemplateFileError, match="links to"):
		compile_template(_with(template("x"), **{"word/_rels/settings.xml.rels": rels}))


@pytest.mark.parametrize(
	("run", "reason"),
	[
		("<w:ins w:id='1' w:author='x'><w:r/></w:ins>", "tracked"),
		("<w:r><w:commentReference w:id='0'/></w:r>", "comments"),
	],
)
def test_drafts_are_refused(run, reason):
	data = template("x")
	xml = _document_xml(data).replace(b"</w:p>", run.encode() + b"</w:p>", 1)
	with pytest.raises(TemplateFileError, match=reason):
		compile_template(_with(data, **{"word/document.xml": xml}))


@pytest.mark.parametrize("tag", ["{{p a }}", "{{r a }}"])
def test_value_that_word_would_not_show_is_an_error(tag):
	with pytest.raises(TemplateSyntaxError, match="outside a text"):
		compile_template(template(tag)).render({"a": "甲"})


def test_default_in_words_is_possible():
	assert render({"a": "", "b": "乙"}, "{{ a or '无' }}{{ b or '无' }}{{ 'x' if a else 'y' }}") == ["无乙y"]


def test_big_template_compiles_in_reasonable_time():
	import time

	start = time.monotonic()
	compiled = compile_template(template(*(f"第{number}段 {{{{ a }}}}" for number in range(1500))))
	assert len(compiled.render({"a": "甲"})) > 1000
	assert time.monotonic() - start < 20


def test_same_template_and_values_give_the_same_bytes():
	source = template("{{ a }}", header="{{ a }}")
	first = compile_template(source).render({"a": "甲"})
	again = compile_template(source)
	assert again.render({"a": "甲"}) == first == again.render({"a": "甲"})
	assert again.render({"a": "乙"}) != first


def test_context_is_not_changed():
	context = {"a": {"b": ["x\x00"], "c": None}}
	compile_template(template("{% for x in a.b %}{{ x }}{% endfor %}")).render(context)
	assert context == {"a": {"b": ["x\x00"], "c": None}}


def test_properties_name_the_letter_and_no_tool():
	data = compile_template(template("{{ a }}")).render(
		{"a": "x"}, title="关于 {{ x }} & 的答复", author="云溪镇人民政府", created="2026-05-08"
	)
	properties = Document(io.BytesIO(data)).core_properties
	assert properties.title == "关于 {{ x }} & 的答复"
	assert properties.author == properties.last_modified_by == "云溪镇人民政府"
	assert properties.created.isoformat()[:10] == "2026-05-08"
	with zipfile.ZipFile(io.BytesIO(data)) as archive:
		assert b"python-docx" not in b"".join(archive.read(name) for name in archive.namelist())
