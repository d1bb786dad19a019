"""What the desk shows beside lists and forms: numbers on the workspaces, hints, and labels that no extractor reads."""

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import add_days, today

from deputy_affairs.deputy_affairs.doctype.deputy_suggestion import writing
from deputy_affairs.i18n import say
from deputy_affairs.permissions import UNIT_ROLE, criterion, deputy_of
from deputy_affairs.rules import stages
from deputy_affairs.rules.deadlines import SOON_DAYS, URGENT_DAYS
from deputy_affairs.rules.text import mark as _

# Statuses of an assignment on which the unit still has to work.
UNIT_AT_WORK = ("Awaiting Receipt", "Handling", "Return Requested")

# Number cards, charts, headings and shortcuts are records; their labels are listed here for extraction.
LABELS = (
	_("Deputy Affairs"),
	_("My Assignments"),
	_("Deputies in Office"),
	_("Open Suggestions"),
	_("Due within 15 Days"),
	_("Overdue Suggestions"),
	_("To Sign For"),
	_("In Handling"),
	_("To Contact"),
	_("My Work"),
	_("Extensions"),
	_("Assignment Meetings"),
	_("Decisions of the Chair"),
	_("Overdue Assignments"),
	_("Replies under Way"),
	_("Open Suggestions by Stage"),
	_("Deputies by Age"),
	_("Suggestions"),
	_("Suggestion Assignments"),
	_("Reply Letters"),
	_("Opinion Forms"),
	_("Handling Meetings"),
	_("One-time Links"),
	_("Rating Analysis"),
	_("Contacts with Deputies"),
	_("Deputies"),
	_("Deputy Groups"),
	_("Suggestion Register"),
	_("Suggestion Topics"),
	_("Deputy Composition"),
	_("Daily Work"),
	_("Registers and Settings"),
	_("Deputies and Terms"),
	_("Handling of Suggestions"),
	_("Statistical Reports"),
	_("Settings of the Office"),
	_("For Reference"),
	_("Handling Reports"),
	_("Bulletins on Handling"),
	_("Unit Grading Rules"),
	_("Open: {}"),
	_("To sign for: {}"),
	_("Awaited: {}"),
	_("In office: {}"),
	_("Under way: {}"),
	_("Handling: {}"),
	_("Supervision Notices"),
	_("Overdue and Due Soon"),
	_("To look at: {}"),
	_("To answer: {}"),
	_("Supervision"),
	_("Escalations"),
	_("Reminders Sent"),
	_("Daily Job"),
	_("Key Suggestions in My Charge"),
	_("Desk Notice"),
	_("Mail"),
	_("SMS"),
	_("Promises"),
	_("Promises Due"),
	_("Receipts of Promises"),
	_("Reply Commitments"),
	_("Commitment Receipts"),
	_("Transfers"),
	_("Overdue: {}"),
	_("Overdue Promises"),
	_("Replied in Time Rate"),
	_("Content Deputies Rate"),
	_("Handling Progress by Unit"),
	_("How Things Stand"),
	_("Ratings by Unit"),
)


def add_lights(bootinfo: dict) -> None:
	"""Give the desk what rules decide: the limits of the traffic light (`rules.deadlines.traffic_light`), lists of
	stages.
	"""
	bootinfo.deputy_affairs_lights = {"urgent": URGENT_DAYS, "soon": SOON_DAYS}
	bootinfo.deputy_affairs_stages = {
		"in_hand": stages.IN_HAND,
		"unanswered": stages.UNANSWERED,
		"assignable": stages.ASSIGNABLE,
		"with_reply": stages.WITH_REPLY,
		"answered": stages.ANSWERED,
		"deciding": stages.DECIDING,
	}
	_keep_breadcrumbs_at_home(bootinfo)


def _keep_breadcrumbs_at_home(bootinfo: dict) -> None:
	"""The first breadcrumb leads to a workspace of the module; a unit's worker has a right to one of ours only."""
	allowed = {page.get("name") for page in bootinfo.get("allowed_workspaces") or []}
	ours = (bootinfo.get("module_wise_workspaces") or {}).get("Deputy Affairs")
	if ours:
		bootinfo.module_wise_workspaces["Deputy Affairs"] = [name for name in ours if name in allowed]


def _count(doctype: str, *conditions) -> int:
	"""Count the records that the session's user may see and that meet the conditions."""
	frappe.has_permission(doctype, "read", throw=True)
	query = frappe.qb.from_(frappe.qb.DocType(doctype)).select(Count("*"))
	for condition in (*conditions, criterion(doctype)):
		if condition is not None:
			query = query.where(condition)
	return query.run()[0][0]


def _card(value: int, doctype: str, route_options: dict) -> dict:
	"""The answer that a number card of the framework expects, with the list it opens."""
	return {
		"value": value,
		"fieldtype": "Int",
		"route": ["List", doctype, "List"],
		"route_options": route_options,
	}


