"""Supervision: reminders of what falls due, catching up, notices from draft to accepted answer, escalation."""

from datetime import timedelta

import factories
import frappe
import pytest
from factories import act, acting
from frappe.utils import add_days, getdate
from reporting import make_answered
from test_commitments import promised

from deputy_affairs import daily, one_time_links, reminders
from deputy_affairs.deputy_affairs.doctype.supervision_notice.supervision_notice import (
	NoticeDateError,
	NoticeItemError,
	NoticeKeptError,
)
from deputy_affairs.supervision import drafting, due_reminders, due_things, escalation
from deputy_affairs.workflow_actions import ActionInputError, StateChangeError, StateLockedError

pytestmark = pytest.mark.usefixtures("outgoing")

OFFICE = {"presidium_code": "云人主席团函", "contact_person": "周敏", "hotline": "0871-65550100"}


@pytest.fixture
def town(people, prefix):
	return factories.make_township(prefix, people, **{**OFFICE, "presidium_code": f"{prefix}主席团函"})


def assigned(town, due_in: int, title="关于整治灌溉渠道的建议", assist=(), anonymous=0, **fields):
	"""The lead's assignment of a new suggestion, due in so many days; the clock is set for the test."""
	suggestion = factories.make_suggestion(town.deputies[0], title=title, is_anonymous=anonymous)
	factories.register(suggestion)
	lead, *others = factories.assign(suggestion, lead=town.units[0], assist=assist)
	for doc in (lead, *others):
		frappe.db.set_value(
			doc.doctype, doc.name, {"due_date": add_days(getdate(), due_in), "contact_by": None, **fields}
		)
		doc.reload()
	return (lead, *others) if others else lead


def note(day=None):
	return due_reminders.note(day or getdate())


def noted(name, kind="reply"):
	return frappe.get_all(
		"Due Reminder",
		{"reference_name": name, "kind": kind},
		["name", "step", "subject", "message", "day", "due_date"],
		order_by="day asc",
	)


def users(reminder):
	rows = frappe.get_all("Reminder Recipient", {"parent": reminder}, ["user", "mobile"])
	return {row.user or row.mobile for row in rows}


# Reminders


@pytest.mark.parametrize(
	("due_in", "step"), [(30, "-30"), (15, "-15"), (7, "-7"), (1, "-1"), (-1, "+1"), (-8, "+8")]
)
def test_reminded_before_and_after_the_due_date(town, due_in, step):
	assignment = assigned(town, due_in, status="Handling")
	note()
	(row,) = noted(assignment.name)
	assert row.step == step
	people = users(row.name)
	assert {town.workers[0], town.chiefs[0]} <= people
	assert (town.clerk in people) == (due_in < 0)
	assert town.workers[1] not in people


@pytest.mark.parametrize("due_in", [40, 10, 0, -2, -400])
def test_no_reminder_on_other_days_nor_of_what_is_years_overdue(town, due_in):
	assignment = assigned(town, due_in, status="Handling")
	note()
	assert noted(assignment.name) == []


def test_words_say_what_until_when_and_why_and_never_who_signed(town):
	frappe.db.set_value(
		"Handling Unit", town.units[0], {"chief_name": "陈志明", "chief_mobile": "13900000009"}
	)
	assignment = assigned(town, -1, status="Handling", anonymous=1)
	note()
	(row,) = noted(assignment.name)
	assert assignment.registration_number in row.subject and assignment.suggestion_title in row.subject
	assert str(assignment.due_date) in row.message and "陈志明" in row.message
	assert "张建国" not in row.subject + row.message
	assert "13900000009" in users(row.name)


def test_done_work_is_not_reminded_and_a_moved_date_starts_anew(town):
	assignment = assigned(town, 7, status="Handling")
	note()
	frappe.db.set_value(assignment.doctype, assignment.name, "due_date", add_days(getdate(), 15))
	note()
	assert {row.step for row in noted(assignment.name)} == {"-7", "-15"}
	frappe.db.set_value(
		assignment.doctype, assignment.name, {"status": "Replied", "due_date": add_days(getdate(), 1)}
	)
	note()
	assert len(noted(assignment.name)) == 2


