"""A suggestion's way as a row of steps, each so many days before the day on which the sample is made."""

from __future__ import annotations

THIRD_MEETING = -152  # the day of the third meeting
ASSIGNMENT_MEETING = -128  # its suggestions are handed out together, within thirty days of the closing


class Path:
	"""Collects steps; every method takes days since the step before it and returns the path itself."""

	def __init__(self, start: int, occasion: str, **values):
		self.now = start
		self.steps: list[tuple[int, bool, str, dict]] = []
		self.unit = ""
		self.add(0, "write", occasion=occasion, **values)

	@classmethod
	def meeting(cls, **values) -> Path:
		"""Written at the third meeting."""
		return cls(THIRD_MEETING, "Meeting", **values)

	@classmethod
	def recess(cls, start: int, **values) -> Path:
		"""Written between the meetings, `start` days from today (negative)."""
		return cls(start, "Recess", **values)

	@classmethod
	def office(cls, start: int) -> Path:
		"""Work of the congress office that is about no single suggestion, from `start` days from today."""
		path = cls.__new__(cls)
		path.now, path.steps, path.unit = start, [], ""
		return path

	def add(self, days: int, what: str, forward: bool = False, **values) -> Path:
		"""Append any step."""
		self.now += days
		self.steps.append((self.now, forward, what, values))
		return self

	def submit(self, days: int = 0) -> Path:
		"""The deputy's text goes to review."""
		return self.add(days, "suggestion_action", action="Submit for Review")

	def review(self, action: str, days: int = 1, by: str = "clerk", **values) -> Path:
		"""Any decision on the suggestion itself."""
		return self.add(days, "suggestion_action", action=action, by=by, **values)

	def register(self, days: int = 1) -> Path:
		"""Submitted and accepted; the number is given."""
		return self.submit().review("Accept and Register", days, by="chair", review_opinion="同意立案交办。")

	def assign(self, day: int | None = None, forward: bool = False, requirements=None, **units: str) -> Path:
		"""Assigned on a day, or without one at the assignment meeting; units with 主办, 协办 or 分办：what part."""
		self.unit = next((key for key, role in units.items() if role != "协办"), self.unit)
		what = "assign_at_meeting" if day is None else "assign"
		days = (ASSIGNMENT_MEETING if day is None else day) - self.now
		return self.add(days, what, forward, units=units, requirements=requirements)

	def sign(self, days: int = 2, unit: str | None = None) -> Path:
		"""The unit signs for it."""
		return self.add(days, "assignment_action", unit=unit or self.unit, action="Sign For")

	def unit_asks(self, action: str, days: int, unit: str | None = None, by: str = "unit", **values) -> Path:
		"""Any other action on an assignment."""
		return self.add(days, "assignment_action", unit=unit or self.unit, action=action, by=by, **values)

	def contact(self, days: int, content: str, unit: str | None = None, **values) -> Path:
		"""The unit speaks to the deputy."""
		values = {"stage": "During Handling", "mode": "Visit", **values}
		return self.add(days, "contact", unit=unit or self.unit, content=content, **values)

	def merged(self, days: int, main: str, reason: str) -> Path:
		"""It says the same as another suggestion, named by its title."""
		return self.add(days, "merge", main=main, reason=reason)

	def extension(self, days: int, until: int, reason: str, measures: str) -> Path:
		"""The unit asks for time until so many days from today."""
		values = {"unit": self.unit, "until": until, "reason": reason, "measures": measures}
		return self.add(days, "ask_extension", **values)

	def decided(self, days: int, action: str, decision: str) -> Path:
		"""The chair decides on the extension that was asked for."""
		return self.add(days, "decide_extension", action=action, decision=decision)

	def meeting_of_all(self, days: int, place: str, matters: str, discussion: str, agreed: str) -> Path:
		"""Deputies, units and congress at one table: called, and held some days later."""
		self.add(days, "call_meeting", place=place, matters=matters)
		return self.add(3, "hold_meeting", discussion=discussion, agreed=agreed)

	def draft(self, days: int, reply_class, answers: list, unit: str | None = None, opening=None) -> Path:
		"""The unit drafts its reply: rows of outcome, answer, promised day from today, person responsible."""
		values = {"reply_class": reply_class, "answers": answers, "opening": opening}
		return self.add(days, "draft", unit=unit or self.unit, **values)

	def to_check(self, days: int = 1, unit: str | None = None) -> Path:
		"""The draft goes to the government office."""
		return self.add(days, "reply_action", unit=unit or self.unit, action="Submit for Check")

	def passed(
		self, days: int = 2, unit: str | None = None, opinion: str = "内容属实，答复规范，同意。"
	) -> Path:
		"""The government office lets it pass."""
		values = {"action": "Pass Check", "by": "office", "check_opinion": opinion}
		return self.add(days, "reply_action", unit=unit or self.unit, **values)

	def back(self, opinion: str, days: int = 2, unit: str | None = None) -> Path:
		"""The government office sends the draft back."""
		values = {"action": "Send Back", "by": "office", "check_opinion": opinion}
		return self.add(days, "reply_action", unit=unit or self.unit, **values)

	def signed(self, days: int = 1, unit: str | None = None) -> Path:
		"""The unit's chief signs off."""
		return self.add(days, "reply_action", unit=unit or self.unit, action="Sign Off", by="chief")

	def issued(self, days: int = 1, unit: str | None = None) -> Path:
		"""Number and date; the letter goes out."""
		return self.add(days, "reply_action", unit=unit or self.unit, action="Issue")

	def reply(
		self, days: int, reply_class: str, answers: list, unit: str | None = None, opening=None
	) -> Path:
		"""From the draft to the letter, within a week."""
		unit = unit or self.unit
		self.draft(days, reply_class, answers, unit, opening).to_check(1, unit)
		return self.passed(2, unit).signed(1, unit).issued(1, unit)

	def rate(
		self, days: int, grades: str, who: int = 0, reasons=None, unit: str | None = None, **values
	) -> Path:
		"""A signer's form comes back."""
		return self.add(
			days, "rate", unit=unit or self.unit, grades=grades, who=who, reasons=reasons, **values
		)

	def give_up(self, days: int, who: int = 0, unit: str | None = None) -> Path:
		"""A signer's form has not come back."""
		return self.add(days, "give_up", unit=unit or self.unit, who=who)

	def urged(self, days: int, unit: str | None = None) -> Path:
		"""The office urges a unit for what is overdue (催办通知)."""
		return self.add(days, "notify_unit", kind="Reminder Notice", unit=unit or self.unit)

	def supervised(self, days: int, demand: str, answer_by: int, unit: str | None = None) -> Path:
		"""The presidium supervises it (督办通知书); the unit answers until so many days from today."""
		values = {"kind": "Supervision Letter", "unit": unit or self.unit, "by": "chair"}
		return self.add(days, "notify_unit", demand=demand, answer_by=answer_by, **values)

	def explains(self, days: int, reasons: str, measures: str, done_by: int) -> Path:
		"""The unit answers the notice: why, what now, until when in days from today."""
		values = {"answer_reasons": reasons, "answer_measures": measures}
		return self.add(days, "answer_notice", unit=self.unit, done_by=done_by, **values)

	def answer_taken(self, days: int) -> Path:
		"""The office takes the unit's answer to the notice."""
		return self.add(days, "notice_action", action="Accept Answer")

	def sent_out(self, days: int, organ: str, reason: str) -> Path:
		"""It goes to an organ outside (转办)."""
		return self.add(days, "transfer", direction="Outside Organ", to_organ=organ, reason=reason)

	def sent_up(self, days: int, reason: str) -> Path:
		"""It is proposed to the county's congress (转报)."""
		return self.add(days, "transfer", direction="Higher Congress", reason=reason)

	def outcome(self, days: int, outcome: str) -> Path:
		"""The organ outside has written what came of it."""
		return self.add(days, "enter_outcome", outcome=outcome)

	def deputies_told(self, days: int) -> Path:
		"""The deputies get a letter about what came of the transfer."""
		return self.add(days, "tell_outcome")

	def progress(self, days: int, no: int, text: str, unit: str | None = None) -> Path:
		"""The unit reports how far the promise on demand `no` is."""
		return self.promise(days, no, "Report Progress", unit, progress_text=text)

	def kept(self, days: int, no: int, text: str, unit: str | None = None) -> Path:
		"""The unit reports that the promise is kept; the office has looked at it two days later."""
		self.promise(days, no, "Report Completion", unit, progress_text=text)
		return self.promise(2, no, "Confirm as Kept", unit, by="clerk", decision_note="已到现场核实。")

	def put_off(self, days: int, no: int, explanation: str, new_date: int, unit: str | None = None) -> Path:
		"""It cannot be kept in time; the office takes the explanation with the new date, in days from today."""
		self.promise(days, no, "Explain", unit, explanation=explanation, until=new_date)
		note = "情况属实，同意调整时限，请按新的时限落实并告知代表。"
		return self.promise(2, no, "Accept Explanation", unit, by="clerk", decision_note=note)

	def promise(self, days: int, no: int, action: str, unit: str | None = None, **values) -> Path:
		"""Any action on the promise on demand `no`."""
		return self.add(days, "promise_action", unit=unit or self.unit, no=no, action=action, **values)

	def receipt(self, days: int, no: int, grade: str, who: int = 0, reasons: str | None = None) -> Path:
		"""A deputy's receipt about a promise comes back."""
		values = {"unit": self.unit, "no": no, "grade": grade, "who": who, "reasons": reasons}
		return self.add(days, "return_receipt", **values)

	def again(self, days: int, reason: str, **units: str) -> Path:
		"""The chair opens the next round."""
		self.unit = next(key for key, role in units.items() if role != "协办")
		return self.add(days, "rehandle", units=units, reason=reason)


# What the congress office writes on an assignment.
REQUIREMENTS = "请确定专人办理，主动与代表见面沟通，按时答复代表并报镇人大主席团办公室。"
KEY_REQUIREMENTS = "重点督办建议，请主要负责人亲自办理，答复前当面征求代表意见。"
