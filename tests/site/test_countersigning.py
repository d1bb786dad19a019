"""Joint replies are countersigned by the assisting units before they are issued."""

import io

import docx
import factories as make
import frappe
import pytest
from frappe.utils import add_days, getdate, today

from deputy_affairs.deputy_affairs.doctype.reply_countersignature.reply_countersignature import (
	CountersignatureOnRecordError,
	CountersignError,
)
from deputy_affairs.deputy_affairs.doctype.suggestion_reply import countersigning
from deputy_affairs.deputy_affairs.doctype.suggestion_reply.countersigning import NotCountersignedError

ANSWER = "渠道清淤已完成"


@pytest.fixture
def joint(town):
	"""Lead and one assisting unit; the lead's reply has passed the check."""
	suggestion = make.register(make.make_suggestion(town.deputies[0], [town.deputies[1]]))
	lead, helper = make.assign(suggestion, lead=town.units[0], assist=[town.units[1]])
	for row, worker in ((lead, town.workers[0]), (helper, town.workers[1])):
		with make.acting(worker):
			make.act(row, "Sign For")
	with make.acting(town.workers[0]):
		reply = make.draft_reply(lead, answer=ANSWER)
		make.act(reply, "Submit for Check")
	return reply, helper


def passed(town, reply):
	with make.acting(town.office):
		make.justify_all(reply)
		make.act(reply, "Pass Check")
	return frappe.get_doc("Reply Countersignature", {"reply": reply.name, "status": "Awaited"})


def issued(town, reply):
	with make.acting(town.chiefs[0]):
		if reply.reload().workflow_state == "Awaiting Sign-off":
			make.act(reply, "Sign Off")
		make.act(reply, "Issue")
	return reply


def letter_text(reply) -> str:
	name = frappe.get_all("Issued Document", {"number": reply.document_number}, pluck="name")[0]
	file = frappe.get_doc("File", {"attached_to_doctype": "Issued Document", "attached_to_name": name})
	document = docx.Document(io.BytesIO(file.get_content()))
	return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_reply_waits_for_the_assisting_unit(town, joint):
	reply, _helper = joint
	doc = passed(town, reply)
	assert (doc.unit, doc.lead_unit, doc.asked_on, doc.status) == (
		town.units[1],
		town.units[0],
		getdate(),
		"Awaited",
	)
	assert getdate(doc.due_on) > getdate()
	with make.acting(town.chiefs[0]):
		make.act(reply, "Sign Off")
		with pytest.raises(NotCountersignedError):
			make.act(reply, "Issue")
	with make.acting(town.workers[1]):
		doc.confirm("我中心负责的管护经费已落实")
	issued(town, reply)
	doc.reload()
	assert (doc.status, doc.signed_by, getdate(doc.signed_on)) == ("Confirmed", town.workers[1], getdate())
	assert "财政所（已会签）" in letter_text(reply)


def test_an_objection_stops_the_reply_until_it_is_settled(town, joint):
	reply, _helper = joint
	doc = passed(town, reply)
	with make.acting(town.chiefs[1]):
		with pytest.raises(CountersignError):
			doc.object_to(" ")
		doc.object_to("经费数额与我所安排不一致")
	with pytest.raises(NotCountersignedError):
		issued(town, reply)
	with make.acting(town.office):
		with pytest.raises(CountersignError):
			frappe.get_doc(doc.doctype, doc.name).overrule("")
		frappe.get_doc(doc.doctype, doc.name).overrule("按镇长办公会议定的数额答复")
	issued(town, reply)
	doc.reload()
	assert (doc.status, doc.overruled_by, getdate(doc.overruled_on)) == ("Overruled", town.office, getdate())
	assert "已会签" not in letter_text(reply)


def test_silence_is_overruled_only_after_the_last_day(town, joint):
	reply, _helper = joint
	doc = passed(town, reply)
	with make.acting(town.clerk), pytest.raises(CountersignError):
		doc.overrule("该单位没有答复")
	doc.db_set("due_on", add_days(today(), -1))
	with make.acting(town.clerk):
		frappe.get_doc(doc.doctype, doc.name).overrule("催办两次没有答复")
	issued(town, reply)


def test_a_new_text_is_countersigned_anew(town, joint):
	reply, _helper = joint
	first = passed(town, reply)
	with make.acting(town.workers[1]):
		first.confirm()
	with make.acting(town.chiefs[0]):
		make.act(reply, "Send Back", check_opinion="补充管护办法")
	with make.acting(town.workers[0]):
		reply.answers[0].answer = "渠道清淤已于上月完成5公里，管护办法另见附件。"
		reply.save()
		make.act(reply, "Submit for Check")
	second = passed(town, reply)
	assert first.reload().status == "Superseded" and first.superseded_on
	assert first.reply_text != second.reply_text and "另见附件" in second.reply_text
	with pytest.raises(NotCountersignedError):
		issued(town, reply)


