"""办理情况报告 as plain data: the figures of the record, frozen ones where it was issued."""

from .common import congress, iso, today_iso


def handling_report(report) -> dict:
	"""The report to the congress (domain.md §4 no. 18); a draft has no number and today's date."""
	body = congress(report.congress)
	figures, annex = report.numbers()
	reporter = body["government_name"] if report.reporter == "Government" else body["presidium_name"]
	return {
		"congress": {name: body[name] for name in ("name", "presidium_name", "government_name")},
		"document": {
			"number": report.document_number or "",
			"issued_on": iso(report.issued_on) or today_iso(),
		},
		"report": {
			"period_text": report.words_of_period(),
			"reporter": reporter or body["presidium_name"],
			"as_of": iso(report.as_of),
			"practices": report.practices or "",
			"problems": report.problems or "",
			"next_steps": report.next_steps or "",
		},
		"figures": figures,
		"annex": {"rows": annex},
	}
