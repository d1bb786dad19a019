"""Files of our records are private, whichever way they come in."""

import factories as make
import frappe
import pytest

from deputy_affairs.attachments import PublicFileError


@pytest.fixture
def suggestion(site):
	prefix = make.unique()
	town = make.make_township(prefix, make.make_people(prefix))
	with make.acting(town.clerk):
		return make.make_suggestion(town.deputies[0])


def scan(doctype: str, name: str, **fields):
	return frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{make.unique()}.txt",
			"content": make.unique(),
			"attached_to_doctype": doctype,
			"attached_to_name": name,
			**fields,
		}
	)


def test_a_public_scan_is_refused_and_a_private_one_stays_private(suggestion):
	with pytest.raises(PublicFileError):
		scan(suggestion.doctype, suggestion.name).insert()
	file = scan(suggestion.doctype, suggestion.name, is_private=1).insert()
	assert file.file_url.startswith("/private/")
	file.is_private = 0
	with pytest.raises(PublicFileError):
		file.save()


def test_files_of_others_are_nobodys_business(suggestion):
	assert scan("User", "Administrator").insert().file_url.startswith("/files/")
	link = scan(suggestion.doctype, suggestion.name, file_url="https://example.com/a.pdf", content=None)
	assert link.insert().file_url == "https://example.com/a.pdf"
