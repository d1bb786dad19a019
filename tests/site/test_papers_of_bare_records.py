"""Every paper from records of which only the mandatory fields are filled: finished, without holes, or refused plainly.

A township leaves blank what it does not have: no card numbers, no telephones, no categories, units without a contact
person or chief, reviews without an opinion. A paper leaves the clause out or a blank for the pen.
"""

import io

import factories as make
import frappe
import pytest
from docx import Document
from frappe.utils import add_days, add_months, now_datetime, today
from test_papers_more import contact, stored, text_of
from test_transfers import draft as draft_transfer

from deputy_affairs.deputy_affairs.doctype.reply_commitment import receipts
from deputy_affairs.deputy_affairs.doctype.suggestion_transfer.receiving import enter_referred
from deputy_affairs.paperwork import catalogue, checker, service
from deputy_affairs.supervision import drafting

HOLES = ("None", "，，", "；；", "（）", "：；", "：）", "《》", "“”", "。。", "{{", "{%")


@pytest.fixture
def town(site, people, prefix):
	"""A township of which only what is mandatory is entered, and what the presidium's letters ask for."""
	town = make.make_township(
		prefix, people, presidium_code=f"{prefix}人主函", contact_person="周敏", hotline="0871-65550100"
	)
	set_value = frappe.db.set_value
	for unit in town.units:
		set_value("Handling Unit", unit, {"contact_person": None, "contact_phone": None, "chief_name": None})
	for deputy in town.deputies:
		set_value("Deputy", deputy, {"phone": None, "card_number": None, "education": "Bachelor"})
		set_value("Deputy Mandate", {"parent": deputy}, "card_number", None)
	set_value("Congress Term", town.term, "total_seats", 0)
	make.forget()
	return town


def bare(town, **fields):
	return make.make_suggestion(town.deputies[0], **fields)


def registered(town, **fields):
	suggestion = make.act(bare(town, **fields), "Submit for Review")
	make.act(suggestion, "Accept and Register")
	suggestion.db_set("category", None)  # as old records have it that were taken over
	return suggestion.reload()


def assigned(town, **fields):
	suggestion = registered(town, **fields)
	lead, helper = make.assign(suggestion, lead=town.units[0], assist=[town.units[1]])
	return suggestion, lead, helper


def in_hand(town, **fields):
	suggestion, lead, helper = assigned(town, **fields)
	for assignment, worker in ((lead, town.workers[0]), (helper, town.workers[1])):
		with make.acting(worker):
			make.act(assignment, "Sign For")
	return suggestion, lead, helper


def answered(town, reply_class="A", **fields):
	suggestion, lead, helper = in_hand(town, **fields)
	with make.acting(town.workers[1]):
		make.act(helper, "Give Opinion", opinion="没有不同意见，同意主办单位的办理方案，并给予配合。")
	with make.acting(town.workers[0]):
		reply = make.draft_reply(lead, reply_class, contact_person="王芳", contact_phone="0871-65550123")
	return suggestion, make.issue(reply, town.workers[0], town.office, town.chiefs[0])


def again(town):
	suggestion, _reply = answered(town)
	for rating in make.ratings_of(suggestion):
		make.rate(rating, result="Dissatisfied", reasons="没有通水")
	(name,) = suggestion.reload().rehandle([{"unit": town.units[0], "handling_role": "Lead"}], "再办")
	return frappe.get_doc("Suggestion Assignment", name)


def refused_one(town):
	suggestion = make.act(bare(town), "Submit for Review")
	return make.act(suggestion, "Refuse", refusal_ground="No Substance", review_opinion="无具体内容。")


def merged(town):
	main = registered(town)
	other = registered(town, title="关于修复北干渠的建议")
	other.merge_into(main.name)
	return main.reload()


def returned(town):
	_suggestion, lead, _helper = assigned(town)
	with make.acting(town.workers[0]):
		return make.act(lead, "Ask to Return", return_reason="不属于本单位职责。")


def opinion(town):
	_suggestion, _lead, helper = in_hand(town)
	with make.acting(town.workers[1]):
		return make.act(helper, "Give Opinion", opinion="没有不同意见，同意主办单位的办理方案，并给予配合。")


def one_contact(town):
	_suggestion, lead, _helper = in_hand(town)
	return contact(lead, town.workers[0])


def asked(town):
	_suggestion, lead, _helper = in_hand(town)
	with make.acting(town.workers[0]):
		extension = make.request_extension(lead, add_months(lead.assigned_on, 5))
		return make.act(extension, "Ask for Extension")


def approved(town):
	extension = asked(town)
	with make.acting(town.chair):
		return make.act(extension, "Approve Extension")