def test_other_clocks_of_units_and_office(town):
	lead, assist = assigned(town, 60, assist=[town.units[1]])
	day = getdate()
	frappe.db.set_value(lead.doctype, lead.name, {"status": "Handling", "contact_by": add_days(day, 1)})
	frappe.db.set_value(assist.doctype, assist.name, {"status": "Handling", "due_date": add_days(day, 7)})
	waiting = assigned(town, 60, title="关于增设路灯的建议")
	frappe.db.set_value(waiting.doctype, waiting.name, "assigned_on", add_days(day, -4))
	idle = factories.register(factories.make_suggestion(town.deputies[1], title="关于修路的建议"))
	frappe.db.set_value(
		idle.doctype, idle.name, {"assign_by": add_days(day, -1), "acknowledge_by": add_days(day, 1)}
	)
	note()
	assert [row.step for row in noted(lead.name, "contact")] == ["-1"]
	assert [row.step for row in noted(assist.name, "assist")] == ["-7"]
	assert users(noted(assist.name, "assist")[0].name) == {town.workers[1], town.chiefs[1]}
	assert [row.step for row in noted(waiting.name, "receipt")] == ["+1"]
	assert [row.step for row in noted(idle.name, "assign")] == ["+1"]
	assert users(noted(idle.name, "assign")[0].name) == {town.clerk, town.chair}
	assert users(noted(idle.name, "acknowledge")[0].name) == {town.clerk}


def test_an_undecided_extension_and_an_unanswered_notice(town):
	assignment = assigned(town, 60, status="Handling")
	with acting(town.workers[0]):
		asked = frappe.get_doc(
			{
				"doctype": "Deadline Extension",
				"assignment": assignment.name,
				"extend_to": add_days(getdate(), 80),
				"reason": "需要上级部门批复",
				"measures": "已经上报",
			}
		).insert()
	frappe.db.set_value(
		asked.doctype,
		asked.name,
		{"workflow_state": "Extension Requested", "due_before": add_days(getdate(), 7)},
	)
	notice = drafted(town, assigned(town, -5, status="Handling", title="关于修桥的建议"))
	act_as(town.clerk, notice, "Issue Notice")
	frappe.db.set_value(notice.doctype, notice.name, "answer_by", add_days(getdate(), -1))
	note()
	(row,) = noted(asked.name, "extension")
	assert row.step == "-7" and users(row.name) == {town.clerk, town.chair}
	(row,) = noted(notice.name, "notice")
	assert row.step == "+1" and {town.workers[0], town.clerk} <= users(row.name)


def test_each_congress_has_its_own_days(town, people, prefix):
	frappe.get_doc("Congress", town.congress).update(
		{"reminder_days": "20、5", "overdue_every_days": 3}
	).save()
	soon, other = assigned(town, 20, status="Handling"), assigned(town, 7, status="Handling")
	late = assigned(town, -4, status="Handling")
	note()
	assert [row.step for doc in (soon, other, late) for row in noted(doc.name)] == ["-20", "+4"]


def test_reads_only_what_has_a_step(town):
	"""What is due on other days is not read, however much of it there is."""
	assigned(town, 7, status="Handling")
	source = due_things.BY_KIND["reply"]
	dates = reminders.due_dates_on(getdate())
	before = len(due_things.due_on(source, dates))
	for due_in in (8, 9, 20, 100):
		assigned(town, due_in, status="Handling", title=f"第{due_in}件")
	assert len(due_things.due_on(source, dates)) == before


