"""Due dates on the records: as the rules say, explained, and moved by the office's calendar."""

from datetime import date, timedelta

import factories as make
import frappe
import pytest
from frappe.utils import add_days, getdate, today

from deputy_affairs import clock
from deputy_affairs.deputy_affairs.doctype.workday_exception.workday_exception import (
	WorkdayExceptionDuplicateError,
)
from deputy_affairs.rules.deadlines import add_months, due_date
from deputy_affairs.rules.workdays import WorkCalendar


def exception(day, kind: str = "Holiday", congress: str | None = None, reason: str = "停电放假"):
	return frappe.get_doc(
		{"doctype": "Workday Exception", "date": day, "kind": kind, "congress": congress, "reason": reason}
	).insert()


def put_back(assignment, day) -> None:
	"""Let the assignment have been made on an earlier day."""
	from deputy_affairs.deputy_affairs.doctype.suggestion_assignment import deadlines

	assignment.reload()
	assignment.assigned_on = day
	if assignment.received_on:
		assignment.received_on = day
	deadlines.write(assignment)
	assignment.db_update()


def assigned(town, lead: int = 0, **kwargs):
	suggestion = make.register(make.make_suggestion(town.deputies[0]))
	(assignment,) = make.assign(suggestion, lead=town.units[lead], **kwargs)
	return suggestion, assignment


def next_weekday(day, calendar: WorkCalendar, offset: int = 1) -> date:
	"""The offset-th working day after a day."""
	return calendar.add_workdays(getdate(day), offset)[0]


def test_dates_equal_the_rules(town):
	suggestion, assignment = assigned(town)
	start, calendar = getdate(), WorkCalendar()
	assert assignment.due_date == add_months(start, 3) == suggestion.due_date
	assert assignment.return_by == due_date("return of assignment", start, {}, calendar).date
	assert not assignment.contact_by
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
	assert getdate(assignment.contact_by) == due_date("first contact", start, {}, calendar).date


def test_a_hard_case_has_the_longer_time(town):
	_suggestion, assignment = assigned(town, is_hard=1)
	assert assignment.due_date == add_months(getdate(), 6)


def test_a_stricter_township_has_shorter_times(prefix, people):
	town = make.make_township(prefix, people, reply_months=2, reply_months_hard=4, return_workdays=5)
	_suggestion, assignment = assigned(town)
	assert assignment.due_date == add_months(getdate(), 2)
	assert assignment.return_by == WorkCalendar().add_workdays(getdate(), 5)[0]
	words = {row["fieldname"]: row for row in assignment.get_deadline_words()}
	assert any(town.congress in step for step in words["due_date"]["steps"])


def test_the_clock_may_start_at_the_closing_of_the_meeting(prefix, people):
	town = make.make_township(prefix, people, clock_start="Closing of Meeting")
	closing = frappe.db.get_value("Congress Meeting", town.meeting, "end_date")
	suggestion = make.register(make.make_suggestion(town.deputies[0], meeting=town.meeting))
	(assignment,) = make.assign(suggestion, lead=town.units[0])
	assert assignment.due_date == add_months(closing, 3)
	recess = make.register(make.make_suggestion(town.deputies[0]))
	(assignment,) = make.assign(recess, lead=town.units[0])
	assert assignment.due_date == add_months(getdate(), 3)


def test_words_name_rule_source_and_holidays(town):
	_suggestion, assignment = assigned(town)
	put_back(assignment, date(2025, 9, 25))
	usual = frappe.local.lang
	try:
		frappe.local.lang = "en"
		english = {row["fieldname"]: row for row in assignment.get_deadline_words()}
		frappe.local.lang = "zh"
		chinese = {row["fieldname"]: row for row in assignment.get_deadline_words()}
	finally:
		frappe.local.lang = usual
	assert english["due_date"]["date"] == date(2025, 12, 25)
	assert "2025-09-25" in english["due_date"]["steps"][0]
	assert any("Deputies Law (2025), Article 51" in step for step in english["due_date"]["steps"])
	# 26 Sep, 28 Sep (made up), 29, 30, 9 Oct, 10, 11 (made up), 13, 14, 15
	assert english["return_by"]["date"] == date(2025, 10, 15)
	words = "\n".join(english["return_by"]["steps"])
	assert "National Day" in words and "Mid-Autumn Festival" in words
	assert "2025-10-11" in words and "2025-09-28" in words
	assert "国庆节" in "\n".join(chinese["return_by"]["steps"])
	assert "代表法" in "\n".join(chinese["due_date"]["steps"])


