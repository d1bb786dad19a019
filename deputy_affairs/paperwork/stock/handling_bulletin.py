"""督查通报: the presidium tells all units how each of them stands with the suggestions it was given."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import CLOSING, LEVEL_1, to_bytes
from deputy_affairs.paperwork.stock import _letter as letter
from deputy_affairs.paperwork.stock._common import CONGRESS, CONGRESS_LABELS, DOCUMENT_LABELS, part
from deputy_affairs.paperwork.tables import Row, add_table, label, text

KIND = "handling_bulletin"
TITLE = "代表建议办理情况督查通报"
REFERENCE_DOCTYPE = "Handling Bulletin"

_CENTER = {"align": "center"}
_COLUMNS = (
	("承办单位", "name", 36),
	("承办（件）", "works", 14),
	("已答复（件）", "replied", 15),
	("答复率", "reply_rate", 15),
	("按期答复率", "in_time", 15),
	("逾期（件）", "overdue", 14),
	("联系及时率", "contacted", 15),
	("满意率", "satisfied", 16),
	("承诺落实率", "kept", 16),
)


def build() -> bytes:
	"""The template as a .docx."""
	document = letter.begin(
		TITLE,
		"关于{% if bulletin.period_text %}{{ bulletin.period_text }}{% endif %}代表建议办理情况的通报",
		"{{ document.addressee }}",
	)
	el.body(
		document,
		"现将{% if bulletin.period_text %}{{ bulletin.period_text }}{% endif %}代表建议办理情况通报如下。数据截至{{ bulletin.as_of|cn_date }}。",
	)
	el.paragraph(document, "一、总体情况", LEVEL_1)
	el.body(
		document,
		"共立案代表建议{{ figures.registered }}件，已交办{{ figures.assigned }}件，由{{ figures.unit_count }}个单位承办。"
		"已答复{{ figures.replied }}件，答复率{{ figures.reply_rate }}，其中按期答复{{ figures.in_time }}件，按期率"
		"{{ figures.in_time_rate }}；已办结{{ figures.closed }}件，办结率{{ figures.closed_rate }}；与代表见面沟通率"
		"{{ figures.contact_rate }}。{% if figures.overdue %}逾期未答复{{ figures.overdue }}件。{% else %}没有逾期未答复的建议。{% endif %}"
		"{% if figures.promises %}答复中承诺事项{{ figures.promises }}项，已落实{{ figures.promises_kept }}项"
		"{% if figures.promises_overdue %}，逾期未落实{{ figures.promises_overdue }}项{% endif %}。{% endif %}",
	)
	el.paragraph(document, "二、各单位办理情况", LEVEL_1)
	add_table(
		document,
		[width for _name, _field, width in _COLUMNS],
		[
			Row([label(name) for name, _field, _width in _COLUMNS], 16, header=True),
			Row(
				[
					text("{{ row." + field + " }}", **({} if field == "name" else _CENTER))
					for _name, field, _width in _COLUMNS
				],
				9,
				each="row in units.rows",
			),
		],
		dense=True,
	)
	el.body(
		document,
		"答复率、按期答复率、联系及时率按主办、分办件计算；满意率只计已经结束征询、收回的意见表；没有可计算的件的，以“—”表示。",
	)
	el.tag(document, "if overdue.rows")
	el.body(document, "逾期未答复的建议：")
	el.tag(document, "for row in overdue.rows")
	el.body(
		document,
		"{{ row.no }}．《{{ row.title }}》（{{ row.number }}），{{ row.units }}承办，应于{{ row.due_date|cn_date }}前答复，"
		"已超期{{ row.days }}天。",
	)
	el.tag(document, "endfor")
	el.tag(document, "endif")
	el.paragraph(document, "三、存在的问题", LEVEL_1)
	el.text_block(document, "bulletin.problems")
	el.paragraph(document, "四、下一步工作要求", LEVEL_1)
	el.text_block(document, "bulletin.demands")
	el.paragraph(document, "特此通报。", CLOSING)
	letter.sign(document)
	letter.copy_to(document)
	return to_bytes(document)


def _unit(name: str, works: int, replied: int, *rates: str, overdue: int = 0) -> dict:
	reply_rate, in_time, contacted, satisfied, kept = rates
	return {
		"name": name,
		"works": works,
		"replied": replied,
		"reply_rate": reply_rate,
		"in_time": in_time,
		"overdue": overdue,
		"contacted": contacted,
		"satisfied": satisfied,
		"kept": kept,
	}


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name"),
	"document": {
		"number": "云人主席团函〔2026〕29号",
		"issued_on": "2026-06-18",
		"addressee": "各承办单位",
		"contact_person": "周敏",
		"contact_phone": "0871-65550100",
		"copies": ["云溪镇人民政府"],
	},
	"bulletin": {
		"period_text": "镇第十九届人民代表大会第三次会议",
		"as_of": "2026-06-15",
		"problems": "一是进度不平衡。个别单位临近期限才联系代表，两件建议逾期未答复。\n"
		"二是重答复、轻落实。部分承诺事项没有明确责任人，到期未落实也未说明。",
		"demands": "逾期未答复的，请于2026年6月25日前书面答复代表，并说明逾期原因。\n"
		"承诺事项逐项明确时限和责任人，落实一项、销号一项，不能按期落实的书面说明。",
	},
	"figures": {
		"registered": 23,
		"assigned": 23,
		"unit_count": 3,
		"replied": 19,
		"reply_rate": "82.6%",
		"in_time": 18,
		"in_time_rate": "94.7%",
		"closed": 15,
		"closed_rate": "65.2%",
		"contact_rate": "91.3%",
		"overdue": 2,
		"promises": 9,
		"promises_kept": 5,
		"promises_overdue": 1,
	},
	"units": {
		"rows": [
			_unit("镇农业农村服务中心", 11, 11, "100%", "100%", "100%", "90%", "83.3%"),
			_unit("镇中心学校", 4, 4, "100%", "100%", "100%", "100%", "—"),
			_unit("镇村镇建设服务中心", 8, 4, "50%", "66.7%", "75%", "75%", "0%", overdue=2),
		]
	},
	"overdue": {
		"rows": [
			{
				"no": 1,
				"number": "19-3-003",
				"title": "关于增设东街路灯的建议",
				"units": "镇村镇建设服务中心",
				"due_date": "2026-05-10",
				"days": 36,
			},
			{
				"no": 2,
				"number": "19-3-017",
				"title": "关于修补石桥至下河村道路的建议",
				"units": "镇村镇建设服务中心",
				"due_date": "2026-06-05",
				"days": 10,
			},
		]
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**DOCUMENT_LABELS,
	"bulletin": "通报",
	"bulletin.period_text": "通报所指的会议或时期（可空）",
	"bulletin.as_of": "数据截至日期",
	"bulletin.problems": "存在的问题",
	"bulletin.demands": "下一步工作要求",
	"figures": "总体数据",
	"figures.registered": "立案件数",
	"figures.assigned": "已交办件数",
	"figures.unit_count": "承办单位数",
	"figures.replied": "已答复件数",
	"figures.reply_rate": "答复率",
	"figures.in_time": "按期答复件数",
	"figures.in_time_rate": "按期率",
	"figures.closed": "已办结件数",
	"figures.closed_rate": "办结率",
	"figures.contact_rate": "见面率",
	"figures.overdue": "逾期未答复件数",
	"figures.promises": "承诺事项数",
	"figures.promises_kept": "已落实承诺数",
	"figures.promises_overdue": "逾期未落实承诺数",
	"units": "各单位",
	"units.rows": "各单位情况",
	"units.rows.name": "承办单位名称",
	"units.rows.works": "主办、分办件数",
	"units.rows.replied": "该单位已答复件数",
	"units.rows.reply_rate": "该单位答复率",
	"units.rows.in_time": "该单位按期答复率",
	"units.rows.overdue": "该单位逾期未答复件数",
	"units.rows.contacted": "该单位联系及时率",
	"units.rows.satisfied": "该单位满意率（只计已结束的征询）",
	"units.rows.kept": "该单位承诺落实率",
	"overdue": "逾期",
	"overdue.rows": "逾期未答复的建议（可空）",
	"overdue.rows.no": "逾期件序号",
	"overdue.rows.number": "建议编号",
	"overdue.rows.title": "建议标题",
	"overdue.rows.units": "承办单位",
	"overdue.rows.due_date": "答复期限",
	"overdue.rows.days": "超期天数",
}
