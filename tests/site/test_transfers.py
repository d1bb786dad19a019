"""Suggestions that go up to a higher congress or out, what comes back, and those that come in."""

import factories as make
import frappe
import pytest
from frappe.utils import add_days, today

from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.handling import NotAnsweredError
from deputy_affairs.deputy_affairs.doctype.suggestion_transfer.receiving import RaiserError, enter_referred
from deputy_affairs.deputy_affairs.doctype.suggestion_transfer.suggestion_transfer import (
	TransferDateError,
	TransferNotPossibleError,
	WrongSideError,
)
from deputy_affairs.workflow_actions import ActionInputError


def registered(town, **fields):
	with make.acting(town.clerk):
		return make.register(make.make_suggestion(town.deputies[0], **fields))


def draft(suggestion, user, **fields):
	with make.acting(user):
		return frappe.get_doc(
			{
				"doctype": "Suggestion Transfer",
				"suggestion": suggestion.name,
				"reason": "渠首工程由县水务局管理，超出本级职权。",
				**fields,
			}
		).insert()


def accepted(two, **fields):
	suggestion = registered(two.town, **fields)
	transfer = draft(suggestion, two.town.clerk, to_congress=two.county)
	with make.acting(two.town.clerk):
		make.act(transfer, "Propose to Higher Congress")
	with make.acting(two.clerk):
		make.act(transfer, "Accept Transfer", taken_as="Raised by a Deputy", raised_by=two.deputy)
	return suggestion.reload(), transfer


def linked(transfer):
	return frappe.get_doc("Deputy Suggestion", transfer.reload().linked_suggestion)


def answered_there(two, there):
	with make.acting(two.clerk):
		(assignment,) = make.assign(there, lead=two.unit)
	worker, chief = two.town.workers[0], two.town.chiefs[0]
	with make.acting(worker):
		make.act(assignment, "Sign For")
		reply = make.draft_reply(assignment)
	make.issue(reply, worker, two.clerk, chief)
	return there.reload()


def told(transfer):
	return [row.text for row in transfer.reload().steps]


def test_up_accepted_answered_and_told(two):
	suggestion, transfer = accepted(two)
	assert suggestion.stage == "Transferred" and transfer.status == "Under Way"
	there = linked(transfer)
	assert there.congress == two.county and there.lead_deputy == two.deputy
	assert there.stage == "Registered" and there.registration_number
	assert there.title == suggestion.title and [row.demand for row in there.demands] == [
		row.demand for row in suggestion.demands
	]
	assert there.came_from == "Lower Congress" and there.referring_number == suggestion.registration_number
	assert transfer.linked_number == there.registration_number
	there = answered_there(two, there)
	transfer.reload()
	assert (transfer.linked_stage, transfer.linked_class, transfer.linked_rating) == ("Replied", "A", "")
	assert "已答复" in told(transfer)[-1] and suggestion.reload().stage == "Transferred"
	(rating,) = make.ratings_of(there)
	with make.acting(two.clerk):
		make.rate(rating)
	transfer.reload()
	assert transfer.status == "Concluded" and transfer.linked_rating == "Satisfied"
	assert "满意" in transfer.outcome and suggestion.reload().stage == "Transferred"
	assert all(row.logged_on for row in transfer.steps)
	with make.acting(two.town.clerk):
		with pytest.raises(ActionInputError):
			make.act(transfer, "Record That Deputy Was Told")
		with pytest.raises(TransferDateError):
			make.act(
				transfer, "Record That Deputy Was Told", told_on=add_days(today(), 1), told_way="Telephone"
			)
		make.act(transfer, "Record That Deputy Was Told", told_on=today(), told_way="Telephone")
	assert transfer.status == "Deputy Told" and suggestion.reload().stage == "Closed"
	notes = frappe.get_all(
		"Due Reminder",
		filters={"reference_name": transfer.name, "kind": "Transfer Progress"},
		pluck="message",
	)
	assert any("已答复" in note for note in notes)  # the deputy was sent each step


def test_refused_goes_on_here(two):
	suggestion = registered(two.town)
	transfer = draft(suggestion, two.town.clerk, to_congress=two.county)
	with make.acting(two.town.clerk):
		make.act(transfer, "Propose to Higher Congress")
	assert suggestion.reload().stage == "Registered"  # only proposed yet
	with make.acting(two.clerk):
		with pytest.raises(ActionInputError):
			make.act(transfer, "Refuse Transfer")
		make.act(transfer, "Refuse Transfer", decision="属镇级职权。")
	assert transfer.status == "Refused" and not transfer.linked_suggestion
	assert suggestion.reload().stage == "Registered" and "属镇级职权" in told(transfer)[-1]


def test_as_a_referred_item_the_lower_deputy_leads(two):
	suggestion = registered(two.town)
	transfer = draft(suggestion, two.town.clerk, to_congress=two.county)
	with make.acting(two.town.clerk):
		make.act(transfer, "Propose to Higher Congress")
	with make.acting(two.clerk):
		with pytest.raises(RaiserError):
			make.act(
				transfer, "Accept Transfer", taken_as="Raised by a Deputy", raised_by=two.town.deputies[1]
			)
		make.act(transfer, "Accept Transfer", taken_as="Referred Item")
	assert linked(transfer).lead_deputy == two.town.deputies[0]


