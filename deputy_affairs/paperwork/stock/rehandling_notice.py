"""重新办理通知: a deputy was not satisfied; the presidium hands the suggestion out for another round."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import LEVEL_1, to_bytes
from deputy_affairs.paperwork.stock import _letter as letter
from deputy_affairs.paperwork.stock._common import (
	CONGRESS,
	CONGRESS_LABELS,
	DOCUMENT_LABELS,
	SUGGESTION,
	SUGGESTION_LABELS,
	part,
)

KIND = "rehandling_notice"
TITLE = "代表建议重新办理通知"
REFERENCE_DOCTYPE = "Suggestion Assignment"


def build() -> bytes:
	"""The template as a .docx."""
	document = letter.begin(TITLE, "关于重新办理" + letter.ITEM + "的通知", "{{ document.addressee }}")
	el.body(
		document,
		"{{ previous.issuer }}于{{ previous.issued_on|cn_date }}以{{ previous.number }}对《{{ suggestion.title }}》"
		"（"
		+ letter.ITEM
		+ "，编号：{{ suggestion.number }}）作出答复（办理结果{{ previous.class_letter }}类）。"
		"代表对答复不满意，提出：“{{ previous.objection }}”",
		"按照代表建议、批评和意见工作的有关规定，现将该建议交由你单位重新办理（第{{ assignment.round|cn_numeral }}次办理，"
		"{{ assignment.role_text }}），并将有关事项通知如下：",
	)
	_requirements(document)
	letter.sign(document)
	letter.copy_to(document)
	return to_bytes(document)


def _requirements(document) -> None:
	el.paragraph(document, "一、重新研究", LEVEL_1)
	el.body(
		document,
		"请由单位主要负责人牵头，对照代表的意见逐条研究，能够解决的尽快解决，暂时不能解决的如实说明原因和打算。",
	)
	el.paragraph(document, "二、当面沟通", LEVEL_1)
	el.body(document, "请在答复前与代表当面沟通，听取意见，并做好记录。")
	el.paragraph(document, "三、按时办结", LEVEL_1)
	el.tag(document, 'if assignment.role_text == "协办"')
	el.body(document, "请于{{ assignment.due_date|cn_date }}前向主办单位书面提出协办意见。")
	el.tag(document, "else")
	el.body(
		document,
		"请于{{ assignment.due_date|cn_date }}前再次书面答复领衔代表和附议代表，随附征询意见表，同时抄送{{ congress.own_organ }}。",
	)
	el.tag(document, "endif")
	el.tag(document, "if assignment.requirements")
	el.paragraph(document, "四、其他要求", LEVEL_1)
	el.text_block(document, "assignment.requirements")
	el.tag(document, "endif")


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name", "own_organ"),
	"document": {
		"number": "云人主席团函〔2026〕21号",
		"issued_on": "2026-06-05",
		"addressee": "镇农业农村服务中心",
		"contact_person": "周敏",
		"contact_phone": "0871-65550100",
		"copies": ["云溪镇人民政府"],
	},
	"suggestion": part(SUGGESTION, "number", "number_text", "meeting_text", "title"),
	"previous": {
		"issuer": "云溪镇人民政府",
		"number": "云政函〔2026〕12号",
		"issued_on": "2026-05-08",
		"class_letter": "B",
		"objection": "提灌站机组更换排到年底，赶不上今年秋播用水，请提前安排或者先行解决临时抽水设备。",
	},
	"assignment": {
		"round": 2,
		"role_text": "主办",
		"due_date": "2026-07-05",
		"requirements": "请会同镇财政所提出秋播前的临时供水办法。",
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**DOCUMENT_LABELS,
	**SUGGESTION_LABELS,
	"document.addressee": "承办单位",
	"previous": "上次答复",
	"previous.issuer": "上次答复单位",
	"previous.number": "上次答复的发文字号",
	"previous.issued_on": "上次答复日期",
	"previous.class_letter": "上次办理结果类别",
	"previous.objection": "代表对上次答复的意见",
	"assignment": "交办",
	"assignment.round": "第几次办理",
	"assignment.role_text": "办理方式（主办、协办、分办）",
	"assignment.due_date": "新的答复期限",
	"assignment.requirements": "其他要求（可空）",
}
