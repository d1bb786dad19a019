from deputy_affairs.setup import templates

KINDS = (
	"assignment_notice",
	"meeting_notice",
	"refusal_notice",
	"rehandling_notice",
	"supervision_notice",
	"transfer_letter",
	"urge_notice",
)


def execute() -> None:
	"""Lay the new kinds; the stock letters that nobody has edited say 我县 where they said 我镇（乡）."""
	templates.create()
	templates.renew(KINDS)
