"""The ledger of promises: made by a reply, kept or explained by people, followed up by the calendar."""

from datetime import date, timedelta

import factories as make
import frappe
import pytest
from frappe.utils import add_days, getdate, today

from deputy_affairs.deputy_affairs.doctype.commitment_receipt.commitment_receipt import (
	ReceiptIncompleteError,
	ReceiptOnRecordError,
)
from deputy_affairs.deputy_affairs.doctype.reply_commitment import follow_up, receipts
from deputy_affairs.deputy_affairs.doctype.reply_commitment.reply_commitment import (
	CommitmentDateError,
	CommitmentOnRecordError,
	ReplacementError,
)
from deputy_affairs.workflow_actions import ActionInputError, StateLockedError

PROMISED = "2027-03-31"
SUMMER = "2027-08-31"


def promised(town, dates=(PROMISED, SUMMER), unit=0, signers=2, **fields):
	"""A suggestion that was answered with a promised date for each demand; returns it with its promises."""
	suggestion = make.register(make.make_suggestion(town.deputies[0], town.deputies[1:signers], **fields))
	(assignment,) = make.assign(suggestion, lead=town.units[unit])
	return suggestion, reply_with_promises(town, assignment, dates, unit)


def reply_with_promises(town, assignment, dates, unit=0):
	with make.acting(town.workers[unit]):
		make.act(assignment, "Sign For")
		reply = make.draft_reply(assignment, "B", "列入计划，清淤五公里")
		for row, day in zip(reply.answers, [*dates, None][: len(reply.answers)], strict=True):
			row.promised_date, row.responsible = day, "刘长林" if day else None
			row.outcome = "Planned" if day else "Done"
		reply.save()
	make.issue(reply, town.workers[unit], town.office, town.chiefs[unit])
	return promises_of(reply)


def promises_of(reply):
	names = frappe.get_all(
		"Reply Commitment", filters={"reply": reply.name}, pluck="name", order_by="demand_no, serial"
	)
	return [frappe.get_doc("Reply Commitment", name) for name in names]


def receipts_of(promise, **filters):
	names = frappe.get_all(
		"Commitment Receipt",
		filters={"commitment": promise.name, **filters},
		pluck="name",
		order_by="round_no, name",
	)
	return [frappe.get_doc("Commitment Receipt", name) for name in names]


def say(receipt, grade, **fields):
	receipt.reload()
	receipt.update({"grade": grade, **fields})
	receipt.save()
	return receipt


def kinds(promise):
	return [row.kind for row in promise.reload().steps]


def run_days(first, last):
	"""The daily job, each day once."""
	day = getdate(first)
	while day <= getdate(last):
		follow_up.follow_promises(day)
		day += timedelta(days=1)


def done(town, promise, unit=0, on=None, **fields):
	with make.acting(town.workers[unit]):
		make.act(
			promise, "Report Completion", done_on=on or today(), progress_text="五公里渠道全部清淤", **fields
		)
	return promise


def kept(town, promise, **fields):
	done(town, promise, **fields)
	with make.acting(town.clerk):
		make.act(promise, "Confirm as Kept")
	return promise


def test_issue_registers_each_promise_with_its_demand(town):
	suggestion, (first, second) = promised(town)
	assert (first.demand_no, first.demand, str(first.promised_date)) == (1, "清淤五公里", PROMISED)
	assert second.demand == "落实管护人员" and str(second.promised_date) == SUMMER
	assert first.promise.startswith("列入计划，清淤五公里") and first.responsible == "刘长林"
	assert (first.unit, first.congress, first.term, first.round) == (
		town.units[0],
		town.congress,
		town.term,
		1,
	)
	assert first.state == "Open" and kinds(first) == ["Made"]
	assert first.reply_number and first.reply_number in first.steps[0].text
	suggestion.reload()
	assert suggestion.promise_state == "Promises Open" and str(suggestion.next_promise_date) == PROMISED


def test_an_answer_without_date_is_no_promise(town):
	_suggestion, found = promised(town, dates=(PROMISED,))
	assert [row.demand_no for row in found] == [1]


