"""Leads the sample's suggestions through the real workflow, day by day, as the people whose work it is."""

import heapq

import frappe

from deputy_affairs.demo import users
from deputy_affairs.demo.deciding import Deciding
from deputy_affairs.demo.following import Following
from deputy_affairs.demo.path import Path
from deputy_affairs.demo.reporting import Reporting
from deputy_affairs.deputy_affairs.doctype.suggestion_reply import reply_checks
from deputy_affairs.workflow_actions import run_action

GRADES = {"满": "Satisfied", "基": "Basically Satisfied", "不": "Dissatisfied"}
OUTCOMES = {"办结": "Done", "在办": "Under Way", "计划": "Planned", "不能": "Not Possible"}
KEY_LEADER = "主席周国平"
# Letters that a unit sends with what it does.
LETTERS = {"Ask to Return": "return_request", "Give Opinion": "assist_opinion"}
ROLES = {"主办": "Lead", "协办": "Assist", "分办": "Separate"}


def tell(town) -> None:
	"""Play all suggestions' steps in the order of their days, so that numbers follow the calendar."""
	from deputy_affairs.demo.plans import stories

	queue = []
	for order, (text, path) in enumerate(stories()):
		story = Story(town, text, path)
		if path.steps:
			heapq.heappush(queue, (story.next_day(), order, story))
	while queue:
		day, order, story = heapq.heappop(queue)
		with town.timeline.at(day):
			story.play()
		if story.steps:
			heapq.heappush(queue, (story.next_day(), order, story))
		if not queue or queue[0][0] > day:
			with town.timeline.at(day):
				town.post(users.CLERK)
	frappe.set_user("Administrator")


