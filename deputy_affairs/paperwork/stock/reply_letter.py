"""答复函: the handling unit's reply to one deputy, and from the second round on the 再次答复.

Letter format (GB/T 9704-2012 10.1) with the class of the result at the upper right of the first page. One letter
for each signer of the suggestion: ``reply.addressee`` is the deputy this copy goes to.
"""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import ANNEX_NOTE, BODY, CLOSING, LEVEL_1, NOTE, new_document, to_bytes
from deputy_affairs.paperwork.stock import _letter as letter
from deputy_affairs.paperwork.stock._common import (
	CONGRESS,
	CONGRESS_LABELS,
	SUGGESTION,
	SUGGESTION_LABELS,
	part,
)

KIND = "reply_letter"
TITLE = "代表建议答复函"
REFERENCE_DOCTYPE = "Suggestion Reply"


def build() -> bytes:
	"""The template as a .docx."""
	document = new_document(title=TITLE, letter=True)
	el.letter_head(document, "{{ reply.issuer }}", "{{ reply.number }}")
	el.class_mark(document, "{{ reply.class_letter }}")
	el.title(document, "关于" + letter.ITEM + "的{% if reply.round > 1 %}再次{% endif %}答复")
	el.addressee(document, "{{ reply.addressee }}代表")
	_opening(document)
	el.tag(document, "if reply.answers")
	el.tag(document, "if reply.body")
	el.text_block(document, "reply.body")
	el.tag(document, "endif")
	_answers(document)
	el.tag(document, "else")
	el.text_block(document, "reply.body")
	el.tag(document, "endif")
	_assist_opinions(document)
	_closing(document)
	return to_bytes(document)


def _opening(document) -> None:
	el.tag(document, "if reply.opening")
	el.text_block(document, "reply.opening")
	el.tag(document, "elif reply.round > 1")
	el.body(
		document,
		"您提出的《{{ suggestion.title }}》（"
		+ letter.ITEM
		+ "），我们已于{{ reply.previous.issued_on|cn_date }}以"
		"{{ reply.previous.number }}作出答复（办理结果{{ reply.previous.class_letter }}类）。您在征询意见时提出："
		"“{{ reply.previous.objection }}”对此我们高度重视，再次进行了研究办理，现将有关情况再次答复如下：",
	)
	el.tag(document, "else")
	el.body(
		document,
		"您提出的《{{ suggestion.title }}》（" + letter.ITEM + "）收悉。感谢您对我们工作的关心和支持。"
		"经认真研究办理，现答复如下：",
	)
	el.tag(document, "endif")


def _answers(document) -> None:
	el.tag(document, "for answer in reply.answers")
	el.paragraph(document, "{{ answer.no|cn_numeral }}、关于“{{ answer.demand }}”", LEVEL_1)
	el.text_block(document, "answer.answer")
	el.tag(document, "if answer.promised_date")
	el.paragraph(
		document,
		"承诺办结时间：{{ answer.promised_date|cn_date }}前{% if answer.responsible %}；"
		"责任人：{{ answer.responsible }}{% endif %}。",
		BODY,
	)
	el.tag(document, "endif")
	el.tag(document, "endfor")


def _assist_opinions(document) -> None:
	el.tag(document, "for assist in reply.assist_opinions")
	el.body(document, "协办单位{{ assist.unit }}意见：{{ assist.opinion }}")
	el.tag(document, "endfor")


