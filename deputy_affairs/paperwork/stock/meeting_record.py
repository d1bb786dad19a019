"""面商协调会纪要: who met, what was said and agreed, how the suggestion goes on; signed by both sides."""

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

KIND = "meeting_record"
TITLE = "代表建议面商协调会纪要"
REFERENCE_DOCTYPE = "Handling Meeting"

OUTCOMES = ("重新办理", "说明情况后办结")


def build() -> bytes:
	"""The template as a .docx."""
	document = new_document(title=TITLE, letter=False)
	el.paragraph(document, "{{ congress.name }}", FORM_TITLE)
	el.paragraph(document, "代表建议面商协调会纪要", FORM_TITLE)
	outcomes = "　".join(
		'{% if meeting.outcome == "' + way + '" %}☑{% else %}□{% endif %}' + way for way in OUTCOMES
	)
	rows = [
		Row([label("建议编号"), text("{{ suggestion.meeting_text }}{{ suggestion.number_text }}", 3)], 12),
		Row([label("建议标题"), value("suggestion.title", 3)], 13),
		Row(
			[
				label("时　　间"),
				text("{{ meeting.date|cn_date }}{{ meeting.time }}"),
				label("地　　点"),
				value("meeting.place"),
			],
			13,
		),
		Row(
			[
				label("主 持 人"),
				value("meeting.chaired_by", optional=True),
				label("记 录 人"),
				value("meeting.recorded_by", optional=True),
			],
			12,
		),
		Row([label("参加代表"), value("meeting.deputies", 3, optional=True)], 12),
		Row([label("参加单位\n和 人 员"), value("meeting.units", 3, optional=True)], 14),
		Row([label("其他人员"), value("meeting.others", 3, optional=True)], 12),
		Row([label("协商情况"), block("meeting.discussion", 3, optional=True)], 32, keep=False),
		Row([label("商定事项"), block("meeting.agreed", 3, optional=True)], 30, keep=False),
		Row([label("办理去向"), text(outcomes, 3)], 12),
		Row(
			[
				label("代　　表\n签　　名"),
				text("\n>年　　月　　日"),
				label("承办单位\n签　　名"),
				text("\n>年　　月　　日"),
			],
			24,
		),
	]
	add_table(document, [31, 50, 25, 50], rows)
	el.paragraph(
		document,
		"说明：本纪要经代表和承办单位核对后签名，由{{ congress.presidium_name }}存档，承办单位留存一份。",
		FORM_NOTE,
	)
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name"),
	"suggestion": part(SUGGESTION, "number", "number_text", "meeting_text", "title"),
	"meeting": {
		"date": "2026-10-20",
		"time": "9:30",
		"place": "镇政府二楼会议室",
		"chaired_by": "陈志远",
		"recorded_by": "周敏",
		"deputies": "张建国、李梅",
		"units": "镇农业农村服务中心（主任赵立新）、镇财政所（所长钱惠）",
		"others": "青石村党总支书记孙建军",
		"discussion": "代表指出提灌站机组已停用两季，秋播用水没有着落。农业农村服务中心说明机组已完成采购，因资金拨付延后未安装。"
		"财政所表示十月底前可以拨付。",
		"agreed": "1. 财政所于十月三十一日前拨付更换资金。\n2. 农业农村服务中心于十一月二十日前完成安装调试，期间提供两台临时抽水设备。",
		"outcome": "重新办理",
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**SUGGESTION_LABELS,
	"meeting": "面商协调会",
	"meeting.date": "会议日期",
	"meeting.time": "会议时间（几点几分）",
	"meeting.place": "会议地点",
	"meeting.chaired_by": "主持人",
	"meeting.recorded_by": "记录人",
	"meeting.deputies": "参加的代表",
	"meeting.units": "参加的承办单位和人员",
	"meeting.others": "其他参加人员（可空）",
	"meeting.discussion": "协商情况",
	"meeting.agreed": "商定事项",
	"meeting.outcome": "办理去向：重新办理、说明情况后办结（空表留空）",
}