class Story(Deciding, Following, Reporting):
	"""One suggestion on its way: what is written on it, the steps still to come, the records they made."""

	def __init__(self, town, text: dict, path: Path):
		self.town, self.text = town, text
		self.steps = list(path.steps)
		self.day = None
		self.name: str | None = None
		self.assignments: dict[str, str] = {}
		self.replies: dict[str, str] = {}
		self.extension: str | None = None
		self.meeting: str | None = None

	def next_day(self):
		"""The working day of the next step, never before the last one."""
		offset, forward = self.steps[0][:2]
		day = self.town.timeline.day(offset, forward)
		self.day = max(day, self.day) if self.day else day
		return self.day

	def play(self) -> None:
		"""Do the next step and note what it made."""
		_offset, _forward, what, values = self.steps.pop(0)
		getattr(self, what)(**values)

	def fill(self, text: str | None) -> str | None:
		"""Dates in the texts are counted from the day on which the sample is made."""
		return self.town.timeline.fill(text)

	def act(self, user: str, doctype: str, name: str, action: str, **values) -> None:
		"""Apply a workflow action as a user."""
		frappe.set_user(user)
		run_action(doctype, name, action, {k: self.fill(v) for k, v in values.items()})

	def worker(self, unit: str) -> str:
		"""The login that works for a unit: its clerk, or the chief where there is none."""
		clerk = users.unit_clerk(unit)
		return clerk if frappe.db.exists("User", clerk) else users.unit_chief(unit)

	# What may happen to a suggestion; the names stand in path.py.

	def write(self, occasion: str, **values) -> None:
		frappe.set_user(users.CLERK)
		text, deputies = self.text, self.town.deputies
		meeting = {"meeting": self.town.meetings[3]} if occasion == "Meeting" else {}
		signed = text.get("cosigners", ())
		unit = text.get("proposed_unit")
		doc = self.town.ledger.insert(
			"Deputy Suggestion",
			congress=self.town.congress,
			title=text["title"],
			kind=text.get("kind", "Suggestion"),
			occasion=occasion,
			**meeting,
			category=text["category"],
			lead_deputy=deputies[text["lead"]],
			is_anonymous=text.get("is_anonymous", 0),
			is_hard=text.get("is_hard", 0),
			wants_visit=text.get("wants_visit", 0),
			cosigners=[
				{
					"deputy": deputies[name],
					"state": "Confirmed",
					"manner": "Signed Paper",
					"decided_on": frappe.utils.today(),
				}
				for name in signed
			],
			situation=self.fill(text["situation"]),
			cause=self.fill(text["cause"]),
			demands=[{"demand": self.fill(row)} for row in text["demands"]],
			proposed_unit=self.town.units[unit] if unit else None,
			**values,
		)
		self.name = doc.name

	def suggestion_action(self, action: str, by: str = "clerk", **values) -> None:
		user = {"clerk": users.CLERK, "chair": users.CHAIR}[by]
		if action == "Withdraw":
			frappe.set_user(user)
			doc = frappe.get_doc("Deputy Suggestion", self.name)
			asked = [{"deputy": deputy, "decided_on": frappe.utils.today()} for deputy in doc.signers()]
			doc.enter_withdrawal(asked)
		self.act(user, "Deputy Suggestion", self.name, action, **values)
		if action == "Accept and Register" and self.text.get("is_key"):
			frappe.set_user(users.CHAIR)
			doc = frappe.get_doc("Deputy Suggestion", self.name)
			doc.mark_key(self.text.get("key_leader", KEY_LEADER), leader_user=users.CHAIR)
		if action == "Refuse":
			self.town.print_paper(users.CLERK, "refusal_notice", "Deputy Suggestion", self.name)

	def assign(self, units: dict, requirements: str | None = None) -> None:
		frappe.set_user(users.CLERK)
		doc = frappe.get_doc("Deputy Suggestion", self.name)
		names = doc.assign(self.rows(units), requirements=requirements)
		self.note_assignments(units, names)
		self.announce(names)

	def rehandle(self, units: dict, reason: str) -> None:
		frappe.set_user(users.CHAIR)
		doc = frappe.get_doc("Deputy Suggestion", self.name)
		names = doc.rehandle(self.rows(units), reason)
		self.note_assignments(units, names)
		self.town.to_post("rehandling_notice", "Suggestion Assignment", *names)

	def announce(self, names: list[str]) -> None:
		"""At the end of the day the units get their notices and the deputies learn who handles it."""
		self.town.to_post("assignment_notice", "Suggestion Assignment", *names)
		self.town.to_post("receipt_notice", "Deputy Suggestion", self.name)

	def rows(self, units: dict) -> list[dict]:
		return [
			{
				"unit": self.town.units[key],
				"handling_role": ROLES[role.split("：")[0]],
				"part": role.partition("：")[2] or None,
			}
			for key, role in units.items()
		]

	def note_assignments(self, units: dict, names: list[str]) -> None:
		# The lead comes first, as `assign` sorts them.
		for key, name in zip(sorted(units, key=lambda key: units[key] == "协办"), names, strict=True):
			self.assignments[key] = name
			self.town.ledger.entries.append(["Suggestion Assignment", name])

	def assignment_action(self, unit: str, action: str, by: str = "unit", **values) -> None:
		user = {
			"unit": self.worker(unit),
			"clerk": users.CLERK,
			"chair": users.CHAIR,
			"office": users.OFFICE,
		}[by]
		if values.get("return_proposed_unit"):
			values["return_proposed_unit"] = self.town.units[values["return_proposed_unit"]]
		self.act(user, "Suggestion Assignment", self.assignments[unit], action, **values)
		if kind := LETTERS.get(action):
			self.town.print_paper(user, kind, "Suggestion Assignment", self.assignments[unit])

	def contact(self, unit: str, content: str, **values) -> None:
		frappe.set_user(self.worker(unit))
		people = {row[0]: row for row in self.unit_rows()}[unit]
		self.town.ledger.insert(
			"Handling Contact",
			assignment=self.assignments[unit],
			contact_date=frappe.utils.today(),
			unit_people="、".join(dict.fromkeys(people[3:5])),
			content=self.fill(content),
			**values,
		)

	def unit_rows(self):
		from deputy_affairs.demo.places import UNITS

		return UNITS

	def draft(self, unit: str, reply_class: str | None, answers: list, opening: str | None = None) -> None:
		frappe.set_user(self.worker(unit))
		rows = []
		for outcome, answer, *promise in answers:
			days, person = (*promise, None, None)[:2]
			rows.append(
				{
					"demand": "",
					"outcome": OUTCOMES[outcome],
					"answer": self.fill(answer),
					"promised_date": self.from_today(days),
					"responsible": person,
				}
			)
		doc = self.town.ledger.insert(
			"Suggestion Reply",
			assignment=self.assignments[unit],
			reply_class=reply_class,
			opening=self.fill(opening),
			answers=rows,
			flags={"ignore_mandatory": True},
		)
		self.replies[unit] = doc.name

	def from_today(self, days: int | None):
		return frappe.utils.add_days(self.town.timeline.today, days) if days is not None else None

	def reply_action(self, unit: str, action: str, by: str = "unit", **values) -> None:
		user = {
			"unit": self.worker(unit),
			"chief": users.unit_chief(unit),
			"office": users.OFFICE,
			"clerk": users.CLERK,
		}[by]
		if action == "Pass Check":
			justify_findings(user, self.replies[unit])
		if action == "Issue":
			countersign(self.replies[unit])
		self.act(user, "Suggestion Reply", self.replies[unit], action, **values)

	def rate(self, unit: str, grades: str, who: int = 0, reasons: str | None = None, **values) -> None:
		"""`grades` are attitude and result, such as 满基; `who` counts the signers, the lead is 0."""
		frappe.set_user(users.CLERK)
		doc = self.rating(unit, who)
		doc.update(
			{"attitude": GRADES[grades[0]], "result": GRADES[grades[1]], "reasons": self.fill(reasons)}
		)
		doc.update({"contact_mode": "Visit", **values})
		doc.save()

	def give_up(self, unit: str, who: int = 0) -> None:
		frappe.set_user(users.CLERK)
		self.rating(unit, who).give_up()

	def rating(self, unit: str, who: int):
		names = [self.text["lead"], *self.text.get("cosigners", ())]
		deputy = self.town.deputies[names[who]]
		name = frappe.db.get_value("Suggestion Rating", {"reply": self.replies[unit], "deputy": deputy})
		return frappe.get_doc("Suggestion Rating", name)


def justify_findings(user: str, name: str) -> None:
	"""The checker keeps a written reason with whatever the check before issue would rather have put otherwise."""
	frappe.set_user(user)
	for row in reply_checks.check_draft({"name": name}):
		if row["severity"] == "To Be Justified" and not row["reason"]:
			frappe.get_doc("Suggestion Reply", name).justify(row["key"], "已当面向代表说明情况，代表表示理解")


def countersign(name: str) -> None:
	"""Somebody of each assisting unit agrees with the reply before it goes out."""
	rows = frappe.get_all(
		"Reply Countersignature", filters={"reply": name, "status": "Awaited"}, fields=["name", "unit"]
	)
	members = dict(
		frappe.get_all(
			"Handling Unit Member",
			filters={"parent": ("in", [row.unit for row in rows] or [""])},
			fields=["parent", "user"],
			order_by="idx desc",
			as_list=True,
		)
	)
	for row in rows:
		frappe.set_user(members[row.unit])
		frappe.get_doc("Reply Countersignature", row.name).confirm()
