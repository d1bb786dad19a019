"""The ledger of promises as a report: filters, figures, a past day, and what units do not see."""

import factories as make
import frappe
import pytest
from frappe.utils import add_days, getdate
from reporting import figures, make_stranger, report
from test_commitments import kept, promised, receipts_of, run_days, say

from deputy_affairs import handling_figures
from deputy_affairs.demo.timeline import Timeline
from deputy_affairs.deputy_affairs.doctype.reply_commitment import follow_up
from deputy_affairs.deputy_affairs.report.handling_unit_rating import handling_unit_rating
from deputy_affairs.reporting import FilterError

NAME = "Reply Commitments"


def rows_of(answer):
	return [row for row in answer["result"] if isinstance(row, dict)]


@pytest.fixture
def ledger(town):
	"""Two promises of each of two units: one kept, one overdue, two open."""
	_one, (kept_one, overdue) = promised(town, dates=("2027-03-31", "2026-12-20"))
	_two, (open_one, later) = promised(
		town, dates=("2027-06-30", "2028-01-31"), unit=1, title="关于增设路灯的建议"
	)
	kept(town, kept_one)
	run_days("2026-12-21", "2026-12-21")
	return {"kept": kept_one, "overdue": overdue, "open": open_one, "later": later}


def names(answer):
	return {row.name for row in rows_of(answer)}


def test_all_rows_with_figures_by_unit(town, ledger):
	answer = report(NAME, town.clerk, congress=town.congress)
	assert names(answer) == {doc.name for doc in ledger.values()}
	found = figures(answer)
	assert (found["Promises"], found["Open"], found["Overdue"], found["Kept"]) == (4, 2, 1, 1)
	assert found["Kept of Those Fallen Due"] == "1 (50%)"
	assert found["农服中心: Kept"] == "1 (50%)" and "财政所: Kept" not in found
	(row,) = [row for row in rows_of(answer) if row.name == ledger["kept"].name]
	assert "五公里渠道全部清淤" in row.last_report and row.unit_name == "农服中心"
	assert set(answer["chart"]["data"]["labels"]) == {"农服中心", "财政所"}


@pytest.mark.parametrize(
	"filters,wanted",
	[
		({"state": ["Overdue"]}, {"overdue"}),
		({"state": '["Open", "Kept"]'}, {"kept", "open", "later"}),
		({"window": "Overdue"}, {"overdue"}),
		({"window": "Later"}, {"open", "later"}),
		({"to_date": "2027-01-01"}, {"overdue"}),
		({"from_date": "2027-05-01", "to_date": "2027-12-31"}, {"open"}),
		({"year": 2026}, {"kept", "overdue", "open", "later"}),
		({"year": 2025}, set()),
		({"carried_only": 1}, set()),
		({"term_open_only": 1}, set()),
	],
)
def test_filters(town, ledger, filters, wanted):
	answer = report(NAME, town.clerk, congress=town.congress, **filters)
	assert names(answer) == {ledger[key].name for key in wanted}


def test_unit_filter_and_carried_over(town, ledger):
	run_days("2026-12-31", "2027-01-01")
	assert names(report(NAME, town.clerk, unit=town.units[1])) == {
		ledger["open"].name,
		ledger["later"].name,
	}
	carried = report(NAME, town.clerk, congress=town.congress, carried_only=1)
	assert names(carried) == {ledger[key].name for key in ("overdue", "open", "later")}


def test_a_filter_that_means_nothing_is_refused(town, ledger):
	for filters in ({"state": "Forgotten"}, {"window": "Tomorrow"}, {"year": "2026' or 1=1"}):
		with pytest.raises(FilterError):
			report(NAME, town.clerk, **filters)


def test_a_unit_sees_its_own_and_no_ratings(town, ledger):
	one, two = receipts_of(ledger["kept"])
	with make.acting(town.clerk):
		say(one, "Basically Satisfied")
	office = report(NAME, town.clerk, congress=town.congress)
	(row,) = [row for row in rows_of(office) if row.name == ledger["kept"].name]
	assert "Basically Satisfied1" in row.ratings and "Not back1" in row.ratings
	with make.acting(town.clerk):
		say(two, "Satisfied")
	unit = report(NAME, town.workers[0])
	assert names(unit) == {ledger["kept"].name, ledger["overdue"].name}
	assert "ratings" not in {column["fieldname"] for column in unit["columns"]}
	assert not any("ratings" in row for row in rows_of(unit))
	assert figures(unit)["Promises"] == 2


def test_a_strange_clerk_sees_nothing(town, ledger, prefix):
	stranger = make_stranger(prefix)
	assert not rows_of(report(NAME, stranger))
	assert not rows_of(report(NAME, stranger, congress=town.congress))


def test_as_of_a_past_day_tells_what_was_known_then(town, ledger):
	"""Days are moved into the past; the report of such a day equals the one that was taken on it."""
	kept_one, overdue = ledger["kept"], ledger["overdue"]
	step = frappe.qb.DocType("Commitment Step")
	frappe.qb.update(step).set(step.logged_on, "2026-10-01").where(
		(step.parent.isin([doc.name for doc in ledger.values()])) & (step.kind == "Made")
	).run()
	frappe.db.set_value(
		"Reply Commitment", {"name": ("in", [d.name for d in ledger.values()])}, "made_on", "2026-10-01"
	)
	frappe.qb.update(step).set(step.logged_on, "2026-11-05").where(
		(step.parent == kept_one.name) & (step.kind != "Made")
	).run()
	frappe.qb.update(step).set(step.logged_on, "2026-11-10").where(
		(step.parent == overdue.name) & (step.kind == "Fallen Overdue")
	).run()

	def states(day):
		return {
			row.name: row.state
			for row in rows_of(report(NAME, town.clerk, congress=town.congress, as_of=day))
		}

	assert states("2026-09-30") == {}
	assert set(states("2026-11-04").values()) == {"Open"}
	assert states("2026-11-05")[kept_one.name] == "Kept"
	assert states("2026-11-09")[overdue.name] == "Open"
	assert states("2026-11-10")[overdue.name] == "Overdue"
	assert getdate("2026-11-10") <= getdate()


def test_a_replaced_promise_counts_once_in_ledger_figures_and_rating_of_units(town):
	timeline = Timeline(town.congress)
	begun, replaced = (getdate(add_days(getdate(), -days)) for days in (60, 30))
	with timeline.at(begun):
		_suggestion, (first,) = promised(town, dates=(add_days(begun, 20),))
	with timeline.at(replaced):
		follow_up.follow_promises(replaced)
		with make.acting(town.workers[0]):
			make.act(first.reload(), "Explain", explanation="汛期推迟", new_date=add_days(getdate(), 40))
		with make.acting(town.clerk):
			make.act(first, "Accept Explanation")
	for as_of, state, broken in ((None, "Open", 0), (add_days(replaced, -1), "Open", 1)):
		of_town = frappe._dict(congress=town.congress, as_of=as_of and getdate(as_of))
		with make.acting(town.clerk):
			found = handling_figures.promises(of_town)
			row = handling_unit_rating.execute(of_town)[1][0]
		assert found["promises"] == found[f"promises_{state.lower()}"] == 1, as_of
		assert row["kept"] == (0 if broken else None), (as_of, row)
