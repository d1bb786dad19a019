import frappe
from frappe import _
from frappe.utils import getdate, today

from deputy_affairs.i18n import say
from deputy_affairs.permissions import units_of
from deputy_affairs.rules.opinions import remark_on_opinion
from deputy_affairs.workflow_actions import DependentDocument

from ..deadline_extension.lapsing import lapse_open
from ..deputy_suggestion import merging
from . import announcing, contacting, deadlines, returns

LIVE_STATES = ("Awaiting Receipt", "Accepted", "Return Requested", "Opinion Given")
REPLYING_ROLES = ("Lead", "Separate")
MOVES_A_CLOCK = (
	"Sign For",
	"Ask to Return",
	"Accept Return",
	"Refuse Return",
	"Take Back",
	"Ask to Redo Opinion",
)


class NotAssignableError(frappe.ValidationError):
	"""The suggestion is not in a state in which it can be assigned."""


class HandlingRoleError(frappe.ValidationError):
	"""Lead, assist and separate handling do not fit together (ZJ-S §13 §18)."""


class UnitAlreadyAssignedError(frappe.ValidationError):
	"""The unit handles this suggestion in this round already."""


class AssignmentDateError(frappe.ValidationError):
	"""The day of assignment lies in the future or before the registration."""


class AssignmentOverError(frappe.ValidationError):
	"""The assignment is answered, of an earlier round, or its suggestion is closed or withdrawn."""


