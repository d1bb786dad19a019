"""What the handling side is told of ratings: of closed rounds only, and as much as the congress shows.

Units have no right to read ratings; this is the only way any of it reaches them.
"""

import frappe

from deputy_affairs import settings
from deputy_affairs.permissions import closed_ratings, matches


@frappe.whitelist()
def ratings_of_reply(reply: str) -> dict:
	"""Return {"rows", "shows", "closed"}: what the user may know of how a reply was rated.

	"shows" is the setting of the congress. Rows hold attitude and result; with "Grades and Opinions" also the
	deputy's name, opinion and wish. An open round, or an anonymous deputy, has no rows and tells no number.
	"""
	doc = frappe.get_doc("Suggestion Reply", reply)
	doc.check_permission("read")
	shows = settings.value(doc.congress, "unit_sees_ratings")
	rule = closed_ratings()
	rows = [
		row
		for row in frappe.get_all(
			"Suggestion Rating",
			filters={"reply": doc.name, "round_closed": 1},
			fields=[
				"congress",
				"unit",
				"round_closed",
				"is_anonymous",
				"status",
				"deputy_name",
				"attitude",
				"result",
				"reasons",
				"wants_rehandling",
			],
			order_by="creation asc",
		)
		if matches(rule, row)
	]
	return {"rows": [_shown(row, shows) for row in rows], "shows": shows, "closed": bool(rows)}


def _shown(row: dict, shows: str) -> dict:
	fields = ["status", "attitude", "result"]
	if shows == "Grades and Opinions":
		fields += ["deputy_name", "reasons", "wants_rehandling"]
	return {field: row[field] for field in fields}
