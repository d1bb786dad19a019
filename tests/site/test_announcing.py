"""Who hears at once: units of what they are handed, the office and the chair of a return, checkers of a reply."""

import factories as make
import frappe
from frappe.utils import add_days, getdate, today

from deputy_affairs.deputy_affairs.doctype.deputy_suggestion import assigning_many
from deputy_affairs.deputy_affairs.doctype.suggestion_assignment import announcing

ASSIGNMENT, REPLY = "Suggestion Assignment", "Suggestion Reply"


def registered(town, *deputies: int, title: str = "关于整治灌溉渠道的建议"):
	with make.acting(town.clerk):
		signers = [town.deputies[n] for n in deputies or (0,)]
		return make.register(make.make_suggestion(signers[0], signers[1:], title=title))


def bell(user: str, **filters) -> list[dict]:
	"""What stands under a user's bell, the latest first."""
	return frappe.get_all(
		"Notification Log",
		filters={"for_user": user, **filters},
		fields=["subject", "email_content", "document_type", "document_name"],
		order_by="creation desc, name desc",
	)


def noted(**filters) -> list:
	return frappe.get_all("Due Reminder", filters, ["name", "subject", "message", "reference_name"])


def people_of(name: str) -> set:
	return set(frappe.get_all("Reminder Recipient", {"parent": name}, pluck="user"))


def test_a_unit_is_told_what_it_was_handed(town):
	suggestion = registered(town)
	with make.acting(town.clerk):
		lead, helper = make.assign(suggestion, lead=town.units[0], assist=town.units[1:2])
	for user, assignment in ((town.workers[0], lead), (town.workers[1], helper)):
		(log,) = bell(user, document_name=assignment.name)
		assert suggestion.title in log.subject
	(reminder,) = noted(reference_name=lead.name, kind="handed out")
	for words in (str(lead.due_date), str(lead.return_by), suggestion.registration_number):
		assert words in reminder.message
	deputy = frappe.db.get_value("Deputy", town.deputies[0], "deputy_name")
	assert deputy not in reminder.message + reminder.subject
	assert not bell(town.workers[2], document_type=ASSIGNMENT)


def test_what_was_handed_out_long_ago_is_no_news(town):
	suggestion = registered(town)
	suggestion.db_set("registered_on", add_days(today(), -60))
	with make.acting(town.clerk):
		(old,) = make.assign(suggestion, lead=town.units[0], assigned_on=add_days(today(), -40))
	assert not noted(reference_name=old.name, kind="handed out")


def test_at_an_assignment_meeting_each_unit_gets_one_message(town):
	for n in range(3):
		registered(town, title=f"关于修建{n}号机耕路的建议")
	with make.acting(town.clerk):
		doc = frappe.get_doc(
			{"doctype": "Assignment Meeting", "congress": town.congress, "held_on": today()}
		).insert()
		doc.add_suggestions()
		for n, row in enumerate(doc.reload().items):
			assist = [{"unit": town.units[1], "handling_role": "Assist"}] if n else []
			doc.set_plan(row.name, [{"unit": town.units[0], "handling_role": "Lead"}, *assist])
		rows = [row.name for row in doc.reload().items]
		before = {user: len(bell(user)) for user in town.workers[:2]}
		doc.hand_out(rows[:2], last=0)
		assert len(bell(town.workers[0])) == before[town.workers[0]], "told at the end"
		doc.hand_out(rows[2:], last=1)
		doc.hand_out(rows)  # pressed again
	for user, count in ((town.workers[0], 3), (town.workers[1], 2)):
		(log, *_earlier) = bell(user)
		assert len(bell(user)) == before[user] + 1 and log.subject.startswith(str(count))
		assert log.email_content.count("机耕路") == count


