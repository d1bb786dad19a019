"""征询意见表（答复函回执）: what the deputy says about a reply; attitude and result are rated apart, or all in one.

It goes out empty with the reply. With the grades of ``rating.questions`` filled it prints what was rated.
"""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import FORM_NOTE, FORM_NUMBER, FORM_TITLE, new_document, to_bytes
from deputy_affairs.paperwork.stock._common import (
	CONGRESS,
	CONGRESS_LABELS,
	SUGGESTION,
	SUGGESTION_LABELS,
	part,
)
from deputy_affairs.paperwork.tables import Row, add_table, block, label, text, value

KIND = "opinion_form"
TITLE = "代表建议办理征询意见表"
REFERENCE_DOCTYPE = "Suggestion Rating"


def _boxes(field: str, *choices: str) -> str:
	return "　".join(
		"{% if " + field + ' == "' + choice + '" %}☑{% else %}□{% endif %}' + choice for choice in choices
	)


def build() -> bytes:
	"""The template as a .docx."""
	document = new_document(title=TITLE, letter=False)
	el.paragraph(document, "代表建议办理征询意见表", FORM_TITLE)
	el.paragraph(document, "（答复函回执）", FORM_NUMBER).alignment = 1
	grades = ("满意", "基本满意", "不满意")
	rows = [
		Row(
			[
				label("建议编号"),
				text("{{ suggestion.meeting_text }}{{ suggestion.number_text }}", 3),
			],
			12,
		),
		Row([label("建议标题"), value("suggestion.title", 3)], 13),
		Row(
			[
				label("代表姓名"),
				value("rating.deputy", filters="|pad_name"),
				label("联系电话"),
				value("rating.phone", optional=True),
			],
			12,
		),
		Row([label("承办单位"), value("rating.unit", 3)], 12),
		Row(
			[
				label("答复文号"),
				value("rating.reply_number"),
				label("答复日期"),
				value("rating.reply_date", filters="|cn_date"),
			],
			12,
		),
		Row(
			[
				label("办理联系\n方　　式"),
				text(_boxes("rating.contact_mode", "走访", "座谈", "电话", "其他", "未联系"), 3),
			],
			14,
		),
		Row(
			[label("{{ question.label }}"), text(_boxes("question.grade", *grades), 3)],
			13,
			each="question in rating.questions",
		),
		Row(
			[label("具体意见\n（不满意的\n请写明理由）"), block("rating.comment", 3, optional=True)],
			36,
			keep=False,
		),
		Row([label("是否要求\n重新办理"), text(_boxes("rating.rehandle", "是", "否"), 3)], 14),
		Row(
			[
				label("代表签名"),
				text(
					">{% if rating.signed_on %}{{ rating.deputy|pad_name }}　　{{ rating.signed_on|cn_date }}"
					"{% else %}年　　月　　日{% endif %}　",
					3,
				),
			],
			18,
		),
	]
	add_table(document, [30, 48, 30, 48], rows)
	el.paragraph(
		document,
		"说明：1. 请在□内打“√”{% if not rating.single %}，态度和结果分别评价{% endif %}；"
		"领衔代表请先征求附议代表的意见。",
		FORM_NOTE,
	)
	el.paragraph(
		document,
		"2. 请于{{ rating.return_by|cn_date }}前送（寄）{{ congress.presidium_name }}。"
		"{% if congress.address %}地址：{{ congress.address }}。{% endif %}{% if congress.hotline %}电话：{{ congress.hotline }}。{% endif %}",
		FORM_NOTE,
	)
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name", "hotline", "address"),
	"suggestion": part(SUGGESTION, "number", "number_text", "meeting_text", "title"),
	"rating": {
		"deputy": "张建国",
		"phone": "13800000036",
		"unit": "云溪镇人民政府",
		"reply_number": "云政函〔2026〕12号",
		"reply_date": "2026-05-08",
		"contact_mode": "",
		"attitude": "",
		"result": "",
		"single": False,
		"questions": [
			{"label": "对办理态度\n的评价", "grade": ""},
			{"label": "对办理结果\n的评价", "grade": ""},
		],
		"comment": "",
		"rehandle": "",
		"signed_on": "",
		"return_by": "2026-05-29",
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**SUGGESTION_LABELS,
	"rating": "征询意见",
	"rating.deputy": "代表姓名",
	"rating.phone": "代表电话（可空）",
	"rating.unit": "答复单位",
	"rating.reply_number": "答复函发文字号",
	"rating.reply_date": "答复日期",
	"rating.contact_mode": "办理联系方式：走访、座谈、电话、其他、未联系（空表留空）",
	"rating.attitude": "办理态度：满意、基本满意、不满意（空表留空）",
	"rating.result": "办理结果：满意、基本满意、不满意（空表留空）",
	"rating.single": "是否只作综合评价",
	"rating.questions": "评价项目：态度和结果，或综合评价一项",
	"rating.questions.label": "评价项目名称",
	"rating.questions.grade": "评价：满意、基本满意、不满意（空表留空）",
	"rating.comment": "具体意见（空表留空）",
	"rating.rehandle": "是否要求重新办理：是、否（空表留空）",
	"rating.signed_on": "填表日期（空表留空）",
	"rating.return_by": "交回期限",
}
