"""Papers from records: permission, number, template, Word file, PDF, attachment."""

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.core.doctype.file.utils import get_content_hash
from frappe.utils import cint, getdate

from deputy_affairs import settings
from deputy_affairs.deputy_affairs.doctype.suggestion_assignment.suggestion_assignment import LIVE_STATES
from deputy_affairs.numbering import next_serial
from deputy_affairs.paperwork import catalogue, contexts, pdf
from deputy_affairs.paperwork.errors import TemplateError
from deputy_affairs.paperwork.messages import in_words
from deputy_affairs.paperwork.names import document_filename
from deputy_affairs.paperwork.rendering import Template, compile_template

MOST_AT_ONCE = 200
PREVIEW_NUMBER = "（待编号）"


class PaperworkError(frappe.ValidationError):
	"""A paper cannot be made; the message says what is missing."""


@dataclass
class Paper:
	"""One paper to be made: the record it is attached to, its file name and the values it is filled with."""

	doctype: str
	name: str
	file_name: str
	context: dict


@frappe.whitelist(methods=["POST"])
def create(kind: str, doctype: str, names: str | list, with_pdf: bool | int = 0) -> dict:
	"""Make the papers of a kind for records; each file is private, attached to its record, named in Chinese.

	Returns {"files": [{"file_url", "file_name", "record"}], "failed": [{"record", "error"}]}: what cannot be
	made is named, the rest is made. Printing a record again gives the same file as long as it says the same.
	"""
	if not catalogue_has(kind, doctype):
		frappe.throw(_("There is no such paper for {0}.").format(_(doctype)), PaperworkError)
	names = frappe.parse_json(names) if isinstance(names, str) else names
	if not names or len(names) > MOST_AT_ONCE:
		frappe.throw(_("Please choose 1 to {0} records.").format(MOST_AT_ONCE), PaperworkError)
	if cint(with_pdf) and not pdf.available():
		frappe.throw(
			_("PDF needs LibreOffice on the server; please ask the administrator, or take the Word file."),
			PaperworkError,
		)
	maker = Maker(kind, cint(with_pdf))
	for batch in _batches(kind, doctype, names):
		maker.make(batch)
	return {"files": maker.files, "failed": maker.failed}


def catalogue_has(kind: str, doctype: str) -> bool:
	"""Whether there is a form of this kind for this DocType."""
	return any(form.KIND == kind and form.REFERENCE_DOCTYPE == doctype for form in catalogue.forms())


def _batches(kind: str, doctype: str, names: list[str]) -> list[list]:
	"""Records that share one paper: notices of one unit and day go together, everything else alone."""
	documents = []
	for name in dict.fromkeys(names):
		document = frappe.get_doc(doctype, name)
		document.check_permission("print")
		documents.append(document)
	if kind != "assignment_notice":
		return [[document] for document in documents]
	groups: dict[tuple, list] = {}
	for document in documents:
		meeting = frappe.db.get_value("Deputy Suggestion", document.suggestion, "meeting")
		groups.setdefault((document.congress, document.unit, document.assigned_on, meeting), []).append(
			document
		)
	return list(groups.values())