def test_who_closed_the_browser_midway_left_no_unit_without_word(town):
	suggestions = [registered(town, title=f"关于修建{n}号机耕路的建议") for n in range(2)]
	old = registered(town, title="关于多年前的事情的建议")
	with make.acting(town.clerk):
		for doc in (*suggestions, old):
			make_silently(doc, town.units[0])
	old_one = frappe.get_all(ASSIGNMENT, {"suggestion": old.name}, pluck="name")
	frappe.db.set_value(ASSIGNMENT, {"name": ("in", old_one)}, "assigned_on", add_days(today(), -40))
	names = frappe.get_all(ASSIGNMENT, {"suggestion": ("in", [d.name for d in suggestions])}, pluck="name")
	filters = {"kind": "handed out", "congress": town.congress}
	announcing.tell_late(getdate())
	assert not noted(**filters), "on the day itself somebody may still be at it"
	tomorrow = getdate(add_days(today(), 1))
	assert announcing.tell_late(tomorrow) >= 2
	(reminder,) = noted(**filters)
	assert reminder.message.count("机耕路") == 2 and "多年前" not in reminder.message
	assert set(frappe.get_all(ASSIGNMENT, {"name": ("in", names)}, pluck="told_on")) == {getdate()}
	assert announcing.tell_late(tomorrow) == 0


def make_silently(suggestion, unit: str) -> None:
	"""What a portion does whose last one is never sent."""
	units = [{"unit": unit, "handling_role": "Lead"}]
	assigning_many.assign_many([suggestion.name], units, last=0)


def test_returns_are_told_to_who_decides_and_to_the_unit(town):
	suggestion = registered(town)
	with make.acting(town.clerk):
		(assignment,) = make.assign(suggestion, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(
			assignment, "Ask to Return", return_reason="属水务站职责", return_proposed_unit=town.units[1]
		)
	(asked,) = noted(reference_name=assignment.name, kind="return")
	assert "属水务站职责" in asked.message and people_of(asked.name) >= {town.clerk, town.office}
	assert town.chair not in people_of(asked.name)
	with make.acting(town.clerk):
		make.act(assignment, "Accept Return", return_decision="改由水务站办理")
		(second,) = make.assign(suggestion.reload(), lead=town.units[1])
	(log, *_) = bell(town.workers[0], document_name=assignment.name)
	assert "改由水务站办理" in log.email_content
	with make.acting(town.workers[1]):
		make.act(second, "Ask to Return", return_reason="也不属我站职责")
	(asked,) = noted(reference_name=second.name, kind="return")
	assert town.chair in people_of(asked.name)
	with make.acting(town.chair):
		make.act(second, "Refuse Return", return_decision="由你站办理")
	assert "由你站办理" in bell(town.workers[1], document_name=second.name)[0].email_content


def test_an_opinion_is_told_to_the_lead_and_its_redoing_to_the_helper(town):
	suggestion = registered(town)
	with make.acting(town.clerk):
		lead, helper = make.assign(suggestion, lead=town.units[0], assist=town.units[1:2])
	with make.acting(town.workers[1]):
		make.act(helper, "Sign For")
		make.act(helper, "Give Opinion", opinion="已阅")
	assert len(bell(town.workers[0], document_name=lead.name)) == 2
	with make.acting(town.clerk):
		make.act(helper, "Ask to Redo Opinion", redo_reason="请说明资金安排")
	assert "请说明资金安排" in bell(town.workers[1], document_name=helper.name)[0].email_content


def test_a_reply_is_told_to_who_checks_signs_or_writes_it_anew(town):
	suggestion = registered(town)
	with make.acting(town.clerk):
		(assignment,) = make.assign(suggestion, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
		reply = make.draft_reply(assignment)
		make.act(reply, "Submit for Check")
	(log, *_) = bell(town.office, document_name=reply.name)
	assert suggestion.title in log.subject and bell(town.clerk, document_name=reply.name)
	with make.acting(town.office):
		make.act(reply, "Send Back", check_opinion="请写明完成时间")
	assert "请写明完成时间" in bell(town.workers[0], document_name=reply.name)[0].email_content
	with make.acting(town.workers[0]):
		make.act(reply, "Submit for Check")
	assert len(bell(town.office, document_name=reply.name)) == 2
	with make.acting(town.office):
		make.justify_all(reply)
		make.act(reply, "Pass Check")
	assert len(bell(town.chiefs[0], document_name=reply.name)) >= 1
	assert not bell(town.workers[1], document_name=reply.name)


def test_nobody_is_told_of_the_own_action(town):
	suggestion = registered(town)
	with make.acting(town.clerk):
		(assignment,) = make.assign(suggestion, lead=town.units[0])
		make.act(assignment, "Take Back", return_decision="归口有误，收回")
	assert not bell(town.clerk, document_name=assignment.name)
	assert bell(town.workers[0], document_name=assignment.name)[0].email_content == "归口有误，收回"
