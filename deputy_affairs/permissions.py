"""Who sees which row: one rule a DocType, read by the list hook, the document hook, reports, cards and papers.

A rule is data: a list of alternatives, each a mapping field → set of allowed values. The same rule is turned
into SQL (`criterion`) and applied to a document in memory (`matches`), so the two can never disagree.
`ALL` stands for no limit, an empty list for nothing. Hooks of the framework can only narrow what the role
permissions of the DocType allow.
"""

from datetime import datetime

import frappe
from frappe.permissions import get_user_permissions
from pypika import Criterion

from deputy_affairs import settings

ALL = None
Rule = list[dict[str, set]] | None

STAFF_ROLES = {"Congress Clerk", "Congress Chair", "Congress Observer"}
OFFICE_ROLE = "Government Office"
UNIT_ROLE = "Handling Unit User"
DEPUTY_ROLE = "Deputy"
# A transfer that is still a draft is nobody's business in the congress it is to go to.
SEEN_BY_RECEIVER = {"Proposed", "Under Way", "Concluded", "Deputy Told", "Refused", "Taken Back"}


def permitted_congresses(user: str) -> set[str]:
	"""Return the congresses a user works for and all below them, from User Permissions (the tree included)."""
	return {row["doc"] for row in get_user_permissions(user).get("Congress", [])}


def units_of(user: str) -> set[str]:
	"""Return the names of the handling units in which the user is entered."""
	return set(
		frappe.get_all(
			"Handling Unit Member", filters={"user": user, "parenttype": "Handling Unit"}, pluck="parent"
		)
	)


def congresses_of_units(units: set[str]) -> set[str]:
	"""Return the congresses whose assignments these units handle."""
	if not units:
		return set()
	return set(frappe.get_all("Handling Unit", filters={"name": ("in", list(units))}, pluck="congress"))


def deputy_of(user: str) -> str | None:
	"""Return the Deputy record that this login belongs to."""
	return frappe.db.get_value("Deputy", {"user": user}) if user != "Guest" else None


def is_unlimited(user: str) -> bool:
	"""System managers see every congress; everybody else only what a rule grants."""
	return user == "Administrator" or "System Manager" in frappe.get_roles(user)


def _by_congress(user: str, roles: set[str], field: str = "congress") -> Rule:
	"""Staff of the congress, its government office and its units: registers they all look things up in."""
	congresses = set()
	if roles & (STAFF_ROLES | {OFFICE_ROLE}):
		congresses |= permitted_congresses(user)
	if UNIT_ROLE in roles:
		congresses |= congresses_of_units(units_of(user))
	if DEPUTY_ROLE in roles and (deputy := deputy_of(user)):
		congresses.add(frappe.db.get_value("Deputy", deputy, "congress"))
	return [{field: congresses}]


def _congress(user: str, roles: set[str]) -> Rule:
	return _by_congress(user, roles, "name")


def _staff_only(user: str, roles: set[str]) -> Rule:
	return [{"congress": permitted_congresses(user)}] if roles & STAFF_ROLES else []


def _shared_or_by_congress(user: str, roles: set[str]) -> Rule:
	"""Records that hold for one congress or, with the field empty, for all."""
	rule = _by_congress(user, roles)
	return [{"congress": {"", None}}, *rule]


def _shared_if_all_or_by_congress(user: str, roles: set[str]) -> Rule:
	"""Who changes what holds for all works for all: the office of the only township, or of the county."""
	rule = _by_congress(user, roles)
	everywhere = set(frappe.get_all("Congress", pluck="name"))
	if everywhere and everywhere <= permitted_congresses(user):
		return [{"congress": {"", None}}, *rule]
	return rule


def _suggestion(user: str, roles: set[str]) -> Rule:
	"""Staff by congress; a deputy own and co-signed ones; a unit none: it works on its assignment."""
	rule = _staff_only(user, roles)
	if DEPUTY_ROLE in roles and (deputy := deputy_of(user)):
		signed = frappe.get_all(
			"Suggestion Cosigner",
			filters={
				"deputy": deputy,
				"parenttype": "Deputy Suggestion",
				"state": ("in", ("Invited", "Confirmed")),  # who refused has nothing to do with it
			},
			pluck="parent",
		)
		rule = [*rule, {"lead_deputy": {deputy}}, {"name": set(signed)}]
	return rule


