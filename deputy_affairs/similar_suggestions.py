"""Earlier and similar suggestions of all years: found while one is written, shown with what came of them.

The index is a table of the site's own database (`Suggestion Search Entry`), so it is written in the transaction
that saves the suggestion, is the same for every process, and is in every backup. MariaDB's full text search reads
it: each place and each pair of characters is one token in it. That search only proposes; `rules/similarity.py`
compares what it proposes. Other databases propose by `like`, which is slower and finds the same.
"""

from collections import defaultdict
from typing import NamedTuple

import frappe
from frappe.utils import getdate
from pypika import Order
from pypika.terms import Criterion
from pypika.utils import format_alias_sql

from deputy_affairs import bulk
from deputy_affairs.permissions import ALL, criterion, rule_for
from deputy_affairs.rules import similarity, stages

DOCTYPE = "Deputy Suggestion"
ENTRY = "Suggestion Search Entry"
# A draft is nobody's business.
HIDDEN_STAGES = (stages.DRAFT,)
# How many of the same place, and how many by words alone, are compared.
SAME_PLACE, BY_WORDS = 200, 80
# The pairs by which others are looked for, those of the title first; more are slow and find no more.
ASKED_PAIRS = 8
# A pair in more than this share of papers proposes thousands and tells nothing; counted in the papers changed last.
COMMON_SHARE, COUNTED_PAPERS, FEWEST_PAPERS = 0.1, 400, 100
COMMON_KEY, COMMON_SECONDS = "deputy_affairs_common_pairs", 24 * 60 * 60
# Below this nobody would call them alike.
ALIKE_HERE, ALIKE_ELSEWHERE = 0.2, 0.3
SHOWN_HERE, SHOWN_ELSEWHERE = 5, 3


class Asked(NamedTuple):
	"""What is looked for: its words, the places it names, the pairs by which to propose."""

	words: similarity.Words
	places: list[str]
	pairs: list[str]


# --- The index


def write_entry(suggestion) -> None:
	"""Keep the entry of a suggestion in step; called by the suggestion when it is saved."""
	tokens = _tokens_of(suggestion)
	before = suggestion.get_doc_before_save()
	if before and _tokens_of(before) == tokens and before.congress == suggestion.congress:
		return
	_store(suggestion.name, suggestion.congress, tokens)


def delete_entry(suggestion: str) -> None:
	"""A deleted suggestion is found no more."""
	frappe.db.delete(ENTRY, {"suggestion": suggestion})


def rebuild(batch: int = 500) -> int:
	"""Write the entries of all suggestions anew; safe to run at any time. Returns how many there are.

	`bench --site SITE execute deputy_affairs.similar_suggestions.rebuild`
	"""
	table = frappe.qb.DocType(DOCTYPE)
	fields = ("name", "congress", "title", "situation", "cause", "lead_deputy")
	last, count = "", 0
	while True:
		rows = (
			frappe.qb.from_(table)
			.select(*(table[field] for field in fields))
			.where(table.name > last)
			.orderby(table.name)
			.limit(batch)
		).run(as_dict=True)
		if not rows:
			break
		names = [row.name for row in rows]
		demands, home = _demands_of(names), _villages_of({row.lead_deputy for row in rows})
		frappe.db.delete(ENTRY, {"suggestion": ("in", names)})
		bulk.insert(
			ENTRY,
			["name", "suggestion", "congress", "tokens", "creation", "modified", "owner", "modified_by"],
			[
				(
					row.name,
					row.name,
					row.congress,
					_tokens(
						row.title,
						_body(row.situation, row.cause, demands[row.name]),
						home.get(row.lead_deputy),
					),
					*_stamps(),
				)
				for row in rows
			],
		)
		last, count = names[-1], count + len(rows)
	entry = frappe.qb.DocType(ENTRY)
	gone = frappe.qb.from_(table).select(table.name)
	frappe.qb.from_(entry).delete().where(entry.suggestion.notin(gone)).run()
	frappe.cache.delete_value(COMMON_KEY)
	return count


def _store(name: str, congress: str, tokens: str) -> None:
	if frappe.db.exists(ENTRY, name):
		frappe.db.set_value(ENTRY, name, {"congress": congress, "tokens": tokens})
	else:
		entry = frappe.get_doc({"doctype": ENTRY, "suggestion": name, "congress": congress, "tokens": tokens})
		entry.name = name
		entry.db_insert()


def _stamps() -> tuple:
	now, user = frappe.utils.now(), frappe.session.user
	return now, now, user, user


def _tokens_of(suggestion) -> str:
	demands = [row.demand or "" for row in suggestion.demands]
	return _tokens(
		suggestion.title,
		_body(suggestion.situation, suggestion.cause, demands),
		_villages_of({suggestion.lead_deputy}).get(suggestion.lead_deputy),
	)


