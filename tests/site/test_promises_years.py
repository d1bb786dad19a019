"""Three years of promises on a real site: every one ends kept, explained or overdue, and none vanishes."""

import os
from datetime import timedelta

import frappe
import pytest
from promise_years import SETTLED, STEPS, Years

from deputy_affairs import daily

YEARS = 3 * 365
# More lives than the one of every run: PROMISE_SEEDS="2,3,4" ./dev/test tests/site/test_promises_years.py
SEEDS = [int(seed) for seed in os.environ.get("PROMISE_SEEDS", "1").split(",")]


@pytest.fixture
def only_these_steps(monkeypatch):
	"""The steps of the job that promises depend on; the others have their own tests."""
	monkeypatch.setattr(daily, "STEPS", STEPS)


@pytest.mark.parametrize("seed", SEEDS)
def test_three_years_of_chance(town, outgoing, only_these_steps, seed):
	life = Years(town, seed)
	chance, first = life.chance, life.day
	last = first + timedelta(days=YEARS)
	with life.timeline.at(life.day):
		life.answer_a_suggestion()
		life.answer_a_suggestion(merged=True)
	life.run(life.day)
	life.send_mail(False)
	leaves = first + timedelta(days=chance.randint(60, 500))
	dissolves = first + timedelta(days=chance.randint(200, 700))
	more = [first + timedelta(days=150 + 220 * n + chance.randint(0, 60)) for n in range(3)]
	gone = elected = handed = False
	while life.day < last:
		life.act(chance.randint(0, 3))
		if not gone and life.day >= leaves:
			life.leave(town.deputies[1])
			gone = True
		if not life.dissolved and life.day >= dissolves:
			life.dissolve(town.units[0])
		elif life.dissolved and not handed and chance.random() < 0.5:
			handed = life.take_over(town.units[0]) >= 0
		if not elected and life.day >= life.term_end - timedelta(days=60):
			life.elect()
			elected = True
		if more and life.day >= more[0] and len(life.deputies_in_office()) > 1:
			more.pop(0)
			with life.timeline.at(life.day):
				life.answer_a_suggestion()
		if chance.random() < 0.06:
			life.compare(chance.randint(2, 15))
		else:
			life.jump(min(chance.choice((1, 1, 5, 20, 30, 45, 60)), (last - life.day).days or 1))
		if chance.random() < 0.1:
			before = life.picture()
			assert life.run(life.day)["done"] == []
			assert life.picture() == before
	# nobody does anything any more: what is not settled is overdue in the end
	while any(known.limit() >= life.day for known in life.ledger.values() if known.phase not in SETTLED):
		life.jump(60)
	states = {known.state(life.day) for known in life.ledger.values()}
	assert states <= {"Kept", "Explained", "Overdue"}
	assert len(life.ledger) >= 12 and gone and elected and handed
	for what in ("kept", "explained", "new date", "receipt", "term explained"):
		assert life.did[what], life.did
	assert frappe.db.count("Reply Commitment", {"congress": town.congress}) == len(life.ledger)
