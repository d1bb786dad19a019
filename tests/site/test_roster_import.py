"""Rosters as clerks write them: Chinese headers and values, .xlsx and GBK .csv, through the real importer.

Imports commit, so each test takes away what it made.
"""

import factories as make
import frappe
import pytest
from frappe.core.doctype.data_import.data_import import start_import
from frappe.utils.xlsxutils import make_xlsx

from deputy_affairs.roster_upload import RosterFileError, import_roster

HEADERS = [
	"姓名",
	"性别",
	"出生日期",
	"民族",
	"学历",
	"职业",
	"联系电话",
	"人大",
	"届次",
	"选区",
	"代表证号",
]


@pytest.fixture
def place(people):
	"""A committed congress with two constituencies and one deputy."""
	congress = make.make_congress(f"{make.unique()}镇", staff=[people["clerk"]]).name
	term = make.make_term(congress)
	first = make.make_constituency(term.name, 1, "东街选区", seats=3)
	make.make_constituency(term.name, 2, "西街选区", seats=3)
	make.make_deputy("老代表", congress, term.name, first.name, "001")
	frappe.db.commit()
	make.forget()
	yield congress
	frappe.db.rollback()
	frappe.set_user("Administrator")
	frappe.flags.in_import = False
	for name in frappe.get_all("Data Import", filters={"reference_doctype": "Deputy"}, pluck="name"):
		if frappe.db.exists("File", {"attached_to_name": name, "file_name": ("like", f"%{congress}%")}):
			remove_import(name)
	make.remove([congress])


def remove_import(name: str) -> None:
	frappe.db.delete("Data Import Log", {"data_import": name})
	frappe.db.delete("File", {"attached_to_doctype": "Data Import", "attached_to_name": name})
	frappe.db.delete("Data Import", {"name": name})
	frappe.db.commit()


def roster(congress: str, *rows: dict) -> list[list]:
	"""Header and rows; a row says only what is special about it."""
	usual = {
		"性别": "男",
		"出生日期": "1978.5.6",
		"民族": "汉族",
		"学历": "本科",
		"职业": "村干部",
		"联系电话": "13800000001",
		"人大": congress,
		"届次": "第十九届",
		"选区": "东街选区",
	}
	return [HEADERS, *[[{**usual, **row}.get(header) for header in HEADERS] for row in rows]]


def uploaded(name: str, content: bytes, **fields):
	return frappe.get_doc(
		{"doctype": "File", "file_name": name, "content": content, "is_private": 1, **fields}
	).insert()


def deputies(congress: str) -> dict:
	rows = frappe.get_all(
		"Deputy",
		filters={"congress": congress},
		fields=["deputy_name", "gender", "birth_date", "education", "occupation", "card_number", "phone"],
	)
	return {row.deputy_name: row for row in rows}


def test_a_roster_goes_through_data_import(place):
	rows = roster(
		place, {"姓名": "张  三", "代表证号": "002"}, {"姓名": "李四", "性别": "女", "代表证号": "003"}
	)
	doc = frappe.get_doc(
		{
			"doctype": "Data Import",
			"reference_doctype": "Deputy",
			"import_type": "Insert New Records",
			"mute_emails": 1,
		}
	).insert()
	try:
		file = uploaded(
			f"{place}.xlsx",
			make_xlsx(rows, "名册").getvalue(),
			attached_to_doctype="Data Import",
			attached_to_name=doc.name,
		)
		doc.import_file = file.file_url
		doc.save()
		frappe.db.commit()
		start_import(data_import=doc.name)
		logs = frappe.get_all("Data Import Log", {"data_import": doc.name}, ["success", "exception"])
		assert [log.success for log in logs] == [1, 1], [log.exception for log in logs]
		doc.reload()
		assert doc.status == "Success" and not frappe.parse_json(doc.template_warnings or "[]")
		found = deputies(place)
		assert set(found) == {"老代表", "张三", "李四"}
		assert found["李四"].gender == "Female" and found["李四"].card_number == "003"
		assert (found["张三"].education, found["张三"].occupation) == ("Bachelor", "Village Cadre")
		assert str(found["张三"].birth_date) == "1978-05-06"
	finally:
		frappe.db.rollback()
		remove_import(doc.name)


