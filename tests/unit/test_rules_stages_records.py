"""The stage never contradicts the records."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from deputy_affairs.rules.stages import (
	STAGES,
	WORKFLOW_STATES,
	AssignmentFact,
	RatingFact,
	ReplyFact,
	SuggestionFacts,
	derive_stage,
)

DEPUTIES = ("张三", "李四")
GRADES = ("Satisfied", "Basically Satisfied", "Dissatisfied")


def check_invariants(facts, stage):
	"""What each stage claims about the records, and what the records demand of the stage."""
	assert stage in STAGES
	if facts.workflow_state != "Registered":
		assert stage == facts.workflow_state
		return
	mine = [a for a in facts.assignments if a.round == facts.current_round and a.role != "Assist"]
	live = {a.id: a for a in mine if a.state != "Returned"}
	undecided = [a for a in mine if a.state == "Return Requested"]
	orphaned = [a for a in mine if a.state == "Returned" and (a.awaits_takeover or not live)]
	unsigned = [a for a in mine if a.state == "Awaiting Receipt"]
	answered = {r.assignment for r in facts.replies if r.round == facts.current_round and r.state == "Issued"}
	unanswered = set(live) - answered
	rated = [r for r in facts.ratings if r.round == facts.current_round and r.assignment in live]
	unhappy = [r for r in rated if "Dissatisfied" in (r.attitude, r.result)]
	missing = [r for r in rated if not r.attitude or not r.result]

	claims = {
		"Registered": not mine,
		"Reassignment": bool(undecided or orphaned),
		"Assigned": bool(unsigned) and not undecided and not orphaned,
		"Handling": bool(live and unanswered) and not unsigned and not undecided and not orphaned,
		"Replied": bool(live) and not unanswered and not unhappy and (bool(missing) or not rated),
		"Awaiting Decision": bool(live) and not unanswered and bool(unhappy),
		"Closed": bool(live) and not unanswered and bool(rated) and not missing and not unhappy,
	}
	assert claims[stage], (stage, facts)
	settled = bool(live) and not (undecided or orphaned or unsigned or unanswered)
	assert settled == (stage in ("Replied", "Awaiting Decision", "Closed"))


class Handling(RuleBasedStateMachine):
	"""A suggestion's life as the office could live it: every event is a legal one at its moment."""

	@initialize()
	def start(self):
		self.state, self.round, self.serial = "Draft", 1, 0
		self.assignments, self.replies, self.ratings = {}, {}, {}

	def facts(self):
		return SuggestionFacts(
			self.state,
			self.round,
			tuple(self.assignments.values()),
			tuple(self.replies.values()),
			tuple(self.ratings.values()),
		)

	def stage(self):
		return derive_stage(self.facts())

	def mine(self, *states, roles=("Lead", "Separate")):
		return [
			a
			for a in self.assignments.values()
			if a.round == self.round and a.role in roles and a.state in states
		]

	def add(self, role):
		self.serial += 1
		fact = AssignmentFact(f"A{self.serial}", self.round, role, "Awaiting Receipt")
		self.assignments[fact.id] = fact
		return fact

	def put(self, fact, **changes):
		self.assignments[fact.id] = replace(fact, **changes)

	@rule(
		to=st.sampled_from(["Under Review", "Registered", "Returned for Rewriting", "Refused", "Withdrawn"])
	)
	def human_decision(self, to):
		legal = {
			"Draft": {"Under Review"},
			"Returned for Rewriting": {"Under Review", "Withdrawn"},
			"Under Review": {"Registered", "Returned for Rewriting", "Refused", "Withdrawn"},
		}
		if to in legal.get(self.state, ()):
			self.state = to

	@precondition(lambda self: self.state == "Registered" and self.stage() == "Registered")
	@rule(separate=st.integers(0, 3), assist=st.integers(0, 2))
	def assign(self, separate, assist):
		for role in ["Separate"] * separate or ["Lead"] + ["Assist"] * assist:
			self.add(role)
		assert self.stage() == "Assigned"

	@precondition(
		lambda self: (
			self.state == "Registered" and self.mine("Awaiting Receipt", roles=("Lead", "Separate", "Assist"))
		)
	)
	@rule(data=st.data())
	def sign_for(self, data):
		fact = data.draw(st.sampled_from(self.mine("Awaiting Receipt", roles=("Lead", "Separate", "Assist"))))
		self.put(fact, state="Accepted")

	@precondition(lambda self: self.state == "Registered" and self.mine("Accepted", roles=("Assist",)))
	@rule(data=st.data())
	def give_opinion(self, data):
		before = self.stage()
		self.put(data.draw(st.sampled_from(self.mine("Accepted", roles=("Assist",)))), state="Opinion Given")
		assert self.stage() == before

	@precondition(lambda self: self.state == "Registered" and self.mine("Awaiting Receipt"))
	@rule(data=st.data())
	def ask_to_return(self, data):
		self.put(data.draw(st.sampled_from(self.mine("Awaiting Receipt"))), state="Return Requested")
		assert self.stage() == "Reassignment"

	@precondition(lambda self: self.state == "Registered" and self.mine("Return Requested"))
	@rule(data=st.data(), granted=st.booleans())
	def decide_return(self, data, granted):
		fact = data.draw(st.sampled_from(self.mine("Return Requested")))
		if granted:
			self.put(fact, state="Returned", awaits_takeover=True)
			assert self.stage() == "Reassignment"
		else:
			self.put(fact, state="Awaiting Receipt")

	@precondition(
		lambda self: self.state == "Registered" and any(a.awaits_takeover for a in self.mine("Returned"))
	)
	@rule(data=st.data())
	def reassign(self, data):
		fact = data.draw(st.sampled_from([a for a in self.mine("Returned") if a.awaits_takeover]))
		self.put(fact, awaits_takeover=False)
		self.add(fact.role)

	@precondition(lambda self: self.state == "Registered" and self.mine("Accepted"))
	@rule(
		data=st.data(),
		state=st.sampled_from(["Draft", "Under Check", "Awaiting Sign-off", "Signed Off", "Issued"]),
	)
	def work_on_reply(self, data, state):
		fact = data.draw(st.sampled_from(self.mine("Accepted")))
		key = (fact.id, self.round)
		if key in self.replies and self.replies[key].state == "Issued":
			return
		self.replies[key] = ReplyFact(fact.id, self.round, state)
		if state == "Issued":
			for deputy in DEPUTIES:
				self.ratings[fact.id, deputy] = RatingFact(fact.id, self.round, deputy)

	@precondition(lambda self: self.state == "Registered" and self.ratings)
	@rule(data=st.data(), attitude=st.sampled_from(GRADES), result=st.sampled_from(GRADES))
	def rate(self, data, attitude, result):
		key = data.draw(st.sampled_from(sorted(self.ratings)))
		fact = self.ratings[key]
		if fact.round == self.round and not fact.attitude:
			self.ratings[key] = replace(fact, attitude=attitude, result=result)

	@precondition(lambda self: self.state == "Registered" and self.stage() == "Awaiting Decision")
	@rule(again=st.booleans())
	def decide_after_dissatisfaction(self, again):
		if again:
			self.round += 1
			assert self.stage() == "Registered"
		else:
			self.state = "Closed"

	@invariant()
	def never_contradicts_the_records(self):
		if hasattr(self, "state"):
			check_invariants(self.facts(), self.stage())


