from deputy_affairs.setup import templates


def execute() -> None:
	"""The stock report that nobody has edited can be printed of all there is, without naming a period."""
	templates.renew(("handling_report",))
