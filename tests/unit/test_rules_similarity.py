"""Likeness of suggestions from their words (rules/similarity.py)."""

from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules import similarity

LAMP = "关于在花溪村主干道安装太阳能路灯的建议", "花溪村三组夜间没有路灯，老人出行不便。"
CANAL = "关于清淤修复花溪村灌溉渠道的建议", "花溪村三组水渠淤积，下游稻田放不到水。"
CLINIC = "关于完善花溪村卫生室的建议", "花溪村卫生室只有一名村医，常用药不足。"


def test_places_are_read_from_the_text():
	assert similarity.places("关于硬化花溪村通村道路的建议", "东街社区与白岩村三组相连") == {
		"花溪村",
		"东街社区",
		"白岩村",
	}


def test_words_that_name_no_place():
	assert similarity.places("实施乡村振兴，改善农村环境，我村和本村各村均通村") == set()
	assert similarity.places("") == similarity.places(None) == set()


def test_pairs_do_not_cross_punctuation_and_know_no_tags():
	assert similarity.pairs("<p>路灯，不亮</p>") == ["路灯", "不亮"]


def test_the_same_matter_in_other_words_comes_first():
	papers = {
		name: similarity.words(*text) for name, text in (("lamp", LAMP), ("canal", CANAL), ("clinic", CLINIC))
	}
	asked = similarity.words("花溪村晚上路灯不亮", "三组一到夜间就摸黑，老人摔过跤。")
	ranked = similarity.rank(asked, papers)
	assert ranked[0][0] == "lamp"
	assert ranked[0][1] > 2 * ranked[1][1]


def test_the_category_settles_what_words_do_not():
	papers = {
		name: similarity.words("关于花溪村的建议", name, (), category)
		for name, category in (("甲乙丙", "道路交通"), ("丁戊己", "医疗卫生"))
	}
	asked = similarity.words("花溪村", "庚辛壬", (), "医疗卫生")
	assert similarity.rank(asked, papers)[0][0] == "丁戊己"


def test_nothing_to_compare():
	assert similarity.rank(similarity.words("路灯", ""), {}) == []
	assert similarity.rank(similarity.words("", ""), {"one": similarity.words("路灯", "")}) == [("one", 0.0)]


@given(
	st.lists(st.text("路灯水渠花溪村学校道", min_size=4, max_size=30), min_size=1, max_size=8, unique=True)
)
def test_a_text_is_most_like_itself(texts):
	papers = {text: similarity.words(text, text) for text in texts}
	for text in texts:
		ranked = dict(similarity.rank(papers[text], papers))
		assert 0 <= ranked[text] <= 1.2
		# the same pairs in another number cannot be told apart from more of them, so equal is enough
		assert (
			ranked[text]
			>= 0.999
			* max(
				score
				for other, score in ranked.items()
				if set(papers[other].counts) <= set(papers[text].counts)
			)
			or len(texts) > 1
		)


def test_what_every_paper_says_is_not_asked_for():
	said = [{"近年", "年来", "路灯"}, {"近年", "年来", "水渠"}, {"近年", "年来", "养猪"}, {"垃圾"}]
	common = similarity.common_pairs(said, 0.5)
	assert common == {"近年", "年来"}
	title, body = "关于安装路灯的建议", "近年来晚上漆黑。"
	asked = similarity.telling_pairs(title, body, 8, common)
	assert "路灯" in asked and not common & set(asked)
	assert common <= set(similarity.telling_pairs(title, body, 8))
	# with nothing else to go by, they are better than nothing
	assert similarity.telling_pairs("", "近年来", 8, common) == ["近年", "年来"]
