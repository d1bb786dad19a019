"""Papers for many records: nothing is lost, doubled or shown to others when a worker dies, somebody cancels or a
record fails. The PDF is made of twelve letters only, because LibreOffice needs most of the time."""

import io
import os
import signal
import subprocess
import sys
import time
import zipfile

import factories as make
import frappe
import pytest
from docx import Document
from pypdf import PdfReader

from deputy_affairs import issued_documents
from deputy_affairs.deputy_affairs.doctype.paper_batch.paper_batch import BatchByHandError, BatchInWorkError
from deputy_affairs.paperwork import batch, batch_job, pdf, service

BATCH, ISSUED, REPLY = "Paper Batch", "Issued Document", "Suggestion Reply"
SECONDS = 60

# A worker of its own that can be killed; it starts as Guest, as the framework's repeated jobs do as nobody.
WORKER = """
import sys
import frappe
frappe.init(sys.argv[1], sites_path=".")
frappe.connect()
frappe.set_user("Guest")
from deputy_affairs.paperwork.batch_job import run
run(sys.argv[2])
frappe.destroy()
"""


@pytest.fixture
def committed_town(people):
	"""A township that other processes can see."""
	town = make.make_township(make.unique(), people, units=1)
	frappe.db.commit()
	yield town
	frappe.db.rollback()
	frappe.set_user("Administrator")
	for name in frappe.get_all(BATCH, filters={"congress": town.congress}, pluck="name"):
		wait(name, lambda row: not batch.in_hand(row.name))
	make.remove([town.congress])


