import frappe
from frappe import _
from frappe.utils import cint, today

from deputy_affairs import clock, issued_documents, settings
from deputy_affairs.document_numbers import next_number
from deputy_affairs.paperwork import checking, service
from deputy_affairs.rules.reply_check import REFERENCE
from deputy_affairs.workflow_actions import DependentDocument

from ..handling_unit.handling_unit import is_chief
from ..reply_commitment import making
from ..suggestion_assignment.suggestion_assignment import REPLYING_ROLES
from . import announcing, countersigning, course, reply_checks
from .reply_checks import IncompleteReplyError


class ReplyNotPossibleError(frappe.ValidationError):
	"""The assignment needs no reply, has one already or is not in hand."""


class NotChiefError(frappe.PermissionError):
	"""Only the unit's chief signs off its replies (ZJ-S §22)."""


class SelfCheckError(frappe.ValidationError):
	"""Whoever drafted a reply does not check it."""


class SignerIsDrafterError(frappe.ValidationError):
	"""Where the congress wants so, whoever drafted a reply does not sign it off."""


class DocumentCodeError(frappe.ValidationError):
	"""The unit has no document code, so no number can be given."""


class ClassNotUsedError(frappe.ValidationError):
	"""The congress has chosen to do without this class of reply (domain.md §2.5: A-C or A-D)."""


def has_three_classes(congress: str) -> bool:
	"""Whether the congress has the classes A to C only."""
	return settings.value(congress, "reply_classes") == "A to C"


