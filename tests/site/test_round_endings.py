"""What ends with a round: forms nobody waits for any more, the work of assisting units; and what must not end yet."""

import factories as make
import frappe
import pytest
from frappe.utils import add_days, getdate, today

from deputy_affairs import history
from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.ending import FormsAwaitedError
from deputy_affairs.deputy_affairs.doctype.suggestion_rating import unreturned
from deputy_affairs.deputy_affairs.report.rating_analysis import rating_analysis
from deputy_affairs.patches.v1_0 import end_what_rounds_left_open as patch
from deputy_affairs.supervision import due_reminders, due_things, escalation

RATING, ASSIGNMENT = "Suggestion Rating", "Suggestion Assignment"


@pytest.fixture
def answered(town):
	"""Answered by the lead although the helper has said nothing; two forms awaited."""
	with make.acting(town.clerk):
		suggestion = make.register(make.make_suggestion(town.deputies[0], town.deputies[1:2]))
		lead, helper = make.assign(suggestion, lead=town.units[0], assist=town.units[1:2])
	for n, assignment in enumerate((lead, helper)):
		with make.acting(town.workers[n]):
			make.act(assignment, "Sign For")
	with make.acting(town.workers[0]):
		reply = make.draft_reply(lead)
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	return suggestion.reload(), helper.reload(), make.ratings_of(suggestion)


def rehandle(town, suggestion, forms):
	with make.acting(town.clerk):
		make.rate(forms[0], "Satisfied", "Dissatisfied", reasons="管护未落实")
		suggestion.reload().rehandle([{"unit": town.units[0], "handling_role": "Lead"}], "代表不满意")


def due_names(kind: str) -> set:
	rows = due_things.due_between(due_things.BY_KIND[kind], None, getdate(add_days(today(), 400)))
	return {row.name for row in rows}


def stood(doctype: str, name: str, day=None) -> str:
	query, table, then = history.standing(doctype, getdate(day or today()))
	return query.select(then.status).where(table.name == name).run(pluck=True)[0]


def test_a_new_round_ends_the_forms_still_awaited(town, answered):
	suggestion, _helper, forms = answered
	assert forms[1].name in due_names("rating")
	rehandle(town, suggestion, forms)
	late = forms[1].reload()
	assert (late.status, late.given_up_on, late.round_closed) == ("Not Returned", getdate(), 1)
	assert forms[0].reload().status == "Returned" and forms[1].name not in due_names("rating")
	assert stood(RATING, late.name) == "Not Returned"
	# left out of the rate and shown as such
	with make.acting(town.clerk):
		rows = rating_analysis.execute({"congress": town.congress, "group_by": "round"})[1]
	(row,) = [row for row in rows if row["group_key"] == 1]
	assert (row["expected"], row["returned"], row["awaited"], row["not_returned"]) == (2, 1, 0, 1)
	assert row["counted"] == 1
	# the daily job has nothing to look at
	far = add_days(late.closes_on, 3)
	assert not frappe.db.exists(
		RATING, {"congress": town.congress, "status": "Awaited", "closes_on": ("<", far)}
	)
	unreturned.give_up(far)
	assert late.reload().given_up_on == getdate()


def test_a_decision_to_close_waits_for_the_forms_in_time(town, answered):
	suggestion, _helper, forms = answered
	with make.acting(town.clerk):
		with pytest.raises(FormsAwaitedError, match="李梅"):
			make.act(suggestion, "Close Suggestion", closing_reason="已当面说明")
		make.rate(forms[0])
		with pytest.raises(FormsAwaitedError):
			make.act(suggestion.reload(), "Close Suggestion", closing_reason="已当面说明")
	forms[1].reload().db_set("closes_on", add_days(today(), -1))
	with make.acting(town.clerk):
		make.act(suggestion.reload(), "Close Suggestion", closing_reason="催收后仍未交回")
	assert suggestion.stage == "Closed" and forms[1].reload().status == "Not Returned"
	assert forms[1].name not in due_names("rating") and stood(RATING, forms[1].name) == "Not Returned"