def _tokens(title: str | None, body: str, home: str | None) -> str:
	"""Places and pairs as words of Latin letters, which every full text search takes as they are."""
	where = similarity.places(title, body) or similarity.places(home)
	pairs = dict.fromkeys([*similarity.pairs(similarity.matter(title)), *similarity.pairs(body)])
	return " ".join([*map(_place_token, sorted(where)), *map(_pair_token, pairs)])


def _place_token(place: str) -> str:
	return "p" + place.encode("utf-16-be").hex()


def _pair_token(pair: str) -> str:
	return "w" + pair.encode("utf-16-be").hex()


def _pair_of(token: str) -> str:
	return bytes.fromhex(token[1:]).decode("utf-16-be")


def _body(situation: str | None, cause: str | None, demands: list[str]) -> str:
	return "\n".join([situation or "", cause or "", *demands])


def _demands_of(names: list[str]) -> dict[str, list[str]]:
	child = frappe.qb.DocType("Suggestion Demand")
	rows = (
		frappe.qb.from_(child)
		.select(child.parent, child.demand)
		.where((child.parenttype == DOCTYPE) & child.parent.isin(names or [""]))
		.orderby(child.idx)
	).run()
	demands = defaultdict(list)
	for parent, demand in rows:
		demands[parent].append(demand or "")
	return demands


def _villages_of(deputies: set[str]) -> dict[str, str]:
	"""The villages of the lead deputies' constituencies, for a paper that says "our village"."""
	deputy, constituency = frappe.qb.DocType("Deputy"), frappe.qb.DocType("Constituency")
	rows = (
		frappe.qb.from_(deputy)
		.join(constituency)
		.on(constituency.name == deputy.constituency)
		.select(deputy.name, constituency.constituency_name, constituency.villages)
		.where(deputy.name.isin([name for name in deputies if name] or [""]))
	).run()
	return {name: f"{title or ''}、{villages or ''}" for name, title, villages in rows}


# --- The search


@frappe.whitelist(methods=["POST"])
def find(values: str | dict) -> list[dict]:
	"""Return the suggestions like the one in the form, saved or not, those of the same place first.

	`values`: title, situation, cause, demands (texts), lead_deputy, category, name. Each row: name, number, title,
	year, congress, lead deputy, stage, class, rating, promises, alike (percent), same_place, merged and marked.
	Nobody is shown more than the rule of Deputy Suggestion lets them see. Nothing is stored.
	"""
	frappe.has_permission(DOCTYPE, "read", throw=True)
	values = frappe._dict(frappe.parse_json(values))
	found = search(values)
	return _with_outcome(found) if found else []


def search(values: dict) -> list[dict]:
	"""Return name, alike and same_place of what the session's user may see and is like the values."""
	demands = [str(demand or "") for demand in values.get("demands") or []]
	asked = _asked(
		values.get("title") or "",
		_body(values.get("situation"), values.get("cause"), demands),
		_villages_of({values.get("lead_deputy")}).get(values.get("lead_deputy")),
		values.get("category"),
	)
	if not asked.pairs:
		return []
	own = values.get("name") or ""
	here = _compare(asked, _proposed(map(_place_token, asked.places), SAME_PLACE, own))
	found = [row | {"same_place": 1} for row in _best(here, ALIKE_HERE, SHOWN_HERE)]
	others = _proposed(map(_pair_token, asked.pairs), BY_WORDS, own)
	near = {name for name, _alike in here}
	elsewhere = _compare(asked, {name: row for name, row in others.items() if name not in near})
	return found + [row | {"same_place": 0} for row in _best(elsewhere, ALIKE_ELSEWHERE, SHOWN_ELSEWHERE)]


def _asked(title: str, body: str, home: str | None, category: str | None) -> Asked:
	# A title names the place of the matter, unless it is "our village"; the text may name others on the way.
	where = similarity.places(title, home) or similarity.places(body)
	pairs = similarity.telling_pairs(title, body, ASKED_PAIRS, _common_pairs())
	return Asked(similarity.words(title, body, where, category), sorted(where), pairs)


def _common_pairs() -> set[str]:
	"""The pairs that papers of all kinds on this site have in common, counted once a day."""
	common = frappe.cache.get_value(COMMON_KEY, expires=True)
	if common is None:
		entry = frappe.qb.DocType(ENTRY)
		last = frappe.qb.from_(entry).select(entry.tokens).orderby(entry.modified, order=Order.desc)
		papers = [tokens.split() for tokens in last.limit(COUNTED_PAPERS).run(pluck=True)]
		tokens = similarity.common_pairs(papers, COMMON_SHARE) if len(papers) >= FEWEST_PAPERS else set()
		common = {_pair_of(token) for token in tokens if token.startswith("w")}
		frappe.cache.set_value(COMMON_KEY, common, expires_in_sec=COMMON_SECONDS)
	return common


def _best(ranked: list[tuple[str, float]], least: float, count: int) -> list[dict]:
	return [
		{"name": name, "alike": min(100, round(alike * 100))}
		for name, alike in ranked[:count]
		if alike >= least
	]


