"""Numbers under pressure: many people register at the same moment, and nothing is left out or given twice."""

import json
import os
import subprocess
import sys
from collections import Counter

import factories as make
import frappe
import pytest

from deputy_affairs.numbering import next_serial

WRITERS, EACH = 8, 50

# A process of its own, as each worker of the web server is one.
WRITER = """
import sys
import frappe
site, names = sys.argv[1], sys.argv[2].split(",")
frappe.init(site, sites_path=".")
frappe.connect()
from deputy_affairs.workflow_actions import apply_workflow
sys.stdin.readline()  # wait for the others
while names:
	doc = {"doctype": "Deputy Suggestion", "name": names[0], "review_opinion": "同意"}
	try:
		apply_workflow(doc, "Accept and Register")
		frappe.db.commit()
		names.pop(0)
	except frappe.QueryDeadlockError:  # somebody else's tests; a person would press the button again
		frappe.db.rollback()
frappe.destroy()
"""


@pytest.fixture
def committed_town(people):
	"""A township that other processes can see."""
	town = make.make_township(make.unique(), people, units=1)
	frappe.db.commit()
	yield town
	frappe.db.rollback()
	frappe.set_user("Administrator")
	make.remove([town.congress])


def submitted(town, count: int) -> list[str]:
	"""Suggestions under review: one by the way a user goes, the rest as copies of its rows."""
	first = make.make_suggestion(town.deputies[0], meeting=town.meeting)
	make.act(first, "Submit for Review")
	names = [first.name]
	for _copy in range(count - 1):
		doc = frappe.copy_doc(first)
		doc.update(
			{"workflow_state": "Under Review", "stage": "Under Review", "submitted_on": first.submitted_on}
		)
		doc.name = f"JYT-{frappe.generate_hash(length=12)}"
		doc.owner = doc.modified_by = "Administrator"
		doc.creation = doc.modified = first.modified
		for row in doc.get_all_children():
			row.parent, row.name, row.owner = doc.name, frappe.generate_hash(length=10), "Administrator"
			row.creation = row.modified = first.modified
			row.db_insert()
		doc.db_insert()
		names.append(doc.name)
	frappe.db.commit()
	return names


def test_eight_people_register_four_hundred_suggestions(committed_town):
	names = submitted(committed_town, WRITERS * EACH)
	writers = [
		subprocess.Popen(
			[sys.executable, "-c", WRITER, frappe.local.site, ",".join(names[n::WRITERS])],
			stdin=subprocess.PIPE,
			stderr=subprocess.PIPE,
			cwd=os.getcwd(),
			text=True,
		)
		for n in range(WRITERS)
	]
	for writer in writers:
		writer.stdin.write("\n")
		writer.stdin.flush()
	errors = [writer.communicate(timeout=120)[1][-2000:] for writer in writers]
	assert [writer.returncode for writer in writers] == [0] * WRITERS, "\n".join(errors)
	frappe.db.rollback()
	numbers = frappe.get_all(
		"Deputy Suggestion", filters={"congress": committed_town.congress}, pluck="registration_number"
	)
	expected = {f"19-3-{serial:03}" for serial in range(1, WRITERS * EACH + 1)}
	assert [number for number, times in Counter(numbers).items() if times > 1] == []
	assert set(numbers) == expected


def test_a_rollback_in_the_middle_leaves_no_gap(committed_town):
	first, second, third = submitted(committed_town, 3)
	make.act(frappe.get_doc("Deputy Suggestion", first), "Accept and Register")
	frappe.db.commit()
	lost = make.act(frappe.get_doc("Deputy Suggestion", second), "Accept and Register")
	assert lost.registration_number == "19-3-002"
	frappe.db.rollback()
	assert not frappe.db.get_value("Deputy Suggestion", second, "registration_number")
	kept = make.act(frappe.get_doc("Deputy Suggestion", third), "Accept and Register")
	assert kept.registration_number == "19-3-002"
	again = make.act(frappe.get_doc("Deputy Suggestion", second), "Accept and Register")
	assert again.registration_number == "19-3-003"
	frappe.db.commit()


def test_a_new_counter_met_by_two_at_once(committed_town):
	"""Both begin before either has committed; the second waits and goes on from the first."""
	key = f"{committed_town.congress}:both"
	code = (
		"import sys, frappe\n"
		"frappe.init(sys.argv[1], sites_path='.'); frappe.connect()\n"
		"from deputy_affairs.numbering import next_serial\n"
		"print('ready', flush=True)\n"
		"serial = next_serial(sys.argv[2]); frappe.db.commit(); print(serial, flush=True)\n"
	)
	other = subprocess.Popen(
		[sys.executable, "-c", code, frappe.local.site, key],
		stdout=subprocess.PIPE,
		text=True,
		cwd=os.getcwd(),
	)
	mine = next_serial(key)
	assert other.stdout.readline().strip() == "ready"
	with pytest.raises(subprocess.TimeoutExpired):
		other.wait(timeout=1)  # it waits for us
	frappe.db.commit()
	theirs = int(other.communicate(timeout=30)[0])
	assert json.dumps([mine, theirs]) == "[1, 2]"


def test_counters_are_kept_apart_by_meeting_and_congress(people):
	one, two = (make.make_township(make.unique(), people, units=1) for _n in range(2))
	later = make.make_meeting(one.term, 4)
	numbers = [
		make.register(make.make_suggestion(town.deputies[0], meeting=meeting)).registration_number
		for town, meeting in (
			(one, one.meeting),
			(one, one.meeting),
			(one, later.name),
			(two, two.meeting),
			(one, one.meeting),
		)
	]
	assert numbers == ["19-3-001", "19-3-002", "19-4-001", "19-3-001", "19-3-003"]


def test_a_pattern_of_the_office(prefix, people):
	town = make.make_township(
		prefix, people, units=1, meeting_number_pattern="云{term}届{meeting}次建字第{serial}号"
	)
	suggestion = make.register(make.make_suggestion(town.deputies[0], meeting=town.meeting))
	assert suggestion.registration_number == "云19届3次建字第1号"
