"""Papers from records: permission, number, template, Word file, PDF, attachment."""

import frappe
from frappe import _
from frappe.core.doctype.file.utils import get_content_hash
from frappe.utils import cint

from deputy_affairs import issued_documents, settings
from deputy_affairs.paperwork import catalogue, pdf, site_fonts
from deputy_affairs.paperwork.errors import TemplateError
from deputy_affairs.paperwork.messages import in_words
from deputy_affairs.paperwork.papers import Paper, PaperworkError, letters_to_issue
from deputy_affairs.paperwork.papers_more import PAPERS, TOGETHER
from deputy_affairs.paperwork.papers_supervision import paper_of
from deputy_affairs.paperwork.rendering import Template, compile_template

MOST_AT_ONCE = 200


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
	"""Records that share one paper, such as notices of one unit and day; the others each alone."""
	documents = []
	for name in dict.fromkeys(names):
		document = frappe.get_doc(doctype, name)
		document.check_permission("print")
		documents.append(document)
	if kind not in TOGETHER:
		return [[document] for document in documents]
	groups: dict[tuple, list] = {}
	for document in documents:
		groups.setdefault(TOGETHER[kind](document), []).append(document)
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
			words = (
				in_words(error, labels)
				if isinstance(error, TemplateError)
				else str(error) or _("You may not make this paper.")
			)
			frappe.clear_last_message()
			self.failed += [{"record": doc.get_title() or doc.name, "error": words} for doc in documents]
		else:
			self.files += [file for files in made for file in files]

	def _template(self, congress: str) -> Template:
		if congress not in self._templates:
			self._templates[congress] = load_template(self.kind, congress)
		return self._templates[congress]

	def issue(self, papers: list[Paper]) -> None:
		"""Make and register papers that go out now; what cannot be made stops the caller's transaction."""
		try:
			for paper in papers:
				self._write(paper)
		except TemplateError as error:
			frappe.throw(in_words(error, catalogue.form(self.kind).LABELS), PaperworkError)

	def _content(self, paper: Paper) -> bytes:
		congress = frappe.db.get_value(paper.doctype, paper.name, "congress")
		if paper.issue:
			return issued_documents.once(paper, lambda: self._template(congress), paper.issue)
		content = self._template(congress).render(paper.context)
		return paper.finish(content) if paper.finish else content

	def _write(self, paper: Paper) -> list[dict]:
		content = self._content(paper)
		files = [attach(paper, paper.file_name, content)]
		if self.with_pdf:
			name = paper.file_name.removesuffix(".docx") + ".pdf"
			# LibreOffice writes its clock into a PDF: the same letter again is told by its unchanged Word file.
			earlier = find_attached(paper, name) if files[0]["existed"] else None
			files.append(
				{**files[0], "file_url": earlier.file_url, "file_name": name}
				if earlier
				else attach(paper, name, pdf.to_pdf(content, fonts=site_fonts.chosen()))
			)
		return files


def load_template(kind: str, congress: str) -> Template:
	"""Return the template in force: of the congress, of a higher one, then for all.

	Of several of one congress an office's comes before stock, then the default, then the one changed last.
	"""
	order = [*[name for name, _values in settings.chain_of(congress)], ""]
	rows = frappe.get_all(
		"Paperwork Template",
		filters={"kind": kind, "enabled": 1, "template_file": ("is", "set")},
		fields=["name", "congress", "is_stock", "is_default"],
		order_by="modified desc",
	)
	rows = [row for row in rows if (row.congress or "") in order]
	if not rows:
		frappe.throw(
			_("No template is switched on for {0}.").format(catalogue.form(kind).TITLE), PaperworkError
		)
	rows.sort(key=lambda row: (order.index(row.congress or ""), row.is_stock, -row.is_default))
	template = frappe.get_doc("Paperwork Template", rows[0].name)
	# The reader of a paper need not be able to read the template.
	template.flags.by_system = True
	content = template.file().get_content()
	compiled = compile_template(content)
	compiled.record, compiled.digest = template.name, issued_documents.sha256(content)
	return compiled


def issue_reply(reply) -> None:
	"""Make the letters of a reply at the moment it is issued: later printing returns these very files."""
	Maker("reply_letter").issue(letters_to_issue(reply))


def issue_report(report) -> None:
	"""Make the paper of a report of the office at the moment it is issued."""
	kind = frappe.scrub(report.doctype)
	Maker(kind).issue(PAPERS[kind]([report]))


def issue_notice(notice) -> None:
	"""Make the paper of a notice of supervision at the moment it is issued."""
	kind = paper_of(notice)
	Maker(kind).issue(PAPERS[kind]([notice]))


def find_attached(paper: Paper, file_name: str, content_hash: str | None = None) -> dict | None:
	"""Return the newest file of this name (storage may have added to it) on the paper's record."""
	stem, extension = file_name.rsplit(".", 1)
	filters = {"file_name": ("like", f"{stem}%.{extension}")}
	if paper.makers_own:
		filters.update({"attached_to_doctype": ("is", "not set"), "owner": frappe.session.user})
	else:
		filters.update({"attached_to_doctype": paper.doctype, "attached_to_name": paper.name})
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
				"attached_to_doctype": None if paper.makers_own else paper.doctype,
				"attached_to_name": None if paper.makers_own else paper.name,
			}
			# Printing needs no write permission on the record; the paper belongs to it all the same.
		).insert(ignore_permissions=True)  # see above
	return {"file_url": file.file_url, "file_name": file_name, "record": paper.name, "existed": existed}
