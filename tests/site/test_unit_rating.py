"""The rating of handling units: right grades with their reasons, and what each role sees of them."""

import factories as make
import frappe
import pytest
from frappe.utils import add_months, getdate, today
from reporting import make_answered, make_late, report

from deputy_affairs.deputy_affairs.doctype.unit_grading_rule.unit_grading_rule import (
	GradingRuleInvalidError,
	rule_for,
)

RATING, PROGRESS = "Handling Unit Rating", "Suggestion Handling Progress"


def rows(user: str, **filters) -> dict:
	return {row["unit_name"]: row for row in report(RATING, user, **filters)["result"]}


def backdate(suggestion, months: int) -> None:
	"""Let the assignments of a suggestion have been made months ago."""
	for name in frappe.get_all("Suggestion Assignment", {"suggestion": suggestion.name}, pluck="name"):
		frappe.db.set_value("Suggestion Assignment", name, "assigned_on", add_months(today(), -months))


def test_a_good_unit_and_one_that_lets_things_lie(town):
	answered, late = make_answered(town), make_late(town)
	with make.acting(town.clerk):
		for rating in make.ratings_of(answered):
			make.rate(rating)
	backdate(late, 7)
	found = rows(town.clerk, congress=town.congress)
	good, lying = found["农服中心"], found["交通站"]
	assert (good["grade"], good["signed"], good["satisfied"], good["replied"]) == ("Good", 100, 100, 100)
	assert (lying["grade"], lying["signed"], lying["breaches"]) == ("Fail", 0, 1)
	assert lying["grades"] == {"signed": "Fail", "replied": "Fail", "satisfied": None}
	assert "7" in lying["reason"] and "90%" in lying["reason"]
	assert "财政所" not in found, "an assisting unit replies to nobody"


def test_one_dissatisfied_deputy_fails_the_unit(town):
	answered = make_answered(town)
	with make.acting(town.clerk):
		first, second = make.ratings_of(answered)
		make.rate(first)
		make.rate(second, "Satisfied", "Dissatisfied", reasons="渠道仍不通")
	row = rows(town.clerk)["农服中心"]
	assert (row["grade"], row["dissatisfied"]) == ("Fail", 1)


def test_a_form_that_did_not_come_back_is_left_out_if_the_congress_wants_so(town):
	answered = make_answered(town)
	with make.acting(town.clerk):
		first, second = make.ratings_of(answered)
		make.rate(first)
	frappe.db.set_value("Suggestion Rating", second.name, "status", "Not Returned")
	assert rows(town.clerk)["农服中心"]["satisfied"] == 100
	frappe.db.set_value("Congress", town.congress, "exclude_unreturned", "No")
	make.forget()
	assert rows(town.clerk)["农服中心"]["satisfied"] == 0


def test_an_office_edits_the_rule(town):
	make_answered(town)
	assert rows(town.clerk)["农服中心"]["grades"]["satisfied"] is None
	with make.acting(town.clerk):
		own = frappe.get_doc(
			{
				"doctype": "Unit Grading Rule",
				"rule_name": "本镇考评办法",
				"congress": town.congress,
				"items": [{"measure": "Signed for in Time", "within": 1, "good_from": 100, "pass_from": 50}],
			}
		).insert()
	answer = report(RATING, town.clerk, congress=town.congress)
	assert "本镇考评办法" in answer["message"]
	assert answer["result"][0]["grades"] == {"signed": "Good"}
	with make.acting(town.clerk):
		own.items[0].pass_from = 101
		with pytest.raises(GradingRuleInvalidError):
			own.save()


def test_rules_do_not_overlap_and_the_nearest_congress_counts(town):
	def make_rule(name, congress=None, **dates):
		return frappe.get_doc(
			{
				"doctype": "Unit Grading Rule",
				"rule_name": name,
				"congress": congress,
				"items": [{"measure": "Satisfied", "good_from": 80}],
				**dates,
			}
		).insert()

	with pytest.raises(GradingRuleInvalidError):
		make_rule("第二个通用办法")
	old = make_rule("旧办法", town.congress, to_date="2025-12-31")
	new = make_rule("新办法", town.congress, from_date="2026-01-01")
	assert rule_for(town.congress, getdate("2025-06-01")).name == old.name
	assert rule_for(town.congress, getdate("2026-06-01")).name == new.name
	assert rule_for(None, getdate("2026-06-01")).congress is None
	with pytest.raises(GradingRuleInvalidError):
		make_rule("再来一个", town.congress, from_date="2026-06-01")


