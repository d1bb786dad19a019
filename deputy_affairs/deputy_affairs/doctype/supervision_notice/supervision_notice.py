import frappe
from frappe import _
from frappe.utils import getdate, today

from deputy_affairs import clock
from deputy_affairs.permissions import require_scope
from deputy_affairs.supervision import telling
from deputy_affairs.workflow_actions import GuardedDocument

REMINDER, SUPERVISION = "Reminder Notice", "Supervision Letter"
DRAFTED, ISSUED, ANSWERED = "Notice Drafted", "Notice Issued", "Notice Answered"
# What the unit has in its hands, or had.
WITH_UNIT = (ISSUED, ANSWERED, "Answer Accepted")
NOTHING_MORE_DUE = ("Replied", "Opinion Given", "Returned", "Ended")
MOST_ITEMS = 60


class NoticeItemError(frappe.ValidationError):
	"""The item is none of the unit's, stands twice, or nothing is due on it."""


class NoticeDateError(frappe.ValidationError):
	"""The answer is to come after the day of issue."""


class NoticeKeptError(frappe.ValidationError):
	"""A notice stays on record."""


class SupervisionNotice(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.supervision_item.supervision_item import SupervisionItem
		from deputy_affairs.deputy_affairs.doctype.supervision_step.supervision_step import SupervisionStep

		answer_by: DF.Date | None
		answer_done_by: DF.Date | None
		answer_measures: DF.SmallText | None
		answer_reasons: DF.SmallText | None
		answered_by: DF.Link | None
		answered_on: DF.Date | None
		asked_again: DF.Int
		congress: DF.Link | None
		decided_on: DF.Date | None
		decision: DF.SmallText | None
		demand: DF.SmallText | None
		document_number: DF.Data | None
		drafted_because: DF.SmallText | None
		issued_by: DF.Link | None
		issued_on: DF.Date | None
		items: DF.Table[SupervisionItem]
		kind: DF.Literal["Reminder Notice", "Supervision Letter"]
		leader: DF.Data | None
		responsible: DF.Data | None
		steps: DF.Table[SupervisionStep]
		title: DF.Data | None
		unit: DF.Link
		workflow_state: DF.Link | None
	# end: auto-generated types

	def before_insert(self):
		self.congress = frappe.db.get_value("Handling Unit", self.unit, "congress")
		require_scope(self)

	def before_validate(self):
		super().before_validate()
		if self.is_new():
			self.congress = frappe.db.get_value("Handling Unit", self.unit, "congress")
			self.workflow_state = DRAFTED

	def validate(self):
		if self.workflow_state == DRAFTED or self.action == "Issue Notice":
			self.take_items()
			self.validate_items()
			self.set_title()
		self.do_action()

	def take_items(self):
		"""Copy what the notice says of each item; the unit reads it here, as it stood."""
		rows = _assignments([row.assignment for row in self.items])
		for row in self.items:
			if found := rows.get(row.assignment):
				row.update({field: found[field] for field in COPIED})
				row.days_overdue = max((getdate() - getdate(found.due_date)).days, 0)
		self.leader = "、".join(dict.fromkeys(telling.leader_names([row.suggestion for row in self.items])))

	def validate_items(self):
		names = [row.assignment for row in self.items]
		rows = _assignments(names)
		if len(names) > MOST_ITEMS:
			frappe.throw(_("A notice has at most {0} items.").format(MOST_ITEMS), NoticeItemError)
		for row in self.items:
			found = rows.get(row.assignment)
			if not found or found.unit != self.unit:
				frappe.throw(
					_("Row {0}: this assignment is not one of the unit's.").format(row.idx), NoticeItemError
				)
			if names.count(row.assignment) > 1:
				frappe.throw(
					_("{0} stands twice in the notice.").format(found.suggestion_title), NoticeItemError
				)
			if self.action == "Issue Notice" and found.status in NOTHING_MORE_DUE:
				frappe.throw(
					_("{0} is answered or closed by now; please take it out of the notice.").format(
						found.suggestion_title
					),
					NoticeItemError,
				)

	def set_title(self):
		first = self.items[0].suggestion_title if self.items else ""
		more = len(self.items) - 1
		self.title = _("{0} and {1} more").format(first, more) if more > 0 else first

	def do_action(self):
		match self.action:
			case "Issue Notice":
				self.issue()
			case "Answer Notice":
				self.answered_on, self.answered_by = today(), frappe.session.user
				self.note("Answer Notice", self.answer_measures)
			case "Accept Answer":
				self.decided_on = today()
				self.note(self.action)
			case "Close without Answer" | "Drop Draft":
				self.decided_on = today()
				self.note(self.action, self.decision)
			case "Ask Again":
				self.validate_answer_by()
				self.decided_on = today()
				self.asked_again = (self.asked_again or 0) + 1
				self.note("Ask Again", self.decision)

	def issue(self):
		"""The notice gets its number and its date; the unit is told once it is stored."""
		from deputy_affairs.paperwork.papers import presidium_number

		self.issued_on, self.issued_by = today(), frappe.session.user
		if not self.answer_by:
			self.answer_by = clock.due("answer to a notice", self.congress, self.issued_on).date
		self.validate_answer_by()
		self.responsible = self.responsible or frappe.db.get_value("Handling Unit", self.unit, "chief_name")
		self.document_number = presidium_number(self.congress, self)
		self.note("Issue Notice", self.document_number)

	def validate_answer_by(self):
		if getdate(self.answer_by) <= getdate():
			frappe.throw(
				_("The day until which the unit answers must lie after today. Please enter another one."),
				NoticeDateError,
			)

	def note(self, step: str, note: str | None = None):
		"""Add to the trace."""
		self.append(
			"steps", {"day": today(), "step": step, "done_by": frappe.session.user, "note": note or ""}
		)

	def on_update(self):
		match self.action:
			case "Issue Notice":
				from deputy_affairs.paperwork.service import issue_notice

				issue_notice(self)
				telling.notice_issued(self)
			case "Answer Notice":
				telling.notice_answered(self)
			case "Ask Again":
				telling.notice_issued(self)

	def on_trash(self):
		frappe.throw(_("A notice stays on record; drop the draft instead."), NoticeKeptError)

	def unit_name(self) -> str:
		return frappe.db.get_value("Handling Unit", self.unit, "unit_name") or self.unit


COPIED = "suggestion registration_number suggestion_title due_date round handling_role is_key".split()


def _assignments(names: list[str]) -> dict[str, dict]:
	rows = frappe.get_all(
		"Suggestion Assignment",
		filters={"name": ("in", [name for name in names if name] or [""])},
		fields=["name", "unit", "status", *COPIED],
	)
	return {row.name: row for row in rows}
