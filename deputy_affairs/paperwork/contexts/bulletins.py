"""督查通报 as plain data: the figures of the record, frozen ones where it was issued."""

from .common import congress, copies_to_government, iso, presidium_letter, today_iso


def handling_bulletin(bulletin, number: str) -> dict:
	"""The bulletin to the units."""
	organ = congress(bulletin.congress)
	figures, units, overdue = bulletin.numbers()
	issued_on = iso(bulletin.issued_on) or today_iso()
	return {
		"congress": organ,
		"document": presidium_letter(
			organ, number, issued_on, bulletin.addressee, copies=copies_to_government(organ)
		),
		"bulletin": {
			"period_text": bulletin.words_of_period(),
			"as_of": iso(bulletin.as_of),
			"problems": bulletin.problems or "",
			"demands": bulletin.demands or "",
		},
		"figures": figures,
		"units": {"rows": units},
		"overdue": {"rows": overdue},
	}
