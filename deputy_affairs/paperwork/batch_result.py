"""The result of a paper batch: a zip, one Word file or one PDF of all papers that were made."""

import io
import json
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.core.doctype.file.file import File
from pypdf import PdfReader, PdfWriter

from deputy_affairs.paperwork import joining, pdf, site_fonts
from deputy_affairs.paperwork.errors import TemplateFileError
from deputy_affairs.paperwork.names import safe_name

PDF_SECONDS = 60  # for one letter


class NothingMadeError(Exception):
	"""There is no result; the message says why."""


@dataclass
class Made:
	"""A finished paper and the line of its record."""

	row: object
	file_name: str
	content: bytes


class ResultFile(File):
	"""A result may be larger than what the site lets people upload: it is made here, not sent in."""

	def check_max_file_size(self) -> int:
		"""Size in bytes, without the limit for uploads."""
		return len(self._content or b"")


def make_result(batch, progress) -> None:
	"""Make the file of all papers done and close the batch. Raises NothingMadeError.

	`progress` is the job's; it raises when the batch is cancelled.
	"""
	papers = _papers(batch, progress)
	progress.commit(0)
	content, ending = b"", "docx"
	if papers:
		if batch.result_form == "One PDF":
			content, ending = _pdf(batch, papers, progress), "pdf"
		elif batch.result_form == "One Word File":
			content = _joined(batch, papers)
		else:
			content = joining.zip_documents((paper.file_name, paper.content) for paper in papers)
			ending = "zip"
	if not content:
		raise NothingMadeError(_("None of the papers could be made; the lines say why."))
	count = sum(paper.row.status == "Done" for paper in papers)
	name = f"{safe_name(batch.paper_title, 60)}（{count}份）.{ending}"
	progress.end("Finished", progress=100, papers=count, result=_keep(batch, name, content))


def _papers(batch, progress) -> list[Made]:
	"""The papers of all lines done, in the order of the lines; a line whose file is gone is named."""
	lines = [
		(row, file)
		for row in batch.items
		if row.status == "Done" and row.paper_of == row.idx
		for file in json.loads(row.files or "[]")
	]
	urls = list({file["file_url"] for _row, file in lines})
	names = dict(
		frappe.get_all("File", filters={"file_url": ("in", urls)}, fields=["file_url", "name"], as_list=True)
	)
	papers, gone = [], {}
	for row, file in lines:
		try:
			content = frappe.get_doc("File", names[file["file_url"]]).get_content()
		except (KeyError, OSError, frappe.DoesNotExistError):
			gone[row.name] = row
			continue
		papers.append(Made(row, file["file_name"], content))
	for row in gone.values():
		progress.note(row, "Failed", _("The file was deleted; resume the batch to make it again."))
	return [paper for paper in papers if paper.row.name not in gone]


def _joined(batch, papers: list[Made]) -> bytes:
	try:
		return joining.join(
			[paper.content for paper in papers], duplex=bool(batch.duplex), title=batch.paper_title
		)
	except TemplateFileError as error:
		raise NothingMadeError(_("The papers could not be joined: {0}").format(error.args[0])) from error


def _pdf(batch, papers: list[Made], progress) -> bytes:
	"""One PDF of all papers; LibreOffice reads them one by one, so that a bad one costs only itself."""
	made: dict[int, bytes] = {}
	try:
		results = pdf.convert_many(
			(paper.content for paper in papers), timeout_per_file=PDF_SECONDS, fonts=site_fonts.chosen()
		)
	except pdf.PdfUnavailable as error:
		raise NothingMadeError(
			_("PDF needs LibreOffice on the server; please ask the administrator, or take the Word file.")
		) from error
	try:
		for count, result in enumerate(results, 1):
			if result.error:
				late = isinstance(result.error, pdf.PdfTimeout)
				reason = (
					_("Making the PDF took too long.") if late else _("LibreOffice could not make the PDF.")
				)
				progress.note(papers[result.index].row, "Failed", reason)
			else:
				made[result.index] = result.pdf
			progress.commit(count / len(papers))
	finally:
		results.close()  # ends LibreOffice when the batch is cancelled
	kept = [made[index] for index, paper in enumerate(papers) if index in made and paper.row.status == "Done"]
	return _bound(kept, bool(batch.duplex)) if kept else b""


def _bound(documents: list[bytes], duplex: bool) -> bytes:
	"""Bind PDFs into one; with `duplex` each begins on a new sheet."""
	writer = PdfWriter()
	for data in documents:
		if duplex and len(writer.pages) % 2:
			writer.add_blank_page()
		writer.append(PdfReader(io.BytesIO(data)), import_outline=False)
	buffer = io.BytesIO()
	writer.write(buffer)
	return buffer.getvalue()


def _keep(batch, name: str, content: bytes) -> str:
	"""Attach the result to the batch in place of an earlier one, private; returns its address."""
	earlier = frappe.get_all(
		"File", filters={"attached_to_doctype": batch.doctype, "attached_to_name": batch.name}, pluck="name"
	)
	file = ResultFile(
		{
			"doctype": "File",
			"file_name": name,
			"content": content,
			"is_private": 1,
			"attached_to_doctype": batch.doctype,
			"attached_to_name": batch.name,
			"attached_to_field": "result",
		}
		# Nobody may write a batch; its result is the job's.
	).insert(ignore_permissions=True)  # see above
	for old in earlier:  # at most one
		frappe.delete_doc("File", old, ignore_permissions=True)  # as above
	return file.file_url