def test_short_messages_only_where_wanted(town, monkeypatch):
	"""The gateway is that of SMS Settings; what is handed to it stands in the queue of the transaction."""
	sent = []
	monkeypatch.setattr(frappe, "enqueue", lambda method, **kwargs: sent.append(kwargs))
	frappe.db.set_value("Handling Unit", town.units[0], "chief_mobile", "13900000009")
	frappe.db.set_single_value("SMS Settings", "sms_gateway_url", "http://sms.example.com")
	assigned(town, -1, status="Handling")
	note()
	reminders.send(getdate())
	assert not [one for one in sent if one.get("mobile") == "13900000009"]
	frappe.get_doc("Congress", town.congress).update({"reminder_sms": "Yes"}).save()
	assigned(town, -8, status="Handling", title="关于增设路灯的建议")
	note()
	reminders.send(getdate())
	(one,) = [one for one in sent if one.get("mobile") == "13900000009"]
	assert "关于增设路灯的建议" in one["text"]


# Must show 3: five missed days


def state_of(town):
	"""All that the daily job leaves behind for a township, without names that chance gives."""
	congress = {"congress": town.congress}
	rows = frappe.get_all(
		"Due Reminder",
		congress,
		["name", "kind", "step", "day", "due_date", "reference_doctype", "channels", "subject"],
		order_by="day, kind, step, subject",
	)
	reminded = [
		(
			row.kind,
			row.step.rsplit(" ", 1)[0],
			row.day,
			row.due_date,
			row.reference_doctype,
			row.channels,
			row.subject,
		)
		for row in rows
	]
	mails = sorted(
		(frappe.get_doc("Email Queue", name).recipients[0].recipient, subject_of(name))
		for name in frappe.get_all(
			"Email Queue",
			{"reference_doctype": "Due Reminder", "reference_name": ("in", [row.name for row in rows])},
			pluck="name",
		)
	)
	bells = sorted(
		(log.for_user, log.subject)
		for log in frappe.get_all(
			"Notification Log",
			{"document_name": ("in", frappe.get_all("Suggestion Assignment", congress, pluck="name"))},
			["for_user", "subject"],
		)
	)
	notices = [
		(doc.kind, doc.workflow_state, [row.suggestion_title for row in doc.items], doc.drafted_because)
		for doc in (
			frappe.get_doc("Supervision Notice", name)
			for name in frappe.get_all(
				"Supervision Notice", congress, pluck="name", order_by="kind, creation"
			)
		)
	]
	escalated = frappe.get_all(
		"Escalation",
		congress,
		["suggestion_title", "level", "day", "reason"],
		order_by="day, suggestion_title",
		as_list=True,
	)
	works = frappe.get_all(
		"Suggestion Assignment",
		congress,
		["suggestion_title", "status", "due_date"],
		order_by="suggestion_title",
		as_list=True,
	)
	rows_of = {
		"Suggestion Rating": ("suggestion_title", "status", "due_date", "given_up_on"),
		"Reply Commitment": ("suggestion_title", "state", "workflow_state", "overdue_on", "carried_count"),
		"Commitment Receipt": ("status", "due_date"),
		"One Time Link": ("purpose", "status", "expires_on"),
	}
	records = {
		doctype: sorted(map(str, frappe.get_all(doctype, congress, fields, as_list=True)))
		for doctype, fields in rows_of.items()
	}
	signatures = frappe.get_all(
		"Suggestion Cosigner",
		{"parent": ("in", frappe.get_all("Deputy Suggestion", congress, pluck="name"))},
		["state", "answer_by", "decided_on"],
		order_by="answer_by",
		as_list=True,
	)
	return {
		**records,
		"signatures": signatures,
		"reminded": reminded,
		"mails": mails,
		"bells": bells,
		"notices": notices,
		"escalated": escalated,
		"works": works,
	}


def subject_of(name):
	from email import message_from_string, policy

	return message_from_string(frappe.db.get_value("Email Queue", name, "message"), policy=policy.default)[
		"Subject"
	]


def fill(town):
	"""Twelve items around today, so that each of the next five days has something to do."""
	for number, due_in in enumerate((33, 18, 17, 10, 8, 5, 3, 2, 1, 0, -5, -13), 1):
		assigned(town, due_in, title=f"第{number:02}号事项的建议", status="Handling")