Handling.TestCase.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
TestHandling = Handling.TestCase

ids = st.sampled_from(["A1", "A2", "A3", "A4"])
rounds = st.integers(1, 2)
grade = st.sampled_from(["", *GRADES])
any_facts = st.builds(
	SuggestionFacts,
	st.sampled_from(["Registered"] * 7 + list(WORKFLOW_STATES)),
	rounds,
	st.lists(
		st.builds(
			AssignmentFact,
			ids,
			rounds,
			st.sampled_from(["Lead", "Assist", "Separate"]),
			st.sampled_from(["Accepted", "Accepted", "Awaiting Receipt", "Return Requested", "Returned"]),
			st.booleans(),
		),
		max_size=4,
		unique_by=lambda a: a.id,
	).map(tuple),
	st.lists(
		st.builds(ReplyFact, ids, rounds, st.sampled_from(["Draft", "Issued", "Issued"])), max_size=6
	).map(tuple),
	st.lists(st.builds(RatingFact, ids, rounds, st.sampled_from(DEPUTIES), grade, grade), max_size=6).map(
		tuple
	),
)


@settings(max_examples=500)
@given(any_facts)
def test_whatever_the_records_the_stage_agrees(facts):
	check_invariants(facts, derive_stage(facts))


@given(any_facts, st.randoms())
def test_order_other_rounds_and_assisting_units_do_not_matter(facts, random):
	def shuffled(rows):
		return tuple(random.sample(rows, len(rows)))

	trimmed = replace(
		facts,
		assignments=shuffled(
			[a for a in facts.assignments if a.round == facts.current_round and a.role != "Assist"]
		),
		replies=shuffled([r for r in facts.replies if r.round == facts.current_round]),
		ratings=shuffled([r for r in facts.ratings if r.round == facts.current_round]),
	)
	assert derive_stage(trimmed) == derive_stage(facts)
