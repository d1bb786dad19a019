"""Rosters as clerks write them: Chinese headers, Chinese values, dates with dots, in Data Import.

The framework's importer matches labels of the user's language without their context and takes the stored
(English) values of choices and the IDs of links only. Before it reads a file for one of our DocTypes, the
file is put into its terms: headers become field names, choices stored values, titles IDs. The file that was
uploaded stays attached; the translated copy is what gets imported. A value that cannot be recognised is left
as it is, so that the importer names its row.
"""

import re

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.utils import cstr
from frappe.utils.csvutils import read_csv_content
from frappe.utils.xlsxutils import make_xlsx, read_xlsx_file_from_attached_file

MODULE = "Deputy Affairs"
TRANSLATED = "deputy_affairs_import_"
EMPTY = ("", None)
# Headers that rosters carry besides our labels; field names of the DocType they belong to.
ALIASES = {
	"Deputy": {
		"姓名": "deputy_name",
		"性别": "gender",
		"出生日期": "birth_date",
		"出生年月": "birth_date",
		"民族": "ethnicity",
		"政治面貌": "political_party",
		"党派": "political_party",
		"人大": "congress",
		"学历": "education",
		"文化程度": "education",
		"职业": "occupation",
		"工作单位": "workplace",
		"职务": "post",
		"联系电话": "phone",
		"电话": "phone",
		"手机": "phone",
		"身份证号": "id_number",
		"家庭住址": "home_address",
		"首次当选": "first_elected",
		"届次": "mandates.term",
		"选区": "mandates.constituency",
		"代表证号": "mandates.card_number",
		"任职起": "mandates.start_date",
	},
}
# Words for stored choices that are common on rosters but are not our translation.
SYNONYMS = {
	"education": {
		"小学": "Primary School or Below",
		"初中": "Junior High School",
		"高中": "Senior High School",
		"中专": "Technical Secondary School",
		"大专": "Junior College",
		"专科": "Junior College",
		"本科": "Bachelor",
		"大学": "Bachelor",
		"研究生": "Master",
		"硕士": "Master",
		"博士": "Doctor",
	},
	"occupation": {"村干部": "Village Cadre", "农民": "Farmer", "教师": "Teacher", "医生": "Medical Worker"},
}


def translate_file(data_import, method: str | None = None) -> None:
	"""Document event of Data Import: replace the uploaded file by its translated copy, once."""
	if not data_import.import_file or TRANSLATED in data_import.import_file:
		return
	doctype = data_import.reference_doctype
	if not doctype or frappe.get_meta(doctype).module != MODULE:
		return
	name = frappe.db.get_value("File", {"file_url": data_import.import_file})
	if not name:
		return
	rows = read_rows(frappe.get_doc("File", name))
	if not rows:
		return
	translated = translate_rows(doctype, rows)
	if translated == rows:
		return
	copy = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{TRANSLATED}{frappe.generate_hash(length=8)}.xlsx",
			"content": make_xlsx(translated, doctype).getvalue(),
			"is_private": 1,
			"attached_to_doctype": "Data Import",
			"attached_to_name": data_import.name,  # a new one has its name by now
			"attached_to_field": "import_file",
		}
	).insert(ignore_permissions=True)  # a copy of the user's own file for the user's own import
	data_import.import_file = copy.file_url


def read_rows(file) -> list[list]:
	"""Return the rows of an attached .xlsx or .csv (UTF-8 or GBK, as WPS writes it); others are left alone."""
	extension = (file.file_url or "").rsplit(".", 1)[-1].lower()
	content = file.get_content()
	if extension == "xlsx":
		if isinstance(content, str):
			content = content.encode("utf-8", "surrogateescape")
		return read_xlsx_file_from_attached_file(fcontent=content)
	if extension == "csv":
		if isinstance(content, bytes):
			content = _decode(content)
		return read_csv_content(content)
	return []


def _decode(content: bytes) -> str:
	for encoding in ("utf-8-sig", "gb18030"):
		try:
			return content.decode(encoding)
		except UnicodeDecodeError:
			continue
	frappe.throw(_("The file is neither UTF-8 nor GBK text. Please save it as .xlsx."))


def translate_rows(doctype: str, rows: list[list]) -> list[list]:
	"""Return the rows with field names as headers and stored values in the cells."""
	columns = [Column(doctype, cstr(header)) for header in rows[0]]
	body = [
		[column.stored(cell, row, columns) for column, cell in zip(columns, row, strict=False)]
		for row in rows[1:]
		if any(cell not in EMPTY for cell in row)
	]
	return [[column.header for column in columns], *body]


