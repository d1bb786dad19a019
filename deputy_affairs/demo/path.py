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

	def again(self, days: int, reason: str, **units: str) -> Path:
		"""The chair opens the next round."""
		self.unit = next(key for key, role in units.items() if role != "协办")
		return self.add(days, "rehandle", units=units, reason=reason)


# What the congress office writes on an assignment.
REQUIREMENTS = "请确定专人办理，主动与代表见面沟通，按时答复代表并报镇人大主席团办公室。"
KEY_REQUIREMENTS = "重点督办建议，请主要负责人亲自办理，答复前当面征求代表意见。"
