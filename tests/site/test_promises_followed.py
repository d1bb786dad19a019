"""What the days bring for promises through the daily job itself: reminders, receipts, terms, and units that go."""

from datetime import timedelta

import factories as make
import frappe
import pytest
from frappe.utils import add_days, getdate, today
from reporting import figures, report
from test_commitments import done, kept, kinds, promised, receipts_of

from deputy_affairs import daily
from deputy_affairs.demo.timeline import Timeline
from deputy_affairs.deputy_affairs.doctype.commitment_receipt import entering, sending
from deputy_affairs.deputy_affairs.doctype.commitment_receipt.sending import NothingToSendError
from deputy_affairs.deputy_affairs.doctype.reply_commitment import handing_over
from deputy_affairs.deputy_affairs.doctype.reply_commitment.handing_over import HandingOverError
from deputy_affairs.deputy_affairs.doctype.reply_commitment.reply_commitment import CommitmentDateError

NAMES = (
	"mark_current_terms",
	"expire_mandates",
	"follow_promises",
	"remind_promises",
	"remind_of_receipts",
	"send",
)


@pytest.fixture
def job(town, monkeypatch):
	"""job(day) is the daily job of a day, as it runs when the clock stands there."""
	steps = tuple(step for step in daily.STEPS if step.rpartition(".")[2] in NAMES)
	monkeypatch.setattr(daily, "STEPS", steps)
	frappe.db.delete("Daily Step", {"step": ("in", steps)})
	timeline = Timeline(town.congress)

	def run(day):
		with timeline.at(getdate(day)):
			result = daily.run(getdate(day), commit=False)
		assert not result["failed"]
		return result

	run.at = timeline.at
	return run


def reminders(promise, **filters):
	return frappe.get_all(
		"Due Reminder",
		{"reference_name": promise.name, **filters},
		["name", "kind", "step", "day", "due_date", "subject", "message"],
		order_by="day asc, kind asc",
	)


def reached(reminder) -> set[str]:
	return set(frappe.get_all("Reminder Recipient", {"parent": reminder.name}, pluck="user"))


def test_before_the_date_the_unit_then_weekly_office_and_chair(town, job):
	due = getdate(add_days(today(), 40))
	_suggestion, (first,) = promised(town, dates=(due,))
	job(due - timedelta(days=31))
	job(due)
	rows = reminders(first)
	# caught up, the one of thirty days before comes too late to be of use
	assert [(row.kind, row.step) for row in rows] == [("Promise Due", f"-{n}") for n in (15, 7, 1)]
	assert reached(rows[0]) == {town.workers[0], town.chiefs[0]}
	assert first.promise in rows[0].message and str(due) in rows[0].subject
	for ahead in range(1, 16):
		job(due + timedelta(days=ahead))
	late = reminders(first, kind="Promise Overdue")
	assert [row.step for row in late] == ["+1", "+8", "+15"]
	assert reached(late[0]) == {town.workers[0], town.chiefs[0], town.clerk, town.chair}
	job(due + timedelta(days=15))
	assert len(reminders(first)) == 6


def test_a_report_quiets_the_unit_and_calls_the_office(town, job):
	due = getdate(add_days(today(), 20))
	_suggestion, (first,) = promised(town, dates=(due,))
	done(town, first)
	job(due - timedelta(days=8))
	for ahead in range(30):
		job(due - timedelta(days=7) + timedelta(days=ahead))
	rows = reminders(first)
	assert {row.kind for row in rows} == {"Promise Decision"}
	assert {row.due_date for row in rows} == {getdate(first.check_by)}
	assert all(reached(row) == {town.clerk} for row in rows)
	assert next(row.step for row in rows if row.step.startswith("+")) == "+1"


def test_a_settled_promise_is_left_in_peace_and_a_new_date_starts_anew(town, job):
	due = getdate(add_days(today(), 20))
	_suggestion, (first, second) = promised(town, dates=(due, due))
	kept(town, first)
	with make.acting(town.workers[0]):
		make.act(second, "Explain", explanation="汛期推迟", new_date=due + timedelta(days=60))
	with make.acting(town.clerk):
		make.act(second, "Accept Explanation")
	later = frappe.get_doc("Reply Commitment", second.successor)
	job(today())
	for ahead in range(1, 60):
		job(add_days(today(), ahead))
	assert not reminders(first) and not reminders(second)
	assert [row.step for row in reminders(later)] == ["-30"]