def _closing(document) -> None:
	el.paragraph(
		document,
		"{% if reply.reviewed_by %}本答复已经{{ reply.reviewed_by }}审核。{% endif %}对本答复的意见，请您填入所附征询意见表，"
		"{% if reply.return_by %}于{{ reply.return_by|cn_date }}前{% endif %}送{{ congress.presidium_name }}。"
		"欢迎继续对我们的工作提出宝贵意见。",
		CLOSING,
	)
	el.paragraph(document, "附件：代表建议办理征询意见表（答复函回执）", ANNEX_NOTE)
	el.signature(document, "{{ reply.issuer }}", "{{ reply.issued_on|cn_date }}", sealed=True)
	el.note(document, "联系人：{{ reply.contact_person }}；联系电话：{{ reply.contact_phone }}")
	el.tagged(document, "reply.public_text", "{{ reply.public_text }}", NOTE)
	letter.copy_to(document, "reply.copies")


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name", "hotline", "address"),
	"suggestion": part(SUGGESTION, "number", "number_text", "meeting_text", "title"),
	"reply": {
		"number": "云政函〔2026〕12号",
		"class_letter": "B",
		"addressee": "张建国",
		"issuer": "云溪镇人民政府",
		"issued_on": "2026-05-08",
		"opening": "",
		"body": "",
		"answers": [
			{
				"no": 1,
				"demand": "清淤并修复下河村至石桥段灌溉渠道",
				"answer": "镇农业农村服务中心会同下河村委会于3月上旬完成了全线踏勘。该段渠道长2.6千米，其中淤积严重1.1千米，"
				"渠壁坍塌4处。清淤已于4月15日完工，坍塌的4处已全部砌护，恢复通水后下河村三组、四组860亩水田可自流灌溉。",
				"promised_date": "",
				"responsible": "刘长林",
			},
			{
				"no": 2,
				"demand": "更换石桥提灌站老旧机组",
				"answer": "石桥提灌站建于1998年，机组效率低的情况属实。更换机组需38万元，已列入高标准农田建设项目，"
				"县农业农村局于4月28日批复实施方案，目前正在招标。",
				"promised_date": "2026-11-30",
				"responsible": "刘长林",
			},
			{
				"no": 3,
				"demand": "建立渠道日常管护制度",
				"answer": "镇政府已制定《云溪镇小型水利设施管护办法》，明确渠道由所在村管护，"
				"经费由镇财政和村集体按七比三分担。",
				"promised_date": "2026-06-30",
				"responsible": "刘长林",
			},
		],
		"assist_opinions": [
			{"unit": "镇财政所", "opinion": "同意将管护经费镇级部分每年4.2万元列入预算。"},
		],
		"reviewed_by": "镇长李文斌",
		"contact_person": "王芳",
		"contact_phone": "0871-65550123",
		"public_text": "（此件公开发布）",
		"copies": ["镇人大主席团", "镇党政综合办公室"],
		"round": 1,
		"previous": None,
		"return_by": "2026-05-29",
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**SUGGESTION_LABELS,
	"reply": "答复",
	"reply.number": "发文字号",
	"reply.class_letter": "办理结果类别",
	"reply.addressee": "主送代表姓名",
	"reply.issuer": "答复单位",
	"reply.issued_on": "成文日期",
	"reply.opening": "开头语（留空用标准开头）",
	"reply.body": "正文（没有逐条答复时必填）",
	"reply.answers": "逐条答复",
	"reply.answers.no": "序号",
	"reply.answers.demand": "建议事项",
	"reply.answers.answer": "答复内容",
	"reply.answers.promised_date": "承诺办结日期（可空）",
	"reply.answers.responsible": "责任人（可空）",
	"reply.assist_opinions": "协办意见",
	"reply.assist_opinions.unit": "协办单位",
	"reply.assist_opinions.opinion": "协办意见内容",
	"reply.reviewed_by": "审核人（可空）",
	"reply.contact_person": "联系人",
	"reply.contact_phone": "联系电话",
	"reply.public_text": "公开标注（可空）",
	"reply.copies": "抄送机关（可空）",
	"reply.round": "第几次答复",
	"reply.previous": "上次答复（第二次起）",
	"reply.previous.number": "上次答复的发文字号",
	"reply.previous.issued_on": "上次答复日期",
	"reply.previous.class_letter": "上次办理结果类别",
	"reply.previous.objection": "代表对上次答复的意见",
	"reply.return_by": "意见表交回期限（可空）",
}
