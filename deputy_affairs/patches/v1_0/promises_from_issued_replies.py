"""Register the promises of replies that were issued before the ledger of promises was kept."""

from deputy_affairs.deputy_affairs.doctype.reply_commitment import laying
from deputy_affairs.setup import workflows


def execute() -> None:
	"""One promise for each answer with a promised date; those past their date are overdue."""
	workflows.create()
	laying.lay_missing()
