"""One suggestion with all that belongs to it, in the state and with the dates that years of work leave behind."""

from __future__ import annotations

import random
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


def suggestion(
	writer, rng, number, paper, townships, deputies, units, raised, today, is_open, limits
) -> None:
	"""One suggestion with all that belongs to it, as far as it has come."""
	congress = townships[number % len(townships)]
	start = max(year for year in TERM_STARTS if date(year, 10, 1) <= raised)
	term = f"{congress}-{15 + TERM_STARTS.index(start)}"
	meeting = f"{term}-{raised.year - start}" if raised.month == 1 and raised.year > start else None
	stage = (
		rng.choice(OPEN_STAGES) if is_open else rng.choices(("Closed", "Refused", "Withdrawn"), (97, 2, 1))[0]
	)
	signers = rng.sample(deputies[congress], 2 + (number % 3 == 0))
	registered = stage not in ("Draft", "Under Review", "Refused")
	given = stage in ("Assigned", "Handling", "Closed")
	answered = stage == "Closed"
	assigned_on = raised + timedelta(days=20) if given else None
	due = assigned_on + timedelta(days=91) if given else None
	replied = assigned_on + timedelta(days=rng.randint(20, 110)) if answered else None
	reply_class = rng.choice(CLASSES) if answered else None
	grades = [(rng.choice(SIGNED), rng.choice(SIGNED)) for _ in signers]
	name = f"{PREFIX}S-{number:06}"
	lead, lead_name = signers[0]
	registration = f"{term.rsplit('-', 1)[1]}-{raised.year}-{number:06}" if registered else None
	unit = units[congress][rng.randrange(UNITS)]
	handled = (congress, registration, unit)
	stamp = datetime.combine(replied or assigned_on or raised, datetime.min.time()) + timedelta(
		seconds=number % 80_000
	)
	state = {"Handling": "Registered", "Assigned": "Registered"}.get(stage, stage)
	writer.add(
		"Deputy Suggestion",
		name,
		stamp=stamp,
		title=paper.title,
		registration_number=registration,
		congress=congress,
		term=term,
		meeting=meeting,
		kind="Suggestion",
		author_kind="Deputy",
		entry_mode="On Screen",
		occasion="Meeting" if meeting else "Recess",
		category=paper.category,
		stage=stage,
		workflow_state=state,
		lead_deputy=lead,
		lead_deputy_name=lead_name,
		proposer_shown=lead_name,
		is_anonymous=int(number % 97 == 0),
		is_key=int(number % 20 == 0),
		situation=paper.situation,
		cause=paper.cause,
		submitted_on=None if stage == "Draft" else raised,
		registered_on=raised + timedelta(days=5) if registered else None,
		current_round=1 if given else 0,
		units_shown=unit.rsplit("-", 1)[1] if given else None,
		assigned_on=assigned_on,
		due_date=due,
		replied_on=replied,
		result_class=reply_class,
		overall_rating=max(grade for pair in grades for grade in pair) if answered else None,
		closed_on=replied + timedelta(days=30) if answered else None,
	)
	child = {"parent": name, "parenttype": "Deputy Suggestion"}
	for idx, (deputy, shown) in enumerate(signers[1:], 1):
		writer.add(
			"Suggestion Cosigner",
			f"{name}-c{idx}",
			**child,
			parentfield="cosigners",
			idx=idx,
			deputy=deputy,
			deputy_name=shown,
			state="Confirmed",
		)
	for idx, demand in enumerate(paper.demands, 1):
		writer.add(
			"Suggestion Demand", f"{name}-d{idx}", **child, parentfield="demands", idx=idx, demand=demand
		)
	steps = ["Draft", "Under Review", "Registered", "Assigned", "Handling", "Replied", "Closed"]
	steps = steps[: steps.index(stage) + 1] if stage in steps else ["Draft", "Under Review", stage]
	moments = [
		raised - timedelta(days=2),
		raised,
		raised + timedelta(days=5),
		assigned_on,
		assigned_on,
		replied,
	]
	for idx, step in enumerate(steps, 1):
		moment = (moments[idx - 1] if idx <= len(moments) else None) or replied or raised
		writer.add(
			"Suggestion Stage Change",
			f"{name}-l{idx}",
			**child,
			parentfield="stage_log",
			idx=idx,
			from_stage=steps[idx - 2] if idx > 1 else None,
			to_stage=step,
			changed_on=moment,
			changed_by="Administrator",
			round=1 if idx > 3 else 0,
		)
	if given:
		_handling(
			writer,
			rng,
			number,
			name,
			paper,
			handled,
			stage,
			signers,
			grades,
			assigned_on,
			due,
			replied,
			limits,
			reply_class,
			units,
		)


