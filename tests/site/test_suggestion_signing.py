"""Who signs a suggestion and how: co-signers by link and on paper, delegations, motions, paper originals."""

import json
from urllib.parse import parse_qs, urlsplit

import factories as make
import frappe
import pytest
from frappe.utils import add_days, get_datetime, getdate, now_datetime, today

from deputy_affairs import daily, one_time_links
from deputy_affairs.deputy_affairs.doctype.deputy_suggestion import cosigning
from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.cosigning_link import (
	TextChangedError,
	fingerprint,
)
from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.errors import (
	DelegationError,
	IncompleteSuggestionError,
	MotionError,
	SignerError,
	UnconfirmedSignerError,
)
from deputy_affairs.workflow_actions import run_action


@pytest.fixture
def draft(town):
	"""Three deputies, of whom two are asked."""
	with make.acting(town.clerk):
		suggestion = make.make_suggestion(town.deputies[0])
		for deputy in town.deputies[1:]:
			suggestion.append("cosigners", {"deputy": deputy})
		return suggestion.save()


def links(suggestion, **kwargs) -> dict:
	"""Issue links, by deputy."""
	return {row["deputy"]: row["url"] for row in suggestion.reload().send_cosigning_links(**kwargs)}


def answer(url: str, decision: str, **values):
	"""What the page does when its button is pressed, as the guest who opened it."""
	token = parse_qs(urlsplit(url).query)["k"][0]
	with make.acting("Guest"):
		link = one_time_links.find_open(token)
		if not link or not (doc := one_time_links.find_record(link)):
			return None
		text = one_time_links._module(link).describe(doc, link).get("text")
		values = {"text": text, "decision": decision, **values}
		return one_time_links._use(token, values)


def submit(suggestion):
	return run_action(suggestion.doctype, suggestion.name, "Submit for Review")


def row_of(suggestion, deputy):
	return next(row for row in suggestion.reload().cosigners if row.deputy == deputy)


# --- by link


def test_two_are_asked_one_agrees_and_one_refuses(town, draft):
	with make.acting(town.clerk):
		by_deputy = links(draft, answer_by=add_days(today(), 3))
	_lead, yes, no = town.deputies
	assert set(by_deputy) == {yes, no}
	with make.acting(town.clerk), pytest.raises(UnconfirmedSignerError):
		submit(draft)
	answer(by_deputy[yes], "agree")
	with pytest.raises(SignerError):
		answer(by_deputy[no], "refuse")
	answer(by_deputy[no], "refuse", reason="与本选区情况不符")
	agreed, refused = row_of(draft, yes), row_of(draft, no)
	assert (agreed.state, agreed.manner, str(agreed.decided_on)) == ("Confirmed", "One-time Link", today())
	assert (refused.state, refused.reason) == ("Refused", "与本选区情况不符")
	assert str(agreed.answer_by) == add_days(today(), 3)
	# used, and nobody else's
	assert answer(by_deputy[yes], "agree") is None
	with make.acting(town.clerk):
		make.register(draft)
	assert draft.signers() == [town.deputies[0], yes]
	assert draft.proposer_shown == "张建国等2人"
	assert "王五" not in draft.signers_for_unit() and "李梅" in draft.signers_for_unit()


def test_an_answer_that_came_in_while_the_office_typed_is_kept(town, draft):
	with make.acting(town.clerk):
		by_deputy = links(draft)
		open_form = frappe.get_doc(draft.doctype, draft.name)
	answer(by_deputy[town.deputies[1]], "agree")
	with make.acting(town.clerk):
		open_form.category = "其他"
		open_form.save()
	assert open_form.category == "其他"
	assert row_of(draft, town.deputies[1]).state == "Confirmed"


def test_nobody_enters_an_answer_by_link_by_hand(town, draft):
	with make.acting(town.clerk):
		draft.cosigners[0].update({"state": "Confirmed", "manner": "One-time Link", "decided_on": today()})
		with pytest.raises(SignerError):
			draft.save()
		by_deputy = links(draft)
	answer(by_deputy[town.deputies[1]], "refuse", reason="不同意")
	with make.acting(town.clerk):
		draft.reload().cosigners[0].update({"state": "Confirmed", "manner": "Signed Paper"})
		draft.save()
	assert row_of(draft, town.deputies[1]).state == "Refused"


def test_a_changed_text_is_confirmed_again(town, draft):
	with make.acting(town.clerk):
		by_deputy = links(draft)
	answer(by_deputy[town.deputies[1]], "agree")
	with make.acting(town.clerk):
		draft.reload().situation = "东干渠淤积三年。"
		frappe.clear_messages()
		draft.save()
		assert "李梅" in json.dumps(frappe.get_message_log(), ensure_ascii=False)
	row = row_of(draft, town.deputies[1])
	assert row.state == "Invited" and not row.decided_on and str(row.asked_again_on) == today()
	with make.acting(town.clerk):
		again = links(draft)
	assert set(again) == set(town.deputies[1:])
	answer(again[town.deputies[1]], "agree")
	assert row_of(draft, town.deputies[1]).state == "Confirmed"


