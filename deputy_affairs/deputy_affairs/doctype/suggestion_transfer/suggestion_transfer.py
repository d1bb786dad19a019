import frappe
from frappe import _
from frappe.utils import getdate, today

from deputy_affairs.i18n import rule_errors
from deputy_affairs.permissions import is_unlimited, permitted_congresses
from deputy_affairs.rules import transfers as rules
from deputy_affairs.workflow_actions import DependentDocument

from . import flow_back, receiving

# Steps of which the signers are told (HN-S §19; CQ-S §22), and those of which the other congress is.
FOR_DEPUTIES = (
	"Propose to Higher Congress",
	"Send Out",
	"Refuse Transfer",
	"Take Back Transfer",
	"Enter Outcome",
)


class TransferNotPossibleError(frappe.ValidationError):
	"""The suggestion cannot be transferred there, or not at its stage."""


class TransferDateError(frappe.ValidationError):
	"""A day of sending, of the outcome or of telling the deputy that cannot be."""


class WrongSideError(frappe.PermissionError):
	"""What one congress decides, the other one's staff do not."""


class TransferOnRecordError(frappe.ValidationError):
	"""A transfer that was proposed or sent stays on record."""


class SuggestionTransfer(DependentDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.transfer_step.transfer_step import TransferStep

		congress: DF.Link
		decided_by: DF.Link | None
		decided_on: DF.Date | None
		decision: DF.SmallText | None
		direction: DF.Literal["Higher Congress", "Outside Organ"]
		letter_number: DF.Data | None
		linked_answer: DF.Text | None
		linked_class: DF.Data | None
		linked_number: DF.Data | None
		linked_rating: DF.Data | None
		linked_stage: DF.Data | None
		linked_suggestion: DF.Link | None
		outcome: DF.SmallText | None
		outcome_file: DF.Attach | None
		outcome_on: DF.Date | None
		part: DF.SmallText | None
		proposed_on: DF.Date | None
		raised_by: DF.Link | None
		raised_by_name: DF.Data | None
		reason: DF.SmallText
		registration_number: DF.Data | None
		sent_on: DF.Date | None
		status: DF.Literal[
			"Draft", "Proposed", "Under Way", "Concluded", "Deputy Told", "Refused", "Taken Back"
		]
		steps: DF.Table[TransferStep]
		suggestion: DF.Link
		suggestion_title: DF.Data | None
		taken_as: DF.Literal["", "Raised by a Deputy", "Referred Item"]
		to_congress: DF.Link | None
		to_organ: DF.Data | None
		told_number: DF.Data | None
		told_on: DF.Date | None
		told_way: DF.Literal["", "Visit", "Telephone", "Letter", "Message"]
		workflow_state: DF.Link | None
	# end: auto-generated types

	def take_over(self):
		row = frappe.db.get_value(
			"Deputy Suggestion", self.suggestion, ["title", "registration_number", "congress"], as_dict=True
		)
		if not row:
			frappe.throw(_("Please choose the suggestion."), TransferNotPossibleError)
		self.suggestion_title, self.registration_number = row.title, row.registration_number
		self.congress = row.congress

	def validate(self):
		if self.is_new():
			self.validate_suggestion()
		self.validate_receiver()
		self.do_action()
		self.derive()

	def derive(self):
		"""Set how it stands; the row of its course that brought a change says so with its day."""
		before = self.get_doc_before_save()
		self.status = rules.derive_status(self.workflow_state or "Draft", self.linked_stage or "")
		if before and before.status != self.status and self.steps:
			self.steps[-1].to_status = self.status

	def validate_suggestion(self):
		stage = frappe.db.get_value("Deputy Suggestion", self.suggestion, "stage")
		with rule_errors(TransferNotPossibleError):
			rules.check_stage(stage)

	def validate_receiver(self):
		if self.direction == "Outside Organ":
			self.to_congress = None
			if not (self.to_organ or "").strip():
				frappe.throw(_("Please enter the organ to which it goes."), TransferNotPossibleError)
			return
		self.to_organ = None
		if not self.to_congress:
			frappe.throw(_("Please choose the congress to which it goes."), TransferNotPossibleError)
		levels = dict(
			frappe.get_all(
				"Congress",
				filters={"name": ("in", [self.congress, self.to_congress])},
				fields=["name", "level"],
				as_list=True,
			)
		)
		with rule_errors(TransferNotPossibleError):
			rules.check_receiver(
				self.congress, levels[self.congress], self.to_congress, levels[self.to_congress]
			)

	def do_action(self):
		"""Write down what the workflow action means; its inputs are on the record already."""
		match self.action:
			case "Propose to Higher Congress":
				self.require_side(self.congress)
				self.validate_suggestion()
				self.proposed_on = today()
				self.note(f"提请{self.receiver_in_words()}受理：{self.reason}")
			case "Send Out":
				self.require_side(self.congress)
				self.validate_suggestion()
				self.validate_day(self.sent_on)
				self.note(f"转{self.to_organ}办理：{self.reason}")
			case "Accept Transfer":
				self.require_side(self.to_congress)
				self.set_decision()
				receiving.validate_taking(self)
				self.note(f"{self.receiver_in_words()}已受理。")
			case "Refuse Transfer":
				self.require_side(self.to_congress)
				self.set_decision()
				self.note(f"{self.receiver_in_words()}不予受理：{self.decision}")
			case "Take Back Transfer":
				self.require_side(self.congress)
				self.set_decision()
				self.note(f"收回：{self.decision}")
			case "Enter Outcome":
				self.require_side(self.congress)
				self.validate_day(self.outcome_on)
				self.note(f"办理结果：{self.outcome}")
			case "Record That Deputy Was Told":
				self.require_side(self.congress)
				self.validate_day(self.told_on)
				self.note("已将办理结果告知代表。")

	def require_side(self, congress: str):
		"""Each congress acts for itself; staff of a higher one for those below, as everywhere."""
		user = frappe.session.user
		if not is_unlimited(user) and congress not in permitted_congresses(user):
			frappe.throw(_("This is decided by the staff of {0}.").format(congress), WrongSideError)

	def set_decision(self):
		self.decided_by, self.decided_on = frappe.session.user, today()

	def validate_day(self, day):
		begun = self.proposed_on or self.sent_on
		if getdate(day) > getdate() or (begun and getdate(day) < getdate(begun)):
			frappe.throw(_("The day must lie between the transfer and today."), TransferDateError)

	def note(self, text: str):
		"""Add a dated row to the course of the transfer."""
		# Stored words are those of the papers, whatever the language of whoever caused the change.
		by = None if self.flags.by_system else frappe.session.user
		self.append("steps", {"logged_on": today(), "text": text, "logged_by": by})

	def receiver_in_words(self) -> str:
		"""The congress or organ to which it goes, as papers name it."""
		if self.direction == "Outside Organ":
			return self.to_organ
		return frappe.db.get_value("Congress", self.to_congress, "short_name")

	def on_update(self):
		if self.has_value_changed("status"):
			# The stage of the own suggestion follows, whoever acted.
			frappe.get_doc("Deputy Suggestion", self.suggestion, for_update=True).refresh_from_facts()
		if self.action == "Accept Transfer":
			receiving.make_linked(self)
		self.tell_others()

	def tell_others(self):
		"""What has happened is told to the signers and to the congress at the other end."""
		if self.action in FOR_DEPUTIES:
			flow_back.tell_deputies(self, self.steps[-1].text)
		if self.action in ("Propose to Higher Congress", "Take Back Transfer"):
			flow_back.tell_office(self, self.to_congress, self.steps[-1].text)
		if self.action == "Refuse Transfer":
			flow_back.tell_office(self, self.congress, self.steps[-1].text)

	def on_trash(self):
		if self.workflow_state != "Draft":
			frappe.throw(_("A transfer stays on record; take it back instead."), TransferOnRecordError)

	@frappe.whitelist()
	def get_text(self) -> dict:
		"""Return the text of the suggestion for the congress that decides on it."""
		self.check_permission("read")
		return receiving.text_of(self)
