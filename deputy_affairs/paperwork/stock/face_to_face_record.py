"""当面答复（面商）记录: what was said when the unit met the deputy, signed by both."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import FORM_NOTE, FORM_TITLE, new_document, to_bytes
from deputy_affairs.paperwork.stock._common import (
	CONGRESS,
	CONGRESS_LABELS,
	SUGGESTION,
	SUGGESTION_LABELS,
	part,
)
from deputy_affairs.paperwork.tables import Row, add_table, block, label, text, value

KIND = "face_to_face_record"
TITLE = "代表建议当面答复记录"
REFERENCE_DOCTYPE = "Handling Contact"

STAGES = ("办理前", "办理中", "办理后")
MODES = ("走访", "座谈", "共同查看", "电话", "网络", "书面")


def _boxes(field: str, choices: tuple[str, ...]) -> str:
	return "　".join(
		"{% if " + field + ' == "' + choice + '" %}☑{% else %}□{% endif %}' + choice for choice in choices
	)


def build() -> bytes:
	"""The template as a .docx."""
	document = new_document(title=TITLE, letter=False)
	el.paragraph(document, "{{ congress.name }}", FORM_TITLE)
	el.paragraph(document, "代表建议当面答复（面商）记录", FORM_TITLE)
	rows = [
		Row([label("建议编号"), text("{{ suggestion.meeting_text }}{{ suggestion.number_text }}", 3)], 12),
		Row([label("建议标题"), value("suggestion.title", 3)], 13),
		Row(
			[label("承办单位"), value("contact.unit"), label("办理方式"), value("contact.role_text")],
			12,
		),
		Row(
			[
				label("时　　间"),
				value("contact.date", filters="|cn_date"),
				label("地　　点"),
				value("contact.place", optional=True),
			],
			12,
		),
		Row([label("办理阶段"), text(_boxes("contact.stage", STAGES), 3)], 11),
		Row([label("联系方式"), text(_boxes("contact.mode", MODES), 3)], 11),
		Row([label("代　　表"), value("contact.deputies", 3)], 12),
		Row([label("承办单位\n参加人员"), value("contact.unit_people", 3)], 14),
		Row([label("答复（面商）\n内　　容"), block("contact.content", 3)], 42, keep=False),
		Row([label("代表意见"), block("contact.deputy_opinion", 3, optional=True)], 26, keep=False),
		Row(
			[
				label("承办人\n签　名"),
				text("\n>年　　月　　日"),
				label("代　表\n签　名"),
				text("\n>年　　月　　日"),
			],
			22,
		),
	]
	add_table(document, [31, 50, 24, 51], rows)
	el.paragraph(
		document,
		"说明：本表由承办单位填写，经代表核对后签名；一式两份，一份由承办单位存档，一份送{{ congress.presidium_name }}。",
		FORM_NOTE,
	)
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name"),
	"suggestion": part(SUGGESTION, "number_text", "meeting_text", "title"),
	"contact": {
		"unit": "镇农业农村服务中心",
		"role_text": "主办",
		"date": "2026-03-05",
		"place": "下河村委会会议室及渠道石桥段现场",
		"stage": "办理中",
		"mode": "走访",
		"deputies": "张建国、李梅、欧阳志远",
		"unit_people": "刘长林（主任）、孙莉（工作人员）",
		"content": "一、向代表通报渠道踏勘结果：全长2.6千米，淤积严重1.1千米，渠壁坍塌4处。\n"
		"二、说明清淤和砌护的工期安排，争取4月15日前完工。\n三、就提灌站机组更换的资金来源征求意见。",
		"deputy_opinion": "同意清淤安排。机组更换请尽量提前，赶上秋播用水。",
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**SUGGESTION_LABELS,
	"contact": "联系（面商）",
	"contact.unit": "承办单位",
	"contact.role_text": "办理方式（主办、协办、分办）",
	"contact.date": "日期",
	"contact.place": "地点（可空）",
	"contact.stage": "办理阶段：办理前、办理中、办理后",
	"contact.mode": "联系方式：走访、座谈、共同查看、电话、网络、书面",
	"contact.deputies": "代表（要求不公开的不写姓名）",
	"contact.unit_people": "承办单位参加人员",
	"contact.content": "答复（面商）内容",
	"contact.deputy_opinion": "代表意见（可空）",
}
