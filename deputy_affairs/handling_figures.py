"""The figures of a report on handling (办理情况报告, domain.md §2.4 "Usual figures") and the list annexed to it.

Words are Chinese: they stand on an official paper, whatever the language of whoever asks.
"""

from collections import Counter

import frappe
from frappe.query_builder.functions import Count, Max

from deputy_affairs import handling_balance, history, progress, reporting
from deputy_affairs.rules import commitments, signing, stages
from deputy_affairs.rules.rates import in_words

GRADE_WORDS = {"Satisfied": "满意", "Basically Satisfied": "基本满意", "Dissatisfied": "不满意"}
STAGE_WORDS = {
	stages.REGISTERED: "待交办",
	stages.ASSIGNED: "待签收",
	stages.REASSIGNMENT: "重新确定承办单位",
	stages.HANDLING: "办理中",
	stages.REPLIED: "已答复",
	stages.AWAITING_DECISION: "已答复，待研究",
	stages.TRANSFERRED: "已转报（转办）",
	stages.CLOSED: "已办结",
}
NAMELESS = "（匿名）"


def numbers(filters: dict) -> tuple[dict, list[dict]]:
	"""Return the figures and the list annexed to them."""
	listed = annex(filters)
	return figures(filters, listed), listed


def figures(filters: dict, listed: list[dict] | None = None) -> dict:
	"""Return all figures of what the filters cover, as of `filters.as_of`; plain data for JSON and paper.

	`listed` is the annex, where it is known already.
	"""
	letters = progress.class_letters()
	found = progress.items(filters, classes=letters)
	by_category = progress.count(found, "category")
	total = Counter()
	for row in by_category:
		total.update({name: row[name] for name in found.figures})
	n = {name: int(total[name]) for name in found.figures}
	rated = n["satisfied"] + n["basically_satisfied"] + n["dissatisfied"]
	units = unit_rows(filters)
	keys = [row for row in (annex(filters) if listed is None else listed) if row["is_key"]]
	return {
		**{
			name: n[name]
			for name in ("registered", "to_assign", "assigned", "replied", "in_time", "late", "overdue")
		},
		"closed": n["closed"],
		"again": n["again"],
		"extended": n["extended"],
		"contacted": n["contacted"],
		"under_way": n["assigned"] - n["replied"],
		**handling_balance.balance(filters, n),
		**occasions(filters),
		"signers": count_signers(filters),
		"reply_rate": in_words(n["replied"], n["registered"]),
		"in_time_rate": in_words(n["in_time"], n["replied"]),
		"closed_rate": in_words(n["closed"], n["registered"]),
		"contact_rate": in_words(min(n["contacted"], n["assigned"]), n["assigned"]),
		"classes": class_rows(n, letters),
		"satisfied": n["satisfied"],
		"basically_satisfied": n["basically_satisfied"],
		"dissatisfied": n["dissatisfied"],
		"unrated": n["unrated"],
		"satisfied_rate": in_words(n["satisfied"], rated),
		"pleased_rate": in_words(n["satisfied"] + n["basically_satisfied"], rated),
		"categories": [
			{
				"name": row["category"] or "其他",
				"count": row["registered"],
				"share": in_words(row["registered"], n["registered"]),
				"replied": row["replied"],
			}
			for row in sorted(by_category, key=lambda row: -row["registered"])
		],
		"units": units,
		"unit_count": len(units),
		**rounds(filters),
		**forms(filters),
		**promises(filters),
		"key_count": len(keys),
		"key_items": keys,
	}


def class_rows(n: dict, letters: list[str]) -> list[dict]:
	"""The replies by class."""
	meanings = dict(frappe.get_all("Reply Class", fields=["name", "meaning"], as_list=True))
	return [
		{
			"letter": letter,
			"meaning": meanings[letter],
			"count": n[f"class_{letter}"],
			"share": in_words(n[f"class_{letter}"], n["replied"]),
		}
		for letter in letters
	]


def unit_rows(filters: dict) -> list[dict]:
	"""One row a unit: what it was given, replied, how that was rated, and the promises that are its to keep."""
	counted = {row["unit"]: row for row in progress.count(progress.items(filters, by_unit=True), "unit")}
	made, kept = Counter(), Counter()
	for (unit, state), number in promises_of_units(filters).items():
		made[unit] += number
		kept[unit] += number if state == commitments.KEPT else 0
	titles = progress.titles("Handling Unit", "unit_name", [*counted, *made])
	names = ("assigned", "assisting", "replied", *progress.GRADE_FIGURES)
	rows = [
		{"name": titles[unit], **{name: counted[unit][name] if unit in counted else 0 for name in names}}
		| {"promises": made[unit], "promises_kept": kept[unit]}
		for unit in {*counted, *made}
	]
	for row in rows:
		row["reply_rate"] = in_words(row["replied"], row["assigned"])
	rows = [row for row in rows if row["assigned"] or row["assisting"] or row["promises"]]
	return sorted(rows, key=lambda row: (-row["assigned"], row["name"]))


