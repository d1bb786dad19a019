"""A township of its own for the browser, and pages with somebody logged in."""

from contextlib import contextmanager

import pytest
from desk_page import DeskPage

SIZE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def patiently(site):
	"""patiently(make) makes records and commits; it begins again when another run on the site was in the way."""

	def make_and_commit(make):
		for last in (False, False, False, False, True):
			try:
				made = make()
				site.db.commit()
				return made
			except (site.QueryDeadlockError, site.QueryTimeoutError):
				site.db.rollback()
				if last:
					raise

	return make_and_commit


@pytest.fixture(scope="session")
def town(site, patiently):
	"""A township with people who can log in, committed for the web server and taken away again."""
	with township(site, patiently, units=2) as made:
		yield made


@contextmanager
def township(site, patiently, units: int):
	"""A township with so many handling units, removed with its people at the end."""
	import factories as make

	from deputy_affairs.setup import templates

	site.set_user("Administrator")
	# the framework lets only so many users be made in an hour
	site.local.conf.throttle_user_limit = 10_000
	prefix = make.unique()

	def settle_people():
		people = make.make_people(prefix, password=make.PASSWORD, units=units)
		for user in everybody(people):
			site.db.set_value("User", user, "language", "zh")
		return people

	# a site that is older than the stock templates
	patiently(templates.create)
	people = patiently(settle_people)
	office = {
		"presidium_code": f"{prefix}主函",
		"contact_person": "赵文博",
		"hotline": "0871-65550100",
	}
	made = None
	try:
		made = patiently(lambda: make.make_township(prefix, people, units=units, **office))
		yield made
	finally:
		site.db.rollback()
		site.set_user("Administrator")
		congresses = [made.congress] if made else []
		patiently(lambda: make.remove(congresses, everybody(people)))


def everybody(people: dict) -> list[str]:
	"""All users of a township."""
	return [people["clerk"], people["chair"], people["office"], *people["workers"], *people["chiefs"]]


@pytest.fixture
def sit_down(browser, base_url):
	"""sit_down(user, who) is a DeskPage in a session of its own; at the end nothing may have gone wrong."""
	import factories as make

	contexts, desks = [], []

	def open_session(user: str, who: str, phone: bool = False) -> DeskPage:
		context = browser.new_context(
			base_url=base_url,
			locale="zh-CN",
			timezone_id="Asia/Shanghai",
			viewport=PHONE if phone else SIZE,
			has_touch=phone,
			is_mobile=phone,
		)
		contexts.append(context)
		context.set_default_timeout(20_000)
		desk = DeskPage(context.new_page(), who)
		desks.append(desk)
		if who == "专干":
			desk.log_in(user, make.PASSWORD)
		else:
			answer = context.request.post("/api/method/login", form={"usr": user, "pwd": make.PASSWORD})
			assert answer.ok, f"{user} cannot log in: {answer.status} {answer.text()[:300]}"
		return desk

	yield open_session
	for desk in desks:
		desk.picture("最后")
	for context in contexts:
		context.close()
