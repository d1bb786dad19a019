"""Reports: right numbers, and only for whom they are meant."""

import json

import factories as make
import frappe
import pytest
from frappe.utils import add_days, getdate, today
from reporting import figures, make_answered, make_late, make_stranger, report

from deputy_affairs.deputy_affairs.report.deputy_composition import deputy_composition
from deputy_affairs.deputy_affairs.report.suggestion_register import suggestion_register

COMPOSITION, REGISTER = "Deputy Composition", "Suggestion Register"
SATISFACTION = "Satisfied / Basically Satisfied"


@pytest.fixture
def english(site):
	"""The words of the source, whatever the user's language."""
	before, site.local.lang = site.local.lang, "en"
	yield
	site.local.lang = before


@pytest.fixture
def stranger(site, prefix):
	return make_stranger(prefix)


@pytest.fixture
def answered(town):
	return make_answered(town)


@pytest.fixture
def late(town):
	return make_late(town)


def counts(answer: dict, key: str) -> dict:
	return {row["category"]: (row["count"], row["share"]) for row in answer["result"] if row["key"] == key}


# --- composition


@pytest.fixture
def composed(town, english):
	"""The township's three deputies made different, two of them in a group."""
	today_ = getdate()
	for deputy, age, values in (
		(0, 30, {"gender": "Female", "education": "Senior High School", "ethnicity": "彝族"}),
		(1, 50, {"gender": "Male", "education": "Junior High School", "ethnicity": "汉族"}),
		(2, 61, {"gender": "Male", "education": "Bachelor", "ethnicity": "汉族"}),
	):
		birth = today_.replace(year=today_.year - age, day=1)
		frappe.db.set_value("Deputy", town.deputies[deputy], {"birth_date": birth, **values})
	town.group = make.make_group(town.term, "第一组", town.deputies[:2]).name
	return town


def test_composition_counts(composed):
	answer = report(COMPOSITION, composed.clerk, congress=composed.congress)
	assert counts(answer, "gender") == {"Male": (2, 67), "Female": (1, 33)}
	assert counts(answer, "age") == {"≤35": (1, 33), "46–55": (1, 33), "≥61": (1, 33)}
	assert counts(answer, "high_school") == {"Senior high school or above": (2, 67)}
	assert list(counts(answer, "ethnicity")) == ["汉族", "彝族"]
	assert counts(answer, "deputy_group")["第一组"] == (2, 67)
	assert figures(answer) == {
		"Deputies": 3,
		"Men / Women": "2 / 1 (33%)",
		"Mean Age": 47,
		"Senior high school or above": "2 (67%)",
		"Groups": 1,
	}


def test_composition_chart_follows_the_dimension(composed):
	for dimension, labels in (
		("gender", ["Male", "Female"]),
		(None, ["≤35", "46–55", "≥61"]),
		("nonsense", ["≤35", "46–55", "≥61"]),
	):
		chart = report(COMPOSITION, composed.clerk, congress=composed.congress, dimension=dimension)["chart"]
		assert chart["data"]["labels"] == labels


def test_composition_of_a_group(composed):
	answer = report(COMPOSITION, composed.clerk, group=composed.group)
	assert figures(answer)["Deputies"] == 2


def test_suspended_deputies_count_unless_left_out(composed):
	with make.acting(composed.clerk):
		frappe.get_doc("Deputy", composed.deputies[1]).change_status(
			composed.term, "Suspended", today(), "被采取强制措施"
		)
	assert figures(report(COMPOSITION, composed.clerk))["Deputies"] == 3
	assert figures(report(COMPOSITION, composed.clerk, only_in_office=1))["Deputies"] == 2


def test_those_who_left_do_not_count(composed):
	with make.acting(composed.clerk):
		frappe.get_doc("Deputy", composed.deputies[2]).change_status(
			composed.term, "Moved Away", today(), "调离"
		)
	assert figures(report(COMPOSITION, composed.clerk))["Deputies"] == 2


def test_a_past_term_counts_those_who_served_to_its_end(composed):
	start, end = add_days(today(), -2800), add_days(today(), -901)
	past = make.make_term(composed.congress, 18, start, end)
	place = make.make_constituency(past.name)
	doc = frappe.get_doc("Deputy", composed.deputies[0])
	doc.append("mandates", {"term": past.name, "constituency": place.name, "status": "Expired"})
	doc.save()
	answer = report(COMPOSITION, composed.clerk, term=past.name)
	assert figures(answer)["Deputies"] == 1
	assert figures(answer)["Mean Age"] < 30, "ages are those of the term's last day"
	assert figures(report(COMPOSITION, composed.clerk))["Deputies"] == 3


# --- register


def test_register_row(town, answered, english):
	with make.acting(town.clerk):
		first, _second = make.ratings_of(answered)
		make.rate(first, "Satisfied", "Dissatisfied", reasons="渠道仍不通")
	answer = report(REGISTER, town.clerk, congress=town.congress)
	(row,) = answer["result"]
	assert (row["title"], row["lead_deputy_name"], row["cosigners"]) == (answered.title, "张建国", "李梅")
	assert (row["lead_units"], row["assist_units"]) == ("农服中心", "财政所")
	assert row["registration_number"] == answered.registration_number
	assert row["replied_on"] == getdate() and row["result_class"] == "A"
	assert (row["attitude"], row["result"]) == ("Satisfied1", "Dissatisfied1")
	assert row["stage"] == "Awaiting Decision" and row["worst"] == "Dissatisfied"