def fill_with_people_to_wait_for(town):
	"""Forms that fall due and are given up, a link and an invitation that end, promises that fall overdue."""
	answered = make_answered(town)
	for number, rating in enumerate(factories.ratings_of(answered)):
		due, closes = ((-10, 1), (2, 12))[number]
		dates = {"due_date": add_days(getdate(), due), "closes_on": add_days(getdate(), closes)}
		frappe.db.set_value(rating.doctype, rating.name, dates)
	one_time_links.issue("Rating", rating, rating.deputy, add_days(getdate(), 3))
	draft = factories.make_suggestion(town.deputies[0], title="关于修缮渡槽的建议")
	draft.append("cosigners", {"deputy": town.deputies[1], "answer_by": add_days(getdate(), 2)})
	draft.save()
	promised(town, dates=(add_days(getdate(), 1), add_days(getdate(), 4)), title="关于增设候车亭的建议")


def test_five_missed_days_then_two_runs_as_if_it_had_run_each_day(people, prefix):
	start = getdate()
	days = [start + timedelta(days=n) for n in range(1, 6)]

	def fresh(name):
		town = factories.make_township(
			f"{prefix}{name}", people, **{**OFFICE, "presidium_code": f"{prefix}{name}"}
		)
		# the registration number carries no name, so that the two can be compared
		fill(town)
		fill_with_people_to_wait_for(town)
		return town

	def stand_at(day):
		frappe.db.delete("Daily Run")
		frappe.db.delete("Daily Step")
		for step in daily.STEPS:
			frappe.get_doc({"doctype": "Daily Step", "step": step, "last_day": day}).insert()

	stand_at(start)
	town = fresh("甲镇")
	before = state_of(town)
	for day in days:
		daily.run(day, commit=False)
	every_day = state_of(town)
	changed = {name for name, rows in every_day.items() if rows != before[name]}
	assert changed >= {
		"Suggestion Rating", "Reply Commitment", "One Time Link", "signatures", "reminded", "mails"
	}  # fmt: skip

	stand_at(start)
	other = fresh("乙镇")
	result = daily.run(days[-1], commit=False)
	assert result["failed"] == [] and len(result["done"]) == len(daily.STEPS) * 5
	once = state_of(other)
	again = daily.run(days[-1], commit=False)
	assert again == {"done": [], "failed": []}
	# even a job whose book-keeping was lost does nothing twice
	stand_at(start)
	daily.run(days[-1], commit=False)

	assert len(every_day["reminded"]) >= 10 and len(every_day["mails"]) >= 8
	assert {row[1] for row in every_day["escalated"]} == {"Clerk", "Chair"}
	assert once == every_day
	assert state_of(other) == once
	assert state_of(town) == every_day  # nor does the other township's run touch this one


# Escalation


def reached(town, day):
	"""How many items of the township reach a level on the day; the job works for all on the site."""
	before = frappe.db.count("Escalation", {"congress": town.congress})
	escalation.escalate(day)
	return frappe.db.count("Escalation", {"congress": town.congress}) - before


def test_overdue_work_is_drafted_for_the_clerk_then_for_the_chair_and_never_issued(town):
	assignment = assigned(town, -1, status="Handling")
	assert reached(town, getdate()) == 1
	assert reached(town, getdate()) == 0
	(draft,) = frappe.get_all(
		"Supervision Notice",
		{"congress": town.congress},
		["name", "kind", "workflow_state", "document_number"],
	)
	assert (draft.kind, draft.workflow_state, draft.document_number) == (
		"Reminder Notice",
		"Notice Drafted",
		None,
	)
	later = getdate() + timedelta(days=14)
	assert reached(town, later) == 1
	record = frappe.get_last_doc("Escalation", {"assignment": assignment.name, "level": "Chair"})
	assert record.day == later and "15" in record.reason
	kinds = frappe.get_all(
		"Supervision Notice", {"congress": town.congress}, ["kind", "workflow_state", "demand"]
	)
	assert {row.workflow_state for row in kinds} == {"Notice Drafted"}
	assert [bool(row.demand) for row in sorted(kinds, key=lambda row: row.kind)] == [False, True]
	told = frappe.get_all(
		"Due Reminder",
		{"kind": "notice drafted", "congress": town.congress},
		["name", "step"],
		order_by="day",
	)
	assert [users(row.name) for row in told] == [{town.clerk}, {town.chair}]


