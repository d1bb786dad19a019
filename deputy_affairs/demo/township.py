"""Builds the sample township: users, registers, then the suggestions' years."""

import random

import frappe
from frappe.utils import add_days

from deputy_affairs.demo import journey, people, places, users
from deputy_affairs.demo.ledger import DemoInUseError, Ledger
from deputy_affairs.demo.timeline import Timeline
from deputy_affairs.paperwork import service
from deputy_affairs.rules.deadlines import add_months

TERM = 19
# Start of the terms and meetings, in months or days before today.
TERM_START, EARLIER_START = -36, -97
SECOND_MEETING, THIRD_MEETING_DAYS = -17, -152
MOVED_ON, BY_ELECTION_ON = -14, -12


class Township:
	"""The names of the sample's records, by what people call them."""

	def __init__(self, ledger: Ledger):
		self.ledger = ledger
		self.timeline = Timeline()
		self.rng = random.Random(people.SEED)
		self.congress = places.TOWNSHIP
		self.terms: dict[int, str] = {}
		self.meetings: dict[int, str] = {}
		self.constituencies: dict[tuple[int, str], str] = {}
		self.deputies: dict[str, str] = {}
		self.groups: dict[str, str] = {}
		self.units: dict[str, str] = {}
		self._to_post: dict[tuple[str, str], list[str]] = {}

	def print_paper(self, user: str, kind: str, doctype: str, *names: str) -> None:
		"""Make a paper as the desk does, dated today; ValueError when it cannot be made."""
		frappe.set_user(user)
		answer = service.create(kind, doctype, list(names))
		if answer["failed"]:
			raise ValueError(f"{kind}: {answer['failed']}")

	def to_post(self, kind: str, doctype: str, *names: str) -> None:
		"""Records of which letters go out at the end of the day; one letter may speak of several."""
		self._to_post.setdefault((kind, doctype), []).extend(names)

	def post(self, user: str) -> None:
		"""Make the letters of the day."""
		while self._to_post:
			(kind, doctype), names = self._to_post.popitem()
			self.print_paper(user, kind, doctype, *names)


def build(ledger: Ledger) -> Township:
	"""Make everything, one line of progress a step."""
	refuse_existing()
	user, language = frappe.session.user, frappe.local.lang
	town = Township(ledger)
	try:
		# Some words are written into records, such as the role of a unit that assists.
		frappe.local.lang = "zh"
		frappe.set_user("Administrator")
		for say, step in (
			("用户", lambda: users.create_staff(ledger)),
			("人大", lambda: make_congresses(town)),
			("届次和会议", lambda: make_terms(town)),
			("选区", lambda: make_constituencies(town)),
			("代表", lambda: make_deputies(town)),
			("代表小组", lambda: make_groups(town)),
			("承办单位", lambda: make_units(town)),
			("代表建议", lambda: journey.tell(town)),
		):
			before = len(ledger.entries)
			step()
			print(f"{say}：{len(ledger.entries) - before} 条")
	finally:
		frappe.set_user(user)
		frappe.local.lang = language
	return town


def refuse_existing() -> None:
	"""The sample never mixes with a congress that somebody has entered. Raises DemoInUseError."""
	for values in places.CONGRESSES:
		if frappe.db.exists("Congress", values["short_name"]):
			frappe.throw(f"{values['short_name']} 已经存在，示例数据不会改动它。", DemoInUseError)


def make_congresses(town: Township) -> None:
	"""The county's congress and the township's below it, with their staff."""
	staff = {
		places.COUNTY: (users.OBSERVER,),
		places.TOWNSHIP: (users.CLERK, users.CHAIR, users.OFFICE),
	}
	posts = {address: post for address, _name, _role, post in users.STAFF}
	for values in places.CONGRESSES:
		rows = [{"user": address, "post": posts[address]} for address in staff[values["short_name"]]]
		town.ledger.insert("Congress", **values, staff=rows)
	town.timeline.congress = town.congress


def make_terms(town: Township) -> None:
	"""The past term and the running one, and the three meetings that the running term has had."""
	insert, today = town.ledger.insert, town.timeline.today
	start = add_months(today, TERM_START)
	earlier = add_months(today, EARLIER_START)
	town.terms[TERM - 1] = insert(
		"Congress Term",
		congress=town.congress,
		term_number=TERM - 1,
		start_date=earlier,
		end_date=add_days(start, -1),
		total_seats=55,
	).name
	town.terms[TERM] = insert(
		"Congress Term", congress=town.congress, term_number=TERM, start_date=start, total_seats=56
	).name
	first_days = (start, add_months(today, SECOND_MEETING), town.timeline.day(THIRD_MEETING_DAYS))
	for number, day in enumerate(first_days, 1):
		town.meetings[number] = insert(
			"Congress Meeting",
			term=town.terms[TERM],
			meeting_number=number,
			kind="Regular",
			start_date=day,
			end_date=add_days(day, 1),
			submission_deadline=f"{day} 18:00:00",
		).name


