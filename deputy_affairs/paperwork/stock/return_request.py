"""退回（调整）申请: a unit asks the presidium to take an assignment back that is not its duty."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import CLOSING, LEVEL_1, to_bytes
from deputy_affairs.paperwork.stock import _letter as letter
from deputy_affairs.paperwork.stock._common import (
	CONGRESS,
	CONGRESS_LABELS,
	DOCUMENT_LABELS,
	SUGGESTION,
	SUGGESTION_LABELS,
	part,
)

KIND = "return_request"
TITLE = "代表建议退回（调整）申请"
REFERENCE_DOCTYPE = "Suggestion Assignment"


def build() -> bytes:
	"""The template as a .docx."""
	document = letter.begin(
		TITLE, "关于申请调整" + letter.ITEM + "承办单位的函", letter.PRESIDIUM, issuer=letter.UNIT
	)
	el.body(
		document,
		"贵团{{ assignment.assigned_on|cn_date }}交由我单位{{ assignment.role_text }}的《{{ suggestion.title }}》"
		"（"
		+ letter.ITEM
		+ "，编号：{{ suggestion.number }}）收悉。经认真研究，我单位认为该建议不属于本单位职责范围，"
		"现申请退回并调整承办单位。",
	)
	el.paragraph(document, "一、退回理由", LEVEL_1)
	el.text_block(document, "assignment.reason")
	el.tag(document, "if assignment.proposed_unit")
	el.paragraph(document, "二、建议承办单位", LEVEL_1)
	el.body(document, "建议调整由{{ assignment.proposed_unit }}承办。")
	el.tag(document, "endif")
	el.paragraph(document, "请予审定。在贵团作出决定之前，我单位不自行转办，并继续与代表保持联系。", CLOSING)
	letter.sign_by_hand(document)
	letter.sign(document, letter.UNIT)
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name"),
	"document": {
		"issuer": "云溪镇农业农村服务中心",
		"number": "云农服函〔2026〕3号",
		"issued_on": "2026-02-14",
		"chief": "刘长林",
		"contact_person": "孙莉",
		"contact_phone": "0871-65550123",
	},
	"suggestion": {
		"number": "19-3-021",
		"number_text": "第21号",
		**part(SUGGESTION, "meeting_text"),
		"title": "关于加强农村生活污水治理的建议",
	},
	"assignment": {
		"role_text": "主办",
		"assigned_on": "2026-02-10",
		"reason": "农村生活污水治理设施的规划、建设和管护，按照镇机构职责规定由镇村镇建设服务中心负责；"
		"我单位只承担农田灌溉用水的管理，没有相应的项目和经费。",
		"proposed_unit": "镇村镇建设服务中心",
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**DOCUMENT_LABELS,
	**SUGGESTION_LABELS,
	"document.issuer": "申请单位",
	"document.chief": "单位主要负责人（可空）",
	"assignment": "交办",
	"assignment.role_text": "办理方式（主办、协办、分办）",
	"assignment.assigned_on": "交办日期",
	"assignment.reason": "退回理由",
	"assignment.proposed_unit": "建议承办单位（可空）",
}
