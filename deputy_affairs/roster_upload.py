"""A clerk's way to import a roster: good rows are kept, bad rows are named, nothing is lost.

The framework's Data Import belongs to the site's administrator and stops the whole file at the first value it
does not know. Here the rows it would stop at are set aside and named, the others go through Data Import, whose
record keeps file and log.
"""

import json
import re

import frappe
from frappe import _
from frappe.utils import strip_html
from frappe.utils.xlsxutils import make_xlsx

from deputy_affairs.roster_import import EMPTY, TRANSLATED, read_rows, translate_rows

MOST_ROWS = 1000
IMPORTABLE = ("Deputy", "Constituency", "Handling Unit", "Workday Exception")
# What an office types into the first row; each is understood by roster_import.
EXAMPLE_HEADERS = (
	"姓名",
	"性别",
	"出生日期",
	"民族",
	"党派",
	"学历",
	"职业",
	"工作单位",
	"职务",
	"联系电话",
	"人大",
	"届次",
	"选区",
	"代表证号",
)
EXAMPLE_ROW = ("张建国", "男", "1978年5月", "汉族", "中共党员", "高中", "村干部", "下河村", "党支部书记")


class RosterFileError(frappe.ValidationError):
	"""The file holds no rows, too many rows, or none of the columns that a roster needs."""


@frappe.whitelist(methods=["POST"])
def import_roster(file_name: str, doctype: str = "Deputy") -> dict:
	"""Import an uploaded .xlsx or .csv (`file_name`: the File record) as new records of a DocType.

	Returns {"imported": number, "failed": [{"row", "who", "reason"}], "data_import": name}; rows are counted as
	in the file, the header being row 1. Raises RosterFileError when nothing can be read from the file.
	"""
	if doctype not in IMPORTABLE:
		frappe.throw(_("{0} is not imported from a roster.").format(_(doctype)), RosterFileError)
	frappe.has_permission(doctype, "import", throw=True)
	file = frappe.get_doc("File", file_name)
	file.check_permission("read")
	roster = Roster(doctype, read_rows(file))
	roster.set_unknown_values_aside()
	roster.run()
	return {"imported": roster.imported, "failed": roster.failed, "data_import": roster.data_import}


