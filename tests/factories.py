"""Records for the tests: plain functions that go the same way as a user would, with names of their own.

Everything carries a prefix that the caller chooses (`unique()` gives one nobody else has). What a test has
committed it takes away again with `remove`.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field

import frappe
from frappe.utils import add_days, today

from deputy_affairs import clock, settings
from deputy_affairs.workflow_actions import run_action

MODULE = "Deputy Affairs"
PASSWORD = "Hui2-yi4_Ji4-lu4"


def unique() -> str:
	"""A prefix that no other run uses."""
	return f"试{frappe.generate_hash(length=6)}"


@contextmanager
def acting(user: str):
	"""Do something as somebody."""
	before = frappe.session.user
	frappe.set_user(user)
	try:
		yield
	finally:
		frappe.set_user(before)


def address(prefix: str, name: str) -> str:
	"""An e-mail address with the prefix, which must be ASCII there."""
	return f"{name}-{prefix.encode('ascii', 'ignore').decode()}@example.com".lower()


def make_user(email: str, *roles: str, password: str | None = None) -> str:
	"""A login with these roles; the deputy's alone has no desk."""
	doc = frappe.get_doc(
		{
			"doctype": "User",
			"email": email,
			"first_name": email.split("@")[0],
			"send_welcome_email": 0,
			"roles": [{"role": role} for role in roles],
		}
	)
	if password:
		doc.new_password = password
		doc.flags.ignore_password_policy = True
	doc.flags.no_welcome_mail = True
	doc.insert(ignore_permissions=True)
	return doc.name


def make_congress(name: str, level: str = "Township", parent: str | None = None, staff=(), **fields):
	"""A congress; `staff` are users."""
	return frappe.get_doc(
		{
			"doctype": "Congress",
			"congress_name": f"南屏县{name}人民代表大会",
			"short_name": name,
			"level": level,
			"parent_congress": parent,
			"presidium_name": f"{name}主席团",
			"staff": [{"user": user} for user in staff],
			**fields,
		}
	).insert()


def make_term(congress: str, number: int = 19, start=None, end=None):
	"""A term, by default one that began two and a half years ago."""
	return frappe.get_doc(
		{
			"doctype": "Congress Term",
			"congress": congress,
			"term_number": number,
			"start_date": start or add_days(today(), -900),
			"end_date": end,
		}
	).insert()


def make_meeting(term: str, number: int = 3, start=None, end=None):
	"""A meeting, by default one that closed four weeks ago."""
	start = start or add_days(today(), -30)
	return frappe.get_doc(
		{
			"doctype": "Congress Meeting",
			"term": term,
			"meeting_number": number,
			"start_date": start,
			"end_date": end or add_days(start, 2),
		}
	).insert()


def make_constituency(term: str, number: int = 1, name: str | None = None, seats: int = 3):
	"""A constituency of a term."""
	return frappe.get_doc(
		{
			"doctype": "Constituency",
			"term": term,
			"constituency_number": number,
			"constituency_name": name or f"第{number}选区",
			"seats": seats,
		}
	).insert()


def deputy_values(name: str, congress: str, **fields) -> dict:
	"""What a deputy's record needs."""
	return {
		"doctype": "Deputy",
		"deputy_name": name,
		"gender": "Male",
		"birth_date": "1980-05-06",
		"congress": congress,
		"education": "Bachelor",
		"phone": "13800000000",
		**fields,
	}


def make_deputy(name: str, congress: str, term: str, constituency: str, card: str | None = None, **fields):
	"""A deputy with a mandate in office."""
	mandate = {"term": term, "constituency": constituency, "card_number": card, "status": "In Office"}
	return frappe.get_doc(deputy_values(name, congress, mandates=[mandate], **fields)).insert()


def make_group(term: str, name: str, deputies, **fields):
	"""A group of deputies."""
	return frappe.get_doc(
		{
			"doctype": "Deputy Group",
			"term": term,
			"group_name": name,
			"members": [{"deputy": deputy} for deputy in deputies],
			**fields,
		}
	).insert()


