from deputy_affairs.setup import workflows


def execute() -> None:
	"""Make the workflow of transfers; existing ones stay as they are."""
	workflows.create()