def test_the_patch_registers_what_was_issued_before_and_nothing_twice(town):
	from deputy_affairs.patches.v1_0 import promises_from_issued_replies

	suggestion, found = promised(town, dates=(PROMISED, SUMMER))
	_other, alone = promised(town, dates=(SUMMER,))
	shown = frappe.db.get_value("Deputy Suggestion", suggestion.name, ["promise_state", "next_promise_date"])
	by_controller = [stored(row) for row in (*found, *alone)]
	last = max(row.name for row in (*found, *alone))
	for row in (*found, *alone):
		frappe.db.delete("Commitment Step", {"parent": row.name})
		frappe.db.delete("Reply Commitment", {"name": row.name})
	frappe.db.set_value(
		"Deputy Suggestion", suggestion.name, {"promise_state": "", "next_promise_date": None}
	)
	promises_from_issued_replies.execute()
	promises_from_issued_replies.execute()
	laid = [
		promise
		for row in (found[0], alone[0])
		for promise in promises_of(frappe.get_doc("Suggestion Reply", row.reply))
	]
	assert [stored(row) for row in laid] == by_controller
	assert all(row.name > last for row in laid)  # the numbers go on
	assert (
		frappe.db.get_value("Deputy Suggestion", suggestion.name, ["promise_state", "next_promise_date"])
		== shown
	)
	assert kept(town, laid[0]).state == "Kept"  # they live on as any other


def stored(promise) -> list[dict]:
	"""The rows of a promise and its steps as the database has them, but for who did it and when."""
	rows = frappe.db.get_all("Reply Commitment", filters={"name": promise.name}, fields=["*"])
	rows += frappe.db.get_all(
		"Commitment Step", filters={"parent": promise.name}, fields=["*"], order_by="idx"
	)
	own = ("name", "parent", "creation", "modified", "owner", "modified_by")  # whoever did it, and when
	return [{key: value for key, value in row.items() if key not in own} for row in rows]


def test_what_was_promised_for_a_day_gone_by_is_laid_as_overdue(town):
	from deputy_affairs.deputy_affairs.doctype.reply_commitment import laying

	_suggestion, found = promised(town, dates=(PROMISED,))
	reply, yesterday = found[0].reply, add_days(today(), -1)
	frappe.db.delete("Commitment Step", {"parent": found[0].name})
	frappe.db.delete("Reply Commitment", {"name": found[0].name})
	frappe.db.set_value("Suggestion Reply Answer", {"parent": reply, "idx": 1}, "promised_date", yesterday)
	laying.lay_missing()
	(promise,) = promises_of(frappe.get_doc("Suggestion Reply", reply))
	assert (promise.state, str(promise.due_date), str(promise.overdue_on)) == ("Overdue", yesterday, today())
	shown = frappe.db.get_value("Deputy Suggestion", promise.suggestion, "promise_state")
	assert shown == "Promise Overdue"


def test_reported_with_evidence_confirmed_and_told(town):
	suggestion, (first, _second) = promised(town)
	with make.acting(town.workers[0]):
		make.act(first, "Report Progress", progress_text="已清淤三公里")
		file = frappe.get_doc(
			{"doctype": "File", "file_name": "竣工照片.txt", "content": "照片", "is_private": 1}
		).insert()
	done(town, first, progress_evidence=file.file_url)
	assert first.state == "Open" and first.check_by
	assert first.steps[-1].evidence == file.file_url and not first.progress_evidence
	with make.acting(town.clerk):
		assert frappe.get_doc("File", file.name).has_permission("read")  # attached to what the clerk reads
		make.act(first, "Confirm as Kept", decision_note="现场核实")
	assert first.state == "Kept" and first.kept_in_time and str(first.kept_on) == today()
	assert kinds(first) == ["Made", "Progress", "Completion", "Confirmation"]
	# the deputies are told, with a receipt each
	told = receipts_of(first)
	assert [row.deputy for row in told] == town.deputies[:2]
	assert all(row.occasion == "Outcome" and "已经落实" in row.situation for row in told)
	assert "五公里渠道全部清淤" in told[0].situation
	assert suggestion.reload().promise_state == "Promises Open"  # the second promise is


