"""Co-signers: each decides for themselves, by a one-time link or on the signed paper that the office enters.

The page behind the link is `cosigning_link`.
"""

import frappe
from frappe import _
from frappe.utils import add_days, cstr, getdate, today

from deputy_affairs import one_time_links, settings
from deputy_affairs.i18n import say
from deputy_affairs.rules import signing
from deputy_affairs.rules.signing import CONFIRMED, INVITED, LAPSED, LINK, PAPER, Signature

from .errors import SignerError

PURPOSE = "Co-signing"
OPEN_STATES = ("Draft", "Returned for Rewriting")
# What a deputy has decided by link is theirs; a form that was open meanwhile does not take it back.
ANSWER_FIELDS = ("state", "decided_on", "manner", "reason", "entered_by")


def signatures(rows) -> list[Signature]:
	"""Rows of a table of signatures for the pure rules."""
	return [_signature(row) for row in rows]


def _signature(row) -> Signature:
	return Signature(
		deputy=row.deputy,
		state=row.state or INVITED,
		answer_by=getdate(row.get("answer_by")) if row.get("answer_by") else None,
		decided_on=getdate(row.decided_on) if row.decided_on else None,
		manner=row.manner or "",
		reason=row.reason or "",
		has_scan=bool(row.scan),
	)


def keep_answers(suggestion) -> None:
	"""Put back what came in by link while the form was open; nobody enters such an answer by hand."""
	before = suggestion.get_doc_before_save()
	stored = {row.name: row for row in before.cosigners} if before else {}
	for row in suggestion.cosigners:
		old = stored.get(row.name)
		if old and old.manner == LINK and old.deputy == row.deputy:
			row.update({field: old.get(field) for field in ANSWER_FIELDS})
		elif row.manner == LINK and not suggestion.split_from:
			frappe.throw(
				_("{0}: an answer by link is given by the deputy alone; enter the signed paper.").format(
					row.deputy_name or row.deputy
				),
				SignerError,
			)
		for field in ("invited_on", "asked_again_on"):
			row.set(field, old.get(field) if old else None)


def settle(suggestion, text_changed: bool) -> None:
	"""Bring the signatures up to date: entries of the office, time that is over, confirmations of an older text."""
	before = suggestion.get_doc_before_save()
	stored = {row.name: row for row in before.cosigners} if before else {}
	day = getdate()
	for row in suggestion.cosigners:
		if not suggestion.flags.by_system:
			_take_entry(row, stored.get(row.name), day)
		row.state = signing.after(_signature(row), day)
	if text_changed:
		_ask_again(suggestion, day)


def _take_entry(row, old, day) -> None:
	"""What the office has entered in the row: from the signed paper, with its day."""
	row.state = row.state or INVITED
	if row.state in (INVITED, LAPSED):
		renewed = old and row.answer_by and cstr(old.answer_by) != cstr(row.answer_by)
		if row.state == LAPSED and renewed and getdate(row.answer_by) >= day:
			row.state = INVITED  # given more time
		row.decided_on = row.manner = row.reason = None
		return
	if row.manner == LINK:
		return
	row.manner = PAPER
	changed = not old or any(cstr(old.get(f)) != cstr(row.get(f)) for f in ("state", "decided_on", "reason"))
	if changed:
		row.entered_by = frappe.session.user
		try:
			signing.validate_entry(_signature(row), day)
		except signing.SignatureError as error:
			frappe.throw(f"{row.deputy_name or row.deputy}：{say(error.text)}", SignerError)


def _ask_again(suggestion, day) -> None:
	from_paper = suggestion.entry_mode == "From Paper"
	returned = suggestion.workflow_state == "Returned for Rewriting"
	names = []
	before = suggestion.get_doc_before_save()
	stored = {row.name: row for row in before.cosigners} if before else {}
	for row in suggestion.cosigners:
		old = stored.get(row.name)
		# Who is confirmed in this very save has signed the text as it stands now.
		if not old or old.state != CONFIRMED or cstr(old.decided_on) != cstr(row.decided_on):
			continue
		if signing.must_confirm_again(_signature(row), from_paper, returned):
			row.update({"state": INVITED, "decided_on": None, "manner": None, "asked_again_on": day})
			row.answer_by = row.answer_by if row.answer_by and getdate(row.answer_by) >= day else None
			names.append(row.deputy_name or row.deputy)
	if suggestion.lead_confirmed_on and not (from_paper and not returned):
		suggestion.lead_confirmed_on = None
	if names:
		frappe.msgprint(
			_("The text has changed; please ask for the confirmation again: {0}").format("、".join(names)),
			indicator="orange",
			title=_("Confirm Again"),
		)


