from deputy_affairs import similar_suggestions


def execute() -> None:
	"""Make the suggestions on record findable as earlier ones; safe to run again."""
	similar_suggestions.rebuild()
