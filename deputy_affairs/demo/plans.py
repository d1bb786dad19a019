"""All suggestions of the sample: what is written on them and the way they go."""

from deputy_affairs.demo import (
	plans_meeting,
	plans_recess,
	reporting,
	texts_recess,
	texts_services,
	texts_works,
)
from deputy_affairs.demo.path import Path


def stories() -> list[tuple[dict, Path]]:
	"""Return (text, path) of all suggestions, in the order in which they lie on the table."""
	at_meeting = texts_works.TEXTS | texts_services.TEXTS
	return [
		*[(at_meeting[key], path(at_meeting[key])) for key, path in plans_meeting.PATHS.items()],
		*[
			(texts_recess.TEXTS[key], path(texts_recess.TEXTS[key]))
			for key, path in plans_recess.PATHS.items()
		],
		({}, reporting.path()),
	]
