"""转报（转办）结果告知函: the presidium tells a signer what came of a suggestion that was transferred."""

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

KIND = "transfer_result_notice"
TITLE = "代表建议转报（转办）结果告知函"
REFERENCE_DOCTYPE = "Suggestion Transfer"


def build() -> bytes:
	"""The template as a .docx."""
	document = letter.begin(
		TITLE,
		f"关于{{{{ transfer.verb }}}}{letter.ITEM}办理结果的告知函",
		"{{ document.addressee }}代表",
	)
	el.body(
		document,
		"您{% if suggestion.joint %}与其他代表联名{% endif %}提出的《{{ suggestion.title }}》"
		"（{{ suggestion.meeting_text }}{{ suggestion.number_text }}，编号：{{ suggestion.number }}）"
		"{% if transfer.part %}中“{{ transfer.part }}”部分{% else %}所提事项{% endif %}"
		"超出{{ congress.own_place }}职权范围，{{ congress.own_organ }}于{{ transfer.sent_on|cn_date }}"
		"{% if transfer.letter_number %}以{{ transfer.letter_number }}{% endif %}{{ transfer.verb }}{{ transfer.receiver }}研究办理。"
		"现将办理结果告知如下：",
	)
	el.text_block(document, "transfer.outcome")
	el.tag(document, "if transfer.answer")
	el.body(document, "答复的主要内容：")
	el.text_block(document, "transfer.answer")
	el.tag(document, "endif")
	el.paragraph(
		document,
		"对办理结果有意见的，请与{{ congress.own_organ }}联系，我们将及时向{{ transfer.receiver }}反映。感谢您依法履行代表职责。",
		CLOSING,
	)
	letter.sign(document)
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name", "own_place", "own_organ"),
	"document": {
		"number": "云人主席团函〔2026〕41号",
		"issued_on": "2026-08-20",
		"addressee": "张建国",
		"contact_person": "周敏",
		"contact_phone": "0871-65550100",
	},
	"suggestion": {
		**part(SUGGESTION, "number", "number_text", "meeting_text", "title"),
		"joint": True,
	},
	"transfer": {
		"verb": "转报",
		"sent_on": "2026-04-10",
		"letter_number": "云人主席团函〔2026〕33号",
		"receiver": "南屏县人民代表大会常务委员会",
		"part": "渠首水闸改造",
		"outcome": "县人大常委会受理后编为17-2-088号建议，交县水务局办理，已于2026年8月12日办结，办理结果为B类，代表评价满意。",
		"answer": "县水务局（水函〔2026〕19号，2026年7月30日）：渠首水闸改造已列入2027年县级水利项目计划，"
		"概算投资86万元，2027年3月底前开工，6月底前完工。",
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**DOCUMENT_LABELS,
	**SUGGESTION_LABELS,
	"document.addressee": "主送代表姓名",
	"suggestion.joint": "是否联名",
	"transfer": "转报（转办）",
	"transfer.verb": "转报或者转办",
	"transfer.sent_on": "转报（转办）日期",
	"transfer.letter_number": "转报（转办）函的字号（可空）",
	"transfer.receiver": "受理的人大或机关",
	"transfer.part": "转报的部分（可空）",
	"transfer.outcome": "办理结果",
	"transfer.answer": "答复的主要内容（可空）",
}
