"""What became of all that came in: each suggestion in one place, sums that add up, the same on paper and in reports."""

import json
from collections import Counter
from types import SimpleNamespace

import factories as make
import frappe
import pytest
from factories import act, acting
from frappe.utils import add_days, getdate
from life import Life
from test_handling_report import make_report, paper
from test_transfers import draft

from deputy_affairs import handling_balance, handling_figures
from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.handling import NotAnsweredError
from deputy_affairs.deputy_affairs.doctype.suggestion_transfer.receiving import enter_referred
from deputy_affairs.deputy_affairs.report.suggestion_handling_progress import (
	suggestion_handling_progress as progress_report,
)
from deputy_affairs.deputy_affairs.report.suggestion_register import suggestion_register
from deputy_affairs.patches.v1_0 import balance_of_the_report
from deputy_affairs.rules import stages

OUTSIDE = ("refused", "withdrawn", "on_agenda", "in_review", "rewriting")


def figures(town, as_of=None, **more) -> dict:
	"""The figures as they would have been frozen."""
	filters = frappe._dict(congress=town.congress, as_of=as_of and getdate(as_of), **more)
	with acting(town.clerk):
		return json.loads(json.dumps(handling_figures.figures(filters), default=str, ensure_ascii=False))


def check_sums(found: dict) -> None:
	"""Each is counted in one place."""
	assert found["received"] == found["registered"] + sum(found[name] for name in OUTSIDE)
	assert found["registered"] == found["to_assign"] + found["assigned"] + found["transferred_whole"]
	assert found["transferred"] == found["transferred_up"] + found["transferred_out"]
	assert found["transferred_whole"] <= found["transferred"] and found["merged"] <= found["registered"]
	assert found["refused"] == sum(row["count"] for row in found["refusals"])
	if table := {row["name"].strip("　").split("、")[-1]: row["count"] for row in found["balance"]}:
		assert table.pop("收到代表建议") == found["received"]
		parts = [table.pop(words, 0) for words in ("交由本级单位承办", "整件转报（转办）", "尚待交办")]
		assert sum(parts) == table.pop("立案") == found["registered"]
		assert sum(table.values()) == found["received"] - found["registered"]


def check_reports(town, found: dict, as_of=None) -> None:
	"""The register and the progress report of the day say the same."""
	filters = {"congress": town.congress, "as_of": as_of and str(as_of)}
	with acting(town.clerk):
		rows = suggestion_register.execute({**filters, "stage": list(stages.STAGES)})[1]
		progress = progress_report.execute({**filters, "by": "category"})[1] or []
	count = {stage: sum(row.stage == stage for row in rows) for stage in stages.STAGES}
	assert found["registered"] == sum(count[stage] for stage in stages.IN_THE_BOOKS)
	assert found["to_assign"] == count["Registered"]
	assert (found["refused"], found["withdrawn"]) == (count["Refused"], count["Withdrawn"])
	assert found["transferred_whole"] >= sum(
		row.stage == "Transferred" and not row.get("lead_units") for row in rows
	)
	for name in ("registered", "to_assign", "assigned", "replied", "closed"):
		assert found[name] == sum(row[name] for row in progress if not row.get("is_total")), name


class Fates(Life):
	"""A town in which suggestions also go up, go out, are split and are sent back for rewriting, each in turn."""

	def __init__(self, two, **more):
		super().__init__(two.town, **more)
		self.two, self.transfers, self.turns = two, [], Counter()

	def turn(self, kind: str, *choices):
		"""The choices one after the other, so that each comes up whatever chance does."""
		self.turns[kind] += 1
		return choices[self.turns[kind] % len(choices)]

	def _review(self, doc) -> None:
		with acting(self.town.clerk):
			match self.turn("review", "take", "take", "refuse", "take", "rewrite", "take", "split"):
				case "rewrite":
					act(doc, "Return for Rewriting", review_opinion="请写明地点")
				case "refuse":
					ground = self.turn("ground", "No Substance", "Personal Matter")
					act(doc, "Refuse", refusal_ground=ground, review_opinion="不属于建议")
				case "split" if len(doc.demands) > 1:
					parts = [
						{"title": f"{doc.title}之{n}", "demands": [n]} for n in range(1, len(doc.demands) + 1)
					]
					self.suggestions += doc.split(parts, "一事一议")
				case _:
					act(doc, "Accept and Register", review_opinion="同意立案")

	def _step(self, doc) -> None:
		if doc.stage == "Returned for Rewriting":
			with acting(self.town.clerk):
				return act(doc, "Submit for Review")
		super()._step(doc)

	def _assign(self, doc) -> None:
		if doc.merged_into:
			return
		match self.turn("assign", "units", "up", "withdraw", "units", "out", "merge"):
			case "withdraw":
				with acting(self.town.clerk):
					make.withdraw(doc)
			case "up" | "out" as where:
				self._transfer(doc, where)
			case "merge" if self._merge(doc):
				pass
			case _:
				super()._assign(doc)

	def _decide(self, doc) -> None:
		try:
			super()._decide(doc)
		except NotAnsweredError:  # the outcome of its transfer is awaited
			frappe.clear_messages()

	def _transfer(self, doc, where: str) -> None:
		if where == "out":
			transfer = draft(doc, self.town.clerk, direction="Outside Organ", to_organ="南屏供电局")
			with acting(self.town.clerk):
				act(transfer, "Send Out", sent_on=add_days(getdate(), -self.chance.randint(0, 3)))
		else:
			transfer = draft(doc, self.town.clerk, to_congress=self.two.county)
			with acting(self.town.clerk):
				act(transfer, "Propose to Higher Congress")
		self.transfers.append(transfer.name)

	def live_a_day(self, day, **more) -> None:
		super().live_a_day(day, **more)
		with self.timeline.at(day):
			for name in self.transfers:
				if self.chance.random() < 0.3:
					self._go_on(frappe.get_doc("Suggestion Transfer", name))

	def _go_on(self, transfer) -> None:
		match transfer.workflow_state:
			case "Proposed":
				action = self.turn("taking", "Accept Transfer", "Refuse Transfer", "Accept Transfer")
				with acting(self.two.clerk):
					act(transfer, action, taken_as="Referred Item", decision="不属本级")
			case "Sent Out":
				with acting(self.town.clerk):
					act(transfer, "Enter Outcome", outcome="已列入迁改计划", outcome_on=getdate())
			case "Outcome Known":
				with acting(self.town.clerk):
					act(transfer, "Record That Deputy Was Told", told_on=getdate(), told_way="Telephone")