def test_inputs_and_dates_are_asked_for(town):
	_suggestion, (first, _second) = promised(town)
	with make.acting(town.workers[0]):
		with pytest.raises(ActionInputError):
			make.act(first, "Report Completion", done_on=today())
		with pytest.raises(CommitmentDateError):
			make.act(first, "Report Completion", done_on=add_days(today(), 1), progress_text="提前报")
		with pytest.raises(CommitmentDateError):
			make.act(first, "Explain", explanation="资金未到", new_date=PROMISED)
	assert kinds(first) == ["Made"]


def test_sent_back_then_done_late(town):
	_suggestion, (first, _second) = promised(town)
	done(town, first)
	with make.acting(town.clerk):
		with pytest.raises(ActionInputError):
			make.act(first, "Send Back")
		make.act(first, "Send Back", decision_note="尚有一段未清")
	assert first.workflow_state == "Following" and not first.done_on and not first.check_by
	follow_up.mark_overdue(date(2027, 4, 1))
	assert first.reload().state == "Overdue" and str(first.overdue_on) == "2027-04-01"
	frappe.db.set_value(first.doctype, first.name, "promised_date", add_days(today(), -5))
	kept(town, first.reload())
	assert first.state == "Kept" and not first.kept_in_time
	assert kinds(first)[-3:] == ["Fallen Overdue", "Completion", "Confirmation"]


def test_the_unit_does_not_confirm_its_own_work(town):
	_suggestion, (first, _second) = promised(town)
	done(town, first)
	with make.acting(town.workers[0]), pytest.raises(frappe.ValidationError):
		make.act(first, "Confirm as Kept")
	assert first.reload().state == "Open"


def test_overdue_by_itself_shows_on_the_suggestion_once(town):
	suggestion, (first, second) = promised(town)
	follow_up.follow_promises(date(2027, 3, 31))
	assert first.reload().state == "Open"
	for _again in range(2):
		follow_up.follow_promises(date(2027, 4, 1))
	assert first.reload().state == "Overdue" and second.reload().state == "Open"
	assert kinds(first).count("Fallen Overdue") == 1
	assert str(first.steps[-1].logged_on) == "2027-04-01"
	assert suggestion.reload().promise_state == "Promise Overdue"


def test_a_report_in_time_waits_for_the_office_but_not_for_ever(town):
	_suggestion, (first, _second) = promised(town)
	done(town, first)
	# as if it had been reported on the last day
	frappe.db.set_value(
		first.doctype,
		first.name,
		{"promised_date": today(), "due_date": first.check_by},
	)
	follow_up.mark_overdue(getdate(first.check_by))
	assert first.reload().state == "Open"
	follow_up.mark_overdue(getdate(add_days(first.check_by, 1)))
	assert first.reload().state == "Overdue"


def test_explained_with_a_new_date_gives_a_linked_promise(town):
	suggestion, (first, _second) = promised(town)
	with make.acting(town.workers[0]):
		make.act(first, "Explain", explanation="汛期推迟", new_date="2027-06-30")
	assert first.state == "Open"
	with make.acting(town.clerk):
		make.act(first, "Accept Explanation")
	assert first.state == "Explained"
	later = frappe.get_doc("Reply Commitment", first.successor)
	assert (later.predecessor, later.state, str(later.promised_date)) == (first.name, "Open", "2027-06-30")
	assert later.promise == first.promise and "汛期推迟" in later.steps[0].text
	assert not receipts_of(first)  # the new promise goes on; nothing is over yet
	assert str(suggestion.reload().next_promise_date) == "2027-06-30"
	with make.acting(town.clerk), pytest.raises(ReplacementError):
		make.act(first, "Reopen Promise", decision_note="再看")


