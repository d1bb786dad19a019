"""Work that is done as a whole or not at all, inside the caller's transaction."""

import random
import time
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


def again_after_deadlock(work):
	"""Do the work of a request again when the database sacrificed it to another one.

	The framework's table of open actions is written with wide locks, so that two people who act at the same
	moment can block each other. The database has undone the whole request then; nothing of it is left.
	"""
	for last in (False, False, False, False, True):
		try:
			return work()
		except frappe.QueryDeadlockError:
			frappe.db.rollback()
			frappe.clear_messages()
			if last:
				raise
			time.sleep(random.uniform(0.05, 0.3))
