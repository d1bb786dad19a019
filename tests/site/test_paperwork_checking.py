"""The layout checker at the desk: files, templates, letters on issue; it warns and never blocks."""

import io

import docx
import factories as make
import frappe
import pytest
from docx.shared import Mm, Pt

from deputy_affairs.paperwork import catalogue, checking


def widened() -> bytes:
	"""The reply letter's template with a wrong left margin and a title in 18 pt."""
	document = docx.Document(io.BytesIO(catalogue.form("reply_letter").build()))
	document.sections[0].left_margin = Mm(40)
	for style in document.styles:
		if style.name == "公文标题":
			style.font.size = Pt(18)
	buffer = io.BytesIO()
	document.save(buffer)
	return buffer.getvalue()


def attach(content: bytes, name: str = "模板.docx"):
	return frappe.get_doc(
		{"doctype": "File", "file_name": name, "content": content, "is_private": 1}
	).insert()


def upload(content: bytes, congress: str):
	return frappe.get_doc(
		{
			"doctype": "Paperwork Template",
			"title": "本镇答复函",
			"kind": "reply_letter",
			"congress": congress,
			"enabled": 1,
			"template_file": attach(content).file_url,
		}
	).insert()


def said() -> str:
	return "".join(str(message) for message in frappe.get_message_log())


@pytest.fixture(autouse=True)
def quiet(site):
	frappe.clear_messages()
	yield
	frappe.clear_messages()


def test_upload_warns_of_each_finding_and_accepts_the_template(town):
	frappe.local.lang = "zh"
	template = upload(widened(), town.congress)
	assert frappe.db.exists("Paperwork Template", template.name)
	assert "左边距（订口）：40.0毫米；应为28毫米±1毫米（5.2.1）" in said()
	assert "标题：18磅；应为2号（22磅）（7.3.1）" in said()
	assert said().count("<li>") == 2 and '"orange"' in said().replace("'", '"')


def test_upload_of_a_good_template_says_nothing(town):
	upload(catalogue.form("reply_letter").build(), town.congress)
	assert "GB/T" not in said() and "<li>" not in said()


def test_check_layout_lists_all_points(town):
	template = upload(widened(), town.congress)
	rows = checking.check_template(template.name)
	assert {row["code"] for row in rows if not row["ok"]} == {"page.left", "title.size"}
	assert len(rows) > 80
	assert set(rows[0]) == {"code", "element", "clause", "required", "measured", "place", "ok"}


def test_a_file_is_checked_only_for_whoever_may_read_it(town):
	file = attach(catalogue.form("reply_letter").build())
	assert [row for row in checking.check_file(file.name, "reply_letter") if not row["ok"]] == []
	with make.acting(town.clerk), pytest.raises(frappe.PermissionError):
		checking.check_file(file.name)
	template = upload(widened(), town.congress)
	with make.acting("Guest"), pytest.raises(frappe.PermissionError):
		checking.check_template(template.name)


def test_what_is_no_word_file_is_said_politely(town):
	file = attach(b"no word file", "说明.txt")
	with pytest.raises(checking.NotCheckableError):
		checking.check_file(file.name)
	with pytest.raises(checking.NotCheckableError):
		checking.check_file(attach(catalogue.form("opinion_form").build()).name, "no_such_kind")


def way_to_issue(town):
	"""A reply taken the whole way until it is issued."""
	with make.acting(town.clerk):
		suggestion = make.register(make.make_suggestion(town.deputies[0], meeting=town.meeting))
		(assignment,) = make.assign(suggestion, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
		reply = make.draft_reply(assignment)
	frappe.clear_messages()
	return make.issue(reply, town.workers[0], town.office, town.chiefs[0])


def test_issuing_warns_of_the_letter_and_goes_on(town):
	upload(widened(), town.congress)
	reply = way_to_issue(town)
	assert reply.workflow_state == "Issued" and reply.document_number
	assert "40.0" in said() and "18" in said()


def test_issuing_a_right_letter_says_nothing(town):
	reply = way_to_issue(town)
	assert reply.workflow_state == "Issued"
	assert "<li>" not in said()
