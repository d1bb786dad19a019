"""A suggestion's whole way, with its side ways, by the people who go it."""

import re

import factories as make
import frappe
import pytest
from frappe.model.workflow import WorkflowTransitionError
from frappe.utils import add_days, add_months, getdate, today

from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.deputy_suggestion import (
	IncompleteSuggestionError,
	OccasionError,
	SignerError,
	SuggestionOnRecordError,
	UnconfirmedSignerError,
	WithdrawalError,
)
from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.handling import NotAnsweredError, RoundError
from deputy_affairs.deputy_affairs.doctype.handling_contact.handling_contact import (
	ContactNotPossibleError,
	ContactOnRecordError,
)
from deputy_affairs.deputy_affairs.doctype.suggestion_assignment.returns import ReturnTooLateError
from deputy_affairs.deputy_affairs.doctype.suggestion_assignment.suggestion_assignment import (
	AssignmentDateError,
	AssignmentOverError,
	HandlingRoleError,
	NotAssignableError,
	UnitAlreadyAssignedError,
)
from deputy_affairs.deputy_affairs.doctype.suggestion_rating.for_unit import ratings_of_reply
from deputy_affairs.deputy_affairs.doctype.suggestion_rating.suggestion_rating import (
	RatingIncompleteError,
	RatingNotYetDueError,
	RatingOnRecordError,
)
from deputy_affairs.deputy_affairs.doctype.suggestion_reply.suggestion_reply import (
	DocumentCodeError,
	IncompleteReplyError,
	NotChiefError,
	ReplyNotPossibleError,
	SelfCheckError,
)
from deputy_affairs.workflow_actions import ActionInputError, run_action


@pytest.fixture
def draft(town):
	with make.acting(town.clerk):
		return make.make_suggestion(town.deputies[0], town.deputies[1:2], meeting=town.meeting)


@pytest.fixture
def registered(town, draft):
	with make.acting(town.clerk):
		return make.register(draft)


