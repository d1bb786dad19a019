"""The registers: congress, term, meeting, constituency, deputy, group, unit."""

import factories as make
import frappe
import pytest
from frappe.utils import add_days, today

from deputy_affairs import settings
from deputy_affairs.deputy_affairs.doctype.congress.congress import CongressLevelError, CongressSettingError
from deputy_affairs.deputy_affairs.doctype.congress_meeting.congress_meeting import MeetingDatesError
from deputy_affairs.deputy_affairs.doctype.congress_term.congress_term import (
	TermDatesError,
	TermOverlapError,
	current_term,
)
from deputy_affairs.deputy_affairs.doctype.constituency.constituency import (
	ConstituencyNumberError,
	ConstituencySeatsError,
)
from deputy_affairs.deputy_affairs.doctype.deputy.deputy import (
	CardNumberError,
	DeputyAgeError,
	MandatePlaceError,
	MandateStatusError,
	OneMandateATermError,
	SeatsTakenError,
	expire_mandates,
)
from deputy_affairs.deputy_affairs.doctype.deputy_group.deputy_group import (
	GroupLeaderError,
	GroupMemberError,
	GroupMembershipError,
)
from deputy_affairs.deputy_affairs.doctype.handling_unit.handling_unit import UnitMemberError, is_chief
from deputy_affairs.rules.settings import LAW_CEILINGS, SETTINGS
from deputy_affairs.tasks import mark_current_terms

# --- congress and its settings


@pytest.fixture
def county(prefix):
	return make.make_congress(f"{prefix}县", level="County")


def test_a_township_stands_under_a_county_only(prefix, county):
	township = make.make_congress(f"{prefix}镇", parent=county.name)
	assert township.parent_congress == county.name
	assert frappe.db.get_value("Congress", county.name, "is_group") == 1
	with pytest.raises(CongressLevelError):
		make.make_congress(f"{prefix}乙镇", parent=township.name)
	with pytest.raises(CongressLevelError):
		make.make_congress(f"{prefix}乙县", level="County", parent=county.name)


def test_a_congress_with_lower_ones_keeps_a_higher_level(prefix, county):
	make.make_congress(f"{prefix}镇", parent=county.name)
	county.reload()
	county.level = "Township"
	with pytest.raises(CongressLevelError):
		county.save()
	county.reload()
	county.level = "City"
	county.save()


def test_settings_come_from_the_county_then_from_the_law(prefix, county):
	township = make.make_congress(f"{prefix}镇", parent=county.name)
	value = settings.effective(township.name, "reply_months")
	assert (value.value, value.origin) == (3, None)
	county.reload()
	county.reply_months, county.reply_months_hard, county.assign_workdays = 2, 4, 5
	county.save()
	value = settings.effective(township.name, "reply_months")
	assert (value.value, value.origin) == (2, county.name)
	township.reload()
	township.assign_workdays = 10
	township.save()
	assert settings.effective(township.name, "assign_workdays").origin == township.name
	assert settings.value(township.name, "assign_workdays") == 10
	assert settings.value(county.name, "assign_workdays") == 5
	rows = {row["fieldname"]: row for row in township.get_effective_settings()}
	assert set(rows) == set(SETTINGS)
	assert (rows["assign_workdays"]["origin"], rows["assign_workdays"]["own"]) == (township.name, True)
	assert (rows["reply_months"]["origin"], rows["reply_months"]["own"]) == (county.name, False)
	assert rows["rehandling_months"]["origin"] == "" and rows["rehandling_months"]["value"] == 1


@pytest.mark.parametrize("name", sorted(LAW_CEILINGS))
def test_a_township_cannot_exceed_the_law(prefix, name):
	with pytest.raises(CongressSettingError):
		make.make_congress(f"{prefix}镇", **{name: LAW_CEILINGS[name] + 1})
	assert make.make_congress(f"{prefix}镇", **{name: LAW_CEILINGS[name]}).get(name) == LAW_CEILINGS[name]


@pytest.mark.parametrize(
	"fields",
	[
		{"return_workdays": -1},
		{"assign_workdays": 400},
		{"reply_months": 3, "reply_months_hard": 2},
		{"group_min": 8, "group_max": 5},
		{"meeting_number_pattern": "{term}-{meeting}"},
		{"recess_number_pattern": "{term}-{meeting}-{serial}"},
		{"recess_number_pattern": "{term}{serial}"},
	],
)
def test_settings_that_make_no_sense_are_refused(prefix, fields):
	with pytest.raises(CongressSettingError):
		make.make_congress(f"{prefix}镇", **fields)


