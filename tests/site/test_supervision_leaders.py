"""Who has taken up a key item is copied on its reminders and notices, and has the list of them."""

import factories
import frappe
import pytest
from factories import act, acting
from frappe.utils import add_days, getdate

from deputy_affairs.supervision import drafting, due_reminders, escalation


@pytest.fixture
def key_item(people, prefix):
	"""A township whose chair has taken up a key item that is overdue, and an ordinary item beside it."""
	town = factories.make_township(
		prefix, people, presidium_code=f"{prefix}主席团函", contact_person="周敏", hotline="0871-65550100"
	)
	items = []
	for title in ("关于整治灌溉渠道的建议", "关于增设路灯的建议"):
		suggestion = factories.register(factories.make_suggestion(town.deputies[0], title=title))
		(assignment,) = factories.assign(suggestion, lead=town.units[0])
		frappe.db.set_value(
			assignment.doctype, assignment.name, {"due_date": add_days(getdate(), -1), "status": "Handling"}
		)
		items.append(assignment.reload())
	key = items[0]
	frappe.db.set_value(
		"Deputy Suggestion",
		key.suggestion,
		{"is_key": 1, "key_leader": "赵国强", "key_leader_user": town.chair},
	)
	frappe.db.set_value(key.doctype, key.name, "is_key", 1)
	return town, *items


def users(**filters):
	names = frappe.get_all("Due Reminder", filters, pluck="name")
	return set(frappe.get_all("Reminder Recipient", {"parent": ("in", names)}, pluck="user"))


def test_the_leader_is_copied_on_reminders_of_the_key_item_only(key_item):
	town, key, other = key_item
	due_reminders.note(getdate())
	assert town.chair in users(reference_name=key.name, kind="reply")
	assert town.chair not in users(reference_name=other.name, kind="reply")
	message = frappe.db.get_value("Due Reminder", {"reference_name": key.name, "kind": "reply"}, "message")
	assert "赵国强" in message


def test_the_leader_stands_on_notice_and_escalation_and_hears_of_the_issue(key_item):
	town, key, other = key_item
	escalation.escalate(getdate())
	assert frappe.db.get_value("Escalation", {"assignment": key.name}, "leader") == "赵国强"
	assert not frappe.db.get_value("Escalation", {"assignment": other.name}, "leader")
	notice = frappe.get_last_doc("Supervision Notice", {"congress": town.congress})
	assert notice.leader == "赵国强"
	with acting(town.clerk):
		act(notice, "Issue Notice")
	assert {town.chair, town.workers[0], town.chiefs[0]} <= users(
		kind="notice issued", reference_name=notice.name
	)


def test_a_notice_on_ordinary_items_names_no_leader(key_item):
	town, _key, other = key_item
	with acting(town.clerk):
		(made,) = drafting.draft_notices("Reminder Notice", [other.name])
	assert not frappe.db.get_value("Supervision Notice", made["name"], "leader")


def test_the_leader_finds_the_own_key_items_in_the_report(key_item):
	from deputy_affairs.deputy_affairs.report.overdue_and_due_soon import overdue_and_due_soon

	town, key, _other = key_item
	with acting(town.chair):
		rows = overdue_and_due_soon.execute({"led_by_me": 1, "days": 366, "kind": ["reply"]})[1]
	assert [row.record for row in rows] == [key.name]
	with acting(town.clerk):
		assert overdue_and_due_soon.execute({"led_by_me": 1, "days": 366})[1] == []
