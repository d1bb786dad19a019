"""The records that several forms share: example values and Chinese names of their fields. All names are invented."""

from __future__ import annotations

CONGRESS = {
	"name": "南屏县云溪镇人民代表大会",
	"short_name": "云溪镇人大",
	"presidium_name": "南屏县云溪镇人民代表大会主席团",
	"government_name": "云溪镇人民政府",
	"own_place": "我镇",
	"own_organ": "我团",
	"hotline": "0871-65550100",
	"address": "云溪镇振兴路18号镇人大办公室",
}

CONGRESS_LABELS = {
	"congress": "人大",
	"congress.name": "人大全称",
	"congress.short_name": "人大简称",
	"congress.presidium_name": "主席团全称",
	"congress.government_name": "政府名称",
	"congress.own_place": "本行政区域的自称（我镇、我乡、我街道、我县）",
	"congress.own_organ": "发文机关的自称（我团、我委）",
	"congress.hotline": "人大热线电话",
	"congress.address": "人大通讯地址",
}

SUGGESTION = {
	"number": "19-3-012",
	"number_text": "第12号",
	"meeting_text": "镇第十九届人民代表大会第三次会议",
	"title": "关于整治下河村灌溉渠道、保障春耕用水的建议",
	"kind": "建议",
	"delegation": "",
	"category": "农业农村",
	"submitted_on": "2026-01-20",
	"situation": "下河村灌溉渠道始建于1986年，承担下河村三组、四组和石桥村部分水田共860亩的灌溉任务，受益群众312户。"
	"近三年春耕期间，下游水田平均缺水20天以上。\n"
	"2025年4月，下河村四组有126亩水田因无水可灌改种旱作，户均减收约1800元，群众反映强烈。",
	"cause": "一是渠道年久失修，石桥段1.1千米淤积严重，4处渠壁坍塌；\n二是石桥提灌站机组老旧，出水量不足设计的一半；\n"
	"三是渠道管护没有明确责任人和经费。",
	"demands": [
		{"no": 1, "text": "清淤并修复下河村至石桥段灌溉渠道。"},
		{"no": 2, "text": "更换石桥提灌站老旧机组。"},
		{"no": 3, "text": "建立渠道日常管护制度，落实管护人员和经费。"},
	],
	"lead": {
		"name": "张建国",
		"card_number": "YX-19-036",
		"constituency": "第七选区（下河村）",
		"group": "第三代表小组",
		"workplace": "下河村党总支副书记",
		"address": "云溪镇下河村三组25号",
		"phone": "13800000036",
	},
	"cosigners": [
		{"name": "李梅", "card_number": "YX-19-037", "phone": "13800000037"},
		{"name": "欧阳志远", "card_number": "YX-19-041", "phone": "13800000041"},
	],
	"proposed_unit": "云溪镇人民政府",
	"publish": True,
	"publish_reason": "",
	"wants_visit": True,
	"review_opinion": "内容具体，一事一议，符合立案条件，建议由镇人民政府研究办理。",
	"reviewer": "赵国强",
	"reviewed_on": "2026-01-21",
	"first_review": None,
	"motion": None,
	"units": [
		{"name": "镇农业农村服务中心", "role_text": "主办"},
		{"name": "镇财政所", "role_text": "协办"},
	],
}

SUGGESTION_LABELS = {
	"suggestion": "代表建议",
	"suggestion.number": "建议编号",
	"suggestion.number_text": "建议序号（文内用）",
	"suggestion.meeting_text": "会议名称或“闭会期间”",
	"suggestion.title": "建议标题",
	"suggestion.kind": "类型（建议、议案、议案转建议）",
	"suggestion.delegation": "代表团名称（可空，代表提出的为空）",
	"suggestion.category": "类别（可空）",
	"suggestion.submitted_on": "提出日期",
	"suggestion.situation": "情况",
	"suggestion.cause": "原因分析（可空）",
	"suggestion.demands": "建议事项",
	"suggestion.demands.no": "事项序号",
	"suggestion.demands.text": "事项内容",
	"suggestion.lead": "领衔代表",
	"suggestion.lead.name": "领衔代表姓名",
	"suggestion.lead.card_number": "领衔代表证号（可空）",
	"suggestion.lead.constituency": "领衔代表选区（可空）",
	"suggestion.lead.group": "领衔代表小组（可空）",
	"suggestion.lead.workplace": "工作单位及职务（可空）",
	"suggestion.lead.address": "通讯地址（可空）",
	"suggestion.lead.phone": "联系电话（可空）",
	"suggestion.cosigners": "附议代表（可空）",
	"suggestion.cosigners.name": "附议代表姓名",
	"suggestion.cosigners.card_number": "附议代表证号（可空）",
	"suggestion.cosigners.phone": "附议代表电话（可空）",
	"suggestion.proposed_unit": "建议承办单位（可空）",
	"suggestion.publish": "是否同意公开",
	"suggestion.publish_reason": "不宜公开的理由（可空）",
	"suggestion.wants_visit": "是否希望面商",
	"suggestion.review_opinion": "审查意见（可空）",
	"suggestion.reviewer": "审查人（可空）",
	"suggestion.reviewed_on": "审查日期（可空）",
	"suggestion.first_review": "初审（可空，两级审查的才有）",
	"suggestion.first_review.opinion": "初审意见（可空）",
	"suggestion.first_review.reviewer": "初审人",
	"suggestion.first_review.reviewed_on": "初审日期",
	"suggestion.motion": "对议案的决定（提出时是议案的才有）",
	"suggestion.motion.decision": "主席团的决定",
	"suggestion.motion.decided_on": "主席团决定日期",
	"suggestion.units": "承办单位（可空）",
	"suggestion.units.name": "承办单位名称",
	"suggestion.units.role_text": "办理方式（主办、协办、分办）",
}

DOCUMENT_LABELS = {
	"document": "公文",
	"document.number": "发文字号",
	"document.issued_on": "成文日期",
	"document.addressee": "主送",
	"document.contact_person": "联系人（可空）",
	"document.contact_phone": "联系电话（可空）",
	"document.copies": "抄送机关（可空）",
}


def part(values: dict, *names: str) -> dict:
	"""Only these fields of an example record."""
	return {name: values[name] for name in names}
