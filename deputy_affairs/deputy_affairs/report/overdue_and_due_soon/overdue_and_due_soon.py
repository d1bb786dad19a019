"""What is overdue or falls due soon (超期与临期): replies, opinions, contacts, returns, notices, forms, promises.

Each kind is read with the rule of its own DocType: a unit sees what is its own, nothing of open ratings.
"""

from collections import Counter

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from deputy_affairs import reporting
from deputy_affairs.reporting import column, figure
from deputy_affairs.rules.deadlines import LIGHT_WORDS, SOON_DAYS, days_left, traffic_light
from deputy_affairs.supervision import due_reminders, due_things, telling

MOST_DAYS = 366


def execute(filters: dict | None = None):
	"""Return columns, rows, the past day if one is asked for, chart and summary, as the framework wants them."""
	filters = reporting.read_filters(
		filters,
		"congress",
		"include_lower",
		"unit",
		"key_only",
		"as_of",
		kind=reporting.choices(*due_things.BY_KIND),
		light=reporting.choice("overdue", "ahead"),
		days=reporting.number,
		led_by_me=reporting.tick,
	)
	rows = get_rows(filters)
	message = _("As things stood on {0}.").format(filters.as_of) if filters.as_of else None
	return get_columns(), rows, message, get_chart(rows), get_summary(rows)


def get_columns() -> list[dict]:
	"""What, who, when, how pressing, and what was done about it."""
	return [
		column("light_shown", _("Time Left"), "Data", 85),
		column("kind_shown", _("What Is Due"), "Data", 110),
		column("number", _("Registration Number", context="Deputy Suggestion"), "Data", 155),
		column("title", _("Title"), "Data", 300),
		column("who", _("Who"), "Data", 140),
		column("due_date", _("Due Date"), "Date", 120),
		column("days_left", _("Days Left"), "Int", 85),
		column("round", _("Round", context="Deputy Suggestion"), "Int", 90),
		column("leader", _("Leader in Charge"), "Data", 125),
		column("last_reminder", _("Last Reminder"), "Date", 115),
		column("reminders", _("Reminders"), "Int", 75),
		column("notices", _("Notices"), "Data", 200),
		column("chief", _("Chief"), "Data", 90),
		column("phone", _("Telephone"), "Data", 120),
		column("congress", _("Congress"), "Link", 120, options="Congress"),
	]


def get_rows(filters: dict) -> list[dict]:
	"""Return all that is due until the end of the window, the most pressing first."""
	today = filters.as_of or getdate()
	ahead = SOON_DAYS if filters.days is None else min(max(filters.days, 0), MOST_DAYS)
	last = add_days(today, -1) if filters.light == "overdue" else add_days(today, ahead)
	first = today if filters.light == "ahead" else None
	congresses = reporting.covered(filters)
	rows = []
	for source in due_things.SOURCES:
		if filters.kind and source.kind not in filters.kind:
			continue
		if not frappe.has_permission(source.doctype, "read"):
			continue
		if conditions := _conditions(source, filters, congresses):
			rows += due_things.due_between(source, first, getdate(last), conditions, filters.as_of)
	_complete(rows, today, filters.as_of)
	if filters.led_by_me:
		rows = [row for row in rows if row.leader_user == frappe.session.user]
	return sorted(rows, key=lambda row: (row.due_date, row.number or "", row.kind))


def _complete_numbers(rows: list[dict]) -> None:
	"""The registration number of what does not carry it itself, like the opinion forms."""
	lacking = [row for row in rows if row.get("suggestion") and "number" not in row]
	if not lacking:
		return
	found = frappe.get_all(
		"Deputy Suggestion",
		filters={"name": ("in", list({row.suggestion for row in lacking}))},
		fields=["name", "registration_number"],
	)
	numbers = {row.name: row.registration_number for row in found}
	for row in lacking:
		row.number = numbers.get(row.suggestion)


def _conditions(source, filters: dict, congresses: list[str] | None):
	"""The filters as conditions on the table of a kind; None where the kind cannot meet them."""
	for wanted, alias in (("unit", "unit"), ("key_only", "is_key")):
		if filters.get(wanted) and alias not in source.columns:
			return None

	def conditions(table) -> list:
		found = []
		if congresses:
			found.append(table.congress.isin(congresses))
		if filters.unit:
			found.append(table.unit == filters.unit)
		if filters.key_only:
			found.append(table.is_key == 1)
		return found

	return conditions