def test_every_evening_adds_up_and_comes_back_as_it_was(two):
	life, nights = Fates(two, seed=4, days=120), {}
	for day in life.days(9):
		life.live_a_day(day, newcomers=3, steps=10)
		with life.timeline.at(day):
			nights[day] = figures(two.town)
			check_sums(nights[day])
			check_reports(two.town, nights[day])
	last = nights[max(nights)]
	fates = (
		"refused",
		"withdrawn",
		"split",
		"transferred_up",
		"transferred_out",
		"transferred_known",
		"merged",
	)
	assert not [name for name in fates if not last[name]], "each fate is met"
	assert any(night["rewriting"] for night in nights.values())
	for day, then in nights.items():
		now = figures(two.town, day)
		assert {name: now[name] for name in then if now[name] != then[name]} == {}, day
		check_reports(two.town, now, day)
	# courses that are older than their column are filled by their words
	assert set(statuses(life)) >= {"Proposed", "Under Way", "Concluded", "Deputy Told", "Refused"}
	before = statuses(life)
	step = frappe.qb.DocType("Transfer Step")
	frappe.qb.update(step).set(step.to_status, None).where(step.parent.isin(life.transfers)).run()
	balance_of_the_report.write_statuses()
	balance_of_the_report.write_statuses()
	assert statuses(life) == before


def statuses(life) -> list[str]:
	"""What the rows of all courses say, in their order."""
	rows = frappe.get_all(
		"Transfer Step", {"parent": ("in", life.transfers)}, ["to_status"], order_by="parent, idx"
	)
	return [row.to_status or "" for row in rows]


@pytest.fixture
def fates(two):
	"""One suggestion of each fate."""
	town, made = two.town, SimpleNamespace()
	frappe.db.set_value("Congress", town.congress, "government_name", "云溪镇人民政府")
	frappe.clear_document_cache("Congress", town.congress)
	with acting(town.clerk):
		made.handled = make.register(make.make_suggestion(town.deputies[0], title="关于清淤的建议"))
		made.same = make.register(make.make_suggestion(town.deputies[1], title="关于渠道清淤的建议"))
		made.same.merge_into(made.handled.name, "内容相同")
		make.assign(made.handled.reload(), lead=town.units[0])
		made.part = make.register(make.make_suggestion(town.deputies[0], title="关于水源保护的建议"))
		make.assign(made.part, lead=town.units[1])
		made.waiting = make.register(make.make_suggestion(town.deputies[0], title="关于路灯的建议"))
		made.up = make.register(make.make_suggestion(town.deputies[1], title="关于县道的建议"))
		refused = make.make_suggestion(town.deputies[0], title="关于本人宅基地的建议")
		act(refused, "Submit for Review")
		act(refused, "Refuse", refusal_ground="Personal Matter", review_opinion="属于个人事务")
		withdrawn = make.register(make.make_suggestion(town.deputies[0], title="关于集市的建议"))
		make.withdraw(withdrawn)
		act(make.make_suggestion(town.deputies[0], title="关于球场的建议"), "Submit for Review")
		make.make_suggestion(town.deputies[0], title="还在起草的建议")
		name = enter_referred(
			{
				"congress": town.congress,
				"title": "关于古树保护的建议",
				"situation": "古树无人看管",
				"demands": "挂牌保护",
				"category": "农林水利",
				"deputy_name": "孙县代",
				"deputy_level": "County Level",
				"referring_body": "南屏县人大常委会",
			}
		)
		make.register(frappe.get_doc("Deputy Suggestion", name))
	up = draft(made.up, town.clerk, to_congress=two.county)
	out = draft(made.part, town.clerk, direction="Outside Organ", to_organ="南屏供电局", part="高压线迁改")
	with acting(town.clerk):
		act(up, "Propose to Higher Congress")
		act(out, "Send Out", sent_on=getdate())
		act(out, "Enter Outcome", outcome="已列入迁改计划", outcome_on=getdate())
	with acting(two.clerk):
		act(up, "Accept Transfer", taken_as="Raised by a Deputy", raised_by=two.deputy)
	return made