def test_each_side_decides_its_own_and_sees_its_own(two):
	suggestion = registered(two.town)
	transfer = draft(suggestion, two.town.clerk, to_congress=two.county)
	with make.acting(two.clerk):
		assert not frappe.get_list("Suggestion Transfer")  # a draft is nobody's business there
		assert not transfer.has_permission("read")
	with make.acting(two.town.clerk):
		make.act(transfer, "Propose to Higher Congress")
		with pytest.raises(WrongSideError):
			make.act(transfer, "Accept Transfer", taken_as="Referred Item")
	with make.acting(two.clerk):
		assert frappe.get_list("Suggestion Transfer", pluck="name") == [transfer.name]
		assert not suggestion.has_permission("read")  # the text comes with the transfer, the record does not
		assert transfer.get_text()["demands"][0] == suggestion.demands[0].demand
		with pytest.raises(WrongSideError):
			make.act(transfer, "Take Back Transfer", decision="越权")
		make.act(transfer, "Accept Transfer", taken_as="Raised by a Deputy", raised_by=two.deputy)
	there = linked(transfer)
	with make.acting(two.town.clerk):
		assert not there.has_permission("read")
		assert not frappe.get_list("Deputy Suggestion", filters={"name": there.name})
		assert frappe.get_doc("Suggestion Transfer", transfer.name).linked_number == there.registration_number
	for user in (two.town.office, two.town.workers[1]):
		with make.acting(user), pytest.raises(frappe.PermissionError):
			frappe.get_list("Suggestion Transfer")


def test_an_anonymous_deputy_stays_so(two):
	suggestion = registered(two.town, is_anonymous=1)
	transfer = draft(suggestion, two.town.clerk, to_congress=two.county)
	with make.acting(two.town.clerk):
		make.act(transfer, "Propose to Higher Congress")
	with make.acting(two.clerk):
		assert transfer.get_text()["signers"] == ""


def test_only_upwards_and_only_what_is_registered(two):
	town = two.town
	with make.acting(town.clerk):
		paper = make.make_suggestion(town.deputies[0])
	with pytest.raises(TransferNotPossibleError):
		draft(paper, town.clerk, to_congress=two.county)
	suggestion = registered(town)
	for values in (
		{"to_congress": town.congress},
		{"to_congress": None},
		{"direction": "Outside Organ", "to_organ": " "},
	):
		with pytest.raises(TransferNotPossibleError):
			draft(suggestion, town.clerk, **values)


def test_what_is_handled_here_keeps_its_stage_and_clock(two):
	suggestion, _transfer = accepted(two)
	with make.acting(two.town.clerk):
		(assignment,) = make.assign(suggestion, lead=two.town.units[1])
	assert suggestion.reload().stage == "Assigned" and suggestion.due_date == assignment.due_date
	with make.acting(two.town.workers[1]):
		make.act(assignment, "Sign For")
		reply = make.draft_reply(assignment)
	make.issue(reply, two.town.workers[1], two.town.office, two.town.chiefs[1])
	assert suggestion.reload().stage == "Replied"
	(rating,) = make.ratings_of(suggestion)
	with make.acting(two.town.clerk):
		make.rate(rating)
		assert suggestion.reload().stage == "Transferred"  # done here, not there
		with pytest.raises(NotAnsweredError):
			make.act(suggestion, "Close Suggestion", closing_reason="先办结")


def test_out_by_letter_with_outcome(two):
	suggestion = registered(two.town)
	transfer = draft(suggestion, two.town.clerk, direction="Outside Organ", to_organ="南屏县供电公司")
	with make.acting(two.town.clerk):
		make.act(transfer, "Send Out", sent_on=today())
		assert transfer.status == "Under Way" and suggestion.reload().stage == "Transferred"
		with pytest.raises(ActionInputError):
			make.act(transfer, "Enter Outcome", outcome="已列入计划")
		make.act(transfer, "Enter Outcome", outcome="已列入明年改造计划", outcome_on=today())
		make.act(transfer, "Record That Deputy Was Told", told_on=today(), told_way="Letter")
	assert suggestion.reload().stage == "Closed"
	assert told(transfer)[1] == "办理结果：已列入明年改造计划"


def test_a_deputy_of_a_higher_level_is_answered_through_the_referring_body(two):
	town = two.town
	values = {
		"congress": town.congress,
		"title": "关于改善集镇停车秩序的建议",
		"situation": "集镇无停车场。",
		"demands": "建设停车场\n划定停车位",
		"category": "道路交通",
		"deputy_name": "孙市代",
		"deputy_level": "City Level",
		"phone": "13900000000",
		"referring_body": "南屏市人大常委会代表工作委员会",
		"referring_number": "市建〔2026〕31号",
		"referred_on": today(),
	}
	with make.acting(town.workers[0]), pytest.raises(frappe.PermissionError):
		enter_referred(values)
	with make.acting(two.clerk), pytest.raises(frappe.PermissionError):
		enter_referred(values)
	with make.acting(town.clerk):
		suggestion = make.register(frappe.get_doc("Deputy Suggestion", enter_referred(values)))
		assert enter_referred({**values, "title": "关于第二件的建议"})
		(assignment,) = make.assign(suggestion, lead=town.units[0])
	assert suggestion.came_from == "Higher-level Deputy" and len(suggestion.demands) == 2
	deputies = frappe.get_all("Deputy", filters={"deputy_name": "孙市代", "congress": town.congress})
	assert len(deputies) == 1 and frappe.db.get_value("Deputy", deputies[0].name, "status") != "In Office"
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
		reply = make.draft_reply(assignment)
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	from deputy_affairs.paperwork import contexts

	letter = contexts.reply_letter(reply, "孙市代", reply.document_number, today())
	assert values["referring_body"] in letter["reply"]["copies"]
	(rating,) = make.ratings_of(suggestion)
	assert rating.deputy_name == "孙市代"
