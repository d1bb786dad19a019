"""落实情况回执: how a promise stands, and what the deputy says of it (CQ-S §24 §28).

It goes out empty; with ``receipt.grade`` filled it prints what was said.
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

KIND = "commitment_receipt"
TITLE = "代表建议承诺落实情况回执"
REFERENCE_DOCTYPE = "Commitment Receipt"

_GRADES = "　".join(
	'{% if receipt.grade == "' + grade + '" %}☑{% else %}□{% endif %}' + grade
	for grade in ("满意", "基本满意", "不满意")
)


def build() -> bytes:
	"""The template as a .docx."""
	document = new_document(title=TITLE, letter=False)
	el.paragraph(document, "代表建议承诺落实情况回执", FORM_TITLE)
	el.paragraph(document, "（{{ receipt.occasion_text }}）", FORM_NUMBER).alignment = 1
	rows = [
		Row(
			[label("建议编号"), text("{{ suggestion.meeting_text }}{{ suggestion.number_text }}", 3)],
			11,
		),
		Row([label("建议标题"), value("suggestion.title", 3)], 12),
		Row(
			[
				label("代表姓名"),
				value("receipt.deputy", filters="|pad_name"),
				label("联系电话"),
				value("receipt.phone", optional=True),
			],
			11,
		),
		Row(
			[
				label("承办单位"),
				value("receipt.unit"),
				label("责任人"),
				value("receipt.responsible", optional=True),
			],
			11,
		),
		Row(
			[
				label("答复文号"),
				value("receipt.reply_number", optional=True),
				label("承诺时间"),
				value("receipt.promised_date", filters="|cn_date"),
			],
			11,
		),
		Row([label("承诺内容"), block("receipt.promise", 3)], 20, keep=False),
		Row([label("落实情况"), block("receipt.situation", 3)], 36, keep=False),
		Row([label("对落实情况\n的评价"), text(_GRADES, 3)], 13),
		Row(
			[label("具体意见\n（不满意的\n请写明理由）"), block("receipt.comment", 3, optional=True)],
			32,
			keep=False,
		),
		Row(
			[
				label("代表签名"),
				text(
					">{% if receipt.signed_on %}{{ receipt.deputy|pad_name }}　　{{ receipt.signed_on|cn_date }}"
					"{% else %}年　　月　　日{% endif %}　",
					3,
				),
			],
			17,
		),
	]
	add_table(document, [30, 48, 30, 48], rows)
	el.paragraph(document, "说明：1. 请在□内打“√”。不满意的，承诺事项将重新跟踪落实。", FORM_NOTE)
	el.paragraph(
		document,
		"2. 请于{{ receipt.return_by|cn_date }}前送（寄）{{ congress.presidium_name }}。"
		"{% if congress.address %}地址：{{ congress.address }}。{% endif %}{% if congress.hotline %}电话：{{ congress.hotline }}。{% endif %}",
		FORM_NOTE,
	)
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name", "hotline", "address"),
	"suggestion": part(SUGGESTION, "number", "number_text", "meeting_text", "title"),
	"receipt": {
		"occasion_text": "2026年度",
		"deputy": "张建国",
		"phone": "13800000036",
		"unit": "镇农业农村服务中心",
		"responsible": "孙莉莉",
		"reply_number": "云政函〔2026〕12号",
		"promise": "更换石桥提灌站老旧机组，9月底前通水。",
		"promised_date": "2026-09-30",
		"situation": "逾期未落实。2026年9月22日报告：机组已于9月20日到货，因变压器增容手续未办完，安装推迟到10月中旬，"
		"期间由临时抽水设备保障秋播用水。",
		"grade": "",
		"comment": "",
		"signed_on": "",
		"return_by": "2026-11-05",
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**SUGGESTION_LABELS,
	"receipt": "落实情况回执",
	"receipt.occasion_text": "回执类型（年度，或者落实结果）",
	"receipt.deputy": "代表姓名",
	"receipt.phone": "代表电话（可空）",
	"receipt.unit": "承办单位",
	"receipt.responsible": "责任人（可空）",
	"receipt.reply_number": "答复函发文字号（可空）",
	"receipt.promise": "承诺内容",
	"receipt.promised_date": "承诺时间",
	"receipt.situation": "落实情况",
	"receipt.grade": "对落实情况的评价：满意、基本满意、不满意（空表留空）",
	"receipt.comment": "具体意见（空表留空）",
	"receipt.signed_on": "填表日期（空表留空）",
	"receipt.return_by": "交回期限",
}