def _due_suggestions(first: str | None, last: str) -> int:
	table = frappe.qb.DocType("Deputy Suggestion")
	return _count(
		"Deputy Suggestion",
		table.stage.isin(stages.UNANSWERED),
		table.replied_on.isnull(),
		table.due_date <= last,
		table.due_date >= first if first else None,
	)


@frappe.whitelist()
def suggestions_due_soon(filters: str | list | dict | None = None) -> dict:
	"""Return how many suggestions fall due from today on within 15 days, for a number card."""
	last = add_days(today(), SOON_DAYS)
	return _card(
		_due_suggestions(today(), last),
		"Deputy Suggestion",
		{
			"stage": ["in", list(stages.UNANSWERED)],
			"replied_on": ["is", "not set"],
			"due_date": ["between", [today(), last]],
		},
	)


@frappe.whitelist()
def suggestions_overdue(filters: str | list | dict | None = None) -> dict:
	"""Return how many suggestions are past their due date without a reply, for a number card."""
	return _card(
		_due_suggestions(None, add_days(today(), -1)),
		"Deputy Suggestion",
		{
			"stage": ["in", list(stages.UNANSWERED)],
			"replied_on": ["is", "not set"],
			"due_date": ["<", today()],
		},
	)


@frappe.whitelist()
def assignments_overdue(filters: str | list | dict | None = None) -> dict:
	"""Return how many assignments the unit has not finished in time, for a number card."""
	table = frappe.qb.DocType("Suggestion Assignment")
	value = _count("Suggestion Assignment", table.status.isin(UNIT_AT_WORK), table.due_date < today())
	return _card(
		value,
		"Suggestion Assignment",
		{"status": ["in", list(UNIT_AT_WORK)], "due_date": ["<", today()]},
	)


@frappe.whitelist(methods=["POST"])
def suggestion_hints(values: str | dict) -> list[dict]:
	"""Return the hints on a suggestion as it stands in the form, saved or not, with reasons; nothing is stored."""
	frappe.has_permission("Deputy Suggestion", "write", throw=True)
	values = frappe.parse_json(values)
	lead = values.get("lead_deputy")
	if lead and lead != deputy_of(frappe.session.user):
		# The hints tell whether the deputy's card number and telephone are on record.
		frappe.has_permission("Deputy", "read", lead, throw=True)
	doc = frappe.new_doc("Deputy Suggestion")
	for fieldname in ("title", "situation", "cause", "lead_deputy", "kind"):
		doc.set(fieldname, values.get(fieldname))
	for demand in values.get("demands") or []:
		doc.append("demands", {"demand": demand})
	return [
		{"code": hint.code, "text": say(hint.text), "reason": say(hint.reason)} for hint in writing.hints(doc)
	]


@frappe.whitelist()
def congress_tree(doctype: str, parent: str = "", is_root: bool | int | str = False) -> list[dict]:
	"""Return the congresses below one for the tree; at the root the highest ones that the user may see."""
	rows = frappe.get_list(
		"Congress",
		fields=["name as value", "short_name as title", "parent_congress"],
		order_by="lft asc",
		limit_page_length=0,
	)
	visible = {row.value for row in rows}
	above = {row.parent_congress for row in rows}
	at_root = frappe.parse_json(is_root) if isinstance(is_root, str) else is_root
	return [
		{"value": row.value, "title": row.title, "expandable": row.value in above}
		for row in rows
		if (row.parent_congress not in visible if at_root else row.parent_congress == parent)
	]


def congresses_for(congress: str | None, include_lower: bool | int | None) -> list[str] | None:
	"""Return the congresses a report covers: none named, all that the user may see (None)."""
	if not congress:
		return None
	if not include_lower:
		return [congress]
	upper, lower = frappe.qb.DocType("Congress"), frappe.qb.DocType("Congress").as_("lower")
	query = (
		frappe.qb.from_(upper)
		.join(lower)
		.on((lower.lft > upper.lft) & (lower.rgt < upper.rgt))
		.select(lower.name)
		.where(upper.name == congress)
		.orderby(lower.lft)
	)
	return [congress, *query.run(pluck=True)]


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def unit_users(doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict) -> tuple:
	"""Search the users that may be entered in a handling unit: enabled, with the role the work needs."""
	frappe.has_permission("Handling Unit", "write", throw=True)
	user, has_role = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
	return (
		frappe.qb.from_(user)
		.join(has_role)
		.on((has_role.parent == user.name) & (has_role.parenttype == "User"))
		.select(user.name, user.full_name)
		.where((user.enabled == 1) & (has_role.role == UNIT_ROLE))
		.where(user.name.like(f"%{txt}%") | user.full_name.like(f"%{txt}%"))
		.orderby(user.full_name)
		.limit(page_len)
		.offset(start)
	).run()