def test_a_county_cannot_set_what_contradicts_a_township_below(prefix, county):
	make.make_congress(f"{prefix}镇", parent=county.name, group_max=4)
	county.reload()
	county.group_min = 5
	with pytest.raises(CongressSettingError):
		county.save()
	county.reload()
	county.group_min = 4
	county.save()


def _permitted(user: str) -> set:
	return set(
		frappe.get_all("User Permission", filters={"user": user, "allow": "Congress"}, pluck="for_value")
	)


def test_the_staff_table_gives_and_takes_user_permissions(prefix, people, county):
	clerk, chair = people["clerk"], people["chair"]
	township = make.make_congress(f"{prefix}镇", parent=county.name, staff=[clerk])
	assert _permitted(clerk) == {township.name} and _permitted(chair) == set()
	township.append("staff", {"user": chair})
	township.save()
	assert _permitted(chair) == {township.name}
	township.staff = [row for row in township.staff if row.user != clerk]
	township.save()
	assert _permitted(clerk) == set() and _permitted(chair) == {township.name}


def test_staff_of_a_township_under_a_county_read_their_congress(prefix, people, county):
	township = make.make_congress(f"{prefix}镇", parent=county.name, staff=[people["clerk"]])
	with make.acting(people["clerk"]):
		assert frappe.get_list("Congress", pluck="name") == [township.name]
		assert frappe.has_permission("Congress", "write", township.name)
		assert not frappe.has_permission("Congress", "read", county.name)


def test_staff_of_a_county_see_a_township_made_later(prefix, people, county):
	county.reload()
	county.append("staff", {"user": people["clerk"]})
	county.save()
	with make.acting(people["clerk"]):
		assert frappe.get_list("Congress", pluck="name") == [county.name]
	township = make.make_congress(f"{prefix}镇", parent=county.name)
	with make.acting(people["clerk"]):
		assert set(frappe.get_list("Congress", pluck="name")) == {county.name, township.name}


def test_nobody_is_entered_twice_among_the_staff(prefix, people):
	with pytest.raises(frappe.DuplicateEntryError):
		make.make_congress(f"{prefix}镇", staff=[people["clerk"], people["clerk"]])


def test_base_seats_by_population(prefix):
	congress = make.make_congress(f"{prefix}镇", population=30_000)
	assert congress.get_base_seats() == 45 + 20
	congress.population = 0
	assert congress.get_base_seats() is None


# --- term and meeting


def test_a_term_lasts_five_years_and_has_a_chinese_title(prefix):
	congress = make.make_congress(f"{prefix}镇")
	term = make.make_term(congress.name, 19, "2021-12-01")
	assert str(term.end_date) == "2026-11-30" and term.title == "第十九届"
	following = make.make_term(congress.name, 20, "2026-12-01")
	assert current_term(congress.name, "2026-11-30") == term.name
	assert current_term(congress.name, "2026-12-01") == following.name


def test_terms_do_not_overlap_within_a_congress(prefix):
	congress, other = make.make_congress(f"{prefix}镇"), make.make_congress(f"{prefix}乙镇")
	make.make_term(congress.name, 19, "2021-12-01")
	with pytest.raises(TermOverlapError):
		make.make_term(congress.name, 20, "2026-11-30")
	make.make_term(other.name, 20, "2026-11-30")


@pytest.mark.parametrize(
	"number,start,end", [(0, "2021-12-01", None), (-1, "2021-12-01", None), (19, "2021-12-01", "2021-12-01")]
)
def test_a_term_needs_a_number_and_ends_after_it_starts(prefix, number, start, end):
	congress = make.make_congress(f"{prefix}镇")
	with pytest.raises(TermDatesError):
		make.make_term(congress.name, number, start, end)
	make.make_term(congress.name, 1, "2021-12-01", "2021-12-02")


def test_which_term_runs_follows_the_calendar(prefix):
	congress = make.make_congress(f"{prefix}镇")
	past = make.make_term(congress.name, 18, "2016-12-01")
	present = make.make_term(congress.name, 19)
	assert (past.is_current, present.is_current) == (0, 1)
	frappe.db.set_value("Congress Term", past.name, "is_current", 1)
	frappe.db.set_value("Congress Term", present.name, "is_current", 0)
	for _again in range(2):
		mark_current_terms()
		assert frappe.db.get_value("Congress Term", past.name, "is_current") == 0
		assert frappe.db.get_value("Congress Term", present.name, "is_current") == 1


