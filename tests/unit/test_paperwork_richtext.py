"""Rich text as readable lines; everything else untouched; values never run, whatever was typed."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.paperwork import text
from deputy_affairs.paperwork.rendering import compile_template
from deputy_affairs.paperwork.richtext import readable


@pytest.mark.parametrize(
	("rich", "lines"),
	[
		(
			'<div class="ql-editor read-mode"><p>一、情况</p><p><br></p><p>甲&amp;乙</p></div>',
			["一、情况", "甲&乙"],
		),
		("<ol><li>甲</li><li>乙</li></ol>", ["1. 甲", "2. 乙"]),
		("<ul><li>甲</li><li>乙<br>丙</li></ul>", ["— 甲", "— 乙", "丙"]),
		('<ol start="3"><li>甲</li></ol>', ["3. 甲"]),
		(
			'<ol><li data-list="bullet"><span class="ql-ui"></span>甲</li><li data-list="ordered">乙</li></ol>',
			["— 甲", "1. 乙"],
		),
		("<p>前</p><ul><li>甲<ol><li>子</li></ol></li><li>乙</li></ul>", ["前", "— 甲", "1. 子", "— 乙"]),
		(
			"<table><tbody><tr><th>村</th><th>公里</th></tr><tr><td><p>上村</p></td><td>3</td></tr></tbody></table>",
			["村　｜　公里", "上村　｜　3"],
		),
		("<p>甲</p><style>p{color:red}</style><script>alert(1)</script><p>乙</p>", ["甲", "乙"]),
		("<p class=MsoNormal>从Word粘贴<o:p></o:p></p>", ["从Word粘贴"]),
		("<p>{{7*7}}</p>", ["{{7*7}}"]),
		("<p>&lt;b&gt;不是标签&lt;/b&gt;</p>", ["<b>不是标签</b>"]),
	],
)
def test_rich_text_becomes_lines(rich, lines):
	assert readable(rich).split("\n") == lines


@pytest.mark.parametrize(
	"plain",
	[
		"",
		"甲\n乙",
		"3<5，且7>6",
		"<甲>乙</甲>",
		"<b>粗</b>",
		"<p>没有结束",
		"{{7*7}}",
		"<w:p><w:r/></w:p>",
		" <p",
	],
)
def test_plain_text_is_untouched(plain):
	assert readable(plain) == plain


@given(st.text(alphabet="<>/pdivultrable \n甲=\"'&;0", max_size=200))
def test_anything_can_be_read(value):
	assert isinstance(readable(f"<p>{value}</p>"), str)


def filled(value: str) -> list[str]:
	document = docx.Document()
	for line in ("{%p for line in a.b|paragraphs %}", "{{ line.text }}", "{%p endfor %}"):
		document.add_paragraph(line)
	buffer = io.BytesIO()
	document.save(buffer)
	result = compile_template(buffer.getvalue()).render({"a": {"b": value}})
	return [paragraph.text for paragraph in docx.Document(io.BytesIO(result)).paragraphs]


@pytest.mark.parametrize(
	("typed", "printed"),
	[
		("{{7*7}}", ["{{7*7}}"]),
		("{% for x in y %}", ["{% for x in y %}"]),
		("</w:t></w:r><w:r><w:t>乙", ["</w:t></w:r><w:r><w:t>乙"]),
		("甲\x00\x0b乙", ["甲", "乙"]),
		("谢谢😀", ["谢谢😀"]),
		("a\u202eb\u200fc", ["abc"]),
		("甲\r\n乙\u2028丙", ["甲", "乙", "丙"]),
		("1. 甲\n2. 乙", ["1. 甲", "2. 乙"]),
		("<ol><li>甲</li><li>乙</li></ol>", ["1. 甲", "2. 乙"]),
		("字" * 100_000, ["字" * 100_000]),
	],
)
def test_values_are_printed_and_never_run(typed, printed):
	assert filled(typed) == printed


@pytest.mark.parametrize(
	("pair", "name"),
	[
		((19, 3), "第十九届人民代表大会第三次会议"),
		(["20", "1"], "第二十届人民代表大会第一次会议"),
	],
)
def test_ordinal_meetings(pair, name):
	assert text.meeting_name(pair) == name


@pytest.mark.parametrize("value", [(19,), "19-3", (19, 3, 1), 5, ("十九", "三")])
def test_what_is_no_meeting_is_refused(value):
	with pytest.raises(ValueError):
		text.meeting_name(value)
