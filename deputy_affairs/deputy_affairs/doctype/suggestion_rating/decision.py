"""What the assigner decides on after a dissatisfied rating: all opinions side by side, and what may come next."""

import frappe

from deputy_affairs import settings
from deputy_affairs.i18n import say
from deputy_affairs.rules import rounds

from ..deputy_suggestion.handling import meetings_of
from ..deputy_suggestion.merging import group_of


@frappe.whitelist()
def opinions(suggestion: str) -> dict:
	"""Return each signer's grades and words, round by round, with the limit of rounds and its meetings."""
	doc = frappe.get_doc("Deputy Suggestion", suggestion)
	doc.check_permission("read")
	frappe.has_permission("Suggestion Rating", "read", throw=True)
	rows = frappe.get_list(
		"Suggestion Rating",
		filters={"suggestion": ("in", group_of(doc.name))},
		fields=[
			"name",
			"round",
			"unit.unit_name",
			"deputy_name",
			"status",
			"attitude",
			"result",
			"reasons",
			"wants_rehandling",
			"received_on",
		],
		order_by="`tabSuggestion Rating`.`round` desc, `tabSuggestion Rating`.`creation` asc",
		limit=0,
	)
	limit = settings.value(doc.congress, "max_rounds")
	current = doc.current_round or 1
	meeting = frappe.get_all(
		"Handling Meeting",
		filters={"suggestion": doc.name, "round": current, "status": ("!=", rounds.CANCELLED)},
		fields=["name", "status", "outcome", "meets_at"],
		order_by="creation desc",
		limit=1,
	)
	blocked = ""
	try:
		rounds.check_next_round(current, limit, meetings_of(doc.name))
	except rounds.MeetingNeededError as error:
		blocked = say(error.text)
	return {
		"rows": rows,
		"round": current,
		"max_rounds": limit,
		"blocked": blocked,
		"meeting": meeting[0] if meeting else None,
	}