def test_explained_for_good_is_told_and_a_dissatisfied_deputy_takes_it_up_again(town):
	_suggestion, (first, _second) = promised(town)
	with make.acting(town.workers[0]):
		make.act(first, "Explain", explanation="渠道已划入高标准农田项目，不再单独清淤")
	with make.acting(town.clerk):
		make.act(first, "Accept Explanation")
		one, two = receipts_of(first)
		with pytest.raises(ReceiptIncompleteError):
			say(one, "Dissatisfied")
		say(one, "Dissatisfied", reasons="项目明年才开工，春耕等不了。")
		assert first.reload().state == "Explained"  # the round is open: the unit learns nothing yet
		say(two, "Satisfied")
	first.reload()
	assert first.state == "Open" and first.outcome_rating == "Dissatisfied"
	assert first.workflow_state == "Following" and getdate(first.again_by) > getdate()
	assert kinds(first)[-1] == "Reopening" and "春耕等不了" in first.steps[-1].text
	assert all(row.round_closed for row in receipts_of(first))


def test_what_an_anonymous_deputy_says_is_not_quoted(town):
	_suggestion, (first, _second) = promised(town, signers=1, is_anonymous=1)
	kept(town, first)
	(receipt,) = receipts_of(first)
	with make.acting(town.clerk):
		say(receipt, "Dissatisfied", reasons="我家门口那段没有清")
	assert first.reload().state == "Open"
	assert "我家门口" not in first.steps[-1].text and "1名代表" in first.steps[-1].text


def test_a_later_round_replaces_only_when_somebody_says_so(town):
	suggestion, (first, second) = promised(town, signers=1)
	(rating,) = make.ratings_of(suggestion)
	make.rate(rating, "Satisfied", "Dissatisfied", reasons="太晚")
	names = suggestion.reload().rehandle([{"unit": town.units[0], "handling_role": "Lead"}], "代表不满意")
	(assignment,) = (frappe.get_doc("Suggestion Assignment", name) for name in names)
	(new,) = reply_with_promises(town, assignment, ("2026-12-31",))
	assert new.round == 2 and first.reload().state == second.reload().state == "Open"
	with make.acting(town.clerk):
		with pytest.raises(ReplacementError):
			make.act(new, "Replace by Later Promise", successor=first.name, decision_note="倒过来")
		make.act(first, "Replace by Later Promise", successor=new.name, decision_note="第二轮答复已提前")
	assert first.state == "Explained" and first.successor == new.name
	assert second.reload().state == "Open"


def test_nothing_is_made_deleted_or_changed_by_hand(town):
	_suggestion, (first, _second) = promised(town)
	with make.acting(town.clerk):
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc({"doctype": "Reply Commitment", "suggestion": first.suggestion}).insert()
		with pytest.raises(StateLockedError):
			first.promised_date = "2030-01-01"
			first.save()
	first.reload()
	with pytest.raises(CommitmentOnRecordError):
		first.delete()
	assert frappe.db.exists(first.doctype, first.name)


def test_receipts_each_last_quarter_once_with_twenty_working_days(town):
	_suggestion, (first, second) = promised(town)
	kept(town, second)  # its own receipts are out; settled promises get none at the year's end
	run_days("2027-09-28", "2027-10-03")
	(one, two) = receipts_of(first)
	assert [row.deputy for row in (one, two)] == town.deputies[:2]
	assert (one.occasion, one.year, str(one.made_on)) == ("Year End", 2027, "2027-10-01")
	assert "逾期未落实" in one.situation
	from deputy_affairs import clock

	assert getdate(one.due_date) == clock.calendar_of(town.congress).add_workdays(date(2027, 10, 1), 20)[0]
	assert not receipts_of(second, occasion="Year End")
	run_days(one.due_date, add_days(one.due_date, 1))
	assert [row.status for row in receipts_of(first)] == ["Not Returned"] * 2
	assert all(row.round_closed for row in receipts_of(first))
	run_days("2028-10-01", "2028-10-02")
	assert [row.year for row in receipts_of(first)] == [2027, 2027, 2028, 2028]


def test_a_late_receipt_still_counts(town):
	_suggestion, (first, _second) = promised(town, signers=1)
	kept(town, first)
	(receipt,) = receipts_of(first)
	follow_up.give_up_receipts(getdate(add_days(receipt.due_date, 1)))
	assert receipt.reload().status == "Not Returned" and first.reload().state == "Kept"
	with make.acting(town.clerk):
		say(receipt, "Dissatisfied", reasons="下游仍然没有水")
		assert first.reload().state == "Open"
		with pytest.raises(ReceiptOnRecordError):
			say(receipt, "Satisfied")


