"""Earlier and similar suggestions: what is found, by whom, and that the index is in step."""

import factories
import frappe
import pytest
from factories import act, acting, make_suggestion
from frappe.utils import add_days, getdate, today

from deputy_affairs import raised_again, similar_suggestions
from deputy_affairs.permissions import DEPUTY_ROLE

LAMPS = {
	"title": "关于在花溪村主干道安装太阳能路灯的建议",
	"situation": "花溪村三组2公里主路没有路灯，夜间出行不便，老人和学生摔伤的情况时有发生。",
	"demands": [{"demand": "安装太阳能路灯20盏"}, {"demand": "明确管护单位"}],
	"category": "村镇建设",
}
CANAL = {
	"title": "关于清淤修复花溪村灌溉渠道的建议",
	"situation": "花溪村三组灌溉渠淤积渗漏，300亩水田无法自流灌溉。",
	"demands": [{"demand": "清淤5公里"}],
}
# The same matter in other words.
ASKED = {
	"title": "花溪村晚上路灯少的问题",
	"situation": "一到夜间三组的路上就摸黑，学生和老人摔过跤。",
	"demands": ["装几十盏灯"],
	"category": "村镇建设",
}


@pytest.fixture
def written(site, people, prefix):
	"""A township with three registered suggestions, committed: a full text search sees nothing else."""
	town = factories.make_township(prefix, people)
	with acting(town.clerk):
		town.lamps = factories.register(make_suggestion(town.deputies[0], **LAMPS))
		town.canal = factories.register(make_suggestion(town.deputies[0], **CANAL))
		town.draft = make_suggestion(town.deputies[1], **LAMPS)
	site.db.commit()
	yield town
	site.db.rollback()
	site.set_user("Administrator")
	factories.remove([town.congress])


def found(user: str, **values) -> dict:
	with acting(user):
		return {row["name"]: row for row in similar_suggestions.find(ASKED | values)}


def test_the_same_matter_is_found_first(written):
	rows = found(written.clerk)
	assert next(iter(rows)) == written.lamps.name
	row = rows[written.lamps.name]
	assert row["same_place"] and row["alike"] >= 20
	assert (row["title"], row["registration_number"], row["year"], row["stage"]) == (
		LAMPS["title"],
		written.lamps.registration_number,
		getdate().year,
		"Registered",
	)


def test_drafts_and_the_suggestion_itself_are_not_shown(written):
	assert written.draft.name not in found(written.clerk)
	assert written.lamps.name not in found(written.clerk, name=written.lamps.name)


def test_a_village_meant_by_our_village(site, written):
	site.db.set_value("Constituency", written.constituency, "villages", "花溪村")
	lead = {"title": "本村晚上路灯少的问题", "lead_deputy": written.deputies[0]}
	assert found(written.clerk, **lead)[written.lamps.name]["same_place"]


def test_nothing_asked_nothing_found(written):
	with acting(written.clerk):
		assert similar_suggestions.find({}) == []
		assert similar_suggestions.find({"title": "路"}) == []


def test_promises_of_issued_replies_are_shown(site, town):
	with acting(town.clerk):
		suggestion = factories.register(make_suggestion(town.deputies[0], **LAMPS))
		(assignment,) = factories.assign(suggestion, lead=town.units[0])
	with acting(town.workers[0]):
		act(assignment, "Sign For")
		reply = factories.draft_reply(assignment, "B")
	assert similar_suggestions._promises_of([suggestion.name]) == {}, "a draft of a reply promises nothing"
	factories.issue(reply, town.workers[0], town.office, town.chiefs[0])
	promises = similar_suggestions._promises_of([suggestion.name])[suggestion.name]
	dates = {row.promised_date for row in reply.reload().answers if row.promised_date}
	assert dates and {row["promised_date"] for row in promises} == dates
	assert {(row["responsible"], row["state"]) for row in promises} == {("王芳", "Open")}


def test_another_township_finds_nothing_the_county_everything(site, people, written, prefix):
	stranger = factories.make_user(factories.address(prefix, "far"), "Congress Clerk")
	deputy_user = factories.make_user(factories.address(prefix, "dep"), DEPUTY_ROLE)
	try:
		other = factories.make_congress(f"{prefix}他镇", staff=[stranger])
		assert found(stranger) == {}
		site.db.set_value("Deputy", written.deputies[0], "user", deputy_user)
		assert set(found(deputy_user)) >= {written.lamps.name}
		site.db.set_value("Deputy", written.deputies[0], "user", None)
		site.db.set_value("Deputy", written.deputies[2], "user", deputy_user)
		assert found(deputy_user) == {}, "a deputy who did not sign sees nothing that is not public"
		assert other.name
	finally:
		site.db.rollback()
		factories.remove([], [stranger, deputy_user])


