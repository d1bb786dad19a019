"""交办清单（分办表）: what was handed to which unit, on a lying sheet; for one unit or for all of them."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import FORM_NOTE, FORM_NUMBER, FORM_TITLE, new_document, to_bytes
from deputy_affairs.paperwork.stock._common import CONGRESS, CONGRESS_LABELS, part
from deputy_affairs.paperwork.tables import Row, add_table, label, text, value

KIND = "assignment_list"
TITLE = "代表建议交办清单（分办表）"
REFERENCE_DOCTYPE = "Suggestion Assignment"

_COLUMNS = {
	"序号": 11,
	"编号": 20,
	"建议标题": 38,
	"领衔代表": 20,
	"承办单位": 28,
	"方式": 11,
	"分管领导": 17,
	"承办人": 16,
	"联系电话": 29,
	"答复期限": 35,
}


def build() -> bytes:
	"""The template as a .docx."""
	document = new_document(title=TITLE, letter=False, landscape=True)
	el.paragraph(document, "{{ list.heading }}", FORM_TITLE)
	el.paragraph(document, "制表单位：{{ congress.presidium_name }}", FORM_NUMBER)
	center = {"align": "center"}
	add_table(
		document,
		list(_COLUMNS.values()),
		[
			Row([label(name) for name in _COLUMNS], 9, header=True),
			Row(
				[
					text("{{ row.no }}", **center),
					value("row.number", **center),
					value("row.title"),
					value("row.lead", filters="|pad_name", **center),
					value("row.unit"),
					value("row.role_text", **center),
					value("row.leader", optional=True, filters="|pad_name", **center),
					value("row.clerk", optional=True, filters="|pad_name", **center),
					value("row.phone", optional=True, **center),
					value("row.due_date", filters="|cn_date", **center),
				],
				9,
				each="row in list.rows",
			),
		],
		dense=True,
	)
	el.paragraph(
		document,
		"合计{{ list.row_count }}件，{{ list.unit_count }}个承办单位。制表日期：{{ list.printed_on|cn_date }}。",
		FORM_NOTE,
	)
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name"),
	"list": {
		"heading": "镇第十九届人民代表大会第三次会议代表建议分办表",
		"printed_on": "2026-02-10",
		"row_count": 4,
		"unit_count": 3,
		"rows": [
			{
				"no": 1,
				"number": "19-3-012",
				"title": "关于整治下河村灌溉渠道、保障春耕用水的建议",
				"lead": "张建国",
				"unit": "镇农业农村服务中心",
				"role_text": "主办",
				"leader": "刘长林",
				"clerk": "孙莉莉",
				"phone": "0871-65550123",
				"due_date": "2026-05-10",
			},
			{
				"no": 2,
				"number": "19-3-012",
				"title": "关于整治下河村灌溉渠道、保障春耕用水的建议",
				"lead": "张建国",
				"unit": "镇财政所",
				"role_text": "协办",
				"leader": "何静",
				"clerk": "马超",
				"phone": "0871-65550131",
				"due_date": "2026-03-10",
			},
			{
				"no": 3,
				"number": "19-3-017",
				"title": "关于扶持大棚蔬菜产业发展的建议",
				"lead": "李梅",
				"unit": "镇农业农村服务中心",
				"role_text": "主办",
				"leader": "刘长林",
				"clerk": "孙莉莉",
				"phone": "0871-65550123",
				"due_date": "2026-05-10",
			},
			{
				"no": 4,
				"number": "19-3-021",
				"title": "关于加强农村生活污水治理的建议",
				"lead": "欧阳志远",
				"unit": "镇村镇建设服务中心",
				"role_text": "主办",
				"leader": "",
				"clerk": "陈晓",
				"phone": "",
				"due_date": "2026-05-10",
			},
		],
	},
}

LABELS = {
	**CONGRESS_LABELS,
	"list": "清单",
	"list.heading": "标题",
	"list.printed_on": "制表日期",
	"list.row_count": "件数",
	"list.unit_count": "承办单位数",
	"list.rows": "交办事项",
	"list.rows.no": "序号",
	"list.rows.number": "建议编号",
	"list.rows.title": "建议标题",
	"list.rows.lead": "领衔代表（要求不公开的不写姓名）",
	"list.rows.unit": "承办单位",
	"list.rows.role_text": "办理方式（主办、协办、分办）",
	"list.rows.leader": "单位负责人（可空）",
	"list.rows.clerk": "承办人（可空）",
	"list.rows.phone": "联系电话（可空）",
	"list.rows.due_date": "答复期限",
}
