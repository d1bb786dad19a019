"""The register of issued papers (发文登记): each is made once, kept with its file, and only read afterwards."""

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import get_url

from deputy_affairs import document_numbers, settings
from deputy_affairs.paperwork import stamp

DOCTYPE = "Issued Document"
# No characters that look alike; twelve of them are about 59 bits, far too many to guess.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12


class VoidPaperError(frappe.ValidationError):
	"""A void paper is not printed again."""


class DamagedFileError(frappe.ValidationError):
	"""The stored file is not the one that was registered."""


@dataclass
class Issue:
	"""What the register says of a paper beside its file; `copy_number` is the signer's place, 0 nobody's."""

	kind: str
	title: str
	number: str
	congress: str
	organ: str
	issued_on: str
	subject: str
	addressee: str
	copy_number: int = 0
	signer: str = ""
	round: int = 0
	unit: str | None = None


def sha256(content: bytes) -> str:
	"""The checksum that the register keeps, in hexadecimal."""
	return hashlib.sha256(content).hexdigest()


def registered_copies(congress: str, number: str) -> list[dict]:
	"""Return what is registered under a number, in the order of copies."""
	return frappe.get_all(
		DOCTYPE,
		filters={"congress": congress, "number": number},
		fields=[
			"name",
			"copy_number",
			"addressee",
			"subject",
			"reference_doctype",
			"reference_name",
			"status",
			"void_reason",
			"file",
			"file_hash",
		],
		order_by="copy_number asc",
	)


def is_void(congress: str, number: str) -> bool:
	"""Whether the papers issued under this number were voided."""
	return bool(frappe.db.exists(DOCTYPE, {"congress": congress, "number": number, "status": "Void"}))


def once(paper, template, issue: Issue) -> bytes:
	"""Return the paper's file: the registered one, or the one made now and registered with it.

	`paper` has doctype, name, file_name and context; `template()` loads the template in force, which a
	registered paper no longer needs. Raises VoidPaperError, DamagedFileError.
	"""
	rows = registered_copies(issue.congress, issue.number)
	row = _same_letter(rows, paper, issue)
	if row:
		return _stored(issue.number, row)
	taken = {row.copy_number for row in rows}
	if issue.copy_number in taken:
		issue.copy_number = max(taken) + 1
	return _register(paper, template, issue)


def _same_letter(rows: list[dict], paper, issue: Issue) -> dict | None:
	"""The registered letter that is this one. Of several copies it is the addressee's, never another's: who gets
	which copy changes with a merging undone or a suggestion handed to another unit.
	"""
	if not issue.copy_number:
		return next((row for row in rows if not row.copy_number), None)
	own = [row for row in rows if (row.reference_doctype, row.reference_name) == (paper.doctype, paper.name)]
	if paper.doctype == "Suggestion Assignment":
		return next((row for row in own if row.copy_number), None)
	addressed = [row for row in rows if row.addressee == issue.addressee[:140] and row.copy_number]
	return next((row for row in addressed if row in own), None) or next(
		(row for row in addressed if row.subject == issue.subject[:140]), None
	)


def earlier_number(kind: str, record, number: str) -> str:
	"""The number of the letter of this kind that went out for a record before the one of `number`, or nothing."""
	return (
		frappe.db.get_value(
			DOCTYPE,
			{
				"kind": kind,
				"reference_doctype": record.doctype,
				"reference_name": record.name,
				"status": "Genuine",
				"number": ("!=", number),
			},
			"number",
			order_by="creation desc",
		)
		or ""
	)


def _stored(number: str, row: dict) -> bytes:
	if row.status == "Void":
		frappe.throw(_("{0} is void: {1}").format(number, row.void_reason), VoidPaperError)
	name = frappe.db.get_value("File", {"file_url": row.file, "attached_to_doctype": DOCTYPE})
	content = frappe.get_doc("File", name).get_content() if name else b""
	if sha256(content) != row.file_hash:
		frappe.throw(
			_("The stored file of {0} is damaged. Please ask the administrator to restore it.").format(
				number
			),
			DamagedFileError,
		)
	return content


def _register(paper, template: Callable, issue: Issue) -> bytes:
	compiled = template()
	content = compiled.render(paper.context)
	code_word = "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))
	if settings.value(issue.congress, "print_qr") == "Yes":
		content = stamp.add_code(content, get_url(f"/verify?c={code_word}"), shown(code_word))
	code, year, serial = document_numbers.parse(issue.number)
	doc = frappe.get_doc(
		{
			"doctype": DOCTYPE,
			"kind": issue.kind,
			"paper_title": issue.title,
			"number": issue.number,
			"organ_code": code,
			"year": year,
			"serial": serial,
			"congress": issue.congress,
			"organ": issue.organ,
			"unit": issue.unit,
			"subject": issue.subject[:140],
			"addressee": issue.addressee[:140],
			"copy_number": issue.copy_number,
			"signer": issue.signer,
			"issued_on": issue.issued_on,
			"issued_by": frappe.session.user,
			"round": issue.round,
			"reference_doctype": paper.doctype,
			"reference_name": paper.name,
			"status": "Genuine",
			"code_word": code_word,
			"template": compiled.record,
			"template_hash": compiled.digest,
			"data_hash": _hash_of_data(paper.context),
			"file_hash": sha256(content),
		}
	)
	doc.flags.by_system = True
	# Nobody may write the register; whoever may make the paper makes its entry.
	doc.insert(ignore_permissions=True)  # see above
	doc.file = _keep(doc, paper.file_name, content)
	doc.flags.ignore_permissions = True  # see above
	doc.submit()
	return content


def _keep(doc, file_name: str, content: bytes) -> str:
	"""Lay the file beside the register's entry, private, and return its address."""
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": file_name,
			"content": content,
			"is_private": 1,
			"attached_to_doctype": doc.doctype,
			"attached_to_name": doc.name,
			"attached_to_field": "file",
		}
	)
	file.flags.by_system = True
	# As the entry itself, see _register.
	return file.insert(ignore_permissions=True).file_url  # see above


def _hash_of_data(context: dict) -> str:
	return sha256(json.dumps(context, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8"))


def shown(code_word: str) -> str:
	"""A code word as it is printed, in groups of four."""
	return "-".join(code_word[at : at + 4] for at in range(0, len(code_word), 4))


def plain(code_word: str) -> str:
	"""A code word as it was typed, without what people put between."""
	return "".join(char for char in (code_word or "").upper() if char in ALPHABET)[: CODE_LENGTH + 1]


def verify(code_word: str, content: bytes | None) -> str:
	"""Say "genuine", "altered", "void" or "unknown" of a code word, a file, or both.

	A file that goes with a code must be that paper to the byte. A file alone is known by its checksum.
	"""
	code_word = plain(code_word)
	if code_word:
		key = {"code_word": code_word}
	elif content is not None:
		key = {"file_hash": sha256(content)}
	else:
		return "unknown"
	row = frappe.db.get_value(DOCTYPE, {**key, "docstatus": 1}, ["file_hash", "status"], as_dict=True)
	if not row:
		return "unknown"
	if content is not None and sha256(content) != row.file_hash:
		return "altered"
	return "void" if row.status == "Void" else "genuine"
