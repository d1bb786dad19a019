"""Who wrote, checked and signed a reply and when; a letter whose number was voided is issued again."""

from itertools import pairwise

import factories as make
import frappe
import pytest
from frappe.utils import getdate

from deputy_affairs import document_numbers, issued_documents
from deputy_affairs.deputy_affairs.doctype.suggestion_reply.suggestion_reply import (
	NotChiefError,
	ReplyNotPossibleError,
	SelfCheckError,
)
from deputy_affairs.patches.v1_0 import course_of_replies
from deputy_affairs.workflow_actions import StateLockedError


@pytest.fixture
def handled(town):
	"""An assignment in the hands of the first unit."""
	suggestion = make.register(make.make_suggestion(town.deputies[0], [town.deputies[1]]))
	(assignment,) = make.assign(suggestion, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
	return assignment


@pytest.fixture
def draft(town, handled):
	with make.acting(town.workers[0]):
		return make.draft_reply(handled).reload()


def steps(reply):
	reply.reload()
	return [(row.step, row.done_by) for row in reply.steps]


def test_every_step_leaves_a_dated_trace(town, draft):
	today = getdate()
	assert (draft.drafted_on, draft.submitted_on, draft.checked_on) == (today, None, None)
	with make.acting(town.workers[0]):
		make.act(draft, "Submit for Check")
	assert draft.submitted_on == today
	with make.acting(town.office):
		make.act(draft, "Send Back", check_opinion="请写明时间")
	assert (draft.submitted_on, draft.checked_on) == (None, None)
	make.issue(draft, town.workers[0], town.office, town.chiefs[0])
	assert (draft.submitted_on, draft.checked_on, draft.signed_on) == (today, today, today)
	assert steps(draft) == [
		("Drafted", town.workers[0]),
		("Submit for Check", town.workers[0]),
		("Send Back", town.office),
		("Submit for Check", town.workers[0]),
		("Pass Check", town.office),
		("Sign Off", town.chiefs[0]),
		("Issue", town.chiefs[0]),
	]
	assert draft.steps[2].remark == "请写明时间"
	assert all(row.done_on for row in draft.steps)


def test_steps_are_not_written_by_hand(town, draft):
	with make.acting(town.workers[0]):
		draft.append("steps", {"step": "Pass Check", "done_by": town.clerk})
		with pytest.raises(StateLockedError):
			draft.save()
		draft.reload()
		draft.submitted_on = "2020-01-01"
		with pytest.raises(StateLockedError):
			draft.save()


def test_whoever_rewrote_a_draft_does_not_check_it(town, draft):
	with make.acting(town.clerk):
		draft.reload()
		draft.answers[0].answer = "渠道五公里已于上月清淤，经两村代表现场验收。"
		draft.save()
		draft.body = "补充说明。"
		draft.save()
	assert steps(draft) == [("Drafted", town.workers[0]), ("Edited", town.clerk)]
	with make.acting(town.workers[0]):
		make.act(draft, "Submit for Check")
	with make.acting(town.clerk), pytest.raises(SelfCheckError):
		make.act(draft, "Pass Check")
	with make.acting(town.office):
		make.act(draft, "Pass Check")


def test_a_save_that_changes_nothing_makes_nobody_a_writer(town, draft):
	with make.acting(town.clerk):
		draft.reload()
		draft.save()
		make.act(draft, "Submit for Check")
		make.act(draft, "Pass Check")
	assert draft.workflow_state == "Awaiting Sign-off"


def test_a_voided_letter_is_issued_again_under_a_new_number(town, draft):
	make.issue(draft, town.workers[0], town.office, town.chiefs[0])
	old, day = draft.document_number, draft.issued_on
	with make.acting(town.chiefs[0]), pytest.raises(ReplyNotPossibleError):
		draft.issue_again("想换一个")
	with make.acting(town.chair):
		document_numbers.void(old, "错印", town.congress)
	draft.reload()
	with make.acting(town.workers[0]), pytest.raises(NotChiefError):
		draft.issue_again("错印重发")
	with make.acting(town.chiefs[0]):
		new = draft.issue_again("错印重发")
	draft.reload()
	assert draft.document_number == new != old
	assert (draft.issued_on, draft.reissued_on) == (day, getdate())
	assert draft.steps[-1].step == "Issued Again" and old in draft.steps[-1].remark
	copies = issued_documents.registered_copies(town.congress, new)
	assert [row.status for row in copies] == ["Genuine", "Genuine"]
	assert issued_documents.is_void(town.congress, old)


def test_the_patch_finds_the_course_of_old_replies(town, draft):
	make.issue(draft, town.workers[0], town.office, town.chiefs[0])
	frappe.db.delete("Suggestion Reply Step", {"parent": draft.name})
	frappe.db.set_value("Suggestion Reply", draft.name, {"submitted_on": None, "drafted_on": None})
	states = ("Draft", "Under Check", "Awaiting Sign-off", "Signed Off", "Issued")
	for old, new in pairwise(states):
		version = frappe.new_doc("Version")
		version.update({"ref_doctype": "Suggestion Reply", "docname": draft.name})
		version.data = frappe.as_json({"changed": [["workflow_state", old, new]]})
		version.insert(ignore_permissions=True)
	course_of_replies.execute()
	course_of_replies.execute()
	assert [step for step, _user in steps(draft)] == [
		"Drafted",
		"Submit for Check",
		"Pass Check",
		"Sign Off",
		"Issue",
	]
	assert (draft.drafted_on, draft.submitted_on, draft.checked_on) == (getdate(),) * 3