def _compare(asked: Asked, proposed: dict[str, dict]) -> list[tuple[str, float]]:
	demands = _demands_of(list(proposed)) if proposed else {}
	papers = {
		name: similarity.words(row.title, _body(row.situation, row.cause, demands[name]), (), row.category)
		for name, row in proposed.items()
	}
	return similarity.rank(asked.words, papers)


def _proposed(tokens, limit: int, own: str) -> dict[str, dict]:
	"""The suggestions that have some of the tokens, as many as are worth comparing, within the user's rule."""
	tokens = list(tokens)
	if not tokens:
		return {}
	table = frappe.qb.DocType(DOCTYPE)
	proposed = _proposed_entries(tokens, limit).as_("proposed")
	query = (
		frappe.qb.from_(proposed)
		.join(table)
		.on(table.name == proposed.suggestion)
		.select(table.name, table.title, table.situation, table.cause, table.category)
		.where((table.name != own) & table.stage.notin(HIDDEN_STAGES))
		.orderby(proposed.relevance, order=Order.desc)
		.limit(limit)
	)
	scope = criterion(DOCTYPE)
	if scope is not None:
		query = query.where(scope)
	return {row.name: row for row in query.run(as_dict=True)}


def _proposed_entries(tokens: list[str], limit: int):
	"""The entries that have some of the tokens, the best ones; who may see them is asked of the suggestion.

	Staff see by congress, which the entry knows: theirs are cut off here, before anything is joined.
	"""
	entry = frappe.qb.DocType(ENTRY)
	if frappe.db.db_type == "mariadb":
		relevance = found = _Against(entry.tokens, " ".join(tokens))
	else:
		relevance, found = entry.name, Criterion.any([entry.tokens.like(f"%{token}%") for token in tokens])
	query = frappe.qb.from_(entry).select(entry.suggestion, relevance.as_("relevance")).where(found)
	rule = rule_for(DOCTYPE)
	if rule is not ALL:
		if not all("congress" in alternative for alternative in rule):
			return query
		congresses = set().union(*(alternative["congress"] for alternative in rule))
		query = query.where(entry.congress.isin(sorted(congresses) or [""]))
	# Some are drafts, or the suggestion itself.
	return query.orderby(relevance, order=Order.desc).limit(2 * limit)


class _Against(Criterion):
	"""MATCH … AGAINST in natural language: how well a column with a full text index has some words."""

	def __init__(self, column, words: str):
		super().__init__()
		self.column, self.words = column, words

	def nodes_(self):
		yield self
		yield from self.column.nodes_()

	def get_sql(self, with_alias: bool = False, **kwargs) -> str:
		sql = f"MATCH({self.column.get_sql(**kwargs)}) AGAINST ({frappe.db.escape(self.words)})"
		return format_alias_sql(sql, self.alias, **kwargs) if with_alias else sql


# --- What came of them


def _with_outcome(found: list[dict]) -> list[dict]:
	"""Add what the panel shows of each suggestion: who, when, how far, with which class and promises."""
	names = [row["name"] for row in found]
	table = frappe.qb.DocType(DOCTYPE)
	fields = (
		"name",
		"title",
		"registration_number",
		"congress",
		"lead_deputy_name",
		"stage",
		"workflow_state",
		"result_class",
		"merged_into",
		"raised_again",
		"current_round",
		"registered_on",
		"submitted_on",
		"creation",
		"overall_rating",
	)
	query = frappe.qb.from_(table).select(*(table[field] for field in fields)).where(table.name.isin(names))
	known = {row.name: row for row in query.run(as_dict=True)}
	promises = _promises_of(names)
	for row in found:
		stored = known[row["name"]]
		day = stored.registered_on or stored.submitted_on or stored.creation
		row.update(stored, year=getdate(day).year, promises=promises[row["name"]])
		for fieldname in ("registered_on", "submitted_on", "creation"):
			row.pop(fieldname)
		if not _may_see_ratings():
			row.pop("overall_rating")
	return found


def _may_see_ratings() -> bool:
	meta = frappe.get_meta(DOCTYPE)
	return meta.get_field("overall_rating").permlevel in meta.get_permlevel_access("read")


def _promises_of(names: list[str]) -> dict[str, list[dict]]:
	"""What was promised: text, date as it is now, person responsible, and what became of it."""
	table = frappe.qb.DocType("Reply Commitment")
	rows = (
		frappe.qb.from_(table)
		.select(
			table.suggestion,
			table.promise,
			table.promised_date,
			table.new_date,
			table.responsible,
			table.state,
		)
		.where(table.suggestion.isin(names) & table.successor.isnull())
		.orderby(table.promised_date)
	).run(as_dict=True)
	promises = defaultdict(list)
	for row in rows:
		row.promised_date = row.pop("new_date") or row.promised_date
		promises[row.pop("suggestion")].append(row)
	return promises