def called(town):
	frappe.db.set_value("Congress", town.congress, "max_rounds", 1)
	make.forget()
	assignment = again(town)
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
		reply = make.draft_reply(assignment, contact_person="王芳", contact_phone="0871-65550123")
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	suggestion = frappe.get_doc("Deputy Suggestion", assignment.suggestion)
	for rating in make.ratings_of(suggestion, 2):
		make.rate(rating, result="Dissatisfied", reasons="仍没有通水")
	meeting = frappe.get_doc(
		{
			"doctype": "Handling Meeting",
			"suggestion": suggestion.name,
			"meets_at": add_days(now_datetime(), 3),
			"place": "镇政府会议室",
		}
	).insert()
	return meeting


def notice(town, kind):
	_suggestion, lead, _helper = assigned(town)
	with make.acting(town.chair):
		(made,) = drafting.draft_notices(kind, [lead.name])
		notice = frappe.get_doc("Supervision Notice", made["name"])
		notice.update({"demand": "", "responsible": "", "answer_by": None})
		notice.save()
		return make.act(notice, "Issue Notice")


def promise(town):
	_suggestion, reply = answered(town, "B")
	names = frappe.get_all("Reply Commitment", filters={"reply": reply.name}, pluck="name")
	return frappe.get_doc("Reply Commitment", names[0])


def receipt(town):
	(name, *_rest) = receipts.make_round(promise(town), "Year End", frappe.utils.getdate())
	return frappe.get_doc("Commitment Receipt", name)


def report(town, **fields):
	texts = {"practices": "逐件研究。", "problems": "答复不够具体。", "next_steps": "抓好兑现。"}
	return frappe.get_doc(
		{"doctype": "Handling Report", "congress": town.congress, "term": town.term, **texts, **fields}
	).insert()


def report_of_unassigned_key_item(town):
	suggestion = registered(town)
	with make.acting(town.chair):
		suggestion.mark_key("周国平")
	return report(town)


def bulletin(town):
	assigned(town)
	doc = frappe.get_doc({"doctype": "Handling Bulletin", "congress": town.congress})
	doc.update(dict.fromkeys(doc.NARRATIVE, "个别单位答复不够具体。"))
	with make.acting(town.clerk):
		doc.insert().issue()
	return doc.reload()


def sent_out(town):
	suggestion = registered(town)
	transfer = draft_transfer(suggestion, town.clerk, direction="Outside Organ", to_organ="供电公司")
	with make.acting(town.clerk):
		return make.act(transfer, "Send Out", sent_on=today())


def concluded(town):
	transfer = sent_out(town)
	with make.acting(town.clerk):
		return make.act(transfer, "Enter Outcome", outcome="已列入计划", outcome_on=today())


def of_term(town):
	make.make_group(town.term, "一组", town.deputies[:1])
	return frappe.get_doc("Congress Term", town.term)


# kind of paper → who prints it, the record
RECORDS = {
	"suggestion_form": ("clerk", lambda town: bare(town, category=None)),
	"refusal_notice": ("clerk", refused_one),
	"assignment_notice": ("clerk", lambda town: assigned(town)[1]),
	"assignment_list": ("clerk", lambda town: assigned(town)[1]),
	"receipt_notice": ("clerk", lambda town: assigned(town)[0]),
	"merge_notice": ("clerk", merged),
	"return_request": ("worker", returned),
	"assist_opinion": ("helper", opinion),
	"contact_register": ("worker", one_contact),
	"face_to_face_record": ("worker", one_contact),
	"reply_letter": ("clerk", lambda town: answered(town)[1]),
	"opinion_form": ("clerk", lambda town: make.ratings_of(answered(town)[0])[0]),
	"rehandling_notice": ("clerk", again),
	"meeting_notice": ("clerk", called),
	"meeting_record": ("clerk", called),
	"extension_request": ("worker", asked),
	"extension_decision": ("clerk", approved),
	"extension_notice": ("clerk", approved),
	"urge_notice": ("clerk", lambda town: notice(town, "Reminder Notice")),
	"supervision_notice": ("clerk", lambda town: notice(town, "Supervision Letter")),
	"commitment_ledger": ("clerk", promise),
	"commitment_receipt": ("clerk", receipt),
	"handling_report": ("clerk", report_of_unassigned_key_item),
	"handling_bulletin": ("clerk", bulletin),
	"transfer_letter": ("clerk", sent_out),
	"transfer_result_notice": ("clerk", concluded),
	"deputy_roster": ("clerk", of_term),
	"group_roster": ("clerk", of_term),
	"deputy_handbook": ("clerk", lambda town: frappe.get_doc("Deputy", town.deputies[0])),
}


def user_of(town, who: str) -> str:
	return {"clerk": town.clerk, "worker": town.workers[0], "helper": town.workers[1]}[who]


def made(kind: str, record, user: str) -> list[str]:
	"""The texts of the papers; each is finished, without a hole, and laid out as the standard asks."""
	with make.acting(user):
		answer = service.create(kind, record.doctype, [record.name])
	assert answer["failed"] == []
	texts = []
	for file in answer["files"]:
		text = text_of(file)
		assert [hole for hole in HOLES if hole in text] == [], text
		assert not checker.check(stored(file).get_content()).findings
		texts.append(text)
	return texts