def test_items_of_a_unit_gather_in_one_draft(town):
	for number in range(3):
		assigned(town, -1 - number, title=f"第{number}件的建议", status="Handling")
	escalation.escalate(getdate())
	(name,) = frappe.get_all("Supervision Notice", {"congress": town.congress}, pluck="name")
	assert len(frappe.get_doc("Supervision Notice", name).items) == 3


def test_two_unanswered_notices_bring_the_chair_early(town):
	frappe.get_doc("Congress", town.congress).update({"supervise_after_days": 90}).save()
	assignment = assigned(town, -6, status="Handling")
	for _number in range(2):
		notice = drafted(town, assignment)
		act_as(town.clerk, notice, "Issue Notice")
		frappe.db.set_value(notice.doctype, notice.name, "answer_by", add_days(getdate(), -1))
	escalation.escalate(getdate())
	record = frappe.get_last_doc("Escalation", {"assignment": assignment.name})
	assert (
		record.level == "Chair"
		and frappe.db.get_value("Supervision Notice", record.notice, "kind") == "Supervision Letter"
	)


def test_years_old_work_of_an_import_is_left_alone(town):
	assigned(town, -800, status="Handling")
	assert reached(town, getdate()) == 0


# Notices


def drafted(town, *assignments, kind="Reminder Notice"):
	with acting(town.clerk):
		(made,) = drafting.draft_notices(kind, [doc.name for doc in assignments])
	return frappe.get_doc("Supervision Notice", made["name"])


def act_as(user, doc, action, **inputs):
	with acting(user):
		return act(doc, action, **inputs)


ANSWER = {"answer_reasons": "资金未到位", "answer_measures": "已列入六月计划", "answer_done_by": "2099-01-01"}


def test_from_draft_to_accepted_answer(town):
	notice = drafted(
		town,
		assigned(town, -5, status="Handling"),
		assigned(town, -2, status="Handling", title="关于修桥的建议"),
	)
	assert notice.title.startswith("关于") and [row.days_overdue for row in notice.items] == [5, 2]
	act_as(town.clerk, notice, "Issue Notice")
	assert notice.document_number.endswith("1号") and notice.issued_on == getdate()
	assert getdate(notice.answer_by) > getdate()
	act_as(town.workers[0], notice, "Answer Notice", **ANSWER)
	assert notice.answered_by == town.workers[0]
	act_as(town.chair, notice, "Ask Again", decision="请写明责任人", answer_by=add_days(getdate(), 3))
	assert (notice.workflow_state, notice.asked_again) == ("Notice Issued", 1)
	act_as(town.chiefs[0], notice, "Answer Notice", **{**ANSWER, "answer_measures": "由副主任负责"})
	act_as(town.clerk, notice, "Accept Answer")
	assert [row.step for row in notice.steps] == [
		"Issue Notice",
		"Answer Notice",
		"Ask Again",
		"Answer Notice",
		"Accept Answer",
	]
	assert all(row.day == getdate() and row.done_by for row in notice.steps)


def test_the_paper_goes_out_with_the_number_and_is_registered(town):
	from deputy_affairs.paperwork import service

	notice = drafted(town, assigned(town, -5, status="Handling"))
	with acting(town.clerk):
		preview = service.create("urge_notice", notice.doctype, [notice.name])
		assert preview["failed"] == [] and preview["files"][0]["file_name"].startswith("预览-")
	act_as(town.clerk, notice, "Issue Notice")
	entry = frappe.get_doc("Issued Document", {"number": notice.document_number, "congress": town.congress})
	assert (entry.kind, entry.unit, entry.reference_name) == ("urge_notice", town.units[0], notice.name)
	with acting(town.workers[0]):
		files = service.create("urge_notice", notice.doctype, [notice.name])["files"]
	import io

	from docx import Document

	content = frappe.get_doc("File", {"file_url": files[0]["file_url"]}).get_content()
	document = Document(io.BytesIO(content))
	text = "\n".join(p.text for p in document.paragraphs) + "".join(
		cell.text for table in document.tables for row in table.rows for cell in row.cells
	)
	assert notice.document_number in text and "关于整治灌溉渠道的建议" in text and "张建国" not in text


