from deputy_affairs.setup import workflows


def execute() -> None:
	"""Add the states and transitions that are new; what an administrator has changed stays."""
	workflows.extend()