class Maker:
	"""Makes papers one after the other, with one compiled template a congress."""

	def __init__(self, kind: str, with_pdf: int = 0):
		self.kind, self.with_pdf = kind, with_pdf
		self.files: list[dict] = []
		self.failed: list[dict] = []
		self._templates: dict[str, Template] = {}

	def make(self, documents: list) -> None:
		"""Make the papers of one batch; on an error nothing of it stays."""
		frappe.db.savepoint("paper")
		try:
			made = [self._write(paper) for paper in PAPERS[self.kind](documents)]
		except (TemplateError, frappe.ValidationError, frappe.PermissionError) as error:
			frappe.db.rollback(save_point="paper")
			labels = catalogue.form(self.kind).LABELS
			words = in_words(error, labels) if isinstance(error, TemplateError) else str(error)
			frappe.clear_last_message()
			self.failed += [{"record": doc.get_title() or doc.name, "error": words} for doc in documents]
		else:
			self.files += [file for files in made for file in files]

	def _template(self, congress: str) -> Template:
		if congress not in self._templates:
			self._templates[congress] = load_template(self.kind, congress)
		return self._templates[congress]

	def _write(self, paper: Paper) -> list[dict]:
		congress = frappe.db.get_value(paper.doctype, paper.name, "congress")
		content = self._template(congress).render(paper.context)
		files = [attach(paper, paper.file_name, content)]
		if self.with_pdf:
			name = paper.file_name.removesuffix(".docx") + ".pdf"
			# LibreOffice writes its clock into a PDF: the same letter again is told by its unchanged Word file.
			earlier = find_attached(paper, name) if files[0]["existed"] else None
			files.append(
				{**files[0], "file_url": earlier.file_url, "file_name": name}
				if earlier
				else attach(paper, name, pdf.to_pdf(content))
			)
		return files


def load_template(kind: str, congress: str) -> Template:
	"""Return the template in force: of the congress, of a higher one, then for all; an office's before stock."""
	order = [*[name for name, _values in settings.chain_of(congress)], ""]
	rows = frappe.get_all(
		"Paperwork Template",
		filters={"kind": kind, "enabled": 1, "template_file": ("is", "set")},
		fields=["name", "congress", "is_stock", "modified"],
		order_by="modified desc",
	)
	rows = [row for row in rows if (row.congress or "") in order]
	if not rows:
		frappe.throw(
			_("No template is switched on for {0}.").format(catalogue.form(kind).TITLE), PaperworkError
		)
	rows.sort(key=lambda row: (order.index(row.congress or ""), row.is_stock))
	template = frappe.get_doc("Paperwork Template", rows[0].name)
	# The reader of a paper need not be able to read the template.
	template.flags.by_system = True
	return compile_template(template.file().get_content())


def find_attached(paper: Paper, file_name: str, content_hash: str | None = None) -> dict | None:
	"""Return the newest file of this name (storage may have added to it) on the paper's record."""
	stem, extension = file_name.rsplit(".", 1)
	filters = {
		"attached_to_doctype": paper.doctype,
		"attached_to_name": paper.name,
		"file_name": ("like", f"{stem}%.{extension}"),
	}
	if content_hash:
		filters["content_hash"] = content_hash
	rows = frappe.get_all("File", filters=filters, fields=["file_url"], order_by="creation desc", limit=1)
	return rows[0] if rows else None


def attach(paper: Paper, file_name: str, content: bytes) -> dict:
	"""Attach a private file to the record, or return the attached one when it says the same already."""
	file = find_attached(paper, file_name, get_content_hash(content))
	existed = bool(file)
	if not file:
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": file_name,
				"content": content,
				"is_private": 1,
				"attached_to_doctype": paper.doctype,
				"attached_to_name": paper.name,
			}
			# Printing needs no write permission on the record; the paper belongs to it all the same.
		).insert(ignore_permissions=True)  # see above
	return {"file_url": file.file_url, "file_name": file_name, "record": paper.name, "existed": existed}


def _presidium_number(congress: str) -> str:
	"""Give the next number of the presidium's letters, e.g. 云溪人主函〔2026〕12号."""
	code = frappe.db.get_value("Congress", congress, "presidium_code")
	if not code:
		frappe.throw(
			_("The congress has no document code of the presidium. Please enter it on {0} first.").format(
				congress
			),
			PaperworkError,
		)
	prefix = f"{code}〔{getdate().year}〕"
	return f"{prefix}{next_serial(f'{congress}:{prefix}')}号"


def _require_office(doctype: str) -> None:
	"""Notices carry a number of the presidium; only who assigns may draw one."""
	frappe.has_permission("Suggestion Assignment", "create", throw=True)