def test_what_was_not_read_is_not_signed(town, draft):
	with make.acting(town.clerk):
		url = links(draft)[town.deputies[1]]
		old = fingerprint(draft.reload())
		draft.situation = "西干渠淤积三年。"
		draft.save()
	with pytest.raises(TextChangedError):
		answer(url, "agree", text=old)
	assert row_of(draft, town.deputies[1]).state == "Invited"
	answer(url, "agree")
	assert row_of(draft, town.deputies[1]).state == "Confirmed"


def test_an_invitation_lapses_by_itself_and_can_be_renewed(town, draft, monkeypatch):
	_lead, late, _other = town.deputies
	with make.acting(town.clerk):
		by_deputy = links(draft)
		draft.reload().enter_signatures([make.signed(town.deputies[2])])
	default = add_days(today(), 7)
	assert str(row_of(draft, late).answer_by) == default
	cosigning.lapse(getdate(default))
	assert row_of(draft, late).state == "Invited"
	cosigning.lapse(getdate(add_days(default, 1)))
	cosigning.lapse(getdate(add_days(default, 1)))
	assert row_of(draft, late).state == "Lapsed"
	assert answer(by_deputy[late], "agree") is None
	assert "deputy_affairs.deputy_affairs.doctype.deputy_suggestion.cosigning.lapse" in daily.STEPS
	with make.acting(town.clerk):
		submit(draft.reload())
	assert draft.reload().signers() == [town.deputies[0], town.deputies[2]]


def test_no_answer_after_the_submission(town, draft):
	with make.acting(town.clerk):
		by_deputy = links(draft)
		draft.reload().enter_signatures([make.signed(deputy) for deputy in town.deputies[1:]])
		submit(draft.reload())
	assert answer(by_deputy[town.deputies[1]], "refuse", reason="晚了") is None
	with make.acting(town.clerk):
		with pytest.raises(SignerError):
			draft.reload().send_cosigning_links()
		with pytest.raises(SignerError):
			draft.enter_signatures([make.signed(town.deputies[1])])


def test_links_are_the_offices_business(town, people, draft):
	other = make.make_township(make.unique(), people)
	for user in (town.office, town.workers[0], other.clerk if other.clerk != town.clerk else town.chiefs[0]):
		with make.acting(user), pytest.raises(frappe.PermissionError):
			draft.reload().send_cosigning_links()


# --- from paper


@pytest.mark.parametrize(
	"entry",
	[
		{"state": "Confirmed", "decided_on": None},
		{"state": "Confirmed", "decided_on": "2999-01-01"},
		{"state": "Refused", "decided_on": "today", "reason": ""},
	],
)
def test_a_signature_from_paper_has_its_day_and_a_refusal_its_reason(town, draft, entry):
	entry = {**entry, "deputy": town.deputies[1]}
	if entry["decided_on"] == "today":
		entry["decided_on"] = today()
	with make.acting(town.clerk), pytest.raises(SignerError):
		draft.enter_signatures([entry])
	assert row_of(draft, town.deputies[1]).state == "Invited"


def test_a_slip_of_the_pen_in_a_paper_original_asks_nobody_again(town):
	with make.acting(town.clerk):
		suggestion = make.make_suggestion(
			town.deputies[0], town.deputies[1:2], entry_mode="From Paper", paper_date=today()
		)
		suggestion.situation = "渠道淤积三年，下游两个村灌溉困难，户均减产。"
		suggestion.save()
		assert suggestion.cosigners[0].state == "Confirmed"
		assert suggestion.entered_by == town.clerk
		suggestion.original = "/private/files/原件.pdf"
		make.act(suggestion.save(), "Submit for Review")
		make.act(suggestion, "Return for Rewriting", review_opinion="请写明位置")
		suggestion.situation = "东干渠淤积三年。"
		suggestion.save()
	assert suggestion.cosigners[0].state == "Invited"


def test_a_paper_original_needs_its_date_and_its_scan(town):
	with make.acting(town.clerk):
		suggestion = make.make_suggestion(town.deputies[0], town.deputies[1:2], entry_mode="From Paper")
		with pytest.raises(IncompleteSuggestionError):
			submit(suggestion)
		suggestion.reload().update({"paper_date": today()}).save()
		with pytest.raises(IncompleteSuggestionError):
			submit(suggestion)
		suggestion.reload().update({"original": "/private/files/原件.pdf"}).save()
		assert make.act(suggestion, "Submit for Review").stage == "Under Review"


