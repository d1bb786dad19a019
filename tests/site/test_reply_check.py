"""The check before issue at the record: what blocks, what a checker justifies, what the screen shows."""

import factories as make
import frappe
import pytest
from frappe.utils import add_days, today

from deputy_affairs.deputy_affairs.doctype.suggestion_reply import reply_checks
from deputy_affairs.deputy_affairs.doctype.suggestion_reply.reply_checks import (
	IncompleteReplyError,
	JustificationError,
	UnjustifiedFindingError,
)
from deputy_affairs.workflow_actions import StateLockedError

GOOD = "渠道已于上月清淤5公里，代表到场验收。"
VAGUE = "我们将积极协调，条件成熟后适时安排。"


@pytest.fixture
def assignment(town):
	"""An assignment in the hands of the first unit, nobody contacted yet."""
	suggestion = make.register(make.make_suggestion(town.deputies[0], [town.deputies[1]]))
	(assignment,) = make.assign(suggestion, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
	return assignment


@pytest.fixture
def reply(town, assignment):
	with make.acting(town.workers[0]):
		return make.draft_reply(assignment)


def write(reply, user, **fields):
	with make.acting(user):
		reply.reload()
		answer = fields.pop("answer", None)
		if answer is not None:
			reply.answers[0].answer = answer
		for fieldname in ("outcome", "promised_date", "responsible"):
			if fieldname in fields:
				reply.answers[0].set(fieldname, fields.pop(fieldname))
		reply.update(fields)
		reply.save()


def codes(reply, user, **values):
	with make.acting(user):
		return [row["code"] for row in reply_checks.check_draft({"name": reply.name, **values})]


def test_the_screen_shows_findings_before_anything_is_saved(town, assignment):
	with make.acting(town.workers[0]):
		rows = reply_checks.check_draft(
			{"assignment": assignment.name, "answers": [{"outcome": "Planned", "answer": VAGUE}]}
		)
	found = {(row["code"], row["demand"]) for row in rows}
	assert {
		("class_missing", 0),
		("contact_not_logged", 0),
		("vague_phrase", 1),
		("answer_missing", 2),
		("outcome_missing", 2),
	} <= found
	vague = next(row for row in rows if row["code"] == "vague_phrase")
	assert vague["excerpt"] in VAGUE and vague["severity"] == "To Be Justified"
	assert vague["text"] and vague["advice"] and vague["source"]
	assert [row["severity"] for row in rows] == sorted(
		(row["severity"] for row in rows), key=SEVERITIES.index
	)


SEVERITIES = ["Blocks", "To Be Justified", "Hint"]


def test_the_screen_of_a_stranger_shows_nothing(town, people, assignment, reply):
	with make.acting(town.workers[1]):
		with pytest.raises(frappe.PermissionError):
			reply_checks.check_draft({"name": reply.name})
		with pytest.raises(frappe.PermissionError):
			reply_checks.check_draft({"assignment": assignment.name})


@pytest.mark.parametrize(
	"change",
	[
		{"reply_class": None},
		{"contact_person": ""},
		{"contact_phone": ""},
		{"answer": ""},
		{"outcome": ""},
		{"reply_class": "B", "outcome": "Under Way"},
		{"reply_class": "B", "outcome": "Under Way", "promised_date": 30},
		{"promised_date": -1},
	],
)
def test_what_a_rule_demands_blocks_already_the_submission(town, reply, change):
	if days := change.get("promised_date"):
		change = {**change, "promised_date": add_days(today(), days)}
	write(reply, town.workers[0], **change)
	with make.acting(town.workers[0]), pytest.raises(IncompleteReplyError):
		make.act(reply, "Submit for Check")
	assert frappe.db.get_value("Suggestion Reply", reply.name, "workflow_state") == "Draft"


def test_no_reply_without_contact_unless_the_reason_is_written(town, assignment):
	with make.acting(town.workers[0]):
		reply = frappe.get_doc(
			{"doctype": "Suggestion Reply", "assignment": assignment.name, "reply_class": "A"}
		).insert()
		for row in reply.answers:
			row.outcome, row.answer = "Done", f"{GOOD}第{row.idx}段。"
		reply.save()
		with pytest.raises(IncompleteReplyError):
			make.act(reply, "Submit for Check")
		reply.reload()
		reply.no_contact_reason = "代表在外地就医，家属转告同意书面答复。"
		reply.save()
		make.act(reply, "Submit for Check")
	assert reply.workflow_state == "Under Check"


def test_a_phrase_without_date_is_justified_in_writing_by_the_checker(town, reply):
	write(reply, town.workers[0], answer=VAGUE)
	with make.acting(town.workers[0]):
		make.act(reply, "Submit for Check")
	with make.acting(town.office):
		with pytest.raises(UnjustifiedFindingError):
			make.act(reply, "Pass Check")
		reply.reload()
		rows = [row for row in reply_checks.check_draft({"name": reply.name}) if row["severity"] != "Hint"]
		with pytest.raises(JustificationError):
			reply.justify(rows[0]["key"], "  ")
		for row in rows:
			reply.justify(row["key"], "上级方案月底下达，已当面向代表说明")
			reply.reload()
		make.act(reply, "Pass Check")
	assert {row.given_by for row in reply.justifications} == {town.office}
	assert reply.justifications[0].reason == "上级方案月底下达，已当面向代表说明"
	with make.acting(town.chiefs[0]):
		make.act(reply, "Sign Off")
		make.act(reply, "Issue")
	assert reply.document_number


def test_a_justification_does_not_cover_other_words(town, reply):
	write(reply, town.workers[0], answer=VAGUE)
	with make.acting(town.workers[0]):
		make.act(reply, "Submit for Check")
	with make.acting(town.office):
		make.justify_all(reply)
		make.act(reply, "Send Back", check_opinion="还是请写明时间")
	write(reply, town.workers[0], answer="我们将尽快安排人员。")
	with make.acting(town.workers[0]):
		make.act(reply, "Submit for Check")
	with make.acting(town.office), pytest.raises(UnjustifiedFindingError):
		make.act(reply, "Pass Check")


def test_who_may_justify_and_when(town, reply):
	write(reply, town.workers[0], answer=VAGUE)
	with make.acting(town.office):
		key = next(
			row["key"]
			for row in reply_checks.check_draft({"name": reply.name})
			if row["code"] == "vague_phrase"
		)
		with pytest.raises(JustificationError):  # not under check yet
			reply.justify(key, "理由")
	write(reply, town.clerk, body="补充说明。")
	with make.acting(town.workers[0]):
		make.act(reply, "Submit for Check")
	for user in (town.workers[0], town.chiefs[0], town.clerk):  # the unit, and whoever wrote a part
		with make.acting(user), pytest.raises(frappe.PermissionError):
			frappe.get_doc("Suggestion Reply", reply.name).justify(key, "理由")
	with make.acting(town.office):
		reply.reload()
		reply.append("justifications", {"finding_key": key, "reason": "理由"})
		with pytest.raises(StateLockedError):  # not past the method
			reply.save()
		reply.reload()
		with pytest.raises(JustificationError):
			reply.justify("vague_phrase-000000000000", "理由")


def test_a_promise_that_ran_out_meanwhile_stops_the_letter(town, reply):
	write(
		reply,
		town.workers[0],
		reply_class="B",
		outcome="Under Way",
		responsible="王芳",
		promised_date=today(),
	)
	with make.acting(town.workers[0]):
		make.act(reply, "Submit for Check")
	with make.acting(town.office):
		make.justify_all(reply)
		make.act(reply, "Pass Check")
	with make.acting(town.chiefs[0]):
		make.act(reply, "Sign Off")
		row = reply.answers[0].name
		frappe.db.set_value("Suggestion Reply Answer", row, "promised_date", add_days(today(), -1))
		with pytest.raises(IncompleteReplyError):
			make.act(reply, "Issue")


def test_the_unit_learns_nothing_about_an_anonymous_signer(town):
	"""Right and wrong guesses of the name are answered alike."""
	suggestion = make.register(make.make_suggestion(town.deputies[0], is_anonymous=1))
	(assignment,) = make.assign(suggestion, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
		reply = make.draft_reply(assignment)
		answers = []
		for name in ("张建国", "路人甲"):
			rows = reply_checks.check_draft({"name": reply.name, "opening": f"{name}代表：您好！"})
			answers.append([(row["code"], row["text"]) for row in rows])
	assert answers[0] == answers[1]
	assert "deputy_named" in [code for code, _text in answers[0]]


def test_classes_of_an_old_site_learn_what_they_stand_for(site):
	from deputy_affairs.patches.v1_0 import classes_stand_for

	frappe.db.set_value("Reply Class", "A", "stands_for", "")
	frappe.db.set_value("Reply Class", "C", {"stands_for": "", "meaning": "本地另有说法"})
	classes_stand_for.execute()
	assert frappe.db.get_value("Reply Class", "A", "stands_for") == "Solved"
	assert frappe.db.get_value("Reply Class", "C", "stands_for") == ""