def test_a_meeting_lies_within_its_term(prefix):
	congress = make.make_congress(f"{prefix}镇")
	term = make.make_term(congress.name, 19, "2021-12-01")
	meeting = make.make_meeting(term.name, 3, "2021-12-01", "2021-12-03")
	assert meeting.congress == congress.name
	assert meeting.title == "第十九届人民代表大会第三次会议"
	for number, start, end in (
		(4, "2021-11-30", "2021-12-02"),
		(4, "2026-11-29", "2026-12-01"),
		(4, "2022-03-03", "2022-03-02"),
		(0, "2022-03-02", "2022-03-03"),
	):
		with pytest.raises(MeetingDatesError):
			make.make_meeting(term.name, number, start, end)
	with pytest.raises(frappe.DuplicateEntryError):
		make.make_meeting(term.name, 3, "2022-03-02", "2022-03-03")


# --- constituency and deputy


def test_a_constituency_has_one_to_three_seats(town):
	for seats in (0, 4, -1):
		with pytest.raises(ConstituencySeatsError):
			make.make_constituency(town.term, 50, seats=seats)
	assert make.make_constituency(town.term, 51, seats=1).congress == town.congress
	assert make.make_constituency(town.term, 52, seats=3).seats_taken == 0


def test_a_constituency_keeps_the_seats_of_its_deputies(town):
	place = frappe.get_doc("Constituency", town.constituency)
	assert place.seats_taken == 3
	place.seats = 2
	with pytest.raises(ConstituencySeatsError):
		place.save()


def test_constituency_numbers_are_given_once_a_term(town):
	with pytest.raises((ConstituencyNumberError, frappe.DuplicateEntryError)):
		make.make_constituency(town.term, 1, name="另一选区")
	second = make.make_constituency(town.term, 2)
	second.constituency_number = 1
	with pytest.raises((ConstituencyNumberError, frappe.CannotChangeConstantError)):
		second.save()
	later = make.make_term(
		town.congress, 20, add_days(frappe.db.get_value("Congress Term", town.term, "end_date"), 1)
	)
	make.make_constituency(later.name, 1)


def test_no_more_deputies_than_seats(town):
	with pytest.raises(SeatsTakenError):
		make.make_deputy("赵六", town.congress, town.term, town.constituency)
	deputy = frappe.get_doc("Deputy", town.deputies[0])
	deputy.change_status(town.term, "Suspended", today(), "涉嫌犯罪被羁押")
	with pytest.raises(SeatsTakenError):  # a suspended deputy keeps the seat (DL25 §61)
		make.make_deputy("赵六", town.congress, town.term, town.constituency)
	deputy.reload()
	deputy.change_status(town.term, "Resigned", today(), "本人辞职")
	assert frappe.db.get_value("Constituency", town.constituency, "seats_taken") == 2
	make.make_deputy("赵六", town.congress, town.term, town.constituency)
	assert frappe.db.get_value("Constituency", town.constituency, "seats_taken") == 3


def test_one_mandate_a_term(town):
	place = make.make_constituency(town.term, 2)
	mandates = [{"term": town.term, "constituency": place.name}] * 2
	with pytest.raises(OneMandateATermError):
		frappe.get_doc(make.deputy_values("赵六", town.congress, mandates=mandates)).insert()
	past = make.make_term(town.congress, 18, "2015-01-01", "2019-12-31")
	old_place = make.make_constituency(past.name, 1)
	deputy = make.make_deputy("赵六", town.congress, town.term, place.name)
	deputy.append("mandates", {"term": past.name, "constituency": old_place.name, "status": "Expired"})
	deputy.save()
	assert (deputy.term, deputy.status, str(deputy.first_elected)) == (town.term, "In Office", "2015-01-01")


def test_card_numbers_are_given_once_a_term(town):
	place = make.make_constituency(town.term, 2)
	with pytest.raises(CardNumberError):
		make.make_deputy("赵六", town.congress, town.term, place.name, "001")
	assert make.make_deputy("赵六", town.congress, town.term, place.name, "004").card_number == "004"
	assert not make.make_deputy("钱七", town.congress, town.term, place.name).card_number
	assert not make.make_deputy("孙八", town.congress, town.term, place.name).card_number


def test_term_constituency_and_congress_belong_together(prefix, town):
	other = make.make_congress(f"{prefix}乙镇")
	term = make.make_term(other.name)
	place = make.make_constituency(term.name)
	with pytest.raises(MandatePlaceError):
		make.make_deputy("赵六", town.congress, term.name, place.name)
	with pytest.raises(MandatePlaceError):
		make.make_deputy("赵六", town.congress, town.term, place.name)
	with pytest.raises(MandatePlaceError):
		mandate = {"term": term.name, "constituency": place.name, "start_date": "2001-01-01"}
		frappe.get_doc(make.deputy_values("赵六", other.name, mandates=[mandate])).insert()
	assert make.make_deputy("赵六", other.name, term.name, place.name).congress == other.name


