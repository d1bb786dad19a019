"""A simulated township: suggestions that live through months, on days that are the framework's today."""

import random

import factories as make
import frappe
from frappe.utils import add_days, getdate

from deputy_affairs import clock
from deputy_affairs.demo.timeline import Timeline

GRADES = ("Satisfied", "Satisfied", "Basically Satisfied", "Dissatisfied")


class Life:
	"""Lets a seeded chance do what the offices and units of a township may do, day by day."""

	def __init__(self, town, seed: int = 8, days: int = 190):
		self.town, self.chance = town, random.Random(seed)
		self.timeline = Timeline(town.congress)
		self.first = add_days(getdate(), -days)
		frappe.db.set_value("Congress Term", town.term, "start_date", add_days(self.first, -100))
		frappe.db.set_value(
			"Congress Meeting",
			town.meeting,
			{"start_date": add_days(self.first, -3), "end_date": add_days(self.first, -1)},
		)
		clock.forget()
		self.suggestions: list[str] = []

	def days(self, step: int = 7):
		"""The days on which something happens, the last of them today."""
		day = getdate(self.first)
		while day < getdate():
			yield day
			day = getdate(add_days(day, self.chance.randint(1, step * 2 - 1)))
		yield getdate()

	def live_a_day(self, day, newcomers: int = 2, steps: int = 9) -> None:
		"""New suggestions, and steps of those that are open."""
		with self.timeline.at(day):
			for _n in range(self.chance.randint(1, newcomers)):
				self._submit()
			for _n in range(steps):
				name = self.chance.choice(self.suggestions) if self.suggestions else None
				if name:
					self._step(frappe.get_doc("Deputy Suggestion", name))

	def _submit(self) -> None:
		lead, other = self.chance.sample(self.town.deputies, 2)
		with make.acting(self.town.clerk):
			doc = make.make_suggestion(
				lead,
				title=f"关于第{len(self.suggestions) + 1}项事情的建议",
				meeting=self.town.meeting if self.chance.random() < 0.5 else None,
				category=self.chance.choice(("农林水利", "道路交通", "村镇建设")),
				cosigners=[other] if self.chance.random() < 0.3 else [],
			)
			if self.chance.random() < 0.9:
				make.act(doc, "Submit for Review")
		self.suggestions.append(doc.name)

	def _step(self, doc) -> None:
		if doc.merged_into:
			return
		match doc.stage:
			case "Draft":
				with make.acting(self.town.clerk):
					make.act(doc, "Submit for Review")
			case "Under Review":
				self._review(doc)
			case "Registered":
				self._assign(doc)
			case "Assigned" | "Handling" | "Reassignment":
				self._handle(doc)
			case "Replied":
				self._rate(doc)
			case "Awaiting Decision":
				self._decide(doc)

	def _review(self, doc) -> None:
		with make.acting(self.town.clerk):
			if self.chance.random() < 0.08:
				make.act(doc, "Refuse", refusal_ground=self.ground(), review_opinion="不属于建议")
			else:
				make.act(doc, "Accept and Register", review_opinion="同意立案")

	def ground(self) -> str:
		"""A ground of refusal."""
		return "No Substance"

	def _merge(self, doc) -> bool:
		"""Let it share the handling of another one, where the rules allow that."""
		others = frappe.get_all(
			"Deputy Suggestion",
			filters={
				"congress": doc.congress,
				"name": ("!=", doc.name),
				"stage": ("in", ("Assigned", "Handling")),
				"merged_into": ("is", "not set"),
			},
			pluck="name",
			order_by="name asc",
		)
		if not others:
			return False
		with make.acting(self.town.clerk):
			try:
				doc.merge_into(self.chance.choice(others), "内容相同")
			except frappe.ValidationError:
				frappe.clear_messages()
				return False
		return True

	def _assign(self, doc) -> None:
		if doc.merged_into or (self.chance.random() < 0.15 and self._merge(doc)):
			return
		units = self.chance.sample(self.town.units, 2)
		with make.acting(self.town.clerk):
			if self.chance.random() < 0.07:
				make.withdraw(doc)
			elif self.chance.random() < 0.25:
				make.assign(doc, separate=units)
			else:
				make.assign(doc, lead=units[0], assist=units[1:] if self.chance.random() < 0.4 else ())

	def _handle(self, doc) -> None:
		names = frappe.get_all(
			"Suggestion Assignment",
			filters={"suggestion": doc.name, "round": doc.current_round},
			pluck="name",
			order_by="creation asc",
		)
		rows = [frappe.get_doc("Suggestion Assignment", name) for name in names]
		open_ = [row for row in rows if row.status in ("Awaiting Receipt", "Handling", "Return Requested")]
		if not open_:
			if all(row.status in ("Returned", "Opinion Given") for row in rows):
				with make.acting(self.town.clerk):
					make.assign(
						doc,
						lead=self.town.units[2] if rows[0].unit != self.town.units[2] else self.town.units[1],
					)
			elif doc.stage == "Reassignment":
				taken = {row.unit for row in rows}
				free = [unit for unit in self.town.units if unit not in taken]
				if free:
					with make.acting(self.town.clerk):
						make.assign(doc, separate=free[:1])
			return
		row = self.chance.choice(open_)
		worker = self.town.workers[self.town.units.index(row.unit)]
		if row.status == "Awaiting Receipt":
			with make.acting(worker):
				if (
					row.handling_role != "Assist"
					and self.chance.random() < 0.15
					and row.return_by >= getdate()
				):
					make.act(row, "Ask to Return", return_reason="不属本单位职责")
				else:
					make.act(row, "Sign For")
		elif row.status == "Return Requested":
			with make.acting(self.town.chair):
				action = self.chance.choice(("Accept Return", "Refuse Return"))
				make.act(row, action, return_decision="研究决定")
		elif row.handling_role == "Assist":
			with make.acting(worker):
				make.act(row, "Give Opinion", opinion="同意主办单位意见，我单位负责资金安排。")
		elif not row.contacted_on and self.chance.random() < 0.7:
			self._contact(row, worker)
		elif self.chance.random() < 0.6:
			self._reply(row, worker)

	def _contact(self, row, worker) -> None:
		with make.acting(worker):
			frappe.get_doc(
				{
					"doctype": "Handling Contact",
					"assignment": row.name,
					"contact_date": self.chance.choice((getdate(), row.received_on)),
					"stage": "Before Handling",
					"mode": "Visit",
					"place": "村委会",
					"unit_people": "王芳",
					"content": "当面听取代表意见",
				}
			).insert()

	def _reply(self, row, worker) -> None:
		unit = self.town.units.index(row.unit)
		with make.acting(worker):
			if not row.contacted_on:
				self._contact(row, worker)
			reply = make.draft_reply(row, reply_class=self.chance.choice("ACD"))
		make.issue(reply, worker, self.town.office, self.town.chiefs[unit])

	def _rate(self, doc) -> None:
		names = frappe.get_all(
			"Suggestion Rating",
			filters={"suggestion": doc.name, "round": doc.current_round, "status": "Awaited"},
			pluck="name",
			order_by="name asc",
		)
		if not names:
			return
		rating = frappe.get_doc("Suggestion Rating", names[0])
		with make.acting(self.town.clerk):
			if rating.due_date < getdate() and self.chance.random() < 0.3:
				rating.give_up()
			elif self.chance.random() < 0.7:
				make.rate(rating, self.chance.choice(GRADES), self.chance.choice(GRADES), reasons="尚未解决")

	def _decide(self, doc) -> None:
		with make.acting(self.town.clerk):
			if doc.current_round < 2:
				doc.rehandle([{"unit": self.town.units[0], "handling_role": "Lead"}], "代表不满意")
			else:
				make.act(doc, "Close Suggestion", closing_reason="已作说明")
