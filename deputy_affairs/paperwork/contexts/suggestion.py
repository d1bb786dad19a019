"""Papers of a suggestion: the form it is written on and what its signers are told."""

import frappe

from .common import (
	congress,
	full_name,
	iso,
	merged_numbers,
	people_of,
	presidium_letter,
	suggestion_base,
	today_iso,
	units_of,
)

# What the review says of a paper that is no suggestion (after 该件), and what the deputy can do now.
_LETTER = "请告知反映人按照来信来访的渠道向有关部门提出；涉及普遍性问题的，可以归纳后作为建议另行提出。"
_PROCEDURE = "请告知当事人依照法定程序向有权机关提出；对有关机关工作的意见，可以作为对其工作的建议另行提出。"
_REWRITE = "请补充情况、原因和具体要求，修改后重新提出；需要了解有关情况的，我团可以协助。"
REFUSALS = {
	"Personal Matter": ("涉及代表本人或者亲属的个人事务", _LETTER),
	"Forwarded Letter": ("属于转交的群众来信", _LETTER),
	"Petition or Complaint": ("属于检举、控告、申诉", _PROCEDURE),
	"Judicial Case": ("涉及具体的司法、仲裁案件", _PROCEDURE),
	"Bidding Outcome": ("涉及具体的招标投标结果", _PROCEDURE),
	"Commercial Interest": (
		"涉及个人或者特定单位的商业利益",
		"请依照有关规定通过正常的经营、政务服务渠道办理。",
	),
	"Academic or Product Promotion": ("属于学术探讨或者产品推介", "请向有关主管部门或者学术团体提出。"),
	"No Substance": ("没有反映具体情况和提出具体要求", _REWRITE),
	"Outside the Area's Powers": (
		"所提事项不属于本行政区域的职权范围",
		"请通过上级人民代表大会代表提出，或者由我团作为情况向上级反映。",
	),
	"Unlawful": ("所提要求不符合法律、法规的规定", "请对照有关法律、法规修改后重新提出。"),
	"State Secret": ("涉及国家秘密，不宜通过本渠道提出", "请按照保密规定与我团联系，另行报送。"),
	"Own Unit's Matter": ("属于代表所在单位的个别问题", "请先向所在单位及其主管部门提出。"),
}


KIND_WORDS = {"Suggestion": "建议", "Motion": "议案", "Motion Turned Suggestion": "议案转建议"}
# What becomes of a paper that is no suggestion [SH-S §8; QD-S §11; CQ-S §13].
TREATMENTS = {
	"Treated as a Deputy's Letter": "我们将把该件作为代表来信处理，处理结果另行告知。",
	"Kept as Work Reference": "我们已把该件作为工作参考送有关单位。",
}


def suggestion_form(suggestion) -> dict:
	"""代表建议表 (domain.md §4 no. 1)."""
	people = people_of(suggestion)
	return {
		"congress": congress(suggestion.congress),
		"suggestion": {
			**suggestion_base(suggestion),
			"kind": KIND_WORDS[suggestion.kind],
			"delegation": suggestion.delegation_name or "",
			"category": suggestion.category or "",
			"submitted_on": iso(suggestion.paper_date or suggestion.submitted_on or suggestion.creation),
			"situation": suggestion.situation or "",
			"cause": suggestion.cause or "",
			"demands": [{"no": row.idx, "text": row.demand} for row in suggestion.demands],
			"lead": people[0],
			"cosigners": people[1:],
			"proposed_unit": frappe.db.get_value("Handling Unit", suggestion.proposed_unit, "unit_name") or ""
			if suggestion.proposed_unit
			else "",
			"publish": suggestion.publish_wish != "No",
			"publish_reason": suggestion.publish_reason or "",
			"wants_visit": bool(suggestion.wants_visit),
			"review_opinion": suggestion.review_opinion or "",
			"reviewer": full_name(suggestion.reviewed_by),
			"reviewed_on": iso(suggestion.reviewed_on),
			"first_review": _first_review(suggestion),
			"motion": _motion(suggestion),
			"units": units_of(suggestion),
		},
	}


def _first_review(suggestion) -> dict | None:
	if not suggestion.first_reviewed_by:
		return None
	return {
		"opinion": suggestion.first_review_opinion or "",
		"reviewer": full_name(suggestion.first_reviewed_by),
		"reviewed_on": iso(suggestion.first_reviewed_on),
	}


def _motion(suggestion) -> dict | None:
	"""What the presidium decided on the motion, also when it became a suggestion."""
	if not suggestion.presidium_decided_on:
		return None
	return {
		"decision": suggestion.presidium_decision or "",
		"decided_on": iso(suggestion.presidium_decided_on),
	}


def receipt_notice(suggestion, addressee: str, number: str, earlier_number: str = "") -> dict:
	"""受理告知单 for one signer (no. 3); with `earlier_number` the later one, which tells who handles it."""
	organ = congress(suggestion.congress)
	return {
		"congress": organ,
		"document": presidium_letter(
			organ,
			number,
			today_iso() if earlier_number else iso(suggestion.assigned_on or suggestion.registered_on),
			addressee,
		),
		"suggestion": {
			**suggestion_base(suggestion),
			"submitted_on": iso(suggestion.submitted_on),
			"delegation": suggestion.delegation_name or "",
			"motion": _motion(suggestion),
			"merged": merged_numbers(suggestion),
			"earlier_notice": earlier_number,
			"joint": len(suggestion.signers()) > 1,
			"units": units_of(suggestion),
			"assigned_on": iso(suggestion.assigned_on),
			"due_date": iso(suggestion.due_date),
		},
	}


def refusal_notice(suggestion, addressee: str, number: str, issued_on: str) -> dict:
	"""不予立案告知 for one signer (no. 2)."""
	organ = congress(suggestion.congress)
	ground, advice = REFUSALS.get(suggestion.refusal_ground, ("不符合代表建议的要求", _REWRITE))
	return {
		"congress": organ,
		"document": presidium_letter(organ, number, issued_on, addressee),
		"suggestion": {
			"title": suggestion.title,
			"submitted_on": iso(suggestion.submitted_on),
			"reviewed_on": iso(suggestion.reviewed_on),
			"joint": len(suggestion.signers()) > 1,
			"ground_text": ground,
			"review_opinion": suggestion.review_opinion or "",
			"advice": (TREATMENTS.get(suggestion.refusal_treatment, "") + advice).replace(
				"我团", organ["own_organ"]
			),
			"delegation": suggestion.delegation_name or "",
		},
	}
