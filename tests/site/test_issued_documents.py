"""What is issued is registered once, with its file, and stays; printing again gives the very file."""

import io
import zipfile

import factories as make
import frappe
import pytest
from docx import Document

from deputy_affairs import document_numbers, issued_documents
from deputy_affairs.deputy_affairs.doctype.issued_document.issued_document import (
	AlreadyVoidError,
	IssuedDocumentError,
)
from deputy_affairs.deputy_affairs.doctype.suggestion_reply.suggestion_reply import SignerIsDrafterError
from deputy_affairs.deputy_affairs.report.document_register.document_register import execute
from deputy_affairs.paperwork import service
from deputy_affairs.workflow_actions import run_action

ISSUED = "Issued Document"


def handled(town, cosigners=(), **fields):
	"""A suggestion in hand with its assignment signed for."""
	suggestion = make.register(make.make_suggestion(town.deputies[0], cosigners, **fields))
	(assignment,) = make.assign(suggestion, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
		frappe.get_doc(
			{
				"doctype": "Handling Contact",
				"assignment": assignment.name,
				"unit_people": "王芳",
				"content": "到渠首查看",
			}
		).insert()
	return suggestion, assignment


def answered(town, **fields):
	suggestion, assignment = handled(town, **fields)
	with make.acting(town.workers[0]):
		reply = make.draft_reply(assignment)
	return suggestion, make.issue(reply, town.workers[0], town.office, town.chiefs[0])


@pytest.fixture
def coded(town):
	"""The township with the presidium's code."""
	values = {"presidium_code": "云溪人主函", "contact_person": "周敏", "hotline": "0871-65550100"}
	frappe.db.set_value("Congress", town.congress, values)
	frappe.clear_document_cache("Congress", town.congress)
	return town


def rows(**filters):
	return frappe.get_all(ISSUED, filters=filters, fields=["*"], order_by="number asc, copy_number asc")


def content(url: str) -> bytes:
	return frappe.get_doc("File", {"file_url": url}).get_content()


def printed(kind, doc, user="Administrator") -> list[bytes]:
	with make.acting(user):
		answer = service.create(kind, doc.doctype, [doc.name])
	assert not answer["failed"], answer["failed"]
	return [content(file["file_url"]) for file in answer["files"]]


def test_each_letter_is_registered_when_the_reply_is_issued(town):
	suggestion, reply = answered(town, cosigners=[town.deputies[1]])
	letters = rows(reference_doctype="Suggestion Reply", reference_name=reply.name)
	assert [row.addressee for row in letters] == ["张建国代表", "李梅代表"]
	for row in letters:
		assert (row.number, row.congress, row.unit) == (reply.document_number, town.congress, town.units[0])
		assert (row.round, row.issued_on, row.docstatus, row.status) == (1, reply.issued_on, 1, "Genuine")
		assert row.subject == suggestion.title
		assert row.signer == frappe.db.get_value("User", town.chiefs[0], "full_name")
		assert issued_documents.sha256(content(row.file)) == row.file_hash
		assert all(len(row[field]) == 64 for field in ("file_hash", "data_hash", "template_hash"))
		file = frappe.get_doc("File", {"attached_to_doctype": ISSUED, "attached_to_name": row.name})
		assert file.is_private and file.file_url.startswith("/private/")
	assert len({row.code_word for row in letters}) == 2


def test_printing_again_gives_the_same_bytes_whatever_has_changed(town):
	_suggestion, reply = answered(town)
	first = printed("reply_letter", reply)
	frappe.db.set_value(
		"Handling Unit", town.units[0], {"unit_name": "改名后的中心", "official_name": "改名后的机关"}
	)
	frappe.get_doc(
		{
			"doctype": "Paperwork Template",
			"title": "本镇答复函",
			"kind": "reply_letter",
			"congress": town.congress,
			"enabled": 1,
			"template_file": frappe.get_doc(
				{
					"doctype": "File",
					"file_name": "另一模板.docx",
					"content": changed_template(),
					"is_private": 1,
				}
			)
			.insert()
			.file_url,
		}
	).insert()
	make.forget()
	assert printed("reply_letter", reply) == first == printed("reply_letter", reply, town.workers[0])
	assert len(rows(reference_name=reply.name)) == 1
	later = answered(town)[1]
	assert "本镇另有格式" in words(printed("reply_letter", later)[0])


def changed_template() -> bytes:
	from deputy_affairs.paperwork.stock import reply_letter

	document = Document(io.BytesIO(reply_letter.build()))
	document.add_paragraph("本镇另有格式")
	buffer = io.BytesIO()
	document.save(buffer)
	return buffer.getvalue()


def words(data: bytes) -> str:
	return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)