def make_constituencies(town: Township) -> None:
	"""Those of the running term, and some of the one before."""
	number = 0
	for _group, name, seats, villages, voters in places.CONSTITUENCIES:
		number += 1
		town.constituencies[TERM, name] = town.ledger.insert(
			"Constituency",
			term=town.terms[TERM],
			constituency_number=number,
			constituency_name=name,
			seats=seats,
			villages=villages,
			voters=voters,
		).name
		if name in places.EARLIER:
			town.constituencies[TERM - 1, name] = town.ledger.insert(
				"Constituency",
				term=town.terms[TERM - 1],
				constituency_number=number,
				constituency_name=name,
				seats=seats,
				villages=villages,
				voters=voters,
			).name


def make_deputies(town: Township) -> None:
	"""Those in office, and the one who moved away and whose seat was filled in a by-election."""
	moved_on = add_months(town.timeline.today, MOVED_ON)
	lines = people.roster()
	lines.insert(len(lines) - 1, (people.MOVED_FROM, people.MOVED_AWAY))
	logins = {name: (address, roles) for name, address, roles in users.DEPUTIES}
	for number, (constituency, line) in enumerate(lines, 1):
		name = line[0]
		values = people.values_of(line, number, town.timeline.today, town.rng)
		mandates = [mandate(town, TERM, constituency, f"云溪19{number:03}")]
		if name == people.ELECTED_INSTEAD:
			by_election = add_months(town.timeline.today, BY_ELECTION_ON)
			mandates[0].update(start_date=by_election, by_election=1)
		if name in people.ELECTED_AGAIN:
			earlier = mandate(town, TERM - 1, people.ELECTED_AGAIN[name], f"云溪18{number:03}")
			mandates.insert(0, {**earlier, "status": "Expired"})
		if name in logins:
			address, roles = logins[name]
			values["user"] = users.create(town.ledger, address, name, roles).name
		doc = town.ledger.insert("Deputy", congress=town.congress, mandates=mandates, **values)
		town.deputies[name] = doc.name
		if name == people.MOVED_AWAY[0]:
			doc.change_status(town.terms[TERM], "Moved Away", str(moved_on), people.MOVED_REASON)


def mandate(town: Township, term: int, constituency: str, card: str) -> dict:
	"""Return a mandate's row."""
	return {
		"term": town.terms[term],
		"constituency": town.constituencies[term, constituency],
		"card_number": card,
		"status": "In Office",
	}


def make_groups(town: Township) -> None:
	"""Nine groups by villages; each has a leader, a liaison and a member of the party committee to turn to."""
	for index, (name, villages, cadre, post) in enumerate(places.GROUPS):
		constituencies = [row[1] for row in places.CONSTITUENCIES if row[0] == index + 1]
		members = [line[0] for constituency, line in people.roster() if constituency in constituencies]
		town.groups[name] = town.ledger.insert(
			"Deputy Group",
			term=town.terms[TERM],
			group_name=name,
			villages=villages,
			leader=town.deputies[people.LEADERS[index]],
			liaison=town.deputies[people.LIAISONS[index]],
			contact_cadre=cadre,
			contact_cadre_post=post,
			members=[{"deputy": town.deputies[member]} for member in members],
		).name


def make_units(town: Township) -> None:
	"""Handling units with the logins of their chief and, where another person does the work, of the clerk."""
	for number, (key, name, kind, chief, clerk, official, code) in enumerate(places.UNITS, 1):
		members = []
		if clerk != chief:
			user = users.create(town.ledger, users.unit_clerk(key), clerk, ("Handling Unit User",))
			members.append({"user": user.name, "post": "经办人"})
		user = users.create(town.ledger, users.unit_chief(key), chief, ("Handling Unit User",))
		members.append({"user": user.name, "post": "负责人", "is_chief": 1})
		town.units[key] = town.ledger.insert(
			"Handling Unit",
			unit_name=name,
			congress=town.congress,
			kind=kind,
			chief_name=chief,
			contact_person=clerk,
			contact_phone=f"0889-61201{number + 10}",
			official_name=official,
			document_code=code,
			members=members,
		).name
