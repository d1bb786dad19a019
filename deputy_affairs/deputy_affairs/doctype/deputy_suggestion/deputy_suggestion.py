import frappe
from frappe import _
from frappe.utils import cint, getdate, now_datetime, today

from deputy_affairs import settings
from deputy_affairs.i18n import rule_errors, say
from deputy_affairs.numbering import next_serial
from deputy_affairs.permissions import require_scope
from deputy_affairs.rules import numbering, stages
from deputy_affairs.rules.checks import suggestion_hints
from deputy_affairs.workflow_actions import GuardedDocument

from ..congress_term.congress_term import current_term
from . import clocks, facts, handling


class SignerError(frappe.ValidationError):
	"""A signer is entered twice, is not in office or belongs to another congress."""


class OccasionError(frappe.ValidationError):
	"""Meeting, term and congress of a suggestion do not belong together."""


class IncompleteSuggestionError(frappe.ValidationError):
	"""A suggestion cannot be submitted without what the form requires (BJ-S §9, DL25 §24)."""


class UnconfirmedSignerError(frappe.ValidationError):
	"""A co-signer has not confirmed that the suggestion is their will (BJ-S §11)."""


class WithdrawalError(frappe.ValidationError):
	"""A suggestion can be withdrawn until its reply is issued (SD-S §9, QD-S §12)."""


class ClosingError(frappe.ValidationError):
	"""A suggestion cannot be closed before it is answered."""


class SuggestionOnRecordError(frappe.ValidationError):
	"""A suggestion that was submitted stays on record."""


