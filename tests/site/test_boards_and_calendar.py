"""Kanban boards that refuse a drag with a word, and the calendar of what is due; opinions, contacts through the office."""

import json

import factories as make
import frappe
import pytest
from frappe.utils import add_days, getdate, today

from deputy_affairs import kanban
from deputy_affairs.deputy_affairs.doctype.suggestion_assignment import calendar
from deputy_affairs.deputy_affairs.doctype.suggestion_assignment.contacting import OfficeContactError
from deputy_affairs.setup import boards
from deputy_affairs.supervision import due_calendar


def in_hand(town, assist=(), **fields):
	suggestion = make.register(make.make_suggestion(town.deputies[0], **fields))
	rows = make.assign(suggestion, lead=town.units[0], assist=[town.units[n] for n in assist])
	for unit, assignment in zip((0, *assist), rows, strict=True):
		with make.acting(town.workers[unit]):
			make.act(assignment, "Sign For")
	return suggestion.reload(), rows


@pytest.mark.parametrize("name", list(boards.BOARDS))
def test_a_board_has_every_column_of_its_field(site, name):
	boards.create()  # also the columns of stages that are newer than the board
	board = frappe.get_doc("Kanban Board", name)
	options = frappe.get_meta(board.reference_doctype).get_field(board.field_name).options.split("\n")
	assert {column.column_name for column in board.columns} == set(options)
	assert (board.reference_doctype, board.field_name) in kanban.DERIVED


def test_a_card_is_not_dragged_and_nothing_is_lost(town):
	suggestion, (lead,) = in_hand(town)
	before = frappe.get_doc("Kanban Board", boards.SUGGESTIONS).modified
	with make.acting(town.clerk):
		with pytest.raises(kanban.DerivedColumnError) as refused:
			kanban.update_order_for_single_card(
				boards.SUGGESTIONS, suggestion.name, "Handling", "Replied", 0, 0
			)
		kanban.update_order_for_single_card(boards.SUGGESTIONS, suggestion.name, "Handling", "Handling", 0, 1)
		kanban.update_order(boards.SUGGESTIONS, json.dumps({"Replied": [suggestion.name]}))
		with pytest.raises(kanban.DerivedColumnError):
			kanban.update_order_for_single_card(boards.ASSIGNMENTS, lead.name, "Handling", "Replied", 0, 0)
	assert "“" in str(refused.value)
	assert suggestion.reload().stage == "Handling" and lead.reload().status == "Handling"
	assert frappe.get_doc("Kanban Board", boards.SUGGESTIONS).modified == before


def test_a_stranger_moves_no_card_at_all(town):
	suggestion, _rows = in_hand(town)
	with make.acting(town.workers[1]), pytest.raises(frappe.PermissionError):
		kanban.update_order_for_single_card(boards.SUGGESTIONS, suggestion.name, "Handling", "Handling", 0, 0)


def test_the_calendar_shows_what_is_due_to_whom_it_concerns(town):
	_suggestion, (lead,) = in_hand(town)
	span = (today(), add_days(today(), 200))
	with make.acting(town.workers[0]):
		events = [event for event in calendar.get_events(*span) if event["name"] == lead.name]
	assert {getdate(event["start"]) for event in events} == {getdate(lead.due_date), getdate(lead.contact_by)}
	with make.acting(town.workers[1]):
		assert not calendar.get_events(*span)
	with make.acting(town.clerk):
		filters = json.dumps([["Suggestion Assignment", "unit", "=", town.units[1]]])
		assert not calendar.get_events(*span, filters=filters)
		assert not [
			e
			for e in calendar.get_events(add_days(today(), -9), add_days(today(), -2))
			if e["name"] == lead.name
		]


