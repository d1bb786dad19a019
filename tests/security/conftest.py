"""A county with two townships, committed, so that the web server sees it too; removed at the end.

The first township has one suggestion in every condition that matters; the second one is the neighbour.
"""

from types import SimpleNamespace

import factories as make
import frappe
import pytest


@pytest.fixture(scope="session")
def world(site):
	"""Everybody and everything; names in `world`, all users with `make.PASSWORD`."""
	made = _build_at_a_quiet_moment()
	make.forget()
	yield made
	frappe.db.rollback()
	frappe.set_user("Administrator")
	make.remove(made.congresses, made.users)


def _build_at_a_quiet_moment():
	"""Others may write to the same site; the database then sacrifices one of us."""
	for attempt in range(5):
		made = SimpleNamespace(prefix=make.unique(), congresses=[], users=[])
		try:
			_build(made, made.prefix)
			frappe.db.commit()
			return made
		except Exception as error:
			frappe.db.rollback()
			frappe.set_user("Administrator")
			make.remove(made.congresses, made.users)
			if attempt == 4 or not isinstance(error, frappe.QueryDeadlockError | frappe.QueryTimeoutError):
				raise


def _build(made, prefix: str) -> None:
	def user(name, role):
		made.users.append(make.address(prefix, name))
		make.make_user(made.users[-1], role, password=make.PASSWORD)
		frappe.db.commit()
		return made.users[-1]

	def people(place):
		return {
			"clerk": user(f"{place}clerk", "Congress Clerk"),
			"chair": user(f"{place}chair", "Congress Chair"),
			"office": user(f"{place}office", "Government Office"),
			"workers": [user(f"{place}worker{n}", "Handling Unit User") for n in range(3)],
			"chiefs": [user(f"{place}chief{n}", "Handling Unit User") for n in range(3)],
		}

	made.observer = user("observer", "Congress Observer")
	made.manager = user("manager", "System Manager")
	made.congresses = [f"{prefix}{name}" for name in ("云溪镇", "石门镇", "县", "外县")]
	here, there = people("a"), people("b")
	made.county = make.make_congress(f"{prefix}县", level="County", staff=[made.observer]).name
	made.lone = make.make_congress(f"{prefix}外县", level="County").name  # not under the county
	frappe.db.commit()
	made.town = make.make_township(prefix, here, "云溪镇", parent=made.county)
	frappe.db.commit()
	made.other = make.make_township(prefix, there, "石门镇", parent=made.county)
	frappe.db.commit()
	town, other = made.town, made.other

	made.deputy = user("deputy", "Deputy")
	frappe.get_doc("Deputy", town.deputies[0]).update({"user": made.deputy}).save()
	made.second_deputy = user("second", "Deputy")
	frappe.get_doc("Deputy", town.deputies[2]).update({"user": made.second_deputy}).save()
	made.group = make.make_group(town.term, f"{prefix}一组", town.deputies).name

	def assigned(place, lead, cosigners=(), unit=0, **fields):
		suggestion = make.register(make.make_suggestion(place.deputies[lead], cosigners, **fields))
		rows = make.assign(suggestion, lead=place.units[unit], assist=[place.units[2]] if unit == 0 else [])
		frappe.db.commit()
		return suggestion.name, rows

	def signed(assignment, user):
		with make.acting(user):
			make.act(assignment, "Sign For")
		frappe.db.commit()

	def answered(assignment, place, unit):
		with make.acting(place.workers[unit]):
			reply = make.draft_reply(assignment)
			frappe.get_doc(
				{
					"doctype": "Handling Contact",
					"assignment": assignment.name,
					"unit_people": "王芳",
					"content": "到渠首查看",
				}
			).insert()
		make.issue(reply, place.workers[unit], place.office, place.chiefs[unit])
		frappe.db.commit()
		return reply.name

	# handled by the first unit (lead, signed for) and the third (assisting); reply in draft
	made.suggestion, (lead, helper) = assigned(
		town, 0, [town.deputies[1]], title=f"关于{prefix}整治灌溉渠道的建议"
	)
	signed(lead, town.workers[0])
	signed(helper, town.workers[2])
	made.assignment, made.assist = lead.name, helper.name
	with make.acting(town.workers[2]):
		helper.opinion = "尚未定稿的协办意见"
		helper.save()
	with make.acting(town.workers[0]):
		made.reply = make.draft_reply(lead).name
	# answered by the second unit, forms out: one returned, one awaited
	made.open_suggestion, (second,) = assigned(town, 0, [town.deputies[1]], unit=1)
	signed(second, town.workers[1])
	made.open_assignment = second.name
	made.issued_reply = answered(second, town, 1)
	made.contact = frappe.db.get_value("Handling Contact", {"assignment": second.name})
	made.open_rating, made.awaited_rating = (
		rating.name for rating in make.ratings_of(frappe.get_doc("Deputy Suggestion", made.open_suggestion))
	)
	make.rate(frappe.get_doc("Suggestion Rating", made.open_rating))
	# anonymous, answered by the second unit and closed
	made.anonymous, (third,) = assigned(town, 2, unit=1, is_anonymous=1, title=f"关于{prefix}匿名事项的建议")
	signed(third, town.workers[1])
	made.anonymous_assignment = third.name
	made.anonymous_reply = answered(third, town, 1)
	(rating,) = make.ratings_of(frappe.get_doc("Deputy Suggestion", made.anonymous))
	made.anonymous_rating = make.rate(rating).name
	# of the second deputy, draft
	made.draft = make.make_suggestion(town.deputies[2]).name
	# a suggestion of the neighbour
	made.foreign, (foreign,) = assigned(other, 0, unit=1)
	made.foreign_assignment = foreign.name
	# a file attached to the lead's reply, with a name that tells much
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{prefix}附件.txt",
			"content": "只给承办单位",
			"is_private": 1,
			"attached_to_doctype": "Suggestion Reply",
			"attached_to_name": made.reply,
		}
	).insert()
	made.file, made.file_url = file.name, file.file_url
	frappe.get_doc("Suggestion Assignment", made.assignment).add_comment("Comment", f"{prefix}批注")


@pytest.fixture(autouse=True)
def forgetful(site, clean):
	"""No test reads what another has rolled back."""
	make.forget()
	yield
	make.forget()


@pytest.fixture
def http(http):
	"""The sessions of all tests, which ask again when the database sacrificed a request to somebody else's."""

	def log_in(*login):
		session = http(*login)
		ask = session.request

		def request(*args, **kwargs):
			for _again in range(4):
				answer = ask(*args, **kwargs)
				if answer.status_code < 500 or not ("Deadlock" in answer.text or "Lock wait" in answer.text):
					break
			return answer

		session.request = request
		return session

	return log_in


@pytest.fixture
def as_user(http):
	"""as_user(user) is a logged-in session of the web."""

	def log_in(user):
		return http(user, make.PASSWORD)

	return log_in