class DeputySuggestion(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.suggestion_cosigner.suggestion_cosigner import (
			SuggestionCosigner,
		)
		from deputy_affairs.deputy_affairs.doctype.suggestion_demand.suggestion_demand import SuggestionDemand
		from deputy_affairs.deputy_affairs.doctype.suggestion_stage_change.suggestion_stage_change import (
			SuggestionStageChange,
		)

		acknowledge_by: DF.Date | None
		acknowledged_on: DF.Date | None
		assign_by: DF.Date | None
		assigned_on: DF.Date | None
		category: DF.Link | None
		cause: DF.LongText | None
		closed_on: DF.Date | None
		closing_reason: DF.SmallText | None
		congress: DF.Link
		cosigners: DF.Table[SuggestionCosigner]
		current_round: DF.Int
		decision: DF.SmallText | None
		demands: DF.Table[SuggestionDemand]
		due_date: DF.Date | None
		is_anonymous: DF.Check
		is_excellent: DF.Check
		is_hard: DF.Check
		is_key: DF.Check
		kind: DF.Literal["Suggestion", "Motion Turned Suggestion"]
		lead_deputy: DF.Link
		lead_deputy_name: DF.Data | None
		meeting: DF.Link | None
		occasion: DF.Literal["Meeting", "Recess"]
		original: DF.Attach | None
		overall_rating: DF.Literal["", "Satisfied", "Basically Satisfied", "Dissatisfied"]
		proposed_unit: DF.Link | None
		publish_reason: DF.SmallText | None
		publish_wish: DF.Literal["Yes", "No"]
		reassign_by: DF.Date | None
		receipt_number: DF.Data | None
		refusal_ground: DF.Literal[
			"",
			"Personal Matter",
			"Forwarded Letter",
			"Petition or Complaint",
			"Judicial Case",
			"Bidding Outcome",
			"Commercial Interest",
			"Academic or Product Promotion",
			"No Substance",
			"Outside the Area's Powers",
			"Unlawful",
			"State Secret",
			"Own Unit's Matter",
		]
		registered_on: DF.Date | None
		registration_number: DF.Data | None
		replied_on: DF.Date | None
		result_class: DF.Link | None
		review_opinion: DF.SmallText | None
		reviewed_by: DF.Link | None
		reviewed_on: DF.Date | None
		situation: DF.LongText
		stage: DF.Literal[
			"Draft",
			"Under Review",
			"Returned for Rewriting",
			"Refused",
			"Withdrawn",
			"Registered",
			"Assigned",
			"Reassignment",
			"Handling",
			"Replied",
			"Awaiting Decision",
			"Closed",
		]
		stage_log: DF.Table[SuggestionStageChange]
		submitted_on: DF.Date | None
		term: DF.Link
		title: DF.Data
		units_shown: DF.Data | None
		wants_visit: DF.Check
		withdrawal_reason: DF.SmallText | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	def before_insert(self):
		self.set_congress_and_term()
		require_scope(self)

	def before_validate(self):
		super().before_validate()
		self.set_congress_and_term()

	def set_congress_and_term(self):
		if self.lead_deputy and not self.congress:
			self.congress = frappe.db.get_value("Deputy", self.lead_deputy, "congress")
		if self.occasion == "Meeting" and self.meeting:
			self.term = frappe.db.get_value("Congress Meeting", self.meeting, "term")
		elif self.congress and not self.term:
			self.term = current_term(self.congress)
		if self.occasion != "Meeting":
			self.meeting = None

	def validate(self):
		self.title = " ".join((self.title or "").split())
		self.registration_number = self.registration_number or None  # an empty text would count as a number
		self.validate_signers()
		self.validate_occasion()
		self.do_action()
		self.derive()

	def signers(self) -> list[str]:
		"""All who signed, the lead deputy first."""
		return [self.lead_deputy, *[row.deputy for row in self.cosigners]]

	def validate_signers(self):
		names = self.signers()
		for deputy in names:
			if names.count(deputy) > 1:
				frappe.throw(_("{0} signs twice.").format(_deputy_name(deputy)), SignerError)
		if not self.is_new() and not self.has_value_changed("lead_deputy") and not self._cosigners_changed():
			return
		in_office = set(
			frappe.get_all(
				"Deputy",
				filters={"name": ("in", names), "congress": self.congress, "status": "In Office"},
				pluck="name",
			)
		)
		for deputy in names:
			if deputy not in in_office:
				frappe.throw(
					_("{0} is not a deputy in office of {1}.").format(_deputy_name(deputy), self.congress),
					SignerError,
				)

	def _cosigners_changed(self) -> bool:
		before = self.get_doc_before_save()
		return not before or [row.deputy for row in before.cosigners] != [
			row.deputy for row in self.cosigners
		]

	def validate_occasion(self):
		if self.occasion == "Meeting" and not self.meeting:
			frappe.throw(_("Please enter the meeting at which it was raised."), OccasionError)
		if self.term and frappe.db.get_value("Congress Term", self.term, "congress") != self.congress:
			frappe.throw(_("The term belongs to another congress."), OccasionError)

	def do_action(self):
		"""Write down what the workflow action means; its inputs are on the record already."""
		match self.action:
			case "Submit for Review":
				self.validate_complete()
				self.submitted_on = self.submitted_on or today()
			case "Accept and Register":
				self.set_review()
				self.register()
			case "Return for Rewriting" | "Refuse":
				self.set_review()
			case "Withdraw":
				self.validate_withdrawal()
			case "Close Suggestion":
				handling.validate_all_replied(self)
				self.closed_on = today()
			case "Resume Handling":
				self.closed_on = None

	def validate_complete(self):
		missing = [
			_(self.meta.get_label(fieldname), context=self.doctype)
			for fieldname in ("title", "situation", "demands", "category")
			if not self.get(fieldname)
		]
		if missing:
			frappe.throw(
				_("Before it is submitted, please fill in: {0}.").format("、".join(missing)),
				IncompleteSuggestionError,
			)
		open_names = [row.deputy_name for row in self.cosigners if not row.confirmed]
		if open_names:
			frappe.throw(
				_("Not yet confirmed by: {0}. Confirm or remove them.").format("、".join(open_names)),
				UnconfirmedSignerError,
			)

	def set_review(self):
		self.reviewed_by, self.reviewed_on = frappe.session.user, today()

	def register(self):
		"""Give the registration number; a number once given stays, and none is given twice or left out."""
		if self.registration_number:
			return
		kind = "meeting" if self.occasion == "Meeting" else "recess"
		pattern = settings.value(self.congress, f"{kind}_number_pattern")
		parts = {"term": frappe.db.get_value("Congress Term", self.term, "term_number")}
		if kind == "meeting":
			parts["meeting"] = frappe.db.get_value("Congress Meeting", self.meeting, "meeting_number")
		parts["year"] = getdate().year
		with rule_errors(OccasionError):
			key = numbering.counter_key(pattern, **parts)
			serial = next_serial(f"{self.congress}:{key}")
			self.registration_number = numbering.format_number(pattern, serial=serial, **parts)
		self.registered_on = today()

	def validate_withdrawal(self):
		if frappe.db.exists("Suggestion Reply", {"suggestion": self.name, "workflow_state": "Issued"}):
			frappe.throw(_("It has been answered and can no longer be withdrawn."), WithdrawalError)

	def derive(self):
		"""Set what follows from the records: stage, round, units, dates, class and rating."""
		stage = stages.derive_stage(facts.load(self)) if not self.is_new() else self.workflow_state
		handling.set_summary(self, stage)
		before = self.get_doc_before_save()
		old = before.stage if before else None
		self.stage = stage
		clocks.write(self)
		if old != stage:
			self.append(
				"stage_log",
				{
					"from_stage": old,
					"to_stage": stage,
					"changed_on": now_datetime(),
					"changed_by": frappe.session.user,
					"round": self.current_round,
				},
			)

	def refresh_from_facts(self):
		"""Derive anew after an assignment, reply or rating has changed; called by the record that changed."""
		self.flags.by_system = True
		# A unit's user may not write a suggestion, yet its stage follows from the unit's work.
		self.save(ignore_permissions=True)  # see above

	def on_update(self):
		handling.end_what_is_over(self)

	def on_trash(self):
		if self.submitted_on:
			frappe.throw(
				_("It was submitted on {0} and stays on record; withdraw it instead.").format(
					self.submitted_on
				),
				SuggestionOnRecordError,
			)

	def signers_for_unit(self) -> str:
		"""The signers as the handling unit may know them, one a line with telephone; nobody if anonymous."""
		if self.is_anonymous:
			return _("The deputy asked not to be named. Contact goes through the congress office.")
		people = {
			row.name: row
			for row in frappe.get_all(
				"Deputy",
				filters={"name": ("in", self.signers())},
				fields=["name", "deputy_name", "phone", "workplace", "post"],
			)
		}
		lines = []
		for deputy in self.signers():
			row = people[deputy]
			lines.append("　".join(filter(None, [row.deputy_name, row.workplace, row.post, row.phone])))
		return "\n".join(lines)

	@frappe.whitelist()
	def get_hints(self) -> list[str]:
		"""Return what would make the suggestion better; hints never block."""
		if not self.is_new():
			self.check_permission("read")
		lead = (
			frappe.db.get_value("Deputy", self.lead_deputy, ["card_number", "phone"], as_dict=True)
			if self.lead_deputy
			else None
		)
		hints = suggestion_hints(
			self.title or "",
			self.situation or "",
			self.cause or "",
			[row.demand or "" for row in self.demands],
			(lead and lead.card_number) or "",
			(lead and lead.phone) or "",
		)
		return [say(hint.text) for hint in hints]

	@frappe.whitelist()
	def get_clock_words(self) -> list[dict]:
		"""Return the office's running clocks with the arithmetic behind them, for the form."""
		self.check_permission("read")
		return clocks.in_words(self)

	@frappe.whitelist()
	def get_next_step(self) -> str:
		"""Return what comes next, in words, for the head of the form."""
		self.check_permission("read")
		return say(stages.next_step(self.stage))

	@frappe.whitelist(methods=["POST"])
	def assign(
		self,
		units: list | str,
		assigned_on: str | None = None,
		requirements: str | None = None,
		is_hard: bool | int = 0,
	) -> list[str]:
		"""Assign to units in the running round; `units` are rows of {unit, handling_role, part}.

		Returns the names of the assignments. All are made or none. Raises HandlingRoleError and the other
		errors of Suggestion Assignment.
		"""
		self.check_permission("write")
		frappe.has_permission("Suggestion Assignment", "create", throw=True)
		return handling.assign(self, frappe.parse_json(units), assigned_on, requirements, cint(is_hard))

	@frappe.whitelist(methods=["POST"])
	def rehandle(
		self, units: list | str, reason: str, assigned_on: str | None = None, requirements: str | None = None
	) -> list[str]:
		"""Open the next round after a dissatisfied rating; the earlier round stays as it is (GHf, ZJ-S §24).

		Returns the names of the new assignments. Raises handling.RoundError when no rating is dissatisfied.
		"""
		self.check_permission("write")
		frappe.has_permission("Suggestion Assignment", "create", throw=True)
		return handling.rehandle(self, frappe.parse_json(units), reason, assigned_on, requirements)


def _deputy_name(deputy: str) -> str:
	return frappe.db.get_value("Deputy", deputy, "deputy_name") or deputy


def on_doctype_update() -> None:
	"""A registration number is given once in a congress; every township has its own number one."""
	frappe.db.add_unique("Deputy Suggestion", ["congress", "registration_number"])
