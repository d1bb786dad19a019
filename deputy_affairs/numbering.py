"""Numbers without gap or double: counters that are locked and moved on inside the caller's transaction."""

import frappe
from frappe.utils import cint


def next_serial(key: str) -> int:
	"""Return the next serial of a counter, from 1, and keep its row locked until the transaction ends.

	When the transaction is rolled back, so is the counter: no gap. Two transactions that both meet a new
	counter are put in order by the row's primary key: no double and no deadlock on the gap.
	"""
	counter = frappe.qb.DocType("Series")
	insert = frappe.qb.into(counter).columns("name", "current").insert(key, 0)
	if frappe.db.db_type == "mariadb":
		insert.ignore().run()
	else:
		insert.on_conflict(counter.name).do_nothing().run()
	current = frappe.qb.from_(counter).select(counter.current).where(counter.name == key).for_update().run()
	serial = cint(current[0][0]) + 1
	frappe.qb.update(counter).set(counter.current, serial).where(counter.name == key).run()
	return serial