def test_the_paper_says_where_everything_went(two, fates):
	with acting(two.town.clerk):
		doc = make_report(two.town)
		found = doc.get_figures()
		check_sums(found)
		_name, words = paper(doc)
		words = "".join(words.split())
	assert (found["received"], found["registered"]) == (9, 6)
	assert (found["assigned"], found["transferred_whole"], found["to_assign"]) == (3, 1, 2)
	assert (
		"共收到代表建议9件，其中立案6件，不予立案1件（涉及代表本人或者亲属的个人事务1件），代表撤回1件，正在审查1件。"
		in words
	)
	assert "包括上级人大代表提出、交由本级办理的1件。" in words
	assert "内容相同的1件并入其他建议合并办理，仍分别答复代表。" in words
	assert "立案的建议已交办3件，由2个单位承办；超出本级职权、整件转报（转办）1件；尚待交办2件。" in words
	assert (
		"因超出本级职权转报（转办）2件，其中提请上级人大1件、转送其他机关1件，1件的部分事项由本级单位同时承办；"
		"已有办理结果1件，尚无结果1件。" in words
	)
	assert (
		"一、立案6　　交由本级单位承办3　　整件转报（转办）1　　尚待交办2二、不予立案1三、代表撤回1四、正在审查1".replace(
			"　", ""
		)
		in words.replace("　", "")
	)
	assert "南屏供电局已有办理结果" in words and "正在办理" in words
	assert "列入会议议程" not in words and "退回代表修改" not in words and "一事多议" not in words


def test_what_is_nothing_is_left_out_and_a_frozen_report_of_before_is_still_printed(two):
	town = two.town
	frappe.db.set_value("Congress", town.congress, "government_name", "云溪镇人民政府")
	frappe.clear_document_cache("Congress", town.congress)
	with acting(town.clerk):
		make.assign(make.register(make.make_suggestion(town.deputies[0])), lead=town.units[0])
		doc = make_report(town)
		_name, words = paper(doc)
		for absent in ("共收到", "转报", "不予立案", "撤回", "合并办理", "去向"):
			assert absent not in words, absent
		assert doc.get_figures()["balance"] == []
		doc.issue()
	known = json.loads(frappe.db.get_value("Handling Report", doc.name, "figures"))
	new = {"received", "balance", "transfers", "refusals", "merged", "split", "split_parts", *OUTSIDE}
	old = {name: value for name, value in known.items() if name not in new and "transferred" not in name}
	old["units"] = [{k: v for k, v in row.items() if "promises" not in k} for row in old["units"]]
	old.pop("from_higher"), old.pop("from_lower")
	frappe.db.set_value("Handling Report", doc.name, "figures", json.dumps(old, ensure_ascii=False))
	with acting(town.clerk):
		frappe.db.set_value("Issued Document", {"reference_name": doc.name}, "kind", "handling_report")
		_name, words = paper(frappe.get_doc("Handling Report", doc.name))
	assert "立案代表建议1件" in words and "共收到" not in words


def test_a_year_takes_what_was_decided_in_it(two):
	life = Life(two.town, days=60)
	with life.timeline.at(add_days(getdate(), -50)), acting(two.town.clerk):
		doc = make.make_suggestion(two.town.deputies[0])
		act(doc, "Submit for Review")
	with life.timeline.at(add_days(getdate(), -20)), acting(two.town.clerk):
		act(doc, "Refuse", refusal_ground="No Substance", review_opinion="没有具体要求")
	middle, today = getdate(add_days(getdate(), -30)), getdate()
	early = figures(two.town, middle, from_date=add_days(middle, -30), to_date=middle)
	late = figures(two.town, today, from_date=add_days(middle, 1), to_date=today)
	assert (early["received"], early["in_review"], early["refused"]) == (1, 1, 0)
	assert (late["received"], late["in_review"], late["refused"]) == (1, 0, 1)


def test_a_unit_learns_nothing_of_transfers(two, fates):
	filters = frappe._dict(congress=two.town.congress)
	with acting(two.town.clerk):
		assert len(handling_balance.transfer_rows(filters)) == 2
	with acting(two.town.workers[0]):
		assert handling_balance.transfer_rows(filters) == []
