import re

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from deputy_affairs.i18n import rule_errors
from deputy_affairs.permissions import require_scope
from deputy_affairs.rules import mandates as rules
from deputy_affairs.rules.composition import age_on
from deputy_affairs.rules.roster import pinyin_key, stroke_key

from ..constituency.constituency import count_seated

ELECTABLE_AGE = 18  # EL20 §4


class OneMandateATermError(frappe.ValidationError):
	"""A deputy holds one mandate a term."""


class MandatePlaceError(frappe.ValidationError):
	"""Term, constituency and congress of a mandate do not belong together."""


class SeatsTakenError(frappe.ValidationError):
	"""The constituency has no free seat (EL20 §25)."""


class CardNumberError(frappe.ValidationError):
	"""Two deputies of one term carry the same card number (DL25 §49)."""


class MandateStatusError(frappe.ValidationError):
	"""A status was changed without date and reason, or in an order the law does not know (DL25 §61-62)."""


class DeputyAgeError(frappe.ValidationError):
	"""The date of birth makes the deputy too young to be elected."""


class Deputy(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from deputy_affairs.deputy_affairs.doctype.deputy_mandate.deputy_mandate import DeputyMandate
		from deputy_affairs.deputy_affairs.doctype.deputy_status_change.deputy_status_change import (
			DeputyStatusChange,
		)

		birth_date: DF.Date
		card_number: DF.Data | None
		congress: DF.Link
		constituency: DF.Link | None
		deputy_group: DF.Link | None
		deputy_name: DF.Data
		education: DF.Literal[
			"",
			"Primary School or Below",
			"Junior High School",
			"Senior High School",
			"Technical Secondary School",
			"Junior College",
			"Bachelor",
			"Master",
			"Doctor",
		]
		ethnicity: DF.Data | None
		first_elected: DF.Date | None
		gender: DF.Literal["", "Male", "Female"]
		has_fixed_wage: DF.Check
		home_address: DF.Data | None
		id_number: DF.Data | None
		mandates: DF.Table[DeputyMandate]
		occupation: DF.Literal[
			"",
			"Farmer",
			"Worker",
			"Village Cadre",
			"Township Cadre",
			"Teacher",
			"Medical Worker",
			"Technician",
			"Business Owner",
			"Self-employed",
			"Other",
		]
		phone: DF.Data | None
		photo: DF.AttachImage | None
		pinyin_key: DF.Data | None
		political_party: DF.Data | None
		post: DF.Data | None
		status: DF.Literal[
			"",
			"In Office",
			"Suspended",
			"Resigned",
			"Ordered to Resign",
			"Recalled",
			"Moved Away",
			"Absent Twice",
			"Lost Rights",
			"Deceased",
			"Expired",
		]
		status_changes: DF.Table[DeputyStatusChange]
		stroke_key: DF.Data | None
		term: DF.Link | None
		user: DF.Link | None
		workplace: DF.Data | None
	# end: auto-generated types

	def before_insert(self):
		require_scope(self)

	def validate(self):
		self.tidy_name()
		self.validate_age()
		self.validate_mandate_places()
		self.validate_one_mandate_a_term()
		self.validate_card_numbers()
		self.validate_history()
		self.validate_statuses()
		self.validate_seats()
		self.set_present_mandate()

	def tidy_name(self):
		"""Rosters pad two-character names with blanks; the register keeps the plain name."""
		self.deputy_name = re.sub(r"\s+", "", self.deputy_name or "")
		self.stroke_key = stroke_key(self.deputy_name)
		self.pinyin_key = pinyin_key(self.deputy_name)

	def validate_age(self):
		if self.birth_date and age_on(getdate(self.birth_date), getdate()) < ELECTABLE_AGE:
			frappe.throw(
				_("{0}: born on {1}, younger than {2}. Please check the date of birth.").format(
					self.deputy_name, self.birth_date, ELECTABLE_AGE
				),
				DeputyAgeError,
			)

	def validate_mandate_places(self):
		for row in self.mandates:
			term = frappe.db.get_value(
				"Congress Term", row.term, ["congress", "title", "start_date", "end_date"], as_dict=True
			)
			if term.congress != self.congress:
				frappe.throw(
					_("The term {0} belongs to {1}, not to {2}.").format(
						term.title, term.congress, self.congress
					),
					MandatePlaceError,
				)
			place = frappe.db.get_value(
				"Constituency", row.constituency, ["term", "constituency_name"], as_dict=True
			)
			if place.term != row.term:
				frappe.throw(
					_("The constituency {0} is not one of the term {1}.").format(
						place.constituency_name, term.title
					),
					MandatePlaceError,
				)
			row.start_date = row.start_date or term.start_date
			if not term.start_date <= getdate(row.start_date) <= term.end_date:
				frappe.throw(
					_("The mandate starts outside the term {0}.").format(term.title), MandatePlaceError
				)

	def validate_one_mandate_a_term(self):
		terms = [row.term for row in self.mandates]
		for row in self.mandates:
			if terms.count(row.term) > 1:
				frappe.throw(
					_("{0} has two mandates in the term {1}.").format(self.deputy_name, row.term),
					OneMandateATermError,
				)

	def validate_card_numbers(self):
		for row in self.mandates:
			if not row.card_number:
				continue
			other = frappe.db.get_value(
				"Deputy Mandate",
				{
					"card_number": row.card_number,
					"term": row.term,
					"parent": ("!=", self.name or ""),
					"parenttype": "Deputy",
				},
				"parent",
			)
			if other:
				frappe.throw(
					_("Card number {0} belongs to {1} already.").format(
						row.card_number, frappe.db.get_value("Deputy", other, "deputy_name")
					),
					CardNumberError,
				)

	def validate_history(self):
		"""Only `change_status` writes the history, and only a group says who belongs to it."""
		before = self.get_doc_before_save()
		self.deputy_group = before.deputy_group if before else None
		if not before:
			self.status_changes = []
		elif not self.flags.changing_status and _history(self) != _history(before):
			frappe.throw(
				_("The history in office is kept by the system and cannot be edited."), MandateStatusError
			)

	def validate_statuses(self):
		"""Statuses change with `change_status` only; a new mandate begins in office or lies in a past term."""
		before = self.get_doc_before_save()
		stored = {row.name: row for row in before.mandates} if before else {}
		for row in self.mandates:
			old = stored.get(row.name)
			if self.flags.changing_status:
				continue
			if old:
				if (row.status, str(row.end_date or "")) != (old.status, str(old.end_date or "")):
					frappe.throw(
						_(
							"Please change the status with the button Change Status; it needs a date and a reason."
						),
						MandateStatusError,
					)
				row.status_since, row.status_reason = old.status_since, old.status_reason
			elif row.status == rules.EXPIRED:
				row.end_date = frappe.db.get_value("Congress Term", row.term, "end_date")
				if getdate(row.end_date) >= getdate():
					frappe.throw(_("The term {0} still runs.").format(row.term), MandateStatusError)
			else:
				with rule_errors(MandateStatusError):
					rules.check_status_change(
						None, row.status, getdate(row.start_date), getdate(row.start_date), None, None
					)
				row.status_since = row.start_date
		gone = set(stored) - {row.name for row in self.mandates}
		if any(stored[name].status_reason for name in gone):
			frappe.throw(
				_("A mandate whose status was changed stays on record and cannot be removed."),
				MandateStatusError,
			)

	def validate_seats(self):
		for row in self.mandates:
			if row.status not in rules.SEATED:
				continue
			seats, name = frappe.db.get_value(
				"Constituency", row.constituency, ["seats", "constituency_name"]
			)
			if count_seated(row.constituency, without_deputy=self.name) >= seats:
				frappe.throw(_("{0} has {1} seats and all are taken.").format(name, seats), SeatsTakenError)

	def set_present_mandate(self):
		"""Show the mandate of the running term, else the latest one, on the deputy itself for lists and filters."""
		if not self.mandates:
			self.status = self.term = self.constituency = self.card_number = None
			return
		latest = max(self.mandates, key=lambda row: getdate(row.start_date))
		if self.term != latest.term:
			self.deputy_group = None
		self.status, self.term = latest.status, latest.term
		self.constituency, self.card_number = latest.constituency, latest.card_number
		earliest = min(getdate(row.start_date) for row in self.mandates)
		if not self.first_elected or getdate(self.first_elected) > earliest:
			self.first_elected = earliest

	def on_update(self):
		before = self.get_doc_before_save()
		touched = {row.constituency for row in self.mandates}
		if before:
			touched |= {row.constituency for row in before.mandates}
		for constituency in touched:
			frappe.db.set_value("Constituency", constituency, "seats_taken", count_seated(constituency))

	def on_trash(self):
		if self.status_changes:
			frappe.throw(
				_("{0} has a history in office and stays in the register.").format(self.deputy_name),
				MandateStatusError,
			)

	@frappe.whitelist(methods=["POST"])
	def change_status(self, term: str, status: str, changed_on: str, reason: str | None = None) -> None:
		"""Change the status of a mandate on a day, with its reason (DL25 §61-62).

		Raises MandateStatusError for an unknown term, an order the law does not know, a day outside the
		mandate or a missing reason.
		"""
		self.check_permission("write")
		row = next((row for row in self.mandates if row.term == term), None)
		if not row:
			frappe.throw(_("{0} has no mandate in this term.").format(self.deputy_name), MandateStatusError)
		day = getdate(changed_on)
		if day > getdate():
			frappe.throw(_("The date lies in the future."), MandateStatusError)
		end = row.end_date or frappe.db.get_value("Congress Term", term, "end_date")
		with rule_errors(MandateStatusError):
			rules.check_status_change(row.status, status, day, getdate(row.start_date), getdate(end), reason)
		self.append(
			"status_changes",
			{
				"term": term,
				"from_status": row.status,
				"to_status": status,
				"changed_on": day,
				"reason": reason,
				"changed_by": frappe.session.user,
			},
		)
		row.status, row.status_since, row.status_reason = status, day, reason
		row.end_date = day if rules.ends_credentials(status) else None
		self.flags.changing_status = True
		self.save()


def _history(deputy) -> list[tuple]:
	return [
		(row.term, row.from_status, row.to_status, getdate(row.changed_on), row.reason or "", row.changed_by)
		for row in deputy.status_changes
	]


def expire_mandates(day=None) -> int:
	"""Expire the mandates of terms that ended before the day (today); returns how many. Safe to run twice."""
	term, mandate = frappe.qb.DocType("Congress Term"), frappe.qb.DocType("Deputy Mandate")
	rows = (
		frappe.qb.from_(mandate)
		.join(term)
		.on(term.name == mandate.term)
		.select(mandate.parent, mandate.term, term.end_date)
		.where((term.end_date < getdate(day)) & mandate.status.isin(rules.SEATED))
		.run()
	)
	for deputy, term_name, end_date in rows:
		doc = frappe.get_doc("Deputy", deputy)
		doc.change_status(term_name, rules.EXPIRED, str(end_date))
	return len(rows)
