"""What the desk asks, and the SQL that somebody who knows the tables would write for the same answer."""

from __future__ import annotations

import frappe
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


def pairs(county):
	"""(label, ours, SQL): two functions without arguments that must return the same."""
	congresses = (county.congress, *county.townships)
	name = frappe.db.sql(  # the hand-written side of the comparison
		"select max(name) from `tabDeputy Suggestion` where stage = 'Closed' and name like 'BM-%'"
	)[0][0]
	yield "list of open suggestions", open_list, lambda: open_list_sql(congresses)
	yield "list of all suggestions", all_list, lambda: all_list_sql(congresses)
	yield (
		"list of assignments of a unit",
		lambda: unit_list(county),
		lambda: unit_list_sql(county, congresses),
	)
	yield "form of a suggestion", lambda: form(name), lambda: form_sql(name)
	yield (
		"register, a township",
		lambda: register(county.townships[0]),
		lambda: register_sql(county.townships[:1]),
	)
	yield "register, the county", lambda: register(county.congress), lambda: register_sql(congresses)
	yield "progress by category", lambda: by_category(county), lambda: by_category_sql(congresses)
	yield "progress by unit", lambda: by_unit(county), lambda: by_unit_sql(congresses)
	yield "overdue and due soon, replies", lambda: due(county), lambda: due_sql(congresses)
	for count_by in ("category", "year"):
		yield (
			f"topics by {count_by}",
			lambda count_by=count_by: topics(county.congress, count_by),
			lambda count_by=count_by: topics_sql(congresses, count_by),
		)
	yield (
		"topics by constituency",
		lambda: topics(county.congress, "constituency"),
		lambda: constituencies_sql(congresses),
	)


def _listed(doctype: str, fields, filters, length: int = 20) -> list[tuple]:
	"""A page of a list, as the desk's list view asks for it."""
	table = f"`tab{doctype}`"
	frappe.local.form_dict = frappe._dict(
		doctype=doctype,
		fields=frappe.as_json([f"{table}.`{field}`" for field in fields]),
		filters=frappe.as_json(filters),
		order_by=f"{table}.`modified` desc",
		start=0,
		page_length=length,
		view="List",
	)
	answer = reportview.get()
	return [tuple(row) for row in answer["values"]] if answer else []


def open_list() -> list[tuple]:
	"""What the list of suggestions shows first."""
	return _listed(SUGGESTION, LISTED, [[SUGGESTION, "stage", "not in", ",".join(OPEN)]])


def open_list_sql(congresses) -> list[tuple]:
	"""The same by hand."""
	return list(
		frappe.db.sql(  # the hand-written side of the comparison
			f"select {', '.join(LISTED)} from `tabDeputy Suggestion`"
			" where stage not in %s and congress in %s order by modified desc limit 20",
			(OPEN, congresses),
		)
	)


def all_list() -> list[tuple]:
	"""The list without a filter."""
	return _listed(SUGGESTION, LISTED, [])


def all_list_sql(congresses) -> list[tuple]:
	"""The same by hand."""
	return list(
		frappe.db.sql(  # the hand-written side of the comparison
			f"select {', '.join(LISTED)} from `tabDeputy Suggestion`"
			" where congress in %s order by modified desc limit 20",
			(congresses,),
		)
	)


ASSIGNED = ("name", "suggestion_title", "registration_number", "unit", "status", "due_date", "modified")


def unit_list(county) -> list[tuple]:
	"""What a unit of a township still has to do."""
	unit = f"{county.townships[0]}-3号单位"
	return _listed(
		"Suggestion Assignment",
		ASSIGNED,
		[["Suggestion Assignment", "unit", "=", unit], ["Suggestion Assignment", "status", "=", "Replied"]],
	)


def unit_list_sql(county, congresses) -> list[tuple]:
	"""The same by hand."""
	return list(
		frappe.db.sql(  # the hand-written side of the comparison
			f"select {', '.join(ASSIGNED)} from `tabSuggestion Assignment` where unit = %s and status = 'Replied'"
			" and congress in %s order by modified desc limit 20",
			(f"{county.townships[0]}-3号单位", congresses),
		)
	)


