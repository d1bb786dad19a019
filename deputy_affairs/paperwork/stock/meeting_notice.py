"""面商协调会通知: deputy and unit meet under the presidium, after the suggestion was handled again as often as allowed."""

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

KIND = "meeting_notice"
TITLE = "代表建议面商协调会通知"
REFERENCE_DOCTYPE = "Handling Meeting"


def build() -> bytes:
	"""The template as a .docx."""
	document = letter.begin(TITLE, "关于召开" + letter.ITEM + "面商协调会的通知", "{{ document.addressee }}")
	el.body(
		document,
		"《{{ suggestion.title }}》（"
		+ letter.ITEM
		+ "，编号：{{ suggestion.number }}）经{% if meeting.round == 2 %}两{% else %}{{ meeting.round|cn_numeral }}{% endif %}次办理，"
		"代表对办理情况仍不满意。按照代表建议、批评和意见工作的有关规定，决定召开面商协调会。现将有关事项通知如下：",
	)
	el.paragraph(document, "一、时间", LEVEL_1)
	el.body(document, "{{ meeting.date|cn_date }}{{ meeting.time }}")
	el.paragraph(document, "二、地点", LEVEL_1)
	el.body(document, "{{ meeting.place }}")
	el.paragraph(document, "三、参加人员", LEVEL_1)
	el.body(
		document,
		"代表：{% if meeting.deputies %}{{ meeting.deputies }}{% else %}提出建议的代表{% endif %}"
		"{% if meeting.units or meeting.others %}；{% else %}。{% endif %}",
	)
	el.tagged(
		document,
		"meeting.units",
		"承办单位：{{ meeting.units }}主要负责人和具体承办人{% if meeting.others %}；{% else %}。{% endif %}",
	)
	el.tagged(document, "meeting.others", "其他人员：{{ meeting.others }}。")
	el.paragraph(document, "四、协商事项", LEVEL_1)
	el.text_block(document, "meeting.matters")
	el.paragraph(document, "五、有关要求", LEVEL_1)
	el.body(
		document,
		"请承办单位对照代表的意见，准备办理情况的书面材料和进一步办理的具体措施、完成时限。会议商定的事项由{{ congress.own_organ }}记录，"
		"双方签字后执行。不能参加的，请提前向{{ congress.own_organ }}说明。",
	)
	letter.sign(document)
	letter.copy_to(document)
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name", "own_organ"),
	"document": {
		"number": "云人主席团函〔2026〕33号",
		"issued_on": "2026-10-12",
		"addressee": "张建国、李梅代表，镇农业农村服务中心、镇财政所",
		"contact_person": "周敏",
		"contact_phone": "0871-65550100",
		"copies": ["云溪镇人民政府"],
	},
	"suggestion": part(SUGGESTION, "number", "number_text", "meeting_text", "title"),
	"meeting": {
		"round": 3,
		"date": "2026-10-20",
		"time": "9:30",
		"place": "镇政府二楼会议室",
		"deputies": "张建国、李梅",
		"units": "镇农业农村服务中心、镇财政所",
		"others": "青石村党总支书记",
		"matters": "1. 提灌站机组何时更换；\n2. 更换之前怎样保证秋播用水。",
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**DOCUMENT_LABELS,
	**SUGGESTION_LABELS,
	"document.addressee": "主送代表和承办单位",
	"meeting": "面商协调会",
	"meeting.round": "已办理次数",
	"meeting.date": "会议日期",
	"meeting.time": "会议时间（几点几分）",
	"meeting.place": "会议地点",
	"meeting.deputies": "参加的代表（可空）",
	"meeting.units": "参加的承办单位（可空）",
	"meeting.others": "其他参加人员（可空）",
	"meeting.matters": "协商事项",
}
