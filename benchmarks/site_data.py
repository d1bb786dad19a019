"""A county with twenty townships and many years of suggestions on a site, laid by bulk insert and taken away again.

Everything has a name that starts with PREFIX. The rows are such as the records themselves would write.
"""

from __future__ import annotations

import random
import time
from datetime import date

import frappe
import site_suggestions
import township
from frappe.utils.password import update_password
from site_rows import PREFIX, County, Writer
from site_suggestions import TERM_STARTS, UNITS

DEPUTIES, CONSTITUENCIES = 60, 20
CLERK, PASSWORD = "bm-clerk@example.com", "Nan-Ping-2026"


def lay(
	suggestions: int,
	assignments: int = 0,
	ratings: int = 0,
	seed: int = 7,
	open_now: int | None = None,
	text_seed: int = 1,
) -> County:
	"""Lay the county; `open_now` is how many suggestions are not answered yet, by default a twentieth."""
	rng = random.Random(seed)
	county = _bodies()
	writer = Writer(county)
	deputies, units = _registers(county, writer)
	papers = township.corpus(min(suggestions, 20_000), text_seed)
	today = frappe.utils.getdate()
	still_open = suggestions // 20 if open_now is None else open_now
	body = site_suggestions.Body(county.townships, deputies, units, assignments, ratings)
	for number in range(suggestions):
		paper = papers[number % len(papers)]
		case = site_suggestions.draw(rng, number, paper, body, today, number < still_open)
		site_suggestions.lay(writer, rng, case, body)
	writer.close()
	for doctype in county.rows:
		frappe.db.sql(f"analyze table `tab{doctype}`")  # no call of the framework for it
	return county


def find() -> County:
	"""The county of an earlier run."""
	county = County(frappe.db.get_value("Congress", {"name": ("like", f"{PREFIX}%"), "level": "County"}))
	county.townships = frappe.get_all(
		"Congress", filters={"parent_congress": county.congress}, pluck="name", order_by="creation asc"
	)
	return county


def follow_up() -> None:
	"""Let the app lay what it keeps beside the records: the ledger of promises, and how all stood on past days."""
	from deputy_affairs import history
	from deputy_affairs.deputy_affairs.doctype.reply_commitment import laying

	for what, lay_them in (("promises", laying.lay_missing), ("suggestions with a trace", history.rebuild)):
		begun = time.perf_counter()
		count = lay_them()
		frappe.db.commit()  # what is laid or taken away outlives this process
		print(f"\n{count:,} {what}: {time.perf_counter() - begun:.0f} s", flush=True)
	for doctype in ("Reply Commitment", "Commitment Step", "Handling Trace"):
		frappe.db.sql(f"analyze table `tab{doctype}`")  # no call of the framework for it


def _bodies() -> County:
	if not frappe.db.exists("User", CLERK):
		user = frappe.get_doc(
			{
				"doctype": "User",
				"email": CLERK,
				"first_name": "Benchmark",
				"send_welcome_email": 0,
				"roles": [{"role": "Congress Clerk"}],
			}
		)
		user.flags.no_welcome_mail = True
		user.insert(ignore_permissions=True)  # a benchmark's own user
		update_password(CLERK, PASSWORD)

	def congress(name: str, **values) -> str:
		return (
			frappe.get_doc(
				{
					"doctype": "Congress",
					"congress_name": f"{PREFIX}{name}人民代表大会",
					"short_name": f"{PREFIX}{name}",
					"presidium_name": f"{name}主席团",
					**values,
				}
			)
			.insert()
			.name
		)

	county = County(congress("南屏县", level="County", staff=[{"user": CLERK}]))
	county.townships = [
		congress(f"{n + 1}号镇", level="Township", parent_congress=county.congress)
		for n in range(township.TOWNSHIPS)
	]
	frappe.db.commit()  # what is laid or taken away outlives this process
	frappe.clear_cache()
	return county


def _registers(county: County, writer: Writer) -> tuple[dict, dict]:
	"""Terms, meetings, constituencies, groups, deputies and units of every township."""
	deputies, units = {}, {}
	names = {paper.township: [] for paper in township.corpus(2000)}
	for paper in township.corpus(2000):
		names[paper.township].append(paper.village)
	for n, congress in enumerate(county.townships):
		for order, start in enumerate(TERM_STARTS, 15):
			term = f"{congress}-{order}"
			writer.add(
				"Congress Term",
				term,
				congress=congress,
				term_number=order,
				title=f"第{order}届",
				start_date=date(start, 10, 1),
				end_date=date(start + 5, 9, 30),
				is_current=int(start == TERM_STARTS[-1]),
			)
			for year in range(1, 6):
				writer.add(
					"Congress Meeting",
					f"{term}-{year}",
					congress=congress,
					term=term,
					meeting_number=year,
					title=f"第{order}届第{year}次会议",
					kind="Regular",
					start_date=date(start + year, 1, 10),
					end_date=date(start + year, 1, 12),
				)
			for number in range(1, CONSTITUENCIES + 1):
				writer.add(
					"Constituency",
					f"{term}-{number}",
					congress=congress,
					term=term,
					constituency_number=number,
					constituency_name=f"第{number}选区",
					villages=names[n][number % len(names[n])],
					seats=3,
				)
		term = f"{congress}-{15 + len(TERM_STARTS) - 1}"
		deputies[congress] = [(f"{PREFIX}D-{n}-{k}", f"代表{n}之{k}") for k in range(DEPUTIES)]
		for k, (name, shown) in enumerate(deputies[congress]):
			constituency = f"{term}-{k % CONSTITUENCIES + 1}"
			writer.add(
				"Deputy",
				name,
				deputy_name=shown,
				congress=congress,
				status="In Office",
				constituency=constituency,
				term=term,
			)
			writer.add(
				"Deputy Mandate",
				f"{name}-m",
				parent=name,
				parenttype="Deputy",
				parentfield="mandates",
				idx=1,
				term=term,
				constituency=constituency,
				status="In Office",
			)
		units[congress] = [f"{congress}-{k}号单位" for k in range(UNITS)]
		for k, name in enumerate(units[congress]):
			writer.add("Handling Unit", name, unit_name=f"{k}号单位", congress=congress, is_active=1)
	return deputies, units


def remove() -> None:
	"""Take everything away again, whoever laid it and however far it came."""
	doctypes = frappe.get_all(
		"DocType",
		filters={"module": "Deputy Affairs", "issingle": 0, "is_virtual": 0},
		fields=["name", "istable"],
	)
	for doctype in doctypes:
		meta, table = frappe.get_meta(doctype.name), frappe.qb.DocType(doctype.name)
		if meta.has_field("congress"):  # what the app has named itself
			ours = frappe.qb.from_(table).select(table.name).where(table.congress.like(f"{PREFIX}%"))
			for df in meta.get_table_fields():
				rows = frappe.qb.DocType(df.options)
				frappe.qb.from_(rows).delete().where(rows.parent.isin(ours)).run()
			frappe.qb.from_(table).delete().where(table.congress.like(f"{PREFIX}%")).run()
		column = table.parent if doctype.istable else table.name
		frappe.qb.from_(table).delete().where(column.like(f"{PREFIX}%")).run()
		frappe.db.commit()  # what is laid or taken away outlives this process
	frappe.db.delete("User Permission", {"user": CLERK})
	if frappe.db.exists("User", CLERK):
		frappe.delete_doc("User", CLERK, force=True, ignore_permissions=True)  # a benchmark's own user
	frappe.db.commit()  # what is laid or taken away outlives this process
	frappe.clear_cache()
