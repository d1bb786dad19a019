"""What the reports of the office are made of: a draft as often as wanted, the issued one once."""

from deputy_affairs.paperwork import contexts
from deputy_affairs.paperwork.names import safe_name
from deputy_affairs.paperwork.papers import PREVIEW_NUMBER, Paper, presidium_issue


def handling_report(documents: list) -> list[Paper]:
	"""办理情况报告; a draft carries no number and is not registered."""
	report = documents[0]
	context = contexts.handling_report(report)
	return [_paper("handling_report", report, context, context["congress"]["name"])]


def handling_bulletin(documents: list) -> list[Paper]:
	"""督查通报; a draft shows that it has no number yet and is not registered."""
	bulletin = documents[0]
	context = contexts.handling_bulletin(bulletin, bulletin.document_number or PREVIEW_NUMBER)
	return [_paper("handling_bulletin", bulletin, context, bulletin.addressee)]


def _paper(kind: str, report, context: dict, addressee: str) -> Paper:
	issue = None
	name = safe_name(report.title, 70)
	if report.status == "Issued":
		issue = presidium_issue(kind, report, report.document_number, report.title, addressee)
		issue.issued_on = str(report.issued_on)
	else:
		name += "（草稿）"
	return Paper(report.doctype, report.name, f"{name}.docx", context, issue)


PAPERS = {"handling_report": handling_report, "handling_bulletin": handling_bulletin}
