"""延期办理批复: the presidium agrees or does not agree to a unit's request for more time."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import CLOSING, to_bytes
from deputy_affairs.paperwork.stock import _letter as letter
from deputy_affairs.paperwork.stock._common import (
	CONGRESS,
	CONGRESS_LABELS,
	DOCUMENT_LABELS,
	SUGGESTION,
	SUGGESTION_LABELS,
	part,
)

KIND = "extension_decision"
TITLE = "代表建议延期办理批复"
REFERENCE_DOCTYPE = "Deadline Extension"


def build() -> bytes:
	"""The template as a .docx."""
	document = letter.begin(TITLE, "关于延期办理" + letter.ITEM + "的批复", "{{ document.addressee }}")
	el.body(
		document,
		"你单位{{ extension.asked_on|cn_date }}提出的延期办理《{{ suggestion.title }}》（"
		+ letter.ITEM
		+ "，"
		"编号：{{ suggestion.number }}）的申请"
		"{% if extension.request_number %}（{{ extension.request_number }}）{% endif %}收悉。现批复如下：",
	)
	el.tag(document, "if extension.granted_to")
	el.body(
		document,
		"同意将该建议的答复期限由{{ extension.due_before|cn_date }}延至{{ extension.granted_to|cn_date }}。"
		"请你单位抓紧办理，在延长的期限内答复代表，并主动向代表说明情况。",
	)
	el.tag(document, "else")
	el.body(
		document,
		"不同意延期。请你单位按照原定期限（{{ extension.due_before|cn_date }}前）答复代表；"
		"一时不能解决的问题，请在答复中如实说明原因和打算。",
	)
	el.tag(document, "endif")
	el.tag(document, "if extension.opinion")
	el.text_block(document, "extension.opinion")
	el.tag(document, "endif")
	el.paragraph(document, "特此批复。", CLOSING)
	letter.sign(document)
	letter.copy_to(document)
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name"),
	"document": {
		"number": "云人主席团函〔2026〕18号",
		"issued_on": "2026-04-30",
		"addressee": "镇农业农村服务中心",
		"contact_person": "周敏",
		"contact_phone": "0871-65550100",
		"copies": ["云溪镇人民政府"],
	},
	"suggestion": part(SUGGESTION, "number", "number_text", "meeting_text", "title"),
	"extension": {
		"asked_on": "2026-04-28",
		"request_number": "云农服函〔2026〕9号",
		"due_before": "2026-05-10",
		"granted_to": "2026-07-10",
		"opinion": "涉路施工许可的办理进展，请于6月20日前书面报送镇人大办公室。",
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**DOCUMENT_LABELS,
	**SUGGESTION_LABELS,
	"extension": "延期",
	"extension.asked_on": "申请日期",
	"extension.request_number": "申请函字号（可空）",
	"extension.due_before": "原答复期限",
	"extension.granted_to": "同意延至（空表示不同意）",
	"extension.opinion": "审批意见（可空）",
}
