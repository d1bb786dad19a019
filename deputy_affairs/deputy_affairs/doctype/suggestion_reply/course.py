"""The course of a reply: who wrote, changed, checked and signed it, and when; rows are only added."""

import frappe
from frappe.utils import now_datetime

WRITING = ("Drafted", "Edited")
# What makes up the letter: whoever changes any of it has written a part of it.
CONTENT = (
	"reply_class",
	"opening",
	"answers",
	"body",
	"contact_person",
	"contact_phone",
	"no_contact_reason",
	"is_public",
	"reviewed_by_name",
)


def note(reply) -> None:
	"""Add the step that the save in hand means, if it means one."""
	if reply.is_new():
		add(reply, "Drafted")
	elif reply.action:
		add(reply, reply.action, reply.check_opinion if reply.action in ("Pass Check", "Send Back") else "")
	elif not reply.flags.by_system and _content_changed(reply):
		_note_edit(reply)


def add(reply, step: str, remark: str | None = "") -> None:
	"""Add a step of the session's user, now."""
	reply.append(
		"steps",
		{"step": step, "done_on": now_datetime(), "done_by": frappe.session.user, "remark": remark or ""},
	)


def writers(reply) -> set[str]:
	"""Everybody who has written or changed a part of the text, in any of its drafts."""
	return {reply.drafted_by} | {row.done_by for row in reply.steps if row.step in WRITING}


def _note_edit(reply) -> None:
	"""One row for one person's work at one draft, with the time of the last change."""
	last = reply.steps[-1] if reply.steps else None
	if last and last.step == "Edited" and last.done_by == frappe.session.user:
		last.done_on = now_datetime()
	elif not (last and last.step == "Drafted" and last.done_by == frappe.session.user):
		add(reply, "Edited")


def _content_changed(reply) -> bool:
	before = reply.get_doc_before_save()
	return bool(before) and any(
		reply._is_changed(reply.meta.get_field(fieldname), before) for fieldname in CONTENT
	)