def test_a_correction_says_why(town):
	_suggestion, (first, _second) = promised(town)
	kept(town, first)
	one, _two = receipts_of(first)
	with make.acting(town.clerk):
		say(one, "Satisfied")
		with pytest.raises(ReceiptOnRecordError):
			say(one, "Basically Satisfied")
		say(one, "Basically Satisfied", correction_reason="看错一格")
	assert one.grade == "Basically Satisfied"


def test_carried_over_at_the_years_end_with_a_dated_row(town):
	_suggestion, (first, _second) = promised(town)
	run_days("2026-12-30", "2027-01-02")
	assert first.reload().carried_count == 1
	(row,) = [row for row in first.steps if row.kind == "Carry-over"]
	assert str(row.logged_on) == "2027-01-01" and "2026年底" in row.text and "2027年" in row.text
	run_days("2027-12-31", "2028-01-01")
	assert first.reload().carried_count == 2


def test_a_change_of_term_asks_both_sides_and_the_successor_is_told(town):
	_suggestion, (first, _second) = promised(town, signers=1)
	end = frappe.db.get_value("Congress Term", town.term, "end_date")
	new = make.make_term(town.congress, 20, start=add_days(end, 1))
	place = make.make_constituency(new.name, 1, seats=3)
	heir = make.make_deputy("赵新", town.congress, new.name, place.name, "101")
	for deputy in town.deputies:
		frappe.db.set_value("Deputy", deputy, "status", "Expired")
	day = getdate(add_days(end, 1))
	for _again in range(2):
		follow_up.change_terms(day)
	first.reload()
	assert first.term == new.name and str(first.term_changed_on) == str(day)
	assert kinds(first).count("Change of Term") == 1 and not first.term_explained_on
	with make.acting(town.workers[0]):
		first.unit_term_explanation = "项目已列入新一届政府计划"
		first.save()
		first.office_term_explanation = "越权"
		with pytest.raises(StateLockedError):
			first.save()
	first.reload()
	assert not first.term_explained_on
	with make.acting(town.chair):
		first.office_term_explanation = "由新一届主席团继续督办"
		first.save()
		(follower,) = first.get_followers()
		assert (follower["deputy"], follower["follows"]) == (heir.name, "张建国")
	assert first.term_explained_on and kinds(first)[-2:] == ["Term Explanation"] * 2
	names = receipts.make_round(first, "Year End", date(2030, 10, 8), 2030)
	assert frappe.db.get_value("Commitment Receipt", names[0], "deputy") == heir.name


def test_closing_the_suggestion_ends_no_promise(town):
	suggestion, (first, _second) = promised(town, signers=1)
	(rating,) = make.ratings_of(suggestion)
	make.rate(rating)
	assert suggestion.reload().stage == "Closed"
	follow_up.mark_overdue(date(2027, 4, 1))
	assert first.reload().state == "Overdue" and suggestion.reload().promise_state == "Promise Overdue"
	kept(town, first)


@pytest.mark.parametrize(
	("shows", "told"), [("Grades Only", "1名代表对落实情况不满意。"), ("Nothing", "须继续跟踪落实")]
)
def test_the_steps_say_as_much_of_the_ratings_as_the_congress_shows(town, shows, told):
	frappe.get_doc("Congress", town.congress).update({"unit_sees_ratings": shows}).save()
	_suggestion, (first, _second) = promised(town, signers=1)
	kept(town, first)
	(receipt,) = receipts_of(first)
	with make.acting(town.clerk):
		say(receipt, "Dissatisfied", reasons="春耕等不了")
	assert first.reload().state == "Open"
	text = first.steps[-1].text
	assert told in text and "春耕" not in text
	assert shows == "Grades Only" or "不满意" not in text


