"""Write how the suggestions of an existing site stood on past days, as far as their dates tell."""

from deputy_affairs import history


def execute() -> None:
	"""Only suggestions without a trace are looked at; safe to run again."""
	history.rebuild()
