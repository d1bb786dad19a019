from deputy_affairs.setup import templates


def execute() -> None:
	"""Lay the stock templates of the kinds that are new; what an office has edited stays as it is."""
	templates.create()
