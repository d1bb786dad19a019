"""Document numbers: no gap, no double, restart by year, reserve, void; also by many processes at once."""

import os
import subprocess
import sys
from datetime import date

import factories as make
import frappe
import pytest

from deputy_affairs import document_numbers as numbers
from deputy_affairs.deputy_affairs.doctype.document_number_series.document_number_series import (
	NumberSeriesError,
)
from deputy_affairs.patches.v1_0 import series_from_given_numbers

WRITERS, EACH = 4, 25
THIS_YEAR = date.today().year
TODAY, NEXT_YEAR = f"{THIS_YEAR}-03-05", f"{THIS_YEAR + 1}-01-02"

WRITER = """
import sys
import frappe
site, congress, code, on, count = sys.argv[1:]
frappe.init(site, sites_path=".")
frappe.connect()
from deputy_affairs.document_numbers import next_number
sys.stdin.readline()  # wait for the others
given = 0
while given < int(count):
	try:
		number = next_number(congress, code, on)
		frappe.db.commit()
	except frappe.QueryDeadlockError:  # somebody else's tests; a person would press the button again
		frappe.db.rollback()
		continue
	given += 1
	print(number)
frappe.destroy()
"""


@pytest.fixture
def code(town):
	"""The presidium's code of the township."""
	frappe.db.set_value("Congress", town.congress, "presidium_code", "云溪人主函")
	return "云溪人主函"


def number(code: str, serial: int, year: int = THIS_YEAR) -> str:
	return f"{code}〔{year}〕{serial}号"


def series_of(town, code, year=THIS_YEAR):
	return frappe.get_doc("Document Number Series", numbers.series_name(town.congress, code, year))


def test_four_processes_draw_a_hundred_numbers(people):
	town = make.make_township(make.unique(), people, units=1, presidium_code="云溪人主函")
	frappe.db.commit()
	try:
		arguments = [frappe.local.site, town.congress, "云溪人主函", TODAY, str(EACH)]
		writers = [
			subprocess.Popen(
				[sys.executable, "-c", WRITER, *arguments],
				stdin=subprocess.PIPE,
				stdout=subprocess.PIPE,
				stderr=subprocess.PIPE,
				cwd=os.getcwd(),
				text=True,
			)
			for _n in range(WRITERS)
		]
		for writer in writers:
			writer.stdin.write("\n")
			writer.stdin.flush()
		answers = [writer.communicate(timeout=120) for writer in writers]
		assert [writer.returncode for writer in writers] == [0] * WRITERS, answers
		given = [line for output, _errors in answers for line in output.split()]
		assert len(given) == WRITERS * EACH
		assert set(given) == {number("云溪人主函", serial) for serial in range(1, WRITERS * EACH + 1)}
		frappe.db.rollback()
		assert series_of(town, "云溪人主函").current == WRITERS * EACH
	finally:
		frappe.db.rollback()
		make.remove([town.congress])


def test_a_reservation_of_another_process_is_seen_within_a_running_transaction(people):
	"""Our transaction began before the other one reserved number 1; it must not draw that number."""
	town = make.make_township(make.unique(), people, units=1, presidium_code="云溪人主函")
	numbers.ensure_series(town.congress, "云溪人主函", THIS_YEAR)
	frappe.db.commit()
	try:
		frappe.db.count("Document Number Entry")  # the snapshot is taken
		code = (
			"import sys, frappe\n"
			"frappe.init(sys.argv[1], sites_path='.'); frappe.connect()\n"
			"from deputy_affairs.document_numbers import reserve\n"
			"reserve(sys.argv[2], '云溪人主函', int(sys.argv[3]), 1, '留用'); frappe.db.commit()\n"
		)
		subprocess.run(
			[sys.executable, "-c", code, frappe.local.site, town.congress, str(THIS_YEAR)],
			check=True,
			cwd=os.getcwd(),
			timeout=60,
		)
		assert numbers.next_number(town.congress, "云溪人主函", TODAY) == number("云溪人主函", 2)
	finally:
		frappe.db.rollback()
		make.remove([town.congress])


def test_numbers_restart_by_year_and_keep_codes_apart(town, code):
	draw = [
		numbers.next_number(town.congress, which, on)
		for which, on in ((code, TODAY), (code, TODAY), (code, NEXT_YEAR), ("别的函", TODAY), (code, TODAY))
	]
	assert draw == [
		number(code, 1),
		number(code, 2),
		number(code, 1, THIS_YEAR + 1),
		number("别的函", 1),
		number(code, 3),
	]
	assert series_of(town, code).organ == frappe.db.get_value("Congress", town.congress, "presidium_name")


def test_a_rollback_leaves_no_gap(town, code):
	numbers.next_number(town.congress, code, TODAY)
	frappe.db.savepoint("draw")
	assert numbers.next_number(town.congress, code, TODAY) == number(code, 2)
	frappe.db.rollback(save_point="draw")
	assert numbers.next_number(town.congress, code, TODAY) == number(code, 2)


