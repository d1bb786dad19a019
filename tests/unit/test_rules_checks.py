"""Hints on a draft."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules.checks import REASONS, REFUSAL_GROUNDS, suggestion_hints

GOOD = {
	"title": "关于硬化北村至镇卫生院道路的建议",
	"situation": "北村到镇卫生院的三公里土路雨天无法通车。去年有四次救护车被困。",
	"cause": "道路建于1998年，此后没有维修。",
	"demands": ["将该路列入2027年通村公路计划，路面宽四米五", "在桥头加装护栏"],
	"lead_card": "0123",
	"lead_phone": "13800000000",
}


def codes(**changes):
	return [hint.code for hint in suggestion_hints(**{**GOOD, **changes})]


def test_a_good_draft_has_no_hints():
	assert codes() == []


@pytest.mark.parametrize(
	"title, expected",
	[
		("", ["title_missing"]),
		(None, ["title_missing"]),
		("修路", ["title_form"]),
		("关于修路", ["title_form"]),
		("关于加强食品安全监管的建议、批评和意见", []),
		("关于整治河道的意见和建议", []),
		("关于修路、架桥的建议", ["several_matters"]),
		("关于修路以及架桥的建议", ["several_matters"]),
		("关于修路和关于架桥的建议", ["several_matters"]),
		("关于治理农村生活垃圾和污水的建议", []),
		("关于进一步加强有关工作的建议", ["title_vague"]),
		("关于解决一些问题的建议", ["title_vague"]),
		("关于修建公厕的建议", []),
	],
)
def test_title(title, expected):
	assert codes(title=title) == expected


@pytest.mark.parametrize(
	"demands, expected",
	[
		([], ["no_demand"]),
		("", ["no_demand"]),
		(None, ["no_demand"]),
		(["", "  "], ["no_demand"]),
		("<p><br></p>", ["no_demand"]),
		(["希望有关部门重视。"], ["empty_phrase"]),
		(["加大力度，尽快解决"], ["empty_phrase"]),
		(["希望有关部门重视，由镇交通站在六月底前修好涵洞"], []),
		("加大力度整治占道经营，在农贸市场北侧划出摊位", []),
		("一是清淤五公里，二是聘请管护员", ["several_in_demand"]),
		("（1）清淤五公里；（2）聘请管护员", ["several_in_demand"]),
	],
)
def test_demands(demands, expected):
	assert codes(demands=demands) == expected


def test_the_empty_demand_is_numbered():
	hint = suggestion_hints(**{**GOOD, "demands": ["在桥头加装护栏两百米", "请加大力度"]})[0]
	assert (hint.code, hint.text.args) == ("empty_phrase", (2,))


def test_one_sentence():
	assert codes(situation="路坏了。", cause="") == ["one_sentence"]
	assert codes(situation="", cause=None) == ["one_sentence"]
	assert codes(situation="<p>路坏了。雨天不通。</p>", cause="") == []


def test_card_and_telephone():
	assert codes(lead_card=" ", lead_phone=None) == ["card_missing", "phone_missing"]


def test_a_motion_has_grounds_and_its_own_kind_of_title():
	title = "关于硬化北村道路的议案"
	assert codes(title=title, is_motion=True) == []
	assert codes(title=title, is_motion=True, cause="") == ["grounds_missing"]


def test_every_hint_says_why():
	for hint in suggestion_hints("", "", "", [], "", ""):
		assert hint.reason.in_words() and hint.code in REASONS


anything = st.none() | st.text(max_size=40)


@given(
	anything, anything, anything, anything | st.lists(st.text(max_size=20), max_size=3), anything, anything
)
def test_hints_never_fail(title, situation, cause, demands, card, phone):
	for hint in suggestion_hints(title, situation, cause, demands, card, phone):
		assert hint.text.in_words()


def test_grounds_of_refusal():
	assert len(REFUSAL_GROUNDS) == len(set(REFUSAL_GROUNDS)) == 12