def test_a_new_date_that_passed_while_the_office_thought_is_sent_back(town, job):
	_suggestion, (first,) = promised(town, dates=(add_days(today(), 20),))
	with make.acting(town.workers[0]):
		make.act(first, "Explain", explanation="汛期推迟", new_date=add_days(today(), 25))
	with job.at(getdate(add_days(today(), 26))), make.acting(town.clerk):
		with pytest.raises(CommitmentDateError):
			make.act(first, "Accept Explanation")
		make.act(first.reload(), "Send Back", decision_note="请另定时间")
	assert not first.successor and first.workflow_state == "Following"


def test_an_old_promise_that_comes_on_record_late_has_fallen_overdue(town):
	_suggestion, (first,) = promised(town)[0], promised(town)[1][:1]
	for table, filters in (
		("Commitment Step", {"parent": first.name}),
		("Reply Commitment", {"name": first.name}),
	):
		frappe.db.delete(table, filters)
	reply = frappe.get_doc("Suggestion Reply", first.reply)
	frappe.db.set_value(
		"Suggestion Reply Answer",
		{"parent": reply.name, "idx": first.demand_no},
		"promised_date",
		add_days(today(), -9),
	)
	frappe.db.set_value("Suggestion Reply", reply.name, "issued_on", add_days(today(), -90))
	from deputy_affairs.deputy_affairs.doctype.reply_commitment.making import make_for_reply

	(name,) = make_for_reply(reply.reload())
	doc = frappe.get_doc("Reply Commitment", name)
	assert doc.state == "Overdue" and doc.overdue_on
	assert [(row.kind, row.to_state) for row in doc.steps] == [
		("Made", "Open"),
		("Fallen Overdue", "Overdue"),
	]


def test_before_the_season_each_unit_is_asked_for_its_progress_once(town, job):
	promised(town, dates=("2027-12-31",))
	promised(town, dates=("2027-12-31",), unit=1, title="关于增设路灯的建议")
	job("2027-09-10")
	job("2027-09-20")  # the day itself, the sixteenth, was missed
	rows = frappe.get_all(
		"Due Reminder",
		{"kind": "Progress before Receipts", "congress": town.congress},
		["reference_name", "day", "step"],
		order_by="reference_name",
	)
	assert {row.reference_name for row in rows} == set(town.units[:2])
	assert {(str(row.day), row.step) for row in rows} == {("2027-09-16", "2027")}


def test_carried_over_and_into_the_new_term_although_the_job_slept(town, job):
	"""The job sleeps over the turn of the year, and later over the first week of a term."""
	_suggestion, (first,) = promised(town, dates=("2032-06-30",))
	end = getdate("2027-02-28")
	frappe.db.set_value("Congress Term", town.term, "end_date", end)
	job("2026-12-29")
	job("2027-01-06")
	first.reload()
	(row,) = [row for row in first.steps if row.kind == "Carry-over"]
	assert str(row.logged_on) == "2027-01-01"
	new = make.make_term(town.congress, 20, start=end + timedelta(days=1))
	job(end + timedelta(days=9))
	first.reload()
	assert (first.term, getdate(first.term_changed_on)) == (new.name, end + timedelta(days=1))
	(row,) = [row for row in first.steps if row.kind == "Change of Term"]
	assert getdate(row.logged_on) == end + timedelta(days=1)
	assert kinds(first).count("Carry-over") == 1


@pytest.fixture
def season(town, job):
	"""Receipts of one promise to two deputies in the last quarter."""
	_suggestion, (first,) = promised(town, dates=("2027-12-31",))
	job("2027-09-30")
	job("2027-10-08")
	return first


def test_the_office_is_told_to_send_the_receipts_and_whom_to_call(town, job, season):
	one, two = receipts_of(season)
	rows = frappe.get_all(
		"Due Reminder", {"congress": town.congress, "kind": "Receipts to Send"}, ["name", "day", "subject"]
	)
	assert [str(row.day) for row in rows] == ["2027-10-01"] and "2" in rows[0].subject
	assert reached(rows[0]) == {town.clerk}
	with job.at(getdate("2027-10-09")), make.acting(town.clerk):
		entering.enter_answers([{"name": one.name, "grade": "Satisfied", "received_on": "2027-10-09"}])
	job(getdate(two.due_date) - timedelta(days=4))
	job(getdate(two.due_date))  # missed the day for the call
	(row,) = frappe.get_all(
		"Due Reminder", {"congress": town.congress, "kind": "Receipts Due Soon"}, ["name", "day", "message"]
	)
	assert row.day == getdate(two.due_date) - timedelta(days=3)
	assert "李梅" in row.message and "张建国" not in row.message
	assert (
		not reminders(one, kind="Receipt to Fill in") and len(reminders(two, kind="Receipt to Fill in")) == 1
	)
	job(add_days(two.due_date, 1))
	assert two.reload().status == "Not Returned"


