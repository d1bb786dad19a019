"""Promises as of a past day, each with the unit and the dates of then, though it went over to another unit since."""

import json
from types import SimpleNamespace

import factories as make
import frappe
import pytest
from factories import act, acting
from frappe.utils import add_days, getdate
from life import Life
from test_commitments import promised

from deputy_affairs import bulletin_figures, handling_figures
from deputy_affairs.deputy_affairs.doctype.reply_commitment import follow_up, handing_over
from deputy_affairs.deputy_affairs.report.commitment_receipts import commitment_receipts
from deputy_affairs.deputy_affairs.report.handling_unit_rating import handling_unit_rating
from deputy_affairs.deputy_affairs.report.overdue_and_due_soon import overdue_and_due_soon
from deputy_affairs.deputy_affairs.report.reply_commitments import reply_commitments

SPAN = 130


def told(town, as_of=None) -> dict:
	"""All that is said about promises, by whole town and by each unit, as it would have been printed."""
	found = {}
	for unit in (None, *town.units):
		filters = frappe._dict(congress=town.congress, unit=unit, as_of=as_of)
		of_day = frappe._dict(filters, as_of=getdate(as_of) if as_of else None)
		with acting(town.clerk):
			ledger = reply_commitments.execute(filters)
			rating = handling_unit_rating.execute(filters)
			due = overdue_and_due_soon.execute({**filters, "kind": ["promise"], "days": 366})
			receipts = commitment_receipts.execute(filters)
			found[f"ledger {unit}"] = [_without(ledger[1], "modified"), ledger[3], ledger[4]]
			found[f"rating {unit}"] = [rating[1], rating[3], rating[4]]
			found[f"due {unit}"] = [due[1], due[3], due[4]]
			found[f"receipts {unit}"] = [_without(receipts[1], "status"), receipts[3], receipts[4]]
			found[f"figures {unit}"] = handling_figures.promises(of_day)
	with acting(town.clerk):
		of_town = frappe._dict(congress=town.congress, as_of=getdate(as_of))
		report = handling_figures.figures(of_town)
		found["report"] = {name: report[name] for name in report if "promise" in name or name == "units"}
		found["bulletin"] = bulletin_figures.units(of_town)
	return json.loads(json.dumps(found, default=str, ensure_ascii=False))


def _without(rows: list[dict], *fields: str) -> list[dict]:
	"""What is stored of the present only and shown nowhere."""
	return [{name: row[name] for name in row if name not in fields} for row in rows]


def story(town):
	"""Steps as (days ago, what is done): two promises that go from unit to unit, are kept, reopened, explained."""
	worker = dict(zip(town.units, town.workers, strict=True))
	made = SimpleNamespace()

	def promise():
		made.suggestion, (made.ditch, made.lamps) = promised(
			town, dates=(add_days(getdate(), 50), add_days(getdate(), 60))
		)

	def by_unit(doc, action, **inputs):
		with acting(worker[doc.reload().unit]):
			act(doc, action, **inputs)

	def by_office(doc, action, **inputs):
		with acting(town.clerk):
			act(doc.reload(), action, **inputs)

	def give(unit, *docs, who=None):
		with acting(town.clerk):
			handing_over.hand_over([doc.name for doc in docs], town.units[unit], "机构改革", who)

	def twice_in_a_day():
		give(2, made.lamps, who="周会计")
		give(1, made.lamps)

	return (
		(SPAN - 10, promise),
		(110, lambda: by_unit(made.ditch, "Report Progress", progress_text="已开工")),
		(100, lambda: give(1, made.ditch, made.lamps, who="李站长")),
		(90, lambda: by_unit(made.ditch, "Report Completion", done_on=getdate(), progress_text="已清淤")),
		(85, lambda: by_office(made.ditch, "Confirm as Kept")),
		(80, lambda: by_office(made.ditch, "Reopen Promise", decision_note="汛期又淤塞")),
		(76, lambda: give(0, made.lamps)),
		(75, twice_in_a_day),
		(72, lambda: give(0, made.ditch, who="王主任")),
		(55, lambda: None),  # the lamps fall overdue
		(
			50,
			lambda: by_unit(made.lamps, "Explain", explanation="资金未到", new_date=add_days(getdate(), 30)),
		),
		(45, lambda: by_office(made.lamps, "Accept Explanation")),
		(
			40,
			lambda: by_unit(
				made.ditch, "Report Completion", done_on=add_days(getdate(), -2), progress_text="再次清淤"
			),
		),
		(35, lambda: by_office(made.ditch, "Confirm as Kept")),
		(
			30,
			lambda: give(2, frappe.get_doc("Reply Commitment", made.lamps.reload().successor), who="赵站长"),
		),
		(0, lambda: None),
	)