def make_unit(
	congress: str, name: str, users=(), chief: str | None = None, code: str | None = None, **fields
):
	"""A handling unit; `users` work in it, the chief signs off."""
	members = [{"user": user} for user in users]
	if chief:
		members.append({"user": chief, "is_chief": 1})
	return frappe.get_doc(
		{
			"doctype": "Handling Unit",
			"unit_name": name,
			"congress": congress,
			"document_code": code or f"{name}函",
			"contact_person": "王芳",
			"contact_phone": "0871-65550123",
			"members": members,
			**fields,
		}
	).insert()


def signed(deputy: str, **fields) -> dict:
	"""A co-signer whose signature stands on the paper."""
	return {
		"deputy": deputy,
		"state": "Confirmed",
		"manner": "Signed Paper",
		"decided_on": today(),
		**fields,
	}


def withdraw(suggestion, reason: str = "全体签名代表书面撤回"):
	"""Enter that all signers ask for it on paper, and withdraw."""
	suggestion.reload().enter_withdrawal(
		[{"deputy": deputy, "decided_on": today()} for deputy in suggestion.signers()]
	)
	return act(suggestion.reload(), "Withdraw", withdrawal_reason=reason)


def make_suggestion(
	lead: str, cosigners=(), title: str = "关于整治灌溉渠道的建议", meeting: str | None = None, **fields
):
	"""A suggestion in draft, complete enough to be submitted."""
	return frappe.get_doc(
		{
			"doctype": "Deputy Suggestion",
			"title": title,
			"congress": frappe.db.get_value("Deputy", lead, "congress"),
			"occasion": "Meeting" if meeting else "Recess",
			"meeting": meeting,
			"category": "农林水利",
			"lead_deputy": lead,
			"cosigners": [signed(deputy) for deputy in cosigners],
			"situation": "渠道淤积三年，下游两个村灌溉困难。",
			"demands": [{"demand": "清淤五公里"}, {"demand": "落实管护人员"}],
			**fields,
		}
	).insert()


def act(doc, action: str, **inputs):
	"""Apply an action to a record and read it again."""
	run_action(doc.doctype, doc.name, action, inputs)
	return doc.reload()


def register(suggestion):
	"""Submit and accept."""
	act(suggestion, "Submit for Review")
	return act(suggestion, "Accept and Register", review_opinion="同意立案")


def assign(suggestion, lead=None, assist=(), separate=(), **kwargs) -> list:
	"""Assign to units; returns the assignments: lead or separate ones first, then the assisting ones."""
	rows = [{"unit": lead, "handling_role": "Lead"}] if lead else []
	rows += [
		{"unit": unit, "handling_role": "Separate", "part": f"第{n}项"} for n, unit in enumerate(separate, 1)
	]
	rows += [{"unit": unit, "handling_role": "Assist"} for unit in assist]
	names = suggestion.assign(rows, **kwargs)
	suggestion.reload()
	return [frappe.get_doc("Suggestion Assignment", name) for name in names]


OUTCOMES = {"A": "Done", "B": "Under Way", "C": "Not Possible", "D": "Not Possible"}


def draft_reply(assignment, reply_class: str = "A", answer: str | None = "已清淤", **fields):
	"""The reply to an assignment that was signed for, complete enough to be issued.

	Every demand is answered unless `answer` is None, a B reply promises, a contact is on record.
	"""
	accepted = frappe.db.exists(
		"Suggestion Assignment", {"name": assignment.name, "workflow_state": "Accepted"}
	)
	if accepted and not frappe.db.exists("Handling Contact", {"assignment": assignment.name}):
		log_contact(assignment)
	reply = frappe.get_doc(
		{"doctype": "Suggestion Reply", "assignment": assignment.name, "reply_class": reply_class, **fields}
	).insert()
	if answer:
		for row in reply.answers:
			row.outcome = OUTCOMES[reply_class] if reply_class else "Done"
			row.answer = f"{answer}。第{row.idx}项按规定办理，长{row.idx * 3 + 2}公里，由于有图纸，逐段验收。"
			if reply_class == "B":
				row.promised_date, row.responsible = add_days(today(), 60), "王芳"
		reply.save()
	return reply


