"""延期办理申请: a unit asks the presidium for more time for its reply, with reasons and what was done so far."""

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

KIND = "extension_request"
TITLE = "代表建议延期办理申请"
REFERENCE_DOCTYPE = "Deadline Extension"


def build() -> bytes:
	"""The template as a .docx."""
	document = letter.begin(
		TITLE, "关于申请延期办理" + letter.ITEM + "的函", letter.PRESIDIUM, issuer=letter.UNIT
	)
	el.body(
		document,
		"贵团{{ assignment.assigned_on|cn_date }}交由我单位{{ assignment.role_text }}的《{{ suggestion.title }}》"
		"（"
		+ letter.ITEM
		+ "，编号：{{ suggestion.number }}），答复期限为{{ extension.due_before|cn_date }}。"
		"因情况复杂，难以按期办结，现申请延期至{{ extension.extend_to|cn_date }}答复。",
	)
	el.paragraph(document, "一、延期理由", LEVEL_1)
	el.text_block(document, "extension.reason")
	el.paragraph(document, "二、已开展的工作和下一步安排", LEVEL_1)
	el.text_block(document, "extension.measures")
	el.paragraph(document, "请予审批。延期期间，我单位将抓紧办理，并与代表保持联系，说明有关情况。", CLOSING)
	letter.sign_by_hand(document)
	letter.sign(document, letter.UNIT)
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name"),
	"document": {
		"issuer": "云溪镇农业农村服务中心",
		"number": "云农服函〔2026〕9号",
		"issued_on": "2026-04-28",
		"chief": "刘长林",
		"contact_person": "孙莉",
		"contact_phone": "0871-65550123",
	},
	"suggestion": part(SUGGESTION, "number", "number_text", "meeting_text", "title"),
	"assignment": {"role_text": "主办", "assigned_on": "2026-02-10"},
	"extension": {
		"due_before": "2026-05-10",
		"extend_to": "2026-07-10",
		"reason": "渠道石桥段穿越省道，改造方案须经公路管理部门同意，涉路施工许可预计6月中旬批复，在此之前不能确定开工时间。",
		"measures": "3月4日与领衔代表现场查看；已完成3.2千米清淤和工程测量设计。\n"
		"计划6月20日前取得施工许可，6月底前确定施工单位，并据此答复代表。",
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**DOCUMENT_LABELS,
	**SUGGESTION_LABELS,
	"document.issuer": "申请单位",
	"document.chief": "单位主要负责人（可空）",
	"assignment": "交办",
	"assignment.role_text": "办理方式（主办、分办）",
	"assignment.assigned_on": "交办日期",
	"extension": "延期",
	"extension.due_before": "原答复期限",
	"extension.extend_to": "申请延至",
	"extension.reason": "延期理由",
	"extension.measures": "已开展的工作和下一步安排",
}