def _office_or_staff(user: str, roles: set[str]) -> Rule:
	return [{"congress": permitted_congresses(user)}] if roles & (STAFF_ROLES | {OFFICE_ROLE}) else []


def _assignment(user: str, roles: set[str]) -> Rule:
	"""A unit sees what it was assigned, and the opinions given on what it leads; a draft is nobody's business."""
	rule = _office_or_staff(user, roles)
	if UNIT_ROLE in roles:
		units = units_of(user)
		rule = [*rule, {"unit": units}, {"lead_unit": units, "workflow_state": {"Opinion Given"}}]
	return rule


def _work_of_unit(user: str, roles: set[str]) -> Rule:
	rule = _office_or_staff(user, roles)
	if UNIT_ROLE in roles:
		rule = [*rule, {"unit": units_of(user)}]
	return rule


def _countersignature(user: str, roles: set[str]) -> Rule:
	"""The unit that is asked, and the lead unit whose reply it is about."""
	rule = _work_of_unit(user, roles)
	return [*rule, {"lead_unit": units_of(user)}] if UNIT_ROLE in roles else rule


def _rating(user: str, roles: set[str]) -> Rule:
	"""Staff only. The handling side has no right on the DocType at all: a filter on a field that somebody may not
	read still tells its content, row by row. What it may see of closed rounds comes from `suggestion_rating.for_unit`.
	"""
	return _staff_only(user, roles)


def closed_ratings(user: str | None = None) -> Rule:
	"""Which ratings the handling side may know at all: of closed rounds, of its congress or unit, never those of a
	deputy who asked for anonymity, and none where the congress shows nothing. Staff as ever.
	"""
	user = user or frappe.session.user
	if is_unlimited(user):
		return ALL
	roles = set(frappe.get_roles(user))
	rule = _rating(user, roles)
	seen = {"round_closed": {1}, "is_anonymous": {0}}
	if OFFICE_ROLE in roles:
		rule = [*rule, {"congress": _showing(permitted_congresses(user)), **seen}]
	if UNIT_ROLE in roles:
		units = units_of(user)
		rule = [*rule, {"unit": units, "congress": _showing(congresses_of_units(units)), **seen}]
	return rule


def shown_to_units() -> Rule:
	"""Which ratings may stand on what goes to all units of a congress: closed, with a name, where it shows grades."""
	congresses = set(frappe.get_all("Congress", pluck="name"))
	return [{"congress": _showing(congresses), "round_closed": {1}, "is_anonymous": {0}}]


def _showing(congresses: set[str], hidden: tuple[str, ...] = ("Nothing",)) -> set[str]:
	settings.read_ahead(congresses)
	return {name for name in congresses if settings.value(name, "unit_sees_ratings") not in hidden}


def _receipt(user: str, roles: set[str]) -> Rule:
	"""Staff; the handling side those of closed rounds with a name, where its congress shows names and opinions."""
	rule = _staff_only(user, roles)
	seen = {"round_closed": {1}, "is_anonymous": {0}}
	hidden = ("Nothing", "Grades Only")
	if OFFICE_ROLE in roles:
		rule = [*rule, {"congress": _showing(permitted_congresses(user), hidden), **seen}]
	if UNIT_ROLE in roles:
		units = units_of(user)
		rule = [*rule, {"unit": units, "congress": _showing(congresses_of_units(units), hidden), **seen}]
	return rule


def _issued_document(user: str, roles: set[str]) -> Rule:
	"""As the record it was made from: what belongs to a suggestion, and names its deputies, is for the staff."""
	rule = _staff_only(user, roles)
	of_the_work = {
		"reference_doctype": {
			"Suggestion Assignment",
			"Suggestion Reply",
			"Deadline Extension",
			"Supervision Notice",
		}
	}
	if OFFICE_ROLE in roles:
		rule = [*rule, {"congress": permitted_congresses(user), **of_the_work}]
	if UNIT_ROLE in roles:
		rule = [*rule, {"unit": units_of(user), **of_the_work}]
	return rule


def _notice(user: str, roles: set[str]) -> Rule:
	"""Drafts are the staff's; a unit sees the notices that were issued to it, the government office all issued."""
	rule = _staff_only(user, roles)
	issued = {"workflow_state": {"Notice Issued", "Notice Answered", "Answer Accepted"}}
	if OFFICE_ROLE in roles:
		rule = [*rule, {"congress": permitted_congresses(user), **issued}]
	if UNIT_ROLE in roles:
		rule = [*rule, {"unit": units_of(user), **issued}]
	return rule