def test_a_reserved_number_is_passed_over_and_goes_to_its_record(town, code):
	suggestion = make.register(make.make_suggestion(town.deputies[0]))
	numbers.next_number(town.congress, code, TODAY)
	with make.acting(town.clerk):
		series = numbers.reserve(town.congress, code, THIS_YEAR, 2, "补登上月的纸质公文")
		numbers.reserve(town.congress, code, THIS_YEAR, 3, "留给告知单")
		numbers.keep_for(series, 3, suggestion.doctype, suggestion.name)
	assert numbers.next_number(town.congress, code, TODAY) == number(code, 4)
	assert numbers.next_number(town.congress, code, TODAY, suggestion) == number(code, 3)
	assert numbers.next_number(town.congress, code, TODAY, suggestion) == number(code, 5)
	with make.acting(town.clerk):
		numbers.fill_by_hand(series, 2, "关于召开代表座谈会的函")
		with pytest.raises(numbers.DocumentNumberError):
			numbers.fill_by_hand(series, 2, "又一件")
	rows = [(row.serial, row.status) for row in series_of(town, code).entries]
	assert rows == [(2, "Used"), (3, "Used")]


def test_what_cannot_be_reserved(town, code):
	numbers.next_number(town.congress, code, TODAY)
	with make.acting(town.clerk):
		numbers.reserve(town.congress, code, THIS_YEAR, 5, "留用")
		for serial in (0, 1, 5):
			with pytest.raises(numbers.DocumentNumberError):
				numbers.reserve(town.congress, code, THIS_YEAR, serial, "留用")
		with pytest.raises(numbers.NumberReasonError):
			numbers.reserve(town.congress, code, THIS_YEAR, 6, " ")
		with pytest.raises(numbers.DocumentNumberError):
			numbers.reserve(town.congress, "无此代字", THIS_YEAR, 1, "留用")
	for user in (town.office, town.workers[0]):
		with make.acting(user), pytest.raises(frappe.PermissionError):
			numbers.reserve(town.congress, code, THIS_YEAR, 7, "留用")


def test_the_chair_voids_with_a_reason(town, code):
	numbers.next_number(town.congress, code, TODAY)
	with make.acting(town.clerk):
		series = numbers.reserve(town.congress, code, THIS_YEAR, 3, "留用")
		with pytest.raises(numbers.VoidNotAllowedError):
			numbers.void(number(code, 1), "印错")
	with make.acting(town.chair):
		with pytest.raises(numbers.NumberReasonError):
			numbers.void(number(code, 1), "")
		numbers.void(number(code, 1), "印错，未发出")
		numbers.void(number(code, 3), "不再需要", town.congress)
		for serial in (1, 9):
			with pytest.raises(numbers.DocumentNumberError):
				numbers.void(number(code, serial), "再作废")
		with pytest.raises(numbers.DocumentNumberError):
			numbers.void("没有这个号", "作废")
	assert [(row.serial, row.status) for row in frappe.get_doc("Document Number Series", series).entries] == [
		(3, "Void"),
		(1, "Void"),
	]
	assert [numbers.next_number(town.congress, code, TODAY) for _n in range(2)] == [
		number(code, 2),
		number(code, 4),
	]


def test_the_chair_of_another_congress_does_not_reach_it(town, code, people, prefix):
	numbers.next_number(town.congress, code, TODAY)
	other = make.make_user(make.address(prefix, "otherchair"), "Congress Chair")
	make.make_congress(f"{prefix}石门镇", staff=[other])
	make.forget()
	with make.acting(other), pytest.raises(numbers.DocumentNumberError):
		numbers.void(number(code, 1), "作废")


def test_nobody_writes_a_series(town, code):
	numbers.next_number(town.congress, code, TODAY)
	series = series_of(town, code)
	series.current = 0
	with pytest.raises(NumberSeriesError):
		series.save()
	with pytest.raises(NumberSeriesError):
		frappe.delete_doc(series.doctype, series.name)
	with pytest.raises(NumberSeriesError):
		frappe.get_doc(
			{
				"doctype": series.doctype,
				"congress": town.congress,
				"code": "自造",
				"year": THIS_YEAR,
				"name": "自造",
			}
		).insert()
	assert series.reload().current == 1


def test_existing_sites_go_on_from_the_numbers_given(town, code):
	suggestion = make.register(make.make_suggestion(town.deputies[0]))
	suggestion.db_set("receipt_number", number(code, 41))
	series = frappe.qb.DocType("Series")
	frappe.qb.into(series).columns("name", "current").insert(f"{town.congress}:{code}〔2020〕", 7).run()
	frappe.qb.into(series).columns("name", "current").insert(
		f"{town.congress}:{code}〔{THIS_YEAR}〕", 40
	).run()
	for _twice in range(2):
		series_from_given_numbers.execute()
	assert numbers.next_number(town.congress, code, TODAY) == number(code, 42)
	assert numbers.next_number(town.congress, code, "2020-12-31") == number(code, 8, 2020)
