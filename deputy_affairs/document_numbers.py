"""Document numbers (发文字号): drawn without gap or double, kept in reserve, voided with a reason, never deleted.

A series counts the numbers of one organ code of one congress in one year; it begins anew with the year
(GB/T 9704-2012 7.2.5: code, year in 〔 〕, serial without leading zero).
"""

import re

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate, now, today

from deputy_affairs.permissions import matches, rule_for

SERIES = "Document Number Series"
ENTRY = "Document Number Entry"
ISSUED = "Issued Document"
VOIDING_ROLE = "Congress Chair"
_NUMBER = re.compile(r"^(?P<code>.+)〔(?P<year>(?:19|20)\d{2})〕(?P<serial>[1-9]\d*)号$")
# Which fields of which record carry a number; the congress of the record must be that of the series.
NUMBERED = {
	"Suggestion Reply": ("document_number",),
	"Suggestion Assignment": ("notice_number", "return_number", "opinion_number"),
	"Deputy Suggestion": ("receipt_number", "merge_number"),
	"Handling Meeting": ("notice_number",),
	"Deadline Extension": ("request_number", "decision_number", "told_number"),
	"Supervision Notice": ("document_number",),
	"Suggestion Transfer": ("letter_number", "told_number"),
	"Handling Report": ("document_number",),
	"Handling Bulletin": ("document_number",),
}


class DocumentNumberError(frappe.ValidationError):
	"""No such number, or it cannot be reserved or used: it was given already or is not in reserve."""


class NumberReasonError(frappe.ValidationError):
	"""Reserving and voiding a number need a reason."""


class VoidNotAllowedError(frappe.PermissionError):
	"""Only the chair voids a number."""


def parse(number: str) -> tuple[str, int, int]:
	"""Return (code, year, serial) of 云溪人主函〔2026〕12号. Raises DocumentNumberError."""
	found = _NUMBER.match((number or "").strip())
	if not found:
		frappe.throw(_("{0} is not a document number.").format(number), DocumentNumberError)
	return found["code"], int(found["year"]), int(found["serial"])


def write(code: str, year: int, serial: int) -> str:
	"""The number as it stands on paper."""
	return f"{code}〔{year}〕{serial}号"


def next_number(congress: str, code: str, on, record: Document | None = None) -> str:
	"""Draw the next number of the congress's organ code in the year of the date `on`.

	The series stays locked until the caller's transaction ends; rolled back with it, no number is lost.
	Reserved and voided numbers are passed over, unless one is kept for `record`: that one is used.
	"""
	year = getdate(on).year
	series = _lock(congress, code, year)
	entries = _entries(series)
	for entry in entries:
		if record and entry.status == "Reserved" and _is_kept_for(entry, record):
			_use(entry)
			return write(code, year, entry.serial)
	serial = _current(series) + 1
	passed_over = {entry.serial for entry in entries}
	while serial in passed_over:
		serial += 1
	table = frappe.qb.DocType(SERIES)
	frappe.qb.update(table).set(table.current, serial).where(table.name == series).run()
	return write(code, year, serial)


@frappe.whitelist(methods=["POST"])
def reserve(congress: str, code: str, year: int, serial: int, reason: str) -> str:
	"""Keep a number that is not given yet; returns the series. For the clerk and the chair of the congress."""
	year, serial = cint(year), cint(serial)
	_require_office(congress)
	if not (reason or "").strip():
		frappe.throw(_("Please say what the number is kept for."), NumberReasonError)
	if not organ_of(congress, code):
		frappe.throw(_("{0} is no document code of this congress.").format(code), DocumentNumberError)
	series = _lock(congress, code, year)
	if serial <= _current(series) or any(entry.serial == serial for entry in _entries(series)):
		frappe.throw(
			_("{0} was given or reserved already.").format(write(code, year, serial)), DocumentNumberError
		)
	_add_entry(series, serial, "Reserved", reason)
	return series


@frappe.whitelist(methods=["POST"])
def keep_for(series: str, serial: int, doctype: str, name: str) -> None:
	"""Keep a reserved number for one record, which gets it when its paper is issued."""
	doc = _open_series(series)
	entry = _reserved(doc, cint(serial))
	if doctype not in NUMBERED:
		frappe.throw(_("{0} carries no document number.").format(_(doctype)), DocumentNumberError)
	record = frappe.get_doc(doctype, name)
	record.check_permission("read")
	if record.congress != doc.congress or all(map(record.get, NUMBERED[doctype])):
		frappe.throw(
			_("{0} has a number already or belongs to another congress.").format(record.get_title() or name),
			DocumentNumberError,
		)
	entry.reference_doctype, entry.reference_name = doctype, name
	_save(doc)


@frappe.whitelist(methods=["POST"])
def fill_by_hand(series: str, serial: int, subject: str) -> None:
	"""Write down that a reserved number was used for a paper made outside of the system, and for which."""
	doc = _open_series(series)
	entry = _reserved(doc, cint(serial))
	if not (subject or "").strip():
		frappe.throw(_("Please enter the subject of the paper."), NumberReasonError)
	entry.update({"status": "Used", "subject": subject.strip(), "used_on": today()})
	_save(doc)


