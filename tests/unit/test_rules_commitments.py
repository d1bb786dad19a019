"""Promises: state by the calendar, receipts once a year, carrying over, and three simulated years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deputy_affairs.rules import commitments as rules
from deputy_affairs.rules.commitments import Promise, season, season_of

D = date
Q4 = ("10-01", "12-31")
PROMISE = Promise(D(2026, 3, 10), D(2026, 9, 30))


@pytest.mark.parametrize(
	"changes,day,state",
	[
		({}, D(2026, 9, 30), "Open"),  # the date promised is still in time
		({}, D(2026, 10, 1), "Overdue"),
		# reported in time: the office has its days to look at it, no longer
		(
			{
				"workflow_state": "Completion Reported",
				"done_on": D(2026, 9, 29),
				"decide_by": D(2026, 10, 15),
			},
			D(2026, 10, 15),
			"Open",
		),
		(
			{
				"workflow_state": "Completion Reported",
				"done_on": D(2026, 9, 29),
				"decide_by": D(2026, 10, 15),
			},
			D(2026, 10, 16),
			"Overdue",
		),
		# done late: the report makes it no earlier
		(
			{
				"workflow_state": "Completion Reported",
				"done_on": D(2026, 10, 2),
				"decide_by": D(2026, 10, 15),
			},
			D(2026, 10, 3),
			"Overdue",
		),
		# an explanation moves nothing before it is accepted
		(
			{"workflow_state": "Explanation Submitted", "decide_by": D(2026, 10, 15)},
			D(2026, 10, 1),
			"Overdue",
		),
		({"workflow_state": "Confirmed"}, D(2027, 1, 1), "Kept"),
		({"workflow_state": "Explanation Accepted"}, D(2027, 1, 1), "Explained"),
		# taken up again with a date of its own
		({"again_by": D(2026, 11, 20)}, D(2026, 11, 20), "Open"),
		({"again_by": D(2026, 11, 20)}, D(2026, 11, 21), "Overdue"),
		({"again_by": D(2026, 5, 1)}, D(2026, 9, 30), "Open"),  # never earlier than promised
	],
)
def test_state(changes, day, state):
	assert rules.derive_state(replace(PROMISE, **changes), day) == state


def test_unknown_workflow_state():
	with pytest.raises(ValueError, match="unknown"):
		rules.derive_state(replace(PROMISE, workflow_state="Forgotten"), D(2026, 1, 1))


def test_season_within_a_year_and_across_its_turn():
	assert season(2026, *Q4).start == D(2026, 10, 1) and season(2026, *Q4).end == D(2026, 12, 31)
	late = season(2026, "12-15", "01-31")
	assert (late.start, late.end) == (D(2026, 12, 15), D(2027, 1, 31))
	assert season_of(D(2027, 1, 10), "12-15", "01-31").year == 2026
	assert season_of(D(2026, 9, 30), *Q4) is None
	assert season_of(D(2026, 10, 1), *Q4).year == 2026


@pytest.mark.parametrize(
	"changes,state,owed",
	[
		({}, "Open", True),
		({}, "Overdue", True),
		({}, "Kept", False),
		({}, "Explained", False),
		({"receipt_year": 2026}, "Overdue", False),
		({"receipt_year": 2025}, "Overdue", True),
		({"made_on": D(2026, 10, 1)}, "Open", False),
		({"made_on": D(2026, 9, 30)}, "Open", True),
	],
)
def test_receipt_owed(changes, state, owed):
	assert rules.owes_receipt(replace(PROMISE, **changes), season(2026, *Q4), state) is owed


def test_nothing_owed_out_of_season():
	assert not rules.owes_receipt(PROMISE, None, "Open")


def test_years_to_carry():
	assert rules.years_to_carry(PROMISE, D(2026, 12, 31)) == ()
	assert rules.years_to_carry(PROMISE, D(2027, 1, 1)) == (2026,)
	assert rules.years_to_carry(replace(PROMISE, carried_year=2026), D(2027, 6, 1)) == ()
	assert rules.years_to_carry(PROMISE, D(2029, 1, 1)) == (2026, 2027, 2028)


def test_completion_and_new_date():
	rules.check_completion(PROMISE.made_on, D(2026, 3, 10), D(2026, 3, 10))
	with pytest.raises(rules.CompletionDateError):
		rules.check_completion(PROMISE.made_on, D(2026, 3, 9), D(2026, 4, 1))
	with pytest.raises(rules.CompletionDateError):
		rules.check_completion(PROMISE.made_on, D(2026, 4, 2), D(2026, 4, 1))
	rules.check_new_date(PROMISE.promised_date, D(2026, 12, 1), D(2026, 10, 5))
	with pytest.raises(rules.NewDateError):
		rules.check_new_date(PROMISE.promised_date, D(2026, 9, 30), D(2026, 8, 1))
	with pytest.raises(rules.NewDateError):
		rules.check_new_date(PROMISE.promised_date, D(2026, 10, 5), D(2026, 10, 5))


OWN = rules.Place("A", "S", 1, D(2026, 3, 10))


@pytest.mark.parametrize(
	"later",
	[
		replace(OWN, made_on=D(2026, 5, 1)),  # itself
		rules.Place("B", "T", 2, D(2026, 5, 1)),  # of another suggestion
		rules.Place("B", "S", 1, D(2026, 3, 10)),  # made with it
		rules.Place("B", "S", 1, D(2026, 3, 9)),
		rules.Place("B", "S", 2, D(2026, 5, 1), "Explained"),
	],
)
def test_what_cannot_replace(later):
	with pytest.raises(rules.SuccessorError):
		rules.check_successor(OWN, later)


def test_what_can_replace():
	rules.check_successor(OWN, rules.Place("B", "S", 2, D(2026, 3, 10)))
	rules.check_successor(OWN, rules.Place("B", "S", 1, D(2026, 3, 11), "Kept"))


def test_figures_count_a_replaced_promise_with_its_successor():
	found = rules.figures(
		[
			("Kept", True, False),
			("Kept", False, False),
			("Overdue", False, False),
			("Explained", False, True),
			("Explained", False, False),
			("Open", False, False),
		]
	)
	assert (found.total, found.open, found.overdue, found.kept, found.kept_in_time) == (6, 1, 1, 2, 1)
	assert (found.explained, found.replaced, found.fallen_due) == (1, 1, 4)
	assert found.kept_rate == 50.0
	assert rules.figures([("Open", False, False)]).kept_rate is None


def test_who_held_it_and_what_was_said_on_a_past_day():
	moves = [(D(2026, 3, 1), "水利站"), (D(2026, 3, 1), "农服中心"), (D(2026, 6, 1), "财政所")]
	held = [rules.held_on(moves, "交通站", D(2026, month, 1)) for month in (2, 3, 5, 6)]
	assert held == ["水利站", "财政所", "财政所", "交通站"]
	assert rules.held_on([], "交通站", D(2020, 1, 1)) == "交通站"
	dates = [(D(2026, 3, 1), None), (D(2026, 4, 1), D(2026, 9, 1)), (D(2026, 5, 1), None)]
	assert [rules.last_said(dates, D(2026, month, 1)) for month in (3, 4, 6)] == [None, *[D(2026, 9, 1)] * 2]


def test_state_on_a_past_day():
	log = [
		(D(2026, 3, 10), "Open"),
		(D(2026, 5, 1), ""),
		(D(2026, 10, 1), "Overdue"),
		(D(2026, 11, 2), "Kept"),
	]
	days = [D(2026, 3, 9), D(2026, 3, 10), D(2026, 9, 30), D(2026, 10, 1), D(2026, 11, 1), D(2027, 1, 1)]
	assert [rules.state_on(log, day) for day in days] == ["", "Open", "Open", "Overdue", "Overdue", "Kept"]


def test_outcome_is_the_worst_grade():
	assert rules.outcome(["Satisfied", "Dissatisfied", ""]) == "Dissatisfied"
	assert rules.outcome(["Satisfied", "Basically Satisfied"]) == "Basically Satisfied"
	assert rules.outcome([""]) == ""


# Three years of one office, day by day. Each event is what a person may do on a day; what is not possible in the
# promise's state then, is skipped. The job runs on some days only; what it missed it makes up day by day, as the
# real one does.

FIRST, LAST = D(2026, 1, 1), D(2028, 12, 31)
DAYS = (LAST - FIRST).days
DECIDE = timedelta(days=14)

events = st.lists(
	st.tuples(
		st.integers(0, DAYS),
		st.sampled_from(
			["report", "report late", "send back", "confirm", "explain", "accept", "give up", "reopen"]
		),
		st.integers(0, 11),
	),
	max_size=80,
)
promises = st.lists(st.tuples(st.integers(0, DAYS - 1), st.integers(0, 500)), min_size=1, max_size=12)


class Office:
	"""A ledger that is kept with the pure rules alone."""

	def __init__(self, made):
		self.made = sorted((FIRST + timedelta(days=d), FIRST + timedelta(days=d + n)) for d, n in made)
		self.ledger: dict[int, Promise] = {}
		self.state: dict[int, str] = {}
		self.log: dict[int, list] = {}
		self.receipts: list[tuple[int, int]] = []
		self.carried: list[tuple[int, int]] = []
		self.successor: dict[int, int] = {}
		self.ran_until = FIRST - timedelta(days=1)

	def add(self, day, promised):
		number = len(self.ledger)
		self.ledger[number] = Promise(day, promised)
		self.state[number], self.log[number] = "Open", [(day, "Open")]
		return number

	def change(self, number, day, **changes):
		self.ledger[number] = replace(self.ledger[number], **changes)
		self.set_state(number, day)

	def set_state(self, number, day):
		new = rules.derive_state(self.ledger[number], day)
		if new != self.state[number]:
			self.state[number] = new
			self.log[number].append((day, new))

	def act(self, day, what, number):
		if number not in self.ledger:
			return
		promise, following = self.ledger[number], self.ledger[number].workflow_state
		if what.startswith("report") and following == rules.FOLLOWING:
			self.change(
				number, day, workflow_state="Completion Reported", done_on=day, decide_by=day + DECIDE
			)
		elif what == "send back" and following in rules.AWAITS_OFFICE:
			self.change(number, day, workflow_state="Following", done_on=None, decide_by=None)
		elif what == "confirm" and following == "Completion Reported":
			self.change(number, day, workflow_state="Confirmed", decide_by=None)
		elif what in ("explain", "give up") and following == rules.FOLLOWING:
			self.change(number, day, workflow_state="Explanation Submitted", decide_by=day + DECIDE)
		elif what == "accept" and following == "Explanation Submitted":
			self.change(number, day, workflow_state="Explanation Accepted", decide_by=None)
			if number % 2:  # with a new date: the new promise takes its place
				self.successor[number] = self.add(day, max(day, promise.promised_date) + timedelta(days=90))
		elif (
			what == "reopen" and self.state[number] in ("Kept", "Explained") and number not in self.successor
		):
			self.change(
				number, day, workflow_state="Following", done_on=None, again_by=day + timedelta(days=30)
			)

	def job(self, today):
		"""Every missed day in its order."""
		while self.ran_until < today:
			self.ran_until += timedelta(days=1)
			self.one_day(self.ran_until)

	def one_day(self, day):
		for number, promise in self.ledger.items():
			if promise.made_on > day:
				continue
			work = rules.due_work(promise, self.state[number], day, season_of(day, *Q4))
			if work.overdue:
				self.set_state(number, day)
			if work.receipt_year:
				self.receipts.append((number, work.receipt_year))
				self.ledger[number] = replace(self.ledger[number], receipt_year=work.receipt_year)
			if work.carry:
				self.carried += [(number, year) for year in work.carry]
				self.ledger[number] = replace(self.ledger[number], carried_year=work.carry[-1])

	def live(self, made, acts, runs):
		made = list(self.made)
		for offset in range(DAYS + 1):
			day = FIRST + timedelta(days=offset)
			while made and made[0][0] <= day:
				self.add(*made.pop(0))
			for when, what, number in acts:
				if when == offset:
					self.act(day, what, number)
			if runs(offset):
				self.job(day)
		self.job(LAST)


@settings(max_examples=150, deadline=None)
@given(promises, events, st.integers(1, 40))
def test_three_years_leave_every_promise_kept_explained_overdue_or_in_time(made, acts, every):
	office = Office(made)
	office.live(made, acts, lambda offset: offset % every == 0)
	assert len(office.ledger) >= len(made)  # none vanishes; explanations with a date add
	for number, promise in office.ledger.items():
		state = office.state[number]
		assert state == rules.derive_state(promise, LAST)
		if promise.promised_date < LAST and state == "Open":
			# only one that was taken up again, or reported in time and waits for the office's few days
			assert rules.last_day_in_time(promise) >= LAST
			assert promise.again_by or promise.workflow_state == "Completion Reported"
		# the history says the same as the record
		assert rules.state_on(office.log[number], LAST) == state
	assert len(set(office.receipts)) == len(office.receipts)
	assert len(set(office.carried)) == len(office.carried)


@settings(max_examples=60, deadline=None)
@given(promises, st.integers(1, 200))
def test_what_nobody_touches_gets_a_receipt_each_last_quarter_and_is_carried_each_year(made, every):
	"""And a job that ran on few days leaves the same as one that ran each day."""
	often, seldom = Office(made), Office(made)
	often.live(made, [], lambda offset: True)
	seldom.live(made, [], lambda offset: offset % every == 0)
	for office in (often, seldom):
		for number, promise in office.ledger.items():
			years = [year for who, year in office.receipts if who == number]
			expected = [y for y in (2026, 2027, 2028) if promise.made_on < D(y, 10, 1)]
			assert years == expected
			assert [year for who, year in office.carried if who == number] == list(
				range(promise.made_on.year, 2028)
			)
			assert office.state[number] == ("Overdue" if promise.promised_date < LAST else "Open")
	assert often.ledger == seldom.ledger and often.log == seldom.log
	before = (dict(often.ledger), list(often.receipts), list(often.carried))
	often.one_day(LAST)
	assert (often.ledger, often.receipts, often.carried) == before  # once more changes nothing
