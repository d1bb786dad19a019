"""The report on handling: figures from the records, text by the office, frozen when issued."""

import io
import zipfile

import factories as make
import frappe
import pytest
from frappe.utils import add_days, getdate, today
from life import Life
from reporting import make_answered, make_late

from deputy_affairs import handling_figures, history
from deputy_affairs.deputy_affairs.doctype.handling_report.handling_report import (
	ReportIssuedError,
	ReportPeriodError,
)
from deputy_affairs.paperwork import service
from deputy_affairs.rules.stages import overall

TEXTS = {
	"practices": "逐件研究，当面沟通。",
	"problems": "个别答复不够具体。",
	"next_steps": "抓好承诺事项的兑现。",
}


@pytest.fixture
def town(numbered_town):
	"""A township whose presidium can give numbers."""
	return numbered_town


def make_report(town, **fields):
	return frappe.get_doc(
		{"doctype": "Handling Report", "congress": town.congress, "term": town.term, **TEXTS, **fields}
	).insert()


def paper(doc) -> tuple[str, str]:
	"""Make the Word file; return its name and its words."""
	answer = service.create("handling_report", doc.doctype, [doc.name])
	assert not answer["failed"], answer["failed"]
	(made,) = answer["files"]
	content = frappe.get_doc("File", {"file_url": made["file_url"]}).get_content()
	with zipfile.ZipFile(io.BytesIO(content)) as package:
		xml = package.read("word/document.xml").decode()
	return made["file_name"], frappe.utils.strip_html(xml.replace("</w:p>", "\n"))


def test_who_did_not_sign_is_no_signer(town):
	with make.acting(town.clerk):
		suggestion = make.register(make.make_suggestion(town.deputies[0], town.deputies[1:]))
	said = dict(zip(town.deputies[1:], ("Refused", "Confirmed"), strict=True))
	for row in suggestion.cosigners:
		frappe.db.set_value(row.doctype, row.name, "state", said[row.deputy])
	assert handling_figures.count_signers(frappe._dict(congress=town.congress)) == 2


def test_the_list_says_the_worse_of_attitude_and_result_as_the_totals_do(town):
	answered = make_answered(town)
	with make.acting(town.clerk):
		first, second = make.ratings_of(answered)
		make.rate(first, "Dissatisfied", "Satisfied", reasons="没有当面听取意见")
		make.rate(second)
		found = make_report(town).get_figures()
		(line,) = handling_figures.annex(frappe._dict(congress=town.congress))
	assert line["rating"] == "不满意" and line["proposer"] == answered.proposer_shown
	assert (found["satisfied"], found["dissatisfied"]) == (0, 1)


def test_figures_of_two_suggestions(town):
	answered = make_answered(town)
	history.note(make_late(town).name)  # its date was moved past the record
	with make.acting(town.clerk):
		first, _second = make.ratings_of(answered)
		make.rate(first, "Satisfied", "Basically Satisfied")
		found = make_report(town).get_figures()
	assert (found["registered"], found["replied"], found["overdue"], found["signers"]) == (2, 1, 1, 3)
	assert (found["at_meeting"], found["in_recess"]) == (1, 1)
	assert (found["reply_rate"], found["form_rate"], found["pleased_rate"]) == ("50%", "50%", "100%")
	assert (found["basically_satisfied"], found["first_basically"], found["again"]) == (1, 1, 0)
	assert [row["count"] for row in found["classes"] if row["letter"] == "A"] == [1]
	assert {row["name"]: row["assigned"] for row in found["units"]} == {
		"农服中心": 1,
		"交通站": 1,
		"财政所": 0,
	}


