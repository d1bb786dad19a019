"""Papers about promises: the ledger, and the receipt on which a deputy says how one was kept (no. 16)."""

import frappe
from frappe.utils import getdate

from deputy_affairs.paperwork.text import cn_date
from deputy_affairs.rules import commitments as rules

from .common import GRADE_WORDS, congress, iso, suggestion_base, today_iso

STATE_WORDS = {
	rules.OPEN: "未到期",
	rules.OVERDUE: "已逾期",
	rules.KEPT: "已落实",
	rules.EXPLAINED: "已说明",
}
REPORTED = ("Progress", "Completion", "Explanation")


def commitment_ledger(commitments: list) -> dict:
	"""承诺事项台账 of the promises chosen; the deputies' rating for those who may read it."""
	first = commitments[0]
	units = dict(
		frappe.get_all(
			"Handling Unit",
			filters={"name": ("in", [row.unit for row in commitments])},
			fields=["name", "unit_name"],
			as_list=True,
		)
	)
	with_rating = 1 in first.meta.get_permlevel_access("read")
	ordered = sorted(commitments, key=lambda row: (getdate(row.promised_date), row.name))
	figures = rules.figures((row.state, bool(row.kept_in_time), False) for row in ordered)
	years = sorted({getdate(row.promised_date).year for row in ordered})
	period = f"{years[0]}年" if len(years) == 1 else f"{years[0]}—{years[-1]}年"
	return {
		"congress": congress(first.congress),
		"ledger": {
			"heading": f"{period}代表建议承诺事项台账",
			"as_of": today_iso(),
			"total": figures.total,
			"open": figures.open,
			"overdue": figures.overdue,
			"kept": figures.kept,
			"explained": figures.explained,
			"rows": [
				{
					"no": number,
					"number": row.registration_number or "",
					"title": row.suggestion_title,
					"promise": row.promise,
					"unit": units[row.unit],
					"responsible": row.responsible or "",
					"promised_date": iso(row.promised_date),
					"progress": _latest(row),
					"state": STATE_WORDS[row.state],
					"rating": GRADE_WORDS.get(row.outcome_rating, "") if with_rating else "",
				}
				for number, row in enumerate(ordered, 1)
			],
		},
	}


def _latest(commitment) -> str:
	told = [row for row in commitment.steps if row.kind in REPORTED and row.text]
	return f"{cn_date(iso(told[-1].logged_on))}：{told[-1].text}" if told else ""


def commitment_receipt(receipt) -> dict:
	"""落实情况回执: empty to go out, filled once it has come back."""
	suggestion = frappe.get_doc("Deputy Suggestion", receipt.suggestion)
	commitment = frappe.get_doc("Reply Commitment", receipt.commitment)
	returned = receipt.status == "Returned"
	return {
		"congress": congress(receipt.congress),
		"suggestion": suggestion_base(suggestion),
		"receipt": {
			"occasion_text": f"{receipt.year}年度" if receipt.occasion == "Year End" else "落实结果",
			"deputy": receipt.deputy_name,
			"phone": frappe.db.get_value("Deputy", receipt.deputy, "phone") or "",
			"unit": frappe.db.get_value("Handling Unit", receipt.unit, "unit_name"),
			"responsible": commitment.responsible or "",
			"reply_number": commitment.reply_number or "",
			"promise": receipt.promise,
			"promised_date": iso(receipt.promised_date),
			"situation": receipt.situation,
			"grade": GRADE_WORDS.get(receipt.grade, "") if returned else "",
			"comment": receipt.reasons or "",
			"signed_on": iso(receipt.received_on) if returned else "",
			"return_by": iso(receipt.due_date),
		},
	}
