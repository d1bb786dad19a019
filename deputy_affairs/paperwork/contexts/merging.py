"""并案通知: which suggestions are handled together, by whom, and what stays each proposer's own."""

from .common import congress, iso, presidium_letter, units_of


def merge_notice(
	group: list, own, addressee: str, number: str, issued_on: str, to_unit: bool = False
) -> dict:
	"""并案通知 (no. 17) for one proposer or one unit; `group` has the main suggestion first.

	Nobody but the deputy's own letter names a deputy who asked for anonymity.
	"""
	main = group[0]
	organ = congress(main.congress)
	reasons = dict.fromkeys(filter(None, ((row.merge_reason or "").strip("。； \n") for row in group[1:])))
	return {
		"congress": organ,
		"document": presidium_letter(organ, number, issued_on, addressee, to_unit=to_unit),
		"merging": {
			"own_title": own.title,
			"own_number": own.registration_number or "",
			"item_count": len(group),
			"reason": "；".join(reasons),
			"items": [
				{
					"no": no,
					"number": row.registration_number or "",
					"title": row.title,
					"proposer": _proposer(row, own, to_unit),
					"main": row.name == main.name,
				}
				for no, row in enumerate(group, 1)
			],
			"units": units_of(main),
			"due_date": iso(main.due_date),
		},
	}


def _proposer(row, own, to_unit: bool) -> str:
	if row.is_anonymous and (to_unit or row.name != own.name):
		return "要求不公开姓名的代表"
	return row.proposer_shown
