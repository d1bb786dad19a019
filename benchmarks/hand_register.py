"""The register, topics and what is due, and the SQL for the same answer."""

from __future__ import annotations

from asking import read, rows_of

REGISTERED = (
	"name",
	"title",
	"lead_deputy_name",
	"cosigners",
	"registration_number",
	"meeting_title",
	"category",
	"stage",
	"lead_units",
	"assist_units",
	"assigned_on",
	"due_date",
	"replied_on",
	"result_class",
	"current_round",
)


def register(congress: str, **more) -> list[tuple]:
	"""The register of all years."""
	rows = rows_of("Suggestion Register", congress=congress, **more)
	return sorted(tuple(row.get(field) or None for field in REGISTERED) + tuple(_grades(row)) for row in rows)


def _grades(row: dict):
	for fieldname in ("attitude", "result"):
		yield "".join(character for character in row.get(fieldname) or "" if character.isdigit())


def stood(alias: str, doctype: str, name: str, as_of) -> tuple[str, str]:
	"""The alias of the table in which moving fields are read, and the join with the trace for a past day."""
	if not as_of:
		return name, ""
	return alias, (
		f"join `tabHandling Trace` {alias} on {alias}.reference_doctype = '{doctype}'"
		f" and {alias}.reference_name = {name}.name and {alias}.day <= %(as_of)s"
		f" and ({alias}.until is null or {alias}.until > %(as_of)s)"
	)


def register_sql(congresses, as_of=None) -> list[tuple]:
	"""The same by hand: one statement, signers, units and grades joined as groups."""
	ts, suggestions = stood("ts", "Deputy Suggestion", "s", as_of)
	ta, assignments = stood("ta", "Suggestion Assignment", "a", as_of)
	tr, ratings = stood("tr", "Suggestion Rating", "r", as_of)
	grades = ", ".join(
		"concat_ws('', "
		+ ", ".join(
			f"nullif(sum({tr}.{field} = '{grade}'), 0)"
			for grade in ("Satisfied", "Basically Satisfied", "Dissatisfied")
		)
		+ f") {field}"
		for field in ("attitude", "result")
	)
	rows = read(
		f"""
		select s.name, s.title, s.lead_deputy_name, c.signers,
			if({ts}.registered_on is null, null, s.registration_number), m.title, s.category, {ts}.stage,
			u.leads, u.assists, {ts}.assigned_on, {ts}.due_date, {ts}.replied_on, {ts}.result_class,
			{ts}.current_round, g.attitude, g.result
		from `tabDeputy Suggestion` s {suggestions}
		left join `tabCongress Meeting` m on m.name = s.meeting
		left join (
			select parent, group_concat(deputy_name order by idx separator '、') signers
			from `tabSuggestion Cosigner`
			where parenttype = 'Deputy Suggestion' and state in ('Invited', 'Confirmed') group by parent
		) c on c.parent = s.name
		left join (
			select a.suggestion, a.round,
				group_concat(case when handling_role <> 'Assist' then unit_name end
					order by a.creation separator '、') leads,
				group_concat(case when handling_role = 'Assist' then unit_name end
					order by a.creation separator '、') assists
			from `tabSuggestion Assignment` a {assignments} join `tabHandling Unit` n on n.name = a.unit
			where {ta}.status <> 'Returned' and a.congress in %(congresses)s group by a.suggestion, a.round
		) u on u.suggestion = s.name and u.round = greatest({ts}.current_round, 1)
		left join (
			select r.suggestion, r.round, {grades}
			from `tabSuggestion Rating` r {ratings}
			where {tr}.status = 'Returned' and r.congress in %(congresses)s group by r.suggestion, r.round
		) g on g.suggestion = s.name and g.round = {ts}.current_round
		where {ts}.stage <> 'Draft' and s.congress in %(congresses)s
		order by {ts}.registered_on, s.registration_number
		""",
		{"congresses": tuple(congresses), "as_of": as_of},
	)
	return sorted(
		tuple(value or None for value in row[:-2]) + tuple(value or "" for value in row[-2:]) for row in rows
	)


def topics(congress: str, count_by: str) -> list[tuple]:
	"""What was raised, over all years."""
	rows = rows_of("Suggestion Topics", congress=congress, count_by=count_by, from_date="2007-01-01")
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
	rows = read(
		f"select {topic}, count(*), count(replied_on), count(case when result_class = 'B' then 1 end)"
		" from `tabDeputy Suggestion` where registered_on >= '2007-01-01' and congress in %s group by 1",
		(tuple(congresses),),
	)
	return sorted(tuple(row) for row in rows)


def constituencies_sql(congresses) -> list[tuple]:
	"""The same by hand, by constituency of the lead deputy in the term."""
	rows = read(
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


DUE = (
	"record",
	"title",
	"who",
	"due_date",
	"leader",
	"chief",
	"phone",
	"last_reminder",
	"reminders",
	"notices",
)


def due(county) -> list[tuple]:
	"""Replies that are overdue or due within 15 days, whom to call, and what was done about it."""
	rows = rows_of("Overdue and Due Soon", congress=county.congress, kind=["reply"])
	return sorted(tuple(row[field] or "" for field in DUE) for row in rows)


def due_sql(congresses) -> list[tuple]:
	"""The same by hand."""
	rows = read(
		"""
		select a.name, a.suggestion_title, u.unit_name, a.due_date, if(a.is_key, s.key_leader, null), u.chief_name,
			coalesce(u.chief_mobile, u.contact_phone),
			(select max(day) from `tabDue Reminder` d where d.reference_doctype = 'Suggestion Assignment'
				and d.reference_name = a.name and d.kind = 'reply'),
			(select count(*) from `tabDue Reminder` d where d.reference_doctype = 'Suggestion Assignment'
				and d.reference_name = a.name and d.kind = 'reply'),
			(select group_concat(coalesce(o.document_number, o.kind) order by o.creation separator '、')
				from `tabSupervision Item` i join `tabSupervision Notice` o on o.name = i.parent
				where i.assignment = a.name and i.parenttype = 'Supervision Notice'
					and o.workflow_state <> 'Draft Dropped' and o.congress in %(congresses)s)
		from `tabSuggestion Assignment` a join `tabHandling Unit` u on u.name = a.unit
		join `tabDeputy Suggestion` s on s.name = a.suggestion
		where a.handling_role <> 'Assist' and a.status in ('Awaiting Receipt', 'Handling')
			and a.due_date <= date_add(curdate(), interval 15 day) and a.congress in %(congresses)s
		""",
		{"congresses": tuple(congresses)},
	)
	return sorted(tuple(value or "" for value in row) for row in rows)