def test_the_calendar_of_suggestions_shows_all_that_is_due_each_to_its_record(town):
	suggestion, (lead,) = in_hand(town)
	idle = make.register(make.make_suggestion(town.deputies[1], title="关于增设路灯的建议"))
	idle.reload()
	extension = make.request_extension(lead, add_days(lead.due_date, 20))
	extension.db_set("workflow_state", "Extension Requested")
	span = (today(), add_days(today(), 200))

	mine = {suggestion.name, lead.name, idle.name, extension.name}

	def seen(doctype="Deputy Suggestion", filters=None):
		rows = due_calendar.get_events(*span, doctype=doctype, filters=json.dumps(filters or []))
		return {
			(row["doctype"], row["name"], row["status"], str(row["start"]))
			for row in rows
			if row["name"] in mine
		}

	of_lead = {
		("Suggestion Assignment", lead.name, "reply", str(lead.due_date)),
		("Suggestion Assignment", lead.name, "contact", str(lead.contact_by)),
	}
	asked = ("Deadline Extension", extension.name, "extension", str(lead.due_date))
	of_office = {
		("Deputy Suggestion", idle.name, "acknowledge", str(idle.acknowledge_by)),
		("Deputy Suggestion", idle.name, "assign", str(idle.assign_by)),
	}
	with make.acting(town.clerk):
		assert seen() == of_lead | of_office | {asked}
		assert seen("Deadline Extension") == {asked}
		assert seen(filters=[["Deputy Suggestion", "title", "like", "%路灯%"]]) == of_office
		with pytest.raises(due_calendar.CalendarError):
			due_calendar.get_events(*span, doctype="Congress")
		with pytest.raises(due_calendar.CalendarError):
			due_calendar.get_events(today(), add_days(today(), 900))
	with make.acting(town.workers[0]):
		assert seen("Deadline Extension") == {asked}
	with make.acting(town.workers[1]):
		assert not seen("Deadline Extension")


def test_the_calendar_of_opinion_forms_is_the_offices(town):
	suggestion, (lead,) = in_hand(town)
	with make.acting(town.workers[0]):
		reply = make.draft_reply(lead)
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	(form,) = make.ratings_of(suggestion)
	span = (today(), add_days(today(), 60))
	with make.acting(town.clerk):
		rows = due_calendar.get_events(*span, doctype="Suggestion Rating")
		assert [row["start"] for row in rows if row["name"] == form.name] == [form.due_date]
	for user in (town.workers[0], town.chiefs[0]):
		with make.acting(user), pytest.raises(frappe.PermissionError):
			due_calendar.get_events(*span, doctype="Suggestion Rating")


def test_an_empty_opinion_is_flagged_and_given_again_with_its_own_date(town):
	_suggestion, (lead, helper) = in_hand(town, assist=[1])
	with make.acting(town.workers[1]):
		make.act(helper, "Give Opinion", opinion="无意见，请主办单位答复。")
	assert helper.opinion_is_empty
	(row,) = lead.get_assist_opinions()
	assert row.opinion_is_empty and getdate(row.opinion_on) == getdate()
	with make.acting(town.clerk):
		make.act(helper, "Ask to Redo Opinion", redo_reason="请写明经费和时间")
	assert not helper.opinion_is_empty
	(row,) = lead.get_assist_opinions()
	assert getdate(row.redo_asked_on) == getdate() and not row.opinion
	assert getdate(row.due_date) < getdate(add_days(today(), 15))
	with make.acting(town.workers[1]):
		make.act(helper, "Give Opinion", opinion="管护经费每年4.2万元列入2027年预算，按季度拨付。")
	assert not helper.opinion_is_empty


def test_a_deputy_who_is_not_named_is_contacted_through_the_office(town):
	_suggestion, (lead,) = in_hand(town, is_anonymous=1)
	with make.acting(town.workers[0]):
		assert lead.is_contacted_through_office()
		with pytest.raises(OfficeContactError):
			lead.ask_office_to_contact("  ")
		lead.ask_office_to_contact("渠道哪一段淤积最重？")
	told = frappe.get_all(
		"Notification Log",
		filters={"for_user": town.clerk, "document_name": lead.name},
		pluck="email_content",
	)
	assert any("淤积最重" in words for words in told)
	with make.acting(town.clerk):
		contact = frappe.get_doc(
			{
				"doctype": "Handling Contact",
				"assignment": lead.name,
				"mode": "Telephone",
				"stage": "During Handling",
				"unit_people": "人大办公室",
				"content": "代表说石桥段最重",
			}
		).insert()
	assert contact.through_office and getdate(lead.reload().contacted_on) == getdate()
	_suggestion, (named,) = in_hand(town)
	with make.acting(town.workers[0]), pytest.raises(OfficeContactError):
		named.ask_office_to_contact("问一问")
