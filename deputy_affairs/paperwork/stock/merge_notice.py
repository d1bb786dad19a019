"""并案通知: the presidium tells each proposer and the handler that suggestions of the same content are handled together."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import LEVEL_1, to_bytes
from deputy_affairs.paperwork.stock import _letter as letter
from deputy_affairs.paperwork.stock._common import CONGRESS, CONGRESS_LABELS, DOCUMENT_LABELS, part

KIND = "merge_notice"
TITLE = "代表建议并案办理通知"
REFERENCE_DOCTYPE = "Deputy Suggestion"


def build() -> bytes:
	"""The template as a .docx."""
	document = letter.begin(TITLE, "关于代表建议并案办理的通知", "{{ document.addressee }}")
	el.body(
		document,
		"{% if document.to_unit %}下列代表建议{% else %}"
		"您提出的《{{ merging.own_title }}》（编号：{{ merging.own_number }}）与其他代表提出的建议"
		"{% endif %}内容相同或者相近（共{{ merging.item_count }}件），{% if merging.reason %}{{ merging.reason }}。{% endif %}"
		"按照代表建议办理工作的有关规定，决定并案办理。现将有关事项通知如下：",
	)
	el.paragraph(document, "一、并案的建议", LEVEL_1)
	el.tag(document, "for item in merging.items")
	el.body(
		document,
		"{{ item.no }}. {{ item.number }}　《{{ item.title }}》，{{ item.proposer }}提出{% if item.main %}（主件）{% endif %}。",
	)
	el.tag(document, "endfor")
	el.paragraph(document, "二、办理", LEVEL_1)
	el.tag(document, "if merging.units and merging.due_date")
	el.body(
		document,
		"以上建议由{% for unit in merging.units %}{% if loop.index > 1 %}、{% endif %}{{ unit.name }}（{{ unit.role_text }}）"
		"{% endfor %}一并研究办理，答复期限为{{ merging.due_date|cn_date }}。",
	)
	el.tag(document, "else")
	el.body(document, "以上建议将交同一承办单位一并研究办理，承办单位和答复期限另行告知。")
	el.tag(document, "endif")
	el.paragraph(document, "三、答复和评价", LEVEL_1)
	el.body(
		document,
		"{% if document.to_unit %}并案只是办理合并，各件建议的编号不变。请分别联系各位提出代表，"
		"按各件建议的编号和标题分别书面答复每一位代表，并分别附征询意见表。"
		"{% else %}并案后您的建议保留原编号，承办单位将单独书面答复您，您收到答复后可以单独评价。"
		"对并案有不同意见的，请在收到答复前与我们联系。{% endif %}",
	)
	letter.sign(document)
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name"),
	"document": {
		"number": "云人主席团函〔2026〕8号",
		"issued_on": "2026-02-12",
		"addressee": "李梅代表",
		"to_unit": False,
		"contact_person": "周敏",
		"contact_phone": "0871-65550100",
	},
	"merging": {
		"own_title": "关于修复石桥段灌溉渠的建议",
		"own_number": "19-3-015",
		"item_count": 2,
		"reason": "都涉及下河村至石桥段灌溉渠道",
		"items": [
			{
				"no": 1,
				"number": "19-3-012",
				"title": "关于整治下河村灌溉渠道、保障春耕用水的建议",
				"proposer": "张建国等3人",
				"main": True,
			},
			{
				"no": 2,
				"number": "19-3-015",
				"title": "关于修复石桥段灌溉渠的建议",
				"proposer": "李梅",
				"main": False,
			},
		],
		"units": [
			{"name": "镇农业农村服务中心", "role_text": "主办"},
			{"name": "镇财政所", "role_text": "协办"},
		],
		"due_date": "2026-05-10",
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**DOCUMENT_LABELS,
	"document.addressee": "主送（代表或者承办单位）",
	"document.to_unit": "是否送承办单位",
	"merging": "并案",
	"merging.own_title": "收件代表自己的建议标题（送承办单位时为主件）",
	"merging.own_number": "收件代表自己的建议编号（送承办单位时为主件）",
	"merging.reason": "并案理由（可空）",
	"merging.item_count": "并案的件数",
	"merging.items": "并案的建议，主件在前",
	"merging.items.no": "序号",
	"merging.items.number": "建议编号",
	"merging.items.title": "建议标题",
	"merging.items.proposer": "提出人",
	"merging.items.main": "是否主件",
	"merging.units": "承办单位（尚未交办时为空）",
	"merging.units.name": "承办单位名称",
	"merging.units.role_text": "办理方式",
	"merging.due_date": "答复期限（已交办时必填）",
}