def test_only_the_chair_issues_a_supervision_notice(town):
	notice = drafted(town, assigned(town, -20, status="Handling"), kind="Supervision Letter")
	with pytest.raises(frappe.ValidationError):
		act_as(town.clerk, notice, "Issue Notice")
	notice.reload()
	act_as(town.chair, notice, "Issue Notice")
	assert notice.workflow_state == "Notice Issued"
	assert frappe.db.exists(
		"Issued Document", {"number": notice.document_number, "kind": "supervision_notice"}
	)


def test_plain_errors(town):
	assignment = assigned(town, -5, status="Handling")
	notice = drafted(town, assignment)
	with acting(town.clerk):
		notice.answer_by = getdate()
		notice.save()
		with pytest.raises(NoticeDateError):
			act(notice, "Issue Notice")
		notice.reload()
		notice.answer_by = None
		notice.append("items", {"assignment": assignment.name})
		with pytest.raises(NoticeItemError):
			notice.save()
		notice.reload()
		with pytest.raises(ActionInputError):
			act(notice, "Drop Draft")
		frappe.db.set_value(assignment.doctype, assignment.name, "status", "Replied")
		with pytest.raises(NoticeItemError):
			act(notice, "Issue Notice")
		with pytest.raises(NoticeItemError):
			drafting.draft_notices("Reminder Notice", [assignment.name])
	with pytest.raises(NoticeKeptError):
		notice.reload().delete()


def test_one_click_for_many_makes_one_draft_a_unit(town):
	lead, assist = assigned(town, -3, assist=[town.units[1]], status="Handling")
	more = assigned(town, -2, title="关于修桥的建议", status="Handling")
	with acting(town.clerk):
		made = drafting.draft_notices("Reminder Notice", [lead.name, assist.name, more.name, lead.name])
	assert sorted(row["items"] for row in made) == [1, 2]


# Who may what


def test_a_unit_sees_only_its_issued_notices_and_changes_nothing_but_the_answer(town):
	notice = drafted(town, assigned(town, -5, status="Handling"))
	worker, stranger = town.workers[0], town.workers[1]
	with acting(worker):
		assert frappe.get_list("Supervision Notice") == []
		assert not frappe.has_permission("Supervision Notice", "read", notice.name)
		with pytest.raises(frappe.PermissionError):
			act(notice, "Issue Notice")
		with pytest.raises(frappe.PermissionError):
			drafting.draft_notices("Reminder Notice", [notice.items[0].assignment])
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc(
				{
					"doctype": "Supervision Notice",
					"unit": town.units[0],
					"items": [{"assignment": notice.items[0].assignment}],
				}
			).insert()
		assert frappe.get_all("Due Reminder", limit=1) is not None
		with pytest.raises(frappe.PermissionError):
			frappe.get_list("Due Reminder")
		with pytest.raises(frappe.PermissionError):
			frappe.get_list("Escalation")
	act_as(town.clerk, notice, "Issue Notice")
	with acting(stranger):
		assert frappe.get_list("Supervision Notice") == []
		assert not frappe.has_permission("Supervision Notice", "read", notice.name)
	with acting(worker):
		assert frappe.get_list("Supervision Notice", pluck="name") == [notice.name]
		mine = frappe.get_doc("Supervision Notice", notice.name)
		mine.answer_reasons = "正在写"
		mine.save()
		for fieldname, value in (("demand", "无"), ("answer_by", "2099-01-01"), ("responsible", "别人")):
			mine.reload()
			mine.set(fieldname, value)
			with pytest.raises(StateLockedError):
				mine.save()
		mine.reload()
		mine.workflow_state = "Answer Accepted"
		with pytest.raises(StateChangeError):
			mine.save()
		for action in ("Accept Answer", "Ask Again", "Close without Answer"):
			with pytest.raises(frappe.ValidationError):
				act(mine.reload(), action, decision="无", answer_by="2099-01-01")