def request_extension(assignment, extend_to, **fields):
	"""A draft of the unit that asks for more time; the session's user is one of the unit's."""
	return frappe.get_doc(
		{
			"doctype": "Deadline Extension",
			"assignment": assignment.name,
			"extend_to": extend_to,
			"reason": "涉路施工许可尚未批复",
			"measures": "已完成清淤三公里",
			**fields,
		}
	).insert()


def log_contact(assignment, **fields):
	"""A talk with the deputy, before the reply."""
	return frappe.get_doc(
		{
			"doctype": "Handling Contact",
			"assignment": assignment.name,
			"unit_people": "王芳",
			"content": "到现场查看",
			**fields,
		}
	).insert()


def justify_all(reply, reason: str = "已当面向代表说明"):
	"""Justify, as the session's user, what the check before issue still asks about."""
	from deputy_affairs.deputy_affairs.doctype.suggestion_reply import reply_checks  # needs a site

	for row in reply_checks.check_draft({"name": reply.name}):
		if row["severity"] == "To Be Justified" and not row["reason"]:
			reply.justify(row["key"], reason)
			reply.reload()


def countersign_all(reply) -> None:
	"""Somebody of each assisting unit confirms the reply."""
	for name, unit in frappe.get_all(
		"Reply Countersignature",
		filters={"reply": reply.name, "status": "Awaited"},
		fields=["name", "unit"],
		as_list=True,
	):
		members = frappe.get_all("Handling Unit Member", filters={"parent": unit}, pluck="user")
		with acting(members[0]):
			frappe.get_doc("Reply Countersignature", name).confirm()


def issue(reply, drafter: str, checker: str, chief: str):
	"""The whole way of a draft to the issued letter, by three people."""
	with acting(drafter):
		act(reply, "Submit for Check")
	with acting(checker):
		justify_all(reply)
		act(reply, "Pass Check")
	countersign_all(reply)
	with acting(chief):
		act(reply, "Sign Off")
		act(reply, "Issue")
	return reply


def ratings_of(suggestion, round_: int = 1) -> list:
	"""The opinion forms of a round in the order of their making."""
	names = frappe.get_all(
		"Suggestion Rating",
		filters={"suggestion": suggestion.name, "round": round_},
		pluck="name",
		order_by="name asc",
	)
	return [frappe.get_doc("Suggestion Rating", name) for name in names]


def rate(rating, attitude: str = "Satisfied", result: str = "Satisfied", **fields):
	"""Enter an opinion form that came back."""
	rating.reload()
	rating.update({"attitude": attitude, "result": result, **fields})
	rating.save()
	return rating


@dataclass
class Township:
	"""A congress ready for work, with people and units."""

	congress: str
	term: str
	meeting: str
	constituency: str
	deputies: list[str]
	units: list[str]
	clerk: str
	chair: str
	office: str
	workers: list[str] = field(default_factory=list)
	chiefs: list[str] = field(default_factory=list)


def make_township(
	prefix: str, people: dict, name: str = "云溪镇", parent: str | None = None, units: int = 3, **fields
) -> Township:
	"""Congress, term, meeting, constituency, three deputies and units whose users are in `people`.

	`people` holds users: clerk, chair, office, and lists workers and chiefs, one a unit.
	"""
	staff = [people[who] for who in ("clerk", "chair", "office")]
	congress = make_congress(f"{prefix}{name}", parent=parent, staff=staff, **fields)
	term = make_term(congress.name)
	meeting = make_meeting(term.name)
	constituency = make_constituency(term.name, seats=3)
	deputies = [
		make_deputy(deputy, congress.name, term.name, constituency.name, f"{card:03}").name
		for card, deputy in enumerate(("张建国", "李梅", "王五"), 1)
	]
	made = [
		make_unit(
			congress.name,
			unit,
			users=[people["workers"][n]],
			chief=people["chiefs"][n],
			code=f"{prefix}{unit}函",
		).name
		for n, unit in enumerate(("农服中心", "财政所", "交通站")[:units])
	]
	return Township(
		congress.name,
		term.name,
		meeting.name,
		constituency.name,
		deputies,
		made,
		people["clerk"],
		people["chair"],
		people["office"],
		people["workers"][:units],
		people["chiefs"][:units],
	)


