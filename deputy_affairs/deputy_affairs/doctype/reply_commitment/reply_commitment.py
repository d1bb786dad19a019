from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, getdate

from deputy_affairs import clock
from deputy_affairs.i18n import rule_errors
from deputy_affairs.paperwork.text import cn_date
from deputy_affairs.permissions import require_scope
from deputy_affairs.rules import commitments as rules
from deputy_affairs.workflow_actions import GuardedDocument

from . import making, people, receipts


class CommitmentOnRecordError(frappe.ValidationError):
	"""A promise is made by a reply, is never deleted and never made by hand (CQ-S §24)."""


class CommitmentDateError(frappe.ValidationError):
	"""A day on which it was done, or a new date, that cannot be."""


class ReplacementError(frappe.ValidationError):
	"""A promise that cannot take the place of this one, or one whose place is taken already."""


class EvidenceError(frappe.PermissionError):
	"""A file that the user may not read is no evidence of theirs."""


class ReplyCommitment(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.commitment_step.commitment_step import CommitmentStep

		again_by: DF.Date | None
		assignment: DF.Link | None
		carried_count: DF.Int
		carried_year: DF.Int
		check_by: DF.Date | None
		congress: DF.Link
		decision_note: DF.SmallText | None
		demand: DF.SmallText | None
		demand_no: DF.Int
		done_on: DF.Date | None
		due_date: DF.Date | None
		explanation: DF.SmallText | None
		kept_in_time: DF.Check
		kept_on: DF.Date | None
		made_on: DF.Date | None
		new_date: DF.Date | None
		office_term_explanation: DF.SmallText | None
		outcome_rating: DF.Literal["", "Satisfied", "Basically Satisfied", "Dissatisfied"]
		overdue_on: DF.Date | None
		predecessor: DF.Link | None
		progress_evidence: DF.Attach | None
		progress_text: DF.SmallText | None
		promise: DF.SmallText | None
		promised_date: DF.Date
		receipt_year: DF.Int
		registration_number: DF.Data | None
		reply: DF.Link
		reply_number: DF.Data | None
		responsible: DF.Data | None
		round: DF.Int
		serial: DF.Int
		state: DF.Literal["Open", "Overdue", "Kept", "Explained"]
		steps: DF.Table[CommitmentStep]
		successor: DF.Link | None
		suggestion: DF.Link
		suggestion_title: DF.Data | None
		term: DF.Link | None
		term_changed_on: DF.Date | None
		term_explained_on: DF.Date | None
		unit: DF.Link
		unit_term_explanation: DF.SmallText | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	def before_insert(self):
		if not self.flags.by_system:
			frappe.throw(
				_("A promise is registered when a reply with a promised date is issued."),
				CommitmentOnRecordError,
			)
		require_scope(self)

	def validate(self):
		self._step = None
		self.do_action()
		self.do_system_work()
		self.take_term_explanations()
		self.derive()
		self.write_step()

	@property
	def day(self) -> date:
		"""Today, or the day that the daily job makes up for; never before what is on record already."""
		return max([getdate(self.flags.day), *[getdate(row.logged_on) for row in self.steps[-1:]]])

	def facts(self) -> rules.Promise:
		"""What the pure rules need to know of this promise."""
		return rules.Promise(
			made_on=getdate(self.made_on),
			promised_date=getdate(self.promised_date),
			workflow_state=self.workflow_state or rules.FOLLOWING,
			again_by=getdate(self.again_by) if self.again_by else None,
			done_on=getdate(self.done_on) if self.done_on else None,
			decide_by=getdate(self.check_by) if self.check_by else None,
			receipt_year=cint(self.receipt_year),
			carried_year=cint(self.carried_year),
		)

	def do_action(self):
		"""Write down what the workflow action means; its inputs are on the record already."""
		match self.action:
			case "Report Progress":
				self.note("Progress", self.progress_text, self.progress_evidence)
			case "Report Completion":
				self.validate_done_on()
				self.check_by = clock.due("commitment check", self.congress, self.day).date
				self.note("Completion", self.progress_text, self.progress_evidence)
			case "Explain":
				self.validate_new_date()
				self.check_by = clock.due("commitment check", self.congress, self.day).date
				self.note("Explanation", self.explanation_in_words(), self.progress_evidence)
			case "Send Back":
				self.done_on = self.check_by = self.new_date = None
				self.note("Sent Back", self.decision_note)
			case "Confirm as Kept":
				self.kept_on, self.check_by = self.done_on, None
				self.kept_in_time = getdate(self.kept_on) <= getdate(self.promised_date)
				self.note("Confirmation", self.decision_note)
			case "Accept Explanation":
				self.validate_new_date_ahead()
				self.check_by = None
				self.note("Explanation Taken", self.decision_note)
			case "Replace by Later Promise":
				self.validate_successor()
				self.explanation = self.explanation or self.decision_note
				self.note("Explanation Taken", self.decision_note)
			case "Reopen Promise":
				self.validate_not_replaced()
				self.reopen(self.decision_note)

	def do_system_work(self):
		"""Write down what the daily job, a closed receipt round or a handing over has to say."""
		if not self.flags.by_system or not self.flags.note:
			return
		kind, words = self.flags.note
		if kind == "Reopening":
			self.reopen(words)
		else:
			self.note(kind, words)

	def note(self, kind: str, text: str | None, evidence: str | None = None):
		"""Remember the row that this save adds to the record's history."""
		self._step = {"kind": kind, "text": (text or "").strip(), "evidence": evidence}

	def validate_done_on(self):
		with rule_errors(CommitmentDateError):
			rules.check_completion(getdate(self.made_on), getdate(self.done_on), self.day)

	def validate_new_date(self):
		if self.new_date:
			with rule_errors(CommitmentDateError):
				rules.check_new_date(getdate(self.promised_date), getdate(self.new_date), self.day)

	def validate_new_date_ahead(self):
		"""The office may take its time; a new promise is not overdue on the day on which it is made."""
		if self.new_date:
			with rule_errors(CommitmentDateError):
				rules.check_new_date_ahead(getdate(self.new_date), self.day)

	def explanation_in_words(self) -> str:
		# Stored words are those of the papers, whatever the language of whoever caused the change.
		plan = f"拟于{cn_date(str(self.new_date))}前完成。" if self.new_date else "不再办理。"
		return f"{(self.explanation or '').strip()}（{plan}）"

	def validate_successor(self):
		other = frappe.db.get_value(
			"Reply Commitment",
			self.successor,
			["name", "suggestion", "round", "made_on", "state"],
			as_dict=True,
		)
		if not other:
			frappe.throw(_("Choose another promise on the same suggestion"), ReplacementError)
		with rule_errors(ReplacementError):
			own = rules.Place(self.name, self.suggestion, self.round, getdate(self.made_on))
			rules.check_successor(own, rules.Place(**other))

	def validate_not_replaced(self):
		if self.successor:
			frappe.throw(
				_("It was replaced by {0}; please go on with that one.").format(self.successor),
				ReplacementError,
			)

	def reopen(self, reason: str | None):
		"""Follow it again, with a date; what had settled it stays in the history."""
		self.kept_on = self.done_on = self.check_by = self.new_date = None
		self.kept_in_time = 0
		# As long as for another reply (ZJ-S §24); the date promised stays what it was.
		self.again_by = clock.due("re-handling reply", self.congress, self.day).date
		self.note("Reopening", reason)

	def take_term_explanations(self):
		"""After a change of term both the unit and the office say in writing how it goes on (SH-S §22)."""
		if self.is_new():
			return
		for fieldname, who in (("unit_term_explanation", "承办单位"), ("office_term_explanation", "人大")):
			if self.get(fieldname) and self.has_value_changed(fieldname) and not self.flags.new_term:
				self.note("Term Explanation", f"{who}：{self.get(fieldname)}")
		if self.term_changed_on and self.unit_term_explanation and self.office_term_explanation:
			self.term_explained_on = self.term_explained_on or self.day

	def derive(self):
		"""Set what follows from the facts: the state, since when it is overdue, and until when it is in time."""
		facts = self.facts()
		self.state = rules.derive_state(facts, self.day)
		self.due_date = rules.last_day_in_time(facts)
		if self.state == rules.OVERDUE:
			self.overdue_on = self.overdue_on or self.day
		elif self.state == rules.OPEN:
			self.overdue_on = None

	def write_step(self):
		"""Add the remembered row, or one for a state that changed by the calendar alone."""
		before = self.get_doc_before_save()
		# An old reply may bring a promise whose date is long past: it starts open and has fallen overdue.
		changed = self.state != (before.state if before else rules.OPEN)
		if not self._step and changed:
			self._step = {"kind": "Fallen Overdue" if self.state == rules.OVERDUE else "Progress", "text": ""}
		if self._step:
			self.append(
				"steps",
				{
					**self._step,
					"logged_on": self.day,
					"to_state": self.state if changed else "",
					"from_unit": self.flags.from_unit,
					"from_responsible": self.flags.from_responsible,
					"due_date": self.due_date if before and before.due_date != self.due_date else None,
					"kept_on": self.kept_on if changed and self.state == rules.KEPT else None,
					"logged_by": frappe.session.user if self.is_by_somebody() else None,
				},
			)
		# Inputs of an action belong to its row; the next action starts with empty ones.
		self._evidence = self.progress_evidence if self.action else None
		self.progress_text = self.progress_evidence = self.decision_note = None

	def is_by_somebody(self) -> bool:
		"""Whether a person did it, not the calendar or what deputies said."""
		return bool(self.flags.from_unit) or not self.flags.by_system

	def on_update(self):
		if self._evidence:
			attach(self, self._evidence)
		if self.action in ("Confirm as Kept", "Accept Explanation"):
			if self.action == "Accept Explanation" and self.new_date:
				making.make_successor(self)
			else:
				receipts.make_round(self, "Outcome", self.day)
		making.show_on_suggestions([self.suggestion])

	def on_trash(self):
		frappe.throw(
			_("A promise stays on record; explain it or replace it by a later one instead."),
			CommitmentOnRecordError,
		)

	@frappe.whitelist()
	def get_followers(self) -> list[dict]:
		"""Return for the office who is told of the outcome: signers in office, or who came after them."""
		self.check_permission("read")
		frappe.has_permission("Commitment Receipt", "write", throw=True)
		return people.followers(self)

	@frappe.whitelist(methods=["POST"])
	def make_receipts(self) -> list[str]:
		"""Make a receipt round out of season, for the office; returns the receipts' names."""
		self.check_permission("write")
		frappe.has_permission("Commitment Receipt", "write", throw=True)
		return receipts.make_round(self, "Outcome", self.day)


def attach(doc, file_url: str) -> None:
	"""Attach an uploaded file to the record, so that who may read the one may read the other."""
	names = frappe.get_all("File", filters={"file_url": file_url}, pluck="name")
	files = [frappe.get_doc("File", name) for name in names]  # copies of one upload, rarely more than one
	readable = [file for file in files if file.has_permission("read")]
	if not readable:
		frappe.throw(_("Please upload the evidence again; the file was not found."), EvidenceError)
	if any(file.attached_to_name == doc.name for file in files):
		return
	loose = next((file for file in readable if not file.attached_to_name), None)
	if loose:
		loose.db_set({"attached_to_doctype": doc.doctype, "attached_to_name": doc.name})
		return
	source = readable[0]
	frappe.get_doc(
		{
			"doctype": "File",
			"file_name": source.file_name,
			"file_url": file_url,
			"is_private": source.is_private,
			"attached_to_doctype": doc.doctype,
			"attached_to_name": doc.name,
		}
	).insert(ignore_permissions=True)  # the user may act on the record and read the file, checked above


def on_doctype_update() -> None:
	"""One promise for each demand of a reply; indexes for what the daily job and the ledger look for."""
	frappe.db.add_unique("Reply Commitment", ["reply", "demand_no", "serial"])
	frappe.db.add_index("Reply Commitment", ["state", "due_date"])
	frappe.db.add_index("Reply Commitment", ["state", "receipt_year", "made_on"])
	frappe.db.add_index("Reply Commitment", ["state", "carried_year", "made_on"])
