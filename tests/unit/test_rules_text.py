"""Texts: what is handed to a translator and what comes out."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules.text import RuleError, Text, mark

ROOT = Path(__file__).resolve().parents[2]

plain = st.text(max_size=8) | st.integers() | st.dates()
texts = st.recursive(
	st.builds(Text, st.just("{0} and {1}"), st.tuples(plain, plain)),
	lambda inner: st.builds(Text, st.just("{0} in {1}"), st.tuples(inner, plain | inner)),
	max_leaves=5,
)


def test_nested_texts_are_translated_before_they_are_put_in():
	zh = {"Skipped: {0}, {1} day(s)": "跳过：{0}{1}天", "National Day": "国庆节"}
	text = Text(mark("Skipped: {0}, {1} day(s)"), (Text("National Day"), 6))
	assert text.in_words() == "Skipped: National Day, 6 day(s)"
	assert text.in_words(lambda source: zh[source]) == "跳过：国庆节6天"


def test_dates_are_iso_unless_told_otherwise():
	text = Text("From {0}", (date(2026, 3, 1),))
	assert text.in_words() == "From 2026-03-01"
	assert text.in_words(format_value=lambda d: f"{d.year}年{d.month}月{d.day}日") == "From 2026年3月1日"


def test_an_empty_text_never_reaches_the_translator():
	# gettext answers the empty string with the catalogue's header
	assert Text("").in_words(lambda source: "header") == ""


def test_braces_in_an_argument_are_left_alone():
	assert Text("Name: {0}", ("{1}{x}",)).in_words() == "Name: {1}{x}"


@given(texts)
def test_plain_data_and_back(text):
	assert Text.from_dict(text.to_dict()) == text


def test_an_error_says_why():
	error = RuleError(Text("{0} is too much", (9,)))
	assert str(error) == "9 is too much"
	assert error.text.args == (9,)


def test_the_rules_stand_alone():
	"""Neither the framework nor the code of cn-sort (logging set anew, numpy) is pulled in, even when used."""
	modules = [p.stem for p in (ROOT / "deputy_affairs" / "rules").glob("*.py") if p.stem != "__init__"]
	program = (
		"import sys, logging, importlib\n"
		f"for m in {modules!r}: importlib.import_module('deputy_affairs.rules.' + m)\n"
		"from deputy_affairs.rules.roster import stroke_key, pinyin_key\n"
		"stroke_key('王伟'), pinyin_key('王伟')\n"
		"print([m for m in ('frappe', 'cn_sort', 'numpy', 'jieba') if m in sys.modules], logging.root.handlers)\n"
	)
	run = subprocess.run(
		[sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
	)
	assert run.stdout.strip() == "[] []"