def _own_batches(user: str, roles: set[str]) -> Rule:
	"""A batch holds what its maker may see, which is not what colleagues may."""
	return [{"requested_by": {user}}]


def _commitment(user: str, roles: set[str]) -> Rule:
	"""As the reply it was made in; and a deputy those on own and co-signed suggestions."""
	rule = _work_of_unit(user, roles)
	if DEPUTY_ROLE in roles and (deputy := deputy_of(user)):
		rule = [*rule, {"suggestion": _suggestions_of(deputy)}]
	return rule


def _transfer(user: str, roles: set[str]) -> Rule:
	"""The staff of both ends: who sends sees what comes back, who receives sees what was sent."""
	if not roles & STAFF_ROLES:
		return []
	congresses = permitted_congresses(user)
	return [{"congress": congresses}, {"to_congress": congresses, "status": SEEN_BY_RECEIVER}]


def _suggestions_of(deputy: str) -> set[str]:
	"""What a deputy wrote or signed, and what that was merged into: its reply is theirs too."""
	led = frappe.get_all("Deputy Suggestion", filters={"lead_deputy": deputy}, pluck="name")
	signed = frappe.get_all(
		"Suggestion Cosigner", filters={"deputy": deputy, "parenttype": "Deputy Suggestion"}, pluck="parent"
	)
	own = {*led, *signed}
	merged = frappe.get_all(
		"Deputy Suggestion",
		filters={"name": ("in", list(own) or [""]), "merged_into": ("is", "set")},
		pluck="merged_into",
	)
	return {*own, *merged}


RULES = {
	"Congress": _congress,
	"Congress Term": _by_congress,
	"Congress Meeting": _by_congress,
	"Constituency": _staff_only,
	"Deputy": _staff_only,
	"Deputy Group": _staff_only,
	"Handling Unit": _by_congress,
	"Workday Exception": _shared_or_by_congress,
	"Paperwork Template": _shared_or_by_congress,
	"Deputy Suggestion": _suggestion,
	"Suggestion Search Entry": _staff_only,
	"Suggestion Assignment": _assignment,
	"Handling Contact": _work_of_unit,
	"Suggestion Reply": _work_of_unit,
	"Reply Countersignature": _countersignature,
	"Suggestion Rating": _rating,
	"Deadline Extension": _work_of_unit,
	"Reply Commitment": _commitment,
	"Commitment Receipt": _receipt,
	"Suggestion Publication": _staff_only,
	"Report Publication": _staff_only,
	"Assignment Meeting": _staff_only,
	"Suggestion Transfer": _transfer,
	"Document Number Series": _work_of_unit,
	"Issued Document": _issued_document,
	"Paper Batch": _own_batches,
	"Due Reminder": _staff_only,
	"One Time Link": _staff_only,
	"Supervision Notice": _notice,
	"Escalation": _staff_only,
	"Handling Meeting": _staff_only,
	"Handling Trace": _staff_only,
	"Unit Grading Rule": _shared_or_by_congress,
	"Handling Report": _staff_only,
	"Handling Bulletin": _staff_only,
}


# Where fewer rows may be changed than seen.
RULES_FOR_CHANGES = {
	"Workday Exception": _shared_if_all_or_by_congress,
	"Paperwork Template": _shared_if_all_or_by_congress,
	"Suggestion Assignment": _work_of_unit,
	"Reply Commitment": _work_of_unit,
	"Commitment Receipt": _staff_only,
	"Document Number Series": _staff_only,
	"Unit Grading Rule": _shared_if_all_or_by_congress,
}
# Where a new record is made by one side only.
RULES_FOR_CREATION = {"Suggestion Transfer": _staff_only}
CHANGES = {"create", "write", "delete", "import", "submit", "cancel", "amend"}


def rule_for(doctype: str, user: str | None = None, ptype: str | None = "read") -> Rule:
	"""Return the rule of a DocType for a user: ALL, or alternatives of field → allowed values."""
	user = user or frappe.session.user
	if is_unlimited(user):
		return ALL
	rule = RULES[doctype]
	if ptype in CHANGES:
		rule = RULES_FOR_CHANGES.get(doctype, rule)
	if ptype == "create":
		rule = RULES_FOR_CREATION.get(doctype, rule)
	return rule(user, set(frappe.get_roles(user)))


