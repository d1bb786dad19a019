"""协办意见函: an assisting unit's opinion for the unit in the lead, which answers the deputy."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import CLOSING, new_document, to_bytes
from deputy_affairs.paperwork.stock._common import (
	CONGRESS,
	CONGRESS_LABELS,
	DOCUMENT_LABELS,
	SUGGESTION,
	SUGGESTION_LABELS,
	part,
)

KIND = "assist_opinion"
TITLE = "代表建议协办意见函"
REFERENCE_DOCTYPE = "Suggestion Assignment"

_ITEM = "{{ suggestion.meeting_text }}{{ suggestion.number_text }}建议"


def build() -> bytes:
	"""The template as a .docx."""
	document = new_document(title=TITLE, letter=True)
	el.letter_head(document, "{{ document.issuer }}", "{{ document.number }}")
	el.title(document, "关于" + _ITEM + "的协办意见")
	el.addressee(document, "{{ document.addressee }}")
	el.body(
		document,
		"由你单位主办、我单位协办的《{{ suggestion.title }}》（" + _ITEM + "）收悉。"
		"{% if assignment.part %}我单位协办的部分为：{{ assignment.part }}。{% endif %}"
		"经研究，现提出协办意见如下：",
	)
	el.text_block(document, "assignment.opinion")
	el.paragraph(document, "以上意见，供你单位答复代表时综合采用。", CLOSING)
	el.signature(document, "{{ document.issuer }}", "{{ document.issued_on|cn_date }}", sealed=True)
	el.note(document, "联系人：{{ document.contact_person }}；联系电话：{{ document.contact_phone }}")
	el.tag(document, "if document.copies")
	el.copies(
		document,
		"{% for copy in document.copies %}{% if loop.index > 1 %}，{% endif %}{{ copy }}{% endfor %}",
	)
	el.tag(document, "endif")
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name"),
	"document": {
		"issuer": "云溪镇财政所",
		"number": "云财函〔2026〕2号",
		"issued_on": "2026-03-06",
		"addressee": "镇农业农村服务中心",
		"contact_person": "马超群",
		"contact_phone": "0871-65550131",
		"copies": ["南屏县云溪镇人民代表大会主席团"],
	},
	"suggestion": part(SUGGESTION, "number_text", "meeting_text", "title"),
	"assignment": {
		"part": "渠道管护经费",
		"opinion": "一、关于渠道日常管护经费\n同意将镇级负担部分每年4.2万元列入2027年镇级预算，按季度拨付。\n"
		"二、关于提灌站机组更换经费\n该项资金已列入高标准农田建设项目，我所将做好项目资金监管和拨付。",
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**DOCUMENT_LABELS,
	**SUGGESTION_LABELS,
	"document.issuer": "协办单位",
	"document.addressee": "主办单位",
	"assignment": "交办",
	"assignment.part": "协办的部分（可空）",
	"assignment.opinion": "协办意见",
}