def test_deputies_are_of_age(town):
	young = frappe.utils.add_years(today(), -18)
	with pytest.raises(DeputyAgeError):
		frappe.get_doc(make.deputy_values("小明", town.congress, birth_date=add_days(young, 1))).insert()
	frappe.get_doc(make.deputy_values("小明", town.congress, birth_date=young)).insert()


def test_statuses_change_with_their_history(town):
	deputy = frappe.get_doc("Deputy", town.deputies[0])
	deputy.mandates[0].status = "Resigned"
	with pytest.raises(MandateStatusError):
		deputy.save()
	deputy.reload()
	day = add_days(today(), -10)
	deputy.change_status(town.term, "Suspended", day, "涉嫌犯罪被羁押")
	assert deputy.status == "Suspended" and not deputy.mandates[0].end_date
	deputy.reload()
	deputy.change_status(town.term, "In Office", add_days(day, 3), "不起诉")
	deputy.reload()
	deputy.change_status(town.term, "Moved Away", add_days(day, 5), "迁往外县")
	deputy.reload()
	assert [(row.from_status, row.to_status, row.reason) for row in deputy.status_changes] == [
		("In Office", "Suspended", "涉嫌犯罪被羁押"),
		("Suspended", "In Office", "不起诉"),
		("In Office", "Moved Away", "迁往外县"),
	]
	assert {row.changed_by for row in deputy.status_changes} == {"Administrator"}
	assert str(deputy.mandates[0].end_date) == add_days(day, 5)
	with pytest.raises(MandateStatusError):  # an ending is final
		deputy.change_status(town.term, "In Office", today(), "复职")
	with pytest.raises(MandateStatusError):  # and stays in the register
		deputy.reload().delete()
	deputy.reload()
	deputy.mandates = []
	with pytest.raises(MandateStatusError):
		deputy.save()


@pytest.mark.parametrize(
	"status,days,reason",
	[
		("Resigned", 0, None),
		("Resigned", 0, "  "),
		("Resigned", 1, "本人辞职"),
		("Resigned", -2000, "本人辞职"),
		("Expired", 0, None),
		("In Office", 0, "重复"),
		("Unknown", 0, "?"),
	],
)
def test_a_status_needs_a_day_and_a_reason_and_a_legal_order(town, status, days, reason):
	deputy = frappe.get_doc("Deputy", town.deputies[0])
	with pytest.raises(MandateStatusError):
		deputy.change_status(town.term, status, add_days(today(), days), reason)
	assert frappe.db.get_value("Deputy", deputy.name, "status") == "In Office"


def test_an_unknown_term_has_no_status(town):
	with pytest.raises(MandateStatusError):
		frappe.get_doc("Deputy", town.deputies[0]).change_status("没有这一届", "Resigned", today(), "辞职")


def test_a_mandate_may_be_entered_as_expired_only_after_its_term(town):
	place = make.make_constituency(town.term, 2)
	with pytest.raises(MandateStatusError):
		mandate = {"term": town.term, "constituency": place.name, "status": "Expired"}
		frappe.get_doc(make.deputy_values("赵六", town.congress, mandates=[mandate])).insert()
	with pytest.raises(MandateStatusError):
		mandate = {"term": town.term, "constituency": place.name, "status": "Recalled"}
		frappe.get_doc(make.deputy_values("赵六", town.congress, mandates=[mandate])).insert()


def test_mandates_expire_with_their_term_once(prefix):
	congress = make.make_congress(f"{prefix}镇")
	term = make.make_term(congress.name, 18, "2015-01-01", "2019-12-31")
	place = make.make_constituency(term.name)
	deputy = make.make_deputy("张建国", congress.name, term.name, place.name, "001")
	gone = make.make_deputy("李梅", congress.name, term.name, place.name, "002")
	gone.change_status(term.name, "Deceased", "2018-05-01", "病故")
	assert expire_mandates() >= 1
	deputy.reload()
	assert (deputy.status, str(deputy.mandates[0].end_date)) == ("Expired", "2019-12-31")
	assert frappe.db.get_value("Deputy", gone.name, "status") == "Deceased"
	assert frappe.db.get_value("Constituency", place.name, "seats_taken") == 0
	history = len(deputy.status_changes)
	expire_mandates()
	assert len(deputy.reload().status_changes) == history == 1


