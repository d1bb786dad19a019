"""Putting the report on handling on the public page when it is issued: off by default, the chair decides."""

import factories as make
import frappe
import pytest
from reporting import make_answered
from test_handling_report import make_report

from deputy_affairs import public_pages
from deputy_affairs.publication import PublicationError


@pytest.fixture
def town(numbered_town):
	"""A township with a public page."""
	frappe.db.set_value("Congress", numbered_town.congress, "publication_tier", "Title")
	make.forget()
	make_answered(numbered_town)
	return numbered_town


def reports(town):
	open_ones = public_pages.open_congresses()
	return public_pages.reports({town.congress: open_ones[town.congress]})


def test_nothing_is_published_unless_asked_for(town):
	with make.acting(town.clerk):
		doc = make_report(town)
		assert doc.get_publishing() == {"page": True, "publish": False, "approver": False}
		assert doc.issue()["publication"] is None
	assert not frappe.db.exists("Report Publication", {"congress": town.congress}) and reports(town) == []
	frappe.db.set_value("Congress", town.congress, "publish_report", "Yes")
	make.forget()
	with make.acting(town.clerk):
		assert make_report(town).get_publishing()["publish"] is True


def test_a_clerk_prepares_and_the_chair_is_told(town):
	with make.acting(town.clerk):
		answer = make_report(town).issue(publish=1)
	assert answer["publication"] and not answer["published"] and reports(town) == []
	doc = frappe.get_doc("Report Publication", answer["publication"])
	assert doc.status == "Draft" and "张建国" in [row.words for row in doc.redactions]
	(note,) = frappe.get_all("Due Reminder", {"reference_name": doc.name}, pluck="name")
	assert frappe.get_all("Reminder Recipient", {"parent": note}, pluck="user") == [town.chair]
	with make.acting(town.chair):
		doc.reload().publish()
	assert [row["title"] for row in reports(town)] == [doc.title]


def test_the_chair_publishes_with_the_issue(town):
	with make.acting(town.chair):
		answer = make_report(town).issue(publish=1)
	assert answer["published"]
	(row,) = reports(town)
	doc = frappe.get_doc("Report Publication", answer["publication"])
	assert row["key"] == doc.public_key
	file = frappe.get_doc("File", doc.public_file).get_content()
	assert file and doc.issued_document


def test_without_a_public_page_nothing_is_issued_halfway(town):
	frappe.db.set_value("Congress", town.congress, "publication_tier", "")
	make.forget()
	with make.acting(town.clerk):
		doc = make_report(town)
		with pytest.raises(PublicationError):
			doc.issue(publish=1)
	assert frappe.db.get_value("Handling Report", doc.name, "status") == "Draft"