def issued_replies(town, count: int) -> list[str]:
	"""Replies to two signers: one by the way users go, the rest as copies of its row without their letters."""
	suggestion = make.register(make.make_suggestion(town.deputies[0], [town.deputies[1]]))
	(assignment,) = make.assign(suggestion, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
		contact = {"doctype": "Handling Contact", "assignment": assignment.name}
		frappe.get_doc({**contact, "unit_people": "王芳", "content": "到渠首查看"}).insert()
		first = make.draft_reply(assignment)
	make.issue(first, town.workers[0], town.office, town.chiefs[0])
	stem = first.document_number.rpartition("〕")[0]
	names = []
	for number in range(2, count + 2):
		reply = frappe.copy_doc(first)
		reply.update({field: first.get(field) for field in first.meta.get_valid_columns()})
		reply.update(
			{
				"name": frappe.generate_hash(length=10),
				"document_number": f"{stem}〕{number}号",
				"docstatus": 0,
			}
		)
		for row in reply.get_all_children():
			row.parent, row.name, row.owner = reply.name, frappe.generate_hash(length=10), "Administrator"
			row.creation = row.modified = first.modified
			row.db_insert()
		reply.db_insert()
		names.append(reply.name)
	frappe.db.commit()
	return names


def prepared(town, names: list[str], result: str = "zip", **more) -> str:
	"""A batch of the clerk that no worker has been told of."""
	with make.acting(town.clerk):
		name = batch.prepare("reply_letter", REPLY, names, result, **more).name
	frappe.db.commit()
	return name


def resumed(town, name: str) -> None:
	"""Resume as the clerk and wait for the site's own worker."""
	with make.acting(town.clerk):
		assert batch.resume(name)
	frappe.db.commit()
	wait(name, lambda row: row.status in ("Finished", "Failed"))


def worker(name: str) -> subprocess.Popen:
	command = [sys.executable, "-c", WORKER, frappe.local.site, name]
	return subprocess.Popen(command, cwd=os.getcwd(), stderr=subprocess.PIPE, text=True)


def now(name: str):
	"""The batch as others have committed it."""
	frappe.db.rollback()
	return frappe.get_doc(BATCH, name)


def wait(name: str, until):
	end = time.monotonic() + SECONDS
	while not until(row := now(name)):
		assert time.monotonic() < end, (row.status, row.made, row.message)
		time.sleep(0.1)
	return row


def registered(names: list[str]) -> list:
	filters = {"reference_doctype": REPLY, "reference_name": ("in", names)}
	return frappe.get_all(ISSUED, filters=filters, fields=["*"])


def result_of(doc) -> bytes:
	return frappe.get_doc("File", {"attached_to_doctype": BATCH, "attached_to_name": doc.name}).get_content()


def letters_in(doc) -> list[bytes]:
	with zipfile.ZipFile(io.BytesIO(result_of(doc))) as archive:
		assert len(set(archive.namelist())) == len(archive.namelist())
		return [archive.read(name) for name in archive.namelist()]


def test_two_hundred_letters_survive_a_killed_worker(committed_town):
	town = committed_town
	names = issued_replies(town, 100)
	name = prepared(town, names)
	process = worker(name)
	wait(name, lambda row: row.made >= 30)
	os.kill(process.pid, signal.SIGKILL)
	process.communicate()
	killed = wait(name, lambda _row: not batch.in_hand(name))
	assert killed.status == "Running" and 30 <= killed.made < 100 and 25 < killed.progress < 100
	done = {row.record: row.files for row in killed.items if row.status == "Done"}
	assert len(done) == killed.made and len(registered(names)) == 2 * killed.made

	resumed(town, name)
	doc = now(name)
	assert (doc.status, doc.made, doc.not_made, doc.papers, doc.progress) == ("Finished", 100, 0, 200, 100)
	assert {row.record: row.files for row in doc.items if row.record in done} == done  # not made again
	rows = registered(names)
	assert len(rows) == len({(row.number, row.copy_number) for row in rows}) == 200
	assert len({row.number for row in rows}) == 100
	assert {row.issued_by for row in rows} == {town.clerk}
	letters = [issued_documents.sha256(data) for data in letters_in(doc)]
	assert len(letters) == len(set(letters)) == 200
	assert set(letters) == {row.file_hash for row in rows}

	# a batch that is finished has nothing left, for the clerk as for a job that comes late
	with make.acting(town.clerk):
		assert batch.resume(name) is False
	batch_job.run(name)
	assert now(name).modified == doc.modified and len(registered(names)) == 200


def test_cancelling_stops_after_the_record_in_hand(committed_town):
	town = committed_town
	names = issued_replies(town, 30)
	name = prepared(town, names)
	process = worker(name)
	wait(name, lambda row: row.made >= 3)
	with make.acting(town.clerk):
		with pytest.raises(BatchInWorkError):
			frappe.delete_doc(BATCH, name)
		frappe.db.rollback()  # as a refused request does; its locks would stand in the job's way
		batch.cancel(name)
	frappe.db.commit()
	assert process.communicate(timeout=SECONDS)[1] == "" and process.returncode == 0
	doc = now(name)
	assert doc.status == "Cancelled" and not doc.result
	states = [row.status for row in doc.items]
	assert states == ["Done"] * doc.made + ["Waiting"] * (30 - doc.made) and 3 <= doc.made < 30
	with make.acting(town.clerk), pytest.raises(batch.NotRunningError):
		batch.cancel(name)
	resumed(town, name)
	doc = now(name)
	assert doc.status == "Finished" and len(letters_in(doc)) == len(registered(names)) == 60


def test_a_running_batch_is_not_run_twice(committed_town):
	town = committed_town
	name = prepared(town, issued_replies(town, 30))
	process = worker(name)
	wait(name, lambda row: row.made >= 3)
	with make.acting(town.clerk), pytest.raises(batch.AlreadyRunningError):
		batch.resume(name)
	frappe.db.rollback()
	assert process.communicate(timeout=SECONDS)[1] == ""
	assert now(name).status == "Finished"


def test_what_fails_is_named_and_the_rest_is_made(committed_town):
	town = committed_town
	names = issued_replies(town, 6)
	with make.acting(town.clerk):
		service.create("reply_letter", REPLY, [names[1]])
	void = [row.name for row in registered([names[1]])]
	frappe.db.set_value(ISSUED, {"name": ("in", void)}, {"status": "Void", "void_reason": "印错"})
	name = prepared(town, names)
	for table in (REPLY, *[df.options for df in frappe.get_meta(REPLY).get_table_fields()]):
		frappe.db.delete(table, {"name" if table == REPLY else "parent": names[4]})
	frappe.db.commit()
	batch_job.run(name)
	doc = now(name)
	assert frappe.session.user == "Administrator"
	assert (doc.status, doc.made, doc.not_made, doc.papers) == ("Finished", 4, 2, 8)
	failed = {row.record: row.reason for row in doc.items if row.status == "Failed"}
	assert set(failed) == {names[1], names[4]} and "印错" in failed[names[1]] and failed[names[4]]
	assert len(letters_in(doc)) == 8

	frappe.db.set_value(ISSUED, {"name": ("in", void)}, {"status": "Genuine", "void_reason": None})
	frappe.db.commit()
	resumed(town, name)
	doc = now(name)
	assert (doc.made, doc.not_made, doc.papers) == (5, 1, 10)
	assert len(letters_in(doc)) == 10 == len(registered(names))
	assert frappe.db.count("File", {"attached_to_doctype": BATCH, "attached_to_name": name}) == 1


def test_nobody_else_has_the_batch(committed_town, people):
	town = committed_town
	name = prepared(town, issued_replies(town, 2))
	batch_job.run(name)
	file = frappe.get_doc("File", {"attached_to_doctype": BATCH, "attached_to_name": name})
	assert file.is_private and file.owner == town.clerk
	for user in (town.chair, town.office, town.workers[0]):
		with make.acting(user):
			assert frappe.get_list(BATCH) == []
			assert not frappe.has_permission(BATCH, "read", name)
			assert not file.has_permission("read")
			for act in (batch.resume, batch.cancel):
				with pytest.raises(frappe.PermissionError):
					act(name)
	with make.acting(town.clerk):
		assert frappe.get_list(BATCH, pluck="name") == [name] and file.has_permission("read")
		doc = frappe.get_doc(BATCH, name)
		doc.requested_by = town.chair
		with pytest.raises((BatchByHandError, frappe.PermissionError)):
			doc.save()
	with pytest.raises(BatchByHandError):
		frappe.get_doc(BATCH, name).save()


def test_who_lost_the_right_meanwhile_gets_nothing(committed_town):
	town = committed_town
	name = prepared(town, issued_replies(town, 2))
	frappe.db.set_value(BATCH, name, "requested_by", "Guest")
	frappe.db.commit()
	batch_job.run(name)
	doc = now(name)
	assert (doc.status, doc.made, doc.result) == ("Failed", 0, None)
	assert not registered([row.record for row in doc.items])


def test_what_cannot_be_started_is_said_before(town, monkeypatch):
	names = issued_replies_in_this_transaction(town)
	with make.acting(town.clerk):
		for wrong in ({"names": []}, {"names": ["no such reply"]}, {"result": "odt"}, {"doctype": "Deputy"}):
			asked = {"kind": "reply_letter", "doctype": REPLY, "names": names, **wrong}
			with pytest.raises((batch.BatchError, frappe.PermissionError)):
				batch.start(**asked)
		with pytest.raises(batch.BatchError):
			batch.start("reply_letter", REPLY, [str(n) for n in range(batch.MOST_RECORDS + 1)])
		monkeypatch.setenv("PATH", "/nowhere")
		with pytest.raises(batch.PdfNotAvailableError):
			batch.start("reply_letter", REPLY, names, "pdf")
	with make.acting(town.workers[1]), pytest.raises(frappe.PermissionError):
		batch.start("reply_letter", REPLY, names)
	assert not frappe.db.exists(BATCH, {"congress": town.congress})


def issued_replies_in_this_transaction(town) -> list[str]:
	suggestion = make.register(make.make_suggestion(town.deputies[0]))
	(assignment,) = make.assign(suggestion, lead=town.units[0])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
		return [make.draft_reply(assignment).name]


def test_records_that_share_a_paper_share_it_in_the_result(committed_town):
	town = committed_town
	values = {"presidium_code": "云溪人主函", "contact_person": "周敏", "hotline": "0871-65550100"}
	frappe.db.set_value("Congress", town.congress, values)
	frappe.clear_document_cache("Congress", town.congress)
	names = []
	for number in range(3):
		suggestion = make.register(make.make_suggestion(town.deputies[0], title=f"关于第{number}件事的建议"))
		names += [row.name for row in make.assign(suggestion, lead=town.units[0])]
	frappe.db.commit()
	with make.acting(town.clerk):
		name = batch.prepare("assignment_notice", "Suggestion Assignment", names, "docx", 1).name
	frappe.db.commit()
	batch_job.run(name)
	doc = now(name)
	assert (doc.status, doc.made, doc.papers) == ("Finished", 3, 1)
	assert frappe.db.count(ISSUED, {"congress": town.congress}) == 1
	text = "\n".join(p.text for p in Document(io.BytesIO(result_of(doc))).paragraphs)
	assert text.count("云溪人主函") == 1


def test_one_pdf_with_each_letter_on_a_new_sheet(committed_town):
	if not pdf.available():
		pytest.skip("LibreOffice is not installed")
	town = committed_town
	names = issued_replies(town, 6)
	name = prepared(town, names, "pdf", duplex=1)
	batch_job.run(name)
	doc = now(name)
	assert (doc.status, doc.made, doc.papers, doc.message) == ("Finished", 6, 12, "")
	pages = [page.extract_text() for page in PdfReader(io.BytesIO(result_of(doc))).pages]
	starts = [at for at, text in enumerate(pages) if "〔" in text and "号" in text and "代表：" in text]
	assert len(starts) == 12 and all(at % 2 == 0 for at in starts)
	assert doc.result.endswith(".pdf") and len(registered(names)) == 12
