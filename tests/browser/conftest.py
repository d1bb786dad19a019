"""A township of its own for the browser, and pages with somebody logged in."""

import pytest
from browser_town import township
from desk_page import PHONE, SIZE, DeskPage


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


@pytest.fixture
def sit_down(new_context):
	"""sit_down(user, who) is a DeskPage in a session of its own; at the end nothing may have gone wrong."""
	import factories as make

	desks = []

	def open_session(user: str, who: str, phone: bool = False) -> DeskPage:
		context = new_context(viewport=PHONE if phone else SIZE, has_touch=phone, is_mobile=phone)
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


@pytest.fixture
def phone(new_context, unhurried):
	"""phone(address) is the page a deputy sees who opens a link on a phone, without a login."""

	def open_link(address: str):
		page = new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
		page.goto("/d?k=" + address.rpartition("k=")[2])
		assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
		return page

	return open_link
