"""What the desk asks for a list and a form, and the SQL for the same answer."""

from __future__ import annotations

import frappe
from asking import read
from frappe.desk import reportview
from frappe.desk.form import load

SUGGESTION = "Deputy Suggestion"
LISTED = (
	"name",
	"title",
	"registration_number",
	"proposer_shown",
	"category",
	"stage",
	"due_date",
	"replied_on",
	"is_key",
	"workflow_state",
	"modified",
)
OPEN = ("Closed", "Withdrawn", "Refused")


def listed(doctype: str, fields, filters, length: int = 20) -> list[tuple]:
	"""A page of a list, as the desk's list view asks for it."""
	frappe.local.form_dict = frappe._dict(list_request(doctype, fields, filters, length)[1])
	answer = reportview.get()
	return [tuple(row) for row in answer["values"]] if answer else []


def list_request(doctype: str, fields, filters, length: int = 20) -> tuple[str, dict]:
	"""The request of the list view."""
	table = f"`tab{doctype}`"
	return "frappe.desk.reportview.get", {
		"doctype": doctype,
		"fields": frappe.as_json([f"{table}.`{field}`" for field in fields], indent=None),
		"filters": frappe.as_json(filters, indent=None),
		"order_by": f"{table}.`modified` desc",
		"start": 0,
		"page_length": length,
		"view": "List",
	}


# A record that was shared with somebody is in the list too, wherever it belongs.
SEEN = (
	"(congress in %(congresses)s or name in (select share_name from `tabDocShare`"
	" where share_doctype = %(doctype)s and `read` = 1 and (user = %(user)s or everyone = 1)))"
)


def listed_sql(doctype: str, fields, condition: str, congresses, **values) -> list[tuple]:
	"""The same by hand."""
	statement = (
		f"select {', '.join(fields)} from `tab{doctype}` where {condition} and {SEEN}"
		" order by modified desc limit 20"
	)
	known = {"congresses": tuple(congresses), "doctype": doctype, "user": frappe.session.user}
	return list(read(statement, {**known, **values}))


def counted(doctype: str, filters) -> list[int]:
	"""The number that the list view shows under the list."""
	frappe.local.form_dict = frappe._dict(count_request(doctype, filters)[1])
	return [reportview.get_count()]


def count_request(doctype: str, filters) -> tuple[str, dict]:
	"""The request for that number."""
	shown = frappe.as_json(filters, indent=None)
	return "frappe.desk.reportview.get_count", {"doctype": doctype, "filters": shown, "fields": "[]"}


def counted_sql(doctype: str, condition: str, congresses) -> list[int]:
	"""The same by hand."""
	known = {"congresses": tuple(congresses), "doctype": doctype, "user": frappe.session.user}
	return [read(f"select count(*) from `tab{doctype}` where {condition} and {SEEN}", known)[0][0]]


ASSIGNED = ("name", "suggestion_title", "registration_number", "unit", "status", "due_date", "modified")

TABLES = (
	("cosigners", "Suggestion Cosigner"),
	("demands", "Suggestion Demand"),
	("stage_log", "Suggestion Stage Change"),
	("earlier_suggestions", "Earlier Suggestion"),
	("submissions", "Suggestion Submission"),
)


# What the desk shows beside a form; the first four are compared, the others read all the same.
HANGING = (
	("Comment", "reference_doctype", "reference_name", "and comment_type = 'Comment' order by creation"),
	("File", "attached_to_doctype", "attached_to_name", ""),
	("ToDo", "reference_type", "reference_name", "and status not in ('Cancelled', 'Closed')"),
	("DocShare", "share_doctype", "share_name", ""),
	("Version", "ref_doctype", "docname", "order by creation desc limit 10"),
	("Communication", "reference_doctype", "reference_name", "order by creation desc limit 21"),
	("View Log", "reference_doctype", "reference_name", "limit 10"),
	("Tag Link", "document_type", "document_name", ""),
	("Document Follow", "ref_doctype", "ref_docname", "limit 1"),
	("Energy Point Log", "reference_doctype", "reference_name", "and type <> 'Review'"),
	("Milestone", "reference_type", "reference_name", ""),
)
COMPARED = 4


def form(name: str) -> list:
	"""What opening the form brings: the record, its rows, and what hangs on it (comments, files, versions …)."""
	frappe.clear_document_cache(SUGGESTION, name)
	load.getdoc(SUGGESTION, name)
	doc, info = frappe.response.docs.pop(), frappe.response.docinfo
	return [
		*(len(info[key]) for key in ("comments", "attachments", "assignments", "shared")),
		doc.title,
		doc.situation,
		doc.stage,
		*(
			[row.name for row in doc.get(fieldname)]
			for fieldname, _doctype in TABLES
			if doc.get(fieldname) is not None
		),
	]


def form_sql(name: str) -> list:
	"""The same by hand."""
	parts = form_parts(name)
	doc, rows = parts["doc"], parts["rows"]
	return [
		*(len(parts["hanging"][doctype]) for doctype, *_rest in HANGING[:COMPARED]),
		doc.title,
		doc.situation,
		doc.stage,
		*([row.name for row in rows[fieldname]] for fieldname, _doctype in TABLES if fieldname in rows),
	]


def form_parts(name: str) -> dict:
	"""The record, its rows and what hangs on it by hand, whole as the form needs them."""
	(doc,) = read("select * from `tabDeputy Suggestion` where name = %s", name, as_dict=True)
	rows = {
		df.fieldname: read(
			f"select * from `tab{df.options}` where parent = %s and parenttype = %s and parentfield = %s order by idx",
			(name, SUGGESTION, df.fieldname),
			as_dict=True,
		)
		for df in frappe.get_meta(SUGGESTION).get_table_fields()
	}
	hanging = {
		doctype: read(
			f"select * from `tab{doctype}` where {of_type} = %s and {of_name} = %s {more}",
			(SUGGESTION, name),
			as_dict=True,
		)
		for doctype, of_type, of_name, more in HANGING
	}
	# Who wrote it, and the address by which mail is linked to it.
	people = read(
		"select full_name, user_image, name, email, time_zone from tabUser where name in %s",
		({doc.owner, doc.modified_by},),
	)
	mail = read(
		"select email_id from `tabEmail Account` where enable_incoming = 1 and enable_automatic_linking = 1"
	)
	# The titles shown in place of names in the links of the form.
	titles = [
		*read("select name, title from `tabCongress Term` where name = %s", doc.term),
		*read(
			"select name, deputy_name from tabDeputy where name in %s",
			({doc.lead_deputy, *(row.deputy for row in rows.get("cosigners", []))},),
		),
	]
	return {"doc": doc, "rows": rows, "hanging": hanging, "people": people, "mail": mail, "titles": titles}
