"""How handling stands: the figures that progress reports count, as conditions on what is counted.

Counted are suggestions, or where a unit is asked about its assignments. One definition of each figure serves
the table, the register behind a number (`matching`), the dashboards and the handling report.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce, Max, Sum
from frappe.utils import add_days, getdate
from pypika import Case

from deputy_affairs import history, reporting
from deputy_affairs.desk import UNIT_AT_WORK
from deputy_affairs.permissions import OFFICE_ROLE, STAFF_ROLES, is_unlimited, units_of
from deputy_affairs.rules import stages
from deputy_affairs.rules.deadlines import SOON_DAYS

SUGGESTION, ASSIGNMENT = "Deputy Suggestion", "Suggestion Assignment"
GRADE_RANKS = {stages.SATISFIED: 1, stages.BASICALLY_SATISFIED: 2, stages.DISSATISFIED: 3}
GRADE_FIGURES = {
	"satisfied": stages.SATISFIED,
	"basically_satisfied": stages.BASICALLY_SATISFIED,
	"dissatisfied": stages.DISSATISFIED,
}
FIGURES = (
	"registered",
	"to_assign",
	"assigned",
	"assisting",
	"awaiting_receipt",
	"handling",
	"returned",
	"extended",
	"contacted",
	"replied",
	"in_time",
	"late",
	"overdue",
	"due_soon",
	*GRADE_FIGURES,
	"unrated",
	"again",
	"closed",
)
# Who proposed what is not for the handling side, so neither are filters and tables that would tell.
OF_DEPUTIES = ("group", "constituency")


@dataclass
class Items:
	"""A query on what is counted: `query` has no columns yet, `figures` are conditions, `keys` what to group by."""

	query: object
	suggestion: object
	figures: dict = field(default_factory=dict)
	keys: dict = field(default_factory=dict)


def is_staff(user: str | None = None) -> bool:
	"""Whether the user works in an office of congresses, and so sees suggestions and open ratings."""
	user = user or frappe.session.user
	return is_unlimited(user) or bool(STAFF_ROLES & set(frappe.get_roles(user)))


def class_letters() -> list[str]:
	"""The classes of reply in their order."""
	return frappe.get_all("Reply Class", pluck="name", order_by="name asc")


def items(filters: dict, by_unit: bool = False, classes: Iterable[str] = ()) -> Items:
	"""Return what the filters cover, as of `filters.as_of`: suggestions, or assignments where units are counted.

	Only what the session's user may see is in it. Raises frappe.PermissionError for a filter that would tell
	the handling side who proposed what.
	"""
	staff = is_staff()
	if not staff and any(filters.get(name) for name in OF_DEPUTIES):
		frappe.throw(_("Only the congress office can look by group or constituency."), frappe.PermissionError)
	if by_unit or filters.get("unit") or not staff:
		return _assignments(filters, classes)
	return _suggestions(filters, classes)


def names(filters: dict):
	"""Return a subquery of the names of the suggestions that the filters cover, as `items` does.

	It reads no figures: in a subquery the database would work out those of each suggestion once more.
	"""
	if filters.get("unit") or not is_staff():
		found = items(filters)
		return found.query.select(found.suggestion.name)
	query, table, _then = in_the_books(filters)
	return query.select(table.name)


def matching(filters: dict, figure: str):
	"""Return a subquery of the names of the suggestions that a figure counts."""
	letter = figure.removeprefix("class_")
	found = items(filters, classes=[letter] if letter != figure else ())
	if figure not in found.figures:
		frappe.throw(
			_("There is no figure {0}.").format(frappe.utils.escape_html(figure)), reporting.FilterError
		)
	return found.query.select(found.suggestion.name).where(found.figures[figure])


def count(found: Items, *keys: str) -> list[dict]:
	"""Return one row for each value of the keys: the keys and the number of each figure."""
	fields = [found.keys[key] for key in keys]
	totals = (total(condition).as_(name) for name, condition in found.figures.items())
	query = found.query.select(*(f.as_(key) for f, key in zip(fields, keys, strict=True)), *totals)
	# A sum comes as a decimal from the database, and a report of nothing still has no row.
	return [
		frappe._dict({**row, **{name: int(row[name]) for name in found.figures}})
		for row in query.groupby(*fields).run(as_dict=True)
	]


def titles(doctype: str, fieldname: str, names: list[str]) -> dict[str, str]:
	"""Return name → title of records that were counted; and counted was only what the user may see."""
	rows = frappe.get_all(
		doctype,
		filters={"name": ("in", names or [""])},
		fields=["name", f"{fieldname} as title"],
		as_list=True,
	)
	return dict(rows)


def total(condition):
	"""How many rows meet a condition."""
	return Coalesce(Sum(_flag(condition)), 0)


def _flag(condition):
	return Case().when(condition, 1).else_(0)


def in_the_books(filters: dict):
	"""Return a query without columns on the suggestions covered, their table, and that of how they stood."""
	query, table, then = history.standing(SUGGESTION, filters.get("as_of"))
	query = query.where(then.stage.isin(stages.IN_THE_BOOKS) & then.registered_on.isnotnull())
	for condition in reporting.suggestion_conditions(table, filters, then):
		query = query.where(condition)
	return reporting.scoped(query, SUGGESTION), table, then


def _suggestions(filters: dict, classes) -> Items:
	day = filters.get("as_of")
	query, table, then = in_the_books(filters)
	work = _work_of_rounds(filters, day).as_("work")
	handled = handled_as(table, then)
	query = query.left_join(work).on((work.suggestion == handled) & (work.round == then.current_round))
	today = day or getdate()
	replied = then.replied_on.isnotnull() & then.stage.isin(stages.ANSWERED)
	open_ = then.stage.isin(stages.UNANSWERED) & then.replied_on.isnull()
	figures = {
		"registered": then.stage.isnotnull(),
		"to_assign": then.stage == stages.REGISTERED,
		"assigned": is_assigned(then),
		"awaiting_receipt": then.stage == stages.ASSIGNED,
		"handling": then.stage == stages.HANDLING,
		"returned": then.stage == stages.REASSIGNMENT,
		"extended": work.extended == 1,
		"contacted": work.contacted == 1,
		"replied": replied,
		"in_time": replied & (Coalesce(work.late, 0) == 0),
		"late": replied & (work.late == 1),
		"overdue": open_ & (then.due_date < today),
		"due_soon": open_ & then.due_date.between(today, add_days(today, SOON_DAYS)),
		**{f"class_{letter}": replied & (then.result_class == letter) for letter in classes},
		**{name: replied & (then.overall_rating == grade) for name, grade in GRADE_FIGURES.items()},
		"unrated": replied & (Coalesce(then.overall_rating, "") == ""),
		"again": then.current_round > 1,
		"closed": then.stage == stages.CLOSED,
	}
	return Items(query, table, figures, _keys(table))


def handled_as(table, then):
	"""The suggestion whose handling counts: a merged one is handled with the main one."""
	return Case().when(Coalesce(then.merged_into, "") != "", then.merged_into).else_(table.name)


def is_assigned(then):
	"""Whether a suggestion is, or is to be again, in the hands of a unit here."""
	return then.assigned_on.isnotnull() | (then.stage == stages.REASSIGNMENT)


def _work_of_rounds(filters: dict, day):
	"""One row a suggestion and round: whether any unit in charge was extended, made contact, replied late."""
	query, table, then = history.standing(ASSIGNMENT, day)
	query = (
		query.select(
			table.suggestion,
			table.round,
			Max(_flag(then.extended_to.isnotnull())).as_("extended"),
			Max(_flag(then.contacted_on.isnotnull())).as_("contacted"),
			Max(_flag(then.replied_on > then.due_date)).as_("late"),
		)
		.where(table.handling_role.isin(stages.REPLYING_ROLES) & (then.status != "Returned"))
		.groupby(table.suggestion, table.round)
	)
	if congresses := reporting.covered(filters):
		query = query.where(table.congress.isin(congresses))
	return reporting.scoped(query, ASSIGNMENT)


def _keys(suggestion) -> dict:
	return {name: suggestion[name] for name in ("category", "congress", "meeting", "lead_deputy", "term")}


def _assignments(filters: dict, classes) -> Items:
	day = filters.get("as_of")
	query, table, then = history.standing(ASSIGNMENT, day)
	query, suggestion, sthen = history.join_standing(
		query, SUGGESTION, lambda other: other.name == table.suggestion, day
	)
	reply = frappe.qb.DocType("Suggestion Reply")
	today = day or getdate()
	query = query.left_join(reply).on(
		(reply.assignment == table.name) & (reply.workflow_state == "Issued") & (reply.issued_on <= today)
	)
	grade = _worst_grades(filters, day).as_("grade")
	query = query.left_join(grade).on(grade.reply == reply.name)
	query = query.where(sthen.stage.isin(stages.IN_THE_BOOKS) & (table.round == sthen.current_round))
	unit = filters.get("unit")
	for condition in reporting.suggestion_conditions(suggestion, {**filters, "unit": None}, sthen):
		query = query.where(condition)
	if unit:
		query = query.where(table.unit == unit)
	query = own_work(reporting.scoped(query, ASSIGNMENT), table.unit)
	live = table.handling_role.isin(stages.REPLYING_ROLES) & (then.status != "Returned")
	replied = live & then.replied_on.isnotnull()
	open_ = live & then.status.isin(UNIT_AT_WORK)
	figures = {
		"assigned": live,
		"assisting": (table.handling_role == "Assist") & (then.status != "Returned"),
		"awaiting_receipt": live & (then.status == "Awaiting Receipt"),
		"handling": live & (then.status == "Handling"),
		"returned": table.handling_role.isin(stages.REPLYING_ROLES)
		& then.status.isin(["Return Requested", "Returned"]),
		"extended": live & then.extended_to.isnotnull(),
		"contacted": live & then.contacted_on.isnotnull(),
		"replied": replied,
		"in_time": replied & (then.replied_on <= then.due_date),
		"late": replied & (then.replied_on > then.due_date),
		"overdue": open_ & (then.due_date < today),
		"due_soon": open_ & then.due_date.between(today, add_days(today, SOON_DAYS)),
		**{f"class_{letter}": replied & (reply.reply_class == letter) for letter in classes},
		**{name: replied & (grade.rank == GRADE_RANKS[of]) for name, of in GRADE_FIGURES.items()},
		"unrated": replied & grade.rank.isnull(),
		"again": live & (table.round > 1),
		"closed": live & (sthen.stage == stages.CLOSED),
	}
	return Items(query, suggestion, figures, {**_keys(suggestion), "unit": table.unit})


def own_work(query, unit):
	"""A unit's users count their own work by its column, not the assist opinions that they may read as well."""
	roles = set(frappe.get_roles())
	if is_staff() or OFFICE_ROLE in roles:
		return query
	return query.where(unit.isin(sorted(units_of(frappe.session.user)) or [""]))


def worse(form):
	"""The rank of an opinion form, in GRADE_RANKS: the worse of attitude and result counts."""
	rank = Case()
	for grade in (stages.DISSATISFIED, stages.BASICALLY_SATISFIED, stages.SATISFIED):
		rank = rank.when((form.attitude == grade) | (form.result == grade), GRADE_RANKS[grade])
	return rank


def _worst_grades(filters: dict, day):
	"""One row a reply: the worst grade that came back and that the user may see; attitude or result, the worse."""
	query, rating, then = history.standing("Suggestion Rating", day)
	query = (
		query.select(rating.reply, Max(worse(then)).as_("rank"))
		.where(then.status == "Returned")
		.groupby(rating.reply)
	)
	if congresses := reporting.covered(filters):
		query = query.where(rating.congress.isin(congresses))
	return reporting.scoped_ratings(query)