@frappe.whitelist(methods=["POST"])
def void(number: str, reason: str, congress: str | None = None) -> None:
	"""Void a number with all papers issued under it; the chair does so, with a reason, for good.

	`congress` is needed where two congresses in the user's sight use the same code.
	"""
	code, year, serial = parse(number)
	if VOIDING_ROLE not in frappe.get_roles():
		frappe.throw(_("Only the chair voids a number."), VoidNotAllowedError)
	if not (reason or "").strip():
		frappe.throw(_("Please say why the number is void."), NumberReasonError)
	filters = {"code": code, "year": year, **({"congress": congress} if congress else {})}
	found = frappe.get_list(SERIES, filters=filters, pluck="name")
	if len(found) != 1:
		frappe.throw(_("There is no document number {0}.").format(number), DocumentNumberError)
	doc = frappe.get_doc(SERIES, found[0], for_update=True)
	papers = frappe.get_all(
		ISSUED, filters={"congress": doc.congress, "number": number, "docstatus": 1}, pluck="name"
	)
	for name in papers:
		frappe.get_doc(ISSUED, name, for_update=True).set_void(reason.strip())
	if papers:
		return
	entry = next((row for row in doc.entries if row.serial == serial), None)
	if (entry and entry.status == "Void") or (not entry and serial > doc.current):
		frappe.throw(_("{0} is void already or was never given.").format(number), DocumentNumberError)
	if entry:
		entry.update({"status": "Void", "reason": reason.strip()})
		_save(doc)
	else:
		_add_entry(doc.name, serial, "Void", reason)


def organ_of(congress: str, code: str) -> dict | None:
	"""Return {"organ", "unit"} that uses this code in the congress, the presidium before its units."""
	row = frappe.db.get_value(
		"Congress", congress, ["presidium_code", "presidium_name", "congress_name"], as_dict=True
	)
	if row and row.presidium_code == code:
		return {"organ": row.presidium_name or f"{row.congress_name}主席团", "unit": None}
	unit = frappe.db.get_value(
		"Handling Unit",
		{"congress": congress, "document_code": code},
		["name", "official_name", "unit_name"],
		as_dict=True,
		order_by="creation asc",
	)
	return {"organ": unit.official_name or unit.unit_name, "unit": unit.name} if unit else None


def series_name(congress: str, code: str, year: int) -> str:
	"""The name of a series: one a congress, code and year."""
	return f"{congress}-{code}〔{year}〕"


def ensure_series(congress: str, code: str, year: int, at_least: int = 0) -> str:
	"""Make the series or move it on to a number given before; locks it. For the patch of existing sites."""
	series = _lock(congress, code, year)
	if _current(series) < at_least:
		table = frappe.qb.DocType(SERIES)
		frappe.qb.update(table).set(table.current, at_least).where(table.name == series).run()
	return series


def _lock(congress: str, code: str, year: int) -> str:
	"""Lock the row of the series, make it where there is none; see `numbering.next_serial` for the way."""
	series = series_name(congress, code, year)
	table = frappe.qb.DocType(SERIES)
	if frappe.qb.from_(table).select(table.name).where(table.name == series).run():
		frappe.qb.update(table).set(table.current, table.current).where(table.name == series).run()
		return series
	organ = organ_of(congress, code) or {"organ": code, "unit": None}
	user, time = frappe.session.user, now()
	values = {
		**{"name": series, "owner": user, "modified_by": user, "creation": time, "modified": time},
		**{"docstatus": 0, "idx": 0, "congress": congress, "code": code, "year": year, "current": 0},
		**organ,
	}
	insert = frappe.qb.into(table).columns(*values).insert(*values.values())
	if frappe.db.db_type == "mariadb":
		insert.on_duplicate_key_update(table.current, table.current).run()
	else:
		insert.on_conflict(table.name).do_update(table.current, table.current).run()
	return series


def _locking(query):
	"""A read that sees what others have committed since our transaction began; SQLite locks as a whole."""
	return query if frappe.db.db_type == "sqlite" else query.for_update()


def _current(series: str) -> int:
	table = frappe.qb.DocType(SERIES)
	return cint(
		_locking(frappe.qb.from_(table).select(table.current).where(table.name == series)).run()[0][0]
	)


def _entries(series: str) -> list[dict]:
	table = frappe.qb.DocType(ENTRY)
	query = (
		frappe.qb.from_(table)
		.select(table.name, table.serial, table.status, table.reference_doctype, table.reference_name)
		.where((table.parent == series) & (table.parenttype == SERIES))
		.orderby(table.serial)
	)
	return _locking(query).run(as_dict=True)


def _is_kept_for(entry: dict, record: Document) -> bool:
	return (entry.reference_doctype, entry.reference_name) == (record.doctype, record.name)


def _use(entry: dict) -> None:
	frappe.db.set_value(ENTRY, entry.name, {"status": "Used", "used_on": today()}, update_modified=False)


def _require_office(congress: str) -> None:
	frappe.has_permission(SERIES, "write", throw=True)
	if not matches(rule_for(SERIES, ptype="write"), {"congress": congress}):
		frappe.throw(_("This congress is not one you work for."), frappe.PermissionError)


def _open_series(series: str) -> Document:
	doc = frappe.get_doc(SERIES, series, for_update=True)
	_require_office(doc.congress)
	return doc


def _reserved(doc: Document, serial: int):
	for entry in doc.entries:
		if entry.serial == serial and entry.status == "Reserved":
			return entry
	frappe.throw(_("{0} is not in reserve.").format(write(doc.code, doc.year, serial)), DocumentNumberError)


def _add_entry(series: str, serial: int, status: str, reason: str) -> None:
	doc = frappe.get_doc(SERIES, series, for_update=True)
	doc.append(
		"entries",
		{
			"serial": serial,
			"status": status,
			"reason": reason.strip(),
			"entered_by": frappe.session.user,
			"entered_on": today(),
		},
	)
	_save(doc)


def _save(doc: Document) -> None:
	doc.flags.by_system = True
	doc.save(ignore_permissions=True)  # who may do this was asked before; nobody may write the record itself
