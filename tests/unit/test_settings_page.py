"""docs/settings.md names every setting of a congress, with the default and its source that the code has."""

import re
from pathlib import Path

import pytest

from deputy_affairs.rules.settings import SETTINGS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
CATALOGUE = (ROOT / "deputy_affairs" / "locale" / "zh.po").read_text(encoding="utf-8")
# one line a setting: | name `field` | meaning | default | source |
LINES = {
	field: (words.strip(), default.strip(), source.strip())
	for words, field, default, source in re.findall(
		r"^\| ([^|`]+) `(\w+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE
	)
}


def chinese(message: str) -> set[str]:
	"""The Chinese words of a message, in whatever context it stands."""
	return set(re.findall(rf'^msgid "{re.escape(message)}"\nmsgstr "(.+)"$', CATALOGUE, re.MULTILINE))


def test_the_page_names_every_setting_and_no_other():
	assert set(LINES) == set(SETTINGS)


@pytest.mark.parametrize("name", SETTINGS)
def test_default_and_source_are_those_of_the_code(name):
	setting = SETTINGS[name]
	_words, default, source = LINES[name]
	if setting.kind == "select":
		assert default in chinese(setting.default)
	else:
		assert default.split(" ")[0] == str(setting.default)
	# the page writes the law without the year in each line
	assert any(source in (full, full.replace("（2025年修正）", "")) for full in chinese(setting.source))


def test_readers_find_the_page():
	for page in ("README.md", "README.zh.md", "docs/guide.md"):
		assert "settings.md" in (ROOT / page).read_text(encoding="utf-8"), page
