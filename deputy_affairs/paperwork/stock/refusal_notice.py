"""不予立案告知: the presidium tells a deputy why a paper is not filed as a suggestion, and what can be done now."""

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

KIND = "refusal_notice"
TITLE = "代表建议不予立案告知函"
REFERENCE_DOCTYPE = "Deputy Suggestion"


def build() -> bytes:
	"""The template as a .docx."""
	document = letter.begin(TITLE, "关于代表建议不予立案的告知函", "{{ document.addressee }}代表")
	el.body(
		document,
		"您{% if suggestion.joint %}与其他代表联名{% endif %}于{{ suggestion.submitted_on|cn_date }}提出的"
		"《{{ suggestion.title }}》{% if suggestion.delegation %}（以{{ suggestion.delegation }}名义提出）{% endif %}收悉。感谢您对我们工作的关心和支持。经{% if suggestion.reviewed_on %}{{ suggestion.reviewed_on|cn_date }}{% endif %}审查，"
		"现将有关情况告知如下：",
	)
	el.paragraph(document, "一、审查结果", LEVEL_1)
	el.body(
		document,
		"该件{{ suggestion.ground_text }}，按照代表建议、批评和意见工作的有关规定，不作为代表建议立案。",
	)
	el.tag(document, "if suggestion.review_opinion")
	el.body(document, "审查意见：")
	el.text_block(document, "suggestion.review_opinion")
	el.tag(document, "endif")
	el.paragraph(document, "二、后续处理", LEVEL_1)
	el.body(document, "{{ suggestion.advice }}")
	el.paragraph(
		document,
		"对审查结果有疑问的，请与{{ congress.own_organ }}联系，我们将当面说明。欢迎您继续依法提出建议、批评和意见。",
		CLOSING,
	)
	letter.sign(document)
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name", "own_organ"),
	"document": {
		"number": "云人主席团函〔2026〕4号",
		"issued_on": "2026-01-22",
		"addressee": "张建国",
		"contact_person": "周敏",
		"contact_phone": "0871-65550100",
	},
	"suggestion": {
		"title": "关于重新处理石桥村某土地承包合同纠纷判决的建议",
		**part(SUGGESTION, "submitted_on", "reviewed_on"),
		"joint": False,
		"delegation": "",
		"ground_text": "涉及正在或者已经由司法、仲裁机关处理的具体案件",
		"review_opinion": "所反映的纠纷县人民法院已作出判决，应当依照法定程序提出上诉或者申请再审。",
		"advice": "请告知当事人依照法定程序向司法机关提出；您对司法机关工作的意见，可以另行作为对其工作的建议提出。",
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**DOCUMENT_LABELS,
	**SUGGESTION_LABELS,
	"document.addressee": "主送代表姓名",
	"suggestion.joint": "是否联名",
	"suggestion.ground_text": "不予立案的理由（接“该件”之后）",
	"suggestion.advice": "后续处理的说明",
}
