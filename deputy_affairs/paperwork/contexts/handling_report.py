"""办理情况报告 as plain data: the figures of the record, frozen ones where it was issued."""

from .common import congress, iso, today_iso

# What the figures of a report that was issued earlier do not know; its sentences are left out.
_EMPTY = ("refusals", "balance", "transfers")
_NOTHING = (
	"received refused withdrawn on_agenda in_review rewriting split split_parts merged from_higher from_lower "
	"transferred transferred_whole transferred_up transferred_out transferred_known"
).split()
_OF_UNIT = ("promises", "promises_kept")


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
		"figures": _complete(figures),
		"annex": {"rows": annex},
	}


def _complete(figures: dict) -> dict:
	units = [{**dict.fromkeys(_OF_UNIT, "—"), **row} for row in figures["units"]]
	return {
		**dict.fromkeys(_NOTHING, 0),
		**{name: [] for name in _EMPTY},
		**figures,
		"units": units,
	}