def _complete(rows: list[dict], today, as_of=None) -> None:
	"""Write on the rows what the reader sees: the light in a word, who owes it, reminders and notices."""
	if not rows:
		return
	_complete_numbers(rows)
	lights = {light: _(words) for light, words in LIGHT_WORDS.items()}
	labels = {kind: _(due_things.BY_KIND[kind].label) for kind in {row.kind for row in rows}}
	nothing = frappe._dict()
	staff = frappe.has_permission("Due Reminder", "read")
	told = due_reminders.by_reference(rows, as_of) if staff else {}
	notices = get_notices([row.name for row in rows if row.doctype == due_things.ASSIGNMENT], as_of)
	leaders = telling.leaders_of(list({row.suggestion for row in rows if row.get("is_key")}))
	for row in rows:
		source = due_things.BY_KIND[row.kind]
		leader = leaders.get(row.get("suggestion")) or nothing
		last = told.get((row.doctype, row.name, row.kind)) or nothing
		row.days_left = days_left(row.due_date, today)
		row.light = traffic_light(row.due_date, today)
		row.light_shown = lights[row.light]
		row.kind_shown = labels[row.kind]
		row.who = row.unit_name if source.owed_by == due_things.UNIT else _(due_things.WHO[source.owed_by])
		row.chief, row.phone = row.chief_name, row.chief_mobile or row.contact_phone
		row.leader, row.leader_user = leader.name, leader.user
		row.last_reminder, row.reminders = last.day, last["count"] if last else None
		row.notices = "、".join(notices.get(row.name, [])) if row.doctype == due_things.ASSIGNMENT else ""
		row.record, row.record_type = row.pop("name"), row.pop("doctype")
		row.pop("arithmetic", None)


def get_notices(assignments: list[str], as_of=None) -> dict[str, list[str]]:
	"""Return by assignment the notices on it that the session's user may see: their number, or that it is a draft.

	With `as_of` those of the evening of that day; a draft that was dropped later is left out.
	"""
	if not assignments or not frappe.has_permission("Supervision Notice", "read"):
		return {}
	item, notice = frappe.qb.DocType("Supervision Item"), frappe.qb.DocType("Supervision Notice")
	query = (
		frappe.qb.from_(item)
		.join(notice)
		.on(notice.name == item.parent)
		.select(item.assignment, notice.document_number, notice.kind, notice.issued_on)
		.where(item.assignment.isin(assignments) & (item.parenttype == "Supervision Notice"))
		.where(notice.workflow_state != "Draft Dropped")
		.orderby(notice.creation)
	)
	if as_of:
		query = query.where(notice.creation < add_days(as_of, 1))
	found: dict[str, list[str]] = {}
	for row in reporting.scoped(query, "Supervision Notice").run(as_dict=True):
		kind = _(row.kind, context="Supervision Notice")
		issued = row.issued_on and (not as_of or row.issued_on <= as_of)
		shown = row.document_number if issued else _("{0} (draft)").format(kind)
		found.setdefault(row.assignment, []).append(shown)
	return found


def get_chart(rows: list[dict]) -> dict | None:
	"""Bars by who owes it: overdue, urgent, soon."""
	counts = Counter((row.who, row.light) for row in rows)
	who = sorted({row.who for row in rows}, key=lambda one: (-counts[(one, "overdue")], one))[:12]
	shown = [light for light in LIGHT_WORDS if any(row.light == light for row in rows)]
	colours = {
		"overdue": reporting.RED,
		"urgent": reporting.ORANGE,
		"soon": reporting.LIGHT,
		"normal": reporting.GREY,
	}
	series = {_(LIGHT_WORDS[light]): [counts[(one, light)] for one in who] for light in shown}
	return reporting.bars(who, series, colors=[colours[light] for light in shown], stacked=True)


def get_summary(rows: list[dict]) -> list[dict]:
	"""How many of each light, and of the overdue ones how many have never been urged by a notice."""
	counts = Counter(row.light for row in rows)
	without = sum(
		row.light == "overdue" and not row.notices and row.kind in ("reply", "assist") for row in rows
	)
	return [
		figure(_("Overdue"), counts["overdue"], "Red" if counts["overdue"] else "Green"),
		figure(_("Urgent"), counts["urgent"], "Orange" if counts["urgent"] else "Green"),
		figure(_("Due Soon"), counts["soon"], "Blue"),
		figure(_("Overdue without Notice"), without, "Red" if without else "Green"),
	]
