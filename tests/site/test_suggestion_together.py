"""Splitting, merging and withdrawing: nothing is lost and everybody keeps what is theirs."""

import factories as make
import frappe
import pytest
from frappe.utils import add_days, today
from test_suggestion_signing import answer

from deputy_affairs.deputy_affairs.doctype.deputy_suggestion import merging
from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.errors import (
	MarkError,
	MergeError,
	SecondReviewerError,
	SplitError,
	WithdrawalError,
)
from deputy_affairs.deputy_affairs.doctype.handling_meeting.handling_meeting import usual_participants
from deputy_affairs.deputy_affairs.doctype.suggestion_assignment.suggestion_assignment import (
	NotAssignableError,
)
from deputy_affairs.deputy_affairs.doctype.suggestion_reply import reply_checks
from deputy_affairs.paperwork import contexts, service
from deputy_affairs.paperwork.contexts import contacts, meetings
from deputy_affairs.workflow_actions import run_action


def parts(*rows) -> list[dict]:
	return [{"title": title, "demands": list(demands)} for title, demands in rows]


TWO = parts(("关于清淤北干渠的建议", [1]), ("关于聘请渠道管护员的建议", [2]))


@pytest.fixture
def registered(town):
	with make.acting(town.clerk):
		return make.register(make.make_suggestion(town.deputies[0], town.deputies[1:2], meeting=town.meeting))


# --- splitting


@pytest.mark.parametrize("under_review", [True, False])
def test_split_into_two(town, under_review):
	with make.acting(town.clerk):
		suggestion = make.make_suggestion(
			town.deputies[0], town.deputies[1:2], is_anonymous=1, original="/private/files/原件.pdf"
		)
		make.act(suggestion, "Submit for Review")
		if not under_review:
			make.act(suggestion, "Accept and Register")
		names = suggestion.split(TWO, "一事一议")
		suggestion.reload()
		made = [frappe.get_doc(suggestion.doctype, name) for name in names]
		assert (
			suggestion.stage == suggestion.workflow_state == "Split" and str(suggestion.split_on) == today()
		)
		assert suggestion.split_reason == "一事一议"
		for new, title, demand in zip(
			made, [row["title"] for row in TWO], ["清淤五公里", "落实管护人员"], strict=True
		):
			assert (new.title, [row.demand for row in new.demands]) == (title, [demand])
			assert new.signers() == suggestion.signers() and new.stage == "Under Review"
			assert new.split_from == suggestion.name and new.is_anonymous and new.original
			assert str(new.submitted_on) == str(suggestion.submitted_on) and len(new.submissions) == 1
			make.act(new, "Accept and Register")
		assert len({new.registration_number for new in made} | {suggestion.registration_number}) == 3
		with pytest.raises(NotAssignableError):
			suggestion.assign([{"unit": town.units[0], "handling_role": "Lead"}])


@pytest.mark.parametrize(
	"plan",
	[
		parts(("关于清淤北干渠的建议", [1, 2])),
		parts(("关于清淤北干渠的建议", [1]), ("关于管护的建议", [])),
		parts(("关于清淤北干渠的建议", [1]), ("关于管护的建议", [1, 2])),
		parts(("关于清淤北干渠的建议", [1]), ("", [2])),
	],
)
def test_a_plan_that_loses_something_splits_nothing(registered, plan):
	with pytest.raises(SplitError):
		registered.split(plan)
	assert registered.reload().stage == "Registered"
	assert not frappe.db.exists(registered.doctype, {"split_from": registered.name})


def test_the_action_alone_splits_nothing(registered):
	with pytest.raises(SplitError):
		run_action(registered.doctype, registered.name, "Split")


def test_what_is_assigned_is_not_split(town, registered):
	make.assign(registered, lead=town.units[0])
	with pytest.raises(SplitError):
		registered.split(TWO)


# --- merging