class Column:
	"""One column of a roster: the field it stands for and how its cells become stored values."""

	def __init__(self, doctype: str, title: str):
		self.title = title
		self.df, self.table = find_field(doctype, title)
		self.header = title
		if self.df:
			self.header = f"{self.table.fieldname}.{self.df.fieldname}" if self.table else self.df.fieldname
		self._known: dict = {}

	def stored(self, cell, row: list, columns: list["Column"]):
		if cell in EMPTY or not self.df:
			return cell
		if self.df.fieldtype == "Select":
			return self._choice(cstr(cell).strip())
		if self.df.fieldtype == "Link":
			return self._link(cstr(cell).strip(), _context(row, columns))
		if self.df.fieldtype == "Date":
			return plain_date(cell)
		if self.df.fieldtype in ("Data", "Phone"):
			return cstr(int(cell)) if isinstance(cell, float) and cell.is_integer() else cstr(cell).strip()
		return cell

	def _choice(self, cell: str) -> str:
		synonym = SYNONYMS.get(self.df.fieldname, {}).get(cell)
		if synonym:
			return synonym
		for option in (self.df.options or "").split("\n"):
			if option and cell in _words(option, self.df.parent):
				return option
		return cell

	def _link(self, cell: str, context: dict) -> str:
		"""The ID behind a title such as 第十九届 or 东街选区, within the row's congress and term."""
		if frappe.db.exists(self.df.options, cell):
			return cell
		meta = frappe.get_meta(self.df.options)
		if not meta.title_field or meta.title_field == "name":
			return cell
		filters = {meta.title_field: cell}
		for fieldname in ("congress", "term"):
			if meta.has_field(fieldname) and context.get(fieldname):
				filters[fieldname] = context[fieldname]
		key = tuple(sorted(filters.items()))
		if key not in self._known:
			found = frappe.get_all(self.df.options, filters=filters, pluck="name", limit=2)
			self._known[key] = found[0] if len(found) == 1 else cell
		return self._known[key]


def _context(row: list, columns: list[Column]) -> dict:
	"""Congress and term of a row, the term resolved within the congress."""
	context: dict = {}
	for fieldname in ("congress", "term"):
		for column, cell in zip(columns, row, strict=False):
			if column.df and column.df.fieldname == fieldname and cell not in EMPTY:
				context[fieldname] = column._link(cstr(cell).strip(), dict(context))
				break
	return context


def find_field(doctype: str, title: str):
	"""Return (field, table field or None) that a header stands for; (None, None) if it is none of ours.

	Fields that only the server sets are passed over: a roster's 选区 is that of the mandate, not the copy of it
	that the deputy shows.
	"""
	title = re.sub(r"\s+", "", title.replace("（", "(").replace("）", ")"))
	wanted = ALIASES.get(doctype, {}).get(title, title)
	for df in frappe.get_meta(doctype).fields:
		if df.fieldtype in table_fields:
			for child in frappe.get_meta(df.options).fields:
				if child.fieldtype not in no_value_fields and wanted in _child_titles(df, child):
					return child, df
		elif df.fieldtype not in no_value_fields and not df.read_only:
			if wanted == df.fieldname or title in {label.replace(" ", "") for label in _labels(df)}:
				return df, None
	return None, None


def _child_titles(table, child) -> set[str]:
	"""The headers of a column of a table: as Data Import writes them, in English and in Chinese."""
	titles = {
		f"{label}({table_label})".replace(" ", "")
		for label in _labels(child)
		for table_label in _labels(table)
	}
	return {f"{table.fieldname}.{child.fieldname}", *titles}


def _labels(df) -> set[str]:
	return _words(df.label, df.parent) if df.label else set()


def _words(source: str, context: str) -> set[str]:
	"""A label or choice in English, in Chinese (rosters are, whatever the user's language) and as shown."""
	return {source, *(_(source, lang, context=c) for lang in ("zh", None) for c in (None, context))}


def plain_date(cell):
	"""Bring 1980.5.6, 1980年5月6日, 19800506 or 1980-05 to YYYY-MM-DD (the first of a month without day)."""
	if not isinstance(cell, str | int | float):
		return cell
	text = cstr(int(cell)) if isinstance(cell, float) and cell.is_integer() else cstr(cell).strip()
	numbers = re.findall(r"\d+", text)
	if len(numbers) == 1 and len(numbers[0]) in (6, 8):
		digits = numbers[0]
		numbers = [digits[:4], digits[4:6], digits[6:] or "1"]
	if len(numbers) == 2 and len(numbers[0]) == 4:
		numbers.append("1")
	if len(numbers) != 3 or len(numbers[0]) != 4:
		return cell
	year, month, day = map(int, numbers)
	return f"{year:04}-{month:02}-{day:02}"