TABLES = (
	("cosigners", "Suggestion Cosigner"),
	("demands", "Suggestion Demand"),
	("stage_log", "Suggestion Stage Change"),
	("earlier_suggestions", "Earlier Suggestion"),
	("submissions", "Suggestion Submission"),
)


# What the framework shows beside a form; the first four are compared, the others read all the same.
HANGING = (
	("Comment", "reference_doctype", "reference_name", "and comment_type = 'Comment' order by creation"),
	("File", "attached_to_doctype", "attached_to_name", ""),
	("ToDo", "reference_type", "reference_name", "and status = 'Open'"),
	("DocShare", "share_doctype", "share_name", ""),
	("Version", "ref_doctype", "docname", "order by creation desc limit 10"),
	("Communication", "reference_doctype", "reference_name", "order by creation desc limit 20"),
	("View Log", "reference_doctype", "reference_name", "limit 10"),
	("Tag Link", "document_type", "document_name", ""),
	("Document Follow", "ref_doctype", "ref_docname", ""),
)


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
	"""The record and its rows by hand, whole as the form needs them."""
	(doc,) = frappe.db.sql(
		"select * from `tabDeputy Suggestion` where name = %s", name, as_dict=True
	)  # the hand-written side of the comparison
	rows = []
	for df in frappe.get_meta(SUGGESTION).get_table_fields():
		found = frappe.db.sql(  # the hand-written side of the comparison
			f"select * from `tab{df.options}` where parent = %s and parenttype = %s and parentfield = %s order by idx",
			(name, SUGGESTION, df.fieldname),
			as_dict=True,
		)
		if df.fieldname in dict(TABLES):
			rows.append((df.fieldname, [row.name for row in found]))
	hanging = [
		frappe.db.sql(  # the hand-written side of the comparison
			f"select * from `tab{doctype}` where {of_type} = %s and {of_name} = %s {more}", (SUGGESTION, name)
		)
		for doctype, of_type, of_name, more in HANGING
	]
	order = [fieldname for fieldname, _doctype in TABLES]
	counts = [len(found) for found in hanging[: len(HANGING) - 5]]
	return [
		*counts,
		doc.title,
		doc.situation,
		doc.stage,
		*(dict(rows)[key] for key in order if key in dict(rows)),
	]


def _report(name: str, **filters) -> list[dict]:
	module = name.lower().replace(" ", "_")
	execute = frappe.get_attr(f"deputy_affairs.deputy_affairs.report.{module}.{module}.execute")
	return execute({"include_lower": 1, **filters})[1]


REGISTERED = (
	"name",
	"title",
	"lead_deputy_name",
	"cosigners",
	"category",
	"stage",
	"lead_units",
	"assist_units",
	"due_date",
	"replied_on",
	"result_class",
)


def register(congress: str) -> list[tuple]:
	"""The register of all years."""
	rows = _report("Suggestion Register", congress=congress)
	return sorted(tuple(row.get(field) or None for field in REGISTERED) + tuple(_grades(row)) for row in rows)


def _grades(row: dict):
	for fieldname in ("attitude", "result"):
		yield "".join(character for character in row.get(fieldname) or "" if character.isdigit())