def imported(place, people, name: str, content: bytes) -> dict:
	"""The clerk's way."""
	with make.acting(people["clerk"]):
		file = uploaded(name, content)
		frappe.db.commit()
		answer = import_roster(file.name)
	frappe.db.commit()
	if answer["data_import"]:
		remove_import(answer["data_import"])
	frappe.db.delete("File", {"name": file.name})
	frappe.db.commit()
	return answer


def test_good_rows_are_kept_and_bad_rows_named(place, people):
	rows = roster(
		place,
		{"姓名": "张三", "代表证号": "002"},
		{"姓名": "无选区", "选区": "南街选区", "代表证号": "003"},
		{"姓名": "重证号", "代表证号": "001"},
		{"姓名": "婴儿", "出生日期": "2026年1月1日", "代表证号": "004"},
		{"姓名": "无性别", "性别": "不详", "代表证号": "005"},
		{"姓名": "李四", "性别": "女", "代表证号": "006", "选区": "西街选区"},
	)
	answer = imported(place, people, f"{place}.xlsx", make_xlsx(rows, "名册").getvalue())
	assert answer["imported"] == 2
	assert set(deputies(place)) == {"老代表", "张三", "李四"}
	failed = {row["row"]: row for row in answer["failed"]}
	assert [(row, failed[row]["who"]) for row in sorted(failed)] == [
		(3, "无选区"),
		(4, "重证号"),
		(5, "婴儿"),
		(6, "无性别"),
	]
	assert "南街选区" in failed[3]["reason"]
	assert "001" in failed[4]["reason"] and "老代表" in failed[4]["reason"]
	assert "2026-01-01" in failed[5]["reason"]
	assert all(row["reason"].strip() for row in failed.values())


def test_a_gbk_file_of_wps(place, people):
	rows = roster(place, {"姓名": "张三", "代表证号": "002"}, {"姓名": "李四", "代表证号": "003"})
	text = "\r\n".join(",".join(str(cell or "") for cell in row) for row in rows)
	answer = imported(place, people, f"{place}.csv", text.encode("gb18030"))
	assert (answer["imported"], answer["failed"]) == (2, [])
	assert deputies(place)["张三"].card_number == "002"


def test_a_roster_for_a_foreign_congress_brings_nothing(place, people):
	foreign = make.make_congress(make.unique()).name
	frappe.db.commit()
	try:
		rows = roster(foreign, {"姓名": "外人", "届次": None, "选区": None})
		answer = imported(place, people, f"{place}.xlsx", make_xlsx(rows, "名册").getvalue())
		assert answer["imported"] == 0 and len(answer["failed"]) == 1
		assert not deputies(foreign)
	finally:
		frappe.db.rollback()
		make.remove([foreign])


@pytest.mark.parametrize("rows", [[HEADERS], [["甲", "乙"], ["1", "2"]]])
def test_a_file_without_a_roster(place, people, rows):
	with make.acting(people["clerk"]):
		file = uploaded(f"{place}.xlsx", make_xlsx(rows, "名册").getvalue())
		with pytest.raises(RosterFileError):
			import_roster(file.name)


def test_only_who_may_import_imports(place, people):
	file = uploaded(f"{place}.xlsx", make_xlsx(roster(place, {"姓名": "张三"}), "名册").getvalue())
	for user in (people["chair"], people["office"], people["workers"][0], "Guest"):
		with make.acting(user), pytest.raises(frappe.PermissionError):
			import_roster(file.name)
	with make.acting(people["clerk"]), pytest.raises(RosterFileError):
		import_roster(file.name, "User")
