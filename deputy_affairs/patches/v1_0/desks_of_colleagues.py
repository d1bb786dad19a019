import frappe

from deputy_affairs.setup import boards, desk_blocks, modules


def execute() -> None:
	"""Lay the blocks of the desks, and let those entered before land on theirs; a desk of their own choice stays."""
	desk_blocks.create()
	boards.create()
	for user in frappe.get_all("Handling Unit Member", filters={"parenttype": "Handling Unit"}, pluck="user"):
		modules.settle(user, "My Assignments")
	for user in frappe.get_all("Congress Staff", filters={"parenttype": "Congress"}, pluck="user"):
		modules.settle(user, "Deputy Affairs")
