"""The register of suggestions (台账): one row a suggestion, from the deputies who signed to the rating."""

from collections import Counter, defaultdict
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from deputy_affairs import history, progress, reporting, settings
from deputy_affairs.reporting import column, figure, with_count
from deputy_affairs.rules import stages
from deputy_affairs.rules.deadlines import days_left, traffic_light

DOCTYPE = "Deputy Suggestion"
CHART_FIELDS = {"stage": "stage", "category": "category", "class": "result_class"}


def execute(filters: dict | None = None):
	"""Return columns, rows, message, chart and summary, as the framework wants them."""
	filters = reporting.read_filters(
		filters,
		*reporting.OF_SUGGESTIONS,
		stage=reporting.choices(*stages.STAGES),
		figure=reporting.text,
		kind=reporting.text,
		overdue_only=reporting.tick,
		excellent_only=reporting.tick,
		chart_by=reporting.text,
	)
	rows = get_suggestions(filters)
	ratings = get_ratings(filters)
	add_signers(rows, filters)
	add_units(rows, filters)
	add_ratings(rows, ratings)
	words = Words()
	for row in rows:
		add_time(row, filters.as_of or getdate())
		row.stage_shown = words[row.stage]
		row.occasion_shown = row.meeting_title or words[row.occasion]
		row.kind_shown = words[row.kind]
	message = _("As things stood on {0}.").format(filters.as_of) if filters.as_of else None
	return get_columns(), rows, message, get_chart(rows, filters.chart_by), get_summary(rows, ratings)


class Words(dict):
	"""Choices of a suggestion in the user's language, each looked up once."""

	def __missing__(self, choice):
		self[choice] = _(choice, context=DOCTYPE)
		return self[choice]


def get_columns() -> list[dict]:
	"""Columns in the order of a paper register."""
	return [
		column("registration_number", _("Registration Number", context="Deputy Suggestion"), "Data", 130),
		column("title", _("Title", context="Deputy Suggestion"), "Data", 300),
		column("lead_deputy_name", _("Lead Deputy", context="Deputy Suggestion"), "Data", 95),
		column("cosigners", _("Co-signers", context="Deputy Suggestion"), "Data", 150),
		column("category", _("Category", context="Deputy Suggestion"), "Data", 100),
		column("occasion_shown", _("Raised", context="Deputy Suggestion"), "Data", 160),
		column("stage_shown", _("Stage", context="Deputy Suggestion"), "Data", 100),
		column("lead_units", _("Units in Charge"), "Data", 150),
		column("assist_units", _("Assisting Units"), "Data", 150),
		column("assigned_on", _("Assigned on", context="Deputy Suggestion"), "Date", 105),
		column("due_date", _("Due", context="Deputy Suggestion"), "Date", 105),
		column("days_left", _("Days Left"), "Int", 85),
		column("replied_on", _("Replied on", context="Deputy Suggestion"), "Date", 105),
		column("result_class", _("Class", context="Deputy Suggestion"), "Data", 65),
		column("attitude", _("Attitude of Handling", context="Suggestion Rating"), "Data", 150),
		column("result", _("Result of Handling", context="Suggestion Rating"), "Data", 150),
		column("current_round", _("Round", context="Deputy Suggestion"), "Int", 65),
		column("name", _("Record Number"), "Link", 140, options=DOCTYPE),
	]


def get_suggestions(filters: dict) -> list[dict]:
	"""Return the suggestions asked for that the session's user may see.

	Drafts are nobody's business yet: without a choice of stages they are left out.
	"""
	query, table, then = chosen(filters)
	meeting = frappe.qb.DocType("Congress Meeting")
	query = (
		query.left_join(meeting)
		.on(meeting.name == table.meeting)
		.select(
			table.name,
			table.registration_number,
			table.title,
			table.congress,
			table.lead_deputy_name,
			table.category,
			table.occasion,
			table.kind,
			meeting.title.as_("meeting_title"),
			then.stage,
			then.assigned_on,
			then.due_date,
			then.replied_on,
			then.result_class,
			then.current_round,
			then.is_key,
			then.is_excellent,
			table.is_anonymous,
			table.proposer_shown,
			then.merged_into,
			then.registered_on,
		)
		.orderby(table.name)
	)
	rows = query.run(as_dict=True)
	for row in rows:
		if not row.registered_on:
			row.registration_number = None  # given later than the day asked for
	# By the day of registration and number; what has no number comes last.
	rows.sort(key=lambda row: (row.registered_on or date.max, row.registration_number or ""))
	return rows


