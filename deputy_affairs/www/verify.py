"""The page on which anybody tells whether an issued paper is genuine; the answer comes from `verification`."""

no_cache = 1


def get_context(context) -> None:
	"""Without header and footer of a website that the office may not have."""
	context.no_header = context.no_breadcrumbs = context.no_sidebar = 1
	context.title = "公文查验"