def test_a_unit_sees_its_own_and_nothing_of_an_open_round(town):
	_suggestion, (first, _second) = promised(town)
	kept(town, first)
	one, two = receipts_of(first)
	with make.acting(town.clerk):
		say(one, "Basically Satisfied")
	with make.acting(town.workers[0]):
		assert frappe.get_list("Reply Commitment", pluck="name")
		assert not frappe.get_list("Commitment Receipt", filters={"commitment": first.name})
		assert not one.has_permission("read")
		seen = frappe.get_doc("Reply Commitment", first.name)
		seen.apply_fieldlevel_read_permissions()
		assert not seen.get("outcome_rating")
		with pytest.raises(frappe.PermissionError):
			first.get_followers()
	with make.acting(town.workers[1]):
		assert not frappe.get_list("Reply Commitment")
	with make.acting(town.clerk):
		say(two, "Satisfied")
	with make.acting(town.workers[0]):
		assert len(frappe.get_list("Commitment Receipt", filters={"commitment": first.name})) == 2
	frappe.db.set_value("Congress", town.congress, "unit_sees_ratings", "Grades Only")
	make.forget()
	with make.acting(town.workers[0]):
		assert not frappe.get_list("Commitment Receipt", filters={"commitment": first.name})


def test_ledger_and_receipt_on_paper(town):
	from test_papers_more import stored, text_of

	from deputy_affairs.paperwork import service

	_suggestion, (first, second) = promised(town, signers=1)
	kept(town, first)
	(receipt,) = receipts_of(first)
	with make.acting(town.clerk):
		say(receipt, "Basically Satisfied", reasons="还差一座闸门")
		answer = service.create("commitment_ledger", first.doctype, [second.name, first.name])
		(ledger,) = answer["files"]
		words = text_of(ledger)
		filled = text_of(service.create("commitment_receipt", receipt.doctype, [receipt.name])["files"][0])
	assert "共2项：已落实1、未到期1" in words and "基本满意" in words and "五公里渠道全部清淤" in words
	assert words.index("2027年3月31日") < words.index("2027年8月31日")
	assert not stored(ledger).attached_to_name  # it tells what deputies said: its maker's own file
	assert "☑基本满意" in filled and "还差一座闸门" in filled and "张建国" in filled
	with make.acting(town.workers[0]):
		answer = service.create("commitment_ledger", first.doctype, [first.name])
		assert "基本满意" not in text_of(answer["files"][0])


def test_a_receipt_by_one_time_link(town, monkeypatch):
	from deputy_affairs import one_time_links
	from deputy_affairs.deputy_affairs.doctype.commitment_receipt import by_link
	from deputy_affairs.deputy_affairs.doctype.commitment_receipt.by_link import GradeMissingError
	from deputy_affairs.deputy_affairs.doctype.commitment_receipt.sending import send_links

	_suggestion, (first, _second) = promised(town)
	with make.acting(town.workers[0]):
		make.act(first, "Report Progress", progress_text="渠道清了三公里")
	kept(town, first)
	one, two = receipts_of(first)
	with make.acting(town.workers[0]), pytest.raises(frappe.PermissionError):
		send_links([one.name])
	with make.acting(town.clerk):
		rows = send_links([one.name, two.name])
	assert [row["deputy_name"] for row in rows] == ["张建国", "李梅"]
	token = rows[0]["url"].rpartition("k=")[2]
	monkeypatch.setattr(frappe.local, "lang", frappe.local.lang)  # the page speaks Chinese whoever asks
	html, status = one_time_links.show(token)
	assert status == 200 and "渠道清了三公里" in html and "已经落实" in html and "李梅" not in html
	assert html.count("五公里渠道全部清淤") == 1  # the latest report stands in the situation
	with make.acting("Guest"):
		with pytest.raises(GradeMissingError):
			by_link.submit(one, None, {"grade": "Wonderful"})
		answer = one_time_links.submit(token, {"grade": "Satisfied", "status": "Not Returned"})
		assert answer["state"] == "done"
		assert one_time_links.submit(token, {"grade": "Dissatisfied"})["state"] == "refused"
	one.reload()
	assert (one.status, one.grade, one.returned_by, one.entered_by) == ("Returned", "Satisfied", "Link", None)
	# entered from paper: the other link is of no use any more
	with make.acting(town.clerk):
		say(two, "Satisfied")
	assert one_time_links.show(rows[1]["url"].rpartition("k=")[2])[1] == 404
