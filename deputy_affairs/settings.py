"""Settings of a congress as they are in force: its own, a higher congress's, or the law's default."""

from collections.abc import Iterable

import frappe

from deputy_affairs.rules import settings as rules


def chain_of(congress: str) -> list[tuple[str, dict]]:
	"""Return (short name, values) of the congress and of each higher one, the own first.

	Read once a request; `Congress.on_update` forgets it.
	"""
	cache = _cache()
	if congress not in cache:
		lft, rgt = frappe.db.get_value("Congress", congress, ["lft", "rgt"])
		cache[congress] = [
			(row.name, row)
			for row in frappe.get_all(
				"Congress",
				filters={"lft": ("<=", lft), "rgt": (">=", rgt)},
				fields=["name", *rules.SETTINGS],
				order_by="lft desc",
			)
		]
	return cache[congress]


def read_ahead(congresses: Iterable[str]) -> None:
	"""Read the settings of many congresses at once; asking for each of them then costs no query."""
	cache = _cache()
	if len(set(congresses) - cache.keys()) < 2:
		return
	above: list[tuple[str, dict]] = []
	for row in frappe.get_all("Congress", fields=["name", "lft", "rgt", *rules.SETTINGS], order_by="lft asc"):
		while above and above[0][1].rgt < row.lft:
			above.pop(0)
		above.insert(0, (row.name, row))
		cache[row.name] = list(above)


def _cache() -> dict[str, list[tuple[str, dict]]]:
	return frappe.flags.setdefault("deputy_affairs_settings", {})


def forget() -> None:
	"""Drop what this request has read, after a congress has changed."""
	frappe.flags.pop("deputy_affairs_settings", None)


def effective(congress: str, name: str) -> rules.Effective:
	"""Return one setting with the congress it comes from. KeyError for an unknown name."""
	return rules.resolve(name, chain_of(congress))


def value(congress: str, name: str):
	"""Return the value of one setting that is in force for the congress."""
	return effective(congress, name).value
