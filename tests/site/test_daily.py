"""The daily job: each step once a day, missed days caught up, failures and second runs; and reminders."""

import sys
import threading
import types
from datetime import date, timedelta
from email import message_from_string, policy

import frappe
import pytest
from frappe.utils import getdate

from deputy_affairs import daily, reminders
from deputy_affairs.reminders import Recipient

TODAY = date(2031, 5, 20)  # far from what other tests make
# Only paths of installed apps are called.
STEPS = types.ModuleType("deputy_affairs.steps_of_this_test")
STEP_A, STEP_B = f"{STEPS.__name__}.a", f"{STEPS.__name__}.b"
PHONE = "13800000000"
did: list[tuple[str, date]] = []
broken: set[date] = set()


def step_a(day):
	"""A step that fails on the broken days, after having written something."""
	did.append(("a", day))
	frappe.get_doc({"doctype": "Note", "title": f"step a {day} {len(did)}"}).insert()
	if day in broken:
		raise ValueError(f"电话 {PHONE}")
	return 1


def step_b(day):
	"""A step that always works."""
	did.append(("b", day))


@pytest.fixture(autouse=True)
def two_steps(monkeypatch):
	did.clear()
	broken.clear()
	STEPS.a, STEPS.b = step_a, step_b
	monkeypatch.setitem(sys.modules, STEPS.__name__, STEPS)
	monkeypatch.setattr(daily, "STEPS", (STEP_A, STEP_B))


def run(day=TODAY):
	did.clear()
	return daily.run(day, commit=False)


def back(days):
	return TODAY - timedelta(days=days)


def test_a_new_site_starts_today_and_a_second_run_does_nothing():
	run()
	assert did == [("a", TODAY), ("b", TODAY)]
	assert run() == {"done": [], "failed": []}
	assert did == []


def test_missed_days_come_one_by_one_all_steps_of_a_day_first():
	run(back(3))
	run()
	assert did == [(step, back(n)) for n in (2, 1, 0) for step in "ab"]
	rows = frappe.get_all("Daily Run", {"step": STEP_A}, ["day", "caught_up", "state"], order_by="day")
	assert [(row.day, row.caught_up) for row in rows[1:]] == [(back(2), 1), (back(1), 1), (TODAY, 0)]


def test_a_failing_step_is_undone_logged_and_caught_up_without_holding_up_the_others():
	run(back(3))
	broken.add(back(1))
	result = run()
	assert result["failed"] == [(STEP_A, back(1))]
	assert did == [("a", back(2)), ("b", back(2)), ("a", back(1)), ("b", back(1)), ("b", TODAY)]
	assert not frappe.db.exists("Note", {"title": ("like", f"step a {back(1)}%")})
	step = frappe.get_doc("Daily Step", STEP_A)
	assert (step.state, step.last_day) == ("Failed", back(2))
	assert "ValueError" in step.error and PHONE not in step.error
	assert PHONE not in frappe.db.get_value("Error Log", step.error_log, "error")
	run(TODAY)
	assert did == [("a", back(1))]  # tried again, and again in vain
	broken.clear()
	run(TODAY)
	assert did == [("a", back(1)), ("a", TODAY)]
	step.reload()
	assert (step.state, step.last_day, step.error) == ("Done", TODAY, None)
	log = frappe.get_doc("Daily Run", {"step": STEP_A, "day": back(1)})
	assert (log.state, log.attempts, log.error) == ("Done", 3, None)


def test_after_a_very_long_sleep_it_starts_a_good_year_back():
	run(back(1000))
	run()
	assert [day for step, day in did if step == "a"] == [back(n) for n in range(399, -1, -1)]


def test_a_step_that_comes_with_an_update_starts_today(monkeypatch):
	monkeypatch.setattr(daily, "STEPS", (STEP_A,))
	run(back(2))
	monkeypatch.setattr(daily, "STEPS", (STEP_A, STEP_B))
	run()
	assert did == [("a", back(1)), ("a", TODAY), ("b", TODAY)]


