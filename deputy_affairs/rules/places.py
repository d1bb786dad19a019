"""How a congress calls its place and itself in a letter: 我镇, 我县; 我团, 我委. Nothing is guessed from the level alone."""

from __future__ import annotations

import re

# The longer word first: 街道 and 自治州 end in words that say less.
_PLACES = ("街道", "镇", "乡", "县", "区", "市", "旗", "州", "盟", "省")
_ENDING = re.compile(r"(人民代表大会|人大)(常务委员会|常委会|工作委员会|工委|主席团)?$")
_ORGANS = (("主席团", "团"), ("委员会", "委"), ("工委", "委"), ("常委会", "委"), ("办公室", "办"))


def place_word(*names: str) -> str:
	"""镇 of 南屏县云溪镇人民代表大会 or 云溪镇人大, the first name that tells; "" if none does."""
	for name in names:
		bare = _ENDING.sub("", (name or "").strip())
		if word := next((word for word in _PLACES if bare.endswith(word)), ""):
			return word
	return ""


def own_place(*names: str) -> str:
	"""What the congress calls its area: 我镇, or 本级 where the name does not tell."""
	word = place_word(*names)
	return f"我{word}" if word else "本级"


def own_organ(signer: str) -> str:
	"""What the organ that signs calls itself: 我团 of a presidium, 我委 of a committee; 我们 where the name does not tell."""
	word = next((word for ending, word in _ORGANS if (signer or "").strip().endswith(ending)), "")
	return f"我{word}" if word else "我们"
