"""What the tests of reports and of the desk both need: two suggestions on their way, and running a report."""

import factories as make
import frappe
from frappe.desk.query_report import run
from frappe.utils import add_days, today


def make_stranger(prefix: str) -> str:
	"""The clerk of another township."""
	user = make.make_user(make.address(prefix, "stranger"), "Congress Clerk")
	make.make_congress(f"{prefix}青石镇", staff=[user])
	make.forget()
	return user


def make_answered(town):
	"""A suggestion of two deputies, answered by the first unit; both signers have a form to fill in."""
	with make.acting(town.clerk):
		suggestion = make.register(
			make.make_suggestion(town.deputies[0], town.deputies[1:2], meeting=town.meeting)
		)
		assignment, _helper = make.assign(suggestion, lead=town.units[0], assist=[town.units[1]])
	with make.acting(town.workers[0]):
		make.act(assignment, "Sign For")
		reply = make.draft_reply(assignment)
	make.issue(reply, town.workers[0], town.office, town.chiefs[0])
	return suggestion.reload()


def make_late(town):
	"""A suggestion whose unit has let the date pass."""
	with make.acting(town.clerk):
		suggestion = make.register(make.make_suggestion(town.deputies[2], title="关于增设路灯的建议"))
		(assignment,) = make.assign(suggestion, lead=town.units[2])
	for doc in (suggestion, assignment):
		frappe.db.set_value(doc.doctype, doc.name, "due_date", add_days(today(), -3))
	return suggestion


def report(name: str, user: str, **filters) -> dict:
	"""Run a report the way the desk does."""
	with make.acting(user):
		return run(name, filters=filters, ignore_prepared_report=True)


def figures(answer: dict) -> dict:
	"""The summary of a report: label → value."""
	return {row["label"]: row["value"] for row in answer["report_summary"]}
