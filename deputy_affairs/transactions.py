"""Work that is done as a whole or not at all, inside the caller's transaction."""

from contextlib import contextmanager

import frappe


@contextmanager
def all_or_nothing(name: str):
	"""Undo what the block did when it raises; `name` tells savepoints apart.

	After a deadlock the database has undone the whole transaction and the savepoint with it; the deadlock is
	then what the caller hears, not the missing savepoint.
	"""
	frappe.db.savepoint(name)
	try:
		yield
	except frappe.QueryDeadlockError:
		raise
	except Exception:
		frappe.db.rollback(save_point=name)
		raise
