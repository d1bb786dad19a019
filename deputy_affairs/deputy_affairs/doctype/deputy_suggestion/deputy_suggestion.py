import frappe
from frappe import _
from frappe.utils import cint, now_datetime, today

from deputy_affairs import similar_suggestions
from deputy_affairs.i18n import say
from deputy_affairs.permissions import require_scope
from deputy_affairs.rules import motions, signing, stages
from deputy_affairs.workflow_actions import GuardedDocument

from ..suggestion_transfer import flow_back
from . import (
	clocks,
	cosigning,
	ending,
	facts,
	handling,
	marks,
	merging,
	review,
	splitting,
	withdrawing,
	writing,
)
from .errors import (  # noqa: F401 (the exceptions of a suggestion are found beside it)
	ClosingError,
	DelegationError,
	IncompleteSuggestionError,
	MarkError,
	MergeError,
	MotionError,
	OccasionError,
	SecondReviewerError,
	SignerError,
	SplitError,
	SuggestionOnRecordError,
	UnconfirmedSignerError,
	WithdrawalError,
)


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
		from deputy_affairs.deputy_affairs.doctype.suggestion_submission.suggestion_submission import (
			SuggestionSubmission,
		)
		from deputy_affairs.deputy_affairs.doctype.suggestion_withdrawal_consent.suggestion_withdrawal_consent import (
			SuggestionWithdrawalConsent,
		)

		acknowledge_by: DF.Date | None
		acknowledged_on: DF.Date | None
		assign_by: DF.Date | None
		assigned_on: DF.Date | None
		author_kind: DF.Literal["Deputy", "Delegation"]
		category: DF.Link | None
		cause: DF.LongText | None
		closed_on: DF.Date | None
		closing_reason: DF.SmallText | None
		congress: DF.Link
		cosigners: DF.Table[SuggestionCosigner]
		current_round: DF.Int
		decision: DF.SmallText | None
		delegation_name: DF.Data | None
		demands: DF.Table[SuggestionDemand]
		due_date: DF.Date | None
		entered_by: DF.Link | None
		entry_mode: DF.Literal["On Screen", "From Paper"]
		excellent_by: DF.Link | None
		excellent_on: DF.Date | None
		first_review_opinion: DF.SmallText | None
		first_reviewed_by: DF.Link | None
		first_reviewed_on: DF.Date | None
		is_anonymous: DF.Check
		is_excellent: DF.Check
		is_hard: DF.Check
		is_key: DF.Check
		is_secret: DF.Check
		key_leader: DF.Data | None
		key_leader_user: DF.Link | None
		key_marked_by: DF.Link | None
		key_marked_on: DF.Date | None
		key_year: DF.Int
		kind: DF.Literal["Suggestion", "Motion", "Motion Turned Suggestion"]
		lead_confirmed_on: DF.Date | None
		lead_deputy: DF.Link
		lead_deputy_name: DF.Data | None
		meeting: DF.Link | None
		merge_number: DF.Data | None
		merge_reason: DF.SmallText | None
		merged_into: DF.Link | None
		merged_on: DF.Date | None
		motion_signers: DF.SmallText | None
		next_promise_date: DF.Date | None
		occasion: DF.Literal["Meeting", "Recess"]
		original: DF.Attach | None
		overall_rating: DF.Literal["", "Satisfied", "Basically Satisfied", "Dissatisfied"]
		paper_date: DF.Date | None
		presidium_decided_on: DF.Date | None
		presidium_decision: DF.SmallText | None
		promise_state: DF.Literal["", "Promises Open", "Promise Overdue", "Promises Settled"]
		proposed_unit: DF.Link | None
		proposer_shown: DF.Data | None
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
		refusal_treatment: DF.Literal[
			"", "Returned to the Deputy", "Treated as a Deputy's Letter", "Kept as Work Reference"
		]
		registered_on: DF.Date | None
		registration_number: DF.Data | None
		replied_on: DF.Date | None
		result_class: DF.Link | None
		review_opinion: DF.SmallText | None
		reviewed_by: DF.Link | None
		reviewed_on: DF.Date | None
		situation: DF.LongText
		split_from: DF.Link | None
		split_on: DF.Date | None
		split_reason: DF.SmallText | None
		stage: DF.Literal[
			"Draft",
			"Under Review",
			"Second Review",
			"Returned for Rewriting",
			"Refused",
			"Withdrawn",
			"Split",
			"On the Agenda",
			"Registered",
			"Assigned",
			"Reassignment",
			"Handling",
			"Replied",
			"Awaiting Decision",
			"Transferred",
			"Closed",
		]
		stage_log: DF.Table[SuggestionStageChange]
		submissions: DF.Table[SuggestionSubmission]
		submitted_on: DF.Date | None
		term: DF.Link
		title: DF.Data
		two_step_review: DF.Check
		units_shown: DF.Data | None
		wants_visit: DF.Check
		withdrawal_consents: DF.Table[SuggestionWithdrawalConsent]
		withdrawal_reason: DF.SmallText | None
		withdrawn_on: DF.Date | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	def before_insert(self):
		writing.set_congress_and_term(self)
		require_scope(self)

	def before_validate(self):
		cosigning.keep_answers(self)
		super().before_validate()
		writing.set_congress_and_term(self)
		if self.is_new():
			self.entered_by = self.entered_by or frappe.session.user

	def validate(self):
		self.title = " ".join((self.title or "").split())
		self.registration_number = self.registration_number or None  # an empty text would count as a number
		writing.validate_signers(self)
		writing.validate_occasion(self)
		writing.validate_author(self)
		writing.validate_publish_wish(self)
		cosigning.settle(self, writing.text_changed(self))
		self.do_action()
		self.derive()

	def signers(self) -> list[str]:
		"""All who sign, the lead deputy first.

		Once submitted only those who confirmed; who refused or let the time pass is shown but signs nothing.
		"""
		rows = cosigning.signatures(self.cosigners)
		return [self.lead_deputy, *signing.signers(rows, submitted=bool(self.submitted_on))]

	def all_proposers(self) -> list[merging.Proposer]:
		"""Who gets a letter and an opinion form: the signers of this one and of those merged into it.

		Pairs of (suggestion, deputy); each proposer keeps the own suggestion with its number (ZJ-S §18).
		"""
		return merging.proposers(self)

	def do_action(self):
		"""Write down what the workflow action means; its inputs are on the record already."""
		if self.action:
			merging.refuse_own_way(self)
		match self.action:
			case "Submit for Review":
				review.submit(self)
			case "Pass First Review":
				review.pass_first(self)
			case "Accept and Register":
				review.set_review(self)
				review.register(self)
			case "Return for Rewriting":
				review.return_for_rewriting(self)
			case "Refuse":
				review.refuse(self)
			case "Put on the Agenda" | "Turn into Suggestion":
				review.decide_on_motion(self, on_agenda=self.action == "Put on the Agenda")
			case "Split":
				splitting.finish(self)
			case "Withdraw":
				withdrawing.withdraw(self)
			case "Close Suggestion":
				handling.validate_all_replied(self)
				self.closed_on = today()
			case "Resume Handling":
				ending.wait_again(self)
				self.closed_on = None

	def note_in_log(self, note: str):
		"""Let the next save leave a dated note in the stage history, whether or not the stage changes."""
		self.flags.setdefault("notes", []).append(note)

	def derive(self):
		"""Set what follows from the records: author, stage, round, units, dates, class and rating."""
		self.proposer_shown = writing.show_proposer(self)
		stage = stages.derive_stage(facts.load(self)) if not self.is_new() else self.workflow_state
		handling.set_summary(self, stage)
		before = self.get_doc_before_save()
		old = before.stage if before else None
		self.stage = stage
		clocks.write(self)
		notes = self.flags.pop("notes", [])
		if old != stage or notes:
			self.append(
				"stage_log",
				{
					"from_stage": old,
					"to_stage": stage,
					"changed_on": now_datetime(),
					"changed_by": frappe.session.user,
					"round": self.current_round,
					"note": "；".join(notes),
				},
			)

	def refresh_from_facts(self):
		"""Derive anew after an assignment, reply or rating has changed; called by the record that changed.

		A merged suggestion shares the handling of the main one: that one is refreshed and carries it along.
		"""
		if self.merged_into:
			frappe.get_doc(self.doctype, self.merged_into, for_update=True).refresh_from_facts()
			self.reload()
			return
		self.flags.by_system = True
		# A unit's user may not write a suggestion, yet its stage follows from the unit's work.
		self.save(ignore_permissions=True)  # see above

	def on_update(self):
		similar_suggestions.write_entry(self)
		ending.end_what_is_over(self)
		merging.carry_to_merged(self)
		flow_back.tell(self)
		before = self.get_doc_before_save()
		if self.action == "Withdraw":
			merging.release_all(self)
			if before.merged_into:
				main = frappe.get_doc(self.doctype, before.merged_into, for_update=True)
				main.note_in_log(_("{0} was withdrawn").format(self.registration_number))
				main.refresh_from_facts()
				merging.tell_units(main)

	def on_trash(self):
		if self.submitted_on:
			frappe.throw(
				_("It was submitted on {0} and stays on record; withdraw it instead.").format(
					self.submitted_on
				),
				SuggestionOnRecordError,
			)
		similar_suggestions.delete_entry(self.name)

	def signers_for_unit(self) -> str:
		"""The signers as the handling unit may know them, one a line with telephone; nobody if anonymous.

		Of suggestions merged into this one their number, title and signers follow.
		"""
		return handling.signers_for_unit(self)

	@frappe.whitelist()
	def get_clock_words(self) -> list[dict]:
		"""Return the office's running clocks with the arithmetic behind them, for the form."""
		self.check_permission("read")
		return clocks.in_words(self)

	@frappe.whitelist()
	def get_next_step(self) -> str:
		"""Return what comes next, in words, for the head of the form."""
		self.check_permission("read")
		motion = self.kind == motions.MOTION
		return say(stages.next_step(self.stage, is_motion=motion, two_steps=bool(self.two_step_review)))

	@frappe.whitelist()
	def get_versions(self) -> list[dict]:
		"""Return each submitted text and the present one: label, returned (reason), values by field."""
		self.check_permission("read")
		return review.versions(self)

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

	@frappe.whitelist(methods=["POST"])
	def send_cosigning_links(
		self, answer_by: str | None = None, channel: str = "list", with_lead: bool | int = 0
	) -> list[dict]:
		"""Issue a one-time link to each co-signer whose answer is awaited; `channel` is list, mail or sms."""
		self.check_permission("write")
		return cosigning.send_links(self, answer_by, channel, bool(cint(with_lead)))

	@frappe.whitelist(methods=["POST"])
	def enter_signatures(self, rows: list | str) -> None:
		"""Enter co-signers' decisions from the signed paper: rows of {deputy, state, decided_on, reason, scan}."""
		self.check_permission("write")
		cosigning.enter_paper(self, frappe.parse_json(rows))

	@frappe.whitelist(methods=["POST"])
	def split(self, parts: list | str, reason: str | None = None) -> list[str]:
		"""Split into several, each demand in one of them: rows of {title, demands, category, situation, cause}."""
		self.check_permission("write")
		return splitting.split(self, frappe.parse_json(parts), reason)

	@frappe.whitelist(methods=["POST"])
	def merge_into(self, main: str, reason: str | None = None) -> None:
		"""Share the handling of `main`; number, letters and ratings stay its own."""
		self.check_permission("write")
		merging.merge(self, main, reason or "")

	@frappe.whitelist(methods=["POST"])
	def undo_merge(self, reason: str | None = None) -> None:
		"""Take it out of the merging, until a reply is issued."""
		self.check_permission("write")
		merging.undo(self, reason or "")

	@frappe.whitelist(methods=["POST"])
	def send_withdrawal_links(
		self, reason: str, answer_by: str | None = None, channel: str = "list"
	) -> list[dict]:
		"""Issue a one-time link to each signer who has not asked for the withdrawal yet."""
		self.check_permission("write")
		return withdrawing.send_links(self, reason, answer_by, channel)

	@frappe.whitelist(methods=["POST"])
	def enter_withdrawal(self, rows: list | str) -> None:
		"""Enter who asks on paper for the withdrawal: rows of {deputy, decided_on, scan}."""
		self.check_permission("write")
		withdrawing.enter_paper(self, frappe.parse_json(rows))

	@frappe.whitelist(methods=["POST"])
	def mark_key(self, leader: str, year: int | str | None = None, leader_user: str | None = None) -> None:
		"""Make it a key suggestion of a year that a leader takes in charge; the chair's right."""
		marks.require_chair(self)
		marks.mark_key(self, cint(year), leader, leader_user)

	@frappe.whitelist(methods=["POST"])
	def unmark_key(self, reason: str) -> None:
		"""Take the mark back, with the reason; the chair's right."""
		marks.require_chair(self)
		marks.unmark_key(self, reason)

	@frappe.whitelist(methods=["POST"])
	def mark_excellent(self, excellent: bool | int = 1) -> None:
		"""Mark a closed suggestion as excellent, or take it back; the chair's right."""
		marks.require_chair(self)
		marks.mark_excellent(self, bool(cint(excellent)))


def on_doctype_update() -> None:
	"""A registration number is given once in a congress; every township has its own number one."""
	frappe.db.add_unique("Deputy Suggestion", ["congress", "registration_number"])
