"""The bulletin to the units: how each stands as of a day, nothing of open ratings, frozen when issued."""

import factories as make
import frappe
import pytest
from frappe.utils import add_days, today
from reporting import make_answered, make_late, make_stranger
from test_papers_more import stored, text_of

from deputy_affairs import history
from deputy_affairs.frozen_report import ReportIssuedError, ReportPeriodError
from deputy_affairs.paperwork import checker, service

TEXTS = {"problems": "个别单位逾期未答复。", "demands": "请逾期单位十日内答复代表。"}


def make_bulletin(town, **fields):
	return frappe.get_doc(
		{"doctype": "Handling Bulletin", "congress": town.congress, "term": town.term, **TEXTS, **fields}
	).insert()


def paper(doc):
	answer = service.create("handling_bulletin", doc.doctype, [doc.name])
	assert not answer["failed"], answer["failed"]
	return answer["files"][0]


def row_of(doc, name):
	return next(row for row in doc.get_figures()["units"] if row["name"] == name)


def test_each_unit_stands_with_its_rates_and_what_is_overdue(numbered_town):
	town = numbered_town
	make_answered(town)
	late = make_late(town)
	history.note(late.name)  # its date was moved past the record
	with make.acting(town.clerk):
		doc = make_bulletin(town)
		found = doc.get_figures()
		assert [row["name"] for row in found["units"]] == ["农服中心", "交通站"]  # the assisting one has none
		first, second = found["units"]
		assert (first["works"], first["replied"], first["reply_rate"], first["in_time"]) == (
			1,
			1,
			"100%",
			"100%",
		)
		assert (second["replied"], second["reply_rate"], second["overdue"]) == (0, "0%", 1)
		assert [(row["title"], row["days"], row["units"]) for row in found["overdue"]] == [
			(late.title, 3, "交通站")
		]
		assert (found["figures"]["registered"], found["figures"]["overdue"]) == (2, 1)
		file = paper(doc)
		text = text_of(file)
	assert "（草稿）" in file["file_name"] and "（待编号）" in text and "各承办单位：" in text
	assert "个别单位逾期未答复" in text and f"《{late.title}》" in text and "已超期3天" in text
	assert "抄送：云溪镇人民政府" in text
	found = checker.check(stored(file).get_content()).findings
	assert [row.code for row in found] == ["number.form"]  # a draft has none yet
	for deputy in ("张建国", "李梅", "王五"):
		assert deputy not in text


def test_open_and_anonymous_ratings_are_not_told(numbered_town):
	"""The units read it: a form that came back in a round that is still open must not show (before, after)."""
	town = numbered_town
	answered = make_answered(town)
	first, second = make.ratings_of(answered)
	with make.acting(town.clerk):
		doc = make_bulletin(town)
		assert row_of(doc, "农服中心")["satisfied"] == "—"
		make.rate(first)
		assert not frappe.db.get_value("Suggestion Rating", first.name, "round_closed")
		assert row_of(doc, "农服中心")["satisfied"] == "—"
		make.rate(second)
		assert frappe.db.get_value("Suggestion Rating", first.name, "round_closed")
		assert row_of(doc, "农服中心")["satisfied"] == "100%"
		frappe.db.set_value("Suggestion Rating", {"reply": first.reply}, "is_anonymous", 1)
		assert row_of(doc, "农服中心")["satisfied"] == "—"
		frappe.db.set_value("Suggestion Rating", {"reply": first.reply}, "is_anonymous", 0)
		frappe.db.set_value("Congress", town.congress, "unit_sees_ratings", "Nothing")
		make.forget()
		assert row_of(doc, "农服中心")["satisfied"] == "—"


def test_as_of_a_past_day(numbered_town):
	town = numbered_town
	make_answered(town)
	make_late(town)
	with make.acting(town.clerk):
		doc = make_bulletin(town, as_of=add_days(today(), -1))
		found = doc.get_figures()
	assert found["figures"]["registered"] == 0 and found["overdue"] == []


def test_issued_it_stands_still_and_is_registered(numbered_town):
	town = numbered_town
	answered = make_answered(town)
	with make.acting(town.clerk):
		with pytest.raises(ReportPeriodError):
			make_bulletin(town, demands="").issue()
		doc = make_bulletin(town)
		number = doc.issue()
		file = paper(doc.reload())
		text = text_of(file)
		assert not checker.check(stored(file).get_content()).findings
		assert number in text
		for rating in make.ratings_of(answered):
			make.rate(rating)
		assert row_of(doc, "农服中心")["satisfied"] == "—", "frozen"
		doc.problems = "改一改"
		with pytest.raises(ReportIssuedError):
			doc.save()
		with pytest.raises(ReportIssuedError):
			doc.reload().delete()
	entry = frappe.get_doc("Issued Document", {"number": number, "congress": town.congress})
	assert (entry.kind, entry.addressee, entry.status) == ("handling_bulletin", "各承办单位", "Genuine")


def test_who_may_read_it(numbered_town, prefix):
	town = numbered_town
	with make.acting(town.clerk):
		doc = make_bulletin(town)
	for user in (make_stranger(prefix), town.office, town.workers[0]):
		with make.acting(user):
			assert not doc.has_permission("read")
			with pytest.raises(frappe.PermissionError):
				frappe.get_doc("Handling Bulletin", doc.name).get_figures()
	with make.acting(make_stranger(make.unique())), pytest.raises(frappe.PermissionError):
		make_bulletin(town)
