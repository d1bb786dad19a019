"""Order of names by strokes and by pinyin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules.roster import MAX_KEY, pinyin_key, split_name, stroke_key

# In the order of published rosters "以姓氏笔画为序".
BY_STROKES = "丁 卜 于 万 卫 马 王 韦 毛 方 尹 孔 邓 石 龙 卢 叶 田 史 冯 吕 朱 任 刘 江 许 孙 李 杨 吴 何 沈 张 陈 林 周 赵 钱 徐 高 郭".split()


def by_strokes(names):
	return sorted(names, key=stroke_key)


def by_pinyin(names):
	return sorted(names, key=pinyin_key)


def test_surnames_in_the_official_order():
	assert by_strokes(reversed(BY_STROKES)) == BY_STROKES
	names = [surname + "建国" for surname in BY_STROKES]
	assert by_strokes(reversed(names)) == names


def test_one_given_character_before_two():
	# 丽 (7 strokes) alone comes before 一 (1 stroke) and 丁 with a second character
	assert by_strokes(["王一民", "王丽", "王丁山", "王飞"]) == ["王飞", "王丽", "王一民", "王丁山"]


def test_given_names_by_strokes():
	assert by_strokes(["李国强", "李大伟", "李大中", "李小明"]) == ["李大中", "李大伟", "李小明", "李国强"]


def test_compound_surnames_stand_at_their_first_character():
	assert by_strokes(["欧阳修", "欧文", "司马光", "张三", "上官云", "诸葛亮"]) == [
		"上官云",
		"司马光",
		"张三",
		"欧文",
		"欧阳修",
		"诸葛亮",
	]
	assert split_name("欧阳修") == ("欧阳", "修")
	assert split_name("欧阳") == ("欧", "阳")


def test_blanks_and_dots_do_not_matter():
	assert stroke_key("王　伟") == stroke_key("王伟") == stroke_key(" 王 伟 ")
	assert stroke_key("买买提·阿卜杜拉") == stroke_key("买买提阿卜杜拉")
	assert pinyin_key("王　伟") == pinyin_key("王伟")
	assert stroke_key("") == stroke_key(None) == pinyin_key("") == ""


def test_unknown_characters_come_last():
	assert by_strokes(["\U0002cb4e明", "龘明", "王明"]) == ["王明", "龘明", "\U0002cb4e明"]
	assert by_pinyin(["\ue000明", "左明", "王明"]) == ["王明", "左明", "\ue000明"]


@pytest.mark.parametrize(
	"name, reading",
	[
		("单雄信", "shan4"),
		("仇英", "qiu2"),
		("查良镛", "zha1"),
		("曾国藩", "zeng1"),
		("解缙", "xie4"),
		("任伟", "ren2"),
		("区寄", "ou1"),
		("朴正", "piao2"),
		("尉迟恭", "yu4"),
		("单于明", "chan2"),
		("王伟", "wang2"),
	],
)
def test_surnames_are_read_as_surnames(name, reading):
	assert pinyin_key(name).startswith(reading)


def test_pinyin_order():
	names = ["阿明", "陈一", "程一", "李伟", "刘芳", "吕布", "单田", "王芳", "曾强", "张伟", "赵四"]
	assert by_pinyin(reversed(names)) == names


def test_people_of_one_surname_stay_together():
	ordered = [name[0] for name in by_pinyin(["张伟", "章安", "张安", "章伟", "张波"])]
	assert ordered in (list("张张张章章"), list("章章张张张"))


names = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=40) | st.text(max_size=40)


@given(names)
def test_keys_fit_a_column_and_sort_anywhere(name):
	for key in (stroke_key(name), pinyin_key(name)):
		assert len(key) <= MAX_KEY
		assert key.isascii()
		assert key == key.lower()