def register_sql(congresses) -> list[tuple]:
	"""The same by hand: one statement, signers, units and grades joined as groups."""
	rows = frappe.db.sql(  # the hand-written side of the comparison
		"""
		select s.name, s.title, s.lead_deputy_name, c.signers, s.category, s.stage, u.leads, u.assists,
			s.due_date, s.replied_on, s.result_class, r.attitude, r.result
		from `tabDeputy Suggestion` s
		left join `tabCongress Meeting` m on m.name = s.meeting
		left join (
			select parent, group_concat(deputy_name order by idx separator '、') signers
			from `tabSuggestion Cosigner` where parenttype = 'Deputy Suggestion' group by parent
		) c on c.parent = s.name
		left join (
			select a.suggestion, a.round,
				group_concat(case when handling_role <> 'Assist' then unit_name end order by a.creation separator '、') leads,
				group_concat(case when handling_role = 'Assist' then unit_name end order by a.creation separator '、') assists
			from `tabSuggestion Assignment` a join `tabHandling Unit` n on n.name = a.unit
			where a.workflow_state <> 'Returned' and a.congress in %(congresses)s group by a.suggestion, a.round
		) u on u.suggestion = s.name and u.round = greatest(s.current_round, 1)
		left join (
			select suggestion, round,
				concat_ws('', nullif(sum(attitude = 'Satisfied'), 0), nullif(sum(attitude = 'Basically Satisfied'), 0),
					nullif(sum(attitude = 'Dissatisfied'), 0)) attitude,
				concat_ws('', nullif(sum(result = 'Satisfied'), 0), nullif(sum(result = 'Basically Satisfied'), 0),
					nullif(sum(result = 'Dissatisfied'), 0)) result
			from `tabSuggestion Rating` where status = 'Returned' and congress in %(congresses)s group by suggestion, round
		) r on r.suggestion = s.name and r.round = s.current_round
		where s.stage <> 'Draft' and s.congress in %(congresses)s
		order by s.registered_on, s.registration_number
		""",
		{"congresses": tuple(congresses)},
	)
	return sorted(
		tuple(value or None for value in row[:11]) + tuple(value or "" for value in row[11:]) for row in rows
	)


def topics(congress: str, count_by: str) -> list[tuple]:
	"""What was raised, over all years."""
	rows = _report("Suggestion Topics", congress=congress, count_by=count_by, from_date="2007-01-01")
	return sorted(
		(
			row["topic"],
			*((row.get("term_title"),) if count_by == "constituency" else ()),
			row["number"],
			row["answered"],
			row["b"],
		)
		for row in rows
		if row["number"]
	)


def topics_sql(congresses, count_by: str) -> list[tuple]:
	"""The same by hand."""
	topic = "category" if count_by == "category" else "cast(year(registered_on) as char)"
	rows = frappe.db.sql(  # the hand-written side of the comparison
		f"select {topic}, count(*), count(replied_on), count(case when result_class = 'B' then 1 end)"
		" from `tabDeputy Suggestion` where registered_on >= '2007-01-01' and congress in %s group by 1",
		(tuple(congresses),),
	)
	return sorted(tuple(row) for row in rows)


def constituencies_sql(congresses) -> list[tuple]:
	"""The same by hand, by constituency of the lead deputy in the term."""
	rows = frappe.db.sql(  # the hand-written side of the comparison
		"""
		select coalesce(c.constituency_name, 'Not Stated'), coalesce(t.title, ''), count(*), count(s.replied_on),
			count(case when s.result_class = 'B' then 1 end)
		from `tabDeputy Suggestion` s
		left join `tabDeputy Mandate` m on m.parent = s.lead_deputy and m.term = s.term and m.parenttype = 'Deputy'
		left join `tabConstituency` c on c.name = m.constituency
		left join `tabCongress Term` t on t.name = c.term
		where s.registered_on >= '2007-01-01' and s.congress in %s
		group by c.name
		""",
		(tuple(congresses),),
	)
	return sorted(tuple(row) for row in rows)


OF_CATEGORY = ("key", "registered", "replied", "overdue", "contacted", "late", "satisfied", "closed")
OF_UNIT = ("key", "assigned", "replied", "late", "overdue", "satisfied", "dissatisfied")


def _progress(county, by: str, figures) -> list[tuple]:
	rows = _report("Suggestion Handling Progress", congress=county.congress, by=by)
	return sorted(tuple(row[figure] for figure in figures) for row in rows if not row.get("is_total"))


def by_category(county) -> list[tuple]:
	"""Some of the 27 figures that the progress report counts."""
	return _progress(county, "category", OF_CATEGORY)


