"""The daily job: each step once for each day, also for the days on which the job did not run.

A step is `fn(day) -> int | None`: it does what falls due on that day, may be run again without doing anything
twice, and may return how many pieces of work it did. Days that were missed are caught up one by one, all steps
of a day before the next day, so that the outcome is that of a run each day. A step that fails is undone, logged
and tried again by the next run with the same day; the other steps go on.

`Daily Step` keeps for each step the last day done and is locked while the step runs: two runs at once do the
work once. `Daily Run` is the log.
"""

import traceback
from contextlib import contextmanager
from datetime import date, timedelta

import frappe
from frappe.utils import add_days, getdate, now_datetime

from deputy_affairs.i18n import in_site_language
from deputy_affairs.rules.text import mark as _
from deputy_affairs.transactions import all_or_nothing

# In this order; the last one sends what the others have noted.
STEPS = (
	"deputy_affairs.tasks.mark_current_terms",
	"deputy_affairs.tasks.expire_mandates",
	"deputy_affairs.deputy_affairs.doctype.suggestion_rating.unreturned.remind",
	"deputy_affairs.deputy_affairs.doctype.suggestion_rating.unreturned.give_up",
	"deputy_affairs.one_time_links.expire",
	"deputy_affairs.deputy_affairs.doctype.suggestion_reply.countersigning.remind_due",
	"deputy_affairs.deputy_affairs.doctype.suggestion_assignment.announcing.tell_late",
	"deputy_affairs.supervision.escalation.escalate",
	"deputy_affairs.supervision.due_reminders.note",
	"deputy_affairs.deputy_affairs.doctype.reply_commitment.follow_up.follow_promises",
	"deputy_affairs.deputy_affairs.doctype.reply_commitment.reminding.remind_promises",
	"deputy_affairs.deputy_affairs.doctype.commitment_receipt.sending.remind_of_receipts",
	"deputy_affairs.deputy_affairs.doctype.deputy_suggestion.cosigning.lapse",
	"deputy_affairs.reminders.send",
)
# What the desk calls them; a step without an entry goes by its path.
TITLES = {
	"deputy_affairs.tasks.mark_current_terms": _("Which term is the current one"),
	"deputy_affairs.tasks.expire_mandates": _("Expire the mandates of past terms"),
	"deputy_affairs.deputy_affairs.doctype.suggestion_rating.unreturned.remind": _(
		"Remind of the opinion forms"
	),
	"deputy_affairs.deputy_affairs.doctype.suggestion_rating.unreturned.give_up": _(
		"Leave out the opinion forms that did not come back"
	),
	"deputy_affairs.one_time_links.expire": _("Close the one-time links whose time is over"),
	"deputy_affairs.deputy_affairs.doctype.suggestion_reply.countersigning.remind_due": _(
		"Remind of countersignatures due today"
	),
	"deputy_affairs.deputy_affairs.doctype.suggestion_assignment.announcing.tell_late": _(
		"Tell units what they were handed, where that was left undone"
	),
	"deputy_affairs.supervision.escalation.escalate": _("Draft notices for what is overdue"),
	"deputy_affairs.supervision.due_reminders.note": _("Note what falls due"),
	"deputy_affairs.deputy_affairs.doctype.reply_commitment.follow_up.follow_promises": _(
		"Promises: overdue, receipts, turn of the year"
	),
	"deputy_affairs.deputy_affairs.doctype.reply_commitment.reminding.remind_promises": _(
		"Reminders of promises"
	),
	"deputy_affairs.deputy_affairs.doctype.commitment_receipt.sending.remind_of_receipts": _(
		"Reminders of the receipts of promises"
	),
	"deputy_affairs.deputy_affairs.doctype.deputy_suggestion.cosigning.lapse": _(
		"Let the invitations to co-sign lapse whose time is over"
	),
	"deputy_affairs.reminders.send": _("Send the reminders"),
}
# A site that slept for longer starts this many days back: nothing that falls due once a year is passed over.
LONGEST_CATCH_UP = 400


class AnotherRunError(frappe.ValidationError):
	"""The step is being done by another run."""


