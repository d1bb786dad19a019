"""Settings: inheritance, ceilings of the law."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules.settings import (
	LAW_CEILINGS,
	SETTINGS,
	Effective,
	PatternError,
	SettingError,
	resolve,
	validate_setting,
	validate_together,
)

INTS = sorted(name for name, setting in SETTINGS.items() if setting.kind == "int")
empty = st.sampled_from([None, "", 0, " ", "0"])


def test_every_default_is_legal_and_sourced():
	for name, setting in SETTINGS.items():
		assert setting.name == name
		assert setting.source
		validate_setting(name, setting.default)
	validate_together([])


def test_the_law_when_nobody_says_anything():
	assert resolve("reply_months", [("Town", {}), ("County", {"reply_months": 0})]) == Effective(
		"reply_months", 3, None
	)


def test_a_township_of_chongqing_tightens_its_county_does_not():
	chain = [("Town", {"reply_months": 2, "reply_months_hard": ""}), ("County", {"reply_months_hard": 4})]
	assert resolve("reply_months", chain) == Effective("reply_months", 2, "Town")
	assert resolve("reply_months_hard", chain) == Effective("reply_months_hard", 4, "County")


def test_numbers_stored_as_text():
	assert resolve("group_max", [("Town", {"group_max": "12"})]).value == 12
	with pytest.raises(SettingError):
		resolve("group_max", [("Town", {"group_max": "many"})])


def test_unknown_setting():
	with pytest.raises(KeyError):
		resolve("reply_weeks", [])


@given(st.sampled_from(INTS), st.lists(st.tuples(empty | st.integers(1, 300)), max_size=6))
def test_the_nearest_value_wins(name, rows):
	chain = [(f"C{i}", {name: value}) for i, (value,) in enumerate(rows)]
	found = resolve(name, chain)
	filled = [
		(congress, values[name])
		for congress, values in chain
		if isinstance(values[name], int) and values[name]
	]
	if filled:
		assert (found.origin, found.value) == filled[0]
	else:
		assert (found.origin, found.value) == (None, SETTINGS[name].default)


@given(st.sampled_from(sorted(LAW_CEILINGS)), st.integers(1, 400))
def test_a_local_rule_may_only_be_stricter_than_the_law(name, value):
	if value <= LAW_CEILINGS[name]:
		validate_setting(name, value)
	else:
		with pytest.raises(SettingError):
			validate_setting(name, value)


def test_article_51_by_number():
	validate_setting("reply_months", 2)
	for name, value in (("reply_months", 4), ("reply_months_hard", 7)):
		with pytest.raises(SettingError) as caught:
			validate_setting(name, value)
		assert "Article 51" in caught.value.text.in_words()


@pytest.mark.parametrize("value", [-1, "x", "1.5", 1.5, True, 100000, "二"])
def test_no_whole_number(value):
	with pytest.raises(SettingError):
		validate_setting("return_workdays", value)


@given(st.sampled_from(sorted(SETTINGS)), empty)
def test_empty_is_always_right(name, value):
	validate_setting(name, value)


def test_choices_and_patterns():
	validate_setting("clock_start", "Closing of Meeting")
	with pytest.raises(SettingError):
		validate_setting("clock_start", "Someday")
	with pytest.raises(PatternError):
		validate_setting("meeting_number_pattern", "{term}-{meeting}")
	with pytest.raises(PatternError):
		validate_setting("recess_number_pattern", "{meeting}-{serial}")


def test_values_that_contradict_each_other():
	with pytest.raises(SettingError):
		validate_together([("Town", {"reply_months_hard": 2})])
	with pytest.raises(SettingError):
		validate_together([("Town", {"max_total_months": 4}), ("County", {"reply_months_hard": 5})])
	with pytest.raises(SettingError):
		validate_together([("Town", {"group_min": 20})])
	validate_together([("Town", {"reply_months": 2, "reply_months_hard": 4, "max_total_months": 4})])