def test_answers_from_the_pile_each_stand_by_themselves(town, job, season):
	one, two = receipts_of(season)
	with job.at(getdate("2027-10-20")):
		with make.acting(town.workers[0]), pytest.raises(frappe.PermissionError):
			entering.still_out()
		with make.acting(town.workers[0]), pytest.raises(frappe.PermissionError):
			entering.enter_answers([{"name": one.name, "grade": "Satisfied"}])
		with make.acting(town.clerk):
			out = entering.still_out(congress=town.congress, year=2027)
			assert [row.deputy_name for row in out] == ["张建国", "李梅"]
			assert out[0].unit_name == "农服中心" and out[0].promise == season.promise
			answer = entering.enter_answers(
				[
					{"name": one.name, "grade": "Dissatisfied", "received_on": "2027-10-19"},
					{"name": two.name, "grade": "Basically Satisfied", "received_on": "2027-10-19"},
				]
			)
			assert answer["entered"] == [two.name] and [row["name"] for row in answer["failed"]] == [one.name]
			assert one.reload().status == "Awaited"
			answer = entering.enter_answers(
				[{"name": one.name, "grade": "Dissatisfied", "reasons": "尚未动工"}]
			)
			assert answer["entered"] == [one.name]
			assert entering.still_out(congress=town.congress) == []
	two.reload()
	assert (two.status, two.returned_by, two.entered_by, str(two.received_on)) == (
		"Returned",
		"Paper",
		town.clerk,
		"2027-10-19",
	)
	assert season.reload().outcome_rating == "Dissatisfied"


def test_which_are_out_which_are_back(town, job, season, outgoing):
	from deputy_affairs.paperwork import service

	one, two = receipts_of(season)
	name = "Commitment Receipts"

	def standings(**filters):
		answer = report(name, town.clerk, congress=town.congress, **filters)
		return {row["deputy_name"]: row["standing"] for row in answer["result"]}, figures(answer)

	with job.at(getdate("2027-10-12")):
		assert standings()[0] == {"张建国": "Not Sent", "李梅": "Not Sent"}
		with make.acting(town.clerk):
			(row,) = sending.send_links([one.name])
			assert row["channels"] == [] and row["qr"].startswith("data:image/svg")
			service.create("commitment_receipt", two.doctype, [two.name])
	one.reload(), two.reload()
	assert (one.sent_via, two.sent_via) == ("Link Handed Over", "Printed")
	assert str(one.sent_on) == str(two.sent_on) == "2027-10-12"
	with job.at(getdate("2027-10-13")):
		assert standings()[0] == {"张建国": "Out", "李梅": "Out"}
		with make.acting(town.clerk):
			entering.enter_answers([{"name": two.name, "grade": "Satisfied"}])
			with pytest.raises(NothingToSendError):
				sending.send_links([two.name])
		rows, _figures = standings(standing=["Returned"])
		assert rows == {"李梅": "Returned"}
		assert standings()[1]["Came back"] == "1 (50%)"
		# as things stood before anything was sent
		assert standings(as_of="2027-10-11")[0] == {"张建国": "Not Sent", "李梅": "Not Sent"}
		assert standings(year=2026)[0] == {}
	job(add_days(one.due_date, 1))
	with job.at(getdate(add_days(one.due_date, 1))):
		assert standings()[0] == {"张建国": "Not Returned", "李梅": "Returned"}
	with pytest.raises(frappe.PermissionError):
		report(name, town.workers[0])


