"""Which role may do what with which DocType; docs/permissions.md shows the same table."""

from pathlib import Path

import frappe
import pytest

ROLES = (
	"System Manager",
	"Congress Clerk",
	"Congress Chair",
	"Congress Observer",
	"Government Office",
	"Handling Unit User",
	"Deputy",
	"Group Liaison",
)
ACTIONS = "read write create delete report export import print email share".split()
# One letter an action, so that a row can be read at a glance.
LETTERS = dict(zip("RWCDPXITM", ACTIONS, strict=False)) | {"S": "share"}

ALL = "RWCDPXTM"  # everything but import and share
READ = "RPXTM"  # look, print, send, export, report
EDIT = "RWPXTM"
KEEP = "RWCPXTM"  # never deleted

MATRIX = {
	# DocType: rights in the order of ROLES
	"Congress": (ALL, EDIT, EDIT, READ, "R", "R", "", ""),
	"Congress Term": (ALL, ALL, EDIT, READ, "R", "R", "R", ""),
	"Congress Meeting": (ALL, ALL, EDIT, READ, "R", "R", "R", ""),
	"Constituency": (ALL + "I", ALL + "I", EDIT, READ, "", "", "", ""),
	"Deputy": (ALL + "I", ALL + "I", EDIT, READ, "", "", "", ""),
	"Deputy Group": (ALL, ALL, EDIT, READ, "", "", "", ""),
	"Handling Unit": (ALL + "I", ALL + "I", EDIT, READ, "R", "R", "", ""),
	"Workday Exception": (ALL + "I", ALL + "I", READ, "R", "R", "R", "", ""),
	"Suggestion Category": (ALL + "I", KEEP, "R", "R", "R", "R", "R", ""),
	"Reply Class": (ALL, READ, "R", "R", "R", "R", "R", ""),
	"Deputy Suggestion": (ALL, ALL + "I", EDIT, READ, "", "", "R", ""),
	"Suggestion Search Entry": ("R", "", "", "", "", "", "", ""),
	"Suggestion Assignment": (EDIT, KEEP, KEEP, READ, EDIT, EDIT, "", ""),
	"Handling Contact": (READ, KEEP, READ, READ, READ, KEEP, "", ""),
	"Suggestion Reply": (EDIT, KEEP, EDIT, READ, EDIT, ALL, "", ""),
	"Reply Countersignature": (READ, READ, READ, READ, READ, READ, "", ""),
	"Assignment Meeting": (ALL, ALL, KEEP, READ, "", "", "", ""),
	"Deadline Extension": (READ, KEEP, EDIT, READ, READ, ALL, "", ""),
	"Suggestion Rating": (READ, EDIT, EDIT, READ, "", "", "", ""),
	"Reply Commitment": (READ, EDIT, EDIT, READ, READ, EDIT, "R", ""),
	"Commitment Receipt": (READ, EDIT, EDIT, READ, "R", "R", "", ""),
	"Suggestion Transfer": (READ, KEEP, KEEP, READ, "", "", "", ""),
	"Paperwork Template": (ALL, KEEP, "R", "", "", "", "", ""),
	"Suggestion Publication": (ALL, ALL, KEEP, READ, "", "", "", ""),
	"Handling Bulletin": (ALL, ALL, KEEP, READ, "", "", "", ""),
	"Report Publication": (ALL, ALL, KEEP, READ, "", "", "", ""),
	"Document Number Series": (READ, EDIT, EDIT, READ, "R", "R", "", ""),
	"Issued Document": (READ, READ, READ, READ, READ, READ, "", ""),
	"Paper Batch": ("RD", "RD", "RD", "RD", "RD", "RD", "", ""),
	"Due Reminder": (READ, "RPXT", "RPXT", "RPXT", "", "", "", ""),
	"Supervision Notice": (EDIT, KEEP, KEEP, READ, "RPTM", "RWPTM", "", ""),
	"Escalation": ("RPXT", "RPXT", "RPXT", "RPXT", "", "", "", ""),
	"Daily Step": ("RP", "RP", "RP", "RP", "", "", "", ""),
	"Daily Run": ("RPX", "RP", "RP", "RP", "", "", "", ""),
	"One Time Link": ("R", "R", "R", "", "", "", "", ""),
	"Handling Meeting": (READ, KEEP, KEEP, READ, "", "", "", ""),
	"Handling Trace": ("R", "", "", "", "", "", "", ""),
	"Unit Grading Rule": (ALL, ALL, READ, READ, "R", "R", "", ""),
	"Handling Report": (ALL, ALL, KEEP, READ, "", "", "", ""),
}
# Fields of level 1: private data of deputies, and the rating shown on the suggestion, which is derived: whoever
# may write the level is told so instead of being silently ignored (test_ways_in.py).
PRIVATE = {
	"Deputy": {"System Manager": "RW", "Congress Clerk": "RW", "Congress Chair": "RW"},
	"Deputy Suggestion": {
		"System Manager": "RW",
		"Congress Clerk": "RW",
		"Congress Chair": "RW",
		"Congress Observer": "R",
	},
	"Due Reminder": {"System Manager": "R", "Congress Clerk": "R", "Congress Chair": "R"},
	"Reply Commitment": {
		"System Manager": "R",
		"Congress Clerk": "R",
		"Congress Chair": "R",
		"Congress Observer": "R",
	},
}