def criterion(doctype: str, user: str | None = None) -> Criterion | None:
	"""Return the rule as a query-builder condition on the DocType's table; None when nothing is limited.

	Reports, charts and cards that do not go through `frappe.get_list` put this into their `where`.
	"""
	return as_criterion(doctype, rule_for(doctype, user))


def as_criterion(doctype: str, rule: Rule) -> Criterion | None:
	"""Return any rule as a condition on the DocType's table; None when nothing is limited."""
	if rule is ALL:
		return None
	table = frappe.qb.DocType(doctype)
	alternatives = [
		Criterion.all([_field_in(table[field], values) for field, values in alternative.items()])
		for alternative in rule
		if all(alternative.values())
	]
	return Criterion.any(alternatives) if alternatives else (table.name == "") & (table.name != "")


def _field_in(field, values: set):
	plain = sorted((value for value in values if value is not None), key=str)
	condition = field.isin(plain)
	return condition | field.isnull() if None in values else condition


def matches(rule: Rule, values: dict) -> bool:
	"""Apply a rule to the values of one document."""
	if rule is ALL:
		return True
	return any(all(values.get(field) in allowed for field, allowed in row.items()) for row in rule)


def get_permission_query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""List hook: the rule as bracketed SQL, because the framework joins it with AND as it stands."""
	condition = criterion(doctype, user)
	if condition is None:
		return ""
	return f"({condition.get_sql(with_namespace=True, quote_char='`')})"


def has_permission(doc, ptype: str | None = None, user: str | None = None, debug: bool = False) -> bool:
	"""Document hook: the same rule on the stored row and on the values about to be stored.

	Both are asked, so that nobody reaches a foreign record by writing the own congress into it.
	"""
	rule = rule_for(doc.doctype, user, ptype)
	if rule is ALL:
		return True
	if not matches(rule, doc):
		# A new record may not know its congress yet; the controller derives it and asks again before insert.
		# `is_new` is None for a stored record, and None would mean that this hook has no opinion.
		return bool(doc.is_new()) and _still_undetermined(rule, doc)
	if doc.is_new():
		return True
	loaded = vars(doc).get("_as_loaded")
	if isinstance(loaded, AsLoaded) and loaded.get("modified") == doc.modified and matches(rule, loaded):
		return True
	fields = {field for row in rule for field in row}
	stored = frappe.db.get_value(doc.doctype, doc.name, list(fields), as_dict=True) if fields else None
	return stored is None or matches(rule, stored)


class AsLoaded(dict):
	"""The plain values of a record as the database gave them, which are then not asked for a second time.

	A type of its own, because no request can make one: a record that is built from what a client sent has none.
	"""

	@classmethod
	def of(cls, doc):
		"""Return those of a record that has just been read."""
		plain = (str, int, datetime, type(None))
		return cls((field, value) for field, value in vars(doc).items() if isinstance(value, plain))


def _still_undetermined(rule: Rule, doc) -> bool:
	return bool(rule) and not any(doc.get(field) for row in rule for field in row if field != "name")


def require_scope(doc) -> None:
	"""Refuse a new record outside the user's scope, once its fields have been derived.

	Raises frappe.PermissionError.
	"""
	if doc.flags.by_system or doc.flags.ignore_permissions:
		return
	if not matches(rule_for(doc.doctype, ptype="create"), doc):
		frappe.throw(
			frappe._("{0} {1} lies outside the congress or unit you work for.").format(
				frappe._(doc.doctype), doc.get_title() or ""
			),
			frappe.PermissionError,
		)


def get_file_query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""List hook of File: of files attached to our records only those of records the user may read.

	The framework lists the names of all files attached to any DocType that the user may read at all, and a
	name may tell who signed.
	"""
	user = user or frappe.session.user
	if is_unlimited(user):
		return ""
	file = frappe.qb.DocType("File")
	alternatives = [
		file.attached_to_doctype.isnull(),
		file.attached_to_doctype.notin(list(RULES)),
		file.owner == user,
	]
	for ours in RULES:
		table = frappe.qb.DocType(ours)
		readable = frappe.qb.from_(table).select(table.name).where(criterion(ours, user))
		alternatives.append((file.attached_to_doctype == ours) & file.attached_to_name.isin(readable))
	return f"({Criterion.any(alternatives).get_sql(with_namespace=True, quote_char='`', subquery=True)})"
