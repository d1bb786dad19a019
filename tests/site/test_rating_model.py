"""What deputies grade and which classes a reply has: the settings of the congress (domain.md §2.5)."""

import io

import factories as make
import frappe
import pytest
from docx import Document
from reporting import make_answered

from deputy_affairs import one_time_links
from deputy_affairs.deputy_affairs.doctype.suggestion_rating import by_link, entering
from deputy_affairs.deputy_affairs.doctype.suggestion_rating.suggestion_rating import RatingIncompleteError
from deputy_affairs.deputy_affairs.doctype.suggestion_reply.suggestion_reply import ClassNotUsedError
from deputy_affairs.paperwork import service


@pytest.fixture
def town(town):
	"""A township whose opinion forms can be printed."""
	office = {"presidium_code": f"{town.congress}函", "contact_person": "周敏", "hotline": "0871-65550100"}
	frappe.db.set_value("Congress", town.congress, office)
	frappe.clear_document_cache("Congress", town.congress)
	return town


def choose(town, **settings):
	"""The congress sets it in its form, so that the setting is checked too."""
	frappe.get_doc("Congress", town.congress).update(settings).save()
	make.forget()


def printed(town, rating) -> str:
	with make.acting(town.clerk):
		answer = service.create("opinion_form", rating.doctype, [rating.name])
	assert not answer["failed"], answer["failed"]
	content = frappe.get_doc("File", {"file_url": answer["files"][0]["file_url"]}).get_content()
	document = Document(io.BytesIO(content))
	cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
	return "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])


def test_attitude_and_result_are_the_rule(town):
	first, _second = make.ratings_of(make_answered(town))
	assert not first.single_grade
	assert [field for field, _words in by_link.describe(first, None)["questions"]] == ["attitude", "result"]
	words = printed(town, first)
	assert "对办理态度" in words and "对办理结果" in words and "分别评价" in words
	first.result = "Satisfied"
	with make.acting(town.clerk), pytest.raises(RatingIncompleteError):
		first.save()


def test_one_grade_stands_for_all(town):
	choose(town, rating_model="Single Grade")
	first, second = make.ratings_of(make_answered(town))
	assert by_link.describe(first, None)["questions"] == [("result", "对办理情况")]
	words = printed(town, first)
	assert "对办理情况" in words and "态度" not in words
	url = one_time_links.issue("Rating", first, first.deputy, first.closes_on)
	assert url
	recorded = by_link.submit(first, None, {"result": "Satisfied"})
	assert [words for words, _said in recorded] == ["建议", "办理情况"]
	with make.acting(town.clerk):
		found = entering.find_slip(second.slip_number)
		assert found["single_grade"] == 1
		with pytest.raises(RatingIncompleteError):  # a dissatisfied deputy says why here, too
			entering.enter_slip(second.name, {"result": "Dissatisfied"})
		entering.enter_slip(second.name, {"result": "Dissatisfied", "reasons": "渠道仍不通"})
	for rating, grade in ((first, "Satisfied"), (second, "Dissatisfied")):
		rating.reload()
		assert (rating.attitude, rating.result, rating.status) == (grade, grade, "Returned")
	assert "☑不满意" in printed(town, second)


def test_a_form_that_is_out_stays_as_it_was_printed(town):
	first, _second = make.ratings_of(make_answered(town))
	choose(town, rating_model="Single Grade")
	assert not first.reload().single_grade
	first.result = "Satisfied"
	with make.acting(town.clerk), pytest.raises(RatingIncompleteError):
		first.save()


def test_three_classes_have_none_for_reference(town):
	choose(town, reply_classes="A to C")
	with make.acting(town.clerk):
		suggestion = make.register(make.make_suggestion(town.deputies[0]))
		(assignment,) = make.assign(suggestion, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
		with pytest.raises(ClassNotUsedError):
			make.draft_reply(assignment, "D")
		reply = make.draft_reply(assignment, "C")
	choose(town, reply_classes="A to D")
	with make.acting(town.workers[0]):
		reply.reply_class = "D"
		reply.save()
