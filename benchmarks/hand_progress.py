"""Progress of handling, how units handle, ratings and promises, and the SQL for the same figures."""

from __future__ import annotations

from asking import read, rows_of
from hand_register import stood

from deputy_affairs.rules.rates import rate

BOOKS = "('Registered', 'Assigned', 'Reassignment', 'Handling', 'Replied', 'Awaiting Decision', 'Closed')"
OF_CATEGORY = ("key", "registered", "replied", "overdue", "contacted", "late", "satisfied", "closed")
OF_UNIT = ("key", "assigned", "replied", "late", "overdue", "satisfied", "dissatisfied")


def progress(congress: str, by: str, **more) -> list[tuple]:
	"""Some of the 27 figures that the progress report counts."""
	figures = OF_UNIT if by == "unit" else OF_CATEGORY
	rows = rows_of("Suggestion Handling Progress", congress=congress, by=by, **more)
	return sorted(tuple(row[figure] for figure in figures) for row in rows if not row.get("is_total"))


def by_category_sql(congresses, as_of=None) -> list[tuple]:
	"""These by hand."""
	ts, suggestions = stood("ts", "Deputy Suggestion", "s", as_of)
	ta, assignments = stood("ta", "Suggestion Assignment", "a", as_of)
	rows = read(
		f"""
		select s.category, count(*),
			sum({ts}.replied_on is not null and {ts}.stage in ('Replied', 'Awaiting Decision', 'Closed')),
			sum({ts}.stage in ('Assigned', 'Reassignment', 'Handling') and {ts}.replied_on is null
				and {ts}.due_date < coalesce(%(as_of)s, curdate())),
			sum(ifnull(w.contacted, 0)), sum({ts}.replied_on is not null and ifnull(w.late, 0)),
			sum({ts}.replied_on is not null and {ts}.overall_rating = 'Satisfied'), sum({ts}.stage = 'Closed')
		from `tabDeputy Suggestion` s {suggestions}
		left join (
			select a.suggestion, a.round, max({ta}.contacted_on is not null) contacted,
				max({ta}.replied_on > {ta}.due_date) late
			from `tabSuggestion Assignment` a {assignments}
			where a.handling_role in ('Lead', 'Separate') and {ta}.status <> 'Returned'
				and a.congress in %(congresses)s
			group by a.suggestion, a.round
		) w on w.suggestion = s.name and w.round = {ts}.current_round
		where s.congress in %(congresses)s and {ts}.registered_on is not null and {ts}.stage in {BOOKS}
		group by s.category
		""",
		{"congresses": tuple(congresses), "as_of": as_of},
	)
	return sorted((row[0], *(int(value or 0) for value in row[1:])) for row in rows)


def by_unit_sql(congresses) -> list[tuple]:
	"""These by hand."""
	rows = read(
		f"""
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
		left join ({WORST}) g on g.reply = r.name
		where s.stage in {BOOKS}
		group by a.unit
		""",
		{"congresses": tuple(congresses)},
	)
	return sorted((row[0], *(int(value or 0) for value in row[1:])) for row in rows)


WORST = """
	select reply, max(greatest(field(attitude, 'Satisfied', 'Basically Satisfied', 'Dissatisfied'),
		field(result, 'Satisfied', 'Basically Satisfied', 'Dissatisfied'))) worst
	from `tabSuggestion Rating` where status = 'Returned' and congress in %(congresses)s group by reply
"""
RATED = (
	"unit_name",
	"works",
	"breaches",
	"dissatisfied",
	"signed",
	"contacted",
	"replied",
	"satisfied",
	"kept",
)


def unit_rating(congress: str) -> list[tuple]:
	"""How every unit handled, by the rule of Shenzhen."""
	rows = rows_of("Handling Unit Rating", congress=congress)
	# Many units of the townships have the same name; what cannot be judged has no rate.
	return sorted((tuple(row[field] for field in RATED) for row in rows), key=repr)


