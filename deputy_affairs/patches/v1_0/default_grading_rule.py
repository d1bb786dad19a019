from deputy_affairs.setup import masters


def execute() -> None:
	"""Lay the default rule for grading units."""
	masters.create_grading_rule()