def test_an_exception_moves_open_work_and_says_so(town):
	_suggestion, open_one = assigned(town)
	_other, answered = assigned(town, lead=1)
	with make.acting(town.workers[1]):
		make.act(answered, "Sign For")
		reply = make.draft_reply(answered)
	make.issue(reply, town.workers[1], town.office, town.chiefs[1])
	answered.reload()
	due, return_by, done = open_one.due_date, open_one.return_by, answered.return_by
	calendar = WorkCalendar()
	day = next_weekday(today(), calendar)
	frappe.clear_messages()
	with make.acting(town.clerk):
		row = exception(day, congress=town.congress)
	open_one.reload()
	assert open_one.return_by == next_weekday(return_by, calendar)
	assert open_one.due_date == due  # months do not mind days off
	assert answered.reload().return_by == done
	message = "\n".join(str(message) for message in frappe.message_log)
	assert "农服中心" in message and "财政所" not in message
	assert str(return_by) in message and str(open_one.return_by) in message
	words = {row["fieldname"]: row for row in open_one.get_deadline_words()}
	assert any(str(day) in step for step in words["return_by"]["steps"])
	row.delete()
	assert open_one.reload().return_by == return_by


def test_an_exception_moves_awaited_forms_but_not_returned_ones(town):
	suggestion = make.register(make.make_suggestion(town.deputies[0], town.deputies[1:2]))
	(assignment,) = make.assign(suggestion, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
		reply = make.draft_reply(assignment)
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	first, second = make.ratings_of(suggestion)
	calendar = WorkCalendar()
	assert first.due_date == calendar.add_workdays(getdate(), 15)[0]
	make.rate(first)
	exception(next_weekday(today(), calendar), congress=town.congress)
	assert second.reload().due_date == next_weekday(calendar.add_workdays(getdate(), 15)[0], calendar)
	assert first.reload().due_date == calendar.add_workdays(getdate(), 15)[0]


def test_a_day_before_or_after_the_time_moves_nothing(town):
	_suggestion, assignment = assigned(town)
	before = assignment.return_by
	frappe.clear_messages()
	exception(add_days(today(), -3), congress=town.congress)
	exception(add_days(before, 20), congress=town.congress)
	assert assignment.reload().return_by == before and not frappe.message_log


def test_a_working_weekend_brings_the_date_forward(town):
	_suggestion, assignment = assigned(town)
	calendar, day = WorkCalendar(), getdate()
	while calendar.is_workday(day) or day <= getdate():
		day += timedelta(days=1)
	exception(day, kind="Working Day", congress=town.congress, reason="调休上班")
	expected = WorkCalendar({day: True}).add_workdays(getdate(), 10)[0]
	assert assignment.reload().return_by == expected < calendar.add_workdays(getdate(), 10)[0]


@pytest.fixture
def county_and_towns(prefix, people):
	county = make.make_congress(f"{prefix}县", level="County")
	towns = [
		make.make_township(make.unique(), people, parent=county.name),
		make.make_township(make.unique(), people, parent=county.name),
	]
	return county, towns


def test_the_countys_exception_reaches_the_townships(county_and_towns):
	county, (first, second) = county_and_towns
	one, two = assigned(first)[1], assigned(second)[1]
	calendar = WorkCalendar()
	expected = next_weekday(one.return_by, calendar)
	exception(next_weekday(today(), calendar), congress=county.name)
	assert one.reload().return_by == two.reload().return_by == expected


def test_a_townships_exception_stays_in_the_township(county_and_towns):
	_county, (first, second) = county_and_towns
	one, two = assigned(first)[1], assigned(second)[1]
	before, calendar = two.return_by, WorkCalendar()
	exception(next_weekday(today(), calendar), congress=first.congress)
	assert one.reload().return_by == next_weekday(before, calendar)
	assert two.reload().return_by == before


def test_the_townships_own_exception_overrules_the_countys(county_and_towns):
	county, (first, second) = county_and_towns
	calendar = WorkCalendar()
	day = next_weekday(today(), calendar)
	exception(day, congress=county.name)
	exception(day, kind="Working Day", congress=first.congress, reason="本镇上班")
	plain = calendar.add_workdays(getdate(), 10)[0]
	assert assigned(first)[1].return_by == plain
	assert assigned(second)[1].return_by == next_weekday(plain, calendar)


def test_an_exception_for_all_reaches_everybody(town):
	_suggestion, assignment = assigned(town)
	before, calendar = assignment.return_by, WorkCalendar()
	exception(next_weekday(today(), calendar))
	assert assignment.reload().return_by == next_weekday(before, calendar)
	_other, later = assigned(town, lead=1)
	assert later.return_by == next_weekday(before, calendar)


def test_one_exception_a_day_and_congress(town, people):
	day = add_days(today(), 400)
	exception(day, congress=town.congress)
	with pytest.raises(WorkdayExceptionDuplicateError):
		exception(day, kind="Working Day", congress=town.congress)
	other = make.make_congress(make.unique())
	exception(day, congress=other.name)
	exception(day)
	with pytest.raises(WorkdayExceptionDuplicateError):
		exception(day)


def test_the_calendar_of_the_clock_is_the_congress_own(town):
	day = next_weekday(today(), WorkCalendar())
	assert clock.calendar_of(town.congress).is_workday(day)
	exception(day, congress=town.congress)
	assert not clock.calendar_of(town.congress).is_workday(day)