def test_a_preview_is_not_registered(town):
	_suggestion, assignment = handled(town)
	with make.acting(town.workers[0]):
		reply = make.draft_reply(assignment)
	printed("reply_letter", reply, town.workers[0])
	assert not rows(congress=town.congress)


def test_the_unit_sees_its_letters_but_no_name_of_an_anonymous_deputy(town):
	_suggestion, open_reply = answered(town)
	hidden, reply = answered(town, is_anonymous=1)
	letters = rows(number=reply.document_number, congress=town.congress)
	assert [(row.addressee, row.reference_doctype) for row in letters] == [
		("有关代表", "Suggestion Reply"),
		("张建国代表", "Deputy Suggestion"),
	]
	for user in (town.workers[0], town.office):
		with make.acting(user):
			seen = frappe.get_list(ISSUED, fields=["number", "addressee"], order_by="number asc")
			assert [(row.number, row.addressee) for row in seen] == [
				(open_reply.document_number, "张建国代表"),
				(reply.document_number, "有关代表"),
			]
			assert not frappe.has_permission(ISSUED, "read", letters[1].name)
			_columns, shown = execute({"congress": town.congress})[:2]
			assert "张建国" not in str([row for row in shown if row.number == reply.document_number])
	with make.acting(town.workers[1]):
		assert frappe.get_list(ISSUED) == []
	assert "张建国" not in words(printed("reply_letter", reply, town.workers[0])[0])
	assert "张建国" in words(printed("reply_letter", reply, town.clerk)[0])
	assert len(rows(number=reply.document_number, congress=town.congress)) == 2
	assert hidden.name == letters[1].reference_name


def test_notices_are_registered_when_they_are_first_made(coded):
	suggestion, assignment = handled(coded, cosigners=[coded.deputies[1]])
	receipts = printed("receipt_notice", suggestion, coded.clerk)
	notice = printed("assignment_notice", assignment, coded.clerk)
	assert [(row.kind, row.serial, row.copy_number) for row in rows(congress=coded.congress)] == [
		("receipt_notice", 1, 1),
		("receipt_notice", 1, 2),
		("assignment_notice", 2, 0),
	]
	frappe.db.set_value("Congress", coded.congress, "contact_person", "换人了")
	frappe.clear_document_cache("Congress", coded.congress)
	assert printed("receipt_notice", suggestion, coded.clerk) == receipts
	assert printed("assignment_notice", assignment, coded.clerk) == notice
	assert len(rows(congress=coded.congress)) == 3


def test_what_went_out_in_a_notice_stays_in_that_one(coded):
	first = handled(coded)[1]
	notice = printed("assignment_notice", first, coded.clerk)
	second = handled(coded, title="关于修路的建议")[1]
	with make.acting(coded.clerk):
		answer = service.create("assignment_notice", first.doctype, [first.name, second.name])
	assert len(answer["files"]) == 2 and content(answer["files"][0]["file_url"]) == notice[0]
	assert first.reload().notice_number != second.reload().notice_number


def test_a_kept_number_goes_to_the_reply(town):
	_suggestion, assignment = handled(town)
	with make.acting(town.workers[0]):
		reply = make.draft_reply(assignment)
	code = frappe.db.get_value("Handling Unit", town.units[0], "document_code")
	year = frappe.utils.getdate().year
	with make.acting(town.clerk):
		series = document_numbers.reserve(town.congress, code, year, 8, "留给这件答复")
		document_numbers.keep_for(series, 8, reply.doctype, reply.name)
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	assert reply.document_number == f"{code}〔{year}〕8号"