def test_the_assisting_unit_sees_the_text_only_when_it_is_asked_and_never_a_rating(town, joint):
	reply, _helper = joint
	with make.acting(town.workers[1]):
		assert not frappe.get_list("Reply Countersignature")
		assert not frappe.has_permission("Suggestion Reply", "read", reply.name)
	doc = passed(town, reply)
	with make.acting(town.workers[1]):
		assert frappe.get_list("Reply Countersignature", pluck="name") == [doc.name]
		seen = frappe.get_doc("Reply Countersignature", doc.name)
		seen.check_permission("read")
		assert ANSWER in seen.reply_text and "张建国" not in seen.reply_text
		assert not frappe.has_permission("Suggestion Reply", "read", reply.name)
		doc.confirm()
	issued(town, reply)
	with make.acting(town.workers[1]):
		with pytest.raises(frappe.PermissionError):
			frappe.get_list("Suggestion Rating")
		assert not frappe.get_list("Suggestion Reply")
	with make.acting(town.workers[2]):
		assert not frappe.get_list("Reply Countersignature")


def test_nobody_else_answers_and_nothing_is_written_by_hand(town, joint):
	reply, _helper = joint
	doc = passed(town, reply)
	for user in (town.workers[0], town.workers[2], town.clerk, town.office):
		with make.acting(user), pytest.raises(frappe.PermissionError):
			frappe.get_doc(doc.doctype, doc.name).confirm()
	with make.acting(town.workers[1]):
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc(doc.doctype, doc.name).overrule("我同意")
		with pytest.raises(frappe.PermissionError):
			doc.save()
	doc.reload()
	doc.opinion = "管理员改写"
	with pytest.raises(frappe.ValidationError):
		doc.save()
	with pytest.raises(CountersignatureOnRecordError):
		frappe.delete_doc(doc.doctype, doc.name)


def test_what_is_over_is_not_answered(town, joint):
	reply, _helper = joint
	doc = passed(town, reply)
	with make.acting(town.workers[1]):
		doc.confirm()
		with pytest.raises(CountersignError):
			doc.object_to("又不同意了")


def test_no_countersigning_where_the_congress_does_not_want_it(town, joint):
	frappe.db.set_value("Congress", town.congress, "countersign_required", "No")
	make.forget()
	reply, _helper = joint
	with make.acting(town.office):
		make.justify_all(reply)
		make.act(reply, "Pass Check")
	assert not countersigning.of_reply(reply)
	issued(town, reply)


def test_an_assignment_taken_back_is_no_longer_asked_for(town, joint):
	reply, helper = joint
	passed(town, reply)
	frappe.db.set_value("Suggestion Assignment", helper.name, "workflow_state", "Returned")
	issued(town, reply)


def test_the_units_are_told_at_once_and_on_the_last_day(town, joint):
	reply, _helper = joint
	doc = passed(town, reply)

	def told(step):
		return frappe.get_all(
			"Due Reminder", {"reference_name": doc.name, "kind": "Countersigning", "step": step}, pluck="name"
		)

	assert len(told("asked")) == 1
	for _twice in range(2):
		countersigning.remind_due(getdate(doc.due_on))
	assert len(told("due")) <= 1
	users = frappe.get_all("Reminder Recipient", {"parent": told("asked")[0]}, pluck="user")
	assert set(users) == {town.workers[1], town.chiefs[1]}


def test_overdue_it_is_called_to_mind_every_week_and_the_lead_and_the_office_hear(town, joint):
	reply, _helper = joint
	doc = passed(town, reply)
	due = getdate(doc.due_on)
	days = [add_days(due, n) for n in range(20)]
	for day in days:
		countersigning.remind_due(day)
	rows = frappe.get_all(
		"Due Reminder",
		{"reference_name": doc.name, "kind": "Countersigning", "step": ("like", "+%")},
		["name", "step"],
		order_by="day asc",
	)
	assert [row.step for row in rows] == ["+1", "+8", "+15"]
	users = set(frappe.get_all("Reminder Recipient", {"parent": rows[0].name}, pluck="user"))
	assert users == {town.workers[0], town.chiefs[0], town.workers[1], town.chiefs[1], town.clerk}
	# the matter is over: nobody is asked any more
	frappe.db.set_value("Suggestion Assignment", reply.assignment, "status", "Ended")
	assert countersigning.remind_due(add_days(due, 22)) == 0


def test_the_text_is_kept_in_the_sites_language_whoever_passes_the_check(town, joint):
	reply, _helper = joint
	for n, answer in enumerate(reply.answers):
		answer.db_set("promised_date", add_days(today(), 30 + n))
	words = frappe._("Done", "zh", context="Suggestion Reply Answer")
	frappe.db.set_single_value("System Settings", "language", "zh")
	before, frappe.local.lang = frappe.local.lang, "en"
	try:
		doc = passed(town, reply)
		assert frappe.local.lang == "en"
	finally:
		frappe.local.lang = before
	assert words != "Done" and f"【{words}】" in doc.reply_text
	assert "Promised" not in doc.reply_text and str(add_days(today(), 30)) in doc.reply_text
