"""Rows that are collected and inserted many at once, and what was laid of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

import frappe

from deputy_affairs import bulk

PREFIX = "BM-"
BATCH = 4000


@dataclass
class County:
	"""What was laid: names of the congresses, how many rows of which DocType."""

	congress: str
	townships: list[str] = field(default_factory=list)
	rows: dict[str, int] = field(default_factory=lambda: defaultdict(int))


class Writer:
	"""Collects rows and inserts them many at once."""

	def __init__(self, county: County):
		self.county = county
		self.waiting: dict[str, list[dict]] = defaultdict(list)
		self.stamp = str(datetime(2026, 1, 1))

	def add(self, doctype: str, name: str, **values) -> None:
		"""One row; a row of a table in a record carries parent, parenttype, parentfield and idx."""
		stamp = str(values.pop("stamp", self.stamp))
		row = {
			"name": name,
			"creation": stamp,
			"modified": stamp,
			"owner": "Administrator",
			"modified_by": "Administrator",
			**values,
		}
		self.waiting[doctype].append(row)
		self.county.rows[doctype] += 1
		if len(self.waiting[doctype]) >= BATCH:
			self.flush(doctype)

	def flush(self, doctype: str) -> None:
		"""Insert what waits; rows of different fields go apart."""
		groups = defaultdict(list)
		for row in self.waiting.pop(doctype, []):
			groups[tuple(row)].append(tuple(row.values()))
		for fields, values in groups.items():
			bulk.insert(doctype, fields, values)
		frappe.db.commit()  # what is laid or taken away outlives this process

	def close(self) -> None:
		"""Insert all that waits."""
		for doctype in list(self.waiting):
			self.flush(doctype)
