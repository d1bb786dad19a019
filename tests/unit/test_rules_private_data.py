"""Private data is found in all its disguises, and what is none stays readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules import private_data as rule

PHONE, IDENTITY, CARD, PLATE = rule.PHONE, rule.IDENTITY, rule.BANK_CARD, rule.PLATE


@pytest.mark.parametrize(
	"text, kind",
	[
		("请打13800001234联系", PHONE),
		("请打138 0000 1234联系", PHONE),
		("请打138-0000-1234联系", PHONE),
		("请打138.0000.1234联系", PHONE),
		("请打+86 13800001234联系", PHONE),
		("请打１３８００００１２３４联系", PHONE),
		("请打138\u200b0000\u200b1234联系", PHONE),
		("请打138<b>0000</b>1234联系", PHONE),
		("请打&#49;3800001234联系", PHONE),
		("请打一三八零零零零一二三四联系", PHONE),
		("请打幺三八〇〇〇〇幺二三四联系", PHONE),
		("座机0871-65550123", PHONE),
		("座机（0871）65550123转806", PHONE),
		("电话：65550123", PHONE),
		("热线12345678", PHONE),
		("身份证号530102198005061234", IDENTITY),
		("53010219800506123X", IDENTITY),
		("530102 19800506 123x", IDENTITY),
		("５３０１０２１９８００５０６１２３４", IDENTITY),
		("身份证：530102800506123", IDENTITY),
		("卡号6222 0212 3456 7890 123", CARD),
		("账号6222021234567890", CARD),
		("车牌云A12345", PLATE),
		("云A·12345", PLATE),
		("新能源车云AD12345号", PLATE),
		("写信到zhang.san@example.com", rule.MAIL),
		("写信到zhang@qq .com", rule.MAIL),
		("微信号abc_12345", rule.ACCOUNT),
		("QQ：123456789", rule.ACCOUNT),
		("住人民路12号3栋2单元501室", rule.ADDRESS),
		("幸福小区8号楼1203室", rule.ADDRESS),
		("大沟村三组17号", rule.ADDRESS),
		("村民张大山反映", rule.NAME),
		("户主：李秀兰，62岁", rule.NAME),
		("低保户王小二家", rule.NAME),
		("张先生、李女士都说", rule.NAME),
		("欧阳同志", rule.NAME),
		("王某某被狗咬伤", rule.NAME),
		("赵大爷行动不便", rule.NAME),
		("刘桂英，女，身份证", rule.NAME),
	],
)
def test_what_is_private_is_marked(text, kind):
	assert kind in [mark.kind for mark in rule.find(rule.clean(text))]


@pytest.mark.parametrize(
	"text",
	[
		"渠道清淤5.2公里，清出淤泥约3100立方米。",
		"2026年4月20日至5月12日完工，总投资1234567元。",
		"三组86户、四组102户通了自来水，共1287人。",
		"云溪政发〔2026〕12号文件要求。",
		"在G8511高速K12+300处。",
		"村民高度评价，群众关心的问题得到解决。",
		"农户平均增收3000元，居民安全感提高。",
		"派出所、市场监管所、综合执法队联合检查。",
		"资金编号第20260012批，面积12345678平方米以下不计。",
		"全村老人、高龄老人、农村老人都享受补贴。",
		"广大党员同志带头。",
		"每月9日、19日接待。",
		"三号提灌站、2号泵房、1号桥。",
		"",
	],
)
def test_what_is_not_private_stays(text):
	assert rule.find(rule.clean(text)) == []
	assert rule.covered(text, []) == text


def test_people_of_the_registers_are_found_whatever_stands_around():
	text = "张建国和李 梅提出，张建国说……"
	words = [mark.words for mark in rule.find(text, ["张建国", "李梅"])]
	assert words == ["张建国", "李 梅", "张建国"]
	assert rule.covered(text, [], ["张建国", "李梅"]) == "×××和×××提出，×××说……"


def test_the_layer_of_a_clerk():
	text = "联系电话0871-65550123，村东头黑瓦房那家。手机13800001234。"
	layer = [(PHONE, "0871-65550123", False), (rule.BY_HAND, "村东头黑瓦房", True)]
	assert rule.covered(text, layer) == "联系电话0871-65550123，［已隐去］那家。手机［电话已隐去］。"
	# one that is shown does not show another
	assert "13800001234" not in rule.covered(text, [(PHONE, "13800001234x", False)])
	assert "13800001234" in rule.covered(text, [(PHONE, "138 0000 1234", False)])


def test_words_to_be_covered_are_covered_everywhere():
	layer = [(rule.BY_HAND, "黑瓦房", True)]
	assert rule.covered("黑瓦房、黑 瓦房、黑瓦房", layer).count("［已隐去］") == 3


def test_marks_that_overlap_become_one():
	text = "村民张建国先生"
	marks = rule.find(text, ["张建国"])
	assert len(marks) == 1 and marks[0].words == "张建国先生"


@given(
	st.text(alphabet="渠道清淤，。村民的说a1 \n", max_size=30),
	st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
	st.sampled_from(["", " ", "-", "\u200b", "　"]),
	st.text(alphabet="渠道清淤，。村民的说 \n", max_size=30),
)
def test_no_telephone_number_survives(before, number, gap, after):
	"""Wherever it stands and however it is split: the digits do not come out again."""
	split = gap.join([number[:3], number[3:7], number[7:]])
	out = rule.covered(f"{before}，{split}，{after}", [])
	digits = "".join(char for char in out if char.isdigit())
	assert number not in digits


@given(st.text(max_size=200))
def test_covering_never_fails_and_leaves_nothing_to_cover(text):
	once = rule.covered(text, [])
	assert rule.covered(once, []) == once
