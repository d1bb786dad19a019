"""One suggestion with all that belongs to it, in the state and with the dates that years of work leave behind."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from site_rows import PREFIX

FIRST_YEAR = 2007
TERM_STARTS = (2006, 2011, 2016, 2021, 2026)
UNITS = 20
SIGNED = ("Satisfied", "Satisfied", "Satisfied", "Basically Satisfied", "Basically Satisfied", "Dissatisfied")
CLASSES = ("A", "A", "B", "B", "C", "D")
OPEN_STAGES = ("Handling", "Handling", "Handling", "Assigned", "Registered", "Under Review", "Draft")


def raised_on(rng: random.Random, today: date, is_open: bool) -> date:
	if is_open:
		return today - timedelta(days=rng.randint(3, 110))
	first = date(FIRST_YEAR, 1, 10)
	return first + timedelta(days=rng.randint(0, (today - timedelta(days=200) - first).days))


@dataclass(frozen=True)
class Body:
	"""The county that suggestions are laid in: names of townships, their deputies and units, what is the most."""

	townships: list[str]
	deputies: dict[str, list[tuple[str, str]]]  # (name, shown name) by congress
	units: dict[str, list[str]]  # by congress
	most_assignments: int
	most_ratings: int


@dataclass
class Case:
	"""What one suggestion is about, how far it has come and when; a date is None where it has not come so far."""

	number: int
	paper: object
	congress: str
	term: str
	meeting: str | None
	raised: date
	stage: str
	signers: list[tuple[str, str]]
	grades: list[tuple[str, str]]
	assigned_on: date | None
	replied: date | None
	reply_class: str | None
	unit: str

	@property
	def name(self) -> str:
		return f"{PREFIX}S-{self.number:06}"

	@property
	def registration(self) -> str | None:
		if self.stage in ("Draft", "Under Review", "Refused"):
			return None
		return f"{self.term.rsplit('-', 1)[1]}-{self.raised.year}-{self.number:06}"

	@property
	def due(self) -> date | None:
		return self.assigned_on and self.assigned_on + timedelta(days=91)

	@property
	def is_anonymous(self) -> int:
		return int(self.number % 97 == 0)

	@property
	def shared(self) -> dict:
		"""What every record of its handling carries."""
		return {
			"suggestion": self.name,
			"suggestion_title": self.paper.title,
			"registration_number": self.registration,
			"congress": self.congress,
			"round": 1,
		}


def draw(rng: random.Random, number: int, paper, body: Body, today: date, is_open: bool) -> Case:
	"""Decide by chance, the same for the same seed, what became of one suggestion."""
	raised = raised_on(rng, today, is_open)
	congress = body.townships[number % len(body.townships)]
	start = max(year for year in TERM_STARTS if date(year, 10, 1) <= raised)
	term = f"{congress}-{15 + TERM_STARTS.index(start)}"
	stage = (
		rng.choice(OPEN_STAGES) if is_open else rng.choices(("Closed", "Refused", "Withdrawn"), (97, 2, 1))[0]
	)
	signers = rng.sample(body.deputies[congress], 2 + (number % 3 == 0))
	assigned_on = raised + timedelta(days=20) if stage in ("Assigned", "Handling", "Closed") else None
	answered = stage == "Closed"
	replied = assigned_on + timedelta(days=rng.randint(20, 110)) if answered else None
	reply_class = rng.choice(CLASSES) if answered else None
	grades = [(rng.choice(SIGNED), rng.choice(SIGNED)) for _ in signers]
	return Case(
		number=number,
		paper=paper,
		congress=congress,
		term=term,
		meeting=f"{term}-{raised.year - start}" if raised.month == 1 and raised.year > start else None,
		raised=raised,
		stage=stage,
		signers=signers,
		grades=grades,
		assigned_on=assigned_on,
		replied=replied,
		reply_class=reply_class,
		unit=body.units[congress][rng.randrange(UNITS)],
	)


def lay(writer, rng: random.Random, case: Case, body: Body) -> None:
	"""The suggestion with all that belongs to it, as far as it has come."""
	_suggestion(writer, case)
	_stage_log(writer, case)
	if not case.assigned_on:
		return
	assignment = _assignments(writer, case, body)
	if case.replied:
		reply = _reply(writer, case, assignment)
		_forms(writer, rng, case, reply, body.most_ratings)


def _suggestion(writer, case: Case) -> None:
	stamp = datetime.combine(case.replied or case.assigned_on or case.raised, datetime.min.time())
	lead, lead_name = case.signers[0]
	given, answered = case.assigned_on, case.replied
	writer.add(
		"Deputy Suggestion",
		case.name,
		stamp=stamp + timedelta(seconds=case.number % 80_000),
		title=case.paper.title,
		registration_number=case.registration,
		congress=case.congress,
		term=case.term,
		meeting=case.meeting,
		kind="Suggestion",
		author_kind="Deputy",
		entry_mode="On Screen",
		occasion="Meeting" if case.meeting else "Recess",
		category=case.paper.category,
		stage=case.stage,
		workflow_state={"Handling": "Registered", "Assigned": "Registered"}.get(case.stage, case.stage),
		lead_deputy=lead,
		lead_deputy_name=lead_name,
		proposer_shown=lead_name,
		is_anonymous=case.is_anonymous,
		is_key=int(case.number % 20 == 0),
		situation=case.paper.situation,
		cause=case.paper.cause,
		submitted_on=None if case.stage == "Draft" else case.raised,
		registered_on=case.raised + timedelta(days=5) if case.registration else None,
		current_round=1 if given else 0,
		units_shown=case.unit.rsplit("-", 1)[1] if given else None,
		assigned_on=case.assigned_on,
		due_date=case.due,
		replied_on=case.replied,
		result_class=case.reply_class,
		overall_rating=max(grade for pair in case.grades for grade in pair) if answered else None,
		closed_on=case.replied + timedelta(days=30) if answered else None,
	)
	child = {"parent": case.name, "parenttype": "Deputy Suggestion"}
	for idx, (deputy, shown) in enumerate(case.signers[1:], 1):
		writer.add(
			"Suggestion Cosigner",
			f"{case.name}-c{idx}",
			**child,
			parentfield="cosigners",
			idx=idx,
			deputy=deputy,
			deputy_name=shown,
			state="Confirmed",
		)
	for idx, demand in enumerate(case.paper.demands, 1):
		writer.add(
			"Suggestion Demand", f"{case.name}-d{idx}", **child, parentfield="demands", idx=idx, demand=demand
		)


def _stage_log(writer, case: Case) -> None:
	steps = ["Draft", "Under Review", "Registered", "Assigned", "Handling", "Replied", "Closed"]
	stage, raised = case.stage, case.raised
	steps = steps[: steps.index(stage) + 1] if stage in steps else ["Draft", "Under Review", stage]
	moments = [
		raised - timedelta(days=2),
		raised,
		raised + timedelta(days=5),
		case.assigned_on,
		case.assigned_on,
		case.replied,
	]
	for idx, step in enumerate(steps, 1):
		moment = (moments[idx - 1] if idx <= len(moments) else None) or case.replied or raised
		writer.add(
			"Suggestion Stage Change",
			f"{case.name}-l{idx}",
			parent=case.name,
			parenttype="Deputy Suggestion",
			parentfield="stage_log",
			idx=idx,
			from_stage=steps[idx - 2] if idx > 1 else None,
			to_stage=step,
			changed_on=moment,
			changed_by="Administrator",
			round=1 if idx > 3 else 0,
		)


def _assignments(writer, case: Case, body: Body) -> str:
	"""The lead's assignment, whose name is returned, and for every second an assisting unit's."""
	replied, assigned_on = case.replied, case.assigned_on
	status = "Awaiting Receipt" if case.stage == "Assigned" else "Replied" if replied else "Handling"
	assignment = f"{PREFIX}A-{case.number:06}"
	roles = [("Lead", case.unit, assignment, status)]
	if writer.county.rows["Suggestion Assignment"] + 1 < body.most_assignments and case.number % 5 < 3:
		units = body.units[case.congress]
		other = units[(units.index(case.unit) + 1) % UNITS]
		roles.append(("Assist", other, f"{assignment}-2", "Opinion Given" if replied else status))
	for role, who, key, now in roles:
		writer.add(
			"Suggestion Assignment",
			key,
			**case.shared,
			unit=who,
			handling_role=role,
			status=now,
			workflow_state=now,
			lead_unit=case.unit if role == "Assist" else None,
			assigned_on=assigned_on,
			due_date=case.due,
			contact_by=assigned_on + timedelta(days=28),
			received_on=None if now == "Awaiting Receipt" else assigned_on + timedelta(days=3),
			contacted_on=assigned_on + timedelta(days=15) if replied else None,
			replied_on=replied if role == "Lead" else None,
			opinion_on=replied if role == "Assist" else None,
			situation=case.paper.situation,
			cause=case.paper.cause,
			demands_text="\n".join(case.paper.demands),
		)
	return assignment


def _reply(writer, case: Case, assignment: str) -> str:
	"""The issued reply, whose name is returned, with an answer to each demand; class B promises the first."""
	reply = f"{PREFIX}R-{case.number:06}"
	writer.add(
		"Suggestion Reply",
		reply,
		**case.shared,
		assignment=assignment,
		unit=case.unit,
		reply_class=case.reply_class,
		issued_on=case.replied,
		workflow_state="Issued",
		document_number=f"{case.number}号函〔{case.replied.year}〕{case.number}号",
	)
	for idx, demand in enumerate(case.paper.demands, 1):
		promised = case.reply_class == "B" and idx == 1
		writer.add(
			"Suggestion Reply Answer",
			f"{reply}-{idx}",
			parent=reply,
			parenttype="Suggestion Reply",
			parentfield="answers",
			idx=idx,
			demand=demand,
			outcome="Planned" if promised else "Done",
			answer="已按建议办理。",
			promised_date=case.replied + timedelta(days=180) if promised else None,
			responsible="王芳" if promised else None,
		)
	return reply


def _forms(writer, rng: random.Random, case: Case, reply: str, most: int) -> None:
	"""An opinion form of each signer, of which some have not come back."""
	for (deputy, shown), (attitude, result) in zip(case.signers, case.grades, strict=True):
		if writer.county.rows["Suggestion Rating"] >= most:
			break
		returned = rng.random() < 0.92
		writer.add(
			"Suggestion Rating",
			f"{PREFIX}F-{case.number:06}-{deputy.rsplit('-', 1)[1]}",
			**case.shared,
			reply=reply,
			unit=case.unit,
			deputy=deputy,
			deputy_name=shown,
			status="Returned" if returned else "Not Returned",
			attitude=attitude if returned else None,
			result=result if returned else None,
			received_on=case.replied + timedelta(days=10) if returned else None,
			due_date=case.replied + timedelta(days=21),
			round_closed=1,
			is_anonymous=case.is_anonymous,
		)