def test_every_evening_comes_back_as_it_was(town):
	life, evenings = Life(town, days=SPAN), {}
	for days_ago, step in story(town):
		day = getdate(add_days(getdate(), -days_ago))
		with life.timeline.at(day):
			follow_up.mark_overdue(day)
			step()
			evenings[day] = told(town)
	for day, then in evenings.items():
		now = told(town, str(day))
		for name, said in then.items():
			assert now[name] == said, (str(day), name)
	receipts = [told(town, str(day))["receipts None"][0] for day in evenings]
	assert {row["unit_name"] for rows in receipts for row in rows} == {"农服中心", "财政所"}
	units = [told(town, str(day))["ledger None"][0] for day in evenings]
	assert [[row["unit_name"] for row in rows] for rows in units] == [
		["农服中心", "农服中心"],
		["农服中心", "农服中心"],
		*[["财政所", "财政所"]] * 4,
		["财政所", "农服中心"],
		["财政所", "财政所"],
		*[["农服中心", "财政所"]] * 2,
		["农服中心", "财政所"],
		*[["农服中心", "财政所", "财政所"]] * 3,
		*[["农服中心", "财政所", "交通站"]] * 2,
	]


def test_the_unit_itself_counts_what_was_its_own_on_the_day(town):
	life = Life(town, days=60)
	with life.timeline.at(add_days(getdate(), -50)):
		_suggestion, (ditch, _lamps) = promised(
			town, dates=(add_days(getdate(), 10), add_days(getdate(), 90))
		)
	with life.timeline.at(add_days(getdate(), -20)):
		with acting(town.clerk):
			handing_over.hand_over([ditch.name], town.units[1], "机构改革")
	make.forget()

	def of(user, as_of=None):
		with acting(user):
			return {
				row["unit_name"]: row["kept"] for row in handling_unit_rating.execute({"as_of": as_of})[1]
			}

	past = str(add_days(getdate(), -30))
	assert of(town.workers[0]) == {"农服中心": None} and of(town.workers[1]) == {"财政所": 0}
	assert of(town.workers[1], past) == {}, "on that day it was not theirs"
	assert of(town.clerk, past) == {"农服中心": 0}


@pytest.mark.parametrize("ahead", [0, 25])
def test_a_report_of_the_day_names_the_promise_at_its_unit(town, ahead):
	life = Life(town, days=60)
	with life.timeline.at(add_days(getdate(), -50)):
		_suggestion, (ditch, lamps) = promised(town, dates=(add_days(getdate(), 90), add_days(getdate(), 90)))
	with life.timeline.at(add_days(getdate(), -20)), acting(town.clerk):
		handing_over.hand_over([ditch.name, lamps.name], town.units[1], "机构改革")
	with acting(town.clerk):
		found = handling_figures.figures(
			frappe._dict(congress=town.congress, as_of=getdate(add_days(getdate(), -ahead)))
		)
	whose = {row["name"]: row["promises"] for row in found["units"]}
	assert whose == ({"农服中心": 0, "财政所": 2} if not ahead else {"农服中心": 2})
	assert found["promises"] == found["promises_open"] == sum(whose.values())