def run(today: date | str | None = None, *, commit: bool = True) -> dict[str, list]:
	"""Do what is still to be done up to today, and return {"done": [(step, day)], "failed": [(step, day)]}.

	A step that is new on this site starts today. `commit=False` leaves the transaction to the caller.
	"""
	today = getdate(today)
	result = {"done": [], "failed": []}
	with _surroundings(today):
		last_days = {step: _last_day(step, today) for step in STEPS}
		_finish(commit)
		open_steps = [step for step in STEPS if last_days[step] < today]
		if not open_steps:
			return result
		day = min(last_days[step] for step in open_steps) + timedelta(days=1)
		while day <= today:
			for step in tuple(open_steps):
				if last_days[step] >= day:
					continue
				try:
					did = _do(step, day, today, commit)
				except AnotherRunError:
					return result
				if did is False:
					result["failed"].append((step, day))
					open_steps.remove(step)
				elif did:
					result["done"].append((step, day))
			day += timedelta(days=1)
	return result


def today() -> date:
	"""The day of the run under way, which differs from the day a step is given while it catches up."""
	return frappe.flags.daily_today or getdate()


def status() -> list[dict]:
	"""Return each step with the last day it was done, its state and the error of its last run, in order."""
	rows = {
		row.step: row
		for row in frappe.get_all(
			"Daily Step", fields=["step", "title", "last_day", "state", "last_run", "error"]
		)
	}
	return [rows[step] for step in STEPS if step in rows]


@contextmanager
def _surroundings(today: date):
	"""Steps write in the site's language and know the day of the run."""
	running, frappe.flags.daily_today = frappe.flags.daily_today, today
	try:
		with in_site_language():
			yield
	finally:
		frappe.flags.daily_today = running


def _last_day(step: str, today: date) -> date:
	"""The last day on which the step was done, not further back than is caught up."""
	last = frappe.db.get_value("Daily Step", step, "last_day")
	if not last:
		last = add_days(today, -1)
		frappe.get_doc(
			{"doctype": "Daily Step", "step": step, "title": TITLES.get(step, step), "last_day": last}
		).insert(ignore_permissions=True, ignore_if_duplicate=True)  # the job's own book-keeping
	return max(getdate(last), getdate(add_days(today, -LONGEST_CATCH_UP)))


def _do(step: str, day: date, today: date, commit: bool) -> bool | None:
	"""Do one step of one day: True done, False failed, None when another run has done it meanwhile."""
	started = now_datetime()
	try:
		with all_or_nothing("daily_step"):
			if getdate(_lock(step)) >= day:
				_finish(commit)
				return None
			count = frappe.get_attr(step)(day)
			_note(step, day, today, started, count=count or 0)
	except AnotherRunError:
		raise
	except Exception as error:
		if commit:
			frappe.db.rollback()
		_note_failure(step, day, today, started, error)
		_finish(commit)
		return False
	_finish(commit)
	return True


def _lock(step: str) -> date:
	"""Hold the step until the transaction ends, and return its last day done."""
	try:
		return frappe.db.get_value("Daily Step", step, "last_day", for_update=True)
	except frappe.QueryTimeoutError as error:
		raise AnotherRunError from error


def _finish(commit: bool) -> None:
	if commit:
		frappe.db.commit()  # each step of each day stands by itself: the next one's failure must not undo it


def _note_failure(step: str, day: date, today: date, started, error: Exception) -> None:
	"""Name the kind of error and where it came up; its message may quote names and telephone numbers."""
	words = f"{type(error).__name__} ({day})"
	frames = "".join(traceback.format_tb(error.__traceback__))
	log = frappe.log_error(title=f"Daily job: {step} for {day}", message=f"{frames}{words}")
	_note(step, day, today, started, error=words, error_log=log.name if log else None)


def _note(step: str, day: date, today: date, started, *, count=0, error=None, error_log=None) -> None:
	"""Write the log of this step and day, and on which day the step stands."""
	state = "Failed" if error else "Done"
	known = frappe.db.get_value("Daily Run", {"step": step, "day": day}, ["name", "attempts"], as_dict=True)
	run = frappe.get_doc("Daily Run", known.name) if known else frappe.new_doc("Daily Run")
	run.update(
		{
			"step": step,
			"day": day,
			"state": state,
			"caught_up": int(day < today),
			"started": started,
			"finished": now_datetime(),
			"done_count": count,
			"attempts": (known.attempts if known else 0) + 1,
			"error": error,
		}
	)
	run.save(ignore_permissions=True)  # the job's own book-keeping
	values = {"state": state, "last_run": now_datetime(), "error": error, "error_log": error_log}
	if not error:
		values["last_day"] = day
	frappe.db.set_value("Daily Step", step, values)