@pytest.fixture
def handled(town, registered):
	"""Assigned to the first unit alone, signed for."""
	with make.acting(town.clerk):
		(assignment,) = make.assign(registered, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
	registered.reload()
	return registered, assignment


@pytest.fixture
def answered(town, handled):
	"""Answered by the first unit, forms awaited."""
	suggestion, assignment = handled
	reply = reply_of(town, assignment)
	suggestion.reload()
	return suggestion, assignment.reload(), reply


def reply_of(town, assignment, unit: int = 0):
	with make.acting(town.workers[unit]):
		reply = make.draft_reply(assignment)
	return make.issue(reply, town.workers[unit], town.office, town.chiefs[unit])


def stages(suggestion) -> list:
	return [row.to_stage for row in suggestion.reload().stage_log]


# --- writing, reviewing, registering


def test_the_whole_way(town, answered):
	suggestion, assignment, _reply = answered
	with make.acting(town.clerk):
		for rating in make.ratings_of(suggestion):
			make.rate(rating)
	assert stages(suggestion) == [
		"Draft",
		"Under Review",
		"Registered",
		"Assigned",
		"Handling",
		"Replied",
		"Closed",
	]
	log = suggestion.stage_log
	assert [row.from_stage for row in log[1:]] == [row.to_stage for row in log[:-1]]
	assert [row.changed_by for row in log] == [
		town.clerk,
		town.clerk,
		town.clerk,
		town.clerk,
		town.workers[0],
		town.chiefs[0],
		town.clerk,
	]
	assert all(row.changed_on for row in log)
	assert suggestion.workflow_state == "Registered" and suggestion.stage == "Closed"
	assert str(suggestion.closed_on) == today() and suggestion.overall_rating == "Satisfied"
	assert suggestion.result_class == "A" and str(suggestion.replied_on) == today()
	assert assignment.status == "Replied" and suggestion.units_shown == "农服中心"


def test_a_registered_suggestion_has_a_number_and_its_dates(town, registered):
	assert registered.registration_number == "19-3-001"
	assert str(registered.submitted_on) == str(registered.registered_on) == today()
	assert (registered.reviewed_by, registered.review_opinion) == (town.clerk, "同意立案")
	recess = make.register(make.make_suggestion(town.deputies[1]))
	assert recess.registration_number == f"19-闭-{getdate().year}-001"
	assert make.register(make.make_suggestion(town.deputies[2])).registration_number.endswith("-002")


def test_two_townships_each_have_a_number_one(town, people, registered):
	other = make.make_township(make.unique(), people)
	suggestion = make.register(make.make_suggestion(other.deputies[0], meeting=other.meeting))
	assert suggestion.registration_number == registered.registration_number == "19-3-001"


def test_a_number_once_given_is_not_given_again_in_the_congress(registered, town):
	other = make.register(make.make_suggestion(town.deputies[1], meeting=town.meeting))
	with pytest.raises(Exception, match="Duplicate entry"):
		other.db_set("registration_number", registered.registration_number)


def test_returned_for_rewriting_and_submitted_again(town, draft):
	with make.acting(town.clerk):
		make.act(draft, "Submit for Review")
		with pytest.raises(frappe.ValidationError):
			draft.update({"situation": "改写"}).save()
		draft.reload()
		with pytest.raises(ActionInputError):
			run_action(draft.doctype, draft.name, "Return for Rewriting")
	with make.acting(town.chair):
		make.act(draft, "Return for Rewriting", review_opinion="请写明渠道的位置")
	assert draft.stage == "Returned for Rewriting" and draft.review_opinion == "请写明渠道的位置"
	assert not draft.registration_number
	with make.acting(town.clerk):
		draft.update({"situation": "东干渠淤积三年。"}).save()
		assert draft.cosigners[0].state == "Invited"  # the signature was given for the old text
		draft.enter_signatures([make.signed(town.deputies[1])])
		make.register(draft)
	assert draft.registration_number == "19-3-001"
	assert stages(draft) == [
		"Draft",
		"Under Review",
		"Returned for Rewriting",
		"Under Review",
		"Registered",
	]


@pytest.mark.parametrize(
	"inputs",
	[{}, {"refusal_ground": "Personal Matter"}, {"review_opinion": "请走信访渠道"}, {"refusal_ground": " "}],
)
def test_a_refusal_needs_ground_and_advice(town, draft, inputs):
	make.act(draft, "Submit for Review")
	with pytest.raises(ActionInputError):
		run_action(draft.doctype, draft.name, "Refuse", inputs)
	make.act(draft, "Refuse", refusal_ground="Personal Matter", review_opinion="请走信访渠道")
	assert (draft.stage, draft.refusal_ground) == ("Refused", "Personal Matter")
	assert not draft.registration_number
	with pytest.raises(NotAssignableError):
		draft.assign([{"unit": town.units[0], "handling_role": "Lead"}])
	assert stages(draft) == ["Draft", "Under Review", "Refused"]


def test_a_draft_lacking_something_is_not_submitted(town):
	suggestion = make.make_suggestion(town.deputies[0], category=None)
	with pytest.raises(IncompleteSuggestionError):
		run_action(suggestion.doctype, suggestion.name, "Submit for Review")
	suggestion.reload().update({"category": "农林水利"}).save()
	assert make.act(suggestion, "Submit for Review").stage == "Under Review"


def test_not_to_be_published_for_a_reason(town):
	with make.acting(town.clerk):
		draft = make.make_suggestion(town.deputies[0], publish_wish="No")
		with pytest.raises(IncompleteSuggestionError, match="published"):
			make.act(draft, "Submit for Review")
		draft.reload().update({"publish_reason": "涉及代表选区群众隐私"}).save()
		make.act(draft, "Submit for Review")
	draft.db_set("publish_reason", None)  # an older record goes on
	with make.acting(town.clerk):
		make.act(draft, "Accept and Register", review_opinion="同意立案")
		draft.publish_reason = "家庭情况"
		draft.save()
		with pytest.raises(IncompleteSuggestionError, match="published"):
			draft.update({"publish_reason": " "}).save()


def test_cosigners_confirm_first(town):
	suggestion = make.make_suggestion(town.deputies[0], town.deputies[1:2])
	suggestion.cosigners[0].state = "Invited"
	suggestion.save()
	with pytest.raises(UnconfirmedSignerError):
		run_action(suggestion.doctype, suggestion.name, "Submit for Review")
	row = suggestion.reload().cosigners[0]
	row.state, row.decided_on = "Confirmed", today()
	suggestion.save()
	assert make.act(suggestion, "Submit for Review").stage == "Under Review"


def test_signers_are_in_office_and_sign_once(town, people):
	with pytest.raises(SignerError):
		make.make_suggestion(town.deputies[0], [town.deputies[0]])
	other = make.make_township(make.unique(), people)
	with pytest.raises(SignerError):
		make.make_suggestion(town.deputies[0], [other.deputies[0]])
	frappe.get_doc("Deputy", town.deputies[1]).change_status(town.term, "Resigned", today(), "辞职")
	with pytest.raises(SignerError):
		make.make_suggestion(town.deputies[0], [town.deputies[1]])
	assert make.make_suggestion(town.deputies[0], [town.deputies[2]]).stage == "Draft"


def test_a_suggestion_goes_on_when_its_signer_leaves_office(registered, town):
	frappe.get_doc("Deputy", town.deputies[0]).change_status(town.term, "Resigned", today(), "辞职")
	make.assign(registered, lead=town.units[0])
	assert registered.stage == "Assigned"


def test_the_occasion_fits_the_congress(town, people):
	other = make.make_township(make.unique(), people)
	with pytest.raises(OccasionError):
		make.make_suggestion(town.deputies[0], meeting=other.meeting)
	with pytest.raises(OccasionError):
		make.make_suggestion(town.deputies[0], occasion="Meeting")
	assert make.make_suggestion(town.deputies[0], meeting=town.meeting).term == town.term


def test_what_was_submitted_stays_on_record(town, draft):
	spare = make.make_suggestion(town.deputies[0])
	spare.delete()
	assert not frappe.db.exists(spare.doctype, spare.name)
	make.act(draft, "Submit for Review")
	with pytest.raises(SuggestionOnRecordError):
		draft.delete()


# --- withdrawing


def test_withdrawing_before_the_reply(town, handled):
	suggestion, assignment = handled
	with make.acting(town.clerk):
		with pytest.raises(ActionInputError):
			run_action(suggestion.doctype, suggestion.name, "Withdraw")
		make.withdraw(suggestion)
	assert suggestion.stage == "Withdrawn" and stages(suggestion)[-1] == "Withdrawn"
	assert assignment.reload().status == "Ended"
	with make.acting(town.workers[0]), pytest.raises(ReplyNotPossibleError):
		make.draft_reply(assignment)


def test_a_withdrawn_suggestion_ends_the_work_at_its_assignments(town, registered):
	(assignment,) = make.assign(registered, lead=town.units[0])
	make.withdraw(registered)
	with make.acting(town.workers[0]), pytest.raises(AssignmentOverError):
		run_action(assignment.doctype, assignment.name, "Sign For")
	assert assignment.reload().status == "Ended" and not assignment.received_on


def test_a_reply_under_way_is_not_issued_after_the_withdrawal(town, handled):
	suggestion, assignment = handled
	with make.acting(town.workers[0]):
		reply = make.draft_reply(assignment)
		make.act(reply, "Submit for Check")
	with make.acting(town.office):
		make.act(reply, "Pass Check")
	with make.acting(town.chiefs[0]):
		make.act(reply, "Sign Off")
	make.withdraw(suggestion)
	with make.acting(town.chiefs[0]), pytest.raises(ReplyNotPossibleError):
		run_action(reply.doctype, reply.name, "Issue")
	assert not reply.reload().document_number


def test_no_withdrawing_after_the_reply(town, answered):
	suggestion, _assignment, _reply = answered
	with make.acting(town.clerk), pytest.raises(WithdrawalError):
		run_action(suggestion.doctype, suggestion.name, "Withdraw", {"withdrawal_reason": "撤回"})
	assert suggestion.reload().stage == "Replied"


# --- assigning


def test_only_a_registered_suggestion_is_assigned(town, draft):
	with pytest.raises(NotAssignableError):
		draft.assign([{"unit": town.units[0], "handling_role": "Lead"}])


@pytest.mark.parametrize(
	"roles",
	[
		["Lead", "Lead"],
		["Assist"],
		["Separate", "Lead"],
		["Separate", "Assist"],
		[],
	],
)
def test_roles_that_do_not_fit_together(town, registered, roles):
	rows = [{"unit": town.units[n], "handling_role": role} for n, role in enumerate(roles)]
	with pytest.raises(HandlingRoleError):
		registered.assign(rows)
	assert not frappe.db.exists("Suggestion Assignment", {"suggestion": registered.name})
	assert registered.reload().stage == "Registered"


@pytest.mark.parametrize(
	"roles", [["Lead"], ["Lead", "Assist", "Assist"], ["Assist", "Lead"], ["Separate", "Separate"]]
)
def test_roles_that_fit_together(town, registered, roles):
	rows = [{"unit": town.units[n], "handling_role": role} for n, role in enumerate(roles)]
	names = registered.assign(rows)
	assert len(names) == len(roles) and registered.reload().stage == "Assigned"


def test_a_later_unit_must_fit_too(town, registered):
	make.assign(registered, lead=town.units[0])
	with pytest.raises(HandlingRoleError):
		make.assign(registered, lead=town.units[1])
	with pytest.raises(HandlingRoleError):
		make.assign(registered, separate=[town.units[1]])
	with pytest.raises(UnitAlreadyAssignedError):
		make.assign(registered, assist=[town.units[0]])
	(helper,) = make.assign(registered, assist=[town.units[1]])
	assert helper.lead_unit == town.units[0]


def test_all_units_are_assigned_or_none(town, registered):
	rows = [
		{"unit": town.units[0], "handling_role": "Lead"},
		{"unit": town.units[1], "handling_role": "Assist"},
		{"unit": town.units[1], "handling_role": "Assist"},
	]
	with pytest.raises(UnitAlreadyAssignedError):
		registered.assign(rows)
	assert not frappe.db.exists("Suggestion Assignment", {"suggestion": registered.name})


def test_units_are_active_and_of_the_congress(town, people, registered):
	other = make.make_township(make.unique(), people)
	with pytest.raises(HandlingRoleError):
		make.assign(registered, lead=other.units[0])
	frappe.get_doc("Handling Unit", town.units[0]).update({"is_active": 0}).save()
	with pytest.raises(HandlingRoleError):
		make.assign(registered, lead=town.units[0])
	make.assign(registered, lead=town.units[1])


def test_the_day_of_assignment(town, registered):
	for days in (1, -1):
		with pytest.raises(AssignmentDateError):
			make.assign(registered, lead=town.units[0], assigned_on=add_days(today(), days))
	registered.db_set("registered_on", add_days(today(), -5))
	(assignment,) = make.assign(registered, lead=town.units[0], assigned_on=add_days(today(), -5))
	assert str(assignment.assigned_on) == add_days(today(), -5)


def test_an_assignment_carries_what_the_unit_needs(town, registered):
	(assignment,) = make.assign(registered, lead=town.units[0], requirements="请先联系代表")
	assert assignment.situation == registered.situation
	assert assignment.demands_text == "1. 清淤五公里\n2. 落实管护人员"
	assert assignment.registration_number == "19-3-001" and assignment.requirements == "请先联系代表"
	assert "张建国" in assignment.deputies_shown and "李梅" in assignment.deputies_shown
	assert "13800000000" in assignment.deputies_shown


def test_a_deputy_who_asked_for_it_is_not_named(town):
	with make.acting(town.clerk):
		suggestion = make.make_suggestion(town.deputies[0], town.deputies[1:2], is_anonymous=1)
		make.register(suggestion)
		(assignment,) = make.assign(suggestion, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
		seen = frappe.as_json(frappe.get_doc("Suggestion Assignment", assignment.name).as_dict())
		assert "张建国" not in seen and "李梅" not in seen and "1380000" not in seen
		assert not any(deputy in seen for deputy in town.deputies)
	reply = reply_of(town, assignment)
	ratings = make.ratings_of(suggestion)
	assert [rating.is_anonymous for rating in ratings] == [1, 1]
	with make.acting(town.clerk):
		for rating in ratings:
			make.rate(rating)
	with make.acting(town.workers[0]):
		assert ratings_of_reply(reply.name)["rows"] == []


def test_an_assignment_stays_on_record(handled):
	with pytest.raises(NotAssignableError):
		handled[1].delete()


# --- returning


def test_returned_and_given_to_another_unit(town, registered):
	(assignment,) = make.assign(registered, lead=town.units[0])
	with make.acting(town.workers[0]):
		with pytest.raises(ActionInputError):
			run_action(assignment.doctype, assignment.name, "Ask to Return")
		make.act(
			assignment, "Ask to Return", return_reason="属水务站职责", return_proposed_unit=town.units[1]
		)
	assert registered.reload().stage == "Reassignment"
	assert (assignment.status, str(assignment.returned_on)) == ("Return Requested", today())
	with make.acting(town.clerk):
		with pytest.raises(HandlingRoleError):
			make.assign(registered, lead=town.units[1])
		make.act(assignment, "Accept Return")
		assert registered.reload().stage == "Reassignment"
		(second,) = make.assign(registered, lead=town.units[1])
	assert registered.stage == "Assigned" and registered.units_shown == "财政所"
	assert assignment.reload().status == "Returned" and second.round == 1
	assert stages(registered)[-4:] == ["Registered", "Assigned", "Reassignment", "Assigned"]


def test_a_refused_return_goes_on(town, registered):
	(assignment,) = make.assign(registered, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
		make.act(assignment, "Ask to Return", return_reason="不属本单位职责")
	with make.acting(town.chair):
		with pytest.raises(ActionInputError):
			run_action(assignment.doctype, assignment.name, "Refuse Return")
		make.act(assignment, "Refuse Return", return_decision="渠道由你单位管护，请继续办理")
	assert assignment.status == "Awaiting Receipt" and not assignment.received_on
	assert registered.reload().stage == "Assigned"
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
	assert registered.reload().stage == "Handling"
	assert stages(registered)[-4:] == ["Handling", "Reassignment", "Assigned", "Handling"]


def test_the_last_day_of_returning_and_the_day_after(town, registered):
	(assignment,) = make.assign(registered, lead=town.units[0])
	assignment.db_set("return_by", add_days(today(), -1))
	with make.acting(town.workers[0]), pytest.raises(ReturnTooLateError):
		run_action(assignment.doctype, assignment.name, "Ask to Return", {"return_reason": "不属本单位"})
	assignment.db_set("return_by", today())
	with make.acting(town.workers[0]):
		make.act(assignment, "Ask to Return", return_reason="不属本单位")
	assert assignment.workflow_state == "Return Requested"


def test_an_answered_assignment_is_neither_returned_nor_taken_back(town, answered):
	suggestion, assignment, _reply = answered
	with make.acting(town.workers[0]), pytest.raises(AssignmentOverError):
		run_action(assignment.doctype, assignment.name, "Ask to Return", {"return_reason": "不属本单位"})
	with make.acting(town.clerk), pytest.raises(AssignmentOverError):
		run_action(assignment.doctype, assignment.name, "Take Back", {"return_decision": "收回"})
	assert suggestion.reload().stage == "Replied" and assignment.reload().status == "Replied"


def test_taken_back_and_given_to_another(town, handled):
	suggestion, assignment = handled
	with make.acting(town.clerk):
		make.act(assignment, "Take Back", return_decision="职能已划转")
		assert suggestion.reload().stage == "Reassignment"
		make.assign(suggestion, lead=town.units[1])
	assert suggestion.stage == "Assigned"


# --- assisting


@pytest.fixture
def assisted(town, registered):
	"""Led by the first unit, assisted by the second; both signed for."""
	lead, helper = make.assign(registered, lead=town.units[0], assist=[town.units[1]])
	for n, assignment in enumerate((lead, helper)):
		with make.acting(town.workers[n]):
			make.act(assignment, "Sign For")
	return registered.reload(), lead, helper


def test_an_assisting_unit_gives_its_opinion(town, assisted):
	suggestion, lead, helper = assisted
	assert suggestion.units_shown.startswith("农服中心、财政所")
	assert getdate(helper.due_date) == getdate(add_months(today(), 1))
	with make.acting(town.workers[1]):
		helper.opinion = "初稿：可安排十万元"
		helper.save()
	with make.acting(town.workers[0]):
		(row,) = lead.get_assist_opinions()
		assert (row.unit_name, row.opinion) == ("财政所", "")
	with make.acting(town.workers[1]):
		make.act(helper, "Give Opinion", opinion="可从水利维修资金安排十万元")
	assert helper.status == "Opinion Given" and str(helper.opinion_on) == today()
	with make.acting(town.workers[0]):
		assert lead.get_assist_opinions()[0].opinion == "可从水利维修资金安排十万元"
	assert suggestion.reload().stage == "Handling"


def test_an_empty_opinion_is_done_again_on_a_clock_of_its_own(town, assisted):
	_suggestion, _lead, helper = assisted
	with make.acting(town.workers[1]):
		with pytest.raises(ActionInputError):
			run_action(helper.doctype, helper.name, "Give Opinion")
		make.act(helper, "Give Opinion", opinion="同意")
	with make.acting(town.clerk):
		make.act(helper, "Ask to Redo Opinion", redo_reason="请写明资金来源")
	assert helper.status == "Handling" and not helper.opinion_on
	from deputy_affairs import clock

	assert helper.due_date == clock.due("assistant redo", town.congress, today()).date
	with make.acting(town.workers[1]):
		make.act(helper, "Give Opinion", opinion="从水利维修资金列支十万元")
	assert helper.status == "Opinion Given"


def test_the_lead_has_an_opinion_given_again_and_the_assisting_unit_does_not(town, assisted):
	_suggestion, lead, helper = assisted
	redo = {"redo_reason": "请写明资金来源"}
	with make.acting(town.workers[0]), pytest.raises(frappe.PermissionError):
		run_action(helper.doctype, helper.name, "Ask to Redo Opinion", redo)  # nothing is given yet
	with make.acting(town.workers[1]):
		make.act(helper, "Give Opinion", opinion="同意")
		with pytest.raises(WorkflowTransitionError):
			run_action(helper.doctype, helper.name, "Ask to Redo Opinion", redo)
	with make.acting(town.workers[2]), pytest.raises(frappe.PermissionError):
		run_action(helper.doctype, helper.name, "Ask to Redo Opinion", redo)
	with make.acting(town.workers[0]):
		with pytest.raises(ActionInputError):
			run_action(helper.doctype, helper.name, "Ask to Redo Opinion")
		run_action(helper.doctype, helper.name, "Ask to Redo Opinion", redo)
		(row,) = lead.get_assist_opinions()
		assert (row.status, row.opinion, row.redo_reason) == ("Handling", "", "请写明资金来源")
		with pytest.raises(frappe.PermissionError):
			helper.reload().check_permission("write")
	assert helper.reload().redo_asked_on and helper.opinion == "同意", "the unit goes on from what it wrote"


def test_the_lead_gives_no_opinion_and_an_assisting_unit_no_reply(town, assisted):
	_suggestion, lead, helper = assisted
	with make.acting(town.workers[0]), pytest.raises(WorkflowTransitionError):
		run_action(lead.doctype, lead.name, "Give Opinion", {"opinion": "意见"})
	with make.acting(town.workers[1]), pytest.raises(ReplyNotPossibleError):
		make.draft_reply(helper)


def test_a_missing_opinion_is_pointed_out(town, assisted):
	_suggestion, lead, _helper = assisted
	with make.acting(town.workers[0]):
		reply = make.draft_reply(lead)
		frappe.clear_messages()
		make.act(reply, "Submit for Check")
	assert any("财政所" in str(message) for message in frappe.message_log)


# --- contacts


def contact(assignment, **fields):
	return frappe.get_doc(
		{
			"doctype": "Handling Contact",
			"assignment": assignment.name,
			"unit_people": "王芳",
			"content": "到渠首查看",
			**fields,
		}
	).insert()


def test_contacts_are_logged_between_receipt_and_reply(town, registered):
	(assignment,) = make.assign(registered, lead=town.units[0])
	with make.acting(town.workers[0]):
		with pytest.raises(ContactNotPossibleError):
			contact(assignment)
		make.act(assignment, "Sign For")
		for days in (1, -1):
			with pytest.raises(ContactNotPossibleError):
				contact(assignment, contact_date=add_days(today(), days))
		row = contact(assignment)
		assert (row.unit, row.congress) == (town.units[0], town.congress)
		assert str(assignment.reload().contacted_on) == today()
		row.content = "到渠首查看，代表同意方案"
		row.save()
	with pytest.raises(ContactOnRecordError):
		row.delete()
	reply_of(town, assignment)
	with make.acting(town.workers[0]), pytest.raises(ContactOnRecordError):
		frappe.get_doc(row.doctype, row.name).update({"content": "事后改写"}).save()


def test_a_contact_is_not_dated_back_once_the_reply_is_out(town, registered):
	(assignment,) = make.assign(registered, lead=town.units[0])
	frappe.db.set_value("Suggestion Assignment", assignment.name, "assigned_on", add_days(today(), -30))
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
	reply_of(town, assignment)
	first = assignment.reload().contacted_on
	with make.acting(town.workers[0]):
		with pytest.raises(ContactOnRecordError):
			contact(assignment, contact_date=add_days(today(), -20))
		assert assignment.reload().contacted_on == first
		contact(assignment, stage="After Handling")
	assert assignment.reload().contacted_on == first


# --- replying


def test_a_reply_lacks_nothing(town, handled):
	_suggestion, assignment = handled
	with make.acting(town.workers[0]):
		reply = make.draft_reply(assignment, reply_class=None, answer=None)
		assert [row.demand for row in reply.answers] == ["清淤五公里", "落实管护人员"]
		assert (reply.contact_person, reply.contact_phone) == ("王芳", "0871-65550123")

		def refused():
			with pytest.raises(IncompleteReplyError):
				run_action(reply.doctype, reply.name, "Submit for Check")
			reply.reload()

		refused()  # no class
		reply.reply_class = "A"
		reply.save()
		refused()  # no answers
		reply.answers[0].update({"outcome": "Done", "answer": "已清淤五公里，5月验收"})
		reply.save()
		refused()  # one answer lacking
		reply.answers[1].update({"outcome": "Under Way", "answer": "已落实两人，经费在申报"})
		reply.contact_phone = None
		reply.save()
		refused()  # no telephone
		reply.contact_phone = "0871-65550123"
		reply.reply_class = "B"
		reply.save()
		refused()  # class B without a promise
		reply.answers[1].promised_date = add_days(today(), -1)
		reply.save()
		refused()  # promised for yesterday
		reply.answers[1].promised_date = today()
		reply.save()
		refused()  # nobody answers for it
		reply.answers[1].responsible = "王芳"
		reply.save()
		assert make.act(reply, "Submit for Check").workflow_state == "Under Check"


def test_the_demands_stand_as_they_were_written(town, handled):
	with make.acting(town.workers[0]):
		reply = make.draft_reply(handled[1])
		reply.answers[0].demand = "清淤一公里"
		with pytest.raises(IncompleteReplyError):
			reply.save()
		reply.reload()
		reply.answers = reply.answers[:1]
		with pytest.raises(IncompleteReplyError):
			reply.save()


def test_one_reply_to_an_assignment_that_was_signed_for(town, registered):
	(assignment,) = make.assign(registered, lead=town.units[0])
	with make.acting(town.workers[0]):
		with pytest.raises(ReplyNotPossibleError):
			make.draft_reply(assignment)
		make.act(assignment, "Sign For")
		reply = make.draft_reply(assignment)
		with pytest.raises(ReplyNotPossibleError):
			make.draft_reply(assignment)
		reply.delete()
		reply = make.draft_reply(assignment)
		make.act(reply, "Submit for Check")
		with pytest.raises(ReplyNotPossibleError):
			reply.delete()


def test_nobody_checks_the_own_draft(town, handled):
	_suggestion, assignment = handled
	with make.acting(town.clerk):  # a unit on paper only: the clerk types its reply
		reply = make.draft_reply(assignment)
		make.act(reply, "Submit for Check")
		with pytest.raises(frappe.ValidationError):
			run_action(reply.doctype, reply.name, "Pass Check")
	assert reply.reload().workflow_state == "Under Check"
	# nor after the record was made out to somebody else
	reply.db_set("owner", town.chair)
	with make.acting(town.clerk), pytest.raises(SelfCheckError):
		run_action(reply.doctype, reply.name, "Pass Check")
	reply.db_set("owner", town.clerk)
	with make.acting(town.chair):
		make.act(reply, "Pass Check", check_opinion="可以")
	assert (reply.checked_by, reply.workflow_state) == (town.chair, "Awaiting Sign-off")


def test_only_the_chief_signs_off(town, handled):
	_suggestion, assignment = handled
	with make.acting(town.workers[0]):
		reply = make.draft_reply(assignment)
		make.act(reply, "Submit for Check")
	with make.acting(town.office):
		make.act(reply, "Pass Check")
	with make.acting(town.workers[0]), pytest.raises(NotChiefError):
		run_action(reply.doctype, reply.name, "Sign Off")
	with make.acting(town.chiefs[1]), pytest.raises(frappe.PermissionError):
		run_action(reply.doctype, reply.name, "Sign Off")
	with make.acting(town.chiefs[0]):
		make.act(reply, "Sign Off")
	assert (reply.signed_by, str(reply.signed_on)) == (town.chiefs[0], today())


def test_a_reply_sent_back_is_checked_and_signed_anew(town, handled):
	_suggestion, assignment = handled
	with make.acting(town.workers[0]):
		reply = make.draft_reply(assignment)
		make.act(reply, "Submit for Check")
		with pytest.raises(frappe.ValidationError):
			reply.update({"body": "改"}).save()
		reply.reload()
	with make.acting(town.office):
		with pytest.raises(ActionInputError):
			run_action(reply.doctype, reply.name, "Send Back")
		make.act(reply, "Pass Check")
	with make.acting(town.chiefs[0]):
		make.act(reply, "Sign Off")
		make.act(reply, "Send Back", check_opinion="落款有误")
	assert reply.workflow_state == "Draft"
	assert not (reply.checked_by or reply.signed_by or reply.signed_on or reply.document_number)
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	assert reply.workflow_state == "Issued"


def test_issued_letters_are_numbered_without_gap(town, people):
	year = getdate().year
	numbers = []
	for n in range(3):
		suggestion = make.register(make.make_suggestion(town.deputies[n]))
		(assignment,) = make.assign(suggestion, lead=town.units[0])
		with make.acting(town.workers[0]):
			make.act(assignment, "Sign For")
		reply = reply_of(town, assignment)
		numbers.append(reply.document_number)
		assert str(reply.issued_on) == today()
		assert str(assignment.reload().replied_on) == today() and assignment.status == "Replied"
	code = frappe.db.get_value("Handling Unit", town.units[0], "document_code")
	assert numbers == [f"{code}〔{year}〕{n}号" for n in (1, 2, 3)]
	assert re.fullmatch(r".+函〔\d{4}〕1号", numbers[0])


def test_two_townships_may_use_the_same_document_code(town, people):
	other = make.make_township(make.unique(), people)
	numbers = []
	for place in (town, other):
		frappe.db.set_value("Handling Unit", place.units[0], "document_code", "镇政函")
		suggestion = make.register(make.make_suggestion(place.deputies[0]))
		(assignment,) = make.assign(suggestion, lead=place.units[0])
		with make.acting(place.workers[0]):
			make.act(assignment, "Sign For")
		numbers.append(reply_of(place, assignment).document_number)
	assert numbers == [f"镇政函〔{getdate().year}〕1号"] * 2


def test_no_number_without_a_document_code(town, handled):
	_suggestion, assignment = handled
	frappe.db.set_value("Handling Unit", town.units[0], "document_code", "")
	with pytest.raises(DocumentCodeError):
		reply_of(town, assignment)
	frappe.db.set_value("Handling Unit", town.units[0], "document_code", "镇政函")


def test_an_issued_letter_never_changes(town, answered):
	_suggestion, _assignment, reply = answered
	for who in (town.workers[0], town.chiefs[0], town.clerk, town.office, "Administrator"):
		with make.acting(who), pytest.raises(frappe.ValidationError):
			frappe.get_doc(reply.doctype, reply.name).update({"body": "改"}).save()
		with make.acting(who), pytest.raises(frappe.ValidationError):
			doc = frappe.get_doc(reply.doctype, reply.name)
			doc.answers[0].answer = "改"
			doc.save()


# --- separate handling


def test_separate_units_each_reply_for_their_part(town, registered):
	first, second = make.assign(registered, separate=town.units[:2])
	assert (first.part, second.part) == ("第1项", "第2项")
	for n, assignment in enumerate((first, second)):
		with make.acting(town.workers[n]):
			make.act(assignment, "Sign For")
	assert registered.reload().stage == "Handling"
	reply_of(town, first, 0)
	registered.reload()
	assert registered.stage == "Handling" and not registered.replied_on
	with pytest.raises(NotAnsweredError):
		run_action(registered.doctype, registered.name, "Close Suggestion", {"closing_reason": "当面说明"})
	with make.acting(town.workers[1]):
		reply = make.draft_reply(second, reply_class="C")
	make.issue(reply, town.workers[1], town.office, town.chiefs[1])
	registered.reload()
	assert registered.stage == "Replied" and registered.result_class == "C"
	ratings = make.ratings_of(registered)
	assert len(ratings) == 4  # two signers, two replies
	for rating in ratings[:3]:
		make.rate(rating)
	assert registered.reload().stage == "Replied"
	make.rate(ratings[3], "Satisfied", "Basically Satisfied")
	registered.reload()
	assert registered.stage == "Closed" and registered.overall_rating == "Basically Satisfied"


def test_a_returned_part_awaits_another_unit(town, registered):
	first, second = make.assign(registered, separate=town.units[:2])
	with make.acting(town.workers[0]):
		make.act(first, "Sign For")
	with make.acting(town.workers[1]):
		make.act(second, "Ask to Return", return_reason="不属本单位")
	make.act(second, "Accept Return")
	assert registered.reload().stage == "Reassignment"
	(third,) = make.assign(registered, separate=[town.units[2]])
	assert registered.stage == "Assigned"
	with make.acting(town.workers[2]):
		make.act(third, "Sign For")
	assert registered.reload().stage == "Handling"


# --- rating and the next round


def test_each_signer_rates_or_the_lead_alone(town, answered):
	suggestion, _assignment, reply = answered
	ratings = make.ratings_of(suggestion)
	assert {rating.deputy for rating in ratings} == set(town.deputies[:2])
	assert {rating.status for rating in ratings} == {"Awaited"} and {r.reply for r in ratings} == {reply.name}
	frappe.get_doc("Congress", town.congress).update({"reply_to_signers": "Lead Deputy Only"}).save()
	other = make.register(make.make_suggestion(town.deputies[2], town.deputies[:2]))
	(assignment,) = make.assign(other, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
	reply_of(town, assignment)
	assert [rating.deputy for rating in make.ratings_of(other)] == [town.deputies[2]]


def test_a_form_has_both_grades_and_a_reason_when_dissatisfied(town, answered):
	suggestion = answered[0]
	rating = make.ratings_of(suggestion)[0]
	with make.acting(town.clerk):
		for attitude, result, fields in (
			("Satisfied", "", {}),
			("", "Satisfied", {}),
			("Satisfied", "Dissatisfied", {}),
			("Dissatisfied", "Satisfied", {"reasons": " "}),
			("Satisfied", "Satisfied", {"received_on": add_days(today(), 1)}),
			("Satisfied", "Satisfied", {"received_on": add_days(today(), -1)}),
		):
			with pytest.raises((RatingIncompleteError, frappe.MandatoryError)):
				make.rate(rating, attitude, result, **fields)
		make.rate(rating, "Satisfied", "Dissatisfied", reasons="管护未落实")
	assert (rating.status, rating.entered_by, str(rating.received_on)) == ("Returned", town.clerk, today())
	assert suggestion.reload().stage == "Awaiting Decision"


def test_a_form_once_entered_is_corrected_with_a_reason(town, answered):
	suggestion = answered[0]
	rating = make.ratings_of(suggestion)[0]
	with make.acting(town.clerk):
		make.rate(rating, "Satisfied", "Dissatisfied", reasons="管护未落实")
		with pytest.raises(RatingOnRecordError):
			make.rate(rating, "Satisfied", "Satisfied")
		make.rate(rating, "Satisfied", "Satisfied", correction_reason="录入时看错一行")
		with pytest.raises(RatingOnRecordError):
			make.rate(rating, "Satisfied", "Basically Satisfied")
	assert suggestion.reload().stage == "Replied"
	with pytest.raises(RatingOnRecordError):
		rating.reload().delete()


def test_a_slip_in_the_last_form_is_corrected_after_it_closed_by_itself(town, answered):
	suggestion = answered[0]
	with make.acting(town.clerk):
		first, second = make.ratings_of(suggestion)
		make.rate(first)
		make.rate(second)
		assert suggestion.reload().stage == "Closed" and first.reload().round_closed
		make.rate(
			second, "Satisfied", "Dissatisfied", reasons="管护未落实", correction_reason="录入时看错一行"
		)
	assert suggestion.reload().stage == "Awaiting Decision" and not suggestion.closed_on
	assert not first.reload().round_closed


def test_a_form_that_did_not_come_back_is_left_out_after_its_day(town, answered):
	suggestion = answered[0]
	first, second = make.ratings_of(suggestion)
	make.rate(first)
	with pytest.raises(RatingNotYetDueError):
		second.give_up()
	second.db_set("due_date", today())
	with pytest.raises(RatingNotYetDueError):
		second.reload().give_up()
	second.db_set("due_date", add_days(today(), -1))
	with make.acting(town.clerk):
		second.reload().give_up()
	assert second.reload().status == "Not Returned" and suggestion.reload().stage == "Closed"


def test_dissatisfied_leads_to_a_second_round(town, answered):
	suggestion, first, reply = answered
	with make.acting(town.clerk):
		with pytest.raises(RoundError):
			suggestion.rehandle([{"unit": town.units[0], "handling_role": "Lead"}], "代表不满意")
		ratings = make.ratings_of(suggestion)
		make.rate(ratings[0], "Satisfied", "Dissatisfied", reasons="管护未落实")
		suggestion.reload()
		assert suggestion.stage == "Awaiting Decision" and suggestion.overall_rating == "Dissatisfied"
		with pytest.raises(RoundError):
			suggestion.rehandle([{"unit": town.units[0], "handling_role": "Lead"}], "  ")
		suggestion.rehandle([{"unit": town.units[0], "handling_role": "Lead"}], "代表不满意")
		suggestion.reload()
	assert (suggestion.stage, suggestion.current_round) == ("Assigned", 2)
	(name,) = frappe.get_all(
		"Suggestion Assignment", {"suggestion": suggestion.name, "round": 2}, pluck="name"
	)
	second = frappe.get_doc("Suggestion Assignment", name)
	assert getdate(second.due_date) == getdate(add_months(today(), 1)) == getdate(suggestion.due_date)
	assert not suggestion.overall_rating and not suggestion.replied_on
	# the first round stays as it was, and the unit may now read what the deputy wrote
	first.reload()
	assert (first.status, first.round) == ("Replied", 1)
	assert frappe.db.get_value("Suggestion Reply", reply.name, "document_number") == reply.document_number
	with make.acting(town.workers[0]):
		assert set(frappe.get_list("Suggestion Assignment", pluck="name")) == {first.name, second.name}
		seen = ratings_of_reply(reply.name)["rows"]
		assert len(seen) == len(ratings) and "管护未落实" in {row["reasons"] for row in seen}
		make.act(second, "Sign For")
	with make.acting(town.clerk), pytest.raises(RatingOnRecordError):
		make.rate(ratings[1], "Satisfied", "Satisfied")
	with make.acting(town.clerk), pytest.raises(AssignmentOverError):
		run_action(first.doctype, first.name, "Take Back", {"return_decision": "收回"})
	again = reply_of(town, second)
	assert len(make.ratings_of(suggestion, 2)) == 2
	with make.acting(town.workers[0]):
		assert ratings_of_reply(again.name)["rows"] == []
	with make.acting(town.clerk):
		for rating in make.ratings_of(suggestion, 2):
			make.rate(rating)
	assert suggestion.reload().stage == "Closed"
	assert stages(suggestion)[-6:] == [
		"Replied",
		"Awaiting Decision",
		"Assigned",
		"Handling",
		"Replied",
		"Closed",
	]
	assert [row.round for row in suggestion.stage_log[-4:]] == [2, 2, 2, 2]


def test_closing_by_decision_and_opening_again(town, answered):
	suggestion, _assignment, _reply = answered
	with make.acting(town.clerk):
		with pytest.raises(ActionInputError):
			run_action(suggestion.doctype, suggestion.name, "Close Suggestion")
		for rating in make.ratings_of(suggestion):
			rating.db_set({"due_date": add_days(today(), -9), "closes_on": add_days(today(), -1)})
		make.act(suggestion, "Close Suggestion", closing_reason="催收后仍未收回意见表，已当面说明")
	assert suggestion.stage == suggestion.workflow_state == "Closed"
	assert str(suggestion.closed_on) == today()
	assert {rating.round_closed for rating in make.ratings_of(suggestion)} == {1}
	with make.acting(town.clerk), pytest.raises(WorkflowTransitionError):
		run_action(suggestion.doctype, suggestion.name, "Resume Handling", {"closing_reason": "继续"})
	with make.acting(town.chair):
		make.act(suggestion, "Resume Handling", closing_reason="代表补交了意见表")
	assert suggestion.stage == "Replied" and not suggestion.closed_on
	assert {rating.round_closed for rating in make.ratings_of(suggestion)} == {0}
	with make.acting(town.clerk):
		make.rate(make.ratings_of(suggestion)[0], "Dissatisfied", "Dissatisfied", reasons="敷衍")
	assert stages(suggestion)[-4:] == ["Replied", "Closed", "Replied", "Awaiting Decision"]


def test_no_closing_before_the_reply(town, handled):
	suggestion, _assignment = handled
	with pytest.raises(NotAnsweredError):
		run_action(suggestion.doctype, suggestion.name, "Close Suggestion", {"closing_reason": "不办了"})


def test_closing_a_dissatisfied_one_by_decision(town, answered):
	suggestion, _assignment, _reply = answered
	make.rate(make.ratings_of(suggestion)[0], "Satisfied", "Dissatisfied", reasons="管护未落实")
	make.act(suggestion.reload(), "Close Suggestion", closing_reason="主席团决定不再办理，已向代表说明")
	assert suggestion.stage == "Closed" and suggestion.overall_rating == "Dissatisfied"
