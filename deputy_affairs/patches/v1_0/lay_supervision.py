from deputy_affairs.setup import templates, workflows


def execute() -> None:
	"""Lay the workflow and the two papers of supervision; what an office has edited stays as it is."""
	workflows.create()
	templates.create()