def rights(letters: str) -> set[str]:
	return {LETTERS[letter] for letter in letters}


def granted(doctype: str, role: str, level: int = 0) -> set[str]:
	"""What the role has by the DocType's permissions alone."""
	found = set()
	for row in frappe.get_meta(doctype).permissions:
		if row.role == role and row.permlevel == level:
			found |= {action for action in ACTIONS if row.get(action)}
	return found


@pytest.mark.parametrize("doctype", MATRIX)
def test_the_permissions_of_a_doctype(site, doctype):
	wrong = {
		role: (sorted(granted(doctype, role)), sorted(rights(letters)))
		for role, letters in zip(ROLES, MATRIX[doctype], strict=True)
		if granted(doctype, role) != rights(letters)
	}
	assert not wrong, "has, should have"
	private = {role: granted(doctype, role, 1) for role in ROLES if granted(doctype, role, 1)}
	assert private == {role: rights(letters) for role, letters in PRIVATE.get(doctype, {}).items()}
	assert not {row.role for row in frappe.get_meta(doctype).permissions} - set(ROLES)
	assert not any(row.if_owner for row in frappe.get_meta(doctype).permissions)


def test_every_doctype_of_the_app_is_in_the_table(site):
	doctypes = frappe.get_all("DocType", filters={"module": "Deputy Affairs", "istable": 0}, pluck="name")
	assert set(doctypes) == set(MATRIX)


def test_every_doctype_has_a_rule_for_its_rows(site):
	"""Masters and the log of the daily job hold for everybody; all others are kept apart by congress, in lists
	and in documents."""
	from deputy_affairs.permissions import RULES

	masters = {"Suggestion Category", "Reply Class", "Daily Step", "Daily Run"}
	assert set(RULES) == set(MATRIX) - masters
	for hook in ("has_permission", "permission_query_conditions"):
		assert set(RULES) <= set(frappe.get_hooks(hook)), hook


def test_people_of_each_role_have_what_the_table_says(world):
	"""The same through frappe.has_permission, as a user of each role."""
	people = {
		"System Manager": world.manager,
		"Congress Clerk": world.town.clerk,
		"Congress Chair": world.town.chair,
		"Congress Observer": world.observer,
		"Government Office": world.town.office,
		"Handling Unit User": world.town.workers[0],
		"Deputy": world.deputy,
	}
	wrong = []
	for doctype, row in MATRIX.items():
		for role, letters in zip(ROLES, row, strict=True):
			if role not in people:
				continue
			for action in ACTIONS:
				has = bool(frappe.has_permission(doctype, action, user=people[role]))
				if has != (action in rights(letters)):
					wrong.append((doctype, role, action, has))
	assert not wrong


def test_nobody_may_share_or_import_more_than_registers(site):
	for doctype, row in MATRIX.items():
		assert not any("S" in letters for letters in row), doctype
		importable = bool(frappe.get_meta(doctype).allow_import)
		assert importable or not any("I" in letters for letters in row), doctype


def test_the_document_shows_the_same_table(site):
	document = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
	lines = [line for line in document.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
	header, table = None, {}
	for line in lines:
		cells = [cell.strip() for cell in line.strip("|").split("|")]
		if cells[0] == "DocType":
			header = [cell.split("<br>")[0] for cell in cells[1:]]
		elif header and not set(line) <= set("|-: "):
			table[cells[0].split("<br>")[0]] = tuple("" if cell == "–" else cell for cell in cells[1:])
		if header and cells[0] == "Fields":
			break
	assert tuple(header) == ROLES
	ordered = {
		doctype: tuple("".join(letter for letter in LETTERS if letter in letters) for letters in row)
		for doctype, row in MATRIX.items()
	}
	assert {name: row for name, row in table.items() if name in MATRIX} == ordered