class SuggestionAssignment(DependentDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.assignment_return.assignment_return import AssignmentReturn

		assigned_on: DF.Date
		cause: DF.LongText | None
		congress: DF.Link
		contact_by: DF.Date | None
		contacted_on: DF.Date | None
		days_at_office: DF.Int
		deadline_steps: DF.JSON | None
		demands_text: DF.LongText | None
		deputies_shown: DF.SmallText | None
		due_date: DF.Date | None
		extended_to: DF.Date | None
		for_chair: DF.Check
		handling_role: DF.Literal["Lead", "Assist", "Separate"]
		is_final: DF.Check
		is_hard: DF.Check
		is_key: DF.Check
		lead_unit: DF.Link | None
		notice_number: DF.Data | None
		opinion: DF.LongText | None
		opinion_is_empty: DF.Check
		opinion_number: DF.Data | None
		opinion_on: DF.Date | None
		out_of_hand_on: DF.Date | None
		part: DF.SmallText | None
		reassign_by: DF.Date | None
		reassigned_on: DF.Date | None
		received_by: DF.Link | None
		received_on: DF.Date | None
		redo_asked_on: DF.Date | None
		redo_reason: DF.SmallText | None
		registration_number: DF.Data | None
		replied_on: DF.Date | None
		requirements: DF.SmallText | None
		return_by: DF.Date | None
		return_decided_on: DF.Date | None
		return_decision: DF.SmallText | None
		return_number: DF.Data | None
		return_proposed_unit: DF.Link | None
		return_reason: DF.SmallText | None
		returned_on: DF.Date | None
		returns: DF.Table[AssignmentReturn]
		round: DF.Int
		situation: DF.LongText | None
		status: DF.Literal[
			"Awaiting Receipt",
			"Handling",
			"Return Requested",
			"Returned",
			"Opinion Given",
			"Replied",
			"Ended",
		]
		suggestion: DF.Link
		suggestion_title: DF.Data | None
		told_on: DF.Date | None
		unit: DF.Link
		workflow_state: DF.Link | None
	# end: auto-generated types

	def take_over(self):
		"""Copy what the unit needs of the suggestion; it cannot read the suggestion itself.

		A deputy who asked for anonymity is not named (SD-S §11, QD-S §18).
		"""
		suggestion = frappe.get_doc("Deputy Suggestion", self.suggestion)
		self.suggestion_title = suggestion.title
		self.registration_number = suggestion.registration_number
		self.congress = suggestion.congress
		self.round = suggestion.current_round or 1
		self.is_key = suggestion.is_key
		self.situation, self.cause = suggestion.situation, suggestion.cause
		self.demands_text = "\n".join(f"{row.idx}. {row.demand}" for row in suggestion.demands)
		self.deputies_shown = suggestion.signers_for_unit()
		self.assigned_on = self.assigned_on or today()

	def validate(self):
		if self.is_new():
			self.validate_suggestion()
			self.validate_roles()
			self.validate_date()
		if self.action:
			self.validate_in_hand()
		self.do_action()
		if self.is_new() or self.action in MOVES_A_CLOCK:
			deadlines.write(self)
		self.status = self.derive_status()

	def has_permission(self, permtype="read", *, debug=False, user=None) -> bool:
		"""The unit in the lead has an opinion given again, and changes nothing else of another unit's work."""
		if permtype == "write" and self.action == "Ask to Redo Opinion" and self.is_asked_by_lead(user):
			return True
		return super().has_permission(permtype, debug=debug, user=user)

	def is_asked_by_lead(self, user: str | None = None) -> bool:
		"""Whether the user works in the unit that leads; the workflow has the same condition."""
		lead = frappe.db.get_value(self.doctype, self.name, "lead_unit")
		return bool(lead) and lead in units_of(user or frappe.session.user)

	def validate_suggestion(self):
		state = frappe.db.get_value("Deputy Suggestion", self.suggestion, "workflow_state")
		if state != "Registered":
			frappe.throw(
				_("Only a registered suggestion can be assigned; this one is: {0}.").format(_(state)),
				NotAssignableError,
			)
		merging.refuse_own_way(frappe.get_doc("Deputy Suggestion", self.suggestion))

	def validate_roles(self):
		live = live_assignments(self.suggestion, self.round)
		roles = {row.handling_role for row in live}
		if any(row.unit == self.unit for row in live):
			frappe.throw(
				_("{0} handles this suggestion already.").format(self.unit_name()), UnitAlreadyAssignedError
			)
		if self.handling_role == "Lead" and roles & {"Lead", "Separate"}:
			frappe.throw(_("There is a unit in the lead or separate handling already."), HandlingRoleError)
		if self.handling_role == "Separate" and roles & {"Lead", "Assist"}:
			frappe.throw(_("Separate handling knows no lead and no assisting unit."), HandlingRoleError)
		if self.handling_role == "Assist":
			lead = next((row for row in live if row.handling_role == "Lead"), None)
			if not lead:
				frappe.throw(_("An assisting unit needs a unit in the lead first."), HandlingRoleError)
			self.lead_unit = lead.unit
		if not frappe.db.get_value("Handling Unit", self.unit, "is_active"):
			frappe.throw(_("{0} is no longer active.").format(self.unit_name()), HandlingRoleError)
		if frappe.db.get_value("Handling Unit", self.unit, "congress") != self.congress:
			frappe.throw(_("{0} belongs to another congress.").format(self.unit_name()), HandlingRoleError)

	def validate_date(self):
		registered = frappe.db.get_value("Deputy Suggestion", self.suggestion, "registered_on")
		if getdate(self.assigned_on) > getdate() or getdate(self.assigned_on) < getdate(registered):
			frappe.throw(
				_("The day of assignment must lie between the registration ({0}) and today.").format(
					registered
				),
				AssignmentDateError,
			)

	def validate_in_hand(self):
		"""Nobody acts on what is over: it would contradict the letter, the withdrawal or the next round."""
		state, round_ = frappe.db.get_value(
			"Deputy Suggestion", self.suggestion, ["workflow_state", "current_round"]
		)
		if self.replied_on or self.status == "Ended" or state != "Registered" or self.round != (round_ or 1):
			frappe.throw(_("This assignment is over; nothing more can be done with it."), AssignmentOverError)

	def do_action(self):
		"""Write down what the workflow action means; its inputs are on the record already."""
		match self.action:
			case "Sign For":
				self.received_on, self.received_by = today(), frappe.session.user
			case "Ask to Return":
				returns.ask(self)
			case "Accept Return":
				returns.accept(self)
			case "Refuse Return":
				returns.refuse(self)
			case "Take Back":
				returns.take_back(self)
			case "Give Opinion":
				self.opinion_on = today()
				self.flag_empty_opinion()
			case "Ask to Redo Opinion":
				self.redo_asked_on, self.opinion_on, self.opinion_number = today(), None, None
				self.opinion_is_empty = 0

	def flag_empty_opinion(self):
		"""Say so when an opinion is empty words; the assigner may have it given again (CQ-S §20)."""
		remark = remark_on_opinion(self.opinion)
		self.opinion_is_empty = int(bool(remark))
		if remark:
			frappe.msgprint(say(remark), title=_("Empty Words?"), indicator="orange")

	def derive_status(self) -> str:
		if self.status == "Ended":
			return "Ended"
		if self.workflow_state == "Accepted":
			return "Replied" if self.replied_on else "Handling"
		return self.workflow_state

	def after_insert(self):
		returns.note_takeover(self)

	def on_update(self):
		if self.has_value_changed("status") and self.status in ("Replied", "Returned", "Ended"):
			lapse_open(assignment=self.name)
		announcing.after_action(self)
		if not self.flags.from_suggestion:
			suggestion = frappe.get_doc("Deputy Suggestion", self.suggestion, for_update=True)
			if not self.get_doc_before_save() and self.round == 1:
				merging.outdate_letters(suggestion)
			suggestion.refresh_from_facts()

	def on_trash(self):
		frappe.throw(_("An assignment stays on record; take it back instead."), NotAssignableError)

	def unit_name(self) -> str:
		return frappe.db.get_value("Handling Unit", self.unit, "unit_name") or self.unit

	def onload(self):
		"""What the head of the form says beyond the record's own fields."""
		if self.status == "Awaiting Receipt":
			self.set_onload("sign_by", deadlines.sign_by(self))
		elif self.status == "Handling":
			state = frappe.db.get_value("Suggestion Reply", {"assignment": self.name}, "workflow_state")
			self.set_onload("reply_state", state)

	@frappe.whitelist()
	def get_deadline_words(self) -> list[dict]:
		"""Return each due date with the arithmetic behind it in words, for the form."""
		self.check_permission("read")
		return deadlines.in_words(self)

	@frappe.whitelist()
	def is_contacted_through_office(self) -> bool:
		"""Return whether the deputy is not named, so that the congress office makes the contact."""
		self.check_permission("read")
		return bool(frappe.db.get_value("Deputy Suggestion", self.suggestion, "is_anonymous"))

	@frappe.whitelist(methods=["POST"])
	def ask_office_to_contact(self, message: str) -> None:
		"""Let the clerks ask an unnamed deputy what the unit wants to know. Raises AssignmentOverError."""
		self.check_permission("write")
		contacting.ask_office(self, message)

	@frappe.whitelist()
	def get_return_history(self) -> list[dict]:
		"""Return the round's returns for whoever decides: who, when, why, whom proposed; a unit sees its own."""
		self.check_permission("read")
		return returns.history(self)

	@frappe.whitelist()
	def get_assist_opinions(self) -> list[dict]:
		"""Return for the lead the assisting units of its round with their opinions (CQ-S §20)."""
		self.check_permission("read")
		return assist_opinions(self)


def live_assignments(suggestion: str, round_: int) -> list[dict]:
	"""Return the assignments of a round that were not returned."""
	return frappe.get_all(
		"Suggestion Assignment",
		filters={"suggestion": suggestion, "round": round_, "workflow_state": ("in", LIVE_STATES)},
		fields=["name", "unit", "handling_role", "workflow_state", "due_date", "assigned_on", "replied_on"],
		order_by="creation asc",
	)


def assist_opinions(lead) -> list[dict]:
	"""Return unit, opinion and its day of the units that assist a lead assignment."""
	rows = frappe.get_all(
		"Suggestion Assignment",
		filters={
			"suggestion": lead.suggestion,
			"round": lead.round,
			"handling_role": "Assist",
			"workflow_state": ("in", LIVE_STATES),
		},
		fields=[
			"name",
			"unit",
			"opinion",
			"opinion_on",
			"opinion_is_empty",
			"assigned_on",
			"redo_asked_on",
			"redo_reason",
			"due_date",
			"status",
		],
		order_by="creation asc",
	)
	names = dict(
		frappe.get_all(
			"Handling Unit",
			filters={"name": ("in", [row.unit for row in rows] or [""])},
			fields=["name", "unit_name"],
			as_list=True,
		)
	)
	for row in rows:
		row.unit_name = names[row.unit]
		if row.status != "Opinion Given":
			row.opinion, row.opinion_is_empty = "", 0  # a draft opinion is nobody's business yet
	return rows