def chosen(filters: dict):
	"""Return a query without columns on the suggestions asked for, its table, and that of how they stood."""
	query, table, then = history.standing(DOCTYPE, filters.as_of)
	for condition in get_conditions(table, then, filters):
		query = query.where(condition)
	return reporting.scoped(query, DOCTYPE), table, then


def names_of_chosen(filters: dict):
	"""The same as a subquery of names: a register of many years is no list to send back to the database."""
	query, table, _then = chosen(filters)
	return query.select(table.name)


def get_conditions(table, then, filters: dict) -> list:
	"""Turn the filters, one by one, into conditions."""
	conditions = reporting.suggestion_conditions(table, filters, then)
	conditions.append(then.stage.isin(filters.stage) if filters.stage else then.stage != stages.DRAFT)
	if filters.overdue_only:
		today = filters.as_of or getdate()
		conditions += [then.stage.isin(stages.UNANSWERED), then.replied_on.isnull(), then.due_date < today]
	if filters.kind:
		conditions.append(table.kind == filters.kind)
	if filters.excellent_only:
		conditions.append(then.is_excellent == 1)
	if filters.figure:
		conditions.append(table.name.isin(progress.matching(filters, filters.figure)))
	return conditions


def add_signers(rows: list[dict], filters: dict) -> None:
	"""Write the co-signers' names on the rows."""
	child = frappe.qb.DocType("Suggestion Cosigner")
	found = (
		frappe.qb.from_(child)
		.select(child.parent, child.deputy_name)
		.where((child.parenttype == DOCTYPE) & child.parent.isin(names_of_chosen(filters)))
		.where(child.state.isin(("Invited", "Confirmed")))
		.orderby(child.idx)
	).run()
	signers = defaultdict(list)
	for parent, deputy_name in found:
		signers[parent].append(deputy_name)
	for row in rows:
		row.cosigners = "、".join(signers[row.name])


def add_units(rows: list[dict], filters: dict) -> None:
	"""Write the units of the running round on the rows, those in charge and those assisting apart."""
	known = {row.name for row in rows}
	mains = sorted({row.merged_into for row in rows if row.merged_into} - known)
	units = defaultdict(list)
	for suggestions in (names_of_chosen(filters), mains):
		if not suggestions:
			continue
		for suggestion, number, role, unit_name in get_units(suggestions, filters.as_of):
			units[suggestion, number, role == "Assist"].append(unit_name)
	for row in rows:
		number, handled = row.current_round or 1, row.merged_into or row.name
		row.lead_units = "、".join(units.get((handled, number, False), ()))
		row.assist_units = "、".join(units.get((handled, number, True), ()))


def get_units(suggestions, as_of: date | None) -> list[tuple]:
	"""Suggestion, round, role and unit of the assignments of some suggestions, names or a subquery of names."""
	query, assignment, then = history.standing("Suggestion Assignment", as_of)
	unit = frappe.qb.DocType("Handling Unit")
	query = (
		query.join(unit)
		.on(unit.name == assignment.unit)
		.select(assignment.suggestion, assignment.round, assignment.handling_role, unit.unit_name)
		.where(assignment.suggestion.isin(suggestions) & (then.status != "Returned"))
		.orderby(assignment.creation)
	)
	return reporting.scoped(query, "Suggestion Assignment").run()


