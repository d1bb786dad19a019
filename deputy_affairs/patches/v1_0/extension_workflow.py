from deputy_affairs.setup import templates, workflows


def execute() -> None:
	"""Lay the workflow and the stock papers of extensions; what an office has edited stays as it is."""
	workflows.create()
	templates.create()
