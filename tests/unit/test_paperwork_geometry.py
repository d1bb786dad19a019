"""The letter against GB/T 9704-2012, as the standard states it (clause in each test), not as the code has it."""

from __future__ import annotations

import copy
import itertools
import re

import pytest

from deputy_affairs.paperwork import finishing, geometry
from deputy_affairs.paperwork.rendering import compile_template
from deputy_affairs.paperwork.stock import (
	assignment_notice,
	assist_opinion,
	extension_decision,
	extension_notice,
	extension_request,
	handling_bulletin,
	meeting_notice,
	merge_notice,
	opinion_form,
	receipt_notice,
	refusal_notice,
	rehandling_notice,
	reply_letter,
	return_request,
	suggestion_form,
	supervision_notice,
	transfer_letter,
	transfer_result_notice,
	urge_notice,
)

LETTERS = [
	reply_letter,
	assignment_notice,
	receipt_notice,
	refusal_notice,
	return_request,
	assist_opinion,
	rehandling_notice,
	meeting_notice,
	merge_notice,
	extension_request,
	extension_decision,
	extension_notice,
	urge_notice,
	supervision_notice,
	handling_bulletin,
	transfer_letter,
	transfer_result_notice,
]
TWIP = 25.4 / 1440  # mm


def letter(module=reply_letter, **reply):
	context = copy.deepcopy(module.SAMPLE)
	if reply:
		context["reply"].update(reply)
	return geometry.measure(compile_template(module.build()).render(context))


@pytest.fixture(scope="module", params=LETTERS, ids=lambda module: module.KIND)
def measures(request):
	return letter(request.param)


@pytest.fixture(scope="module")
def reply():
	return letter()


def test_paper_and_margins_5_1_5_2_1(measures):
	assert measures["page"] == pytest.approx((210, 297), abs=0.1)
	margins = measures["margins"]
	assert margins["top"] == pytest.approx(37, abs=0.1)
	assert margins["left"] == pytest.approx(28, abs=0.1)
	assert measures["page"][0] - margins["left"] - margins["right"] == pytest.approx(156, abs=0.1)
	assert measures["page"][1] - margins["top"] - margins["bottom"] == pytest.approx(225, abs=0.1)


def test_22_lines_of_28_characters_5_2_3(measures):
	grid = measures["grid"]
	assert (grid["lines"], grid["chars"], grid["type"]) == (22, 28, "linesAndChars")
	assert (grid["line_pitch"], grid["char_space"]) == (579, -848)
	assert 22 * measures["body"]["line"] * TWIP <= 225
	assert 23 * measures["body"]["line"] * TWIP > 225


def test_mark_10_1(measures):
	mark = measures["mark"]
	assert mark["top"] == pytest.approx(30, abs=0.1)
	assert mark["center"] == pytest.approx(28 + 156 / 2, abs=0.1)
	assert (mark["font"], mark["colour"], mark["align"]) == ("方正小标宋简体", "FF0000", "center")
	assert not mark["text"].endswith("文件")


def test_red_double_lines_10_1(measures):
	first, second = measures["lines"]
	assert first["top"] - measures["mark"]["bottom"] == pytest.approx(4, abs=0.1)
	assert 297 - second["bottom"] == pytest.approx(20, abs=0.1)
	assert (first["kind"], second["kind"]) == ("thickThin", "thinThick")
	for line in (first, second):
		assert line["length"] == pytest.approx(170, abs=0.05)
		assert line["left"] + line["length"] / 2 == pytest.approx(28 + 156 / 2, abs=0.05)
		assert line["colour"] == "FF0000"


def test_number_flush_right_seven_eighths_below_the_line_10_1(measures):
	number = measures["number"]
	assert (number["align"], number["right"], number["font"], number["size"]) == (
		"right",
		0,
		"仿宋_GB2312",
		16,
	)
	baseline = 37 + measures["head"] + 0.8 * number["line"] * TWIP
	ink = baseline - 0.84 * 16 * 25.4 / 72
	assert ink - measures["lines"][0]["bottom"] == pytest.approx(16 * 25.4 / 72 * 7 / 8, abs=0.1)
	assert re.fullmatch(r".+〔(19|20)\d{2}〕[1-9]\d*号", number["text"])


def test_class_mark_upper_right_below_the_number(reply):
	mark = reply["class_mark"]
	assert (mark["font"], mark["latin"], mark["size"], mark["align"]) == ("黑体", "黑体", 16, "right")
	assert mark["text"] == "B"


def test_title_7_3_1(measures):
	title = measures["title"]
	assert (title["font"], title["size"], title["align"], title["colour"]) == (
		"方正小标宋简体",
		22,
		"center",
		"000000",
	)
	assert title["before"] == 2 * 579


def test_addressee_7_3_2(measures):
	addressee = measures["addressee"]
	assert addressee["text"].endswith("：")
	assert (addressee["first"], addressee["left"], addressee["before"]) == (0, 0, 579)


def test_body_5_2_2_7_3_3(measures):
	body = measures["body"]
	assert (body["font"], body["size"], body["first"], body["left"]) == ("仿宋_GB2312", 16, 2, 0)
	assert body["colour"] == "000000"
	if "level_1" in measures:
		assert (measures["level_1"]["font"], measures["level_1"]["size"], measures["level_1"]["first"]) == (
			"黑体",
			16,
			2,
		)


def test_levels_7_3_3():
	measures = letter(answers=[], body="一、情况\n（一）现状\n1. 长度\n（1）东段")
	assert measures["level_1"]["font"] == "黑体"
	assert (measures["level_2"]["font"], measures["level_2"]["size"], measures["level_2"]["first"]) == (
		"楷体_GB2312",
		16,
		2,
	)


