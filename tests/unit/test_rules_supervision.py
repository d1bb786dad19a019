"""When overdue work is urged, and when it goes to the chair."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules.settings import SettingError, validate_together
from deputy_affairs.rules.supervision import CHAIR, CLERK, next_step

DUE = date(2026, 12, 1)


def level(overdue, unanswered=0, urge_after=1, supervise_after=15):
	step = next_step(
		DUE,
		DUE + timedelta(days=overdue),
		urge_after=urge_after,
		supervise_after=supervise_after,
		unanswered=unanswered,
	)
	return (step.level, step.number) if step else None


def test_nothing_before_the_due_date_has_passed():
	assert level(-3) is None
	assert level(0) is None
	assert level(0, unanswered=2) is None


def test_the_clerk_first_then_the_chair():
	assert level(1) == (CLERK, 1)
	assert level(14) == (CLERK, 1)
	assert level(15) == (CHAIR, 1)
	assert level(2, urge_after=3) is None
	assert level(3, urge_after=3) == (CLERK, 1)


def test_an_unanswered_notice_brings_the_next_and_two_the_chair():
	assert level(6, unanswered=1) == (CLERK, 2)
	assert level(6, unanswered=2) == (CHAIR, 1)


@given(st.integers(-30, 60), st.integers(0, 4), st.integers(1, 20), st.integers(0, 20))
def test_a_level_once_reached_is_not_left_while_it_stays_open(overdue, unanswered, urge_after, more):
	rank = {None: 0, CLERK: 1, CHAIR: 2}
	today = level(overdue, unanswered, urge_after, urge_after + more)
	later = level(overdue + 1, unanswered, urge_after, urge_after + more)
	assert rank[today and today[0]] <= rank[later and later[0]]


def test_the_chair_does_not_come_before_the_clerk():
	try:
		validate_together([("镇", {"urge_after_days": 20})])
	except SettingError as error:
		assert "20" in error.text.in_words()
	else:
		raise AssertionError("accepted")
