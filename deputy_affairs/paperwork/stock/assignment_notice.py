"""交办通知: the presidium hands one or several suggestions to a unit; the list of them is the annex (交办清单)."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import FORM_NOTE, LEVEL_1, to_bytes
from deputy_affairs.paperwork.stock import _letter as letter
from deputy_affairs.paperwork.stock._common import CONGRESS, CONGRESS_LABELS, DOCUMENT_LABELS, part
from deputy_affairs.paperwork.tables import Row, add_table, label, text, value

KIND = "assignment_notice"
TITLE = "代表建议交办通知"
REFERENCE_DOCTYPE = "Suggestion Assignment"


def build() -> bytes:
	"""The template as a .docx."""
	document = letter.begin(
		TITLE, "关于交办{{ assignment.meeting_text }}代表建议的通知", "{{ assignment.unit }}"
	)
	el.body(
		document,
		"根据《中华人民共和国全国人民代表大会和地方各级人民代表大会代表法》的规定，现将{{ assignment.meeting_text }}"
		"代表建议共{{ assignment.item_count }}件交由你单位办理（见附件），并将有关事项通知如下：",
	)
	_requirements(document)
	el.annex_note(document, "代表建议交办清单")
	letter.sign(document, contact="assignment")
	_annex(document)
	letter.copy_to(document)
	return to_bytes(document)


def _requirements(document) -> None:
	el.paragraph(document, "一、明确责任", LEVEL_1)
	el.body(
		document,
		"请明确分管领导和具体承办人员。认为不属于本单位职责的，请于{{ assignment.return_by|cn_date }}前书面说明理由退回{{ congress.own_organ }}，"
		"不得自行转办或者滞留。",
	)
	el.paragraph(document, "二、加强联系", LEVEL_1)
	el.body(
		document,
		"请于{{ assignment.contact_by|cn_date }}前主动联系领衔代表，当面听取意见；办理中、答复前应当再次沟通。"
		"主办单位应当与协办单位协商，并在答复中说明协办意见。",
	)
	el.paragraph(document, "三、按时答复", LEVEL_1)
	el.body(
		document,
		"请于{{ assignment.due_date|cn_date }}前逐件书面答复领衔代表和附议代表。答复采用信函格式，逐条回应建议事项，在首页右上角"
		"标注办理结果类别，由单位主要负责人签发并加盖公章，随附征询意见表，同时抄送{{ congress.own_organ }}。不能按期答复的，应当提前书面申请延期。",
	)
	el.tag(document, "if assignment.requirements")
	el.paragraph(document, "四、其他要求", LEVEL_1)
	el.text_block(document, "assignment.requirements")
	el.tag(document, "endif")


def _annex(document) -> None:
	el.annex_head(document, "附件", "代表建议交办清单")
	center = {"align": "center"}
	add_table(
		document,
		[12, 22, 48, 22, 14, 38],
		[
			Row(
				[
					label("序号"),
					label("编号"),
					label("建议标题"),
					label("领衔代表"),
					label("方式"),
					label("答复期限"),
				],
				header=True,
			),
			Row(
				[
					text("{{ item.no }}", **center),
					value("item.number", **center),
					text("{% if item.is_key %}★{% endif %}{{ item.title }}"),
					value("item.lead", filters="|pad_name", **center),
					value("item.role_text", **center),
					value("item.due_date", filters="|cn_date", **center),
				],
				12,
				each="item in assignment.items",
			),
		],
	)
	el.tagged(document, "assignment.has_key", "注：标★的为重点督办建议。", FORM_NOTE)


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name", "own_organ"),
	"document": {
		"number": "云人主席团函〔2026〕5号",
		"issued_on": "2026-02-10",
		"copies": ["镇党政综合办公室"],
	},
	"assignment": {
		"unit": "镇农业农村服务中心",
		"role_text": "主办",
		"meeting_text": "镇第十九届人民代表大会第三次会议",
		"assigned_on": "2026-02-10",
		"due_date": "2026-05-10",
		"contact_by": "2026-03-17",
		"return_by": "2026-03-03",
		"requirements": "第19-3-012号建议为主席团重点督办建议，请由单位主要负责人领办，并于每月25日前报送进展情况。",
		"item_count": 3,
		"has_key": True,
		"items": [
			{
				"no": 1,
				"number": "19-3-012",
				"title": "关于整治下河村灌溉渠道、保障春耕用水的建议",
				"lead": "张建国",
				"role_text": "主办",
				"due_date": "2026-05-10",
				"is_key": True,
			},
			{
				"no": 2,
				"number": "19-3-017",
				"title": "关于扶持大棚蔬菜产业发展的建议",
				"lead": "李梅",
				"role_text": "主办",
				"due_date": "2026-05-10",
				"is_key": False,
			},
			{
				"no": 3,
				"number": "19-3-021",
				"title": "关于加强农村生活污水治理的建议",
				"lead": "欧阳志远",
				"role_text": "协办",
				"due_date": "2026-03-10",
				"is_key": False,
			},
		],
		"contact_person": "周敏",
		"contact_phone": "0871-65550100",
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**DOCUMENT_LABELS,
	"assignment": "交办",
	"assignment.unit": "承办单位",
	"assignment.role_text": "办理方式（主办、协办、分办）",
	"assignment.meeting_text": "会议名称或“闭会期间”",
	"assignment.assigned_on": "交办日期",
	"assignment.due_date": "答复期限",
	"assignment.contact_by": "首次联系代表期限",
	"assignment.return_by": "退回期限",
	"assignment.requirements": "其他要求（可空）",
	"assignment.item_count": "件数",
	"assignment.has_key": "其中是否有重点督办建议",
	"assignment.items": "交办清单",
	"assignment.items.no": "序号",
	"assignment.items.number": "建议编号",
	"assignment.items.title": "建议标题",
	"assignment.items.lead": "领衔代表",
	"assignment.items.role_text": "办理方式",
	"assignment.items.due_date": "答复期限",
	"assignment.items.is_key": "是否重点督办建议",
	"assignment.contact_person": "联系人（可空）",
	"assignment.contact_phone": "联系电话（可空）",
}
