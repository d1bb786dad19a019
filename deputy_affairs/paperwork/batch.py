"""Papers for many records in the background: started, cancelled and resumed from the desk.

Every record is committed by itself, so a worker that dies loses at most the one in hand. A resumed batch does only
what is left; papers that carry a number come from the register (see `issued_documents.once`), so neither a number
nor a register row can come twice.
"""

import frappe
from frappe import _
from frappe.utils import cint

from deputy_affairs.paperwork import catalogue, pdf, service

BATCH = "Paper Batch"
MOST_RECORDS = 1000
FORMS = {"zip": "Word Files in a Zip", "docx": "One Word File", "pdf": "One PDF"}
JOB_SECONDS, JOB_SECONDS_A_RECORD = 600, 10  # a hanging LibreOffice costs a minute a letter


class BatchError(frappe.ValidationError):
	"""What was chosen cannot be made as a batch; the message says why."""


class PdfNotAvailableError(BatchError):
	"""There is no LibreOffice on the server."""


class AlreadyRunningError(BatchError):
	"""A worker has the batch in hand."""


class NotRunningError(BatchError):
	"""There is nothing to cancel."""


@frappe.whitelist(methods=["POST"])
def start(kind: str, doctype: str, names: str | list, result: str = "zip", duplex: bool | int = 0) -> str:
	"""Begin a batch and return its name; `result` is "zip", "docx" or "pdf", `duplex` begins each paper on a sheet.

	Raises BatchError, PdfNotAvailableError, frappe.PermissionError: before anything is made.
	"""
	batch = prepare(kind, doctype, names, result, duplex)
	_enqueue(batch.name, batch.attempt, batch.total)
	return batch.name


def prepare(kind: str, doctype: str, names: str | list, result: str = "zip", duplex: bool | int = 0):
	"""Check what is wanted and lay down the batch, not yet in the queue. Raises as `start`."""
	names = frappe.parse_json(names) if isinstance(names, str) else names
	names = list(dict.fromkeys(names or []))
	if not service.catalogue_has(kind, doctype):
		frappe.throw(_("There is no such paper for {0}.").format(_(doctype)), BatchError)
	if result not in FORMS:
		frappe.throw(_("A batch gives Word files, one Word file or one PDF."), BatchError)
	if not names or len(names) > MOST_RECORDS:
		frappe.throw(_("Please choose 1 to {0} records.").format(MOST_RECORDS), BatchError)
	if result == "pdf":
		_require_pdf()
	records = _printable(doctype, names)
	congresses = {row.congress for row in records.values()}
	batch = frappe.get_doc(
		{
			"doctype": BATCH,
			"kind": kind,
			"paper_title": catalogue.form(kind).TITLE,
			"reference_doctype": doctype,
			"result_form": FORMS[result],
			"duplex": cint(duplex),
			"status": "Queued",
			"total": len(names),
			"attempt": 1,
			"requested_by": frappe.session.user,
			"congress": congresses.pop() if len(congresses) == 1 else None,
			"items": [{"record": name, "title": records[name].title, "status": "Waiting"} for name in names],
		}
	)
	batch.flags.by_system = True
	# Nobody may write a batch; who may print the records may have them made at once.
	return batch.insert(ignore_permissions=True)  # see above


def _printable(doctype: str, names: list[str]) -> dict:
	"""The records with title and congress, if the user may print every one of them.

	The rows of our DocTypes are limited alike for reading and printing, so one query asks for all.
	"""
	frappe.has_permission(doctype, "print", throw=True)
	title = frappe.get_meta(doctype).get_title_field()
	fields = ["name", f"{title} as title"]
	congress = frappe.get_meta(doctype).has_field("congress")
	rows = frappe.get_list(
		doctype,
		filters={"name": ("in", names)},
		fields=[*fields, "congress"] if congress else fields,
		limit_page_length=0,
	)
	found = {row.name: row for row in rows}
	if len(found) < len(names):
		frappe.throw(
			_("{0} of the records chosen do not exist, or you may not print them.").format(
				len(names) - len(found)
			),
			frappe.PermissionError,
		)
	return found


def _require_pdf() -> None:
	if not pdf.available():
		frappe.throw(
			_("PDF needs LibreOffice on the server; please ask the administrator, or take the Word file."),
			PdfNotAvailableError,
		)


def _enqueue(name: str, attempt: int, records: int) -> None:
	frappe.enqueue(
		"deputy_affairs.paperwork.batch_job.run",
		queue="long",
		timeout=JOB_SECONDS + JOB_SECONDS_A_RECORD * records,
		# a dead worker leaves its job behind as started, so each attempt is a job of its own
		job_id=f"paper-batch-{name}-{attempt}",
		deduplicate=True,
		enqueue_after_commit=True,
		batch=name,
	)


def _own(name: str):
	"""The batch, locked, for somebody who may have it. Raises frappe.PermissionError."""
	batch = frappe.get_doc(BATCH, name)
	batch.check_permission("read")
	# The batch's own row alone: the job writes the items' rows, and both would wait for each other.
	batch.status = frappe.db.get_value(BATCH, name, "status", for_update=True)
	return batch


@frappe.whitelist(methods=["POST"])
def resume(batch: str) -> bool:
	"""Go on with what is waiting or failed; returns whether there was anything left to do.

	Raises AlreadyRunningError while a worker has it in hand, PdfNotAvailableError, frappe.PermissionError.
	"""
	doc = _own(batch)
	if doc.status == "Finished" and not doc.not_made and doc.result:
		return False
	if doc.status != "Cancelled" and in_hand(batch):
		frappe.throw(_("The batch is being worked on."), AlreadyRunningError)
	if doc.result_form == FORMS["pdf"]:
		_require_pdf()
	attempt = doc.attempt + 1
	frappe.db.set_value(BATCH, batch, {"status": "Queued", "message": "", "attempt": attempt})
	_enqueue(batch, attempt, doc.total)
	return True


@frappe.whitelist(methods=["POST"])
def cancel(batch: str) -> None:
	"""Stop after the record in hand; what is made stays. Raises NotRunningError, frappe.PermissionError."""
	if _own(batch).status not in ("Queued", "Running"):
		frappe.throw(_("The batch is not being worked on."), NotRunningError)
	frappe.db.set_value(BATCH, batch, "status", "Cancelled")


def lock_name(batch: str) -> str:
	"""The name of the lock that a worker holds on a batch; the database drops it when the worker dies."""
	return f"{frappe.conf.db_name}:paper:{batch}"


def in_hand(batch: str) -> bool:
	"""Whether a worker has the batch in hand at this moment."""
	# A lock of the server has no table that the query builder could name.
	return frappe.db.sql("select is_used_lock(%s)", lock_name(batch))[0][0] is not None  # see above
