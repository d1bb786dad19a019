"""What became of all suggestions that came in (办理情况报告): each is counted in one place, and the sums add up.

received = registered + refused + withdrawn + on the agenda + in review + returned for rewriting
registered = to be handed out + handled by the units here + transferred as a whole

A suggestion that was split is counted by its parts. Words are Chinese: they stand on an official paper.
"""

from collections import Counter

import frappe
from frappe.query_builder.functions import Coalesce, Count, Max, Min
from pypika import Case

from deputy_affairs import history, progress, reporting
from deputy_affairs.paperwork.contexts.suggestion import REFUSALS
from deputy_affairs.rules import stages, transfers
from deputy_affairs.rules.numbering import chinese_number

SUGGESTION, TRANSFER = "Deputy Suggestion", "Suggestion Transfer"
# What stands under the name of a stage that never was, or no longer is, in the books.
OUTSIDE = {
	"refused": (stages.REFUSED,),
	"withdrawn": (stages.WITHDRAWN,),
	"on_agenda": (stages.ON_AGENDA,),
	"in_review": stages.IN_REVIEW,
	"rewriting": (stages.RETURNED_FOR_REWRITING,),
}
ENDS = {
	"refused": "不予立案",
	"withdrawn": "代表撤回",
	"on_agenda": "列入会议议程、按议案处理",
	"in_review": "正在审查",
	"rewriting": "退回代表修改",
}
HANDLED = {
	"assigned": "交由本级单位承办",
	"transferred_whole": "整件转报（转办）",
	"to_assign": "尚待交办",
}
# Proposed is not taken yet; refused or taken back goes on here.
GONE = (transfers.UNDER_WAY, *transfers.OVER)
TRANSFER_WORDS = {
	transfers.UNDER_WAY: "正在办理",
	transfers.CONCLUDED: "已有办理结果",
	transfers.TOLD: "已办结并告知代表",
}


def balance(filters: dict, books: dict) -> dict:
	"""All figures of the balance; `books` are those of what is in the books: registered, assigned, to_assign."""
	outside, refusals = _outside(filters)
	found = {name: sum(outside[stage] for stage in of) for name, of in OUTSIDE.items()}
	found = {"received": books["registered"] + sum(found.values()), **found, **_in_the_books(filters)}
	return {
		**found,
		"refusals": refusals,
		**_split(filters),
		"balance": rows({**books, **found}),
		"transfers": transfer_rows(filters),
	}


def rows(n: dict) -> list[dict]:
	"""The balance as the lines of a table, those of nothing left out; none where all was handed to units here."""
	if n["received"] == n["registered"] == n["assigned"]:
		return []
	parts = [("　　" + words, n[name]) for name, words in HANDLED.items() if n[name]]
	ends = [(words, n[name]) for name, words in ENDS.items() if n[name]]
	lines = [("立案", n["registered"]), *ends]
	numbered = [(f"{chinese_number(no)}、{words}", count) for no, (words, count) in enumerate(lines, 1)]
	found = [("收到代表建议", n["received"]), numbered[0], *parts, *numbered[1:]]
	return [{"name": words, "count": count} for words, count in found]


def _submitted(filters: dict):
	"""A query without columns on what was submitted and came in within the period, its table, and how it stood.

	What was registered came in on that day, as the books say; what was not, on the day that ended it, or while it
	is looked at on the day of submission.
	"""
	query, table, then = history.standing(SUGGESTION, filters.get("as_of"))
	ended = (
		Case()
		.when(then.stage == stages.WITHDRAWN, table.withdrawn_on)
		.when(then.stage == stages.SPLIT, table.split_on)
		.when(then.stage.isin((stages.REFUSED, stages.ON_AGENDA)), table.reviewed_on)
	)
	came_in = Coalesce(then.registered_on, ended, table.submitted_on)
	query = query.where(then.stage != stages.DRAFT)
	for condition in reporting.suggestion_conditions(
		table, {**filters, "from_date": None, "to_date": None}, then
	):
		query = query.where(condition)
	if filters.get("from_date"):
		query = query.where(came_in >= filters["from_date"])
	if filters.get("to_date"):
		query = query.where(came_in <= filters["to_date"])
	return reporting.scoped(query, SUGGESTION), table, then