def test_another_unit_goes_on_with_the_promises_of_a_dissolved_one(town, job):
	due = getdate(add_days(today(), 40))
	_suggestion, (first, second) = promised(town, dates=(due, due))
	kept(town, second)
	open_receipts = receipts_of(second)
	with make.acting(town.clerk):
		unit = frappe.get_doc("Handling Unit", town.units[0])
		unit.is_active = 0
		unit.save()
	assert any("1" in str(message) for message in frappe.message_log)
	job(due - timedelta(days=16))
	job(due - timedelta(days=15))
	(row,) = reminders(first)
	assert town.clerk in reached(row)  # nobody may be left in the unit
	with make.acting(town.workers[0]), pytest.raises(frappe.PermissionError):
		handing_over.hand_over([first.name], town.units[1], "机构改革")
	with make.acting(town.clerk):
		assert [row.name for row in handing_over.open_promises(town.units[0])] == [first.name]
		for names, heir, reason in (
			([first.name], town.units[1], " "),
			([first.name], town.units[0], "机构改革"),
			([second.name], town.units[1], "机构改革"),
			([], town.units[1], "机构改革"),
			([first.name], "没有这个单位", "机构改革"),
		):
			with pytest.raises(HandingOverError):
				handing_over.hand_over(names, heir, reason)
		assert handing_over.hand_over([first.name], town.units[1], "机构改革，职能划转", "周会计") == 1
		assert handing_over.open_promises(town.units[0]) == []
	first.reload()
	assert first.unit == town.units[1] and first.state == "Open" and str(first.promised_date) == str(due)
	step = first.steps[-1]
	assert (step.kind, step.from_unit, step.logged_by) == ("Handed Over", town.units[0], town.clerk)
	assert first.responsible == "周会计" and "责任人由刘长林变更为周会计" in step.text
	assert "农服中心" in step.text and "财政所" in step.text and "职能划转" in step.text
	assert {row.unit for row in receipts_of(second)} == {open_receipts[0].unit} == {town.units[0]}
	told = frappe.get_all(
		"Due Reminder", {"kind": "Promise Handed Over", "reference_name": town.units[1]}, ["name"]
	)
	assert reached(told[0]) == {town.workers[1], town.chiefs[1]}
	# the new unit works on it, the old one no longer sees it
	make.forget()
	with make.acting(town.workers[0]):
		assert not frappe.get_list("Reply Commitment", {"name": first.name})
	with make.acting(town.workers[1]):
		make.act(first, "Report Progress", progress_text="已接手")
	job(due - timedelta(days=7))
	assert reached(reminders(first)[-1]) == {town.workers[1], town.chiefs[1]}
	assert kinds(first)[-2:] == ["Handed Over", "Progress"]


def test_the_ledger_of_a_past_day_names_the_unit_of_then(town, job):
	_suggestion, (first,) = promised(town, dates=("2027-12-31",))
	with job.at(getdate("2027-03-01")), make.acting(town.clerk):
		handing_over.hand_over([first.name], town.units[1], "机构改革")
	name = "Reply Commitments"

	def rows(**filters):
		return [(row.name, row.unit_name) for row in report(name, town.clerk, **filters)["result"]]

	with job.at(getdate("2027-03-02")):
		assert rows(unit=town.units[1]) == [(first.name, "财政所")] and not rows(unit=town.units[0])
		assert rows(unit=town.units[0], as_of="2027-02-28") == [(first.name, "农服中心")]
		assert not rows(unit=town.units[1], as_of="2027-02-28")
		assert rows(unit=town.units[1], as_of="2027-03-01") == [(first.name, "财政所")]


def test_the_report_on_handling_counts_promises_as_they_stood(town, job):
	from deputy_affairs import handling_figures

	due = getdate(add_days(today(), 20))
	_suggestion, (first, second) = promised(town, dates=(due, due))
	job(today())

	def counts(day):
		found = handling_figures.promises({"congress": town.congress, "as_of": getdate(day)})
		return found["promises"], {
			state: found[f"promises_{state}"]
			for state in ("open", "overdue", "kept", "explained")
			if found[f"promises_{state}"]
		}

	job(add_days(due, 3))
	with job.at(getdate(add_days(due, 3))):
		with make.acting(town.workers[0]):
			make.act(second, "Explain", explanation="汛期推迟", new_date=add_days(due, 90))
		with make.acting(town.clerk):
			make.act(second, "Accept Explanation")
	with job.at(getdate(add_days(due, 4))):
		kept(town, first, on=add_days(due, 4))
		assert counts(due) == (2, {"open": 2})
		assert counts(add_days(due, 1)) == (2, {"overdue": 2})
		assert counts(add_days(due, 3)) == (2, {"overdue": 1, "open": 1})
		assert counts(add_days(due, 4)) == (2, {"kept": 1, "open": 1})