def test_nobody_changes_what_was_issued(town):
	_suggestion, reply = answered(town)
	(row,) = rows(reference_name=reply.name)
	doc = frappe.get_doc(ISSUED, row.name)
	for field, value in {
		"status": "Void",
		"addressee": "别人",
		"void_reason": "x",
		"file_hash": "0" * 64,
	}.items():
		with pytest.raises((IssuedDocumentError, frappe.UpdateAfterSubmitError)):
			changed = frappe.get_doc(ISSUED, row.name)
			changed.set(field, value)
			changed.save()
	with pytest.raises(IssuedDocumentError):
		doc.cancel()
	with pytest.raises((IssuedDocumentError, frappe.ValidationError)):
		frappe.delete_doc(ISSUED, row.name)
	with pytest.raises((IssuedDocumentError, frappe.ValidationError)):
		frappe.delete_doc(ISSUED, row.name, force=True, ignore_permissions=True)
	with pytest.raises((IssuedDocumentError, frappe.ValidationError)):
		frappe.rename_doc(ISSUED, row.name, "别的名字", force=True)
	with pytest.raises(IssuedDocumentError):
		frappe.get_doc({**row, "doctype": ISSUED, "name": None, "copy_number": 9, "code_word": "X"}).insert()
	file = frappe.get_doc("File", {"attached_to_doctype": ISSUED, "attached_to_name": row.name})
	for change in (
		{"file_name": "改.docx"},
		{"attached_to_name": None, "attached_to_doctype": None},
		{"is_private": 0},
	):
		with pytest.raises(IssuedDocumentError):
			moved = frappe.get_doc("File", file.name)
			moved.update(change)
			moved.save()
	# The copy on the reply goes: the register's file is then the only one with these bytes, and still stays.
	for copy in frappe.get_all(
		"File", {"content_hash": file.content_hash, "name": ("!=", file.name)}, pluck="name"
	):
		frappe.delete_doc("File", copy)
	with pytest.raises((IssuedDocumentError, frappe.ValidationError)):
		frappe.get_doc("File", file.name).delete()
	assert frappe.get_doc("File", file.name).get_content()
	with pytest.raises(IssuedDocumentError):
		frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "旁边.txt",
				"content": "x",
				"attached_to_doctype": ISSUED,
				"attached_to_name": row.name,
			}
		).insert()
	assert rows(name=row.name)[0] == row
	assert issued_documents.sha256(content(row.file)) == row.file_hash


def test_taking_the_letter_off_the_reply_leaves_the_registered_file(town):
	_suggestion, reply = answered(town)
	first = printed("reply_letter", reply)
	for name in frappe.get_all("File", filters={"attached_to_name": reply.name}, pluck="name"):
		frappe.delete_doc("File", name)
	assert printed("reply_letter", reply) == first


def test_voiding_is_the_one_change(town):
	_suggestion, reply = answered(town, cosigners=[town.deputies[1]])
	with make.acting(town.clerk), pytest.raises(document_numbers.VoidNotAllowedError):
		document_numbers.void(reply.document_number, "印错")
	with make.acting(town.chair):
		document_numbers.void(reply.document_number, "印错")
		with pytest.raises(AlreadyVoidError):
			document_numbers.void(reply.document_number, "改个理由")
	letters = rows(reference_name=reply.name)
	assert [(row.status, row.void_reason, row.void_by) for row in letters] == [
		("Void", "印错", town.chair)
	] * 2
	assert letters[0].void_on == frappe.utils.getdate()
	answer = service.create("reply_letter", reply.doctype, [reply.name])
	assert not answer["files"] and "印错" in answer["failed"][0]["error"]


def test_a_notice_after_a_void_one_gets_a_number_of_its_own(coded):
	suggestion, _assignment = handled(coded)
	printed("receipt_notice", suggestion, coded.clerk)
	old = suggestion.reload().receipt_number
	with make.acting(coded.chair):
		document_numbers.void(old, "日期有误")
	printed("receipt_notice", suggestion, coded.clerk)
	assert suggestion.reload().receipt_number != old
	assert [row.status for row in rows(congress=coded.congress)] == ["Void", "Genuine"]


