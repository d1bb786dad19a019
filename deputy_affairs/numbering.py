"""Numbers without gap or double: counters that are locked and moved on inside the caller's transaction."""

import frappe
from frappe.utils import cint


def next_serial(key: str) -> int:
	"""Return the next serial of a counter; see `next_serials`."""
	return next_serials(key, 1).start


def next_serials(key: str, count: int) -> range:
	"""Return the next serials of a counter, from 1, and keep its row locked until the transaction ends.

	When the transaction is rolled back, so is the counter: no gap. A counter is moved on, or made, by a single
	statement that takes the exclusive lock at once. Two transactions that first read or INSERT IGNORE both hold
	a shared lock and then wait for each other for ever.
	"""
	counter = frappe.qb.DocType("Series")
	read = frappe.qb.from_(counter).select(counter.current).where(counter.name == key)
	if read.run():
		frappe.qb.update(counter).set(counter.current, counter.current + count).where(
			counter.name == key
		).run()
	else:
		_make_or_move_on(counter, key, count)
	last = cint(read.run()[0][0])
	return range(last - count + 1, last + 1)


def _make_or_move_on(counter, key: str, count: int) -> None:
	"""For a counter that this transaction does not see; another one may have made it meanwhile."""
	insert = frappe.qb.into(counter).columns("name", "current").insert(key, count)
	if frappe.db.db_type == "mariadb":
		insert.on_duplicate_key_update(counter.current, counter.current + count).run()
	else:
		insert.on_conflict(counter.name).do_update(counter.current, counter.current + count).run()
