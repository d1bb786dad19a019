from deputy_affairs.setup import templates


def execute() -> None:
	"""Lay the stock template of the report on handling; what an office has edited stays as it is."""
	templates.create()
