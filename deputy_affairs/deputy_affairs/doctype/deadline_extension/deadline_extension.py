from functools import partial

import frappe
from frappe import _
from frappe.utils import getdate, today

from deputy_affairs import settings
from deputy_affairs.i18n import rule_errors
from deputy_affairs.rules import extensions as rules
from deputy_affairs.workflow_actions import DependentDocument

from ..suggestion_assignment import deadlines
from . import telling
from .lapsing import OPEN_STATES


class ExtensionNotPossibleError(frappe.ValidationError):
	"""The assignment is answered, not signed for, over, or none that is extended by the congress."""


class ExtensionDateError(frappe.ValidationError):
	"""The request is late, or the day asked for lies outside of what the law and the congress allow."""


class OpenRequestError(frappe.ValidationError):
	"""There is a request for this assignment already that is not decided."""


class ExtensionOnRecordError(frappe.ValidationError):
	"""A request that was made stays on record."""


class DeadlineExtension(DependentDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		approver: DF.Literal["", "Chair", "Chair or Clerk"]
		asked_by: DF.Link | None
		asked_on: DF.Date | None
		assignment: DF.Link
		attachment: DF.Attach | None
		congress: DF.Link
		decided_by: DF.Link | None
		decided_on: DF.Date | None
		decision: DF.SmallText | None
		decision_number: DF.Data | None
		deputy_notified_on: DF.Date | None
		due_before: DF.Date | None
		extend_to: DF.Date
		granted_to: DF.Date | None
		latest: DF.Date | None
		measures: DF.SmallText
		notified_by_way: DF.Literal["", "Notice by Letter", "By Telephone", "In Person"]
		reason: DF.SmallText
		registration_number: DF.Data | None
		request_number: DF.Data | None
		round: DF.Int
		suggestion: DF.Link | None
		suggestion_title: DF.Data | None
		told_number: DF.Data | None
		unit: DF.Link
		workflow_state: DF.Link | None
	# end: auto-generated types

	def take_over(self):
		"""Copy what the unit and the chair need of the assignment."""
		assignment = self.get_assignment()
		if not assignment:
			frappe.throw(_("Please choose the assignment."), ExtensionNotPossibleError)
		for fieldname in (
			"suggestion",
			"suggestion_title",
			"registration_number",
			"congress",
			"unit",
			"round",
		):
			self.set(fieldname, assignment.get(fieldname))
		self.due_before = assignment.due_date
		self.latest = rules.latest_day(self.start_of_clock(assignment), self.settings())

	def get_assignment(self, for_update: bool = False):
		"""The assignment to be extended, locked when it is about to change."""
		if not self.assignment or not frappe.db.exists("Suggestion Assignment", self.assignment):
			return None
		return frappe.get_doc("Suggestion Assignment", self.assignment, for_update=for_update)

	def settings(self):
		"""The congress's settings for the pure rules."""
		return partial(settings.effective, self.congress)

	@staticmethod
	def start_of_clock(assignment):
		"""The day from which the longest time is counted; a further round has its own clock."""
		return getdate(
			assignment.assigned_on if assignment.round > 1 else deadlines.start_of_clock(assignment)
		)

	def validate(self):
		if self.is_new():
			self.validate_only_one_open()
		if self.is_new() or self.workflow_state == "Draft" or self.action == "Ask for Extension":
			self.validate_in_hand()
			self.validate_request()
		self.do_action()

	def validate_only_one_open(self):
		"""A second request waits until the first one is decided."""
		frappe.db.get_value("Suggestion Assignment", self.assignment, "name", for_update=True)
		earlier = frappe.db.exists(
			"Deadline Extension", {"assignment": self.assignment, "workflow_state": ("in", OPEN_STATES)}
		)
		if earlier:
			frappe.throw(
				_("There is a request for this assignment already: {0}. It has to be decided first.").format(
					earlier
				),
				OpenRequestError,
			)

	def validate_in_hand(self):
		assignment = self.get_assignment()
		if assignment.handling_role == "Assist":
			frappe.throw(
				_("An assisting unit agrees with the unit in the lead; only the reply's time is extended."),
				ExtensionNotPossibleError,
			)
		if assignment.status != "Handling":
			frappe.throw(
				_("Only what is signed for and not yet answered can be extended."), ExtensionNotPossibleError
			)

	def validate_request(self):
		assignment = self.get_assignment()
		self.due_before = assignment.due_date
		with rule_errors(ExtensionDateError):
			rules.check_request(
				getdate(),
				self.start_of_clock(assignment),
				getdate(assignment.due_date),
				getdate(self.extend_to),
				self.settings(),
			)

	def do_action(self):
		"""Write down what the workflow action means; its inputs are on the record already."""
		match self.action:
			case "Ask for Extension":
				self.asked_on, self.asked_by = today(), frappe.session.user
				self.approver = settings.value(self.congress, "extension_approver")
			case "Approve Extension":
				self.validate_in_hand()
				self.validate_grant()
				self.set_decision()
			case "Refuse Extension":
				self.granted_to = None
				self.set_decision()

	def validate_grant(self):
		"""The chair grants what was asked or an earlier day, never past the law's end."""
		assignment = self.get_assignment()
		self.granted_to = self.granted_to or self.extend_to
		with rule_errors(ExtensionDateError):
			rules.check_grant(
				self.start_of_clock(assignment),
				getdate(assignment.due_date),
				getdate(self.extend_to),
				getdate(self.granted_to),
				self.settings(),
			)

	def set_decision(self):
		self.decided_on, self.decided_by = today(), frappe.session.user

	def on_update(self):
		match self.action:
			case "Ask for Extension":
				telling.tell_who_decides(self)
			case "Approve Extension":
				self.extend_assignment()
				telling.tell_unit(self)
				telling.tell_deputies(self)
			case "Refuse Extension":
				telling.tell_unit(self)

	def extend_assignment(self):
		"""Move the due date of the assignment and, with it, of the suggestion."""
		assignment = self.get_assignment(for_update=True)
		assignment.extended_to = self.granted_to
		deadlines.write(assignment)
		assignment.flags.by_system = True
		# Who decides need not be able to change the date: it follows from the decision.
		assignment.save(ignore_permissions=True)  # see above

	def on_trash(self):
		if self.workflow_state != "Draft":
			frappe.throw(
				_("A request that was made stays on record; withdraw it instead."), ExtensionOnRecordError
			)

	@frappe.whitelist(methods=["POST"])
	def record_telling(self, told_on: str, way: str) -> None:
		"""Write down that every signer was told otherwise than by our letter, for example by telephone."""
		self.check_permission("read")
		frappe.has_permission("Suggestion Assignment", "create", throw=True)
		telling.record(self, told_on, way)

	@frappe.whitelist()
	def get_earlier_extensions(self) -> list[dict]:
		"""Return the other requests for this assignment, for whoever decides."""
		self.check_permission("read")
		return frappe.get_list(
			"Deadline Extension",
			filters={"assignment": self.assignment, "name": ("!=", self.name)},
			fields=["name", "asked_on", "extend_to", "granted_to", "reason", "decision", "workflow_state"],
			order_by="creation asc",
		)
