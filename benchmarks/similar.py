"""Earlier and similar suggestions: how often the right one is among the first five, how long it takes, beside what
would be written without further thought.

    <bench>/env/bin/python benchmarks/similar.py --bench <bench> --site test.localhost [--size 20000] [--each 50]

Lays suggestions of an invented county on the site (`township.py`, `site_data.py`), asks with paraphrases of them as
the county's clerk, and takes everything away again.
With another --seed the villages, the papers and the questions are others.
"""

from __future__ import annotations

import argparse
import difflib
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import on_site


def arguments() -> argparse.Namespace:
	"""Read the command line."""
	parser = on_site.parser(__doc__)
	parser.add_argument("--seed", type=int, default=1)
	parser.add_argument("--size", type=int, default=20_000)
	parser.add_argument("--each", type=int, default=50, help="paraphrases of each kind")
	parser.add_argument("--naive", type=int, default=5, help="paraphrases of each kind for the slow baseline")
	return parser.parse_args()


def main() -> None:
	"""Lay, ask, print, remove."""
	options = arguments()
	on_site.connect(options)
	import frappe
	import site_data

	if not options.laid:
		site_data.remove()
	try:
		begun = time.perf_counter()
		if not options.laid:
			site_data.lay(options.size, text_seed=options.seed)
		print(f"{options.size} suggestions laid: {time.perf_counter() - begun:.0f} s", flush=True)
		run(options)
	finally:
		frappe.db.rollback()
		if frappe.db.has_index("tabDeputy Suggestion", "bm_title"):
			frappe.db.sql_ddl("alter table `tabDeputy Suggestion` drop index bm_title")
		on_site.leave(options)


def run(options: argparse.Namespace) -> None:
	"""Index, then ask in every way."""
	import frappe
	import site_data
	import township

	from deputy_affairs import similar_suggestions

	begun = time.perf_counter()
	entries = frappe.db.count("Suggestion Search Entry")
	count = entries if options.laid and entries else similar_suggestions.rebuild()
	frappe.db.commit()  # what is laid or taken away outlives this process
	size = frappe.db.sql(  # what the builder has no words for: sizes and full text
		"select round((data_length + index_length) / 1048576, 1) from information_schema.tables"
		" where table_schema = database() and table_name = 'tabSuggestion Search Entry'"
	)[0][0]
	print(
		f"index of {count} suggestions: {time.perf_counter() - begun:.0f} s, {size} MiB without full text",
		flush=True,
	)
	papers = township.corpus(options.size, options.seed)
	frappe.set_user(site_data.CLERK)
	asked = township.questions(papers, options.each, options.seed + 10)
	show("ours", asked, ours)
	show("ours, words only", asked, words_only)
	few = township.questions(papers, options.naive, options.seed + 11)
	show("difflib over all titles", few, similar_titles)
	show("ours, the same few", few, ours)
	show("LIKE %title%", asked, like_title)
	show("full text, title as it is", asked, plain_full_text)


def values(text: dict) -> dict:
	"""The question as the form sends it; the lead deputy's constituency is named in the text of the place."""
	return {
		"title": text["title"],
		"situation": text["situation"],
		"cause": text["cause"],
		"demands": list(text["demands"]),
		"category": text["category"],
		"lead_deputy": text["place"],
	}


def ours(text: dict) -> list[str]:
	"""What the panel of the form shows."""
	from deputy_affairs import similar_suggestions

	similar_suggestions._villages_of = lambda deputies: {name: name for name in deputies if name}
	return [row["name"] for row in similar_suggestions.find(values(text))][:5]


def words_only(text: dict) -> list[str]:
	"""The same without reading places: what the full text search proposes, compared by words."""
	from deputy_affairs import similar_suggestions

	asked = similar_suggestions._asked(text["title"], text["situation"], None, text["category"])
	found = similar_suggestions._proposed(map(similar_suggestions._pair_token, asked.pairs), 80, "")
	return [name for name, _alike in similar_suggestions._compare(asked, found)[:5]]


def like_title(text: dict) -> list[str]:
	"""The list's own search: the title somewhere in a title."""
	import frappe

	title = text["title"].removeprefix("关于").removesuffix("的建议")
	return frappe.get_list(
		"Deputy Suggestion", filters={"title": ("like", f"%{title}%")}, pluck="name", limit=5
	)


def plain_full_text(text: dict) -> list[str]:
	"""MariaDB's full text search over the titles as they stand, words being what stands between spaces."""
	import frappe

	if not frappe.db.has_index("tabDeputy Suggestion", "bm_title"):
		frappe.db.sql_ddl("alter table `tabDeputy Suggestion` add fulltext index bm_title (title)")
	rows = frappe.db.sql(  # what the builder has no words for: sizes and full text
		"select name from `tabDeputy Suggestion` where match(title) against (%s) limit 5", text["title"]
	)
	return [row[0] for row in rows]


def similar_titles(text: dict) -> list[str]:
	"""Every title of the site compared in Python."""
	import frappe

	rows = frappe.get_list("Deputy Suggestion", fields=["name", "title"], limit=0)
	measure = difflib.SequenceMatcher(b=text["title"])
	scored = []
	for row in rows:
		measure.set_seq1(row.title)
		scored.append((measure.ratio(), row.name))
	return [name for _score, name in sorted(scored, reverse=True)[:5]]


def show(label: str, asked: list, answer) -> None:
	"""Print recall@5 of all and of each kind, and the times."""
	answer(asked[0][1])
	hits, counts, times = {}, {}, []
	for kind, text, index in asked:
		begun = time.perf_counter()
		found = answer(text)
		times.append((time.perf_counter() - begun) * 1000)
		hits[kind] = hits.get(kind, 0) + (f"BM-S-{index:06}" in found)
		counts[kind] = counts.get(kind, 0) + 1
	times.sort()
	kinds = ", ".join(f"{kind} {hits[kind] / counts[kind]:.2f}" for kind in counts)
	print(
		f"{label}: recall@5 {sum(hits.values()) / len(asked):.3f} of {len(asked)};"
		f" median {statistics.median(times):.0f} ms, 95% {times[int(len(times) * 0.95)]:.0f} ms,"
		f" slowest {times[-1]:.0f} ms | {kinds}",
		flush=True,
	)


if __name__ == "__main__":
	main()