def test_figures_against_a_count_by_hand(town):
	"""Every record of a lively township is walked through one by one; the figures say the same."""
	life = Life(town, seed=21, days=120)
	for day in life.days(14):
		life.live_a_day(day, steps=12)
	docs = [frappe.get_doc("Deputy Suggestion", name) for name in life.suggestions]
	docs = [d for d in docs if d.registered_on and d.stage not in ("Withdrawn", "Refused")]
	found = handling_figures.figures(frappe._dict(congress=town.congress))
	replied = [d for d in docs if d.replied_on and d.stage in ("Replied", "Awaiting Decision", "Closed")]
	assert found["registered"] == len(docs)
	assert found["replied"] == len(replied)
	assert found["closed"] == sum(d.stage == "Closed" for d in docs)
	assert found["signers"] == len({deputy for d in docs for deputy in d.signers()})
	for name, grade in (
		("satisfied", "Satisfied"),
		("basically_satisfied", "Basically Satisfied"),
		("dissatisfied", "Dissatisfied"),
	):
		assert found[name] == sum(d.overall_rating == grade for d in replied), grade
	assert {row["letter"]: row["count"] for row in found["classes"] if row["count"]} == {
		letter: number for letter in "ABCD" if (number := sum(d.result_class == letter for d in replied))
	}
	assert {row["name"]: row["count"] for row in found["categories"]} == {
		category: sum(d.category == category for d in docs) for category in {d.category for d in docs}
	}
	names = [d.name for d in docs]
	forms = frappe.get_all(
		"Suggestion Rating",
		filters={"suggestion": ("in", names)},
		fields=["suggestion", "round", "status", "attitude", "result"],
	)
	back = [form for form in forms if form.status == "Returned"]
	assert (found["forms_sent"], found["forms_returned"]) == (len(forms), len(back))
	dissatisfied = {
		f.suggestion for f in back if f.round == 1 and overall(f.attitude, f.result) == "Dissatisfied"
	}
	assert found["first_dissatisfied"] == len(dissatisfied)
	contacted = 0
	for d in docs:
		live = frappe.get_all(
			"Suggestion Assignment",
			filters={
				"suggestion": d.merged_into or d.name,
				"round": d.current_round,
				"handling_role": ("!=", "Assist"),
				"status": ("!=", "Returned"),
			},
			pluck="contacted_on",
		)
		contacted += any(live)
	assert found["contacted"] == contacted
	assert [row["number"] for row in handling_figures.annex(frappe._dict(congress=town.congress))] == [
		d.registration_number for d in sorted(docs, key=lambda d: (d.registered_on, d.registration_number))
	]


def test_a_draft_has_no_number_and_an_issued_one_never_changes(town):
	answered = make_answered(town)
	with make.acting(town.clerk):
		doc = make_report(town, meeting=town.meeting)
		name, words = paper(doc)
		assert "草稿" in name and "各位代表：" in words and "立案代表建议1件" in words
		assert answered.title in words and "逐件研究" in words
		number = doc.issue()["number"]
		doc.reload()
		assert doc.status == "Issued" and number in paper(doc)[1]
		for rating in make.ratings_of(answered):
			make.rate(rating)
		assert doc.get_figures()["satisfied"] == 0, "frozen"
		assert make_report(town).get_figures()["satisfied"] == 1
		assert paper(doc) == paper(doc)
		for change in (
			{"practices": "改一改"},
			{"figures": "{}"},
			{"status": "Draft"},
			{"as_of": add_days(today(), -1)},
		):
			doc.reload().update(change)
			with pytest.raises(ReportIssuedError):
				doc.save()
		with pytest.raises(ReportIssuedError):
			doc.reload().delete()
		with pytest.raises(ReportIssuedError):
			doc.reload().issue()
	assert frappe.db.count("Issued Document", {"reference_name": doc.name, "number": number}) == 1


def test_nobody_writes_number_or_figures_by_hand(town):
	with make.acting(town.clerk):
		doc = make_report(town, document_number="假1号", status="Issued", figures="{}")
		assert (doc.status, doc.document_number, doc.figures) == ("Draft", None, None)
		doc.update({"document_number": "假2号", "status": "Issued"})
		doc.save()
		assert (doc.reload().status, doc.document_number) == ("Draft", None)


def test_what_is_missing_is_named(town):
	with make.acting(town.clerk):
		with pytest.raises(ReportPeriodError):
			make_report(town, practices="").issue()
		with pytest.raises(ReportPeriodError):
			make_report(town, as_of=add_days(today(), 1))
		with pytest.raises(ReportPeriodError):
			make_report(town, from_date="2026-02-01", to_date="2026-01-01")


def test_who_may_report(town, prefix):
	stranger = make.make_user(make.address(prefix, "other"), "Congress Clerk")
	make.make_congress(f"{prefix}青石镇", staff=[stranger])
	make.forget()
	with make.acting(town.clerk):
		doc = make_report(town)
	for user in (stranger, town.workers[0], town.office):
		with make.acting(user):
			assert not doc.has_permission("read")
			with pytest.raises(frappe.PermissionError):
				frappe.get_doc("Handling Report", doc.name).get_figures()
	with make.acting(stranger), pytest.raises(frappe.PermissionError):
		make_report(town)


def test_an_anonymous_deputy_is_not_named(town):
	with make.acting(town.clerk):
		suggestion = make.register(make.make_suggestion(town.deputies[0], is_anonymous=1))
		make.assign(suggestion, lead=town.units[0])
		doc = make_report(town)
		assert [row["proposer"] for row in handling_figures.annex(doc.filters())] == ["（匿名）"]
		assert "张建国" not in paper(doc)[1]


def test_figures_of_a_past_day(town):
	make_answered(town)
	with make.acting(town.clerk):
		doc = make_report(town, as_of=add_days(today(), -1))
		assert doc.get_figures()["registered"] == 0
		assert doc.get_figures()["reply_rate"] == "—"
		assert getdate(doc.as_of) < getdate()
		assert "—" in paper(doc)[1]
