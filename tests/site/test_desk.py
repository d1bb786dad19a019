"""Number cards, workspaces and small helpers of the desk: right numbers, for whom they are meant."""

import json
import re
from pathlib import Path

import factories as make
import frappe
import pytest
from frappe.desk.desktop import get_desktop_page
from frappe.desk.doctype.number_card.number_card import get_result
from frappe.utils import add_days, today
from reporting import make_answered, make_late, make_stranger

import deputy_affairs
from deputy_affairs import desk

MODULE = Path(deputy_affairs.__file__).parent / "deputy_affairs"


def records(folder: str) -> list[dict]:
	"""The shipped records of a kind."""
	return [
		json.loads(path.read_text(encoding="utf-8")) for path in sorted((MODULE / folder).glob("*/*.json"))
	]


@pytest.fixture
def stranger(site, prefix):
	return make_stranger(prefix)


@pytest.fixture
def answered(town):
	return make_answered(town)


@pytest.fixture
def late(town):
	return make_late(town)


def card_value(card: dict) -> int:
	"""What a number card shows, asked for the way the desk does."""
	if card["type"] == "Custom":
		return frappe.get_attr(card["method"])(filters=card["filters_json"])["value"]
	return get_result(card, json.loads(card["filters_json"]))


CARDS = {card["name"]: card for card in records("number_card")}


def test_cards_count_for_the_clerk(town, answered, late):
	with make.acting(town.clerk):
		values = {name: card_value(card) for name, card in CARDS.items()}
	assert values == {
		"Deputies in Office": 3,
		"Open Suggestions": 2,
		"Due within 15 Days": 0,
		"Overdue Suggestions": 1,
		"To Sign For": 2,
		"To Contact": 0,
		"In Handling": 0,
		"Overdue Assignments": 1,
		"Replies under Way": 0,
		"Overdue Promises": 0,
		"Replied in Time Rate": 100,
		"Content Deputies Rate": 0,
	}


def test_a_suggestion_due_soon(town, late):
	frappe.db.set_value("Deputy Suggestion", late.name, "due_date", add_days(today(), 15))
	with make.acting(town.clerk):
		assert desk.suggestions_due_soon()["value"] == 1
	frappe.db.set_value("Deputy Suggestion", late.name, "due_date", add_days(today(), 16))
	with make.acting(town.clerk):
		assert desk.suggestions_due_soon()["value"] == 0


def test_cards_of_a_unit(town, answered, late):
	with make.acting(town.workers[2]):
		assert desk.assignments_overdue()["value"] == 1
		assert card_value(CARDS["To Sign For"]) == 1
		with pytest.raises(frappe.PermissionError):
			desk.suggestions_overdue()
	with make.acting(town.workers[0]):
		assert desk.assignments_overdue()["value"] == 0


def test_cards_count_nothing_for_another_congress(town, answered, late, stranger):
	with make.acting(stranger):
		assert {card_value(card) for card in CARDS.values()} == {0}


@pytest.mark.parametrize("workspace", records("workspace"), ids=lambda workspace: workspace["name"])
def test_blocks_of_a_workspace_stand_for_something(site, workspace):
	tables = {
		"number_card": ("number_cards", "number_card_name", "Number Card"),
		"chart": ("charts", "chart_name", "Dashboard Chart"),
		"shortcut": ("shortcuts", "label", None),
		"card": ("links", "label", None),
	}
	for block in json.loads(workspace["content"]):
		if block["type"] not in tables:
			continue
		table, fieldname, doctype = tables[block["type"]]
		name = block["data"][f"{block['type']}_name"]
		assert name in {row[fieldname] for row in workspace[table]}, name
		assert not doctype or frappe.db.exists(doctype, name), name
	for row in workspace["shortcuts"] + [row for row in workspace["links"] if row["type"] == "Link"]:
		if row["type"] == "URL":
			report = re.fullmatch(r"/app/query-report/([^?]+)\?.+", row["url"])
			assert report and frappe.db.exists("Report", report[1]), row["url"]
			continue
		assert frappe.db.exists(row.get("type") if "doc_view" in row else row["link_type"], row["link_to"])


@pytest.mark.parametrize(
	("who", "workspace", "cards", "charts"),
	[("clerk", "Deputy Affairs", 8, 4), ("worker", "My Assignments", 4, 0)],
)
def test_a_workspace_shows_all_its_parts(town, who, workspace, cards, charts):
	with make.acting(town.clerk if who == "clerk" else town.workers[0]):
		page = get_desktop_page(json.dumps({"name": workspace, "title": workspace, "public": 1}))
	assert len(page["number_cards"]["items"]) == cards
	assert len(page["charts"]["items"]) == charts
	assert page["shortcuts"]["items"] and page["cards"]["items"]


def test_hints_are_given_without_storing(town):
	with make.acting(town.clerk):
		hints = desk.suggestion_hints({"title": "路灯", "demands": ["希望有关部门重视"]})
	assert len(hints) >= 3
	with make.acting(town.workers[0]), pytest.raises(frappe.PermissionError):
		desk.suggestion_hints({"title": "路灯"})


def test_hints_do_not_tell_about_deputies_of_others(town, people, prefix):
	"""Whether card number and telephone of a deputy are on record is for those who may read the record."""
	stranger = make.make_user(make.address(prefix, "elsewhere"), "Congress Clerk")
	other = make.make_congress(f"{prefix}别处乡", staff=[stranger])
	term = make.make_term(other.name)
	foreign = make.make_deputy("钱外代", other.name, term.name, make.make_constituency(term.name).name, "901")
	make.forget()
	for user, deputy in ((stranger, town.deputies[0]), (town.clerk, foreign.name)):
		with make.acting(user), pytest.raises(frappe.PermissionError):
			desk.suggestion_hints({"title": "路灯", "lead_deputy": deputy})
	with make.acting(town.clerk):
		own = desk.suggestion_hints({"title": "路灯", "lead_deputy": town.deputies[0]})
		unknown = desk.suggestion_hints({"title": "路灯"})
	assert len(unknown) > len(own)  # nothing is missing on the own deputy's record


def test_only_fitting_users_are_offered_to_a_unit(town):
	with make.acting(town.clerk):
		found = {row[0] for row in desk.unit_users("User", "", "name", 0, 500, {})}
	assert {*town.workers, *town.chiefs} <= found and town.clerk not in found
	with make.acting(town.workers[0]), pytest.raises(frappe.PermissionError):
		desk.unit_users("User", "", "name", 0, 20, {})


def test_the_tree_begins_with_what_one_may_see(town, people, prefix):
	county = make.make_congress(f"{prefix}南屏县", level="County")
	frappe.get_doc("Congress", town.congress).update({"parent_congress": county.name}).save()
	make.forget()
	with make.acting(town.clerk):
		(node,) = desk.congress_tree("Congress", "各级人大", is_root="true")
		assert node == {"value": town.congress, "title": town.congress, "expandable": False}
		assert not desk.congress_tree("Congress", town.congress)
	assert town.congress in {row["value"] for row in desk.congress_tree("Congress", county.name)}
