"""Receipt rounds (落实情况回执): made, returned or given up, closed; a dissatisfied deputy reopens the promise."""

from datetime import date

import frappe
from frappe.utils import cint

from deputy_affairs import clock, settings
from deputy_affairs.paperwork.text import cn_date
from deputy_affairs.rules import commitments as rules
from deputy_affairs.rules.stages import DISSATISFIED

from . import people

STATE_WORDS = {
	rules.OPEN: "正在落实",
	rules.OVERDUE: "逾期未落实",
	rules.KEPT: "已经落实",
	rules.EXPLAINED: "不能落实，已作说明",
}


def make_round(commitment, occasion: str, day: date, year: int | None = None) -> list[str]:
	"""Lay a receipt for each deputy who is told of the outcome; returns their names.

	A round that is open already is not doubled: what the deputies say in it is about the same promise.
	"""
	if frappe.db.exists("Commitment Receipt", {"commitment": commitment.name, "round_closed": 0}):
		return []
	number = 1 + cint(
		frappe.db.get_value(
			"Commitment Receipt", {"commitment": commitment.name}, "round_no", order_by="round_no desc"
		)
	)
	words = situation(commitment, day)
	due = clock.due("commitment receipt", commitment.congress, day).date
	shared = "suggestion_title congress unit promise promised_date".split()
	own = "deputy deputy_name suggestion registration_number is_anonymous".split()
	names = []
	for person in people.followers(commitment):
		receipt = frappe.get_doc(
			{
				"doctype": "Commitment Receipt",
				"commitment": commitment.name,
				**{fieldname: commitment.get(fieldname) for fieldname in shared},
				**{fieldname: person[fieldname] for fieldname in own},
				"occasion": occasion,
				"year": year or day.year,
				"round_no": number,
				"made_on": day,
				"due_date": due,
				"situation": words,
				"status": "Awaited",
			}
		)
		receipt.flags.by_system = True
		# Laid for the congress office by what follows from the promise; no unit may touch it.
		receipt.insert(ignore_permissions=True)  # see above
		names.append(receipt.name)
	return names


def situation(commitment, day: date) -> str:
	"""How the promise stands, in the words that the deputy reads."""
	words = STATE_WORDS[rules.derive_state(commitment.facts(), day)]
	if commitment.kept_on:
		words += f"（{cn_date(commitment.kept_on)}完成）"
	told = [
		row
		for row in commitment.steps
		if row.kind in ("Progress", "Completion", "Explanation", "Term Explanation") and row.text
	]
	if not told:
		return f"{words}。承办单位尚未报告进展。"
	last = told[-1]
	return f"{words}。{cn_date(last.logged_on)}报告：{last.text}"


def close_if_complete(commitment_name: str, round_no: int, day: date) -> None:
	"""Close a round in which nothing is awaited any more; the unit may see it now.

	One dissatisfied deputy takes the promise up again, whatever had settled it.
	"""
	rows = frappe.get_all(
		"Commitment Receipt",
		filters={"commitment": commitment_name, "round_no": round_no},
		fields=["name", "status", "grade", "reasons", "is_anonymous", "round_closed"],
		order_by="name asc",
	)
	if not rows or any(row.status == "Awaited" for row in rows):
		return
	receipt = frappe.qb.DocType("Commitment Receipt")
	frappe.qb.update(receipt).set(receipt.round_closed, 1).where(
		(receipt.commitment == commitment_name) & (receipt.round_no == round_no)
	).run()
	returned = [row for row in rows if row.status == "Returned"]
	worst = rules.outcome(row.grade for row in returned)
	commitment = frappe.get_doc("Reply Commitment", commitment_name, for_update=True)
	commitment.outcome_rating = worst
	commitment.flags.by_system, commitment.flags.day = True, day
	if worst == DISSATISFIED and not commitment.successor:
		_take_up_again(commitment, returned)
	# Whoever enters the last slip may be a deputy without login; the promise follows from the slips.
	commitment.save(ignore_permissions=True)  # see above


def _take_up_again(commitment, returned: list[dict]) -> None:
	words = _why_again(commitment.congress, [row for row in returned if row.grade == DISSATISFIED])
	if commitment.state in rules.UNSETTLED:
		commitment.flags.note = ("Receipts", words)
		return
	# The framework's workflow knows actions of people only; this follows from what the deputies said.
	commitment.db_set("workflow_state", rules.FOLLOWING, update_modified=False)
	commitment.flags.note = ("Reopening", words)


def _why_again(congress: str, unhappy: list[dict]) -> str:
	"""The words that units read among the steps: as much of the ratings as the congress shows them."""
	shows = settings.value(congress, "unit_sees_ratings")
	if shows == "Nothing":
		return "代表反馈后，该承诺事项须继续跟踪落实。"
	reasons = dict.fromkeys(
		(row.reasons or "").strip().rstrip("。；") for row in unhappy if not row.is_anonymous
	)
	said = "；".join(filter(None, reasons)) if shows == "Grades and Opinions" else ""
	return f"{len(unhappy)}名代表对落实情况不满意" + (f"：{said}。" if said else "。")