def _outside(filters: dict) -> tuple[Counter, list[dict]]:
	"""What is not in the books by stage, and the grounds of what was refused, the most frequent first."""
	query, table, then = _submitted(filters)
	query = (
		query.select(then.stage, table.refusal_ground, Count("*"))
		.where(then.stage.notin(stages.IN_THE_BOOKS))
		.groupby(then.stage, table.refusal_ground)
	)
	by_stage, by_ground = Counter(), Counter()
	for stage, ground, number in query.run():
		by_stage[stage] += number
		if stage == stages.REFUSED:
			by_ground[REFUSALS[ground][0] if ground in REFUSALS else "其他原因"] += number
	return by_stage, [{"ground": ground, "count": number} for ground, number in by_ground.most_common()]


def _split(filters: dict) -> dict:
	"""How many were split, and into how many."""
	query, table, then = _submitted(filters)
	part = frappe.qb.DocType(SUGGESTION).as_("part")
	query = (
		query.join(part)
		.on(part.split_from == table.name)
		.select(Count(table.name).distinct(), Count("*"))
		.where(then.stage == stages.SPLIT)
	)
	((split, parts),) = query.run()
	return {"split": split, "split_parts": parts}


def _in_the_books(filters: dict) -> dict:
	"""How what is in the books came in and by whom it is handled: merged, from outside, transferred up or out."""
	query, table, then = progress.in_the_books(filters)
	gone = _gone(filters.get("as_of")).as_("gone")
	query = query.left_join(gone).on(gone.suggestion == progress.handled_as(table, then))
	here = progress.is_assigned(then)
	whole = ~here & (then.stage != stages.REGISTERED)
	left = whole | gone.suggestion.isnotnull() & here
	conditions = {
		"merged": Coalesce(then.merged_into, "") != "",
		"from_higher": table.came_from == "Higher-level Deputy",
		"from_lower": table.came_from == "Lower Congress",
		"transferred": left,
		"transferred_whole": whole,
		"transferred_up": left & (gone.up == 1),
		"transferred_out": left & (Coalesce(gone.up, 0) == 0),
		"transferred_known": left & (gone.known == 1),
	}
	query = query.select(*(progress.total(condition).as_(name) for name, condition in conditions.items()))
	(row,) = query.run(as_dict=True)
	return {name: int(row[name]) for name in conditions}


def standing_transfers(day=None):
	"""Return a query without columns on transfers, their table, and the column of their status now or on a day."""
	table = frappe.qb.DocType(TRANSFER)
	query = frappe.qb.from_(table)
	if day is None:
		return query, table, table.status
	said, step = history.last_steps("Transfer Step", "logged_on", "to_status", day)
	said = said.select(step.parent, step.to_status.as_("status")).as_("said")
	return query.join(said).on(said.parent == table.name), table, said.status


def _gone(day):
	"""One row a suggestion that was transferred: whether to a higher congress, and whether all outcomes are known."""
	query, table, status = standing_transfers(day)
	known = Case().when(status.isin(transfers.OVER), 1).else_(0)
	query = (
		query.select(
			table.suggestion,
			Max(Case().when(table.direction == "Higher Congress", 1).else_(0)).as_("up"),
			Min(known).as_("known"),
		)
		.where(status.isin(GONE))
		.groupby(table.suggestion)
	)
	return reporting.scoped(query, TRANSFER)


def transfer_rows(filters: dict) -> list[dict]:
	"""One row a transfer of what is in the books: number, title, to whom, how it stands."""
	query, table, status = standing_transfers(filters.get("as_of"))
	congress = frappe.qb.DocType("Congress")
	query = (
		query.left_join(congress)
		.on(congress.name == table.to_congress)
		.select(
			table.registration_number.as_("number"),
			table.suggestion_title.as_("title"),
			Coalesce(congress.congress_name, table.to_organ).as_("to"),
			status.as_("status"),
		)
		.where(status.isin(GONE) & table.suggestion.isin(progress.names(filters)))
		.orderby(table.registration_number)
		.orderby(table.creation)
	)
	rows = reporting.scoped(query, TRANSFER).run(as_dict=True)
	return [
		{
			"number": row.number or "",
			"title": row.title,
			"to": row.to or "",
			"state": TRANSFER_WORDS[row.status],
		}
		for row in rows
	]
