"""A township of its own for the browser, committed so that the web server sees it."""

from contextlib import contextmanager


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
