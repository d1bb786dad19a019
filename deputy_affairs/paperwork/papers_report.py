"""What the report on handling is made of: a draft as often as wanted, the issued one once."""

from deputy_affairs.paperwork import contexts
from deputy_affairs.paperwork.names import safe_name
from deputy_affairs.paperwork.papers import Paper, presidium_issue


def handling_report(documents: list) -> list[Paper]:
	"""办理情况报告; a draft carries no number and is not registered."""
	report = documents[0]
	context = contexts.handling_report(report)
	issue = None
	name = safe_name(report.title, 70)
	if report.status == "Issued":
		issue = presidium_issue(
			"handling_report", report, report.document_number, report.title, context["congress"]["name"]
		)
		issue.issued_on = str(report.issued_on)
	else:
		name += "（草稿）"
	return [Paper(report.doctype, report.name, f"{name}.docx", context, issue)]


PAPERS = {"handling_report": handling_report}