def _suggestion_form(documents: list) -> list[Paper]:
	suggestion = documents[0]
	name = document_filename(suggestion.title, "suggestion_form")
	return [Paper(suggestion.doctype, suggestion.name, name, contexts.suggestion_form(suggestion))]


def _receipt_notice(documents: list) -> list[Paper]:
	"""One letter a signer; all carry the one number that the notice got first."""
	suggestion = documents[0]
	_require_office(suggestion.doctype)
	if not suggestion.registration_number:
		frappe.throw(_("A notice is sent once the suggestion is registered."), PaperworkError)
	if not suggestion.receipt_number:
		suggestion.receipt_number = _presidium_number(suggestion.congress)
		suggestion.db_set("receipt_number", suggestion.receipt_number, update_modified=False)
	people = [person["name"] for person in contexts.people_of(suggestion)]
	return [
		Paper(
			suggestion.doctype,
			suggestion.name,
			document_filename(suggestion.title, "receipt_notice", name if len(people) > 1 else ""),
			contexts.receipt_notice(suggestion, name, suggestion.receipt_number),
		)
		for name in people
	]


def _assignment_notice(documents: list) -> list[Paper]:
	"""One notice for all assignments of a unit; it is attached to the first of them."""
	_require_office(documents[0].doctype)
	for document in documents:
		if document.workflow_state not in LIVE_STATES:
			frappe.throw(
				_("{0} was returned; there is nothing to notify.").format(document.suggestion_title),
				PaperworkError,
			)
	number = next((doc.notice_number for doc in documents if doc.notice_number), None)
	number = number or _presidium_number(documents[0].congress)
	for document in documents:
		if not document.notice_number:
			document.notice_number = number
			document.db_set("notice_number", number, update_modified=False)
	first = documents[0]
	name = document_filename(first.suggestion_title, "assignment_notice")
	if len(documents) > 1:
		unit = frappe.db.get_value("Handling Unit", first.unit, "unit_name")
		name = document_filename(f"关于交{unit}办理{len(documents)}件代表建议", "")
	return [Paper(first.doctype, first.name, name, contexts.assignment_notice(documents, number))]


def _reply_letter(documents: list) -> list[Paper]:
	"""One letter a signer; before it is issued a preview without number, marked so in its name.

	Whoever may not know the signers of an anonymous suggestion gets one letter without a name; letters with
	the names are attached to the suggestion, which the unit cannot read, instead of the reply.
	"""
	reply = documents[0]
	suggestion = frappe.get_doc("Deputy Suggestion", reply.suggestion)
	issued = reply.workflow_state == "Issued"
	names = [person["name"] for person in contexts.people_of(suggestion)]
	if settings.value(reply.congress, "reply_to_signers") == "Lead Deputy Only":
		names = names[:1]
	owner = reply
	if suggestion.is_anonymous:
		if suggestion.has_permission("read"):
			owner = suggestion
		else:
			names = [contexts.NAMELESS]
	number = reply.document_number if issued else PREVIEW_NUMBER
	issued_on = contexts.iso(reply.issued_on) if issued else contexts.today_iso()
	papers = []
	for name in names:
		file_name = document_filename(
			reply.suggestion_title, "reply_letter", name if len(names) > 1 else "", round=reply.round
		)
		papers.append(
			Paper(
				owner.doctype,
				owner.name,
				file_name if issued else f"预览-{file_name}",
				contexts.reply_letter(reply, name, number, issued_on),
			)
		)
	return papers


def _opinion_form(documents: list) -> list[Paper]:
	rating = documents[0]
	name = document_filename(rating.suggestion_title, "opinion_form", rating.deputy_name)
	return [Paper(rating.doctype, rating.name, name, contexts.opinion_form(rating))]


PAPERS = {
	"suggestion_form": _suggestion_form,
	"receipt_notice": _receipt_notice,
	"assignment_notice": _assignment_notice,
	"reply_letter": _reply_letter,
	"opinion_form": _opinion_form,
}