def test_without_a_scan_every_signer_confirms_by_link(town):
	with make.acting(town.clerk):
		suggestion = make.make_suggestion(town.deputies[0], entry_mode="From Paper", paper_date=today())
		suggestion.append("cosigners", {"deputy": town.deputies[1]})
		suggestion.save()
		by_deputy = links(suggestion, with_lead=1)
	answer(by_deputy[town.deputies[1]], "agree")
	with make.acting(town.clerk), pytest.raises(IncompleteSuggestionError):
		submit(suggestion.reload())
	with pytest.raises(SignerError):
		answer(by_deputy[town.deputies[0]], "refuse", reason="不是我写的")
	answer(by_deputy[town.deputies[0]], "agree")
	with make.acting(town.clerk):
		assert make.act(suggestion.reload(), "Submit for Review").stage == "Under Review"
	assert str(suggestion.lead_confirmed_on) == today()


# --- delegations and motions


def test_a_delegation_submits_at_a_meeting_signed_by_its_head(town):
	delegation = {"author_kind": "Delegation", "delegation_name": "第一代表团"}
	with make.acting(town.clerk):
		with pytest.raises(DelegationError):
			make.make_suggestion(town.deputies[0], **delegation)
		with pytest.raises(DelegationError):
			make.make_suggestion(town.deputies[0], town.deputies[1:2], meeting=town.meeting, **delegation)
		suggestion = make.make_suggestion(town.deputies[0], meeting=town.meeting, **delegation)
		make.register(suggestion)
	assert suggestion.proposer_shown == "第一代表团" and suggestion.signers() == [town.deputies[0]]
	assert suggestion.signers_for_unit().startswith("第一代表团（团长：张建国）")


def five(town) -> list[str]:
	"""Two more deputies than the township has."""
	more = [
		make.make_deputy(name, town.congress, town.term, town.constituency, f"09{n}").name
		for n, name in enumerate(("赵六", "孙七"))
	]
	return [*town.deputies[1:], *more]


def motion(town, cosigners, **fields):
	return make.make_suggestion(
		town.deputies[0],
		cosigners,
		title="关于修建北干渠的议案",
		meeting=town.meeting,
		kind="Motion",
		cause="《中华人民共和国水法》第二十三条",
		**fields,
	)


def test_a_motion_needs_five_deputies_in_a_township(town):
	frappe.db.set_value("Constituency", town.constituency, "seats", 5)
	with make.acting(town.clerk):
		four = motion(town, five(town)[:3])
		with pytest.raises(MotionError):
			submit(four)
		others = [d for d in frappe.get_all("Deputy", {"congress": town.congress}, pluck="name")]
		four.reload().append("cosigners", make.signed(next(d for d in others if d not in four.signers())))
		four.save()
		assert make.act(four, "Submit for Review").stage == "Under Review"
		with pytest.raises(frappe.ValidationError):
			run_action(four.doctype, four.name, "Accept and Register")


@pytest.fixture
def submitted_motion(town):
	frappe.db.set_value("Constituency", town.constituency, "seats", 5)
	with make.acting(town.clerk):
		return make.act(motion(town, five(town)), "Submit for Review")


def test_a_motion_on_the_agenda_ends_here(town, submitted_motion):
	with make.acting(town.clerk):
		make.act(
			submitted_motion,
			"Put on the Agenda",
			presidium_decision="主席团会议决定列入大会议程",
			presidium_decided_on=today(),
		)
	assert submitted_motion.stage == "On the Agenda" and submitted_motion.kind == "Motion"
	assert submitted_motion.motion_signers.count("、") == 4
	assert not submitted_motion.registration_number


def test_a_motion_not_on_the_agenda_becomes_a_suggestion_with_its_history(town, submitted_motion):
	with make.acting(town.clerk):
		with pytest.raises(MotionError):
			run_action(
				submitted_motion.doctype,
				submitted_motion.name,
				"Turn into Suggestion",
				{"presidium_decision": "转为建议", "presidium_decided_on": add_days(today(), 1)},
			)
		make.act(
			submitted_motion,
			"Turn into Suggestion",
			presidium_decision="主席团会议决定不列入议程，转为建议",
			presidium_decided_on=today(),
		)
		assert (submitted_motion.stage, submitted_motion.kind) == ("Under Review", "Motion Turned Suggestion")
		make.act(submitted_motion, "Accept and Register")
	assert submitted_motion.registration_number == "19-3-001"
	assert submitted_motion.submissions[0].kind == "Motion"
	assert "孙七" in submitted_motion.motion_signers
	assert submitted_motion.presidium_decision.startswith("主席团会议决定")
	assert any("议程" in (row.note or "") or row.note for row in submitted_motion.stage_log)


def test_a_motion_after_the_time_the_presidium_set(town):
	frappe.db.set_value("Constituency", town.constituency, "seats", 5)
	meeting = frappe.get_doc("Congress Meeting", town.meeting)
	meeting.db_set("submission_deadline", f"{meeting.start_date} 18:00:00")
	with make.acting(town.clerk):
		late = motion(town, five(town))
		with pytest.raises(MotionError):
			submit(late)
		late.reload().update({"kind": "Suggestion"}).save()
		assert make.act(late, "Submit for Review").stage == "Under Review"
	assert now_datetime() > get_datetime(meeting.submission_deadline)
