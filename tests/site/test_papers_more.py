"""Papers from real records: refusal, list, return, assist opinion, contacts, another round, rosters, handbook."""

import io

import factories as make
import frappe
import pytest
from docx import Document
from frappe.utils import add_days, today

from deputy_affairs.paperwork import catalogue, papers, papers_more, service, unit_letters

HIDDEN = "（代表要求不公开）"


@pytest.fixture
def town(site, people, prefix):
	"""A township whose presidium has a document code and somebody to call."""
	return make.make_township(
		prefix, people, presidium_code=f"{prefix}人主函", contact_person="周敏", hotline="0871-65550100"
	)


def paper(kind: str, *records) -> str:
	"""Make one paper and read its text from the stored file."""
	answer = service.create(kind, records[0].doctype, [record.name for record in records])
	assert not answer["failed"], answer["failed"]
	assert len(answer["files"]) == 1
	return text_of(answer["files"][0])


def text_of(file: dict) -> str:
	document = Document(io.BytesIO(stored(file).get_content()))
	words = [node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t")]
	return "".join(words)


def stored(file: dict):
	return frappe.get_doc("File", {"file_url": file["file_url"]})


def refused(kind: str, *records) -> str:
	"""The reason why a paper is not made."""
	answer = service.create(kind, records[0].doctype, [record.name for record in records])
	assert not answer["files"]
	return answer["failed"][0]["error"]


def assigned(town, **fields):
	suggestion = make.register(make.make_suggestion(town.deputies[0], [town.deputies[1]], **fields))
	lead, helper = make.assign(suggestion, lead=town.units[0], assist=[town.units[1]])
	return suggestion, lead, helper


def contact(assignment, user, **fields):
	with make.acting(user):
		return frappe.get_doc(
			{
				"doctype": "Handling Contact",
				"assignment": assignment.name,
				"contact_date": today(),
				"stage": "Before Handling",
				"mode": "Telephone",
				"unit_people": "王芳",
				"content": "约定踏勘时间",
				**fields,
			}
		).insert()


def test_every_kind_has_a_template_a_maker_and_a_choice(site):
	kinds = {form.KIND for form in catalogue.forms()}
	assert kinds == set(papers_more.PAPERS)
	assert kinds == set(frappe.get_meta("Paperwork Template").get_field("kind").options.split("\n"))
	stock = frappe.get_all("Paperwork Template", filters={"is_stock": 1}, pluck="kind")
	assert kinds <= set(stock)


def test_notice_of_refusal_names_ground_and_advice_to_each_signer(town):
	suggestion = make.make_suggestion(town.deputies[0], [town.deputies[1]], title="关于某合同判决的建议")
	make.act(suggestion, "Submit for Review")
	assert refused("refusal_notice", suggestion)  # not refused yet: nothing is made, and the reason is told
	make.act(suggestion, "Refuse", refusal_ground="Judicial Case", review_opinion="法院已经判决。")
	answer = service.create("refusal_notice", suggestion.doctype, [suggestion.name])
	assert len(answer["files"]) == 2 and not answer["failed"]
	first = text_of(answer["files"][0])
	assert "张建国代表：" in first and "该件涉及具体的司法、仲裁案件" in first
	assert "法院已经判决。" in first and "依照法定程序" in first
	assert suggestion.reload().receipt_number in first
	assert "李梅代表：" in text_of(answer["files"][1])
	assert stored(answer["files"][0]).attached_to_name == suggestion.name


def test_every_ground_of_refusal_is_worded(site):
	from deputy_affairs.paperwork.contexts.suggestion import REFUSALS

	grounds = frappe.get_meta("Deputy Suggestion").get_field("refusal_ground").options.split("\n")
	assert set(REFUSALS) == set(filter(None, grounds))


def test_list_of_several_units_belongs_to_its_maker(town):
	_suggestion, lead, helper = assigned(town)
	with make.acting(town.clerk):
		answer = service.create("assignment_list", lead.doctype, [helper.name, lead.name])
	(file,) = answer["files"]
	words = text_of(file)
	assert "代表建议分办表" in words and "合计2件，2个承办单位" in words
	assert words.index("农服中心") < words.index("财政所")
	assert "张建国" in words and "0871-65550123" in words
	assert not stored(file).attached_to_name
	with make.acting(town.clerk):
		assert stored(file).has_permission("read")
	with make.acting(town.workers[0]):
		assert not stored(file).has_permission("read")


def test_list_of_one_unit_is_read_by_the_unit_and_names_no_anonymous_deputy(town):
	_suggestion, lead, _helper = assigned(town, is_anonymous=1)
	with make.acting(town.workers[0]):
		words = paper("assignment_list", lead)
	assert "交办清单" in words and HIDDEN in words
	assert "张建国" not in words and "李梅" not in words


def test_return_request_is_the_units_letter(town):
	_suggestion, lead, _helper = assigned(town)
	assert refused("return_request", lead)
	with make.acting(town.workers[0]):
		make.act(
			lead, "Ask to Return", return_reason="渠道由水务站管理。", return_proposed_unit=town.units[2]
		)
		words = paper("return_request", lead)
		again = paper("return_request", lead)
	assert "渠道由水务站管理。" in words and "建议调整由交通站承办" in words
	assert frappe.db.get_value("Congress", town.congress, "presidium_name") + "：" in words
	number = frappe.db.get_value(lead.doctype, lead.name, "return_number")
	assert number in words and "农服中心函〔" in number
	assert again == words


def test_second_return_request_is_another_letter(town):
	_suggestion, lead, _helper = assigned(town)
	with make.acting(town.workers[0]):
		make.act(lead, "Ask to Return", return_reason="渠道由水务站管理。")
		first = paper("return_request", lead)
	with make.acting(town.clerk):
		make.act(lead, "Refuse Return", return_decision="仍由你单位办理")
	with make.acting(town.workers[0]):
		make.act(lead, "Ask to Return", return_reason="机构职责已经调整。")
		second = paper("return_request", lead)
	assert "机构职责已经调整。" in second and "机构职责已经调整。" not in first


def test_only_the_unit_draws_a_number_of_its_series(town):
	_suggestion, lead, _helper = assigned(town)
	with make.acting(town.workers[0]):
		make.act(lead, "Ask to Return", return_reason="不属于我单位职责")
	with make.acting(town.clerk):
		refused("return_request", lead)
		with pytest.raises(unit_letters.UnitNumberError):
			papers_more.PAPERS["return_request"]([lead])
	assert not frappe.db.get_value(lead.doctype, lead.name, "return_number")


def test_assist_opinion_goes_to_the_lead_once_it_is_given(town):
	_suggestion, lead, helper = assigned(town)
	with make.acting(town.workers[1]):
		make.act(helper, "Sign For")
		helper.opinion = "一、经费\n同意列入预算。"
		helper.save()
		assert refused("assist_opinion", helper)
		make.act(helper, "Give Opinion")
		words = paper("assist_opinion", helper)
	assert "农服中心：" in words and "同意列入预算。" in words and "的协办意见" in words
	assert "抄送：" in words
	with make.acting(town.workers[0]):
		assert paper("assist_opinion", helper) == words
		assert refused("assist_opinion", lead)


def test_contact_papers_show_all_contacts_of_the_assignment(town):
	_suggestion, lead, helper = assigned(town)
	with make.acting(town.workers[0]):
		make.act(lead, "Sign For")
	with make.acting(town.workers[1]):
		make.act(helper, "Sign For")
	first = contact(lead, town.workers[0])
	second = contact(lead, town.workers[0], mode="Visit", stage="During Handling", content="现场踏勘渠道")
	other = contact(helper, town.workers[1], content="另一单位的联系")
	with make.acting(town.workers[0]):
		record = paper("face_to_face_record", second)
		register = paper("contact_register", second)
		with pytest.raises(frappe.PermissionError):
			service.create("contact_register", other.doctype, [other.name])
	assert "☑走访" in record and "☑办理中" in record and "张建国、李梅" in record
	assert "约定踏勘时间" in register and "现场踏勘渠道" in register
	assert "另一单位的联系" not in register
	with make.acting(town.clerk):
		answer = service.create("contact_register", first.doctype, [second.name, first.name, other.name])
	assert len(answer["files"]) == 2


@pytest.mark.parametrize("user", ["clerk", "worker"])
def test_contact_papers_never_name_an_anonymous_deputy(town, user):
	_suggestion, lead, _helper = assigned(town, is_anonymous=1)
	with make.acting(town.workers[0]):
		make.act(lead, "Sign For")
	met = contact(lead, town.workers[0])
	with make.acting(town.clerk if user == "clerk" else town.workers[0]):
		for kind in ("face_to_face_record", "contact_register"):
			words = paper(kind, met)
			assert HIDDEN in words
			assert "张建国" not in words and "李梅" not in words


def dissatisfied(town, **fields):
	"""A suggestion handed out for a second round; the lead deputy gave a reason."""
	suggestion, lead, _helper = assigned(town, **fields)
	with make.acting(town.workers[0]):
		make.act(lead, "Sign For")
		reply = make.draft_reply(lead)
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	for rating in make.ratings_of(suggestion):
		make.rate(rating, result="Dissatisfied", reasons="渠道仍未通水。")
	suggestion.reload()
	names = suggestion.rehandle([{"unit": town.units[0], "handling_role": "Lead"}], "请再次研究")
	return reply, frappe.get_doc("Suggestion Assignment", names[0])


def test_notice_of_another_round(town):
	reply, again = dissatisfied(town)
	with make.acting(town.clerk):
		words = paper("rehandling_notice", again)
	assert reply.reload().document_number in words and "办理结果A类" in words
	assert "你单位于" in words
	assert "“渠道仍未通水。”" in words and "第二次办理" in words
	assert "四、其他要求" in words and "请再次研究" in words
	with make.acting(town.workers[0]):
		assert refused("rehandling_notice", again)


def test_notice_of_another_round_keeps_what_an_anonymous_deputy_said(town):
	_reply, again = dissatisfied(town, is_anonymous=1)
	with make.acting(town.clerk):
		words = paper("rehandling_notice", again)
	assert "渠道仍未通水" not in words and "张建国" not in words
	assert "“请再次研究”" in words and "四、其他要求" not in words


def test_a_first_round_has_no_rehandling_notice_and_a_further_one_no_assignment_notice(town):
	_suggestion, lead, _helper = assigned(town)
	with pytest.raises(papers_more.FirstRoundError):
		papers_more.PAPERS["rehandling_notice"]([lead])
	_reply, again = dissatisfied(town, title="关于另一件事的建议")
	with pytest.raises(papers.PaperworkError):
		papers_more.PAPERS["assignment_notice"]([again])


def test_roster_in_the_congresss_order(town):
	term = frappe.get_doc("Congress Term", town.term)
	with make.acting(town.clerk):
		by_strokes = paper("deputy_roster", term)
	assert "按姓氏笔画排列" in by_strokes and "现有代表3名" in by_strokes
	places = [by_strokes.index(name) for name in ("王　五", "李　梅", "张建国")]
	assert places == sorted(places)
	assert "13800000000" in by_strokes
	frappe.get_doc("Congress", town.congress).update({"roster_order": "Pinyin"}).save()
	with make.acting(town.clerk):
		by_pinyin = paper("deputy_roster", term)
	places = [by_pinyin.index(name) for name in ("李　梅", "王　五", "张建国")]
	assert "按姓名拼音排列" in by_pinyin and places == sorted(places)


def test_roster_leaves_out_who_has_left_and_others_terms(town):
	frappe.get_doc("Deputy", town.deputies[2]).change_status(town.term, "Resigned", today(), "本人辞职")
	earlier = make.make_term(town.congress, 18, start=add_days(today(), -2800), end=add_days(today(), -1000))
	assert "王" not in paper("deputy_roster", frappe.get_doc("Congress Term", town.term))
	assert "现有代表0名" in paper("deputy_roster", earlier)


def test_private_data_only_for_who_may_see_it(town, prefix):
	observer = make.make_user(make.address(prefix, "observer"), "Congress Observer")
	congress = frappe.get_doc("Congress", town.congress)
	congress.append("staff", {"user": observer})
	congress.save()
	make.forget()
	make.make_group(town.term, f"{prefix}一组", town.deputies, leader=town.deputies[0])
	term = frappe.get_doc("Congress Term", town.term)
	with make.acting(observer):
		for kind in ("deputy_roster", "group_roster"):
			words = paper(kind, term)
			assert "张建国" in words and "13800000000" not in words
	with make.acting(town.clerk):
		assert "13800000000" in paper("group_roster", term)


def test_rosters_are_for_the_office_of_the_congress_only(town, people, prefix):
	term = frappe.get_doc("Congress Term", town.term)
	stranger = make.make_user(make.address(prefix, "stranger"), "Congress Clerk")
	for user in (town.workers[0], town.office, stranger):
		with make.acting(user), pytest.raises(frappe.PermissionError):
			service.create("deputy_roster", term.doctype, [term.name])
	with make.acting(town.clerk):
		(file,) = service.create("deputy_roster", term.doctype, [term.name])["files"]
	for user in (town.workers[0], town.office, stranger):
		with make.acting(user):
			assert not stored(file).has_permission("read")


def test_group_roster_names_posts_and_members(town, prefix):
	make.make_group(
		town.term,
		f"{prefix}一组",
		town.deputies,
		leader=town.deputies[0],
		liaison=town.deputies[1],
		contact_cadre="杨志明",
		contact_cadre_post="组织委员",
	)
	with make.acting(town.clerk):
		words = paper("group_roster", frappe.get_doc("Congress Term", town.term))
	assert f"一、{prefix}一组（3人）" in words
	assert "组长：张建国。" in words and "联络员：李　梅。" in words and "杨志明（组织委员）" in words
	assert "共1个代表小组，组员3名" in words


def test_handbook_of_a_deputy_with_and_without_group(town, prefix):
	deputy = frappe.get_doc("Deputy", town.deputies[0])
	with make.acting(town.clerk):
		alone = paper("deputy_handbook", deputy)
	assert "代　表　手　册" in alone and "张建国" in alone and "我的代表小组" not in alone
	assert "3个月内答复" in alone and "0871-65550100" in alone
	make.make_group(town.term, f"{prefix}一组", town.deputies, leader=town.deputies[0])
	deputy.reload()
	with make.acting(town.clerk):
		words = paper("deputy_handbook", deputy)
	assert "我的代表小组" in words and "李　梅" in words and "13800000000" not in words
	with make.acting(town.workers[0]), pytest.raises(frappe.PermissionError):
		service.create("deputy_handbook", deputy.doctype, [deputy.name])


def test_foreign_unit_and_foreign_clerk_are_refused(town, prefix):
	_suggestion, lead, helper = assigned(town)
	stranger = make.make_user(make.address(prefix, "stranger"), "Congress Clerk")
	for user in (town.workers[2], stranger):
		for kind in ("assignment_list", "return_request", "rehandling_notice"):
			with make.acting(user), pytest.raises(frappe.PermissionError):
				service.create(kind, lead.doctype, [lead.name])
	with make.acting(town.workers[0]), pytest.raises(frappe.PermissionError):
		# what another unit assists with is its own until the opinion is given
		service.create("assignment_list", lead.doctype, [lead.name, helper.name])


def test_stock_templates_of_new_kinds_are_laid_on_existing_sites(site):
	from deputy_affairs.patches.v1_0 import lay_new_templates

	name = frappe.db.get_value("Paperwork Template", {"kind": "deputy_roster", "is_stock": 1})
	frappe.db.delete("Paperwork Template", {"name": name})
	lay_new_templates.execute()
	lay_new_templates.execute()
	found = frappe.get_all("Paperwork Template", filters={"kind": "deputy_roster", "is_stock": 1})
	assert len(found) == 1
