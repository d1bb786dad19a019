"""Grading of units: the rule of Shenzhen, edges, and that no measure contradicts its reason."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules import unit_rating as rules
from deputy_affairs.rules.unit_rating import (
	FAIL,
	GOOD,
	KEPT,
	PASS,
	RATED,
	REPLIED,
	SIGNED,
	Item,
	Promise,
	Tally,
	Work,
)

SIGN, REPLY, PLEASE = rules.SHENZHEN
START = date(2026, 1, 5)
DAY = date(2026, 12, 1)


def work(signed: int | None = 1, replied: date | None = None, grade: str = "") -> Work:
	return Work(
		START,
		date(2026, 4, 5),
		received_on=START + timedelta(days=signed) if signed is not None else None,
		replied_on=replied,
		grade=grade,
	)


@pytest.mark.parametrize(
	("signed", "expected"),
	[
		([1] * 10, GOOD),
		([7] * 10, GOOD),
		([1] * 9 + [8], PASS),
		([1] * 8 + [8, 8], FAIL),
		([1] * 9 + [None], PASS),
		([1] * 89 + [8] * 11, FAIL),
		([], None),
	],
)
def test_signing(signed, expected):
	found = rules.tally(SIGN, [work(days) for days in signed], [], DAY)
	assert rules.grade(SIGN, found) == expected


IN_TIME, LATE, TOO_LATE = date(2026, 4, 5), date(2026, 7, 5), date(2026, 7, 6)


@pytest.mark.parametrize(
	("replied", "expected"),
	[
		([IN_TIME] * 8 + [LATE] * 2, GOOD),
		([IN_TIME] * 7 + [LATE] * 3, PASS),
		([IN_TIME] * 99 + [TOO_LATE], FAIL),
		([LATE] * 3, PASS),
		([None], FAIL),  # eleven months without an answer
	],
)
def test_replying(replied, expected):
	found = rules.tally(REPLY, [work(replied=day) for day in replied], [], DAY)
	assert rules.grade(REPLY, found) == expected


def test_what_is_not_late_yet_is_not_judged():
	assert rules.tally(REPLY, [work()], [], date(2026, 4, 5)) == Tally()
	assert rules.tally(REPLY, [work()], [], date(2026, 4, 6)) == Tally(1, 0, 0)
	assert rules.tally(REPLY, [work()], [], date(2026, 7, 5)) == Tally(1, 0, 0)
	assert rules.tally(REPLY, [work()], [], date(2026, 7, 6)) == Tally(1, 0, 1)
	assert rules.tally(SIGN, [work(None)], [], START + timedelta(days=7)) == Tally()


@pytest.mark.parametrize(
	("grades", "expected"),
	[
		(["Satisfied"] * 4 + ["Basically Satisfied"], GOOD),
		(["Satisfied"] * 3 + ["Basically Satisfied"], PASS),
		(["Satisfied"] * 99 + ["Dissatisfied"], FAIL),
		(["", ""], None),
	],
)
def test_satisfaction(grades, expected):
	found = rules.tally(PLEASE, [work(grade=grade) for grade in grades], [], DAY)
	assert rules.grade(PLEASE, found) == expected


def test_promises():
	item = Item(KEPT, good_from=100, pass_from=50)
	promises = [
		Promise(date(2026, 6, 1), date(2026, 6, 1)),
		Promise(date(2026, 6, 1)),
		Promise(date(2027, 1, 1)),
	]
	assert rules.tally(item, [], promises, DAY) == Tally(2, 1, 0)


def test_one_failure_fails_all():
	assert rules.overall([GOOD, GOOD, FAIL]) == FAIL
	assert rules.overall([GOOD, PASS, None]) == PASS
	assert rules.overall([GOOD, None]) == GOOD
	assert rules.overall([None, None]) is None


def test_the_reason_names_numbers_and_rule():
	found = rules.tally(REPLY, [work(replied=IN_TIME)] * 7 + [work(replied=LATE)] * 3, [], DAY)
	assert rules.reason(REPLY, found).in_words() == (
		"replied within 3 month(s): 7 of 10 (70%), 0 later than 6 month(s); "
		"good from 80% and 0 later than 6 month(s), pass from 0 later than 6 month(s)"
	)
	assert rules.reason(SIGN, Tally()).in_words() == "signed for within 7 day(s): nothing to judge yet"


@pytest.mark.parametrize(
	"items",
	[
		[SIGN, SIGN],
		[Item(SIGNED, good_from=80, pass_from=90)],
		[Item(RATED, good_from=101)],
		[Item(REPLIED, within=6, at_most=3)],
	],
)
def test_rules_that_contradict_themselves(items):
	with pytest.raises(rules.GradingRuleError):
		rules.check(items)


@given(
	total=st.integers(1, 300).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(0, n))),
	thresholds=st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted),
	spotless=st.tuples(st.booleans(), st.booleans()),
)
def test_better_work_is_never_graded_worse(total, thresholds, spotless):
	number, good, breaches = total
	item = Item(
		RATED,
		good_from=thresholds[1],
		good_spotless=spotless[0],
		pass_from=thresholds[0],
		pass_spotless=spotless[1],
	)
	order = {GOOD: 0, PASS: 1, FAIL: 2}
	if spotless[1] and not spotless[0]:
		return  # a rule that forgives for good what it does not for a pass
	grade = rules.grade(item, Tally(number, good, breaches))
	assert order[rules.grade(item, Tally(number, min(good + 1, number), breaches))] <= order[grade]
	assert order[rules.grade(item, Tally(number, good, max(breaches - 1, 0)))] <= order[grade]