def _handling(
	writer,
	rng,
	number,
	name,
	paper,
	handled,
	stage,
	signers,
	grades,
	assigned_on,
	due,
	replied,
	limits,
	reply_class,
	units,
) -> None:
	"""Assignments, and where it was answered the reply and the opinion forms."""
	congress, registration, unit = handled
	common = {
		"suggestion": name,
		"suggestion_title": paper.title,
		"registration_number": registration,
		"congress": congress,
		"round": 1,
	}
	status = "Awaiting Receipt" if stage == "Assigned" else "Replied" if replied else "Handling"
	assignment = f"{PREFIX}A-{number:06}"
	roles = [("Lead", unit, assignment, status)]
	if writer.county.rows["Suggestion Assignment"] + 1 < limits[0] and number % 5 < 3:
		other = units[congress][(units[congress].index(unit) + 1) % UNITS]
		roles.append(("Assist", other, f"{assignment}-2", "Opinion Given" if replied else status))
	for role, who, key, now in roles:
		writer.add(
			"Suggestion Assignment",
			key,
			**common,
			unit=who,
			handling_role=role,
			status=now,
			workflow_state="Replied" if now == "Replied" else now,
			lead_unit=unit if role == "Assist" else None,
			assigned_on=assigned_on,
			due_date=due,
			contact_by=assigned_on + timedelta(days=28),
			received_on=None if now == "Awaiting Receipt" else assigned_on + timedelta(days=3),
			contacted_on=assigned_on + timedelta(days=15) if replied else None,
			replied_on=replied if role == "Lead" else None,
			opinion_on=replied if role == "Assist" else None,
			situation=paper.situation,
			cause=paper.cause,
			demands_text="\n".join(paper.demands),
		)
	if not replied:
		return
	reply = f"{PREFIX}R-{number:06}"
	writer.add(
		"Suggestion Reply",
		reply,
		**common,
		assignment=assignment,
		unit=unit,
		reply_class=reply_class,
		issued_on=replied,
		workflow_state="Issued",
		document_number=f"{number}号函〔{replied.year}〕{number}号",
	)
	for idx, demand in enumerate(paper.demands, 1):
		promised = reply_class == "B" and idx == 1
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
			promised_date=replied + timedelta(days=180) if promised else None,
			responsible="王芳" if promised else None,
		)
	for (deputy, shown), (attitude, result) in zip(signers, grades, strict=True):
		if writer.county.rows["Suggestion Rating"] >= limits[1]:
			break
		returned = rng.random() < 0.92
		writer.add(
			"Suggestion Rating",
			f"{PREFIX}F-{number:06}-{deputy.rsplit('-', 1)[1]}",
			**common,
			reply=reply,
			unit=unit,
			deputy=deputy,
			deputy_name=shown,
			status="Returned" if returned else "Not Returned",
			attitude=attitude if returned else None,
			result=result if returned else None,
			received_on=replied + timedelta(days=10) if returned else None,
			due_date=replied + timedelta(days=21),
			round_closed=1,
			is_anonymous=int(number % 97 == 0),
		)
