"""The check of a reply before issue, from the record: shown while it is written, binding when it goes on."""

import frappe
from frappe import _
from frappe.utils import getdate, today

from deputy_affairs import settings
from deputy_affairs.i18n import say
from deputy_affairs.permissions import require_scope
from deputy_affairs.rules import reply_check
from deputy_affairs.rules.reply_findings import BLOCKS, HINT, JUSTIFY

from ..deputy_suggestion import merging
from ..suggestion_assignment.suggestion_assignment import assist_opinions
from . import course

CHECKERS = {"Congress Clerk", "Congress Chair", "Government Office"}
# Where a checker may still write a justification.
OPEN_STATES = ("Under Check", "Awaiting Sign-off", "Signed Off")
ANSWER_FIELDS = ("outcome", "answer", "promised_date", "responsible")


class IncompleteReplyError(frappe.ValidationError):
	"""The reply lacks what a letter needs (class, answers, promises, contact; U02, QD-S §29)."""


class UnjustifiedFindingError(IncompleteReplyError):
	"""A finding is neither remedied nor justified in writing by whoever checks the reply."""


class JustificationError(frappe.ValidationError):
	"""A justification is empty, or there is nothing to justify."""


def findings(reply) -> list[reply_check.Finding]:
	"""All findings on the reply as it stands in memory."""
	return reply_check.check(load(reply))


def load(reply) -> reply_check.Reply:
	"""The record as plain data. The names of anonymous signers stay out of it."""
	suggestion = frappe.get_doc("Deputy Suggestion", reply.suggestion)
	class_ = frappe.db.get_value(
		"Reply Class", reply.reply_class or "", ["stands_for", "needs_promise"], as_dict=True
	) or frappe._dict(stands_for="", needs_promise=0)
	signers, addressees = _people(reply, suggestion)
	return reply_check.Reply(
		today=getdate(),
		title=reply.suggestion_title or "",
		number=reply.registration_number or "",
		answers=tuple(
			reply_check.Answer(
				row.demand or "",
				row.outcome or "",
				row.answer or "",
				getdate(row.promised_date) if row.promised_date else None,
				row.responsible or "",
			)
			for row in reply.answers
		),
		class_letter=reply.reply_class or "",
		stands_for=class_.stands_for or "",
		needs_promise=bool(class_.needs_promise),
		opening=reply.opening or "",
		body=reply.body or "",
		contact_person=reply.contact_person or "",
		contact_phone=reply.contact_phone or "",
		contacted=bool(frappe.db.exists("Handling Contact", {"assignment": reply.assignment})),
		no_contact_reason=reply.no_contact_reason or "",
		signers=signers,
		addressees=addressees,
		anonymous=bool(suggestion.is_anonymous),
		public=reply.is_public == "Public",
		assist=tuple(
			(row.unit_name, row.opinion or "")
			for row in assist_opinions(frappe.get_doc("Suggestion Assignment", reply.assignment))
		),
	)


def _people(reply, suggestion) -> tuple[tuple[str, ...], tuple[str, ...]]:
	"""Names of those who are owed the reply, and of those for whom a letter is made.

	Owed it are the signers of the suggestion and of those merged into it (ZJ-S §18 §22), or their lead deputies
	who pass it on where the congress wants so (QD-S §28). Nobody who asked not to be named is among them.
	"""
	from deputy_affairs.paperwork import papers  # it imports the DocTypes

	if suggestion.is_anonymous:
		return (), ()
	lead_only = settings.value(reply.congress, "reply_to_signers") == "Lead Deputy Only"
	owed = []
	for own in (suggestion, *merging.merged_suggestions(suggestion.name)):
		if not own.is_anonymous:
			owed += [own.lead_deputy] if lead_only else own.signers()
	served = [row.deputy for row in papers.who_gets_a_letter(reply, suggestion)]
	names = dict(
		frappe.get_all(
			"Deputy", filters={"name": ("in", [*owed, *served])}, fields=["name", "deputy_name"], as_list=True
		)
	)
	return tuple(names[d] for d in dict.fromkeys(owed)), tuple(names[d] for d in dict.fromkeys(served))


def justified(reply) -> set[str]:
	"""Keys of the findings that a checker has justified."""
	return {row.finding_key for row in reply.justifications}


