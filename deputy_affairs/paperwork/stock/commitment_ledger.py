"""承诺事项台账: the promises of a congress or of one unit, each with its date, progress, state and rating."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import FORM_NUMBER, FORM_TITLE, new_document, to_bytes
from deputy_affairs.paperwork.stock._common import CONGRESS, CONGRESS_LABELS, part
from deputy_affairs.paperwork.tables import Row, add_table, block, label, text, value

KIND = "commitment_ledger"
TITLE = "代表建议承诺事项台账"
REFERENCE_DOCTYPE = "Reply Commitment"

_COLUMNS = {
	"序号": 12,
	"建议编号": 21,
	"建议标题": 31,
	"承诺内容": 40,
	"承办单位": 20,
	"责任人": 14,
	"承诺时间": 31,
	"落实进展": 30,
	"状态": 14,
	"评价": 12,
}


def build() -> bytes:
	"""The template as a .docx."""
	document = new_document(title=TITLE, letter=False, landscape=True)
	el.paragraph(document, "{{ ledger.heading }}", FORM_TITLE)
	el.paragraph(
		document,
		"{{ congress.short_name }}　　截至{{ ledger.as_of|cn_date }}共{{ ledger.total }}项：已落实{{ ledger.kept }}、"
		"未到期{{ ledger.open }}、已逾期{{ ledger.overdue }}、已说明{{ ledger.explained }}",
		FORM_NUMBER,
	).alignment = 0
	center = {"align": "center"}
	add_table(
		document,
		list(_COLUMNS.values()),
		[
			Row([label(name) for name in _COLUMNS], 8, header=True),
			Row(
				[
					text("{{ row.no }}", **center),
					value("row.number", **center),
					value("row.title"),
					block("row.promise"),
					value("row.unit", **center),
					value("row.responsible", optional=True, **center),
					value("row.promised_date", filters="|cn_date", **center),
					block("row.progress", optional=True),
					value("row.state", **center),
					value("row.rating", optional=True, **center),
				],
				10,
				each="row in ledger.rows",
				keep=False,
			),
		],
		dense=True,
	)
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name", "short_name"),
	"ledger": {
		"heading": "2026年度代表建议承诺事项台账",
		"as_of": "2026-10-08",
		"total": 3,
		"open": 1,
		"overdue": 1,
		"kept": 1,
		"explained": 0,
		"rows": [
			{
				"no": 1,
				"number": "19-3-012",
				"title": "关于整治下河村灌溉渠道、保障春耕用水的建议",
				"promise": "2026年8月底前完成下河村至石桥段3.2千米渠道清淤和砌护。",
				"unit": "镇农业农村服务中心",
				"responsible": "刘长林",
				"promised_date": "2026-08-31",
				"progress": "8月25日完工，清淤3.2千米，砌护4处，验收合格。",
				"state": "已落实",
				"rating": "满意",
			},
			{
				"no": 2,
				"number": "19-3-012",
				"title": "关于整治下河村灌溉渠道、保障春耕用水的建议",
				"promise": "更换石桥提灌站机组，9月底前通水。",
				"unit": "镇农业农村服务中心",
				"responsible": "孙莉莉",
				"promised_date": "2026-09-30",
				"progress": "机组已招标，9月20日到货，安装推迟到10月中旬。",
				"state": "已逾期",
				"rating": "",
			},
			{
				"no": 3,
				"number": "19-3-021",
				"title": "关于在云溪集镇增设路灯的建议",
				"promise": "列入2027年集镇改造项目，2027年6月底前安装路灯46盏。",
				"unit": "镇村镇建设服务中心",
				"responsible": "",
				"promised_date": "2027-06-30",
				"progress": "",
				"state": "未到期",
				"rating": "",
			},
		],
	},
}

LABELS = {
	**CONGRESS_LABELS,
	"ledger": "台账",
	"ledger.heading": "台账标题",
	"ledger.as_of": "截至日期",
	"ledger.total": "承诺总数",
	"ledger.open": "未到期数",
	"ledger.overdue": "已逾期数",
	"ledger.kept": "已落实数",
	"ledger.explained": "已说明数",
	"ledger.rows": "承诺事项",
	"ledger.rows.no": "序号",
	"ledger.rows.number": "建议编号",
	"ledger.rows.title": "建议标题",
	"ledger.rows.promise": "承诺内容",
	"ledger.rows.unit": "承办单位",
	"ledger.rows.responsible": "责任人（可空）",
	"ledger.rows.promised_date": "承诺时间",
	"ledger.rows.progress": "落实进展（可空）",
	"ledger.rows.state": "状态",
	"ledger.rows.rating": "代表评价（可空）",
}