def by_category_sql(congresses) -> list[tuple]:
	"""These by hand."""
	rows = frappe.db.sql(  # the hand-written side of the comparison
		"""
		select s.category, count(*), sum(s.replied_on is not null and s.stage in ('Replied', 'Awaiting Decision', 'Closed')),
			sum(s.stage in ('Assigned', 'Reassignment', 'Handling') and s.replied_on is null and s.due_date < curdate()),
			sum(ifnull(w.contacted, 0)), sum(s.replied_on is not null and ifnull(w.late, 0)),
			sum(s.replied_on is not null and s.overall_rating = 'Satisfied'), sum(s.stage = 'Closed')
		from `tabDeputy Suggestion` s
		left join (
			select suggestion, round, max(contacted_on is not null) contacted, max(replied_on > due_date) late
			from `tabSuggestion Assignment`
			where handling_role in ('Lead', 'Separate') and status <> 'Returned' and congress in %(congresses)s
			group by suggestion, round
		) w on w.suggestion = s.name and w.round = s.current_round
		where s.congress in %(congresses)s and s.registered_on is not null
			and s.stage in ('Registered', 'Assigned', 'Reassignment', 'Handling', 'Replied', 'Awaiting Decision', 'Closed')
		group by s.category
		""",
		{"congresses": tuple(congresses)},
	)
	return sorted((row[0], *map(int, row[1:])) for row in rows)


def by_unit(county) -> list[tuple]:
	"""Some of the figures by unit."""
	return _progress(county, "unit", OF_UNIT)


def by_unit_sql(congresses) -> list[tuple]:
	"""These by hand."""
	rows = frappe.db.sql(  # the hand-written side of the comparison
		"""
		select a.unit, sum(live), sum(live and a.replied_on is not null), sum(live and a.replied_on > a.due_date),
			sum(live and a.status in ('Awaiting Receipt', 'Handling', 'Return Requested') and a.due_date < curdate()),
			sum(ifnull(live and a.replied_on is not null and g.worst = 1, 0)),
			sum(ifnull(live and a.replied_on is not null and g.worst = 3, 0))
		from (
			select *, handling_role in ('Lead', 'Separate') and status <> 'Returned' live
			from `tabSuggestion Assignment` where congress in %(congresses)s
		) a
		join `tabDeputy Suggestion` s on s.name = a.suggestion and s.current_round = a.round
		left join `tabSuggestion Reply` r on r.assignment = a.name and r.workflow_state = 'Issued'
		left join (
			select reply, max(greatest(field(attitude, 'Satisfied', 'Basically Satisfied', 'Dissatisfied'),
				field(result, 'Satisfied', 'Basically Satisfied', 'Dissatisfied'))) worst
			from `tabSuggestion Rating` where status = 'Returned' and congress in %(congresses)s group by reply
		) g on g.reply = r.name
		where s.stage in ('Registered', 'Assigned', 'Reassignment', 'Handling', 'Replied', 'Awaiting Decision', 'Closed')
		group by a.unit
		""",
		{"congresses": tuple(congresses)},
	)
	return sorted((row[0], *(int(value or 0) for value in row[1:])) for row in rows)


def due(county) -> list[tuple]:
	"""Replies that are overdue or due within 15 days."""
	rows = _report("Overdue and Due Soon", congress=county.congress, kind=["reply"])
	return sorted((row["record"], row["title"], row["who"], row["due_date"]) for row in rows)


def due_sql(congresses) -> list[tuple]:
	"""The same by hand."""
	rows = frappe.db.sql(  # the hand-written side of the comparison
		"""
		select a.name, a.suggestion_title, u.unit_name, a.due_date
		from `tabSuggestion Assignment` a join `tabHandling Unit` u on u.name = a.unit
		where a.handling_role <> 'Assist' and a.status in ('Awaiting Receipt', 'Handling')
			and a.due_date <= date_add(curdate(), interval 15 day) and a.congress in %s
		""",
		(tuple(congresses),),
	)
	return sorted(tuple(row) for row in rows)
