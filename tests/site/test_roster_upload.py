"""A clerk uploads a roster: good rows become deputies, bad rows are named, nothing else changes."""

from io import BytesIO

import factories as make
import frappe
import openpyxl
import pytest

from deputy_affairs.roster_upload import EXAMPLE_HEADERS, RosterFileError, download_example, import_roster

GOOD = ["赵一凡", "男", "1975.3", "汉族", "中共党员", "高中", "村干部", "下河村", "书记", "13800000001"]


@pytest.fixture
def town(people):
	"""A township that stays while the importer commits row by row."""
	made = make.make_township(make.unique(), people, units=1)
	place = make.make_constituency(made.term, 2, "西街选区", seats=3)
	frappe.db.commit()
	yield made
	frappe.db.rollback()
	frappe.set_user("Administrator")
	for name in frappe.get_all("Data Import", filters={"owner": made.clerk}, pluck="name"):
		frappe.db.delete("File", {"attached_to_doctype": "Data Import", "attached_to_name": name})
		frappe.db.delete("Data Import Log", {"data_import": name})
		frappe.db.delete("Data Import", {"name": name})
	frappe.db.delete("File", {"owner": made.clerk})
	make.remove([made.congress])
	assert not frappe.db.exists("Constituency", place.name)


def upload(rows, name="名册.xlsx", encode=None) -> str:
	"""Attach a roster as the session's user and return its File."""
	if encode:
		content = "\n".join(",".join(map(str, row)) for row in rows).encode(encode)
	else:
		book = openpyxl.Workbook()
		for row in rows:
			book.active.append(row)
		stream = BytesIO()
		book.save(stream)
		content = stream.getvalue()
	return (
		frappe.get_doc({"doctype": "File", "file_name": name, "content": content, "is_private": 1})
		.insert()
		.name
	)


def row(town, name: str, card: str, place="西街选区", **changed) -> list:
	values = dict(
		zip(EXAMPLE_HEADERS, [name, *GOOD[1:], town.congress, "第十九届", place, card], strict=True)
	)
	return list({**values, **changed}.values())


def test_good_rows_are_kept_and_bad_rows_named(town):
	rows = [
		list(EXAMPLE_HEADERS),
		row(town, "赵一凡", "W1"),
		row(town, "钱二", "W2", place="没有的选区"),
		row(town, "孙三", "W3", 性别="不详"),
		[],
		row(town, "李四", "W4", 学历="大专", 出生日期="1988年12月3日"),
		row(town, "周五", "W1"),
		row(town, "吴六", "W6", 出生日期="2020-01-01"),
	]
	with make.acting(town.clerk):
		result = import_roster(upload(rows))
	assert result["imported"] == 2, result
	named = {failed["row"]: failed for failed in result["failed"]}
	assert set(named) == {3, 4, 7, 8}
	assert "没有的选区" in named[3]["reason"] and named[3]["who"] == "钱二"
	assert "W1" in named[7]["reason"]
	made = {
		deputy.deputy_name: deputy
		for deputy in frappe.get_all(
			"Deputy",
			filters={"congress": town.congress, "card_number": ("like", "W%")},
			fields=[
				"deputy_name",
				"gender",
				"education",
				"occupation",
				"birth_date",
				"status",
				"card_number",
			],
		)
	}
	assert set(made) == {"赵一凡", "李四"}
	assert made["赵一凡"].education == "Senior High School" and made["赵一凡"].gender == "Male"
	assert made["赵一凡"].occupation == "Village Cadre" and str(made["赵一凡"].birth_date) == "1975-03-01"
	assert made["李四"].education == "Junior College" and str(made["李四"].birth_date) == "1988-12-03"
	assert made["李四"].status == "In Office"


def test_a_second_upload_of_the_same_file_makes_no_doubles(town):
	rows = [list(EXAMPLE_HEADERS), row(town, "赵一凡", "W1")]
	with make.acting(town.clerk):
		assert import_roster(upload(rows))["imported"] == 1
		again = import_roster(upload(rows))
	assert again["imported"] == 0 and "W1" in again["failed"][0]["reason"]
	assert frappe.db.count("Deputy", {"congress": town.congress, "deputy_name": "赵一凡"}) == 1


def test_a_csv_as_wps_writes_it(town):
	rows = [list(EXAMPLE_HEADERS), row(town, "郑七", "W7")]
	with make.acting(town.clerk):
		assert import_roster(upload(rows, "名册.csv", "gb18030"))["imported"] == 1


def test_a_file_without_a_known_column_is_refused(town):
	with make.acting(town.clerk), pytest.raises(RosterFileError):
		import_roster(upload([["甲", "乙"], ["1", "2"]]))
	with make.acting(town.clerk), pytest.raises(RosterFileError):
		import_roster(upload([list(EXAMPLE_HEADERS)]))


def test_only_who_may_import_and_only_registers(town):
	with make.acting(town.workers[0]):
		file = upload([list(EXAMPLE_HEADERS), row(town, "王八一", "W8")])
		with pytest.raises(frappe.PermissionError):
			import_roster(file)
		with pytest.raises(frappe.PermissionError):
			download_example()
	with make.acting(town.clerk), pytest.raises(frappe.PermissionError):
		import_roster(file)  # somebody else's private file
	with make.acting(town.clerk), pytest.raises(RosterFileError):
		import_roster(upload([["user"], ["x"]]), "User")


def test_a_row_of_a_foreign_congress_is_refused(town, people):
	with make.acting("Administrator"):
		foreign = make.make_township(make.unique(), people, units=1)
		frappe.db.commit()
	try:
		outsider = make.make_user(make.address(make.unique(), "outside"), "Congress Clerk")
		own = make.make_congress(f"{make.unique()}外镇", staff=[outsider])
		frappe.db.commit()
		with make.acting(outsider):
			result = import_roster(
				upload([list(EXAMPLE_HEADERS), row(foreign, "冯九", "W9", place="第1选区")])
			)
		assert result["imported"] == 0 and len(result["failed"]) == 1
		assert not frappe.db.exists("Deputy", {"deputy_name": "冯九"})
	finally:
		frappe.db.rollback()
		frappe.set_user("Administrator")
		frappe.db.delete("File", {"owner": outsider})
		make.remove([foreign.congress, own.name], [outsider])


def test_the_example_is_understood(town):
	with make.acting(town.clerk):
		download_example()
	content = frappe.response.pop("filecontent")
	assert frappe.response.pop("filename").endswith(".xlsx") and frappe.response.pop("type") == "binary"
	book = openpyxl.load_workbook(BytesIO(content))
	header, example = list(book.active.iter_rows(values_only=True))
	example = list(example)
	example[10], example[12], example[13] = town.congress, "西街选区", "W20"
	with make.acting(town.clerk):
		assert import_roster(upload([header, example]))["imported"] == 1
