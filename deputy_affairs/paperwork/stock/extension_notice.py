"""延期办理告知函: the presidium tells a deputy that the reply comes later, why, and until when."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import to_bytes
from deputy_affairs.paperwork.stock import _letter as letter
from deputy_affairs.paperwork.stock._common import (
	CONGRESS,
	CONGRESS_LABELS,
	DOCUMENT_LABELS,
	SUGGESTION,
	SUGGESTION_LABELS,
	part,
)

KIND = "extension_notice"
TITLE = "代表建议延期办理告知函"
REFERENCE_DOCTYPE = "Deadline Extension"


def build() -> bytes:
	"""The template as a .docx."""
	document = letter.begin(TITLE, "关于延期办理代表建议的告知函", "{{ document.addressee }}代表")
	el.body(
		document,
		"您{% if suggestion.joint %}与其他代表联名{% endif %}提出的《{{ suggestion.title }}》"
		"（{{ suggestion.meeting_text }}{{ suggestion.number_text }}建议，编号：{{ suggestion.number }}）"
		"由{{ extension.unit }}承办，原定于{{ extension.due_before|cn_date }}前答复。",
		"办理中，承办单位申请延期，理由是：{{ extension.reason }}",
		"经研究，同意延期至{{ extension.granted_to|cn_date }}前答复。承办单位将继续与您联系，我们将跟踪督促。"
		"您对延期有意见的，请与我们联系。",
	)
	letter.sign(document)
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name"),
	"document": {
		"number": "云人主席团函〔2026〕19号",
		"issued_on": "2026-04-30",
		"addressee": "张建国",
		"contact_person": "周敏",
		"contact_phone": "0871-65550100",
	},
	"suggestion": {**part(SUGGESTION, "number", "number_text", "meeting_text", "title"), "joint": True},
	"extension": {
		"unit": "镇农业农村服务中心",
		"due_before": "2026-05-10",
		"granted_to": "2026-07-10",
		"reason": "渠道石桥段穿越省道，涉路施工许可预计6月中旬批复，在此之前不能确定开工时间。",
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**DOCUMENT_LABELS,
	**SUGGESTION_LABELS,
	"document.addressee": "主送代表姓名",
	"suggestion.joint": "是否联名",
	"extension": "延期",
	"extension.unit": "承办单位",
	"extension.due_before": "原答复期限",
	"extension.granted_to": "延至",
	"extension.reason": "延期理由",
}
