"""The page behind a co-signer's one-time link: what it shows, and how the answer is recorded."""

import hashlib
import json

import frappe
from frappe import _
from frappe.utils import cstr, getdate, today

from deputy_affairs.rules.motions import MOTION
from deputy_affairs.rules.signing import CONFIRMED, INVITED, LINK, REFUSED

from . import cosigning, writing
from .errors import SignerError

WORDS = {"agree": "同意联名", "refuse": "不同意联名"}


class TextChangedError(frappe.ValidationError):
	"""The text was changed while the deputy had the page open."""


def is_open(doc, link) -> bool:
	"""Only while the suggestion is being written and this deputy's answer is awaited."""
	if doc.workflow_state not in cosigning.OPEN_STATES:
		return False
	if link.deputy == doc.lead_deputy:
		return not doc.lead_confirmed_on
	row = cosigning.row_of(doc, link.deputy)
	return bool(row) and row.state == INVITED and not (row.answer_by and getdate(row.answer_by) < getdate())


def describe(doc, link) -> dict:
	"""The text, the lead deputy, who else signed, until when an answer is expected."""
	row = cosigning.row_of(doc, link.deputy)
	signed = [r.deputy_name for r in doc.cosigners if r.state == CONFIRMED and r.deputy != link.deputy]
	return {
		"name": writing.deputy_name(link.deputy),
		"is_lead": link.deputy == doc.lead_deputy,
		"is_motion": doc.kind == MOTION,
		"kind": "议案" if doc.kind == MOTION else "建议",
		"title": doc.title,
		"situation": doc.situation or "",
		"cause": doc.cause or "",
		"demands": [row.demand for row in doc.demands],
		"lead": doc.lead_deputy_name,
		"signed": signed,
		"answer_by": row.answer_by if row else None,
		"asked_again": bool(row and row.asked_again_on),
		"text": fingerprint(doc),
	}


def fingerprint(doc) -> str:
	"""Tells whether the text that was read is the one that stands now."""
	text = json.dumps([doc.kind, writing.text_of(doc)], ensure_ascii=False, sort_keys=True)
	return hashlib.sha256(text.encode()).hexdigest()[:16]


def submit(doc, link, values: dict) -> list[tuple[str, str]]:
	"""Write down the answer of the deputy whom the link was issued to; return what was recorded.

	Raises SignerError when the answer is none or a refusal lacks its reason, TextChangedError.
	"""
	decision, reason = cstr(values.get("decision")), cstr(values.get("reason")).strip()
	if decision not in WORDS:
		frappe.throw(_("Please choose whether you agree."), SignerError)
	if values.get("text") != fingerprint(doc):
		frappe.throw(
			_("The text was changed just now. Please open the link again and read it once more."),
			TextChangedError,
		)
	if link.deputy == doc.lead_deputy:
		return _lead_confirms(doc, decision)
	if decision == "refuse" and not reason:
		frappe.throw(_("Please write in a few words why you do not co-sign."), SignerError)
	cosigning.row_of(doc, link.deputy).db_set(
		{
			"state": CONFIRMED if decision == "agree" else REFUSED,
			"decided_on": today(),
			"manner": LINK,
			"reason": reason[:500] if decision == "refuse" else None,
			"entered_by": None,
		},
		# The record keeps its time: a form that the office has open at this moment can still be saved.
		update_modified=False,
	)
	doc.reload()
	doc.db_set("proposer_shown", writing.show_proposer(doc), update_modified=False)
	_tell_open_forms(doc)
	recorded = [("建议", doc.title), ("您的答复", WORDS[decision])]
	return [*recorded, ("理由", reason)] if decision == "refuse" else recorded


def _lead_confirms(doc, decision: str) -> list[tuple[str, str]]:
	if decision != "agree":
		frappe.throw(
			_("The lead deputy does not refuse the own suggestion; please tell the congress office."),
			SignerError,
		)
	doc.db_set("lead_confirmed_on", today(), update_modified=False)
	_tell_open_forms(doc)
	return [("建议", doc.title), ("您的答复", "确认本人签名")]


def _tell_open_forms(doc) -> None:
	frappe.publish_realtime("suggestion_signed", doctype=doc.doctype, docname=doc.name, after_commit=True)