def enforce(reply, before_check: bool = False) -> None:
	"""Refuse what blocks; after the draft also what nobody has justified.

	Raises IncompleteReplyError, UnjustifiedFindingError.
	"""
	found = findings(reply)
	if blocking := [finding for finding in found if finding.severity == BLOCKS]:
		frappe.throw(
			_("Before it goes on, please remedy: {0}").format(_as_list(blocking)),
			IncompleteReplyError,
			title=_("The reply is not complete"),
		)
	reasons = justified(reply)
	open_ = [finding for finding in found if finding.severity == JUSTIFY and finding.key not in reasons]
	if open_ and before_check:
		frappe.msgprint(
			_("Whoever checks it will ask about these; it is quicker to improve them now: {0}").format(
				_as_list(open_)
			),
			title=_("The reply has been submitted for check"),
			indicator="orange",
			alert=True,  # the form shows the same list
		)
	elif open_:
		frappe.throw(
			_(
				"Send it back for improvement, or justify in writing at each finding why it can stay: {0}"
			).format(_as_list(open_)),
			UnjustifiedFindingError,
			title=_("Not justified yet"),
		)


def _as_list(found: list[reply_check.Finding]) -> str:
	lines = [f"<li>{frappe.utils.escape_html(in_words(finding))}</li>" for finding in found]
	return f"<ul>{''.join(lines)}</ul>"


def in_words(finding: reply_check.Finding) -> str:
	"""A finding and its remedy as one line."""
	return _("{0}. {1}").format(say(finding.text), say(finding.advice))


def justify(reply, key: str, reason: str) -> None:
	"""Write down why a finding can stay; by somebody who checks and has not written the reply.

	Raises JustificationError, frappe.PermissionError.
	"""
	if not CHECKERS & set(frappe.get_roles()):
		frappe.throw(_("Whoever checks the reply justifies a finding."), frappe.PermissionError)
	if frappe.session.user in course.writers(reply) - {"Administrator"}:
		frappe.throw(_("You wrote or changed this reply; somebody else checks it."), frappe.PermissionError)
	if reply.workflow_state not in OPEN_STATES:
		frappe.throw(_("Findings are justified once the reply is under check."), JustificationError)
	if not (reason or "").strip():
		frappe.throw(_("Please write why it can stay as it is."), JustificationError)
	finding = next((row for row in findings(reply) if row.key == key), None)
	if not finding or finding.severity != JUSTIFY:
		frappe.throw(_("There is no such finding any more, or it has to be remedied."), JustificationError)
	for row in reply.justifications:
		if row.finding_key == key:
			row.update({"reason": reason.strip(), "given_by": frappe.session.user, "given_on": today()})
			return
	reply.append(
		"justifications",
		{
			"finding": say(finding.text),
			"finding_key": key,
			"reason": reason.strip(),
			"given_by": frappe.session.user,
			"given_on": today(),
		},
	)


@frappe.whitelist()
def check_draft(values: str | dict) -> list[dict]:
	"""Check a reply as it stands on the screen; `values` are its fields, saved or not.

	Returns rows of code, key, severity, demand, fieldname, excerpt, text, advice, source, reason.
	"""
	values = frappe.parse_json(values)
	reply = _as_on_screen(values)
	reasons = {row.finding_key: row.reason for row in reply.justifications}
	order = (BLOCKS, JUSTIFY, HINT)
	return [
		{
			"code": finding.code,
			"key": finding.key,
			"severity": finding.severity,
			"demand": finding.demand,
			"fieldname": finding.fieldname,
			"excerpt": finding.excerpt,
			"text": say(finding.text),
			"advice": say(finding.advice),
			"source": _(finding.source),
			"reason": reasons.get(finding.key, ""),
		}
		for finding in sorted(findings(reply), key=lambda row: order.index(row.severity))
	]


def _as_on_screen(values: dict):
	"""The stored reply, or a new one to an assignment the user may answer, with the text from the screen."""
	name = values.get("name")
	if name and frappe.db.exists("Suggestion Reply", name):
		reply = frappe.get_doc("Suggestion Reply", name)
		reply.check_permission("read")
	else:
		frappe.has_permission("Suggestion Reply", "create", throw=True)
		reply = frappe.new_doc("Suggestion Reply", assignment=values.get("assignment"))
		reply.take_over()
		require_scope(reply)
	for fieldname in course.CONTENT:
		if fieldname in values and fieldname != "answers":
			reply.set(fieldname, values[fieldname])
	for row, given in zip(reply.answers, values.get("answers") or [], strict=False):
		row.update({fieldname: given.get(fieldname) for fieldname in ANSWER_FIELDS})
	return reply