def test_a_damaged_file_is_not_given_out(town):
	_suggestion, reply = answered(town)
	(row,) = rows(reference_name=reply.name)
	path = frappe.get_doc("File", {"file_url": row.file}).get_full_path()
	with open(path, "r+b") as file:
		file.seek(100)
		byte = file.read(1)
		file.seek(100)
		file.write(bytes([byte[0] ^ 1]))
	answer = service.create("reply_letter", reply.doctype, [reply.name])
	assert not answer["files"] and len(answer["failed"]) == 1


def test_what_cannot_be_made_is_not_issued(town):
	_suggestion, assignment = handled(town)
	with make.acting(town.workers[0]):
		reply = make.draft_reply(assignment)
		make.act(reply, "Submit for Check")
	with make.acting(town.office):
		make.act(reply, "Pass Check")
	with make.acting(town.chiefs[0]):
		make.act(reply, "Sign Off")
		frappe.db.set_value("Paperwork Template", {"kind": "reply_letter"}, "enabled", 0)
		frappe.db.savepoint("issue")
		with pytest.raises(frappe.ValidationError):
			run_action(reply.doctype, reply.name, "Issue")
		frappe.db.rollback(save_point="issue")
	assert reply.reload().workflow_state == "Signed Off" and not rows(congress=town.congress)


def test_the_register_shows_every_number(town):
	replies = [answered(town)[1] for _n in range(3)]
	code = frappe.db.get_value("Handling Unit", town.units[0], "document_code")
	year = frappe.utils.getdate().year
	with make.acting(town.clerk):
		document_numbers.reserve(town.congress, code, year, 5, "留用")
	document_numbers.next_number(town.congress, code, f"{year}-06-01")  # 4: given without a paper
	document_numbers.next_number(town.congress, code, f"{year}-06-01")  # 6
	with make.acting(town.chair):
		document_numbers.void(replies[1].document_number, "印错")
		document_numbers.void(f"{code}〔{year}〕6号", "未用")
		_columns, shown = execute({"congress": town.congress, "year": year, "organ_code": code})[:2]
	assert [(row.serial, row.status) for row in shown] == [
		(1, "Genuine"),
		(2, "Void"),
		(3, "Genuine"),
		(4, "Without File"),
		(5, "Reserved"),
		(6, "Void"),
	]
	assert [row.remark for row in shown][1:6:2] == ["印错", "", "未用"]
	assert execute({"congress": town.congress, "year": year - 1})[1] == []
	assert len(execute({"congress": town.congress, "kind": "reply_letter"})[1]) == 3


def test_the_signer_is_not_the_drafter_where_the_congress_wants_so(town):
	for wanted in ("", "Yes"):
		congress = frappe.get_doc("Congress", town.congress)
		congress.signer_not_drafter = wanted
		congress.save()
		_suggestion, assignment = handled(town)
		with make.acting(town.chiefs[0]):
			reply = make.draft_reply(assignment)
			make.act(reply, "Submit for Check")
		with make.acting(town.office):
			make.act(reply, "Pass Check")
		with make.acting(town.chiefs[0]):
			if wanted:
				with pytest.raises(SignerIsDrafterError):
					run_action(reply.doctype, reply.name, "Sign Off")
			else:
				assert make.act(reply, "Sign Off").signed_by == town.chiefs[0]


@pytest.mark.parametrize("wanted", ["Yes", "No"])
def test_the_code_stands_on_paper_where_the_congress_wants_so(town, wanted):
	congress = frappe.get_doc("Congress", town.congress)
	congress.print_qr = wanted
	congress.save()
	_suggestion, reply = answered(town)
	(row,) = rows(reference_name=reply.name)
	data = printed("reply_letter", reply)[0]
	with zipfile.ZipFile(io.BytesIO(data)) as archive:
		body = archive.read("word/document.xml").decode()
		pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
	assert bool(pictures) == (issued_documents.shown(row.code_word) in body) == (wanted == "Yes")
