"""Steps of a story in which several people decide: the assignment meeting, merging, extensions, the handling meeting."""

import frappe

from deputy_affairs.demo import users

DONE = "Handed to Units"


class Deciding:
	"""More of what may happen to a suggestion; the names stand in path.py, the rest in journey.py."""

	def assign_at_meeting(self, units: dict, requirements: str | None = None) -> None:
		"""Handed to the units at the meeting that hands out all suggestions of the congress's session."""
		frappe.set_user(users.CLERK)
		doc = self.assignment_meeting()
		if doc.requirements != requirements:
			doc.requirements = requirements
			doc.save()
		(row,) = (row for row in doc.items if row.suggestion == self.name)
		doc.set_plan(row.name, self.rows(units), row.is_hard)
		(result,) = doc.reload().hand_out([row.name])
		if result["outcome"] != DONE:
			raise ValueError(f"{result['title']}: {result['message']}")
		names = frappe.get_all(
			"Suggestion Assignment",
			{"suggestion": self.name, "assignment_meeting": doc.name},
			order_by="name asc",
			pluck="name",
		)
		self.note_assignments(units, names)
		self.announce(names)

	def assignment_meeting(self):
		"""The meeting of today; the first story that comes to it opens it with everything that waits."""
		name = frappe.db.get_value(
			"Assignment Meeting", {"congress": self.town.congress, "held_on": frappe.utils.today()}
		)
		if name:
			return frappe.get_doc("Assignment Meeting", name)
		doc = self.town.ledger.insert(
			"Assignment Meeting",
			congress=self.town.congress,
			meeting=self.town.meetings[3],
			held_on=frappe.utils.today(),
			place="镇政府三楼会议室",
			host="周国平",
		)
		doc.add_suggestions()
		return doc.reload()

	def merge(self, main: str, reason: str) -> None:
		"""It says the same as another one, named by its title, and shares its handling."""
		frappe.set_user(users.CLERK)
		name = frappe.db.get_value("Deputy Suggestion", {"title": main, "congress": self.town.congress})
		frappe.get_doc("Deputy Suggestion", self.name).merge_into(name, reason)
		self.town.print_paper(users.CLERK, "merge_notice", "Deputy Suggestion", self.name)

	def ask_extension(self, unit: str, until: int, reason: str, measures: str) -> None:
		"""The unit asks for time until so many days from the day on which the sample is made."""
		frappe.set_user(self.worker(unit))
		doc = self.town.ledger.insert(
			"Deadline Extension",
			assignment=self.assignments[unit],
			extend_to=self.from_today(until),
			reason=reason,
			measures=measures,
		)
		self.extension = doc.name
		self.act(self.worker(unit), "Deadline Extension", doc.name, "Ask for Extension")
		self.town.print_paper(self.worker(unit), "extension_request", "Deadline Extension", doc.name)

	def decide_extension(self, action: str, decision: str) -> None:
		"""The chair grants the time or does not; the deputies are told."""
		self.act(users.CHAIR, "Deadline Extension", self.extension, action, decision=decision)
		approved = action == "Approve Extension"
		for kind in ("extension_decision", "extension_notice")[: 1 + approved]:
			self.town.print_paper(users.CLERK, kind, "Deadline Extension", self.extension)

	def call_meeting(self, place: str, matters: str) -> None:
		"""Deputies, units and the congress are called to one table."""
		frappe.set_user(users.CLERK)
		timeline, today = self.town.timeline, frappe.utils.getdate()
		day = timeline.day((today - timeline.today).days + 2)
		self.meeting = self.town.ledger.insert(
			"Handling Meeting",
			suggestion=self.name,
			meets_at=f"{day} 14:30:00",
			place=place,
			chaired_by="周国平",
			recorded_by="李秀兰",
			matters=matters,
		).name
		self.town.print_paper(users.CLERK, "meeting_notice", "Handling Meeting", self.meeting)

	def hold_meeting(self, discussion: str, agreed: str, outcome: str = "Handle Again") -> None:
		"""It took place; what was said and agreed is on record."""
		frappe.set_user(users.CLERK)
		doc = frappe.get_doc("Handling Meeting", self.meeting)
		for row in doc.participants:
			row.attended = 1
		doc.update({"discussion": discussion, "agreed": agreed})
		doc.save()
		doc.hold(outcome)