@pytest.fixture
def group(town, registered):
	"""A main suggestion by 张建国 and 李梅 with one by 王五 and 李梅 merged into it, assigned and signed for."""
	with make.acting(town.clerk):
		other = make.register(
			make.make_suggestion(
				town.deputies[2], town.deputies[1:2], title="关于修复北干渠的建议", meeting=town.meeting
			)
		)
		other.merge_into(registered.name, "内容相同")
		(assignment,) = make.assign(registered.reload(), lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
	return registered.reload(), other.reload(), assignment


def reply_to(town, assignment):
	with make.acting(town.workers[0]):
		reply = make.draft_reply(assignment)
	return make.issue(reply, town.workers[0], town.office, town.chiefs[0])


def test_a_merged_one_follows_the_main_one_and_keeps_its_number(town, group):
	main, other, assignment = group
	assert (main.registration_number, other.registration_number) == ("19-3-001", "19-3-002")
	assert other.stage == main.stage == "Handling"
	assert (other.due_date, other.units_shown) == (main.due_date, "农服中心")
	assert [row.to_stage for row in other.stage_log][-3:] == ["Registered", "Assigned", "Handling"]
	assert "19-3-002" in assignment.deputies_shown and "王五" in assignment.deputies_shown
	with pytest.raises(MergeError):
		make.assign(other, lead=town.units[1])
	with pytest.raises(MergeError):
		frappe.get_doc(
			{"doctype": "Suggestion Assignment", "suggestion": other.name, "unit": town.units[1]}
		).insert()


def test_each_proposer_gets_a_letter_and_a_form_of_the_own_number(town, group):
	main, other, assignment = group
	reply = reply_to(town, assignment)
	forms = frappe.get_all(
		"Suggestion Rating",
		filters={"reply": reply.name},
		fields=["suggestion", "deputy", "registration_number", "suggestion_title"],
	)
	# 李梅 signed both and rates the one reply once
	assert {(row.suggestion, row.deputy) for row in forms} == {
		(main.name, town.deputies[0]),
		(main.name, town.deputies[1]),
		(other.name, town.deputies[2]),
	}
	own = next(row for row in forms if row.suggestion == other.name)
	assert (own.registration_number, own.suggestion_title) == ("19-3-002", "关于修复北干渠的建议")
	with make.acting(town.clerk):
		files = service.create("reply_letter", reply.doctype, [reply.name])["files"]
	assert len(files) == 3
	letters = frappe.get_all(
		"Issued Document",
		filters={"number": reply.document_number, "congress": town.congress},
		fields=["addressee", "subject"],
	)
	assert {(row.addressee, row.subject) for row in letters} == {
		("张建国代表", main.title),
		("李梅代表", main.title),
		("王五代表", other.title),
	}


def test_the_ratings_of_all_decide_and_close(town, group):
	main, other, assignment = group
	reply = reply_to(town, assignment)
	with make.acting(town.clerk):
		for rating in make.ratings_of(main):
			make.rate(rating)
		assert main.reload().stage == other.reload().stage == "Replied"
		make.rate(make.ratings_of(other)[0], "Satisfied", "Dissatisfied", reasons="只清了一半")
		main.reload()
		assert main.stage == other.reload().stage == "Awaiting Decision"
		assert (main.overall_rating, other.overall_rating) == ("Satisfied", "Dissatisfied")
		with pytest.raises(MergeError):
			other.rehandle([{"unit": town.units[0], "handling_role": "Lead"}], "不满意")
		main.rehandle([{"unit": town.units[0], "handling_role": "Lead"}], "代表不满意")
	assert main.reload().stage == other.reload().stage == "Assigned"
	assert other.current_round == 2 and not other.overall_rating
	assert set(frappe.get_all("Suggestion Rating", {"reply": reply.name}, pluck="round_closed")) == {1}


def test_undone_before_the_reply_but_not_after(town, group):
	main, other, assignment = group
	with make.acting(town.clerk):
		other.undo_merge("代表要求单独办理")
		assert other.reload().stage == "Registered" and not other.merged_into and not other.due_date
		assert main.reload().stage == "Handling"
		assert "王五" not in frappe.db.get_value("Suggestion Assignment", assignment.name, "deputies_shown")
		assert any("代表要求单独办理" in (row.note or "") for row in other.stage_log)
		other.merge_into(main.name)
	reply_to(town, assignment)
	with make.acting(town.clerk), pytest.raises(MergeError):
		other.reload().undo_merge("晚了")


def test_a_merged_one_is_withdrawn_by_its_own_signers(town, group):
	main, other, _assignment = group
	with make.acting(town.clerk):
		with pytest.raises(frappe.ValidationError):
			run_action(other.doctype, other.name, "Close Suggestion", {"closing_reason": "办结"})
		make.withdraw(other)
	assert other.stage == "Withdrawn" and main.reload().stage == "Handling"
	assert len(main.all_proposers()) == 2


def test_withdrawing_the_main_one_loses_nothing_of_the_others(town, group):
	main, other, assignment = group
	with make.acting(town.clerk):
		make.withdraw(main)
		assert main.stage == "Withdrawn" and assignment.reload().status == "Ended"
		assert other.reload().stage == "Registered" and not other.merged_into
		(second,) = make.assign(other, lead=town.units[1])
	assert second.suggestion == other.name


def test_several_are_merged_or_none(town, registered):
	with make.acting(town.clerk):
		others = [make.register(make.make_suggestion(town.deputies[n])) for n in (1, 2)]
		draft = make.make_suggestion(town.deputies[1])
		with pytest.raises(MergeError):
			merging.merge_several(registered.name, [*[row.name for row in others], draft.name], "相同")
		assert not merging.merged_into(registered.name)
		merging.merge_several(registered.name, [row.name for row in others], "相同")
	assert merging.merged_into(registered.name) == [row.name for row in others]
	with make.acting(town.workers[0]), pytest.raises(frappe.PermissionError):
		merging.merge_several(registered.name, [others[0].name], "相同")


def test_one_under_review_is_accepted_and_merged(town, registered):
	with make.acting(town.clerk):
		other = make.act(make.make_suggestion(town.deputies[2]), "Submit for Review")
		other.merge_into(registered.name, "相同")
	assert other.reload().registration_number and other.merged_into == registered.name


def test_the_merging_notice_tells_everybody(town, people):
	place = make.make_township(
		make.unique(), people, presidium_code="云主函", contact_person="赵文博", hotline="0871-65550100"
	)
	with make.acting(place.clerk):
		main = make.register(make.make_suggestion(place.deputies[0]))
		other = make.register(
			make.make_suggestion(place.deputies[2], title="关于修复北干渠的建议", is_anonymous=1)
		)
		other.merge_into(main.name, "内容相同")
		(assignment,) = make.assign(main.reload(), lead=place.units[0])
		answer = service.create("merge_notice", main.doctype, [other.name])
	assert not answer["failed"] and len(answer["files"]) == 3
	rows = frappe.get_all(
		"Issued Document",
		filters={"kind": "merge_notice", "congress": place.congress},
		fields=["addressee", "reference_doctype", "reference_name"],
	)
	assert {row.addressee for row in rows} == {"张建国代表", "王五代表", "农服中心"}
	assert {row.reference_name for row in rows} == {main.name, other.name, assignment.name}
	# the unit reads its own copy and learns no hidden name
	with make.acting(place.workers[0]):
		seen = frappe.get_list("Issued Document", {"kind": "merge_notice"}, ["addressee"])
		assert [row.addressee for row in seen] == ["农服中心"]
		assert "王五" not in frappe.get_doc("Suggestion Assignment", assignment.name).deputies_shown


# --- withdrawing


def test_all_signers_ask_each_in_a_way_of_their_own(town, registered):
	lead, second = registered.signers()
	with make.acting(town.clerk):
		with pytest.raises(WithdrawalError):
			run_action(registered.doctype, registered.name, "Withdraw", {"withdrawal_reason": "已解决"})
		registered.reload().enter_withdrawal([{"deputy": lead, "decided_on": today()}])
		with pytest.raises(WithdrawalError):
			run_action(registered.doctype, registered.name, "Withdraw", {"withdrawal_reason": "已解决"})
		(row,) = registered.reload().send_withdrawal_links("已经解决")
	assert row["deputy"] == second
	answer(row["url"], "agree")
	with make.acting(town.clerk):
		make.act(registered.reload(), "Withdraw", withdrawal_reason="已经解决")
	assert registered.stage == "Withdrawn" and str(registered.withdrawn_on) == today()
	assert [(c.deputy, c.manner) for c in registered.withdrawal_consents] == [
		(lead, "Signed Paper"),
		(second, "One-time Link"),
	]


def test_one_who_does_not_agree_keeps_it(town, registered):
	with make.acting(town.clerk):
		rows = registered.send_withdrawal_links("已经解决")
	answer(rows[0]["url"], "agree")
	answer(rows[1]["url"], "refuse", reason="还没有解决")
	with make.acting(town.clerk), pytest.raises(WithdrawalError):
		run_action(registered.doctype, registered.name, "Withdraw", {"withdrawal_reason": "已解决"})
	assert registered.reload().withdrawal_consents[1].reason == "还没有解决"


def test_a_congress_that_allows_it_before_assignment_only(town, registered):
	frappe.get_doc("Congress", town.congress).update({"withdraw_until": "Before Assignment"}).save()
	make.assign(registered, lead=town.units[0])
	with pytest.raises(WithdrawalError):
		make.withdraw(registered)


def test_who_has_left_office_is_not_waited_for(town, registered):
	frappe.get_doc("Deputy", town.deputies[1]).change_status(town.term, "Resigned", today(), "辞职")
	with make.acting(town.clerk):
		registered.reload().enter_withdrawal([{"deputy": town.deputies[0], "decided_on": today()}])
		make.act(registered.reload(), "Withdraw", withdrawal_reason="已经解决")
	assert registered.stage == "Withdrawn"


def test_when_all_have_left_nobody_withdraws_for_them(town, registered):
	for deputy in registered.signers():
		frappe.get_doc("Deputy", deputy).change_status(town.term, "Resigned", today(), "辞职")
	with make.acting(town.clerk):
		with pytest.raises(WithdrawalError, match="张建国"):
			make.act(registered.reload(), "Withdraw", withdrawal_reason="人已离任")
		make.withdraw(registered)  # all of them had asked in writing
	assert registered.stage == "Withdrawn"


def test_a_deputy_of_a_higher_level_is_asked_too(town, registered):
	# without office here, as receiving.enter_referred lays the record
	frappe.db.set_value("Deputy", registered.lead_deputy, {"status": "", "higher_level": "City Level"})
	second = registered.signers()[1]
	with make.acting(town.clerk):
		registered.reload().enter_withdrawal([{"deputy": second, "decided_on": today()}])
		with pytest.raises(WithdrawalError, match="张建国"):
			make.act(registered.reload(), "Withdraw", withdrawal_reason="不再需要")


# --- what a merged suggestion's deputies are part of


def test_those_who_proposed_the_same_are_owed_the_reply_and_called_to_the_meeting(town, group):
	main, other, assignment = group
	with make.acting(town.workers[0]):
		reply = make.draft_reply(assignment)
	checked = reply_checks.load(reply)
	assert checked.signers == ("张建国", "李梅", "王五")
	assert set(checked.addressees) == set(checked.signers)
	assert [f.code for f in reply_checks.findings(reply) if f.code == "signer_not_listed"] == []
	people = usual_participants(main.reload())
	assert [row["person"] for row in people if row["party"] == "Deputy"] == ["张建国", "李梅", "王五"]
	contact = frappe.get_last_doc("Handling Contact", {"assignment": assignment.name})
	assert contacts.face_to_face_record(contact)["contact"]["deputies"] == "张建国、李梅、王五"
	other.db_set("is_anonymous", 1)
	assert contacts.face_to_face_record(contact)["contact"]["deputies"] == "张建国、李梅、（代表要求不公开）"


def test_only_lead_deputies_are_owed_it_where_they_pass_it_on(town, group):
	_main, _other, assignment = group
	frappe.get_doc("Congress", town.congress).update({"reply_to_signers": "Lead Deputy Only"}).save()
	with make.acting(town.workers[0]):
		checked = reply_checks.load(make.draft_reply(assignment))
	assert checked.signers == checked.addressees == ("张建国", "王五")


def test_an_unnamed_deputy_of_a_merged_one_is_not_on_the_notice_of_the_meeting(town, group):
	main, other, _assignment = group
	meeting = frappe.get_doc(
		{
			"doctype": "Handling Meeting",
			"suggestion": main.name,
			"participants": usual_participants(main.reload()),
		}
	)
	words = meetings._people(meeting, main, attended_only=False)["deputies"]
	assert words == "张建国、李梅、王五"
	other.db_set("is_anonymous", 1)
	words = meetings._people(meeting, main, attended_only=False)["deputies"]
	assert "王五" not in words and words.startswith("张建国、李梅")


# --- two reviewers, versions, marks


@pytest.fixture
def strict(town):
	frappe.get_doc("Congress", town.congress).update({"two_step_review": "Yes"}).save()
	return town


def test_two_people_review_where_the_congress_wants_it(strict):
	town = strict
	with make.acting(town.clerk):
		suggestion = make.act(make.make_suggestion(town.deputies[0]), "Submit for Review")
		for action, inputs in (
			("Accept and Register", {}),
			("Refuse", {"refusal_ground": "No Substance", "review_opinion": "空"}),
		):
			with pytest.raises(frappe.ValidationError):
				run_action(suggestion.doctype, suggestion.name, action, inputs)
		make.act(suggestion, "Pass First Review", first_review_opinion="内容具体，建议立案")
		assert suggestion.stage == "Second Review" and suggestion.first_reviewed_by == town.clerk
		with pytest.raises(frappe.ValidationError):
			run_action(suggestion.doctype, suggestion.name, "Accept and Register")
	frappe.get_doc("User", town.chair).add_roles("Congress Clerk")
	with make.acting(town.chair):
		other = make.act(make.make_suggestion(town.deputies[1]), "Submit for Review")
		make.act(other, "Pass First Review")
		with pytest.raises(SecondReviewerError):
			run_action(other.doctype, other.name, "Accept and Register")
		make.act(suggestion, "Accept and Register", review_opinion="同意")
	assert (suggestion.first_reviewed_by, suggestion.reviewed_by) == (town.clerk, town.chair)
	assert suggestion.stage == "Registered"
	context = contexts.suggestion_form(suggestion)
	assert context["suggestion"]["first_review"]["opinion"] == "内容具体，建议立案"


def test_one_step_stays_one_step(town):
	with make.acting(town.clerk):
		suggestion = make.act(make.make_suggestion(town.deputies[0]), "Submit for Review")
		with pytest.raises(frappe.ValidationError):
			run_action(suggestion.doctype, suggestion.name, "Pass First Review")


def test_each_submitted_text_is_kept(town):
	with make.acting(town.clerk):
		suggestion = make.act(make.make_suggestion(town.deputies[0]), "Submit for Review")
		make.act(suggestion, "Return for Rewriting", review_opinion="请写明位置")
		suggestion.situation = "东干渠淤积三年。"
		suggestion.append("demands", {"demand": "安装闸门"})
		suggestion.save()
		now = suggestion.get_versions()
		assert [row["values"]["situation"][:2] for row in now] == ["渠道", "东干"]
		make.register(suggestion)
		rows = suggestion.get_versions()
	assert len(rows) == 2 and "请写明位置" in rows[0]["returned"] and not rows[1]["returned"]
	assert rows[0]["values"]["demands_text"] == "1. 清淤五公里\n2. 落实管护人员"
	assert rows[1]["values"]["demands_text"].endswith("3. 安装闸门")
	with make.acting(town.clerk), pytest.raises(frappe.ValidationError):
		suggestion.submissions[0].situation = "改"
		suggestion.save()


def test_a_refusal_says_what_becomes_of_the_paper(town):
	with make.acting(town.clerk):
		suggestion = make.act(make.make_suggestion(town.deputies[0]), "Submit for Review")
		make.act(
			suggestion,
			"Refuse",
			refusal_ground="Personal Matter",
			refusal_treatment="Treated as a Deputy's Letter",
			review_opinion="转信访办",
		)
	assert "代表来信" in contexts.refusal_notice(suggestion, "张建国", "1号", today())["suggestion"]["advice"]


def test_key_and_excellent_are_the_chairs_marks(town, registered):
	(assignment,) = make.assign(registered, lead=town.units[0])
	with make.acting(town.clerk), pytest.raises(frappe.PermissionError):
		registered.mark_key("主席周国平")
	with make.acting(town.clerk), pytest.raises(frappe.ValidationError):
		frappe.get_doc(registered.doctype, registered.name).update({"is_key": 1}).save()
	with make.acting(town.chair):
		registered.reload().mark_key("主席周国平", leader_user=town.chair)
		with pytest.raises(MarkError):
			registered.mark_excellent()
		registered.reload()
	assert (registered.is_key, registered.key_leader, str(registered.key_marked_on)) == (
		1,
		"主席周国平",
		today(),
	)
	assert registered.key_year == int(today()[:4]) and assignment.reload().is_key
	with make.acting(town.chair):
		with pytest.raises(MarkError):
			registered.unmark_key(" ")
		registered.unmark_key("已由县里统筹")
	assert not registered.reload().is_key and not assignment.reload().is_key
	assert "已由县里统筹" in registered.stage_log[-1].note
	registered.db_set({"stage": "Closed", "workflow_state": "Closed", "closed_on": add_days(today(), 0)})
	with make.acting(town.chair):
		registered.reload().mark_excellent()
	assert registered.reload().is_excellent and str(registered.excellent_on) == today()
