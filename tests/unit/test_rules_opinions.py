"""Opinions of assisting units that are empty words, and those that are not."""

import pytest

from deputy_affairs.rules.opinions import remark_on_opinion

EMPTY = [
	"",
	"无意见。",
	"无意见，请主办单位答复。",
	"经研究，我单位无不同意见，请主办单位统一答复代表。",
	"同意主办单位意见。",
	"我单位将积极配合主办单位做好相关工作。",
	"该建议不属于我单位职责，由主办单位答复。",
	"请主办单位答复",
	"一、无意见。二、全力配合主办单位办理。",
	"同意",
]
WITH_SUBSTANCE = [
	"同意将渠道日常管护经费每年4.2万元列入2027年镇级预算，按季度拨付。",
	"无不同意见。涉路施工许可由我站6月20日前办结，施工期间派两名协管员疏导交通。",
	"提灌站更换机组的资金已列入高标准农田项目，计划9月底前到位。",
	"经现场勘查，该路段3盏路灯线路老化，我所已报供电公司8月更换。",
	"我单位没有相应项目资金，建议列入2027年乡村振兴衔接资金项目库。",
]


@pytest.mark.parametrize("text", EMPTY)
def test_empty_words_are_flagged(text):
	assert remark_on_opinion(text)


@pytest.mark.parametrize("text", WITH_SUBSTANCE)
def test_an_opinion_with_something_in_it_is_not(text):
	assert remark_on_opinion(text) is None


def test_the_remark_names_the_words():
	assert "无意见" in remark_on_opinion("无意见。").in_words()
