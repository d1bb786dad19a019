import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime, today

from deputy_affairs.rules import rounds, stages
from deputy_affairs.workflow_actions import DependentDocument

from ..deputy_suggestion.merging import main_of
from ..suggestion_assignment.suggestion_assignment import live_assignments


class MeetingNotDueError(frappe.ValidationError):
	"""A meeting is called when a signer is dissatisfied and nobody has decided yet (CQ-S §27)."""


class MeetingCalledError(frappe.ValidationError):
	"""One meeting of a round is called at a time."""


class MeetingIncompleteError(frappe.ValidationError):
	"""A held meeting has a record: who was there, what was said and agreed, how it goes on."""


class MeetingOnRecordError(frappe.ValidationError):
	"""A meeting that was held or cancelled no longer changes, and none is deleted."""


class HandlingMeeting(DependentDocument):
	"""面商协调会: deputy, unit and congress meet after a suggestion was handled again as often as allowed."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.handling_meeting_participant.handling_meeting_participant import (
			HandlingMeetingParticipant,
		)

		agreed: DF.LongText | None
		called_by: DF.Link | None
		called_on: DF.Date | None
		cancel_reason: DF.SmallText | None
		cancelled_on: DF.Date | None
		chaired_by: DF.Data | None
		congress: DF.Link
		discussion: DF.LongText | None
		held_on: DF.Date | None
		matters: DF.SmallText | None
		meets_at: DF.Datetime
		minutes: DF.Attach | None
		notice_number: DF.Data | None
		outcome: DF.Literal["", "Handle Again", "Close with Explanation"]
		participants: DF.Table[HandlingMeetingParticipant]
		place: DF.Data
		recorded_by: DF.Data | None
		registration_number: DF.Data | None
		round: DF.Int
		status: DF.Literal["Called", "Held", "Cancelled"]
		suggestion: DF.Link
		suggestion_title: DF.Data | None
	# end: auto-generated types

	def take_over(self):
		"""A meeting is about the suggestion that is handled, with those merged into it."""
		self.suggestion = main_of(self.suggestion)
		suggestion = frappe.get_doc("Deputy Suggestion", self.suggestion)
		self.suggestion_title = suggestion.title
		self.registration_number = suggestion.registration_number
		self.congress, self.round = suggestion.congress, suggestion.current_round or 1
		self.called_on, self.called_by = today(), frappe.session.user
		self.status = rounds.CALLED
		if not self.participants:
			for row in usual_participants(suggestion):
				self.append("participants", row)

	def validate(self):
		if self.is_new():
			self.validate_due()
		self.validate_participants()
		self.validate_unchanged()

	def validate_due(self):
		stage = frappe.db.get_value("Deputy Suggestion", self.suggestion, "stage")
		if stage != stages.AWAITING_DECISION:
			frappe.throw(
				_(
					"A meeting is called while a dissatisfied rating awaits a decision; the stage is {0}."
				).format(_(stage, context="Deputy Suggestion")),
				MeetingNotDueError,
			)
		earlier = frappe.db.get_value(
			self.doctype, {"suggestion": self.suggestion, "round": self.round, "status": rounds.CALLED}
		)
		if earlier:
			frappe.throw(
				_("A meeting of this round is called already ({0}); change or cancel that one.").format(
					earlier
				),
				MeetingCalledError,
			)

	def validate_participants(self):
		for row in self.participants:
			if (row.party == "Deputy" and not row.deputy) or (row.party == "Handling Unit" and not row.unit):
				frappe.throw(
					_("Participant {0}: please choose the deputy or unit.").format(row.idx),
					MeetingIncompleteError,
				)

	def validate_unchanged(self):
		"""Once held or cancelled only the signed minutes are added."""
		before = self.get_doc_before_save()
		if self.flags.by_system or not before:
			return
		if before.status == rounds.CALLED:
			self.outdate_notice(before)
			return
		fields = ("place", "chaired_by", "recorded_by", "matters", "discussion", "agreed")
		if self.differs(before, fields) or self.participants_of(before) != self.participants_of(self):
			frappe.throw(
				_("The record of this meeting stands; only the signed minutes can be added."),
				MeetingOnRecordError,
			)

	def outdate_notice(self, before):
		"""A notice that went out names another time, place or company: the next one gets a number of its own."""
		if (
			self.notice_number
			and get_datetime(self.meets_at) > now_datetime()
			and (
				self.differs(before, ("place", "matters"))
				or self.participants_of(before, attended=False) != self.participants_of(self, attended=False)
			)
		):
			self.notice_number = None

	def differs(self, before, fields: tuple[str, ...]) -> bool:
		"""Whether the time or one of these fields is not as it was."""
		return get_datetime(self.meets_at) != get_datetime(before.meets_at) or any(
			(self.get(field) or "") != (before.get(field) or "") for field in fields
		)

	@staticmethod
	def participants_of(meeting, attended: bool = True) -> list[tuple]:
		"""Who takes part, with `attended` also who was there."""
		fields = ("party", "deputy", "unit", "person", *(("attended",) if attended else ()))
		return [tuple(row.get(field) for field in fields) for row in meeting.participants]

	def on_trash(self):
		frappe.throw(_("A meeting stays on record; cancel it instead."), MeetingOnRecordError)

	@frappe.whitelist(methods=["POST"])
	def hold(self, outcome: str) -> None:
		"""Put on record that the meeting took place and how it goes on; what was agreed has been written down.

		Raises MeetingIncompleteError.
		"""
		self.check_permission("write")
		self.validate_open()
		if outcome not in rounds.OUTCOMES:
			frappe.throw(_("Please choose how it goes on."), MeetingIncompleteError)
		if get_datetime(self.meets_at) > now_datetime():
			frappe.throw(
				_("The meeting is set for {0}; it has not taken place yet.").format(self.meets_at),
				MeetingIncompleteError,
			)
		missing = [
			_(self.meta.get_label(field), context=self.doctype)
			for field in ("chaired_by", "discussion", "agreed")
			if not (self.get(field) or "").strip()
		]
		if missing:
			frappe.throw(_("Please fill in: {0}.").format("、".join(missing)), MeetingIncompleteError)
		attended = {row.party for row in self.participants if row.attended}
		if not {"Deputy", "Handling Unit"} <= attended:
			frappe.throw(
				_("Please tick who attended: at least one deputy and one unit."), MeetingIncompleteError
			)
		self.status, self.outcome, self.held_on = rounds.HELD, outcome, getdate(self.meets_at)
		self.flags.by_system = True
		self.save()

	@frappe.whitelist(methods=["POST"])
	def cancel_meeting(self, reason: str) -> None:
		"""Call the meeting off."""
		self.check_permission("write")
		self.validate_open()
		if not (reason or "").strip():
			frappe.throw(_("Please say why the meeting is called off."), MeetingIncompleteError)
		self.status, self.cancel_reason, self.cancelled_on = rounds.CANCELLED, reason, today()
		self.flags.by_system = True
		self.save()

	def validate_open(self):
		if self.status != rounds.CALLED:
			frappe.throw(_("This meeting was held or cancelled already."), MeetingOnRecordError)


def usual_participants(suggestion) -> list[dict]:
	"""All who proposed it, those of merged suggestions too, and the units of the running round (ZJ-S §18)."""
	deputies = list(dict.fromkeys(row.deputy for row in suggestion.all_proposers()))
	names = dict(
		frappe.get_all(
			"Deputy", filters={"name": ("in", deputies)}, fields=["name", "deputy_name"], as_list=True
		)
	)
	rows = [{"party": "Deputy", "deputy": deputy, "person": names[deputy]} for deputy in deputies]
	for unit in dict.fromkeys(
		row.unit for row in live_assignments(suggestion.name, suggestion.current_round or 1)
	):
		rows.append({"party": "Handling Unit", "unit": unit})
	return rows
