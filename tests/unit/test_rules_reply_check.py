"""The check of replies: fifty replies with what a careful reader finds, and single rules at their edges."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from deputy_affairs.rules import reply_words
from deputy_affairs.rules.reply_check import BEING_SOLVED, NOT_NOW, REFERENCE, SOLVED, Answer, Reply, check
from deputy_affairs.rules.reply_findings import BLOCKS, FINDINGS, HINT, JUSTIFY

FOLDER = Path(__file__).resolve().parents[1] / "data" / "replies"
TODAY = date(2026, 6, 18)
STANDS_FOR = {"A": SOLVED, "B": BEING_SOLVED, "C": NOT_NOW, "D": REFERENCE}


def cases(half: str) -> list[dict]:
	return json.loads((FOLDER / f"{half}.json").read_text(encoding="utf-8"))


def reply_of(case: dict) -> Reply:
	"""The case with what it leaves out as ordinary; see tests/data/replies/README.md."""
	letter = case["class"]
	rows = [[*row, "", "", "", ""][:4] for row in case["answers"]]
	answers = [
		Answer(demand, outcome, answer, date.fromisoformat(promised) if promised else None, person)
		for demand, (outcome, answer, promised, person) in zip(case["demands"], rows, strict=True)
	]
	return Reply(
		today=TODAY,
		title=case["title"],
		number=case.get("number_text", ""),
		answers=tuple(answers),
		class_letter=letter,
		stands_for=STANDS_FOR.get(letter, ""),
		needs_promise=letter == "B",
		opening=case.get("opening", ""),
		body=case.get("body", ""),
		contact_person=case.get("contact_person", "王芳"),
		contact_phone=case.get("contact_phone", "0871-65550123"),
		contacted=case.get("contacted", True),
		no_contact_reason=case.get("no_contact_reason", ""),
		signers=tuple(case["signers"]),
		addressees=tuple(case.get("addressees", case["signers"])),
		assist=tuple(map(tuple, case.get("assist", []))),
	)


def measure(half: str) -> dict[str, Counter]:
	"""By code and in all: how many findings are right, too many and missing."""
	by_code: dict[str, Counter] = {}
	for case in cases(half):
		found = {(finding.code, finding.demand) for finding in check(reply_of(case))}
		expected = {tuple(row) for row in case["expect"]}
		for kind, keys in (
			("right", found & expected),
			("too many", found - expected),
			("missing", expected - found),
		):
			for code, _demand in keys:
				for name in (code, "all"):
					by_code.setdefault(name, Counter())[kind] += 1
	return by_code


def rates(count: Counter) -> tuple[float, float]:
	"""(precision, recall)."""
	found, expected = count["right"] + count["too many"], count["right"] + count["missing"]
	return (count["right"] / found if found else 1.0, count["right"] / expected if expected else 1.0)


# Measured; the figures of docs/reply-check.md come from this file run as a program.
@pytest.mark.parametrize("half, precision, recall", [("tuned", 0.95, 0.95), ("held_out", 0.75, 0.9)])
def test_how_well_the_check_reads(half, precision, recall):
	assert len(cases(half)) == 25
	count = measure(half)["all"]
	assert rates(count) >= (precision, recall), count
	assert rates(count)[1] >= recall, count


@pytest.mark.parametrize("half", ["tuned", "held_out"])
def test_nothing_that_blocks_is_found_in_a_good_reply(half):
	"""Only what is certain blocks: a false alarm there would stop a letter."""
	for case in cases(half):
		blocking = {(f.code, f.demand) for f in check(reply_of(case)) if f.severity == BLOCKS}
		assert blocking <= {tuple(row) for row in case["expect"]}, case["id"]


def codes(**fields) -> list[str]:
	good = {
		"today": TODAY,
		"title": "关于整治灌溉渠道的建议",
		"class_letter": "A",
		"stands_for": SOLVED,
		"contact_person": "王芳",
		"contact_phone": "65550123",
		"contacted": True,
		"answers": (Answer("清淤五公里", "Done", "渠道5公里已于5月12日清淤，14日到场验收。"),),
	}
	return [finding.code for finding in check(Reply(**{**good, **fields}))]


def test_a_good_reply_has_no_finding():
	assert codes() == []


@pytest.mark.parametrize(
	"text, vague",
	[
		("我们正在研究解决办法。", True),
		("我们正在研究解决办法，8月底前答复您。", False),
		("已请县水利科学研究所勘察。", False),
		("镇党委会研究决定增加经费3万元。", False),
		("争取到专项资金30万元。", False),
		("积极争取上级资金。", True),
		("经积极协调，供电所已更换变压器。", False),
		("将积极协调供电所更换变压器。", True),
		("待资金到位后实施。", True),
		("待资金到位后，2026年10月底前实施。", False),
		("2026年3月您提出后，我们将适时安排。", True),
		("尽快完成", True),
		("30个工作日内尽快完成", False),
		("正在按《关于进一步加强河道管理的通知》拆除。", False),
		("“正在研究”这样的话我们不再说。", False),
		("", False),
	],
)
def test_a_phrase_is_vague_where_no_time_is_named(text, vague):
	assert bool(list(reply_words.vague_phrases(text, TODAY))) == vague


def test_the_place_of_a_phrase_is_the_words_themselves():
	text = "《关于尽快修桥的通知》已发。我们将适时安排。"
	(place,) = reply_words.vague_phrases(text, TODAY)
	assert place.words == "适时" and text[place.start :].startswith("适时")


def test_a_phrase_beside_a_promised_day_is_a_hint():
	def severity(promised):
		row = Answer("修桥", "Planned", "正在研究修复方案，桥面宽6米。", promised, "刘志强")
		reply = Reply(
			today=TODAY, title="", answers=(row,), class_letter="B", stands_for=BEING_SOLVED, contacted=True
		)
		return [finding.severity for finding in check(reply) if finding.code == "vague_phrase"]

	assert severity(date(2026, 12, 1)) == [HINT]
	assert severity(None) == [JUSTIFY]


@pytest.mark.parametrize(
	"phone",
	[
		"13987650321",
		"0871-65550123",
		"（0871）65550123",
		"65550123",
		"0871-65550123-806",
		"400-810-0000",
		"12345",
	],
)
def test_telephone_numbers_as_offices_write_them(phone):
	assert codes(contact_phone=phone) == []


@pytest.mark.parametrize("phone", ["1398765032", "23987650321", "见信纸", "0871", "139876503211"])
def test_what_is_no_telephone_number(phone):
	assert codes(contact_phone=phone) == ["phone_implausible"]


@pytest.mark.parametrize(
	"outcomes, stands_for, fits",
	[
		(["Done", "Done", "Under Way"], SOLVED, True),  # "basically solved"
		(["Done", "Under Way", "Under Way"], SOLVED, False),
		(["Done", "Not Possible"], SOLVED, False),
		(["Done", "Planned"], BEING_SOLVED, True),
		(["Done", "Done"], BEING_SOLVED, False),
		(["Not Possible"], BEING_SOLVED, False),
		(["Planned"], NOT_NOW, True),
		(["Done"], NOT_NOW, False),
		(["Done"], REFERENCE, False),
		(["Done"], "", True),  # a class of the office's own making
		(["", "Done"], NOT_NOW, True),  # an outcome is missing, which is said by itself
	],
)
def test_the_class_fits_the_outcomes(outcomes, stands_for, fits):
	answers = tuple(
		Answer(
			"清淤",
			outcome,
			f"因渠道穿过基本农田，第{no}段按规定另行报批，2026年{no + 7}月前定。",
			date(2026, 12, 1),
			"王芳",
		)
		for no, outcome in enumerate(outcomes)
	)
	assert ("class_mismatch" not in codes(answers=answers, stands_for=stands_for)) == fits


def test_an_anonymous_proposer_is_named_nowhere():
	"""Whatever the name: that it is the right one would tell the unit who it was."""
	for name in ("张建国", "路人甲"):
		found = codes(anonymous=True, opening=f"{name}代表：您提出的建议收悉。")
		assert found == ["deputy_named"]
	assert codes(anonymous=True, opening="有关代表：您提出的建议收悉。") == []


def test_a_known_signer_may_be_addressed():
	signers = {"signers": ("张建国", "李梅"), "addressees": ("张建国", "李梅")}
	assert codes(opening="张建国、李梅代表：您好！", **signers) == []
	assert codes(opening="各位代表：", **signers) == []
	assert codes(opening="张建军代表：", **signers) == ["wrong_addressee"]


@pytest.mark.parametrize(
	"text, said",
	[
		("计划于2026年3月底前完工。", "date_in_past"),
		("项目于2026年3月完工，群众反映路面平整。", None),
		("预计2026年6月底前完工。", None),
		("已于2026年2月30日完工。", "date_impossible"),
		("已于2028年2月29日完工。", None),
	],
)
def test_dates_of_the_text(text, said):
	answer = Answer("修路", "Done", f"{text}全长1500米，已验收合格。")
	assert codes(answers=(answer,)) == ([said] if said else [])


def test_a_letter_that_may_be_published_holds_no_numbers_of_people():
	answer = Answer("修路", "Done", "路面1500米已验收，村民张大山（13800001234）负责看护。")
	assert codes(answers=(answer,), public=True) == ["private_data"]
	assert codes(answers=(answer,), public=False) == []
	office = Answer("修路", "Done", "路面1500米已验收，养护电话0871-65550123。")
	assert codes(answers=(office,), public=True) == []


def test_two_answers_that_differ_in_a_figure_are_two_answers():
	def two(one, other):
		return codes(answers=(Answer("修东桥", "Done", one), Answer("修西桥", "Done", other)))

	assert two("大桥已加固，护栏长86米，5月验收。", "大桥已加固，护栏长42米，5月验收。") == []
	assert two("大桥已加固，护栏全部更换，验收合格。", "大桥已加固，护栏全部更换，验收合格！") == [
		"identical_answers"
	]


def test_the_key_of_a_finding_changes_with_its_words():
	def key(text):
		row = Answer("修桥", "Done", text)
		(finding,) = [f for f in check(Reply(TODAY, "", (row,))) if f.code == "vague_phrase"]
		return finding.key

	assert key("我们将适时安排维修工作人员。") == key("我们将适时安排，桥面宽6米。")
	assert key("我们将适时安排维修工作人员。") != key("我们将尽快安排维修工作人员。")


def test_every_finding_tells_what_to_do_and_by_which_rule():
	for code, about in FINDINGS.items():
		assert about.text and about.advice and about.source, code
		assert about.severity in (BLOCKS, JUSTIFY, HINT)
		assert about.fieldname


if __name__ == "__main__":
	for half in ("tuned", "held_out"):
		for code, count in sorted(measure(half).items()):
			precision, recall = rates(count)
			print(f"| {half} | {code} | {dict(count)} | {precision:.2f} | {recall:.2f} |")
		for case in cases(half):
			found = {(finding.code, finding.demand) for finding in check(reply_of(case))}
			expected = {tuple(row) for row in case["expect"]}
			if found != expected:
				print(case["id"], "too many", found - expected, "missing", expected - found)
