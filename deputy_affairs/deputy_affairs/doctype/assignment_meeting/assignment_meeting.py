import json

import frappe
from frappe import _
from frappe.utils import cint, formatdate, getdate

from deputy_affairs import clock, settings
from deputy_affairs.i18n import say
from deputy_affairs.permissions import require_scope
from deputy_affairs.rules.text import Text
from deputy_affairs.workflow_actions import GuardedDocument

from . import handing_out
from .handing_out import DONE
from .proposals import Proposer

MOST_ITEMS = 1000
MOST_AT_ONCE = 20


class MeetingListError(frappe.ValidationError):
	"""The list cannot be changed like this: handed out already, or nothing to put on it."""


class AssignmentMeeting(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.assignment_meeting_item.assignment_meeting_item import (
			AssignmentMeetingItem,
		)

		attendance: DF.SmallText | None
		congress: DF.Link
		handed_out: DF.Int
		held_on: DF.Date
		hold_by: DF.Date | None
		host: DF.Data | None
		item_count: DF.Int
		items: DF.Table[AssignmentMeetingItem]
		meeting: DF.Link | None
		minutes: DF.SmallText | None
		place: DF.Data | None
		progress: DF.Literal["In Preparation", "Partly Handed Out", "Handed Out"]
		requirements: DF.SmallText | None
		title: DF.Data | None
		units_told_at: DF.Datetime | None
	# end: auto-generated types

	def before_insert(self):
		require_scope(self)

	def validate(self):
		self.validate_meeting()
		self.validate_handed_out()
		self.set_title()
		self.hold_by = due.date if (due := self.due_to_be_held()) else None
		self.count()

	def validate_meeting(self):
		if (
			self.meeting
			and frappe.db.get_value("Congress Meeting", self.meeting, "congress") != self.congress
		):
			frappe.throw(_("The meeting belongs to another congress."), MeetingListError)

	def validate_handed_out(self):
		"""Day and occasion are on the notices; they do not change after the first suggestion is out."""
		if not any(row.outcome == DONE for row in self.items):
			return
		before = self.get_doc_before_save()
		if before and (str(before.held_on) != str(self.held_on) or before.meeting != self.meeting):
			frappe.throw(
				_("Suggestions were handed out with this day and meeting; they stay as they are."),
				MeetingListError,
			)

	def set_title(self):
		where = (
			frappe.db.get_value("Congress Meeting", self.meeting, "title") if self.meeting else _("Recess")
		)
		self.title = f"{where} {formatdate(self.held_on, 'yyyy-MM-dd')}"[:140]

	def due_to_be_held(self):
		"""The last day for it, counted from the closing of the congress meeting (SH-S §15)."""
		closing = frappe.db.get_value("Congress Meeting", self.meeting, "end_date") if self.meeting else None
		return clock.due("assignment meeting", self.congress, closing) if closing else None

	def count(self):
		self.item_count = len(self.items)
		self.handed_out = sum(row.outcome == DONE for row in self.items)
		if not self.handed_out:
			self.progress = "In Preparation"
		else:
			self.progress = "Handed Out" if self.handed_out == self.item_count else "Partly Handed Out"

	def on_trash(self):
		if self.handed_out:
			frappe.throw(_("Suggestions were handed out at it; it stays on record."), MeetingListError)

	def lock(self) -> None:
		"""One person after the other: nothing is handed out twice because somebody pressed again."""
		frappe.db.get_value(self.doctype, self.name, "name", for_update=True)
		self.reload()

	def save_list(self) -> None:
		"""Keep the list; only the server changes it."""
		self.flags.by_system = True
		try:
			self.save()
		finally:
			self.flags.by_system = False

	@frappe.whitelist(methods=["POST"])
	def add_suggestions(self, names: list | str | None = None) -> int:
		"""Put suggestions on the list with the unit proposed for each: those named, or all that wait.

		Without names: every registered one of the congress meeting (or, without one, raised in recess) that has
		no unit and stands on no other open list. Returns how many were added. Raises MeetingListError.
		"""
		self.check_permission("write")
		frappe.has_permission("Suggestion Assignment", "create", throw=True)
		self.lock()
		names = frappe.parse_json(names) if names else None
		listed = {row.suggestion for row in self.items}
		rows = [row for row in self.waiting(names) if row.name not in listed]
		if len(self.items) + len(rows) > MOST_ITEMS:
			frappe.throw(_("At most {0} suggestions stand on one list.").format(MOST_ITEMS), MeetingListError)
		proposer = Proposer(self.congress)
		for row in rows:
			self.append("items", self.planned(row, proposer))
		if rows:
			self.save_list()
		return len(rows)

	def waiting(self, names: list[str] | None) -> list[dict]:
		"""Registered suggestions without a unit that the user may see, in the order of their numbers."""
		filters = {
			"congress": self.congress,
			"stage": "Registered",
			"merged_into": ("is", "not set"),
		}
		if names:
			filters["name"] = ("in", names)
		else:
			filters["meeting"] = self.meeting or ("is", "not set")
		rows = frappe.get_list(
			"Deputy Suggestion",
			filters=filters,
			fields=["name", "title", "registration_number", "category", "proposed_unit", "is_hard"],
			order_by="registration_number asc",
			limit_page_length=0,
		)
		if names:
			return rows
		taken = set(
			frappe.get_all(
				"Assignment Meeting Item",
				filters={"suggestion": ("in", [row.name for row in rows] or [""]), "outcome": ("!=", DONE)},
				pluck="suggestion",
			)
		)
		return [row for row in rows if row.name not in taken]

	@staticmethod
	def planned(row, proposer: Proposer) -> dict:
		"""A line of the list with the best proposal filled in."""
		best = next(iter(proposer.propose(row)), None)
		units = [{"unit": best.unit, "handling_role": "Lead"}] if best else []
		return {
			"suggestion": row.name,
			"registration_number": row.registration_number,
			"suggestion_title": row.title,
			"is_hard": row.is_hard,
			"units": json.dumps(units, ensure_ascii=False),
			"reasons": json.dumps(
				[text.to_dict() for text in best.reasons] if best else [], ensure_ascii=False
			),
			"outcome": handing_out.PLANNED,
		}

	@frappe.whitelist(methods=["POST"])
	def set_plan(self, row: str, units: list | str, is_hard: bool | int = 0) -> None:
		"""Keep who handles one suggestion; `units` are rows of {unit, handling_role, part}.

		It may be incomplete while the meeting is prepared. Raises MeetingListError, HandlingRoleError.
		"""
		self.check_permission("write")
		item = self.open_item(row)
		known = set(
			frappe.get_all("Handling Unit", {"congress": self.congress, "is_active": 1}, pluck="name")
		)
		units = handing_out.clean_units(frappe.parse_json(units), known)
		# One line alone: two people may prepare the list at the same time.
		frappe.db.set_value(
			item.doctype,
			item.name,
			{"units": json.dumps(units, ensure_ascii=False), "is_hard": cint(is_hard)},
			update_modified=False,
		)

	def open_item(self, row: str):
		"""A line that is not handed out, locked."""
		item = next((item for item in self.items if item.name == row), None)
		outcome = item and frappe.db.get_value(item.doctype, item.name, "outcome", for_update=True)
		if not outcome or outcome == DONE:
			frappe.throw(
				_("This line is handed out or was taken off; please load the list again."), MeetingListError
			)
		return item

	@frappe.whitelist(methods=["POST"])
	def remove_items(self, rows: list | str) -> None:
		"""Take lines off the list that are not handed out."""
		self.check_permission("write")
		self.lock()
		gone = {self.open_item(row).name for row in frappe.parse_json(rows)}
		self.items = [row for row in self.items if row.name not in gone]
		for idx, row in enumerate(self.items, 1):
			row.idx = idx
		self.save_list()

	@frappe.whitelist(methods=["POST"])
	def hand_out(self, rows: list | str, last: bool | int = 1) -> list[dict]:
		"""Assign the suggestions of some lines, each whole or not at all; safe to send again.

		Returns for each line row, number, title, outcome and the reason why not. The desk sends the lines in
		portions, so that it can show the progress; with the last one each unit is told once of all it was handed.
		"""
		self.check_permission("write")
		frappe.has_permission("Suggestion Assignment", "create", throw=True)
		wanted = set(frappe.parse_json(rows))
		if not wanted or len(wanted) > MOST_AT_ONCE:
			frappe.throw(_("Please choose 1 to {0} records.").format(MOST_AT_ONCE), MeetingListError)
		if getdate(self.held_on) > getdate():
			frappe.throw(
				_("The assignment meeting is on {0}; its suggestions are handed out on that day.").format(
					self.held_on
				),
				MeetingListError,
			)
		self.lock()
		results = handing_out.hand_out(self, [row for row in self.items if row.name in wanted])
		self.fill_attendance()
		self.save_list()
		if cint(last):
			handing_out.tell_units(self)
		return results

	def fill_attendance(self):
		"""The units that were handed something attended, unless the clerk has written who did."""
		if self.attendance:
			return
		names = frappe.get_all(
			"Suggestion Assignment",
			filters={"assignment_meeting": self.name},
			fields=["unit.unit_name"],
			distinct=True,
			order_by="unit_name asc",
		)
		if all(row.outcome == DONE for row in self.items):
			self.attendance = "、".join(row.unit_name for row in names)

	@frappe.whitelist()
	def get_table(self) -> dict:
		"""Return what the desk shows: lines with their proposals, the congress's units, and the due dates."""
		self.check_permission("read")
		proposer = Proposer(self.congress)
		suggestions = {
			row.name: row
			for row in frappe.get_list(
				"Deputy Suggestion",
				filters={"name": ("in", [row.suggestion for row in self.items] or [""])},
				fields=["name", "title", "category", "proposed_unit", "lead_deputy_name", "is_key"],
				limit_page_length=0,
			)
		}
		return {
			"units": [{"name": name, "label": label} for name, label in proposer.names.items()],
			"dues": self.due_preview(),
			"hold_by": self.hold_by_words(),
			"rows": [self.line(row, suggestions.get(row.suggestion), proposer) for row in self.items],
		}

	@staticmethod
	def line(row, suggestion, proposer: Proposer) -> dict:
		proposals = proposer.propose(suggestion) if suggestion and row.outcome != DONE else []
		return {
			"row": row.name,
			"suggestion": row.suggestion,
			"number": row.registration_number,
			"title": row.suggestion_title,
			"category": suggestion.category if suggestion else "",
			"lead": suggestion.lead_deputy_name if suggestion else "",
			"is_key": suggestion.is_key if suggestion else 0,
			"is_hard": row.is_hard,
			"units": json.loads(row.units or "[]"),
			"chosen_for": [say(Text.from_dict(text)) for text in json.loads(row.reasons or "[]")],
			"proposals": [
				{"unit": found.unit, "reasons": [say(text) for text in found.reasons]}
				for found in proposals[:3]
			],
			"outcome": row.outcome,
			"message": row.message or "",
		}

	def due_preview(self) -> dict:
		"""When a reply, a hard one's, and an assist opinion would be due, with the arithmetic in words."""
		start = self.held_on
		if settings.value(self.congress, "clock_start") == "Closing of Meeting" and self.meeting:
			start = frappe.db.get_value("Congress Meeting", self.meeting, "end_date") or start
		dues = {
			"reply": clock.due("reply", self.congress, start),
			"hard": clock.due("reply", self.congress, start, hard=True),
			"assist": clock.due("assist opinion", self.congress, self.held_on),
		}
		return {
			name: {"date": due.date, "steps": [say(step) for step in due.steps]} for name, due in dues.items()
		}

	def hold_by_words(self) -> list[str]:
		due = self.due_to_be_held()
		return [say(step) for step in due.steps] if due else []

	@frappe.whitelist()
	def get_assignments(self) -> list[dict]:
		"""Return the assignments handed out at this meeting, for their papers."""
		self.check_permission("read")
		return frappe.get_list(
			"Suggestion Assignment",
			filters={"assignment_meeting": self.name},
			fields=["name", "suggestion", "unit", "handling_role", "workflow_state"],
			order_by="registration_number asc, creation asc",
			limit_page_length=0,
		)