def test_every_kind_is_printed(site):
	assert set(RECORDS) == {form.KIND for form in catalogue.forms()}


@pytest.mark.parametrize("kind", RECORDS)
def test_a_paper_of_a_bare_record_is_finished(town, kind):
	who, record = RECORDS[kind]
	assert made(kind, record(town), user_of(town, who))


def test_the_form_of_a_first_review_without_words_and_of_a_deputy_of_a_higher_level(town):
	frappe.get_doc("Congress", town.congress).update({"two_step_review": "Yes"}).save()
	make.forget()
	with make.acting(town.clerk):
		suggestion = make.act(bare(town), "Submit for Review")
		make.act(suggestion, "Pass First Review")
		(form,) = made("suggestion_form", suggestion, town.clerk)
		name = enter_referred(
			{
				"congress": town.congress,
				"title": "关于改善集镇停车秩序的建议",
				"situation": "集镇没有停车场。",
				"demands": "建设停车场",
				"category": "道路交通",
				"deputy_name": "孙市代",
				"deputy_level": "City Level",
				"referring_body": "南屏市人大常委会代表工作委员会",
				"referred_on": today(),
			}
		)
	assert "初审意见：" in form and "初审人：" in form
	(form,) = made("suggestion_form", frappe.get_doc("Deputy Suggestion", name), town.clerk)
	assert "孙市代" in form and "停车场" in form


def test_a_letter_without_demand_counts_its_headings_anew(town):
	(text,) = made("supervision_notice", notice(town, "Supervision Letter"), town.clerk)
	assert "督办要求" not in text and "一、责任落实" in text and "二、书面报告" in text


def test_a_units_letter_names_only_what_is_known(town):
	assignment = returned(town)
	(text,) = made("return_request", assignment, town.workers[0])
	assert "联系人" not in text and "联系电话" not in text
	frappe.db.set_value("Handling Unit", town.units[0], "contact_phone", "0871-65550199")
	extension = asked(town)
	(text,) = made("extension_request", extension, town.workers[0])
	assert "（联系电话：0871-65550199）" in text


def test_without_the_office_s_code_no_number_is_drawn_and_the_field_is_named(town):
	suggestion, lead, _helper = assigned(town)
	frappe.db.set_value("Congress", town.congress, "presidium_code", None)
	frappe.clear_document_cache("Congress", town.congress)
	with make.acting(town.clerk):
		for kind, record in (("receipt_notice", suggestion), ("assignment_notice", lead)):
			(failed,) = service.create(kind, record.doctype, [record.name])["failed"]
			assert frappe._("Document Code of the Presidium", context="Congress") in failed["error"]
	assert not suggestion.reload().receipt_number and not lead.reload().notice_number


def test_a_report_is_registered_when_it_is_issued(town):
	doc = report_of_unassigned_key_item(town)
	with make.acting(town.clerk):
		number = doc.issue()["number"]
	(row,) = frappe.get_all(
		"Issued Document", {"congress": town.congress, "number": number}, ["kind", "subject"]
	)
	assert (row.kind, row.subject) == ("handling_report", doc.title)


def test_a_number_can_be_kept_for_a_report(town):
	from deputy_affairs import document_numbers

	doc = report(town)
	code = frappe.db.get_value("Congress", town.congress, "presidium_code")
	with make.acting(town.clerk):
		series = document_numbers.reserve(town.congress, code, frappe.utils.getdate().year, 7, "留给办理报告")
		document_numbers.keep_for(series, 7, doc.doctype, doc.name)
		assert doc.issue()["number"].endswith("〕7号")


def test_an_existing_site_gets_the_new_papers_more_than_once_but_keeps_an_offices_own(site):
	from deputy_affairs.setup import templates

	def stock(kind):
		return frappe.get_doc("Paperwork Template", {"kind": kind, "is_stock": 1})

	def lay(doc, content: bytes, note: str):
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "older.docx",
				"content": content,
				"is_private": 1,
				"attached_to_doctype": doc.doctype,
				"attached_to_name": doc.name,
			}
		).insert()
		doc.template_file, doc.version_note = file.file_url, note
		doc.flags.by_system = True
		doc.save()

	older = with_words(catalogue.form("urge_notice").build(), "旧版")
	for note, renewed in ((frappe._("Stock version"), True), ("Stock version", True), ("本镇自用", False)):
		doc = stock("urge_notice")
		lay(doc, older, note)
		count = len(doc.versions)
		templates.renew(("urge_notice",))
		assert len(stock("urge_notice").versions) == count + renewed
	count = len(stock("refusal_notice").versions)
	templates.renew(("refusal_notice",))
	assert len(stock("refusal_notice").versions) == count, "what is up to date is not laid again"


def with_words(template: bytes, words: str) -> bytes:
	document = Document(io.BytesIO(template))
	document.add_paragraph(words)
	buffer = io.BytesIO()
	document.save(buffer)
	return buffer.getvalue()