def test_two_runs_at_once_do_the_work_once(site):
	"""The second one waits for the lock of the step and finds it done."""
	STEPS.a = step_b
	daily.run(back(1))
	did.clear()
	inside, go_on, results = threading.Event(), threading.Event(), []

	def slow(day):
		did.append(("slow", day))
		inside.set()
		go_on.wait(20)

	name = site.local.site

	def other():
		frappe.init(name, sites_path=".")
		frappe.connect()
		try:
			results.append(daily.run(TODAY))
		finally:
			frappe.destroy()

	STEPS.a = slow
	try:
		first = threading.Thread(target=other)
		first.start()
		assert inside.wait(20)
		second = threading.Thread(target=other)
		second.start()
		second.join(1)
		assert second.is_alive()  # waits
		go_on.set()
		first.join(20)
		second.join(20)
		assert [step for step, _day in did] == ["slow", "b"]
		assert sum(len(result["done"]) for result in results) == 2
	finally:
		frappe.db.rollback()
		for doctype in ("Daily Run", "Daily Step"):
			frappe.db.delete(doctype, {"step": ("in", (STEP_A, STEP_B))})
		frappe.db.commit()


# Reminders


@pytest.fixture
def note(outgoing):
	return frappe.get_doc({"doctype": "Note", "title": "提醒的事项"}).insert()


@pytest.fixture
def person(people):
	return Recipient("李梅", people["clerk"], people["clerk"], "13900000001")


def remind(note, recipients, day=None, due=None, step="-7", congress=None, **kwargs):
	doc = frappe._dict(doctype=note.doctype, name=note.name, congress=congress)
	day = day or getdate()
	return reminders.remind(
		"note", doc, step, day, recipients, "请办理", "第一段<b>\n第二段", due_date=due or day, **kwargs
	)


def read(mail):
	"""Subject and HTML of a queued mail."""
	message = message_from_string(mail.message, policy=policy.default)
	return message["Subject"], message.get_body(("html",)).get_content()


def mails(address):
	return [
		frappe.get_doc("Email Queue", name)
		for name in frappe.get_all("Email Queue Recipient", {"recipient": address}, pluck="parent")
	]


def test_sent_once_by_desk_and_mail(note, person):
	name = remind(note, [person, person])
	assert remind(note, [person]) is None
	doc = frappe.get_doc("Due Reminder", name)
	assert doc.channels == "Desk Notice, Mail" and doc.sent_at and len(doc.recipients) == 1
	log = frappe.get_all("Notification Log", {"document_name": note.name, "for_user": person.user})
	assert len(log) == 1
	(mail,) = mails(person.email)
	subject, text = read(mail)
	assert subject == "请办理"
	assert "第一段&lt;b&gt;" in text and f"/app/note/{note.name}" in text
	assert frappe.db.count("Due Reminder", {"reference_name": note.name}) == 1


def test_a_moved_due_date_and_another_step_are_new_reminders(note, person):
	day = getdate()
	assert remind(note, [person], due=day)
	assert remind(note, [person], due=day + timedelta(days=30))
	assert remind(note, [person], due=day, step="-1")
	assert frappe.db.count("Due Reminder", {"reference_name": note.name}) == 3


def test_nobody_to_remind_leaves_no_trace(note):
	assert remind(note, [Recipient("无联系方式")]) is None
	assert not frappe.db.exists("Due Reminder", {"reference_name": note.name})


def test_in_the_daily_job_one_mail_a_person_holds_all(note, person, monkeypatch):
	def noting(day):
		for due in (day + timedelta(days=7), day + timedelta(days=1)):
			remind(note, [person, Recipient("外人", email="outside@example.com")], day=day, due=due)
		return 2

	STEPS.b = noting
	monkeypatch.setattr(daily, "STEPS", (STEP_B, "deputy_affairs.reminders.send"))
	frappe.db.delete("Daily Step", {"step": "deputy_affairs.reminders.send"})
	run(TODAY)
	(mail,), (other,) = mails(person.email), mails("outside@example.com")
	subject, text = read(mail)
	assert "2" in subject and f"{TODAY + timedelta(days=1)}" in subject
	assert text.count("第二段") == 2 and "/app/note/" in text
	assert "/app/note/" not in read(other)[1]
	rows = frappe.get_all("Due Reminder", {"reference_name": note.name}, ["sent_at", "channels"])
	assert len(rows) == 2 and all(row.sent_at for row in rows)
	run(TODAY)
	assert len(mails(person.email)) == 1


def test_a_link_without_login_is_not_kept(note):
	name = remind(note, [Recipient("代表", email="deputy@example.com")], link="https://example.com/d?k=TOKEN")
	assert "https://example.com/d?k=TOKEN" in read(mails("deputy@example.com")[0])[1]
	assert not frappe.db.get_value("Due Reminder", name, "link")


def test_what_comes_weeks_too_late_is_not_sent(note, person, monkeypatch):
	monkeypatch.setattr(frappe.flags, "daily_today", TODAY, raising=False)
	assert remind(note, [person], day=back(16)) is None
	assert remind(note, [person], day=back(15))
	frappe.flags.pop("daily_today")