class Roster:
	"""Rows of a file on their way into the register."""

	def __init__(self, doctype: str, rows: list[list]):
		if len(rows) < 2:
			frappe.throw(
				_("The file holds no rows. Please upload an .xlsx or .csv file with a header row."),
				RosterFileError,
			)
		if len(rows) > MOST_ROWS + 1:
			frappe.throw(
				_("The file holds {0} rows; at most {1} at once.").format(len(rows) - 1, MOST_ROWS),
				RosterFileError,
			)
		self.doctype = doctype
		translated = translate_rows(doctype, rows)
		if translated[0] == [str(cell) for cell in rows[0]] and not frappe.get_meta(doctype).has_field(
			rows[0][0]
		):
			frappe.throw(
				_("No column was recognised. Please use the headers of the example file."), RosterFileError
			)
		self.header = translated[0]
		# translate_rows leaves blank rows out; remember where the others stood.
		numbers = [n for n, row in enumerate(rows[1:], 2) if any(cell not in EMPTY for cell in row)]
		self.rows = dict(zip(numbers, translated[1:], strict=True))
		self.imported, self.failed, self.data_import = 0, [], None

	def set_unknown_values_aside(self) -> None:
		"""Take out and name the rows with a value that no choice or record stands for."""
		while True:
			importer = self._new_import().get_importer()
			importer.import_file.get_payloads_for_import()  # only then it has looked at each row
			numbers = list(self.rows)
			bad: dict[int, list[str]] = {}
			for warning in importer.import_file.get_warnings():
				if warning.get("type") == "info":
					continue
				if warning.get("row"):
					number = numbers[warning["row"] - 2]
					bad.setdefault(number, []).append(self._words(warning, self.rows[number]))
			if not bad:
				return
			for number, reasons in bad.items():
				self._fail(number, "；".join(dict.fromkeys(reasons)))
			if not self.rows:
				return

	def _words(self, warning: dict, row: list) -> str:
		"""What is wrong with a cell, in the words of the roster instead of the stored values."""
		field = warning.get("field") or {}
		label = _(field.get("label") or "", context=field.get("parent"))
		if field.get("fieldtype") == "Select":
			choices = "、".join(
				_(option, context=field["parent"]) for option in field["options"].split("\n") if option
			)
			return _("{0} can be one of: {1}").format(label, choices)
		if field.get("fieldtype") == "Link":
			cells = dict(zip((header.rsplit(".", 1)[-1] for header in self.header), row, strict=False))
			return _("{0}: there is no “{1}”").format(label, cells.get(field["fieldname"]))
		message = strip_html(warning.get("message") or "")
		return f"{label}：{message}" if label else message

	def _fail(self, number: int, reason: str) -> None:
		row = self.rows.pop(number)
		who = next((str(cell) for cell in row if cell not in EMPTY), "")
		self.failed.append({"row": number, "who": who, "reason": reason})

	def _new_import(self):
		"""A Data Import of the rows that are left, in place of the one before."""
		if self.data_import:
			# Our own trial of before.
			frappe.delete_doc("Data Import", self.data_import, ignore_permissions=True)  # see above
		# The framework lets administrators alone keep Data Imports; import permission was checked above.
		doc = frappe.get_doc(
			{
				"doctype": "Data Import",
				"reference_doctype": self.doctype,
				"import_type": "Insert New Records",
				"mute_emails": 1,
			}
		).insert(ignore_permissions=True)  # see above
		content = make_xlsx([self.header, *self.rows.values()], self.doctype[:31]).getvalue()
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{TRANSLATED}{frappe.generate_hash(length=10)}.xlsx",
				"content": content,
				"is_private": 1,
				"attached_to_doctype": doc.doctype,
				"attached_to_name": doc.name,
			}
		).insert(ignore_permissions=True)  # belongs to the import above
		doc.import_file = file.file_url
		doc.save(ignore_permissions=True)  # see above
		self.data_import = doc.name
		return doc

	def run(self) -> None:
		"""Import what is left, row by row; a row that a rule refuses is named."""
		if self.rows:
			# The importer rolls back row by row; its own record must stay.
			frappe.db.commit()  # nosemgrep: see above
			importer = frappe.get_doc("Data Import", self.data_import).get_importer()
			try:
				importer.import_data()
			finally:
				importer.after_import()
			self._read_log()
			if self.rows and not self.imported and not self.failed:
				frappe.throw(_("Nothing could be imported. Please check the headers."), RosterFileError)
		self.failed.sort(key=lambda row: row["row"])

	def _read_log(self) -> None:
		numbers = list(self.rows)
		for log in frappe.get_all(
			"Data Import Log",
			filters={"data_import": self.data_import},
			fields=["success", "row_indexes", "messages", "exception"],
			order_by="log_index",
		):
			if log.success:
				self.imported += 1
				continue
			number = numbers[json.loads(log.row_indexes)[0] - 2]
			self._fail(number, _reason(log))


def _reason(log) -> str:
	"""The message a rule gave, else the last line of the exception."""
	messages = []
	for message in json.loads(log.messages or "[]"):
		message = json.loads(message) if isinstance(message, str) else message
		messages.append(strip_html(message.get("message") or ""))
	if messages:
		return "；".join(messages)
	last = (log.exception or "").strip().splitlines()[-1:]
	return re.sub(r"^[\w.]+(Error|Exception): ", "", last[0]) if last else _("unknown error")


@frappe.whitelist()
def download_example() -> None:
	"""Stream an example roster with the headers that are understood and one row to overwrite."""
	frappe.has_permission("Deputy", "import", throw=True)
	row = [*EXAMPLE_ROW, "13800000000", "", "第十九届", "", ""]
	frappe.response["filename"] = "代表名册示例.xlsx"
	frappe.response["filecontent"] = make_xlsx([list(EXAMPLE_HEADERS), row], "代表名册").getvalue()
	frappe.response["type"] = "binary"