def test_names_lose_the_blanks_of_a_printed_roster(town):
	place = make.make_constituency(town.term, 2)
	assert make.make_deputy("赵  六", town.congress, town.term, place.name).deputy_name == "赵六"
	assert make.make_deputy("钱　七", town.congress, town.term, place.name).deputy_name == "钱七"


def test_the_roster_is_ordered_by_strokes_or_by_pinyin(prefix):
	congress = make.make_congress(f"{prefix}镇")
	term = make.make_term(congress.name)
	places = [make.make_constituency(term.name, number) for number in (1, 2)]
	for n, name in enumerate(("张建国", "丁一", "欧阳明", "单立", "王五")):
		make.make_deputy(name, congress.name, term.name, places[n // 3].name)

	def roster(key):
		return frappe.get_all(
			"Deputy", filters={"congress": congress.name}, pluck="deputy_name", order_by=f"{key} asc"
		)

	assert roster("stroke_key") == ["丁一", "王五", "张建国", "欧阳明", "单立"]
	assert roster("pinyin_key") == ["丁一", "欧阳明", "单立", "王五", "张建国"]


def test_a_login_belongs_to_one_deputy(prefix, town):
	user = make.make_user(make.address(prefix, "deputy"), "Deputy")
	frappe.get_doc("Deputy", town.deputies[0]).update({"user": user}).save()
	with pytest.raises(frappe.UniqueValidationError):
		frappe.get_doc("Deputy", town.deputies[1]).update({"user": user}).save()


# --- group and unit


def test_a_small_group_is_saved_with_a_warning(town):
	frappe.clear_messages()
	group = make.make_group(town.term, "一组", town.deputies[:2])
	assert group.member_count == 2
	assert any("2" in str(message) and "3" in str(message) for message in frappe.message_log)
	frappe.clear_messages()
	group.append("members", {"deputy": town.deputies[2]})
	group.save()
	assert not frappe.message_log


def test_a_group_writes_itself_to_its_deputies(town):
	group = make.make_group(
		town.term, "一组", town.deputies, leader=town.deputies[0], liaison=town.deputies[1]
	)
	assert [row.duty for row in group.members] == ["Leader", "Liaison", "Member"]
	assert group.congress == town.congress
	assert frappe.db.get_value("Deputy", town.deputies[2], "deputy_group") == group.name
	group.members = group.members[:2]
	group.save()
	assert not frappe.db.get_value("Deputy", town.deputies[2], "deputy_group")
	group.delete()
	assert not frappe.db.get_value("Deputy", town.deputies[0], "deputy_group")


def test_a_deputy_has_one_group_a_term(town):
	make.make_group(town.term, "一组", town.deputies[:2])
	with pytest.raises(GroupMembershipError):
		make.make_group(town.term, "二组", town.deputies[1:])
	make.make_group(town.term, "二组", town.deputies[2:])


def test_members_hold_a_mandate_and_are_entered_once(town):
	with pytest.raises(GroupMemberError):
		make.make_group(town.term, "一组", [town.deputies[0], town.deputies[0]])
	frappe.get_doc("Deputy", town.deputies[1]).change_status(town.term, "Resigned", today(), "辞职")
	with pytest.raises(GroupMemberError):
		make.make_group(town.term, "一组", town.deputies[:2])
	make.make_group(town.term, "一组", town.deputies[:1])


def test_the_leader_is_a_member(town):
	for fieldname in ("leader", "liaison"):
		with pytest.raises(GroupLeaderError):
			make.make_group(town.term, "一组", town.deputies[:2], **{fieldname: town.deputies[2]})


def test_units_have_members_with_the_role_once_and_one_name(prefix, town, people):
	with pytest.raises(UnitMemberError):
		make.make_unit(town.congress, "水务站", users=[people["clerk"]])
	with pytest.raises(UnitMemberError):
		make.make_unit(town.congress, "水务站", users=[people["workers"][0]], chief=people["workers"][0])
	with pytest.raises(frappe.DuplicateEntryError):
		make.make_unit(town.congress, "财政所")
	other = make.make_congress(f"{prefix}乙镇")
	unit = make.make_unit(other.name, "财政所", users=[people["workers"][0]], chief=people["chiefs"][0])
	assert is_chief(unit.name, people["chiefs"][0]) and not is_chief(unit.name, people["workers"][0])
	assert unit.name_on_documents() == "财政所"
	unit.official_name = "云溪镇人民政府"
	assert unit.name_on_documents() == "云溪镇人民政府"
