"""The letters of a transfer from its record: number, register, wording of the level, and what the deputy is told."""

import factories as make
import frappe
import pytest
from frappe.utils import today
from test_papers_more import paper, refused, stored, text_of
from test_transfers import accepted, answered_there, draft, linked, registered

from deputy_affairs import issued_documents
from deputy_affairs.paperwork import catalogue, checker, service


@pytest.fixture
def county(site, people, prefix):
	"""A county whose standing committee writes letters, with one deputy."""
	clerk = make.make_user(make.address(prefix, "cclerk"), "Congress Clerk")
	organ = make.make_congress(
		f"{prefix}南屏县",
		level="County",
		staff=[clerk],
		congress_name=f"{prefix}南屏县人民代表大会",
		presidium_name=f"{prefix}南屏县人民代表大会常务委员会",
		presidium_code=f"{prefix}人常函",
		contact_person="周敏",
		hotline="0871-65550100",
	)
	term = make.make_term(organ.name)
	deputy = make.make_deputy("钱县代", organ.name, term.name, make.make_constituency(term.name).name, "901")
	make.forget()
	return frappe._dict(congress=organ.name, clerk=clerk, deputies=[deputy.name])


def sent_out(town, **fields):
	suggestion = registered(town, **fields)
	transfer = draft(suggestion, town.clerk, direction="Outside Organ", to_organ="南屏供电公司")
	with make.acting(town.clerk):
		make.act(transfer, "Send Out", sent_on=today())
	return suggestion, transfer


def register_of(number):
	return frappe.get_all(
		"Issued Document",
		filters={"number": number},
		fields=["kind", "addressee", "subject", "status", "reference_name", "copy_number", "issued_on"],
		order_by="copy_number asc",
	)


def notes_of(transfer):
	return frappe.get_all(
		"Due Reminder",
		filters={"reference_name": transfer.name, "kind": "Transfer Progress"},
		fields=["name", "message", "subject"],
	)


def told_people(transfer, words):
	names = [row.name for row in notes_of(transfer) if words in row.message]
	return set(
		frappe.get_all("Reminder Recipient", {"parent": ("in", names or [""])}, pluck="recipient_name")
	)


def test_the_letter_gets_its_number_when_it_is_sent_and_stands_in_the_register(two):
	town = two.town
	suggestion = registered(town)
	transfer = draft(suggestion, town.clerk, direction="Outside Organ", to_organ="南屏供电公司")
	with make.acting(town.clerk):
		assert "（待编号）" in paper("transfer_letter", transfer)  # it may still change
		assert not transfer.reload().letter_number
		make.act(transfer, "Send Out", sent_on=today())
		answer = service.create("transfer_letter", transfer.doctype, [transfer.name])
		text, again = text_of(answer["files"][0]), paper("transfer_letter", transfer)
	number = transfer.reload().letter_number
	code = frappe.db.get_value("Congress", town.congress, "presidium_code")
	assert number == f"{code}〔{today()[:4]}〕1号" or number.startswith(f"{code}〔{today()[:4]}〕")
	assert number in text and text == again
	assert "南屏供电公司：" in text and "转请贵单位研究办理" in text and "超出我镇职权范围" in text
	assert "渠首工程由县水务局管理" in text and "清淤五公里" in text
	(entry,) = register_of(number)
	assert (entry.kind, entry.addressee, entry.status) == ("transfer_letter", "南屏供电公司", "Genuine")
	assert entry.reference_name == transfer.name and str(entry.issued_on) == today()
	assert not checker.check(stored(answer["files"][0]).get_content()).findings


def test_a_county_does_not_write_of_a_township(county):
	_suggestion, transfer = sent_out(county)
	with make.acting(county.clerk):
		text = paper("transfer_letter", transfer)
	assert "超出我县职权范围" in text and "书面告知我委" in text
	assert "我镇" not in text and "我团" not in text