def get_ratings(filters: dict) -> list[dict]:
	"""Return the opinion forms of the running rounds that the session's user may see."""
	query, rating, then = history.standing("Suggestion Rating", filters.as_of)
	query, _suggestion, sthen = history.join_standing(
		query, DOCTYPE, lambda table: table.name == rating.suggestion, filters.as_of
	)
	query = query.select(rating.suggestion, rating.congress, then.status, then.attitude, then.result).where(
		rating.suggestion.isin(names_of_chosen(filters)) & (sthen.current_round == rating.round)
	)
	return reporting.scoped(query, "Suggestion Rating").run(as_dict=True)


def add_ratings(rows: list[dict], ratings: list[dict]) -> None:
	"""Write on the rows how many signers gave which grade, attitude and result apart."""
	counts, overall = defaultdict(Counter), defaultdict(set)
	for rating in ratings:
		if rating.status == "Returned":
			overall[rating.suggestion].add(stages.overall(rating.attitude or "", rating.result or ""))
			counts[rating.suggestion, "attitude"][rating.attitude] += 1
			counts[rating.suggestion, "result"][rating.result] += 1
	words = {grade: _(grade, context="Suggestion Rating") for grade in stages.GRADES}
	nothing = Counter()
	for row in rows:
		for fieldname in ("attitude", "result"):
			found = counts.get((row.name, fieldname), nothing)
			row[fieldname] = " ".join(f"{words[grade]}{found[grade]}" for grade in words if found[grade])
		row.worst = next((g for g in reversed(stages.GRADES) if g in overall.get(row.name, ())), None)


def add_time(row: dict, today: date) -> None:
	"""Write the days left and the traffic light on a row that still awaits an answer."""
	row.days_left = row.light = None
	if row.due_date and not row.replied_on and row.stage in stages.UNANSWERED:
		row.days_left = days_left(row.due_date, today)
		row.light = traffic_light(row.due_date, today)


def get_chart(rows: list[dict], chart_by: str | None) -> dict | None:
	"""Bars by stage, category or class of the reply."""
	if not rows:
		return None
	fieldname = CHART_FIELDS.get(chart_by or "", "stage")
	counts = Counter(row[fieldname] or "" for row in rows)
	if fieldname == "stage":
		keys = [stage for stage in stages.STAGES if stage in counts]
		labels = [_(stage, context=DOCTYPE) for stage in keys]
	else:
		keys = sorted(counts, key=lambda key: (not key, key if fieldname == "result_class" else -counts[key]))
		labels = [key or _("Not Stated") for key in keys]
	return reporting.bars(labels, {_("Suggestions"): [counts[key] for key in keys]})


def get_summary(rows: list[dict], ratings: list[dict]) -> list[dict]:
	"""The figures of a report on handling: total, open, overdue, replied, satisfied."""
	if not rows:
		return []
	answered = sum(bool(row.replied_on) for row in rows)
	owed = sum(row.stage in stages.UNANSWERED and not row.replied_on for row in rows) + answered
	overdue = sum(row.light == "overdue" for row in rows)
	figures = [
		figure(_("Suggestions"), len(rows), "Grey"),
		figure(_("Not Closed"), sum(row.stage in stages.IN_HAND for row in rows), "Blue"),
		figure(_("Past the Due Date"), overdue, "Red" if overdue else "Green"),
		figure(_("Answered"), with_count(answered, owed), "Blue"),
	]
	grades = get_grades(ratings)
	if total := sum(grades.values()):
		shares = [
			with_count(grades[grade], total) for grade in (stages.SATISFIED, stages.BASICALLY_SATISFIED)
		]
		figures.append(figure(_("Satisfied / Basically Satisfied"), " / ".join(shares), "Green"))
	return figures


def get_grades(ratings: list[dict]) -> Counter:
	"""Count the forms by overall grade; those not returned count only where the congress says so (CQ-S §29)."""
	grades = Counter(
		stages.overall(rating.attitude or "", rating.result or "")
		for rating in ratings
		if rating.status == "Returned"
	)
	missing = Counter(rating.congress for rating in ratings if rating.status == "Not Returned")
	for congress, count in missing.items():
		if settings.value(congress, "exclude_unreturned") == "No":
			grades["Not Returned"] += count
	return grades
