"""A township through the years: chance acts for its people, the daily job follows, and a plain ledger remembers.

What must be so is told here from what people did, without the app's rules: a promise is kept when the office
said so, explained when the office took the explanation, else overdue from the day after its last date.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from email import message_from_string, policy

import factories as make
import frappe
import pytest
from frappe.utils import getdate

from deputy_affairs import daily
from deputy_affairs.demo.timeline import Timeline
from deputy_affairs.deputy_affairs.doctype.reply_commitment import handing_over
from deputy_affairs.deputy_affairs.doctype.reply_commitment.reply_commitment import CommitmentDateError
from deputy_affairs.i18n import in_site_language

COMMITMENT, RECEIPT = "Reply Commitment", "Commitment Receipt"
# The steps of the daily job that promises depend on, in the job's own order.
NEEDED = (
	"mark_current_terms",
	"expire_mandates",
	"expire",
	"follow_promises",
	"remind_promises",
	"remind_of_receipts",
	"send",
)
STEPS = tuple(step for step in daily.STEPS if step.rpartition(".")[2] in NEEDED)
SETTLED = ("kept", "explained")
LEADS, EVERY, TOO_LATE = (30, 15, 7, 1), 7, 15


@dataclass
class Known:
	"""One promise as an honest clerk would remember it."""

	name: str
	suggestion: str
	made_on: date
	last_day: date
	phase: str = "following"  # reported, explaining, kept, explained
	reported_in_time: bool = False
	check_by: date | None = None
	replaced: bool = False
	settled_on: date | None = None
	since: date | None = None  # of the last date: reminders of an earlier one do not count
	carried: set[int] = field(default_factory=set)

	def limit(self) -> date:
		"""The last day in time."""
		if self.phase == "reported" and self.reported_in_time:
			return max(self.last_day, self.check_by)
		return self.last_day

	def state(self, day: date) -> str:
		"""What the record has to say on the day."""
		if self.phase in SETTLED:
			return self.phase.capitalize()
		return "Overdue" if day > self.limit() else "Open"


class Years:
	"""Lets the township live; `jump` lets days pass, `act` lets people do something, `check` asks the invariants."""

	def __init__(self, town, seed: int):
		self.town, self.chance = town, random.Random(seed)
		self.timeline = Timeline(town.congress)
		self.day = getdate()
		self.ledger: dict[str, Known] = {}
		self.closed_rounds: set[tuple[str, int]] = set()
		self.dissolved: set[str] = set()
		self.did = Counter()
		frappe.db.delete("Daily Step", {"step": ("in", STEPS)})
		self.term_end = getdate(frappe.db.get_value("Congress Term", town.term, "end_date"))
		self.new_term = None

	# --- what people do

	def worker(self, unit: str) -> str:
		"""Who works for a unit."""
		return self.town.workers[self.town.units.index(unit)]

	def units(self) -> list[str]:
		"""The units that exist."""
		return [unit for unit in self.town.units if unit not in self.dissolved]

	def answer_a_suggestion(self, merged: bool = False) -> None:
		"""A suggestion of four demands, answered with a promise for each or for some."""
		lead, other = self.chance.sample(self.deputies_in_office(), 2)
		unit = self.chance.choice(self.units())
		title = f"关于第{self.did['suggestion'] + 1}项事情的建议"
		demands = [{"demand": f"办好第{n}件事"} for n in range(1, 5)]
		with make.acting(self.town.clerk):
			suggestion = make.register(
				make.make_suggestion(
					lead, [other] if self.chance.random() < 0.5 else [], title, demands=demands
				)
			)
			if merged:
				same = make.register(make.make_suggestion(other, title=f"{title}（又一件）"))
				same.merge_into(suggestion.name, "内容相同")
				suggestion.reload()
			(assignment,) = make.assign(suggestion, lead=unit)
		with make.acting(self.worker(unit)):
			make.act(assignment, "Sign For")
			reply = make.draft_reply(assignment, "B", "列入计划，逐件办理")
			for row in reply.answers:
				row.promised_date = self.day + timedelta(days=self.chance.randint(20, 400))
				row.responsible, row.outcome = "刘长林", "Planned"
			reply.save()
		chief = self.town.chiefs[self.town.units.index(unit)]
		make.issue(reply, self.worker(unit), self.town.office, chief)
		for row in frappe.get_all(COMMITMENT, {"reply": reply.name}, ["name", "promised_date"]):
			self.ledger[row.name] = Known(
				row.name, suggestion.name, self.day, row.promised_date, since=self.day
			)
		self.did["suggestion"] += 1

	def deputies_in_office(self) -> list[str]:
		return frappe.get_all(
			"Deputy", {"congress": self.town.congress, "status": "In Office"}, pluck="name", order_by="name"
		)

	def act(self, times: int) -> None:
		"""Some people do something on this day."""
		with self.timeline.at(self.day):
			for _time in range(times):
				if self.chance.random() < 0.35:
					self.answer_a_receipt()
				else:
					self.move_a_promise(self.ledger[self.chance.choice(sorted(self.ledger))])
			self.explain_the_new_term()

	def move_a_promise(self, known: Known) -> None:
		doc = frappe.get_doc(COMMITMENT, known.name)
		dice = self.chance.random()
		if known.phase == "following":
			if doc.unit in self.dissolved:
				return  # nobody is there until somebody takes it over
			with make.acting(self.worker(doc.unit)):
				if dice < 0.25:
					make.act(doc, "Report Progress", progress_text="正在施工")
					self.did["progress"] += 1
				elif dice < 0.55:
					self.report_done(doc, known)
				elif dice < 0.85:
					new = max(self.day, getdate(doc.promised_date)) + timedelta(
						days=self.chance.randint(1, 150)
					)
					again = {"new_date": new} if dice < 0.75 else {}
					make.act(doc, "Explain", explanation="资金未到位", **again)
					known.phase = "explaining"
		elif known.phase in ("reported", "explaining"):
			self.decide(doc, known, send_back=dice < 0.3)
		elif dice < 0.15 and not known.replaced:
			with make.acting(self.town.clerk):
				make.act(doc, "Reopen Promise", decision_note="代表反映又坏了")
			self.reopened(known, doc)

	def report_done(self, doc, known: Known) -> None:
		done_on = self.day - timedelta(days=self.chance.randint(0, 5))
		done_on = max(done_on, known.made_on)
		make.act(doc, "Report Completion", done_on=done_on, progress_text="已经完工")
		known.phase, known.check_by = "reported", getdate(doc.check_by)
		known.reported_in_time = done_on <= known.last_day
		assert known.check_by > self.day

	def decide(self, doc, known: Known, send_back: bool) -> None:
		if (
			known.phase == "explaining"
			and doc.new_date
			and getdate(doc.new_date) < self.day
			and not send_back
		):
			with make.acting(self.town.clerk), pytest.raises(CommitmentDateError):
				make.act(doc, "Accept Explanation")
			self.did["new date passed"] += 1
			doc.reload()
			send_back = True
		with make.acting(self.town.clerk):
			if send_back:
				make.act(doc, "Send Back", decision_note="请再核实")
				known.phase = "following"
			elif known.phase == "reported":
				make.act(doc, "Confirm as Kept", decision_note="现场核实")
				known.phase, known.settled_on = "kept", self.day
				self.did["kept"] += 1
			else:
				make.act(doc, "Accept Explanation")
				known.phase, known.settled_on = "explained", self.day
				self.did["explained"] += 1
		if doc.successor:
			known.replaced = True
			new = frappe.get_doc(COMMITMENT, doc.successor)
			assert new.predecessor == doc.name and new.unit == doc.unit
			self.ledger[new.name] = Known(
				new.name, known.suggestion, self.day, getdate(new.promised_date), since=self.day
			)
			self.did["new date"] += 1

	def reopened(self, known: Known, doc) -> None:
		known.phase, known.settled_on = "following", None
		known.last_day = max(getdate(doc.promised_date), getdate(doc.again_by))
		known.since = self.day
		assert getdate(doc.again_by) > getdate(doc.steps[-1].logged_on)
		self.did["reopened"] += 1

	def answer_a_receipt(self) -> None:
		"""A receipt comes back, in time or late; the last one of a round closes it."""
		names = frappe.get_all(
			RECEIPT,
			{"congress": self.town.congress, "status": ("!=", "Returned")},
			pluck="name",
			order_by="name",
		)
		if not names:
			return
		receipt = frappe.get_doc(RECEIPT, self.chance.choice(names))
		grade = self.chance.choice(("Satisfied", "Satisfied", "Basically Satisfied", "Dissatisfied"))
		late = receipt.status == "Not Returned"
		with make.acting(self.town.clerk):
			receipt.update({"grade": grade, "reasons": "还是老样子" if grade == "Dissatisfied" else ""})
			receipt.save()
		self.did["late receipt" if late else "receipt"] += 1
		if late:  # its round is closed already and counts once more
			self.closed_rounds.discard((receipt.commitment, receipt.round_no))
		self.notice_rounds()

	def notice_rounds(self) -> None:
		"""A closed round with a dissatisfied deputy takes a settled promise up again."""
		rows = frappe.get_all(
			RECEIPT,
			{"congress": self.town.congress},
			["commitment", "round_no", "grade", "status", "round_closed"],
		)
		rounds = {}
		for row in rows:
			rounds.setdefault((row.commitment, row.round_no), []).append(row)
		for key, receipts in rounds.items():
			awaited = any(row.status == "Awaited" for row in receipts)
			assert {bool(row.round_closed) for row in receipts} == {not awaited}
			if awaited or key in self.closed_rounds:
				continue
			self.closed_rounds.add(key)
			known = self.ledger[key[0]]
			unhappy = any(row.grade == "Dissatisfied" and row.status == "Returned" for row in receipts)
			if unhappy and known.phase in SETTLED and not known.replaced:
				self.reopened(known, frappe.get_doc(COMMITMENT, known.name))

	def explain_the_new_term(self) -> None:
		"""Unit and office write it down, some sooner, some later."""
		rows = frappe.get_all(
			COMMITMENT,
			{
				"congress": self.town.congress,
				"term_changed_on": ("is", "set"),
				"term_explained_on": ("is", "not set"),
				"state": ("in", ("Open", "Overdue")),
			},
			["name", "unit"],
			order_by="name",
		)
		for row in rows:
			if self.chance.random() < 0.4 and row.unit not in self.dissolved:
				doc = frappe.get_doc(COMMITMENT, row.name)
				with make.acting(self.worker(row.unit)):
					doc.unit_term_explanation = "列入新一届政府计划"
					doc.save()
				with make.acting(self.town.chair):
					doc.office_term_explanation = "新一届主席团继续督办"
					doc.save()
				assert getdate(doc.reload().term_explained_on) == self.day
				self.did["term explained"] += 1

	def dissolve(self, unit: str) -> None:
		"""A unit ceases to be; for a time nobody has its promises, then another unit takes them over."""
		with self.timeline.at(self.day), make.acting(self.town.clerk):
			doc = frappe.get_doc("Handling Unit", unit)
			doc.is_active = 0
			doc.save()
		self.dissolved.add(unit)

	def take_over(self, unit: str) -> int:
		"""Another unit takes over what a dissolved one had promised."""
		with self.timeline.at(self.day), make.acting(self.town.clerk):
			names = [row["name"] for row in handing_over.open_promises(unit)]
			heir = self.chance.choice(self.units())
			if names:
				handing_over.hand_over(names, heir, "机构改革，职能划转")
		self.did["handed over"] += len(names)
		return len(names)

	def elect(self) -> None:
		"""The next term is entered with its deputies before it begins, as an office does."""
		start = self.term_end + timedelta(days=1)
		with self.timeline.at(self.day):
			self.new_term = make.make_term(self.town.congress, 20, start=start).name
			place = make.make_constituency(self.new_term, 1, seats=3)
			for number, name in enumerate(("赵新", "钱立", "孙明"), 101):
				make.make_deputy(name, self.town.congress, self.new_term, place.name, str(number))

	def leave(self, deputy: str) -> None:
		"""A deputy's resignation is accepted."""
		with self.timeline.at(self.day):
			frappe.get_doc("Deputy", deputy).change_status(
				self.town.term, "Resigned", str(self.day), "辞去代表职务"
			)

	# --- what the days bring

	def run(self, day: date) -> dict:
		"""The daily job as it runs on a day, for what was missed too."""
		with self.timeline.at(day):
			result = daily.run(day, commit=False)
		for step, missed in result["failed"]:
			log = frappe.db.get_value("Daily Step", step, "error_log")
			raise AssertionError(f"{step} {missed}\n{frappe.db.get_value('Error Log', log, 'error')}")
		return result

	def run_steps(self, first: date, last: date) -> None:
		"""The steps themselves for each day, as the job does them when it catches up; it also keeps a log."""
		with self.timeline.at(last), in_site_language():
			frappe.flags.daily_today = last
			try:
				for ahead in range((last - first).days + 1):
					for step in STEPS:
						frappe.get_attr(step)(first + timedelta(days=ahead))
			finally:
				frappe.flags.daily_today = None
		frappe.db.set_value("Daily Step", {"step": ("in", STEPS)}, "last_day", last)

	def jump(self, days: int) -> None:
		"""The job did not run for some days; now it does."""
		before, self.day = self.day, self.day + timedelta(days=days)
		quiet = {name: (known.phase, known.limit()) for name, known in self.ledger.items()}
		if days <= 5:
			self.run(self.day)
		else:
			self.run_steps(before + timedelta(days=1), self.day)
		self.notice_rounds()
		self.check(before, quiet)
		# what would be shown in open browsers; nobody looks at what is rolled back
		getattr(frappe.local, "_realtime_log", []).clear()

	def compare(self, days: int) -> None:
		"""Once each day, and once after all of them: the same state, reminders and mails."""
		self.send_mail(True)
		clock = self.timeline._last
		frappe.db.savepoint("the_same_again")
		for ahead in range(1, days + 1):
			self.run(self.day + timedelta(days=ahead))
		each_day = self.picture()
		frappe.db.rollback(save_point="the_same_again")
		forget()
		self.timeline._last = clock
		self.run(self.day + timedelta(days=days))
		at_once = self.picture()
		assert each_day.keys() == at_once.keys()
		for what, rows in each_day.items():
			assert rows == at_once[what], what
		frappe.db.rollback(save_point="the_same_again")
		forget()
		self.timeline._last = clock
		self.send_mail(False)
		self.jump(days)

	@staticmethod
	def send_mail(on: bool) -> None:
		"""Mails are laid out one by one, which takes most of the time: only where they are compared."""
		frappe.db.set_value("Email Account", {"email_id": "office@example.com"}, "enable_outgoing", int(on))
		frappe.local.outgoing_email_account = {}

	# --- what must be so

	def check(self, before: date, quiet: dict) -> None:
		"""The invariants, after the job has run on the day."""
		day = self.day
		docs = {
			name: frappe.get_doc(COMMITMENT, name)
			for name in frappe.get_all(COMMITMENT, {"congress": self.town.congress}, pluck="name")
		}
		assert docs.keys() == self.ledger.keys()  # none vanishes, none comes by itself
		for name, known in self.ledger.items():
			doc = docs[name]
			assert doc.state == known.state(day), (name, doc.state, known, day)
			self.check_history(doc, known)
			self.check_years(doc, known)
			if known.phase not in SETTLED:
				self.check_follow_up(doc, known)
			if quiet.get(name) == (known.phase, known.limit()):
				self.check_reminders(known, before)
		self.check_receipts(docs)
		self.check_suggestions(docs)

	def check_history(self, doc, known: Known) -> None:
		"""The dated rows tell the same as the record."""
		dates = [getdate(row.logged_on) for row in doc.steps]
		assert dates == sorted(dates) and dates[0] == known.made_on and dates[-1] <= self.day, dates
		told = [(str(row.logged_on), row.kind, row.to_state) for row in doc.steps]
		assert [state for _day, _kind, state in told if state][-1] == doc.state, (doc.state, told)
		assert doc.steps[0].kind == "Made"

	def check_years(self, doc, known: Known) -> None:
		"""Carried over at the end of each year at which it was unsettled, with a row that says so, once."""
		rows = [row for row in doc.steps if row.kind == "Carry-over"]
		told = [
			year
			for row in rows
			for year in range(2000, 2100)
			if f"{year}年底" in row.text or f"{year}、" in row.text
		]
		assert len(set(told)) == len(told)
		if known.phase not in SETTLED:
			last = self.day.year - 1
			if known.made_on.year <= last:
				assert last in told, (doc.name, told, self.day)
		assert all(getdate(row.logged_on) >= date(getdate(row.logged_on).year, 1, 1) for row in rows)

	def check_follow_up(self, doc, known: Known) -> None:
		"""An overdue promise is on the suggestion and, from its term on, in the present one with an explanation asked."""
		overdue = doc.state == "Overdue"
		assert bool(doc.overdue_on) == overdue
		if overdue:
			assert getdate(doc.overdue_on) > known.last_day
			shown = frappe.db.get_value("Deputy Suggestion", doc.suggestion, "promise_state")
			assert shown == "Promise Overdue"
		if self.day > self.term_end and known.made_on <= self.term_end:
			assert doc.term == self.new_term and getdate(doc.term_changed_on) == self.term_end + timedelta(
				days=1
			)
			assert [row.kind for row in doc.steps].count("Change of Term") == 1
			both = bool(doc.unit_term_explanation and doc.office_term_explanation)
			assert bool(doc.term_explained_on) == both

	def check_reminders(self, known: Known, before: date) -> None:
		"""While nobody touched it, each step was noted once on its day, and nothing once it was settled."""
		rows = frappe.get_all(
			"Due Reminder",
			{"reference_doctype": COMMITMENT, "reference_name": known.name, "day": (">", before)},
			["kind", "step", "day", "due_date"],
		)
		expected = set()
		if known.phase == "following":
			for back in range((self.day - before).days):
				day = self.day - timedelta(days=back)
				left = (known.last_day - day).days
				if back > TOO_LATE:
					break
				if left in LEADS:
					expected.add(("Promise Due", f"-{left}", day))
				elif left < 0 and -left <= 365 and (-left - 1) % EVERY == 0:
					expected.add(("Promise Overdue", f"+{-left}", day))
		found = [(row.kind, row.step, row.day) for row in rows if row.kind != "Promise Decision"]
		assert len(set(found)) == len(found)
		found = {row for row in found if (self.day - row[2]).days <= TOO_LATE}
		assert found == expected, (known, found ^ expected)

	def check_receipts(self, docs: dict) -> None:
		"""From the first of October each unsettled promise has a round of the year, one receipt a deputy."""
		rows = frappe.get_all(
			RECEIPT,
			{"congress": self.town.congress},
			["commitment", "round_no", "deputy", "year", "occasion", "made_on", "status", "due_date"],
		)
		keys = [(row.commitment, row.round_no, row.deputy) for row in rows]
		assert len(set(keys)) == len(keys)
		yearly = Counter((row.commitment, row.year, row.deputy) for row in rows if row.occasion == "Year End")
		assert not yearly or max(yearly.values()) == 1
		assert not [row for row in rows if row.status == "Awaited" and row.due_date < self.day]
		for year in range(2026, self.day.year + 1):
			start = date(year, 10, 1)
			if not start <= self.day:
				continue
			for name, known in self.ledger.items():
				doc = docs[name]
				if known.made_on >= start or self.was_settled(doc, start):
					continue
				of_year = [
					row for row in rows if row.commitment == name and row.made_on <= date(year, 12, 31)
				]
				# its own round of the year, or one that was still open when the season began
				assert [row for row in of_year if row.occasion == "Year End" and row.year == year] or [
					row for row in of_year if row.made_on < start <= row.due_date
				], (name, year)
				assert doc.receipt_year >= year

	@staticmethod
	def was_settled(doc, day: date) -> bool:
		"""Whether it was kept or explained when the day began, by its history."""
		states = [row.to_state for row in doc.steps if row.to_state and getdate(row.logged_on) <= day]
		return states[-1] in ("Kept", "Explained")

	def check_suggestions(self, docs: dict) -> None:
		"""What a suggestion shows is the most pressing of its promises, and the earliest date."""
		for suggestion in {known.suggestion for known in self.ledger.values()}:
			own = [docs[known.name] for known in self.ledger.values() if known.suggestion == suggestion]
			live = [doc for doc in own if doc.state in ("Open", "Overdue")]
			shown = (
				"Promise Overdue"
				if any(doc.state == "Overdue" for doc in live)
				else "Promises Open"
				if live
				else "Promises Settled"
			)
			row = frappe.db.get_value(
				"Deputy Suggestion", suggestion, ["promise_state", "next_promise_date"], as_dict=True
			)
			assert row.promise_state == shown
			assert row.next_promise_date == min((getdate(doc.promised_date) for doc in live), default=None)

	def picture(self) -> dict:
		"""Everything that the job may have changed, to be compared."""
		congress = {"congress": self.town.congress}
		leave_out = ("modified", "modified_by", "creation", "owner", "idx", "name", "parent")
		steps = frappe.get_all(
			"Commitment Step", {"parenttype": COMMITMENT}, ["*"], order_by="parent, idx", limit=0
		)
		reminders = frappe.get_all(
			"Due Reminder",
			congress,
			["name", "kind", "step", "day", "due_date", "subject", "message", "channels", "reference_name"],
			order_by="name",
		)
		return {
			"promises": plain(frappe.get_all(COMMITMENT, congress, ["*"], order_by="name"), leave_out[:4]),
			"steps": [(row.parent, row.idx, *plain([row], leave_out)) for row in steps],
			"receipts": plain(frappe.get_all(RECEIPT, congress, ["*"], order_by="name"), leave_out[:4]),
			"suggestions": plain(
				frappe.get_all(
					"Deputy Suggestion",
					congress,
					["name", "stage", "promise_state", "next_promise_date"],
					order_by="name",
				)
			),
			"reminders": plain(reminders),
			"mails": mails(),
			"notices": sorted(
				frappe.get_all(
					"Notification Log",
					{"document_type": ("in", (COMMITMENT, RECEIPT, "Handling Unit", "Congress"))},
					["for_user", "subject", "document_name"],
					as_list=True,
				)
			),
		}


def plain(rows: list, leave_out=()) -> list[tuple]:
	"""Rows as tuples without the columns that tell the hour of writing."""
	return [tuple(str(value) for key, value in sorted(row.items()) if key not in leave_out) for row in rows]


def mails() -> list[tuple]:
	"""Who got which mail about how many promises; that one of them came late is said in it, and rightly so."""
	found = []
	for queue in frappe.get_all("Email Queue", ["name", "message"], limit=0):
		message = message_from_string(queue.message, policy=policy.default)
		body = message.get_body(("html",)).get_content()
		to = frappe.get_all("Email Queue Recipient", {"parent": queue.name}, pluck="recipient")
		found.append((sorted(to), message["Subject"], body.count("/app/reply-commitment/")))
	return sorted(found)


def forget() -> None:
	"""Drop what was read from rows that are gone after going back to a savepoint."""
	make.forget()
	frappe.cache.delete_keys("document_cache::")
	if hasattr(frappe.db, "value_cache"):
		frappe.db.value_cache.clear()
