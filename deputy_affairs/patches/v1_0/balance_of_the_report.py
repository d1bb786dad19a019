"""The report on handling says what became of all that came in; the course of a transfer says how it stood."""

import frappe

from deputy_affairs.rules import transfers
from deputy_affairs.setup import templates

# How the rows of a course begin or end that brought another status; the words were written by the app.
BEGINNINGS = (("办理结果：", transfers.CONCLUDED), ("收回：", transfers.TAKEN_BACK))
ENDINGS = (("已受理。", transfers.UNDER_WAY), ("已将办理结果告知代表。", transfers.TOLD))


def execute() -> None:
	"""Renew the stock report that nobody has edited; write the status on the courses of transfers."""
	templates.renew(("handling_report",))
	write_statuses()


def write_statuses() -> None:
	"""Safe to run again: a row that has its status is left alone."""
	found = frappe.get_all(
		"Suggestion Transfer",
		filters={"status": ("!=", transfers.DRAFT)},
		fields=["name", "direction", "status", "outcome"],
	)
	steps = frappe.get_all(
		"Transfer Step",
		filters={"parenttype": "Suggestion Transfer"},
		fields=["name", "parent", "text", "to_status"],
		order_by="parent, idx",
	)
	courses = {transfer.name: [] for transfer in found}
	for step in steps:
		courses.get(step.parent, []).append(step)
	new = {}
	for transfer in found:
		before = None
		for step in courses[transfer.name]:
			status = step.to_status or _status(transfer, step.text or "", before is None)
			if status and status != before:
				before = status
				if not step.to_status:
					new[step.name] = {"to_status": status}
	frappe.db.bulk_update("Transfer Step", new, update_modified=False)


def _status(transfer, text: str, is_first: bool) -> str:
	if is_first:
		return transfers.PROPOSED if transfer.direction == "Higher Congress" else transfers.UNDER_WAY
	if "不予受理：" in text:
		return transfers.REFUSED
	for beginning, status in BEGINNINGS:
		if text.startswith(beginning):
			return status
	for ending, status in ENDINGS:
		if text.endswith(ending):
			return status
	# what flowed back from the congress there and was its end
	over = transfer.status in transfers.OVER and text == (transfer.outcome or "")
	return transfers.CONCLUDED if over else ""
