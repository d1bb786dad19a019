"""What several papers say alike: the congress, a suggestion's names and numbers, its signers and units."""

import re

import frappe
from frappe.utils import getdate, today

from deputy_affairs import settings
from deputy_affairs.deputy_affairs.doctype.deputy_suggestion.merging import group_of
from deputy_affairs.rules import places
from deputy_affairs.rules.numbering import chinese_number

ROLE_WORDS = {"Lead": "主办", "Assist": "协办", "Separate": "分办"}
GRADE_WORDS = {"Satisfied": "满意", "Basically Satisfied": "基本满意", "Dissatisfied": "不满意"}
NAMELESS = "有关"
HIDDEN = "（代表要求不公开）"
_SERIAL = re.compile(r"(\d+)\D*$")


def iso(value) -> str:
	"""A date as YYYY-MM-DD, nothing as an empty text."""
	return getdate(value).isoformat() if value else ""


def today_iso() -> str:
	"""Today, for a preview that is not issued yet."""
	return iso(today())


def congress(name: str) -> dict:
	"""The congress as papers name it."""
	row = frappe.get_cached_doc("Congress", name)
	presidium = row.presidium_name or f"{row.congress_name}主席团"
	return {
		"name": row.congress_name,
		"short_name": row.short_name,
		"presidium_name": presidium,
		"own_place": places.own_place(row.congress_name, row.short_name),
		"own_organ": places.own_organ(presidium),
		"government_name": row.government_name or "",
		"hotline": row.hotline or "",
		"address": row.address or "",
		"contact_person": row.contact_person or "",
	}


def presidium_letter(organ: dict, number: str, issued_on: str, addressee: str, **more) -> dict:
	"""The fields of a letter of the presidium that is `organ`'s, as `congress` gives it: to whom, whom to ask."""
	if "copies" in more:
		# Who gets the letter gets no copy of it.
		more["copies"] = [name for name in more["copies"] if name != addressee]
	return {
		"number": number,
		"issued_on": issued_on,
		"addressee": addressee,
		"contact_person": organ["contact_person"],
		"contact_phone": organ["hotline"],
		**more,
	}


def copies_to_government(organ: dict) -> list[str]:
	"""The government reads along what its units are told (ZJ-S §25, SH-S §20); none where it is not entered."""
	return [organ["government_name"]] if organ["government_name"] else []


def meeting_text(suggestion) -> str:
	"""镇第十九届人民代表大会第三次会议, or the same term's 闭会期间."""
	level = places.place_word(frappe.db.get_value("Congress", suggestion.congress, "short_name"))
	if suggestion.meeting:
		return level + frappe.db.get_value("Congress Meeting", suggestion.meeting, "title")
	number = frappe.db.get_value("Congress Term", suggestion.term, "term_number")
	return f"{level}第{chinese_number(number)}届人民代表大会闭会期间"


def number_text(suggestion) -> str:
	"""第12号, without padding as replies cite it (U06); between meetings with the year."""
	found = _SERIAL.search(suggestion.registration_number or "")
	if not found:
		return ""
	serial = f"第{int(found.group(1))}号"
	return serial if suggestion.meeting else f"{getdate(suggestion.registered_on).year}年{serial}"


def people_of(suggestion) -> list[dict]:
	"""Signers with what the form prints, the lead deputy first."""
	rows = {
		row.name: row
		for row in frappe.get_all(
			"Deputy",
			filters={"name": ("in", suggestion.signers())},
			fields=[
				"name",
				"deputy_name",
				"card_number",
				"phone",
				"workplace",
				"post",
				"home_address",
				"constituency.constituency_name",
				"deputy_group.group_name",
			],
		)
	}
	people = []
	for name in suggestion.signers():
		row = rows[name]
		people.append(
			{
				"name": row.deputy_name,
				"card_number": row.card_number or "",
				"constituency": row.constituency_name or "",
				"group": row.group_name or "",
				"workplace": "".join(filter(None, [row.workplace, row.post])),
				"address": row.home_address or "",
				"phone": row.phone or "",
			}
		)
	return people


def addressees(suggestion) -> list[str]:
	"""Whom letters go to, each by name, 代表 to be added; a delegation's goes to its head."""
	names = [person["name"] for person in people_of(suggestion)]
	if suggestion.author_kind == "Delegation":
		return [f"{suggestion.delegation_name}团长{names[0]}"]
	return names


def addressee(suggestion, deputy: str) -> str:
	"""The name one signer's letter is addressed to."""
	return dict(zip(suggestion.signers(), addressees(suggestion), strict=True))[deputy]


def suggestion_base(suggestion) -> dict:
	return {
		"number": suggestion.registration_number or "",
		"number_text": number_text(suggestion),
		"meeting_text": meeting_text(suggestion),
		"title": suggestion.title,
	}


def merged_numbers(suggestion) -> list[str]:
	"""Numbers of the other suggestions that are handled together with this one."""
	main = suggestion.merged_into or suggestion.name
	either = [["name", "=", main], ["merged_into", "=", main]]
	rows = frappe.get_all(
		"Deputy Suggestion",
		filters={"name": ("!=", suggestion.name)},
		or_filters=either,
		pluck="registration_number",
		order_by="registration_number asc",
	)
	return [number for number in rows if number]


def units_of(suggestion) -> list[dict]:
	rows = frappe.get_all(
		"Suggestion Assignment",
		filters={
			# A merged suggestion is handled with the main one.
			"suggestion": suggestion.merged_into or suggestion.name,
			"round": suggestion.current_round or 1,
			"workflow_state": ("!=", "Returned"),
		},
		fields=["unit.unit_name", "handling_role"],
		order_by="`tabSuggestion Assignment`.creation asc",
	)
	return [{"name": row.unit_name, "role_text": ROLE_WORDS[row.handling_role]} for row in rows]


def full_name(user: str | None) -> str:
	return (frappe.db.get_value("User", user, "full_name") or "") if user else ""


def objections(suggestion: str, round_: int) -> str:
	"""Why the deputies were not satisfied with a round that is over, as far as the units may read it.

	The text goes on papers that units read, whoever prints them: nothing of an open round, nothing anonymous, and
	nothing where the congress shows no opinions.
	"""
	organ = frappe.db.get_value("Deputy Suggestion", suggestion, "congress")
	if settings.value(organ, "unit_sees_ratings") != "Grades and Opinions":
		return ""
	rows = frappe.get_all(
		"Suggestion Rating",
		filters={
			"suggestion": ("in", group_of(suggestion)),
			"round": round_,
			"round_closed": 1,
			"is_anonymous": 0,
		},
		or_filters={"attitude": "Dissatisfied", "result": "Dissatisfied"},
		fields=["reasons"],
		order_by="creation asc",
	)
	# Signers who say the same are quoted once.
	reasons = dict.fromkeys(row.reasons.strip().rstrip("。；") for row in rows if (row.reasons or "").strip())
	said = "；".join(reasons)
	return f"{said}。" if said else ""
