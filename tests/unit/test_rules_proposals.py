"""The unit that is proposed, and the grounds it is proposed on."""

from hypothesis import given
from hypothesis import strategies as st

from deputy_affairs.rules.proposals import Handled, Matter, propose

UNITS = ["农服中心", "财政所", "交通站", "村建中心"]
ROADS = "道路交通"
USUAL = {"交通站": {ROADS}, "农服中心": {"农林水利"}}


def words(proposal) -> list[str]:
	return [reason.in_words() for reason in proposal.reasons]


def test_the_usual_unit_of_the_category_comes_first_and_says_so():
	first, *rest = propose(Matter(ROADS), UNITS, USUAL, [], 2026)
	assert first.unit == "交通站" and words(first) == [f"Usual unit for {ROADS}"]
	assert not rest


def test_the_deputys_wish_is_considered_but_does_not_beat_the_usual_unit():
	proposals = propose(Matter(ROADS, wish="财政所"), UNITS, USUAL, [], 2026)
	assert [p.unit for p in proposals] == ["交通站", "财政所"]
	assert words(proposals[1]) == ["The deputy proposes it"]


def test_wish_and_history_together_beat_the_usual_unit():
	history = [Handled("村建中心", ROADS, 2025, 6)]
	proposals = propose(Matter(ROADS, wish="村建中心"), UNITS, USUAL, history, 2026)
	assert proposals[0].unit == "村建中心"
	assert words(proposals[0]) == [
		"The deputy proposes it",
		"Handled 6 of 6 such suggestions since 2025",
	]


def test_where_nothing_is_set_history_proposes():
	history = [Handled("村建中心", ROADS, 2025, 4), Handled("财政所", ROADS, 2024, 1)]
	assert [p.unit for p in propose(Matter(ROADS), UNITS, {}, history, 2026)] == ["村建中心", "财政所"]


def test_the_last_year_counts_more_than_one_long_ago():
	history = [Handled("财政所", ROADS, 2018, 4), Handled("村建中心", ROADS, 2025, 4)]
	assert propose(Matter(ROADS), UNITS, {}, history, 2026)[0].unit == "村建中心"


def test_a_unit_that_returned_such_matters_is_not_proposed_for_them():
	history = [Handled("财政所", ROADS, 2025, 2, returned=2), Handled("村建中心", ROADS, 2025, 2)]
	assert [p.unit for p in propose(Matter(ROADS), UNITS, {}, history, 2026)] == ["村建中心"]


def test_other_categories_this_year_and_old_times_do_not_count():
	history = [
		Handled("财政所", "农林水利", 2025, 9),
		Handled("财政所", ROADS, 2026, 9),
		Handled("财政所", ROADS, 2015, 9),
	]
	assert propose(Matter(ROADS), UNITS, {}, history, 2026) == []


def test_a_wish_for_a_unit_that_is_gone_proposes_nothing():
	assert propose(Matter(ROADS, wish="已撤销单位"), UNITS, {}, [], 2026) == []


rows = st.builds(
	Handled,
	st.sampled_from(UNITS),
	st.sampled_from([ROADS, "农林水利"]),
	st.integers(2010, 2027),
	st.integers(0, 20),
	st.integers(0, 3),
)


@given(st.lists(rows, max_size=30), st.sampled_from(["", *UNITS]))
def test_whatever_the_history_a_proposal_has_grounds_and_stays_in_bounds(history, wish):
	proposals = propose(Matter(ROADS, wish=wish), UNITS, USUAL, history, 2026)
	assert [p.score for p in proposals] == sorted((p.score for p in proposals), reverse=True)
	for proposal in proposals:
		assert proposal.reasons and 0 < proposal.score <= 135.0 and proposal.unit in UNITS


@given(st.lists(rows, max_size=30), st.sampled_from(UNITS))
def test_a_wish_never_lowers_a_unit(history, wish):
	def score(**of):
		found = propose(Matter(ROADS, **of), UNITS, USUAL, history, 2026)
		return next((p.score for p in found if p.unit == wish), 0.0)

	assert score(wish=wish) >= score()