def test_annex_note_7_3_4(reply):
	note = reply["annex_note"]
	assert (note["left"] - note["hanging"], note["before"]) == (2, 579)
	assert note["text"][-1] not in "。，；"


def test_signature_with_seal_7_3_5_1(reply):
	signer, date = reply["signer"], reply["date"]
	assert date["right"] == 4
	assert re.fullmatch(r"\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日", date["text"])
	width = sum(0.5 if char.isdigit() else 1 for char in date["text"])
	assert signer["right"] + len(signer["text"]) / 2 == pytest.approx(date["right"] + width / 2, abs=0.02)


def test_signature_of_a_long_name_stays_in_the_type_area(measures):
	assert measures["signer"]["right"] >= 0
	assert len(measures["signer"]["text"]) + measures["signer"]["right"] <= 28


@pytest.mark.parametrize("signer", range(2, 28))
def test_signature_indents(signer):
	name, date = finishing.sealed_indents(signer, 5.5)
	assert name >= 0 and date >= 4
	assert name + signer / 2 == pytest.approx(date + 5.5 / 2)
	name, date = finishing.unsealed_indents(signer, 5.5)
	assert date >= 2 and name >= 2
	assert min(name, date) == 2
	assert date + 5.5 == pytest.approx(name + signer - 2)  # the date begins two characters right of the name


def test_note_below_the_date_in_round_brackets(measures):
	assert measures["note"]["first"] == 2
	assert re.fullmatch("（.+）", measures["note"]["text"])


def test_copies_7_4_2(reply):
	copies = reply["copies"]
	assert copies["text"].startswith("抄送：") and copies["text"].endswith("。")
	assert (copies["font"], copies["size"]) == ("仿宋_GB2312", 14)
	assert copies["left"] - copies["hanging"] == pytest.approx(1, abs=0.02)
	assert copies["right"] == 1


def test_page_numbers_7_5_and_none_on_the_first_page_10_1(measures):
	folio = measures["folio"]
	assert folio["different_first"] and folio["odd_even"] and folio["first_page"] is None
	for side, kind in (("right", "odd"), ("left", "even")):
		assert (folio[kind]["align"], folio[kind][side], folio[kind]["text"]) == (side, 1, "— 1 —")
		assert (folio[kind]["font"], folio[kind]["latin"], folio[kind]["size"]) == ("宋体", "宋体", 14)
	assert folio["gap"] == pytest.approx(7, abs=0.1)


@pytest.mark.parametrize("module", [suggestion_form, opinion_form], ids=lambda module: module.KIND)
def test_forms_share_the_page_but_have_no_head(module):
	measures = letter(module)
	assert measures["lines"] == [] and "mark" not in measures
	assert measures["margins"]["top"] == pytest.approx(37, abs=0.1)
	assert measures["folio"]["different_first"] is False


@pytest.mark.parametrize(
	"issuer",
	["云溪镇政府", "云溪镇人民政府", "南屏县云溪镇人民代表大会主席团", "南" * 20, "南" * 28, "南" * 40],
)
def test_mark_of_any_length_stays_on_one_line_and_the_head_follows(issuer):
	measures = letter(issuer=issuer)
	mark, (first, second) = measures["mark"], measures["lines"]
	assert mark["text"] == issuer
	width = len(issuer) * mark["size"] * mark["scale"] / 100 * 25.4 / 72
	assert width <= 156.5
	assert mark["size"] >= 10 and mark["scale"] >= 66
	assert mark["top"] == pytest.approx(30, abs=0.1)
	assert first["top"] - mark["bottom"] == pytest.approx(4, abs=0.1)
	assert 297 - second["bottom"] == pytest.approx(20, abs=0.1)
	baseline = 37 + measures["head"] + 0.8 * 579 * TWIP
	assert baseline - 0.84 * 16 * 25.4 / 72 - first["bottom"] == pytest.approx(4.94, abs=0.15)


@pytest.mark.parametrize(
	"title",
	[
		"关于镇第十九届人民代表大会第三次会议第12号建议的答复",
		"关于南屏布依族苗族自治县云溪镇第十九届人民代表大会第三次会议第12号建议的再次答复",
		"关于进一步加强云溪镇下河村、石桥村农田水利基础设施建设管护切实保障春耕生产用水的建议",
		"关于修路的答复",
	],
)
def test_long_title_is_broken_by_sense_7_3_1(title):
	lines = finishing.break_title(title)
	assert "".join(lines) == title
	assert max(map(len, lines)) <= 20
	assert max(map(len, lines)) - min(map(len, lines)) <= 8
	for left, right in itertools.pairwise(lines):
		assert right[0] not in "的、，。》）" and left[-1] not in "《（第"
		assert not (left[-1].isdigit() and right[0].isdigit())


@pytest.mark.parametrize("serial", ["第三次会议第11号", "闭会期间2026年第9号"])
@pytest.mark.parametrize(
	"words",
	[
		"申请延期办理{}建议的函",
		"申请调整{}建议承办单位的函",
		"转办{}建议办理结果的告知函",
		"{}建议的协办意见",
	],
)
def test_no_line_of_a_title_ends_in_the_middle_of_a_word(words, serial):
	title = "关于" + words.format(f"镇第十九届人民代表大会{serial}")
	lines = finishing.break_title(title)
	for word in ("人民代表大会", "代表", "建议", "办理", "承办单位", "会议", "期间"):
		assert sum(line.count(word) for line in lines) == title.count(word), lines


def test_title_on_paper_keeps_its_words():
	assert letter()["title"]["text"] == "关于镇第十九届人民代表大会第三次会议第12号建议的答复"
