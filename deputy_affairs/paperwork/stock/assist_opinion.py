"""协办意见函: an assisting unit's opinion for the unit in the lead, which answers the deputy."""

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

KIND = "assist_opinion"
TITLE = "代表建议协办意见函"
REFERENCE_DOCTYPE = "Suggestion Assignment"


def build() -> bytes:
	"""The template as a .docx."""
	document = letter.begin(
		TITLE, "关于" + letter.ITEM + "的协办意见", "{{ document.addressee }}", issuer=letter.UNIT
	)
	el.body(
		document,
		"由你单位主办、我单位协办的《{{ suggestion.title }}》（" + letter.ITEM + "）收悉。"
		"{% if assignment.part %}我单位协办的部分为：{{ assignment.part }}。{% endif %}"
		"经研究，现提出协办意见如下：",
	)
	el.text_block(document, "assignment.opinion")
	el.paragraph(document, "以上意见，供你单位答复代表时综合采用。", CLOSING)
	letter.sign(document, letter.UNIT)
	letter.copy_to(document)
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
