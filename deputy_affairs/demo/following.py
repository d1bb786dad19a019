"""Steps of a story that follow up: notices of supervision, transfers, promises and their receipts."""

import frappe

from deputy_affairs.demo import places, users

GRADES = {"满": "Satisfied", "基": "Basically Satisfied", "不": "Dissatisfied"}


class Following:
	"""More of what may happen to a suggestion; the names stand in path.py, the rest in journey.py."""

	notice: str | None = None
	transferred: str | None = None

	def notify_unit(
		self, kind: str, unit: str, by: str = "clerk", demand: str | None = None, answer_by: int | None = None
	) -> None:
		"""A notice about this one assignment is drafted and issued; its paper goes out with it."""
		user = {"clerk": users.CLERK, "chair": users.CHAIR}[by]
		frappe.set_user(user)
		self.notice = self.town.ledger.insert(
			"Supervision Notice",
			kind=kind,
			unit=self.town.units[unit],
			demand=self.fill(demand),
			answer_by=self.from_today(answer_by),
			items=[{"assignment": self.assignments[unit]}],
		).name
		self.act(user, "Supervision Notice", self.notice, "Issue Notice")

	def answer_notice(self, unit: str, done_by: int, **values) -> None:
		"""The unit gives reasons, measures and a day."""
		values["answer_done_by"] = self.from_today(done_by).isoformat()
		self.act(self.worker(unit), "Supervision Notice", self.notice, "Answer Notice", **values)

	def notice_action(self, action: str) -> None:
		self.act(users.CLERK, "Supervision Notice", self.notice, action)

	def transfer(self, direction: str, reason: str, to_organ: str | None = None) -> None:
		"""The suggestion goes up or out, with the letter of that day."""
		up = direction == "Higher Congress"
		frappe.set_user(users.CLERK)
		self.transferred = self.town.ledger.insert(
			"Suggestion Transfer",
			suggestion=self.name,
			direction=direction,
			to_congress=places.COUNTY if up else None,
			to_organ=to_organ,
			reason=self.fill(reason),
		).name
		values = {} if up else {"sent_on": frappe.utils.today()}
		action = "Propose to Higher Congress" if up else "Send Out"
		self.act(users.CLERK, "Suggestion Transfer", self.transferred, action, **values)
		self.town.print_paper(users.CLERK, "transfer_letter", "Suggestion Transfer", self.transferred)

	def enter_outcome(self, outcome: str) -> None:
		values = {"outcome": outcome, "outcome_on": frappe.utils.today()}
		self.act(users.CLERK, "Suggestion Transfer", self.transferred, "Enter Outcome", **values)

	def tell_outcome(self) -> None:
		self.town.print_paper(users.CLERK, "transfer_result_notice", "Suggestion Transfer", self.transferred)
		values = {"told_on": frappe.utils.today(), "told_way": "Letter"}
		action = "Record That Deputy Was Told"
		self.act(users.CLERK, "Suggestion Transfer", self.transferred, action, **values)

	def promise_action(
		self, unit: str, no: int, action: str, by: str = "unit", until: int | None = None, **values
	) -> None:
		"""What the unit or the office says of a promise; what is done was done on the day it is reported."""
		if action == "Report Completion":
			values["done_on"] = frappe.utils.today()
		if until is not None:
			values["new_date"] = self.from_today(until).isoformat()
		user = self.worker(unit) if by == "unit" else users.CLERK
		self.act(user, "Reply Commitment", self.commitment(unit, no), action, **values)

	def commitment(self, unit: str, no: int) -> str:
		"""The promise that the unit's last reply made on a demand."""
		return frappe.db.get_value(
			"Reply Commitment", {"reply": self.replies[unit], "demand_no": no, "serial": 1}
		)

	def return_receipt(self, unit: str, no: int, grade: str, who: int, reasons: str | None) -> None:
		"""A signer's receipt came back on paper."""
		frappe.set_user(users.CLERK)
		names = [self.text["lead"], *self.text.get("cosigners", ())]
		of_signer = {"commitment": self.commitment(unit, no), "deputy": self.town.deputies[names[who]]}
		receipt = frappe.get_doc("Commitment Receipt", of_signer)
		receipt.update({"grade": GRADES[grade], "reasons": self.fill(reasons)})
		receipt.received_on = frappe.utils.today()
		receipt.save()
