"""Progress of handling (办理进度): by unit, category, group, constituency, congress or meeting, on any day."""

from collections import defaultdict

import frappe
from frappe import _

from deputy_affairs import progress, reporting
from deputy_affairs.reporting import column, figure, rate, rate_column, with_count

DIMENSIONS = {
	# dimension: DocType of its values, the field that names them
	"unit": ("Handling Unit", "unit_name"),
	"category": ("Suggestion Category", "name"),
	"group": ("Deputy Group", "group_name"),
	"constituency": ("Constituency", "constituency_name"),
	"congress": ("Congress", "short_name"),
	"meeting": ("Congress Meeting", "title"),
}
# rate: part, whole
RATES = {
	"reply_rate": ("replied", "assigned"),
	"in_time_rate": ("in_time", "replied"),
	"contact_rate": ("contacted", "assigned"),
	"satisfaction_rate": ("pleased", "rated"),
}
CHARTED = 12


def execute(filters: dict | None = None):
	"""Return columns, rows, message, chart and summary, as the framework wants them."""
	filters = reporting.read_filters(filters, *reporting.OF_SUGGESTIONS, by=reporting.choice(*DIMENSIONS))
	filters.by = filters.by or "unit"
	if filters.by in progress.OF_DEPUTIES and not progress.is_staff():
		frappe.throw(_("Only the congress office can look by group or constituency."), frappe.PermissionError)
	letters = progress.class_letters()
	found = progress.items(filters, filters.by == "unit", letters)
	rows = get_rows(found, filters.by)
	total = add_up(rows, found.figures)
	columns = get_columns(filters.by, found.figures, letters)
	if not rows:
		return columns, [], None, None, None
	return (
		columns,
		[*rows, {**total, "label": _("Total"), "is_total": 1}],
		get_message(filters, found.figures),
		get_chart(rows),
		get_summary(total),
	)


def get_message(filters: dict, figures: dict) -> str | None:
	"""Say what is counted and as of when, so that nobody takes assignments for suggestions."""
	parts = []
	if "assisting" in figures:
		parts.append(
			_("Counted are assignments: a suggestion that several units handle counts for each of them.")
		)
	if filters.as_of:
		parts.append(_("As things stood on {0}.").format(filters.as_of))
	return " ".join(parts) or None


def get_columns(by: str, figures: dict, letters: list[str]) -> list[dict]:
	"""Columns in the order of the work; figures that this way of counting does not know are left out."""
	columns = [
		column("label", dimension_label(by), width=180),
		*(column(name, label, "Int", 80, is_figure=1) for name, label in figure_labels(letters).items()),
	]
	for name, label, after in (
		("reply_rate", _("Reply Rate"), "replied"),
		("in_time_rate", _("In-time Rate"), "late"),
		("contact_rate", _("Contact Rate"), "contacted"),
		("satisfaction_rate", _("Satisfaction Rate"), "unrated"),
	):
		place = next(n for n, c in enumerate(columns) if c["fieldname"] == after)
		columns.insert(place + 1, rate_column(name, label))
	return [c for c in columns if not c.get("is_figure") or c["fieldname"] in figures]


def figure_labels(letters: list[str]) -> dict[str, str]:
	"""The figures in the order of the table, translated."""
	return {
		"registered": _("Registered", context="Progress"),
		"to_assign": _("To Assign", context="Progress"),
		"assigned": _("Assigned", context="Progress"),
		"assisting": _("Assisting", context="Progress"),
		"awaiting_receipt": _("Awaiting Receipt", context="Progress"),
		"handling": _("Handling", context="Progress"),
		"returned": _("Returned", context="Progress"),
		"extended": _("Extended", context="Progress"),
		"contacted": _("Contacted", context="Progress"),
		"replied": _("Replied", context="Progress"),
		"in_time": _("In Time", context="Progress"),
		"late": _("Late", context="Progress"),
		"overdue": _("Overdue", context="Progress"),
		"due_soon": _("Due within 15 Days", context="Progress"),
		**{f"class_{letter}": _("Class {0}").format(letter) for letter in letters},
		"satisfied": _("Satisfied", context="Progress"),
		"basically_satisfied": _("Basically Satisfied", context="Progress"),
		"dissatisfied": _("Dissatisfied", context="Progress"),
		"unrated": _("No Opinion Yet", context="Progress"),
		"again": _("Handled Again", context="Progress"),
		"closed": _("Closed", context="Progress"),
	}


