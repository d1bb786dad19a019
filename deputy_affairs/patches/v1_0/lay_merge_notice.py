from deputy_affairs.setup import templates


def execute() -> None:
	"""Lay the stock paper of a merging; what an office has edited stays as it is."""
	templates.create()
