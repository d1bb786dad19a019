"""转报函 / 转办函: a suggestion that goes beyond the own powers is put to a higher congress or another organ."""

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

KIND = "transfer_letter"
TITLE = "代表建议转报（转办）函"
REFERENCE_DOCTYPE = "Suggestion Transfer"


def build() -> bytes:
	"""The template as a .docx."""
	document = letter.begin(
		TITLE,
		"关于{{ transfer.verb }}{{ suggestion.meeting_text }}{{ suggestion.number_text }}建议的函",
		"{{ document.addressee }}",
	)
	el.body(
		document,
		"{% if transfer.signers %}{{ transfer.signers }}代表{% else %}本级人大代表{% endif %}提出《{{ suggestion.title }}》"
		"（{{ suggestion.meeting_text }}{{ suggestion.number_text }}，编号：{{ suggestion.number }}）。经研究，"
		"{% if transfer.part %}其中“{{ transfer.part }}”{% else %}该建议所提事项{% endif %}超出{{ congress.own_place }}职权范围：",
	)
	el.text_block(document, "transfer.reason")
	el.body(document, "建议反映的情况：")
	el.text_block(document, "transfer.situation")
	el.body(document, "代表的具体建议：")
	el.tag(document, "for row in transfer.demands")
	el.body(document, "{{ row.no }}．{{ row.text }}")
	el.tag(document, "endfor")
	el.body(
		document,
		'{% if transfer.verb == "转报" %}现将该建议转报{{ transfer.receiver_called }}，请予研究办理，并将办理结果书面告知'
		"{% else %}现将该建议转请{{ transfer.receiver_called }}研究办理，请将办理结果书面告知{% endif %}"
		"{{ congress.own_organ }}，以便答复代表。",
	)
	letter.sign(document)
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name", "own_place", "own_organ"),
	"document": {
		"number": "云人主席团函〔2026〕33号",
		"issued_on": "2026-04-10",
		"addressee": "南屏县人民代表大会常务委员会代表工作委员会",
		"contact_person": "周敏",
		"contact_phone": "0871-65550100",
	},
	"suggestion": part(SUGGESTION, "number", "number_text", "meeting_text", "title"),
	"transfer": {
		"verb": "转报",
		"receiver_called": "贵委",
		"signers": "张建国、李梅",
		"part": "渠首水闸改造",
		"reason": "下河灌区渠首水闸属县水务局管理的骨干工程，改造须列入县级水利项目计划。",
		"situation": SUGGESTION["situation"],
		"demands": SUGGESTION["demands"],
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**DOCUMENT_LABELS,
	**SUGGESTION_LABELS,
	"document.addressee": "受理的人大或机关",
	"transfer": "转报（转办）",
	"transfer.verb": "转报或者转办",
	"transfer.receiver_called": "对受理机关的称呼（贵委、贵单位）",
	"transfer.signers": "提出建议的代表（要求不公开的不写）",
	"transfer.part": "转报的部分（可空）",
	"transfer.reason": "超出职权的理由",
	"transfer.situation": "建议反映的情况",
	"transfer.demands": "具体建议",
	"transfer.demands.no": "序号",
	"transfer.demands.text": "内容",
}