def dimension_label(by: str) -> str:
	"""The translated name of what the rows are."""
	return {
		"unit": _("Unit"),
		"category": _("Category"),
		"group": _("Deputy Group"),
		"constituency": _("Constituency"),
		"congress": _("Congress"),
		"meeting": _("Meeting"),
	}[by]


def get_rows(found, by: str) -> list[dict]:
	"""One row a value of the dimension, the largest first; what belongs to none comes last."""
	if by in progress.OF_DEPUTIES:
		counted = fold(progress.count(found, "lead_deputy", "term"), by, found.figures)
	else:
		counted = [{**row, "key": row[by]} for row in progress.count(found, by)]
	titles = progress.titles(*DIMENSIONS[by], [row["key"] for row in counted if row["key"]])
	for row in counted:
		row["label"] = titles.get(row["key"]) or row["key"] or _nothing(by)
		add_rates(row)
	counted = [row for row in counted if any(row[name] for name in found.figures)]
	return sorted(counted, key=lambda row: (not row["key"], -row["assigned"], row["label"]))


def _nothing(by: str) -> str:
	return _("Between Meetings") if by == "meeting" else _("Not Stated")


def fold(rows: list[dict], by: str, figures: dict) -> list[dict]:
	"""Add up what was counted by lead deputy and term into groups or constituencies of the term."""
	places = places_of_deputies(by, {row["term"] for row in rows})
	sums: dict = defaultdict(lambda: dict.fromkeys(figures, 0))
	for row in rows:
		place = sums[places.get((row["lead_deputy"], row["term"]))]
		for name in figures:
			place[name] += row[name]
	return [{"key": key, **values} for key, values in sums.items()]


def places_of_deputies(by: str, terms: set) -> dict[tuple[str, str], str]:
	"""Return (deputy, term) → group or constituency."""
	terms = sorted(terms) or [""]
	if by == "constituency":
		mandate = frappe.qb.DocType("Deputy Mandate")
		query = frappe.qb.from_(mandate).select(mandate.parent, mandate.term, mandate.constituency)
		query = query.where((mandate.parenttype == "Deputy") & mandate.term.isin(terms))
	else:
		member, group = frappe.qb.DocType("Deputy Group Member"), frappe.qb.DocType("Deputy Group")
		query = frappe.qb.from_(member).join(group).on(group.name == member.parent)
		query = query.select(member.deputy, group.term, group.name).where(group.term.isin(terms))
	return {(deputy, term): place for deputy, term, place in query.run()}


def add_up(rows: list[dict], figures: dict) -> dict:
	"""The row of totals."""
	total = {name: sum(row[name] for row in rows) for name in figures}
	add_rates(total)
	return total


def add_rates(row: dict) -> None:
	"""Write the rates on a row; "—" where there is nothing to count."""
	pleased = row["satisfied"] + row["basically_satisfied"]
	values = {**row, "pleased": pleased, "rated": pleased + row["dissatisfied"]}
	for name, (part, whole) in RATES.items():
		row[name] = rate(min(values[part], values[whole]), values[whole])


def get_chart(rows: list[dict]) -> dict | None:
	"""Where things stand, stacked: replied in time and late, under way, overdue."""
	shown = rows[:CHARTED]
	under_way = [max(row["assigned"] - row["replied"] - row["overdue"], 0) for row in shown]
	return reporting.bars(
		[row["label"] for row in shown],
		{
			_("Replied in Time"): [row["in_time"] for row in shown],
			_("Replied Late"): [row["late"] for row in shown],
			_("Under Way"): under_way,
			_("Overdue", context="Progress"): [row["overdue"] for row in shown],
		},
		colors=[reporting.GREEN, reporting.ORANGE, reporting.LIGHT, reporting.RED],
		stacked=True,
	)


def get_summary(total: dict) -> list[dict]:
	"""The figures a report on handling names first."""
	rated = total["satisfied"] + total["basically_satisfied"] + total["dissatisfied"]
	return [
		figure(
			_("Registered", context="Progress")
			if "registered" in total
			else _("Assigned", context="Progress"),
			total.get("registered", total["assigned"]),
		),
		figure(_("Replied", context="Progress"), with_count(total["replied"], total["assigned"]), "Blue"),
		figure(_("Overdue", context="Progress"), total["overdue"], "Red" if total["overdue"] else "Green"),
		figure(
			_("Contacted", context="Progress"),
			with_count(min(total["contacted"], total["assigned"]), total["assigned"]),
			"Blue",
		),
		figure(
			_("Satisfied / Basically Satisfied"),
			" / ".join(with_count(total[n], rated) for n in ("satisfied", "basically_satisfied")),
			"Green",
		),
	]
