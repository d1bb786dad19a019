"""Whom a promise was made to, and who comes after them when they are no longer in office."""

import frappe

from deputy_affairs import settings


def followers(commitment) -> list[dict]:
	"""Return the deputies who are told of the outcome, with their own suggestion and whom they come after.

	Rows: {deputy, deputy_name, suggestion, registration_number, is_anonymous, follows}. Signers in office of the
	suggestion and of those merged into it, the lead deputy first; in the place of one who is not in office, the
	deputies in office of the same constituency. Between two terms, when nobody is in office, the signers
	themselves. Nobody follows a deputy who asked for anonymity.
	"""
	proposers = frappe.get_doc("Deputy Suggestion", commitment.suggestion).all_proposers()
	if settings.value(commitment.congress, "reply_to_signers") == "Lead Deputy Only":
		proposers = [(own, deputy) for own, deputy in proposers if deputy == own.lead_deputy]
	rows = {row.name: row for row in _deputies({"name": ("in", [deputy for _own, deputy in proposers])})}
	found: dict[str, dict] = {}
	for own, name in proposers:
		signer = rows[name]
		stays = signer.status == "In Office" or own.is_anonymous
		for heir in [signer] if stays else _heirs(signer):
			found.setdefault(heir.name, _row(own, heir, "" if heir.name == name else signer.deputy_name))
	if not found:
		found = {name: _row(own, rows[name], "") for own, name in proposers}
	return list(found.values())


def _row(own, deputy, follows: str) -> dict:
	return {
		"deputy": deputy.name,
		"deputy_name": deputy.deputy_name,
		"suggestion": own.name,
		"registration_number": own.registration_number,
		"is_anonymous": own.is_anonymous,
		"follows": follows,
	}


def _heirs(signer) -> list[dict]:
	"""The deputies in office of the constituency that had elected the signer, by its name."""
	if not signer.constituency_name:
		return []
	places = frappe.get_all(
		"Constituency",
		filters={"congress": signer.congress, "constituency_name": signer.constituency_name},
		pluck="name",
	)
	return _deputies({"constituency": ("in", places), "status": "In Office", "congress": signer.congress})


def _deputies(filters: dict) -> list[dict]:
	return frappe.get_all(
		"Deputy",
		filters=filters,
		fields=["name", "deputy_name", "status", "congress", "constituency.constituency_name"],
		order_by="`tabDeputy`.name asc",
	)