def unit_rating_sql(congresses) -> list[tuple]:
	"""The same by hand, of each measure how many could be judged and how many were good."""
	rows = read(
		f"""
		select u.unit_name, count(*), sum(coalesce(a.replied_on, curdate()) > a.assigned_on + interval 6 month),
			sum(ifnull(g.worst = 3, 0)),
			sum(a.received_on <= a.assigned_on + interval 7 day),
			sum(a.received_on is not null or curdate() > a.assigned_on + interval 7 day),
			sum(a.contacted_on <= a.contact_by),
			sum(a.contact_by is not null and (a.contacted_on is not null or curdate() > a.contact_by)),
			sum(a.replied_on <= a.assigned_on + interval 3 month),
			sum(a.replied_on is not null or curdate() > a.assigned_on + interval 3 month),
			sum(ifnull(g.worst = 1, 0)), sum(g.worst is not null), max(p.good), max(p.judged)
		from `tabSuggestion Assignment` a
		join `tabHandling Unit` u on u.name = a.unit
		join `tabDeputy Suggestion` s on s.name = a.suggestion
		left join `tabSuggestion Reply` r on r.assignment = a.name and r.workflow_state = 'Issued'
		left join ({WORST}) g on g.reply = r.name
		left join (
			select unit, sum(kept_on <= promised_date) good, sum(kept_on is not null or promised_date < curdate()) judged
			from `tabReply Commitment` where congress in %(congresses)s group by unit
		) p on p.unit = a.unit
		where a.handling_role in ('Lead', 'Separate') and a.status <> 'Returned' and s.stage in {BOOKS}
			and a.congress in %(congresses)s
		group by a.unit
		""",
		{"congresses": tuple(congresses)},
	)
	found = (
		(
			row[0],
			*map(int, row[1:4]),
			*(
				rate(int(good or 0), int(judged or 0))
				for good, judged in zip(row[4::2], row[5::2], strict=True)
			),
		)
		for row in rows
	)
	return sorted(found, key=repr)


ANALYSED = (
	"group",
	"expected",
	"returned",
	*(
		f"{what}_{grade}"
		for what in ("attitude", "result", "overall")
		for grade in ("satisfied", "basically", "dissatisfied")
	),
)


def rating_analysis(congress: str) -> list[tuple]:
	"""The opinion forms by category."""
	rows = rows_of("Rating Analysis", congress=congress, group_by="category")
	return sorted(tuple(row[field] for field in ANALYSED) for row in rows)


def rating_analysis_sql(congresses) -> list[tuple]:
	"""The same by hand."""
	places = "field({0}, 'Satisfied', 'Basically Satisfied', 'Dissatisfied')"
	attitude, result = places.format("r.attitude"), places.format("r.result")
	sums = ", ".join(
		f"sum(ifnull(r.status = 'Returned' and {what} = {rank}, 0))"
		for what in (attitude, result, f"greatest({attitude}, {result})")
		for rank in (1, 2, 3)
	)
	rows = read(
		f"""
		select s.category, count(*), sum(r.status = 'Returned'), {sums}
		from `tabSuggestion Rating` r
		join `tabDeputy Suggestion` s on s.name = r.suggestion
		join `tabSuggestion Reply` a on a.name = r.reply
		where r.congress in %(congresses)s
		group by s.category
		""",
		{"congresses": tuple(congresses)},
	)
	return sorted((row[0], *map(int, row[1:])) for row in rows)


PROMISED = (
	"name",
	"suggestion_title",
	"unit_name",
	"promise",
	"responsible",
	"promised_date",
	"state",
	"carried",
)


def commitments(congress: str) -> list[tuple]:
	"""The ledger of promises of all years."""
	rows = rows_of("Reply Commitments", congress=congress)
	return sorted(tuple(row[field] or "" for field in PROMISED) for row in rows)


def commitments_sql(congresses) -> list[tuple]:
	"""The same by hand: with the last report on each and how often it was carried over."""
	rows = read(
		"""
		select c.name, c.suggestion_title, u.unit_name, c.promise, c.responsible, c.promised_date, c.state, h.carried,
			c.registration_number, c.made_on, c.kept_on, h.report, g.grades
		from `tabReply Commitment` c
		join `tabHandling Unit` u on u.name = c.unit
		left join (
			select parent, sum(kind = 'Carry-over') carried, substring_index(group_concat(
				if(kind in ('Progress', 'Completion', 'Explanation') and text <> '', concat(logged_on, ' ', text), null)
				order by idx desc separator '|'), '|', 1) report
			from `tabCommitment Step` where parenttype = 'Reply Commitment' group by parent
		) h on h.parent = c.name
		left join (
			select commitment, group_concat(grade) grades from `tabCommitment Receipt`
			where congress in %(congresses)s group by commitment
		) g on g.commitment = c.name
		where c.congress in %(congresses)s order by c.promised_date, c.name
		""",
		{"congresses": tuple(congresses)},
	)
	return sorted((*(value or "" for value in row[:7]), int(row[7] or 0) or "") for row in rows)
