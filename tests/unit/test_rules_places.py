"""How letters name the place of a congress and the organ that writes."""

import pytest

from deputy_affairs.rules import places


@pytest.mark.parametrize(
	("names", "own"),
	[
		(("南屏县云溪镇人民代表大会", "云溪镇人大"), "我镇"),
		(("南屏县白水乡人民代表大会",), "我乡"),
		(("南屏县回龙彝族乡人民代表大会",), "我乡"),
		(("南屏市东城街道人大工作委员会",), "我街道"),
		(("南屏县人民代表大会",), "我县"),
		(("双江自治县人民代表大会常务委员会",), "我县"),
		(("南屏市城北区人民代表大会",), "我区"),
		(("南屏市人大",), "我市"),
		(("红河自治州人民代表大会",), "我州"),
		(("", "云溪镇人大"), "我镇"),
		(("云溪示范单位",), "本级"),
	],
)
def test_the_place_follows_the_name(names, own):
	assert places.own_place(*names) == own


@pytest.mark.parametrize(
	("signer", "own"),
	[
		("南屏县云溪镇人民代表大会主席团", "我团"),
		("南屏县人民代表大会常务委员会", "我委"),
		("南屏市东城街道人大工作委员会", "我委"),
		("南屏市东城街道人大工委", "我委"),
		("南屏县人大常委会办公室", "我办"),
		("南屏县人大常委会", "我委"),
		("", "我们"),
	],
)
def test_the_organ_follows_its_name(signer, own):
	assert places.own_organ(signer) == own