def occasions(filters: dict) -> dict:
	"""How many were raised at a meeting and between meetings."""
	table = frappe.qb.DocType("Deputy Suggestion")
	query = (
		frappe.qb.from_(table)
		.select(table.occasion, Count("*"))
		.where(table.name.isin(progress.names(filters)))
		.groupby(table.occasion)
	)
	counts = dict(query.run())
	return {"at_meeting": counts.get("Meeting", 0), "in_recess": counts.get("Recess", 0)}


def count_signers(filters: dict) -> int:
	"""How many deputies signed at least one of the suggestions."""
	table, child = frappe.qb.DocType("Deputy Suggestion"), frappe.qb.DocType("Suggestion Cosigner")
	leads = frappe.qb.from_(table).select(table.lead_deputy).where(table.name.isin(progress.names(filters)))
	others = (
		frappe.qb.from_(child)
		.select(child.deputy)
		.where((child.parenttype == "Deputy Suggestion") & child.parent.isin(progress.names(filters)))
		.where(child.state == signing.CONFIRMED)
	)
	return len({deputy for query in (leads, others) for (deputy,) in query.distinct().run()})


def rounds(filters: dict) -> dict:
	"""The opinion of the first round, and of those handled again the opinion of their last."""
	query, rating, then = history.standing("Suggestion Rating", filters.get("as_of"))
	query = (
		query.select(rating.suggestion, rating.round, Max(progress.worse(then)))
		.where((then.status == "Returned") & rating.suggestion.isin(progress.names(filters)))
		.groupby(rating.suggestion, rating.round)
	)
	opinions: dict[str, dict[int, int]] = {}
	for name, number, rank in reporting.scoped(query, "Suggestion Rating").run():
		opinions.setdefault(name, {})[number] = rank or 0
	first = Counter(found[1] for found in opinions.values() if 1 in found)
	last = Counter(found[max(found)] for found in opinions.values() if max(found) > 1)
	names = {
		rank: name for name, rank in zip(("satisfied", "basically", "dissatisfied"), (1, 2, 3), strict=True)
	}
	rated = sum(first.values())
	return {
		**{f"first_{name}": first[rank] for rank, name in names.items()},
		"first_pleased_rate": in_words(first[1] + first[2], rated),
		**{f"again_{name}": last[rank] for rank, name in names.items()},
	}


def forms(filters: dict) -> dict:
	"""How many opinion forms were sent and came back."""
	query, rating, then = history.standing("Suggestion Rating", filters.get("as_of"))
	query = (
		query.select(then.status, Count("*"))
		.where(rating.suggestion.isin(progress.names(filters)))
		.groupby(then.status)
	)
	counts = dict(reporting.scoped(query, "Suggestion Rating").run())
	sent, returned = sum(counts.values()), counts.get("Returned", 0)
	return {"forms_sent": sent, "forms_returned": returned, "form_rate": in_words(returned, sent)}


def promises(filters: dict) -> dict:
	"""The promises made in the replies, by what became of them up to the day.

	What was carried on as a new promise counts once, as the new one.
	"""
	counts = Counter()
	for (_unit, state), number in promises_of_units(filters).items():
		counts[state] += number
	figures = {f"promises_{name.lower()}": counts[name] for name in commitments.STATES}
	return {"promises": counts.total(), **figures}


def promises_of_units(filters: dict) -> dict[tuple[str, str], int]:
	"""Return (unit, state) → number of promises; each with the unit that had it on the day."""
	standing = history.standing_promises(filters.get("as_of"))
	query = (
		standing.query.select(standing.unit, standing.state, Count("*"))
		.where(standing.table.suggestion.isin(progress.names(filters)))
		.groupby(standing.unit, standing.state)
	)
	if filters.get("unit"):
		query = query.where(standing.unit == filters["unit"])
	found = reporting.scoped(query, "Reply Commitment").run()
	return {(unit, state): number for unit, state, number in found}


def annex(filters: dict) -> list[dict]:
	"""The list of suggestions: number, title, who proposed it, units, class, opinion and state."""
	from deputy_affairs.deputy_affairs.report.suggestion_register import suggestion_register as register

	rows = register.execute({**filters, "stage": list(stages.IN_THE_BOOKS)})[1]
	return [
		{
			"no": no,
			"number": row.registration_number or "",
			"title": row.title,
			"proposer": NAMELESS if row.is_anonymous else row.proposer_shown,
			"units": row.lead_units,
			"class": row.result_class or "",
			"rating": GRADE_WORDS.get(row.worst, ""),
			"state": STAGE_WORDS[row.stage],
			"is_key": bool(row.is_key),
		}
		for no, row in enumerate(rows, 1)
	]
