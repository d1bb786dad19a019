from deputy_affairs.setup import templates


def execute() -> None:
	"""The stock opinion form, where nobody has edited it, asks what the congress has chosen: two grades or one."""
	templates.renew(("opinion_form",))
