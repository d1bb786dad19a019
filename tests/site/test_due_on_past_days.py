"""What was overdue or due soon on a past day: extensions, notices and promises tell it by their own dated steps."""

import json
from types import SimpleNamespace

import factories as make
import frappe
import pytest
from factories import act, acting
from frappe.utils import add_days, getdate
from life import Life

from deputy_affairs.deputy_affairs.report.overdue_and_due_soon import overdue_and_due_soon
from deputy_affairs.supervision import drafting

KINDS = ["extension", "notice", "promise"]


@pytest.fixture
def town(site, people, prefix):
	"""A township whose presidium can issue notices and letters."""
	return make.make_township(
		prefix, people, presidium_code=f"{prefix}人主函", contact_person="周敏", hotline="0871-65550100"
	)


def told(town, as_of=None) -> list[dict]:
	"""The rows of the report with every column, as they would have been printed."""
	with acting(town.clerk):
		filters = {"congress": town.congress, "days": 366, "kind": KINDS, "as_of": as_of}
		rows = overdue_and_due_soon.execute(filters)[1]
	return json.loads(json.dumps(rows, default=str, ensure_ascii=False))


def story(town):
	"""Steps as (days ago, what is done); `made` is what the steps leave for the later ones."""
	worker, chief = town.workers[0], town.chiefs[0]
	made = SimpleNamespace()

	def begin():
		suggestion = make.register(make.make_suggestion(town.deputies[0], meeting=town.meeting))
		(made.lead,) = make.assign(suggestion, lead=town.units[0])
		with acting(worker):
			act(made.lead, "Sign For")

	def ask():
		with acting(worker):
			made.extension = make.request_extension(made.lead, add_days(made.lead.reload().due_date, 30))
			act(made.extension, "Ask for Extension")

	def refuse():
		with acting(town.chair):
			act(made.extension, "Refuse Extension", decision="请按期答复")

	def urge():
		with acting(town.clerk):
			(draft,) = drafting.draft_notices("Reminder Notice", [made.lead.name])
			made.notice = act(frappe.get_doc("Supervision Notice", draft["name"]), "Issue Notice")

	def answer():
		with acting(worker):
			act(
				made.notice,
				"Answer Notice",
				answer_reasons="资金未到位",
				answer_measures="已列入计划",
				answer_done_by=add_days(getdate(), 30),
			)

	def ask_again():
		with acting(town.chair):
			act(made.notice, "Ask Again", decision="请写明责任人", answer_by=made.notice.answer_by)

	def accept():
		with acting(town.clerk):
			act(made.notice, "Accept Answer")

	def reply():
		with acting(worker):
			draft = make.draft_reply(made.lead.reload(), "B", "列入计划，清淤五公里")
			for row in draft.answers:
				row.promised_date, row.responsible = add_days(getdate(), 20), "刘长林"
				row.outcome = "Planned"
			draft.save()
		make.issue(draft, worker, town.office, chief)
		made.promises = frappe.get_all("Reply Commitment", {"reply": draft.name}, pluck="name")

	def keep():
		for name in made.promises:
			promise = frappe.get_doc("Reply Commitment", name)
			with acting(worker):
				act(promise, "Report Completion", done_on=getdate(), progress_text="五公里渠道全部清淤")
			with acting(town.clerk):
				act(promise, "Confirm as Kept")

	return (
		(120, begin),
		(80, ask),
		(75, refuse),
		(60, urge),
		(59, answer),
		(58, ask_again),
		(57, answer),
		(56, accept),
		(50, reply),
		(10, keep),
		(0, lambda: None),
	)


def test_every_evening_comes_back_as_it_was(town):
	life, evenings = Life(town, days=130), {}
	for days_ago, step in story(town):
		day = getdate(add_days(getdate(), -days_ago))
		with life.timeline.at(day):
			step()
		with life.timeline.at(day):
			evenings[day] = told(town)
	seen = {day: [row["kind"] for row in rows] for day, rows in evenings.items()}
	kinds = list(seen.values())
	# nothing, asked, refused, urged, answered, urged again, answered, accepted, promised, kept, today
	assert kinds == [[], ["extension"], [], ["notice"], [], ["notice"], [], [], kinds[8], [], []]
	assert set(kinds[8]) == {"promise"}
	for day, rows in evenings.items():
		assert told(town, str(day)) == rows, day
