"""What the two notices of supervision share: fields, example, the list of items."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.stock import _letter as letter
from deputy_affairs.paperwork.stock._common import CONGRESS, CONGRESS_LABELS, DOCUMENT_LABELS, part
from deputy_affairs.paperwork.tables import Row, add_table, label, text, value

REFERENCE_DOCTYPE = "Supervision Notice"


def finish(document, annex: str) -> None:
	"""Annex note, signature, contact, the list of items and the copies."""
	el.annex_note(document, annex)
	letter.sign(document)
	el.annex_head(document, "附件", annex)
	center = {"align": "center"}
	add_table(
		document,
		[12, 24, 53, 14, 39, 14],
		[
			Row(
				[
					label("序号"),
					label("编号"),
					label("建议标题"),
					label("方式"),
					label("办理期限"),
					label("超期天数"),
				],
				header=True,
			),
			Row(
				[
					text("{{ item.no }}", **center),
					value("item.number", **center),
					value("item.title"),
					value("item.role_text", **center),
					value("item.due_date", filters="|cn_date", **center),
					text("{{ item.overdue_text }}", **center),
				],
				12,
				each="item in notice.items",
			),
		],
	)
	letter.copy_to(document)


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name", "own_organ"),
	"document": {
		"number": "云人主席团函〔2026〕18号",
		"issued_on": "2026-05-12",
		"addressee": "镇农业农村服务中心",
		"contact_person": "周敏",
		"contact_phone": "0871-65550100",
		"copies": ["云溪镇人民政府"],
	},
	"notice": {
		"item_count": 2,
		"overdue_count": 2,
		"earlier_count": 1,
		"earlier_numbers": "云人主席团函〔2026〕15号",
		"demand": "由单位主要负责人牵头，逐件研究办理措施，明确责任人和完成时限，尽快答复代表，并如实说明未按期办结的原因。",
		"answer_by": "2026-05-19",
		"responsible": "陈志明",
		"leader": "赵国强",
		"items": [
			{
				"no": 1,
				"number": "19-3-012",
				"title": "关于整治下河村灌溉渠道、保障春耕用水的建议",
				"role_text": "主办",
				"round": 1,
				"due_date": "2026-05-10",
				"overdue_text": "2",
			},
			{
				"no": 2,
				"number": "19-3-021",
				"title": "关于加强农村生活污水治理的建议",
				"role_text": "协办",
				"round": 1,
				"due_date": "2026-04-30",
				"overdue_text": "12",
			},
		],
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**DOCUMENT_LABELS,
	"notice": "督办",
	"notice.item_count": "件数",
	"notice.overdue_count": "其中超期件数",
	"notice.earlier_count": "此前已发通知次数",
	"notice.earlier_numbers": "此前通知的文号（可空）",
	"notice.demand": "督办要求（可空）",
	"notice.answer_by": "书面说明期限",
	"notice.responsible": "责任人（可空）",
	"notice.leader": "领衔督办领导（可空）",
	"notice.items": "建议清单",
	"notice.items.no": "序号",
	"notice.items.number": "建议编号",
	"notice.items.title": "建议标题",
	"notice.items.role_text": "办理方式",
	"notice.items.round": "办理轮次",
	"notice.items.due_date": "办理期限",
	"notice.items.overdue_text": "超期天数（未超期为“—”）",
}