def open_rows(suggestion) -> list:
	return [row for row in suggestion.cosigners if row.state == INVITED]


def require_open(suggestion) -> None:
	if suggestion.workflow_state not in OPEN_STATES:
		frappe.throw(_("It is submitted; signatures no longer change."), SignerError)


def send_links(suggestion, answer_by: str | None, channel: str, with_lead: bool = False) -> list[dict]:
	"""Issue a link to everybody whose answer is awaited and hand it out; an earlier link no longer works.

	Rows: deputy, name, phone, url, sent ("mail", "sms" or empty: to be handed on by the office).
	"""
	require_open(suggestion)
	until = getdate(answer_by) if answer_by else None
	until = until or getdate(add_days(today(), settings.value(suggestion.congress, "cosign_days")))
	if until < getdate():
		frappe.throw(_("The day until which they can answer has passed."), SignerError)
	rows = open_rows(suggestion)
	ask_lead = with_lead and not suggestion.lead_confirmed_on
	if not rows and not ask_lead:
		frappe.throw(_("Nobody's answer is awaited; enter the co-signers first."), SignerError)
	deputies = [row.deputy for row in rows] + ([suggestion.lead_deputy] if ask_lead else [])
	for row in rows:
		row.db_set({"answer_by": until, "invited_on": getdate()}, update_modified=False)
	people = people_by_name(deputies)
	answers = []
	for deputy in deputies:
		url = one_time_links.issue(PURPOSE, suggestion, deputy, until)
		answers.append(hand_out(suggestion, people[deputy], url, until, channel))
	return answers


def people_by_name(deputies: list[str]) -> dict:
	rows = frappe.get_all(
		"Deputy", filters={"name": ("in", deputies)}, fields=["name", "deputy_name", "phone", "user.email"]
	)
	return {row.name: row for row in rows}


def hand_out(suggestion, person, url: str, until, channel: str, what: str | None = None) -> dict:
	"""Send one link where the deputy can be reached in this way, and say whether it was sent."""
	what = what or _("You are asked to co-sign the suggestion “{0}”").format(suggestion.title)
	message = _("{0}: {1}. Please answer until {2}: {3}").format(person.deputy_name, what, until, url)
	sent = ""
	one_time_links.mark_sent(url, "Copied")
	if channel == "mail" and person.email:
		frappe.sendmail(
			recipients=[person.email],
			subject=what,
			message=frappe.utils.escape_html(message),
			reference_doctype=suggestion.doctype,
			reference_name=suggestion.name,
		)
		sent = "mail"
		one_time_links.mark_sent(url, "Mail")
	elif channel == "sms" and person.phone and sms_is_configured():
		from frappe.core.doctype.sms_settings.sms_settings import send_sms

		send_sms([person.phone], message, success_msg=False)
		sent = "sms"
		one_time_links.mark_sent(url, "SMS")
	return {
		"deputy": person.name,
		"name": person.deputy_name,
		"phone": person.phone or "",
		"has_mail": bool(person.email),
		"url": url,
		"message": message,
		"sent": sent,
	}


def sms_is_configured() -> bool:
	return bool(frappe.db.get_single_value("SMS Settings", "sms_gateway_url"))


def lapse(day) -> None:
	"""Invitations that nobody answered until their date have lapsed; one step of the daily job."""
	row = frappe.qb.DocType("Suggestion Cosigner")
	parent = frappe.qb.DocType("Deputy Suggestion")
	due = (
		frappe.qb.from_(row)
		.join(parent)
		.on(parent.name == row.parent)
		.select(row.name)
		.where((row.answer_by < day) & (row.state == INVITED) & (row.parenttype == "Deputy Suggestion"))
		.where(parent.workflow_state.isin(OPEN_STATES))
	).run(pluck=True)
	if due:
		frappe.qb.update(row).set(row.state, LAPSED).where(row.name.isin(due)).run()


def row_of(doc, deputy: str):
	return next((row for row in doc.cosigners if row.deputy == deputy), None)


def enter_paper(suggestion, rows: list[dict]) -> None:
	"""Enter signatures from the signed paper: rows of deputy, state, decided_on, reason, scan."""
	require_open(suggestion)
	for values in rows:
		row = row_of(suggestion, values.get("deputy"))
		if not row:
			frappe.throw(_("{0} is not among the co-signers.").format(values.get("deputy")), SignerError)
		for field in ("state", "decided_on", "reason", "scan"):
			if field in values:
				row.set(field, values[field] or None)
		row.manner = PAPER
	suggestion.save()