def test_satisfaction_leaves_out_what_did_not_come_back(town, answered, english):
	with make.acting(town.clerk):
		first, second = make.ratings_of(answered)
		make.rate(first)
		frappe.db.set_value("Suggestion Rating", second.name, "status", "Not Returned")
	assert figures(report(REGISTER, town.clerk))[SATISFACTION] == "1 (100%) / 0 (0%)"
	frappe.db.set_value("Congress", town.congress, "exclude_unreturned", "No")
	make.forget()
	assert figures(report(REGISTER, town.clerk))[SATISFACTION] == "1 (50%) / 0 (0%)"


def test_register_summary_and_chart(town, answered, late, english):
	answer = report(REGISTER, town.clerk)
	assert figures(answer) == {
		"Suggestions": 2,
		"Not Closed": 2,
		"Past the Due Date": 1,
		"Answered": "1 (50%)",
	}
	assert answer["chart"]["data"]["labels"] == ["Assigned", "Replied"]
	by_class = report(REGISTER, town.clerk, chart_by="class")["chart"]["data"]
	assert dict(zip(by_class["labels"], by_class["datasets"][0]["values"], strict=True)) == {
		"A": 1,
		"Not Stated": 1,
	}


@pytest.mark.parametrize(
	("filters", "expected"),
	[
		({"overdue_only": 1}, ["late"]),
		({"stage": ["Replied"]}, ["answered"]),
		({"stage": json.dumps(["Assigned", "Replied"])}, ["answered", "late"]),
		({"occasion": "Recess"}, ["late"]),
		({"key_only": 1}, []),
		({"category": "农林水利"}, ["answered", "late"]),
		({"from_date": 1}, []),
		({"from_date": 0, "to_date": 0}, ["answered", "late"]),
		({"owner": "Administrator"}, ["answered", "late"]),
	],
)
def test_register_filters(town, answered, late, filters, expected):
	# dates are given as days from today
	filters = {
		key: add_days(today(), value) if key.endswith("_date") else value for key, value in filters.items()
	}
	names = {row["name"] for row in report(REGISTER, town.clerk, **filters)["result"]}
	assert names == {{"late": late, "answered": answered}[name].name for name in expected}


def test_register_of_a_unit_and_a_meeting(town, answered, late):
	assert [row["name"] for row in report(REGISTER, town.clerk, unit=town.units[2])["result"]] == [late.name]
	assert [row["name"] for row in report(REGISTER, town.clerk, meeting=town.meeting)["result"]] == [
		answered.name
	]


def test_overdue_rows_say_so(town, late):
	(row,) = report(REGISTER, town.clerk, overdue_only=1)["result"]
	assert (row["days_left"], row["light"]) == (-3, "overdue")


def test_drafts_only_when_asked_for(town):
	with make.acting(town.clerk):
		make.make_suggestion(town.deputies[0])
	assert not report(REGISTER, town.clerk)["result"]
	assert len(report(REGISTER, town.clerk, stage=["Draft"])["result"]) == 1


def test_register_asks_as_often_for_many_as_for_one(town, answered, late):
	def queries() -> int:
		statements = []
		real, frappe.db.sql = frappe.db.sql, lambda *args, **kw: statements.append(args) or real(*args, **kw)
		try:
			with make.acting(town.clerk):
				suggestion_register.execute({"stage": wanted})
		finally:
			frappe.db.sql = real
		return len(statements)

	wanted = ["Assigned", "Replied"]
	queries()
	few, wanted = queries(), None
	with make.acting(town.clerk):
		for number in range(8):
			make.register(make.make_suggestion(town.deputies[0], title=f"关于第{number}项的建议"))
	queries()  # what saving has dropped from the caches is read again
	assert queries() == few


# --- who sees what


@pytest.mark.parametrize("name", [COMPOSITION, REGISTER])
def test_another_congress_sees_nothing(town, answered, stranger, name):
	for filters in ({}, {"congress": town.congress}, {"term": town.term}):
		answer = report(name, stranger, **filters)
		assert not answer["result"] and not answer["chart"] and not answer["report_summary"]


@pytest.mark.parametrize("name", [COMPOSITION, REGISTER])
def test_the_county_sees_the_townships_below(people, prefix, name, english):
	observer = make.make_user(make.address(prefix, "observer"), "Congress Observer")
	county = make.make_congress(f"{prefix}南屏县", level="County", staff=[observer])
	town = make.make_township(prefix, people, parent=county.name)
	make.forget()
	with make.acting(town.clerk):
		make.register(make.make_suggestion(town.deputies[0]))
	label, number = ("Deputies", 3) if name == COMPOSITION else ("Suggestions", 1)
	assert figures(report(name, observer))[label] == number
	assert figures(report(name, observer, congress=county.name, include_lower=1))[label] == number
	assert not report(name, observer, congress=county.name)["result"], "the county's own has none"


@pytest.mark.parametrize("name", [COMPOSITION, REGISTER])
@pytest.mark.parametrize("who", ["worker", "office"])
def test_the_handling_side_gets_no_report(town, answered, name, who):
	user = town.workers[0] if who == "worker" else town.office
	with pytest.raises(frappe.PermissionError):
		report(name, user)
	module = deputy_composition if name == COMPOSITION else suggestion_register
	with make.acting(user):
		assert not module.execute({"congress": town.congress})[1], "nor by the back door"
