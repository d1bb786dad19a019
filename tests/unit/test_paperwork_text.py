"""Chinese wording of dates, numerals, names and lines; file names."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.paperwork import text
from deputy_affairs.paperwork.names import document_filename, safe_name


@pytest.mark.parametrize(
	("number", "words"),
	[
		(0, "零"),
		(1, "一"),
		(10, "十"),
		(12, "十二"),
		(19, "十九"),
		(20, "二十"),
		(101, "一百零一"),
		(110, "一百一十"),
		(1005, "一千零五"),
		(1050, "一千零五十"),
		(10000, "一万"),
		(10010, "一万零一十"),
		(110000, "十一万"),
		(20260301, "二千零二十六万零三百零一"),
	],
)
def test_numeral_is_read_as_in_chinese(number, words):
	assert text.cn_numeral(number) == words
	assert text.cn_numeral(str(number)) == words


def _value(words: str) -> int:
	"""Read Chinese numerals back: an independent little reader."""
	digits = {char: number for number, char in enumerate("零一二三四五六七八九")}
	total, section, digit = 0, 0, 0
	for char in words:
		if char == "万":
			total, section, digit = (section + digit) * 10_000, 0, 0
		elif char in "十百千":
			section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
			digit = 0
		else:
			digit = digits[char]
	return total + section + digit


@given(st.integers(0, 99_999_999))
def test_numeral_reads_back_as_the_same_number(number):
	words = text.cn_numeral(number)
	assert _value(words) == number
	assert "零零" not in words
	assert not words.endswith("零") or number == 0


@pytest.mark.parametrize("value", [-1, 100_000_000, "十", "1.5", "", True, None, 1.0, "٣"])
def test_numeral_refuses_what_is_no_whole_number(value):
	with pytest.raises(ValueError):
		text.cn_numeral(value)


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_date_follows_gb_7_3_5_4(day):
	words = text.cn_date(day.isoformat())
	assert re.fullmatch(r"\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日", words)
	assert tuple(map(int, re.findall(r"\d+", words))) == (day.year, day.month, day.day)
	assert text.cn_date(day) == words == text.cn_date(f"{day.isoformat()} 08:30:00")
	assert text.cn_year(day) == f"〔{day.year}〕"


@pytest.mark.parametrize("value", ["2026-02-30", "2026/03/01", "2026-3-1", "明天", "", None, 20260301])
def test_date_refuses_what_is_no_date(value):
	with pytest.raises(ValueError):
		text.cn_date(value)


@given(st.text(max_size=6))
def test_padded_name_keeps_its_characters(name):
	padded = text.pad_name(name)
	assert padded.replace("　", "") == name.strip().replace("　", "")
	assert len(padded) != 2 or not all("\u4e00" <= char <= "\u9fff" for char in padded)


def test_padded_name():
	assert text.pad_name("张三") == "张　三"
	assert text.pad_name("张建国") == "张建国"
	assert text.pad_name("欧阳志远") == "欧阳志远"
	assert text.pad_name("Li") == "Li"


def test_lines_know_their_level():
	lines = text.paragraphs(
		"开头\n一、基本情况\n\n（一）现状。渠道老化。\n1. 长度\n（1）东段\n1.5千米已修好\n　　末段"
	)
	assert [(line.level, line.text) for line in lines] == [
		(0, "开头"),
		(1, "一、基本情况"),
		(2, "（一）现状。渠道老化。"),
		(3, "1. 长度"),
		(4, "（1）东段"),
		(0, "1.5千米已修好"),
		(0, "末段"),
	]
	assert (lines[2].head, lines[2].rest) == ("（一）现状。", "渠道老化。")


@given(st.text())
def test_lines_keep_every_word(value):
	joined = "".join(line.text for line in text.paragraphs(value))
	blank = r"[\n \t\u3000\xa0]"
	assert re.sub(blank, "", joined) == re.sub(blank, "", value)
	assert all(line.head + line.rest == line.text for line in text.paragraphs(value))


@pytest.mark.parametrize(
	("title", "kind", "recipient", "name"),
	[
		("关于加强渠道管护的建议", "reply_letter", "", "关于加强渠道管护的答复.docx"),
		("关于加强渠道管护的建议", "reply_letter", "张三", "关于加强渠道管护的答复（张三）.docx"),
		("《关于加强渠道管护的建议》", "reply_letter", "", "关于加强渠道管护的答复.docx"),
		("关于修路的意见", "suggestion_form", "", "关于修路的建议.docx"),
		("关于修路的建议", "receipt_notice", "", "关于修路的建议受理告知单.docx"),
		("关于修路的建议", "assignment_notice", "", "关于修路的建议交办通知.docx"),
		("代表建议交办通知", "assignment_notice", "", "代表建议交办通知.docx"),
		("关于修路的建议", "opinion_form", "", "关于修路的建议征询意见表.docx"),
		('关于"A/B"路口:改造?的建议', "reply_letter", "", "关于 A B 路口 改造的答复.docx"),
		("../../etc/passwd", "reply_letter", "", "etc passwd的答复.docx"),
	],
)
def test_file_name(title, kind, recipient, name):
	assert document_filename(title, kind, recipient) == name


def test_file_name_of_a_second_reply():
	assert document_filename("关于修路的建议", "reply_letter", round=2) == "关于修路的再次答复.docx"


@given(
	st.text(max_size=300), st.sampled_from(["reply_letter", "suggestion_form", "other"]), st.text(max_size=40)
)
def test_file_name_is_safe_everywhere(title, kind, recipient):
	name = document_filename(title, kind, recipient)
	assert name.endswith(".docx")
	assert 5 < len(name) <= 80
	assert not re.search(r'[/\\:*?"<>|\x00-\x1f]', name)
	assert not name[:-5].endswith((".", " "))
	assert not name.startswith((".", " "))
	name.encode()


def test_reserved_device_names_are_avoided():
	assert safe_name("CON") == "_CON"
	assert safe_name("...") == "文书"