def test_clerks_do_not_change_the_rule_for_all(town, people):
	rule = rule_for(None, getdate())
	frappe.get_doc(
		{
			"doctype": "Congress",
			"congress_name": "南屏县另一镇人民代表大会",
			"short_name": "另一镇",
			"level": "Township",
			"presidium_name": "另一镇主席团",
		}
	).insert()
	with make.acting(town.clerk):
		assert rule.has_permission("read") and not rule.has_permission("write")


# --- who sees what


def test_a_unit_sees_itself_and_no_open_rating(town):
	answered = make_answered(town)
	make_late(town)
	with make.acting(town.clerk):
		first, second = make.ratings_of(answered)
		make.rate(first, "Satisfied", "Dissatisfied", reasons="渠道仍不通")
	for user in (town.workers[0], town.office):
		row = rows(user)["农服中心"]
		assert (row["satisfied"], row["dissatisfied"], row["grades"]["satisfied"]) == (None, 0, None)
		(line, _total) = report(PROGRESS, user, unit=town.units[0])["result"]
		assert (line["replied"], line["dissatisfied"], line["unrated"]) == (1, 0, 1)
	assert set(rows(town.workers[0])) == {"农服中心"}
	assert set(rows(town.office)) == {"农服中心", "交通站"}
	assert not rows(town.workers[1]), "an assist opinion is not graded"
	assert not rows(town.workers[0], unit=town.units[2])
	with make.acting(town.clerk):
		make.rate(second)
		frappe.get_doc("Deputy Suggestion", answered.name).rehandle(
			[{"unit": town.units[0], "handling_role": "Lead"}], "代表不满意"
		)
	assert rows(town.workers[0])["农服中心"]["dissatisfied"] == 1, "its round is closed now"


@pytest.mark.parametrize("name", [RATING, PROGRESS])
def test_the_handling_side_cannot_ask_who_proposed_what(town, name):
	make_answered(town)
	group = make.make_group(town.term, "第一组", town.deputies[:1]).name
	for user in (town.workers[0], town.office):
		for filters in ({"group": group}, {"constituency": town.constituency}):
			with pytest.raises(frappe.PermissionError):
				report(name, user, **filters)
	for by in ("group", "constituency"):
		with pytest.raises(frappe.PermissionError):
			report(PROGRESS, town.workers[0], by=by)


@pytest.mark.parametrize("name", [RATING, PROGRESS])
def test_deputies_and_strangers(town, prefix, name):
	make_answered(town)
	deputy = make.make_user(make.address(prefix, "deputy"), "Deputy")
	with pytest.raises(frappe.PermissionError):
		report(name, deputy)
	stranger = make.make_user(make.address(prefix, "other"), "Congress Clerk")
	make.make_congress(f"{prefix}青石镇", staff=[stranger])
	make.forget()
	assert not report(name, stranger)["result"]
	assert not report(name, stranger, congress=town.congress)["result"]
	assert not report(name, stranger, congress=town.congress, as_of=today())["result"]
	# the framework filters rows for the user that the request names; ours does not listen to it
	with make.acting(stranger):
		answer = frappe.desk.query_report.run(name, filters={}, user=town.clerk, ignore_prepared_report=True)
	assert not answer["result"]


def test_the_county_observer_sees_the_congresses_below(people, prefix):
	observer = make.make_user(make.address(prefix, "observer"), "Congress Observer")
	county = make.make_congress(f"{prefix}南屏县", level="County", staff=[observer])
	town = make.make_township(prefix, people, parent=county.name)
	make.forget()
	make_answered(town)
	line, _total = report(PROGRESS, observer, by="congress", congress=county.name, include_lower=1)["result"]
	assert (line["label"], line["registered"], line["replied"]) == (f"{prefix}云溪镇", 1, 1)
	assert rows(observer)["农服中心"]["works"] == 1
	assert not report(PROGRESS, observer, by="congress", congress=county.name)["result"]