def test_outcome_by_letter_to_each_signer_and_by_message(two, outgoing):
	town = two.town
	frappe.db.set_value("Deputy", town.deputies[1], "phone", "13800000002")
	suggestion = registered(town, cosigners=[town.deputies[1]])
	transfer = draft(suggestion, town.clerk, direction="Outside Organ", to_organ="南屏供电公司")
	with make.acting(town.clerk):
		make.act(transfer, "Send Out", sent_on=today())
		assert told_people(transfer, "转南屏供电公司办理") == {"张建国", "李梅"}
		sent = paper("transfer_letter", transfer)
		assert "办理结果" in sent
		assert "outcome is known" in refused("transfer_result_notice", transfer)
		make.act(transfer, "Enter Outcome", outcome="已列入明年电网改造计划", outcome_on=today())
		assert told_people(transfer, "已列入明年电网改造计划") == {"张建国", "李梅"}
		answer = service.create("transfer_result_notice", transfer.doctype, [transfer.name])
	assert not answer["failed"]
	texts = [text_of(file) for file in answer["files"]]
	assert len(texts) == 2 and "张建国代表：" in texts[0] and "李梅代表：" in texts[1]
	transfer.reload()
	for text, file in zip(texts, answer["files"], strict=True):
		assert transfer.told_number in text and transfer.letter_number in text
		assert (
			"已列入明年电网改造计划" in text and "超出我镇职权范围" in text and "您与其他代表联名提出" in text
		)
		assert not checker.check(stored(file).get_content()).findings
	entries = register_of(transfer.told_number)
	assert [row.addressee for row in entries] == ["张建国代表", "李梅代表"]
	assert transfer.told_number != transfer.letter_number


def test_the_reply_there_reaches_the_deputy_and_the_letter(two):
	_suggestion, transfer = accepted(two)
	there = linked(transfer)
	assert not transfer.linked_answer
	answered_there(two, there)
	transfer.reload()
	assert "水务局（" in transfer.linked_answer and "1．清淤五公里：已清淤" in transfer.linked_answer
	(rating,) = make.ratings_of(there)
	with make.acting(two.clerk):
		make.rate(rating)
	with make.acting(two.town.clerk):
		text = paper("transfer_result_notice", transfer.reload())
	assert "办理结果A类" in text and "代表评价满意" in text and "已清淤" in text
	assert "转报" in text and "职权范围" in text


def test_of_an_anonymous_deputy_the_letter_is_not_where_the_other_congress_reads(two):
	suggestion, transfer = accepted(two, is_anonymous=1)
	there = linked(transfer)
	answered_there(two, there)
	for rating in make.ratings_of(there):
		with make.acting(two.clerk):
			make.rate(rating)
	with make.acting(two.town.clerk):
		answer = service.create("transfer_result_notice", transfer.doctype, [transfer.name])
	assert [row["record"] for row in answer["files"]] == [suggestion.name]
	with make.acting(two.clerk):
		files = frappe.get_list(
			"File", filters={"attached_to_name": ("in", [transfer.name, suggestion.name])}
		)
	assert files == []


def test_each_congress_hears_what_the_other_one_does(two):
	suggestion = registered(two.town)
	transfer = draft(suggestion, two.town.clerk, to_congress=two.county)
	with make.acting(two.town.clerk):
		make.act(transfer, "Propose to Higher Congress")

	def users(words):
		names = [row.name for row in notes_of(transfer) if words in row.message]
		return set(frappe.get_all("Reminder Recipient", {"parent": ("in", names or [""])}, pluck="user"))

	assert two.clerk in users("提请")
	with make.acting(two.clerk):
		make.act(transfer, "Refuse Transfer", decision="属镇级职权。")
	assert two.town.clerk in users("不予受理") and two.clerk not in users("不予受理")


def test_stock_letters_that_nobody_edited_are_renewed(site):
	"""An existing site's letter says 我县 where it said 我镇（乡）; an edited one stays."""
	from deputy_affairs.setup import templates

	name = frappe.db.get_value("Paperwork Template", {"kind": "transfer_letter", "is_stock": 1})
	doc = frappe.get_doc("Paperwork Template", name)
	older = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": "older.docx",
			"content": catalogue.form("receipt_notice").build(),
			"is_private": 1,
			"attached_to_doctype": doc.doctype,
			"attached_to_name": name,
		}
	).insert()
	doc.db_set("template_file", older.file_url)
	doc.versions[0].db_set("file_hash", issued_documents.sha256(older.get_content()))
	templates.renew(("transfer_letter",))
	versions = doc.reload().versions
	assert len(versions) == 2
	assert versions[1].file_hash == issued_documents.sha256(catalogue.form("transfer_letter").build())
	doc.db_set("template_file", older.file_url)  # what an office does with it is its own
	templates.renew(("transfer_letter",))
	assert len(doc.reload().versions) == 2
