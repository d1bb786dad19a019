"""The job of a paper batch: makes the papers that are left, one by one, then the result of all of them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.translate import get_user_lang
from frappe.utils import strip_html
from rq.timeouts import JobTimeoutException

from deputy_affairs.paperwork.batch import BATCH, FORMS, lock_name
from deputy_affairs.paperwork.batch_result import NothingMadeError, make_result
from deputy_affairs.paperwork.papers_more import TOGETHER
from deputy_affairs.paperwork.service import Maker

ITEM = "Paper Batch Item"
WAIT_SECONDS = 60  # for an earlier run of the same batch that was cancelled and finishes its record
TRIES = 3  # when the database sacrifices a record to somebody else's work
_SACRIFICED = (frappe.QueryDeadlockError, frappe.QueryTimeoutError)


class Cancelled(Exception):
	"""Somebody cancelled the batch."""


def run(batch: str) -> None:
	"""Do what is left of a batch, as the user who asked for it; nothing when another worker has it in hand.

	The user is read from the batch: when the framework repeats a job after a deadlock it forgets the user.
	"""
	with _alone(batch) as alone:
		if not alone:
			return
		before, language = frappe.session.user, frappe.local.lang
		try:
			_run(batch)
		finally:
			frappe.set_user(before)
			frappe.local.lang = language


@contextmanager
def _alone(batch: str) -> Iterator[bool]:
	"""Hold the lock of the batch; a lock of the database's server has no table for the query builder."""
	name = lock_name(batch)
	got = frappe.db.sql("select get_lock(%s, %s)", (name, WAIT_SECONDS))[0][0]  # see above
	try:
		yield bool(got)
	finally:
		if got:
			frappe.db.sql("select release_lock(%s)", name)  # see above


def _run(name: str) -> None:
	frappe.db.rollback()  # see what was committed while waiting for the lock
	status = frappe.db.get_value(BATCH, name, "status", for_update=True)
	if status not in ("Queued", "Running"):
		return
	batch = frappe.get_doc(BATCH, name)
	frappe.db.set_value(BATCH, name, {"status": "Running", "message": ""})
	frappe.db.commit()  # the form shows it, and the row is free for who cancels
	frappe.set_user(batch.requested_by)
	frappe.local.lang = get_user_lang(batch.requested_by)
	progress = Progress(batch)
	try:
		if not frappe.db.get_value("User", batch.requested_by, "enabled"):
			raise NothingMadeError(_("The user who asked for this batch may not log in any more."))
		_make_papers(batch, progress)
		make_result(batch, progress)
	except Cancelled:
		frappe.db.rollback()
	except NothingMadeError as error:
		frappe.db.rollback()
		progress.end("Failed", str(error))
	except JobTimeoutException:
		frappe.db.rollback()
		progress.end("Failed", _("The batch took too long; resume it to make the rest."))
	except Exception:
		frappe.db.rollback()
		frappe.log_error(title=f"{BATCH} {name}")
		progress.end(
			"Failed", _("The batch stopped with an error, see the Error Log; resume it for the rest.")
		)


class Progress:
	"""What the form shows, written with each commit; `share` is how much of the bar the papers take."""

	def __init__(self, batch):
		self.name, self.total = batch.name, batch.total
		self.share = 50 if batch.result_form == FORMS["pdf"] else 95
		self.row_of = {row.record: row for row in batch.items}

	def note(self, row, status: str, reason: str = "", files: list | None = None, paper_of: int = 0) -> None:
		"""Enter on the line what became of a record."""
		row.update({"status": status, "reason": reason, "paper_of": paper_of})
		values = {"status": status, "reason": reason, "paper_of": paper_of}
		if files is not None:
			row.files = values["files"] = json.dumps(files, ensure_ascii=False)
		frappe.db.set_value(ITEM, row.name, values, update_modified=False)

	def commit(self, part: float | None = None, **values) -> None:
		"""Keep what was done; `part` (0 to 1) is how far the result is. Raises Cancelled."""
		states = [row.status for row in self.row_of.values()]
		made, not_made = states.count("Done"), states.count("Failed")
		if part is None:
			done = self.share * (made + not_made) / max(self.total, 1)
		else:
			done = self.share + (100 - self.share) * part
		values = {"made": made, "not_made": not_made, "progress": done, **values}
		frappe.db.set_value(BATCH, self.name, values, update_modified=False)
		frappe.db.commit()  # a worker that dies loses only what comes after
		if frappe.db.get_value(BATCH, self.name, "status") == "Cancelled":
			raise Cancelled

	def end(self, status: str, message: str = "", **values) -> None:
		"""Close the run, whatever was asked meanwhile."""
		states = [row.status for row in self.row_of.values()]
		counts = {"made": states.count("Done"), "not_made": states.count("Failed")}
		frappe.db.set_value(BATCH, self.name, {"status": status, "message": message, **counts, **values})
		frappe.db.commit()  # the job's own end


def _make_papers(batch, progress: Progress) -> None:
	"""Make what is waiting or failed; one template a congress is compiled for the whole run."""
	rows = [row for row in batch.items if row.status != "Done"]
	for row in rows:
		progress.note(row, "Waiting")
	progress.commit()
	maker = Maker(batch.kind)
	for group in _groups(batch, rows, progress):
		_make(maker, group, progress)
		progress.commit()


def _groups(batch, rows: list, progress: Progress) -> Iterator[list[tuple]]:
	"""Lines with their documents, those together that share one paper; each is read when its turn comes."""
	if batch.kind not in TOGETHER:
		for row in rows:
			if document := _document(batch, row, progress):
				yield [(row, document)]
			else:
				progress.commit()
		return
	groups: dict[tuple, list] = {}
	for row in rows:
		if document := _document(batch, row, progress):
			groups.setdefault(TOGETHER[batch.kind](document), []).append((row, document))
	yield from groups.values()


def _document(batch, row, progress: Progress):
	"""The record, if it is still there and the user may still print it; otherwise the line says so."""
	try:
		document = frappe.get_doc(batch.reference_doctype, row.record)
		document.check_permission("print")
	except frappe.DoesNotExistError:
		progress.note(row, "Failed", _("The record does not exist any more."))
	except frappe.PermissionError:
		progress.note(row, "Failed", _("You may not print this record."))
	else:
		return document
	frappe.clear_messages()
	return None


def _make(maker: Maker, group: list[tuple], progress: Progress) -> None:
	rows = [row for row, _document in group]
	reason = ""
	for _try in range(TRIES):
		maker.files.clear()
		maker.failed.clear()
		try:
			maker.make([document for _row, document in group])
			reason = strip_html(maker.failed[0]["error"]) if maker.failed else ""
			break
		except JobTimeoutException:
			raise
		except _SACRIFICED:
			frappe.db.rollback()
			reason = _("The database was busy; please resume the batch.")
			for _row, document in group:
				document.reload()
		except Exception:  # one record never costs the others
			frappe.db.rollback()
			frappe.log_error(title=f"{BATCH} {progress.name}: {rows[0].record}")
			reason = _("An unexpected error; the Error Log tells the administrator more.")
			break
	if reason:
		for row in rows:
			progress.note(row, "Failed", reason, [])
		return
	files = [{"file_url": file["file_url"], "file_name": file["file_name"]} for file in maker.files]
	for row in rows:
		progress.note(row, "Done", files=files if row is rows[0] else [], paper_of=rows[0].idx)