def test_a_dissatisfied_one_is_closed_by_decision_at_any_time(town, answered):
	suggestion, helper, forms = answered
	with make.acting(town.clerk):
		make.rate(forms[0], "Satisfied", "Dissatisfied", reasons="管护未落实")
		make.act(suggestion.reload(), "Close Suggestion", closing_reason="主席团决定不再办理")
	assert forms[1].reload().status == "Not Returned" and helper.reload().status == "Ended"


def test_opened_again_the_forms_cut_off_are_awaited_and_those_given_up_are_not(town, answered):
	suggestion, _helper, forms = answered
	for form in forms:
		form.reload().db_set({"due_date": add_days(today(), -20), "closes_on": add_days(today(), -2)})
	forms[0].reload().give_up()
	forms[0].db_set("given_up_on", add_days(today(), -1))
	make.act(suggestion.reload(), "Close Suggestion", closing_reason="催收后仍未交回")
	assert [form.reload().status for form in forms] == ["Not Returned", "Not Returned"]
	with make.acting(town.chair):
		make.act(suggestion, "Resume Handling", closing_reason="代表补交了意见表")
	given_up, awaited = (form.reload() for form in forms)
	assert (given_up.status, given_up.round_closed) == ("Not Returned", 0)
	assert (awaited.status, awaited.given_up_on, awaited.round_closed) == ("Awaited", None, 0)
	assert awaited.closes_on > getdate() and suggestion.reload().stage == "Replied"
	assert stood(RATING, awaited.name) == "Awaited"
	unreturned.give_up(getdate(add_days(today(), 1)))
	assert awaited.reload().status == "Awaited"
	with make.acting(town.clerk):
		make.rate(awaited)
	assert suggestion.reload().stage == "Closed"


def test_a_helper_who_can_no_longer_act_is_not_reminded(town, answered):
	suggestion, helper, forms = answered
	assert helper.status == "Handling" and helper.name in due_names("assist")
	rehandle(town, suggestion, forms)
	assert helper.reload().status == "Ended" and helper.name not in due_names("assist")
	assert stood(ASSIGNMENT, helper.name) == "Ended"
	day = getdate(add_days(helper.due_date, 40))
	due_reminders.note(day)
	escalation.escalate(day)
	assert not frappe.db.exists("Due Reminder", {"reference_name": helper.name, "day": day})
	assert not frappe.db.exists("Escalation", {"assignment": helper.name})


def test_all_forms_in_end_the_helpers_work(town, answered):
	suggestion, helper, forms = answered
	with make.acting(town.clerk):
		for form in forms:
			make.rate(form)
	assert suggestion.reload().stage == "Closed" and helper.reload().status == "Ended"


def test_an_existing_site_ends_what_was_left_open(town, answered):
	suggestion, helper, forms = answered
	rehandle(town, suggestion, forms)
	# as the site was before: both left open, the next round begun four days ago
	ended = getdate(add_days(today(), -4))
	second = frappe.db.get_value(ASSIGNMENT, {"suggestion": suggestion.name, "round": 2})
	frappe.db.set_value(ASSIGNMENT, second, "creation", add_days(today(), -4))
	forms[1].db_set({"status": "Awaited", "given_up_on": None})
	helper.db_set("status", "Handling")
	for name, status in ((forms[1].name, "Awaited"), (helper.name, "Handling")):
		frappe.db.set_value(
			history.TRACE, {"reference_name": name}, {"status": status, "day": add_days(today(), -9)}
		)
	for _time in range(2):
		patch.execute()
		form = forms[1].reload()
		assert (form.status, form.given_up_on) == ("Not Returned", ended)
		assert helper.reload().status == "Ended"
		for doctype, name, before, after in (
			(RATING, form.name, "Awaited", "Not Returned"),
			(ASSIGNMENT, helper.name, "Handling", "Ended"),
		):
			assert stood(doctype, name, add_days(ended, -1)) == before
			assert stood(doctype, name, ended) == stood(doctype, name) == after
			assert frappe.db.count(history.TRACE, {"reference_name": name}) == 2