@pytest.mark.parametrize("who", ["office", "worker"])
def test_the_handling_side_may_not_ask(written, who):
	user = written.office if who == "office" else written.workers[0]
	with pytest.raises(frappe.PermissionError):
		found(user)


def test_ratings_only_for_those_who_may_read_them(site, written, prefix):
	user = factories.make_user(factories.address(prefix, "dep"), DEPUTY_ROLE)
	site.db.set_value("Deputy", written.deputies[0], "user", user)
	assert "overall_rating" in found(written.clerk)[written.lamps.name]
	assert "overall_rating" not in found(user)[written.lamps.name]


def test_an_edit_and_a_deletion_reach_the_index(site, written):
	entry = ("Suggestion Search Entry", written.draft.name, "tokens")
	before = site.db.get_value(*entry)
	with acting(written.clerk):
		written.draft.reload()
		written.draft.title = CANAL["title"]
		written.draft.demands[0].demand = CANAL["demands"][0]["demand"]
		written.draft.save()
	after = site.db.get_value(*entry)
	assert after != before
	assert similar_suggestions._pair_token("渠道") in after
	assert similar_suggestions._pair_token("渠道") not in before
	with acting(written.clerk):
		site.delete_doc("Deputy Suggestion", written.draft.name)
	assert not site.db.exists("Suggestion Search Entry", written.draft.name)


def test_a_save_that_changes_no_word_leaves_the_index_alone(site, written):
	stamp = site.db.get_value("Suggestion Search Entry", written.lamps.name, "modified")
	written.lamps.reload()
	written.lamps.refresh_from_facts()
	assert site.db.get_value("Suggestion Search Entry", written.lamps.name, "modified") == stamp


def test_the_index_is_made_anew_from_the_records(site, written):
	names = [written.lamps.name, written.canal.name, written.draft.name]
	fields = {"filters": {"suggestion": ("in", names)}, "fields": ["suggestion", "congress", "tokens"]}
	before = site.get_all("Suggestion Search Entry", order_by="suggestion", **fields)
	assert len(before) == 3
	site.db.delete("Suggestion Search Entry", {"suggestion": ("in", names[:2])})
	site.db.set_value("Suggestion Search Entry", names[2], "tokens", "stale")
	orphan = site.get_doc(
		{"doctype": "Suggestion Search Entry", "suggestion": "JY-0000-00000", "tokens": "x"}
	)
	orphan.name = orphan.suggestion
	orphan.db_insert()
	assert similar_suggestions.rebuild(batch=2) == site.db.count("Deputy Suggestion")
	assert site.get_all("Suggestion Search Entry", order_by="suggestion", **fields) == before
	assert not site.db.exists("Suggestion Search Entry", orphan.name)


def test_raised_again_links_to_earlier_ones_in_every_state(site, written):
	with acting(written.clerk):
		again = factories.register(make_suggestion(written.deputies[1], **LAMPS))
		raised_again.mark(again.name, written.lamps.name)
		raised_again.mark(again.name, written.lamps.name)
		again.reload()
		assert again.raised_again
		(row,) = again.earlier_suggestions
		assert (row.suggestion, row.registration_number, row.marked_by) == (
			written.lamps.name,
			written.lamps.registration_number,
			written.clerk,
		)
		raised_again.unmark(again.name, written.lamps.name)
		again.reload()
		assert not again.raised_again and not again.earlier_suggestions


def test_only_an_earlier_one_can_be_meant(site, written):
	site.db.set_value("Deputy Suggestion", written.canal.name, "registered_on", add_days(today(), 5))
	with acting(written.clerk):
		for earlier in (written.lamps.name, written.canal.name):
			with pytest.raises(raised_again.RaisedAgainError):
				raised_again.mark(written.lamps.name, earlier)


def test_who_may_not_write_may_not_mark(written, prefix):
	observer = factories.make_user(factories.address(prefix, "obs"), "Congress Observer")
	try:
		with acting(observer), pytest.raises(frappe.PermissionError):
			raised_again.mark(written.canal.name, written.lamps.name)
	finally:
		frappe.db.rollback()


def test_other_databases_find_the_same(site, written, monkeypatch):
	here = list(found(written.clerk))
	monkeypatch.setattr(site.db, "db_type", "sqlite")
	assert list(found(written.clerk)) == here
