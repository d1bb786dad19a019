from deputy_affairs.setup import templates

KINDS = (
	"assignment_list",
	"commitment_ledger",
	"contact_register",
	"handling_report",
	"meeting_notice",
	"transfer_letter",
	"urge_notice",
)


def execute() -> None:
	"""Lay the stock letters and tables that nobody has edited with the wording and the columns of now."""
	templates.renew(KINDS)