def make_people(prefix: str, password: str | None = None, units: int = 3) -> dict:
	"""Logins for a township: clerk, chair, office, and for each unit a worker and a chief."""

	def user(name, role):
		return make_user(address(prefix, name), role, password=password)

	return {
		"clerk": user("clerk", "Congress Clerk"),
		"chair": user("chair", "Congress Chair"),
		"office": user("office", "Government Office"),
		"workers": [user(f"worker{n}", "Handling Unit User") for n in range(units)],
		"chiefs": [user(f"chief{n}", "Handling Unit User") for n in range(units)],
	}


def forget() -> None:
	"""Drop what was read of settings, calendars and User Permissions that may be gone."""
	settings.forget()
	clock.forget()
	frappe.cache.delete_key("user_permissions")


def remove(congresses, users=()) -> None:
	"""Delete congresses with everything that was recorded for them, and users; then commit.

	Controllers would rightly refuse, so the rows go by SQL. The web server may be writing as well: again then.
	"""
	for attempt in range(5):
		try:
			_remove(congresses, users)
			frappe.db.commit()
			break
		except frappe.QueryDeadlockError:
			frappe.db.rollback()
			if attempt == 4:
				raise
	forget()


def _remove(congresses, users) -> None:
	congresses, users = list(congresses), list(users)
	doctypes = frappe.get_all("DocType", filters={"module": MODULE, "istable": 0}, pluck="name")
	# An empty congress is that of what holds for all, such as the stock templates: never a filter here.
	gone = {
		doctype: frappe.get_all(doctype, filters={"congress": ("in", congresses)}, pluck="name")
		for doctype in doctypes
		if congresses and doctype != "Congress" and frappe.get_meta(doctype).has_field("congress")
	}
	gone["Congress"], gone["User"] = congresses, users
	for doctype, names in gone.items():
		if not names:
			continue
		for table in frappe.get_meta(doctype).get_table_fields():
			_delete(table.options, {"parenttype": doctype, "parent": ("in", names)})
		for other, of_type, of_name in (
			("Version", "ref_doctype", "docname"),
			("Comment", "reference_doctype", "reference_name"),
			("ToDo", "reference_type", "reference_name"),
			("File", "attached_to_doctype", "attached_to_name"),
			("DocShare", "share_doctype", "share_name"),
			("Workflow Action", "reference_doctype", "reference_name"),
			("Notification Log", "document_type", "document_name"),
		):
			_delete(other, {of_type: doctype, of_name: ("in", names)})
		_delete(doctype, {"name": ("in", names)})
	series = frappe.qb.DocType("Series")
	for congress in congresses:
		_delete("User Permission", {"allow": "Congress", "for_value": congress})
		found = frappe.qb.from_(series).select(series.name).where(series.name.like(f"{congress}:%"))
		for (key,) in found.run():
			frappe.qb.from_(series).delete().where(series.name == key).run()
	if not users:
		return
	for doctype, column in (
		("User Permission", "user"),
		("Activity Log", "user"),
		("Access Log", "user"),
		("Notification Settings", "name"),
		("Notification Log", "for_user"),
		("Contact", "user"),
		("ToDo", "allocated_to"),
		("DocShare", "user"),
	):
		_delete(doctype, {column: ("in", users)})
	auth = frappe.qb.Table("__Auth")
	frappe.qb.from_(auth).delete().where((auth.doctype == "User") & auth.name.isin(users)).run()


def _delete(doctype: str, filters: dict) -> None:
	"""Delete by name, so that no row of somebody else is locked on the way."""
	if names := frappe.get_all(doctype, filters=filters, pluck="name"):
		frappe.db.delete(doctype, {"name": ("in", names)})