def test_the_rating_never_reaches_a_unit_by_a_reminder(town):
	"""Everything a unit was reminded of in a whole round, with a form awaited for weeks."""
	lead = assigned(town, 30)
	with acting(town.workers[0]):
		act(lead, "Sign For")
	reply = factories.draft_reply(lead)
	factories.issue(reply, town.workers[0], town.office, town.chiefs[0])
	(form, *_rest) = frappe.get_all(
		"Suggestion Rating", {"suggestion": lead.suggestion}, ["name", "due_date"]
	)
	for over in (-7, -1, 1, 8, 15):
		day = getdate(form.due_date) + timedelta(days=over)
		note(day)
	sent = frappe.get_all("Due Reminder", {"congress": town.congress}, ["name", "reference_doctype"])
	for row in sent:
		if row.reference_doctype == "Suggestion Rating":
			assert not users(row.name) & {*town.workers, *town.chiefs, town.office}
	assert not frappe.get_all(
		"Notification Log",
		{"document_type": "Suggestion Rating", "for_user": ("in", [*town.workers, *town.chiefs])},
	)


# The report


def report(user, **filters):
	from deputy_affairs.deputy_affairs.report.overdue_and_due_soon import overdue_and_due_soon

	with acting(user):
		_columns, rows, _message, _chart, summary = overdue_and_due_soon.execute(filters)
	return rows, summary


def test_the_report_has_all_kinds_with_reminders_and_notices(town):
	lead, assist = assigned(town, -5, assist=[town.units[1]], status="Handling")
	soon = assigned(town, 3, title="关于修桥的建议", status="Handling")
	assigned(town, 40, title="关于绿化的建议", status="Handling")
	note(getdate() - timedelta(days=4))
	notice = drafted(town, lead)
	rows, summary = report(town.clerk, congress=town.congress, kind=["reply", "assist"])
	assert [(row.record, row.kind, row.light) for row in rows] == [
		(lead.name, "reply", "overdue"),
		(assist.name, "assist", "overdue"),
		(soon.name, "reply", "urgent"),
	] or {row.record for row in rows} == {lead.name, assist.name, soon.name}
	by_name = {row.record: row for row in rows}
	assert by_name[lead.name].last_reminder == getdate() - timedelta(days=4)
	assert by_name[lead.name].reminders == 1 and by_name[lead.name].notices
	assert by_name[lead.name].days_left == -5 and not by_name[soon.name].notices
	assert [figure["value"] for figure in summary] == [2, 1, 0, 1]
	act_as(town.clerk, notice, "Issue Notice")
	rows, _summary = report(town.clerk, congress=town.congress, light="overdue")
	assert {row.light for row in rows} == {"overdue"}
	assert notice.document_number in {row.notices for row in rows}
	rows, _summary = report(town.clerk, congress=town.congress, light="ahead", days=60, kind=["reply"])
	assert len(rows) == 2


def test_a_unit_reads_only_its_own_in_the_report(town):
	_lead, assist = assigned(town, -5, assist=[town.units[1]], status="Handling")
	rows, _summary = report(town.workers[1])
	assert [row.record for row in rows if row.record_type == "Suggestion Assignment"] == [assist.name]
	assert not {"arithmetic", "leader_user"} & {key for row in rows for key in row if row.get(key)}
	rows, _summary = report(town.workers[2])
	assert rows == []
	assert {row.kind for row in report(town.workers[0])[0]} <= {"reply", "receipt", "contact", "notice"}
	assert all(row.last_reminder is None for row in report(town.workers[0])[0])
