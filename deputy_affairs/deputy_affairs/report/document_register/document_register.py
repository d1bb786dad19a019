"""The year's register of issued papers (发文登记簿): every number in order, so that none is missing."""

import frappe
from frappe import _
from frappe.utils import getdate

from deputy_affairs import reporting
from deputy_affairs.document_numbers import ENTRY, ISSUED, SERIES, write

FIELDS = (
	"congress organ_code year serial number kind paper_title subject addressee organ signer issued_on "
	"round status void_reason name reference_doctype reference_name"
).split()


def execute(filters: dict | None = None):
	"""Return columns and rows, as the framework wants them."""
	filters = reporting.read_filters(
		filters, "congress", "year", organ_code=reporting.text, kind=reporting.text
	)
	filters.year = filters.year or getdate().year
	rows = merge_copies(get_papers(filters))
	if not filters.kind:  # a number without a paper is of no kind
		rows += get_others(filters, {(row.congress, row.organ_code, row.serial) for row in rows})
	rows.sort(
		key=lambda row: (row.congress, row.organ_code, row.serial, row.issued_on or getdate("1900-01-01"))
	)
	for row in rows:
		row.status_shown = _(row.status, context=SERIES if row.status == "Reserved" else ISSUED)
	return get_columns(), rows


def get_columns() -> list[dict]:
	"""Columns in the order of a paper register."""
	return [
		reporting.column("number", _("Document Number", context=ISSUED), "Data", 190),
		reporting.column("issued_on", _("Issued on", context=ISSUED), "Date", 105),
		reporting.column("paper_title", _("Paper", context=ISSUED), "Data", 150),
		reporting.column("subject", _("Subject", context=ISSUED), "Data", 300),
		reporting.column("addressee", _("Addressee", context=ISSUED), "Data", 170),
		reporting.column("copies", _("Copies"), "Int", 65),
		reporting.column("organ", _("Organ", context=ISSUED), "Data", 170),
		reporting.column("signer", _("Signed off by", context=ISSUED), "Data", 100),
		reporting.column("status_shown", _("Status", context=ISSUED), "Data", 90),
		reporting.column("remark", _("Remark"), "Data", 220),
		reporting.column("congress", _("Congress", context=ISSUED), "Link", 130, options="Congress"),
	]


def get_papers(filters: dict) -> list[dict]:
	"""Return the issued papers of the year that the session's user may see."""
	table = frappe.qb.DocType(ISSUED)
	query = (
		frappe.qb.from_(table)
		.select(*(table[fieldname] for fieldname in FIELDS))
		.where((table.year == filters.year) & (table.docstatus == 1))
		.orderby(table.serial)
		.orderby(table.copy_number)
	)
	if filters.kind:
		query = query.where(table.kind == filters.kind)
	return _within(query, table, ISSUED, filters, table.organ_code).run(as_dict=True)


def _within(query, table, doctype: str, filters: dict, code):
	if congresses := reporting.covered(filters):
		query = query.where(table.congress.isin(congresses))
	if filters.organ_code:
		query = query.where(code == filters.organ_code)
	return reporting.scoped(query, doctype)


def merge_copies(papers: list[dict]) -> list[dict]:
	"""One line a number and paper, naming all who got a copy."""
	merged: dict[tuple, dict] = {}
	for paper in papers:
		key = (paper.congress, paper.organ_code, paper.serial, paper.kind)
		row = merged.setdefault(key, frappe._dict(paper, addressees=[], copies=0))
		row.addressees.append(paper.addressee)
		row.copies += 1
	for row in merged.values():
		row.addressee = "、".join(row.pop("addressees"))
		row.remark = row.void_reason or ""
	return list(merged.values())


def get_others(filters: dict, known: set[tuple]) -> list[dict]:
	"""Return the numbers without a paper in the register: reserved, void, used by hand, given before it began."""
	table = frappe.qb.DocType(SERIES)
	query = (
		frappe.qb.from_(table)
		.select(table.name, table.congress, table.code, table.year, table.organ, table.current)
		.where(table.year == filters.year)
	)
	series = _within(query, table, SERIES, filters, table.code).run(as_dict=True)
	entries = {
		(entry.parent, entry.serial): entry
		for entry in frappe.get_all(
			ENTRY,
			filters={"parenttype": SERIES, "parent": ("in", [row.name for row in series] or [""])},
			fields=["parent", "serial", "status", "reason", "subject", "entered_on", "used_on"],
		)
	}
	rows = []
	for row in series:
		marked = {serial for parent, serial in entries if parent == row.name}
		for serial in sorted(marked | set(range(1, row.current + 1))):
			if (row.congress, row.code, serial) not in known:
				rows.append(_without_paper(row, serial, entries.get((row.name, serial))))
	return rows


def _without_paper(series: dict, serial: int, entry: dict | None) -> dict:
	return frappe._dict(
		congress=series.congress,
		organ_code=series.code,
		serial=serial,
		number=write(series.code, series.year, serial),
		organ=series.organ,
		subject=entry.subject if entry else "",
		issued_on=entry.used_on if entry else None,
		status=entry.status if entry else "Without File",
		remark=entry.reason if entry else "",
		copies=0,
	)