class SuggestionReply(DependentDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.suggestion_reply_answer.suggestion_reply_answer import (
			SuggestionReplyAnswer,
		)
		from deputy_affairs.deputy_affairs.doctype.suggestion_reply_justification.suggestion_reply_justification import (
			SuggestionReplyJustification,
		)
		from deputy_affairs.deputy_affairs.doctype.suggestion_reply_step.suggestion_reply_step import (
			SuggestionReplyStep,
		)

		answers: DF.Table[SuggestionReplyAnswer]
		assignment: DF.Link
		body: DF.LongText | None
		check_opinion: DF.SmallText | None
		checked_by: DF.Link | None
		checked_on: DF.Date | None
		congress: DF.Link
		contact_person: DF.Data | None
		contact_phone: DF.Data | None
		document_number: DF.Data | None
		drafted_by: DF.Link | None
		drafted_on: DF.Date | None
		justifications: DF.Table[SuggestionReplyJustification]
		is_public: DF.Literal["Public", "Not Public"]
		issued_on: DF.Date | None
		no_contact_reason: DF.SmallText | None
		opening: DF.SmallText | None
		registration_number: DF.Data | None
		reissued_on: DF.Date | None
		reply_class: DF.Link | None
		reviewed_by_name: DF.Data | None
		round: DF.Int
		signed_by: DF.Link | None
		signed_on: DF.Date | None
		steps: DF.Table[SuggestionReplyStep]
		submitted_on: DF.Date | None
		suggestion: DF.Link | None
		suggestion_title: DF.Data | None
		unit: DF.Link
		workflow_state: DF.Link | None
	# end: auto-generated types

	def onload(self):
		if self.document_number:
			self.set_onload("number_is_void", issued_documents.is_void(self.congress, self.document_number))
		self.set_onload("three_classes", has_three_classes(self.congress))
		# A unit has no right to the opinion forms and does not learn whether any is awaited.
		if self.workflow_state == "Issued" and frappe.has_permission("Suggestion Rating", "write"):
			filters = {"reply": self.name, "status": "Awaited"}
			awaited = frappe.get_list("Suggestion Rating", filters=filters, limit_page_length=1)
			self.set_onload("forms_awaited", bool(awaited))

	def take_over(self):
		assignment = frappe.get_doc("Suggestion Assignment", self.assignment)
		for fieldname in (
			"suggestion",
			"suggestion_title",
			"registration_number",
			"congress",
			"unit",
			"round",
		):
			self.set(fieldname, assignment.get(fieldname))
		self._assignment = assignment
		self.drafted_by, self.drafted_on = frappe.session.user, today()
		unit = frappe.db.get_value(
			"Handling Unit", self.unit, ["contact_person", "contact_phone"], as_dict=True
		)
		self.contact_person = self.contact_person or unit.contact_person
		self.contact_phone = self.contact_phone or unit.contact_phone
		self.take_demands()

	def take_demands(self):
		"""One row for each demand of the deputy; the answers are written next to them."""
		given = {row.idx: row for row in self.answers}
		demands = frappe.get_all(
			"Suggestion Demand",
			filters={"parent": self.suggestion, "parenttype": "Deputy Suggestion"},
			pluck="demand",
			order_by="idx asc",
		)
		rows = []
		for idx, demand in enumerate(demands, 1):
			row = given[idx].as_dict() if idx in given else {}
			rows.append(
				{
					"demand": demand,
					**{f: row.get(f) for f in ("outcome", "answer", "promised_date", "responsible")},
				}
			)
		self.set("answers", rows)

	def validate(self):
		if self.is_new():
			self.validate_assignment()
		self.validate_answer_rows()
		self.validate_class()
		self.document_number = self.document_number or None  # an empty text would count as a number
		self.do_action()
		course.note(self)

	def validate_assignment(self):
		assignment = self._assignment
		if assignment.handling_role not in REPLYING_ROLES:
			frappe.throw(
				_("An assisting unit gives its opinion to the lead; the lead replies."), ReplyNotPossibleError
			)
		if assignment.workflow_state != "Accepted" or assignment.status == "Ended":
			frappe.throw(_("Please sign for the assignment first."), ReplyNotPossibleError)
		if frappe.db.exists("Suggestion Reply", {"assignment": self.assignment, "name": ("!=", self.name)}):
			frappe.throw(
				_("There is a reply to this assignment already; please edit it."), ReplyNotPossibleError
			)

	def validate_class(self):
		"""A congress with the classes A to C has none for what is only taken as a reference."""
		if not self.reply_class or self.workflow_state == "Issued" or not has_three_classes(self.congress):
			return
		if frappe.db.get_value("Reply Class", self.reply_class, "stands_for") == REFERENCE:
			frappe.throw(
				_(
					"This congress has no class for what is only taken as a reference ({0}). Please choose another class."
				).format(self.reply_class),
				ClassNotUsedError,
			)

	def validate_answer_rows(self):
		before = self.get_doc_before_save()
		if before and [row.demand for row in before.answers] != [row.demand for row in self.answers]:
			frappe.throw(
				_("The deputy's demands stand as they were written; no row can be added, removed or moved."),
				IncompleteReplyError,
			)

	def do_action(self):
		"""Write down what the workflow action means."""
		match self.action:
			case "Submit for Check":
				reply_checks.enforce(self, before_check=True)
				self.submitted_on = today()
			case "Pass Check":
				self.validate_second_person()
				reply_checks.enforce(self)
				self.checked_by, self.checked_on = frappe.session.user, today()
			case "Send Back":
				# What happened before stays in the steps.
				self.submitted_on = self.checked_by = self.checked_on = self.signed_by = self.signed_on = None
			case "Sign Off":
				self.validate_chief()
				self.signed_by, self.signed_on = frappe.session.user, today()
			case "Issue":
				reply_checks.enforce(self)
				countersigning.enforce(self)
				self.issue()

	def validate_second_person(self):
		"""Whoever wrote any part of the text does not check it; the framework looks at the owner alone."""
		if frappe.session.user in course.writers(self) - {"Administrator"}:
			frappe.throw(_("You wrote or changed this reply; somebody else checks it."), SelfCheckError)

	def _load_assignment(self):
		return frappe.get_doc("Suggestion Assignment", self.assignment)

	def validate_chief(self):
		if not is_chief(self.unit, frappe.session.user):
			frappe.throw(
				_("Only the unit's chief signs off; the congress office enters who that is on the unit."),
				NotChiefError,
			)
		if (
			frappe.session.user in course.writers(self)
			and settings.value(self.congress, "signer_not_drafter") == "Yes"
		):
			frappe.throw(
				_("You wrote or changed this reply; somebody else signs it off."), SignerIsDrafterError
			)

	def issue(self):
		"""Give number and date; from now on the reply does not change."""
		state = frappe.db.get_value("Suggestion Assignment", self.assignment, ["workflow_state", "status"])
		if state != ("Accepted", "Handling"):
			frappe.throw(_("The assignment is no longer in hand."), ReplyNotPossibleError)
		code = self.document_code()
		self.issued_on = today()
		self.document_number = next_number(self.congress, code, self.issued_on, self)

	def document_code(self) -> str:
		"""The unit's code for its letters. Raises DocumentCodeError."""
		code = frappe.db.get_value("Handling Unit", self.unit, "document_code")
		if not code:
			frappe.throw(
				_("The unit has no document code. The congress office enters it on the unit first."),
				DocumentCodeError,
			)
		return code

	@frappe.whitelist(methods=["POST"])
	def justify(self, key: str, reason: str) -> None:
		"""Write down why a finding of the check can stay, see `reply_checks.justify`."""
		self.check_permission("write")
		reply_checks.justify(self, key, reason)
		self.flags.by_system = True
		self.save()

	@frappe.whitelist(methods=["POST"])
	def issue_again(self, reason: str) -> str:
		"""Give a new number and make the letters anew after the number was voided; returns the number.

		The day of the reply stays: the deputies had their answer then. Raises ReplyNotPossibleError.
		"""
		self.check_permission("write")
		if not is_chief(self.unit, frappe.session.user) and "Congress Clerk" not in frappe.get_roles():
			frappe.throw(
				_("The unit's chief or the clerk of the congress issues a letter again."), NotChiefError
			)
		if self.workflow_state != "Issued" or not issued_documents.is_void(
			self.congress, self.document_number
		):
			frappe.throw(
				_("Only a reply whose number was voided is issued again. The chair voids a number first."),
				ReplyNotPossibleError,
			)
		if not (reason or "").strip():
			frappe.throw(_("Please say why it is issued again."), ReplyNotPossibleError)
		old, code = self.document_number, self.document_code()
		self.reissued_on = today()
		self.document_number = next_number(self.congress, code, self.reissued_on, self)
		course.add(self, "Issued Again", _("{0} replaces {1}: {2}").format(self.document_number, old, reason))
		self.flags.by_system = True
		self.save()
		service.issue_reply(self)
		return self.document_number

	def on_update(self):
		if self.action in ("Pass Check", "Sign Off"):
			countersigning.lay(self)
		elif self.action == "Send Back":
			countersigning.supersede(self)
		announcing.after_action(self)
		if self.action == "Issue":
			self.expect_ratings()
			making.make_for_reply(self)
			checking.warn_of_reply(self)
			service.issue_reply(self)
			assignment = self._load_assignment()
			assignment.replied_on = self.issued_on
			assignment.flags.by_system = True
			# Whoever issues the reply may be the clerk; the assignment follows from the reply.
			assignment.save(ignore_permissions=True)  # see above
		elif self.has_value_changed("workflow_state") or self.flags.in_insert:
			frappe.get_doc("Deputy Suggestion", self.suggestion, for_update=True).refresh_from_facts()

	def expect_ratings(self):
		"""Lay an opinion form for each signer, or for lead deputies alone where the congress wants so.

		Signers of suggestions merged into this one rate the same reply, each for the own suggestion.
		"""
		proposers = frappe.get_doc("Deputy Suggestion", self.suggestion).all_proposers()
		if settings.value(self.congress, "reply_to_signers") == "Lead Deputy Only":
			proposers = [(own, deputy) for own, deputy in proposers if deputy == own.lead_deputy]
		due = clock.due("rating return", self.congress, self.issued_on).date
		for own, deputy in proposers:
			rating = frappe.get_doc(
				{
					"doctype": "Suggestion Rating",
					"reply": self.name,
					"suggestion": own.name,
					"deputy": deputy,
					"due_date": due,
					"status": "Awaited",
				}
			)
			rating.flags.by_system = True
			# The form is laid for the congress office; the unit that issues must not touch it.
			rating.insert(ignore_permissions=True)  # see above

	def on_trash(self):
		if self.workflow_state != "Draft" or cint(self.docstatus):
			frappe.throw(_("A reply under way stays on record; send it back instead."), ReplyNotPossibleError)
		countersigning.remove(self)

	def after_delete(self):
		frappe.get_doc("Deputy Suggestion", self.suggestion, for_update=True).refresh_from_facts()


def on_doctype_update() -> None:
	"""A number is given once in a congress; the units of two townships may use the same code."""
	frappe.db.add_unique("Suggestion Reply", ["congress", "document_number"])
