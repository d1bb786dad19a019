"""办理联系（面商）登记表: all contacts of one assignment with the deputies, in the order of their dates."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import FORM_NUMBER, FORM_TITLE, new_document, to_bytes
from deputy_affairs.paperwork.stock._common import (
	CONGRESS,
	CONGRESS_LABELS,
	SUGGESTION,
	SUGGESTION_LABELS,
	part,
)
from deputy_affairs.paperwork.tables import Row, add_table, block, label, text, value

KIND = "contact_register"
TITLE = "代表建议办理联系（面商）登记表"
REFERENCE_DOCTYPE = "Handling Contact"

_COLUMNS = {
	"序号": 10,
	"日期": 32,
	"阶段": 16,
	"方式": 18,
	"地点": 26,
	"承办单位人员": 26,
	"联系内容": 49,
	"代表意见": 38,
	"附件": 10,
}


def build() -> bytes:
	"""The template as a .docx."""
	document = new_document(title=TITLE, letter=False, landscape=True)
	el.paragraph(document, "代表建议办理联系（面商）登记表", FORM_TITLE)
	el.paragraph(
		document, "承办单位：{{ register.unit }}（{{ register.role_text }}）", FORM_NUMBER
	).alignment = 0
	center = {"align": "center"}
	add_table(
		document,
		[32, 193],
		[
			Row([label("建议编号"), text("{{ suggestion.meeting_text }}{{ suggestion.number_text }}")], 8),
			Row([label("建议标题"), value("suggestion.title")], 8),
			Row([label("代　　表"), value("register.deputies")], 8),
		],
		dense=True,
	)
	el.paragraph(document, "", FORM_NUMBER)
	add_table(
		document,
		list(_COLUMNS.values()),
		[
			Row([label(name) for name in _COLUMNS], 8, header=True),
			Row(
				[
					text("{{ row.no }}", **center),
					value("row.date", filters="|cn_date", **center),
					value("row.stage", **center),
					value("row.mode", **center),
					value("row.place", optional=True),
					value("row.unit_people"),
					block("row.content"),
					block("row.deputy_opinion", optional=True),
					text("{% if row.attached %}有{% else %}无{% endif %}", **center),
				],
				10,
				each="row in register.rows",
				keep=False,
			),
		],
		dense=True,
	)
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name"),
	"suggestion": part(SUGGESTION, "number_text", "meeting_text", "title"),
	"register": {
		"unit": "镇农业农村服务中心",
		"role_text": "主办",
		"deputies": "张建国、李梅、欧阳志远",
		"rows": [
			{
				"no": 1,
				"date": "2026-02-24",
				"stage": "办理前",
				"mode": "电话",
				"place": "镇农业农村服务中心办公室",
				"unit_people": "孙莉莉",
				"content": "告知代表建议已经收到，约定3月5日到现场踏勘。",
				"deputy_opinion": "请提前通知下河村委会。",
				"attached": False,
			},
			{
				"no": 2,
				"date": "2026-03-05",
				"stage": "办理中",
				"mode": "走访",
				"place": "下河村渠道石桥段",
				"unit_people": "刘长林、孙莉莉",
				"content": "现场查看淤积和坍塌情况，说明清淤和砌护的工期。\n就提灌站机组更换的资金来源征求意见。",
				"deputy_opinion": "同意清淤安排，机组更换请尽量提前。",
				"attached": True,
			},
			{
				"no": 3,
				"date": "2026-05-09",
				"stage": "办理后",
				"mode": "座谈",
				"place": "",
				"unit_people": "刘长林",
				"content": "送达答复函，逐条说明办理结果和承诺时间。",
				"deputy_opinion": "",
				"attached": False,
			},
		],
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**SUGGESTION_LABELS,
	"register": "登记表",
	"register.unit": "承办单位",
	"register.role_text": "办理方式（主办、协办、分办）",
	"register.deputies": "代表（要求不公开的不写姓名）",
	"register.rows": "联系记录",
	"register.rows.no": "序号",
	"register.rows.date": "日期",
	"register.rows.stage": "办理阶段",
	"register.rows.mode": "联系方式",
	"register.rows.place": "地点（可空）",
	"register.rows.unit_people": "承办单位人员",
	"register.rows.content": "联系内容",
	"register.rows.deputy_opinion": "代表意见（可空）",
	"register.rows.attached": "是否有附件",
}
