"""代表手册: a booklet for one deputy: cover, rights and duties, rules, group, contacts, blank form and record pages."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import (
	ANNEX_TITLE,
	BODY,
	COVER,
	FORM_NUMBER,
	FORM_TITLE,
	LEVEL_1,
	new_document,
	to_bytes,
)
from deputy_affairs.paperwork.stock._common import CONGRESS, CONGRESS_LABELS, part
from deputy_affairs.paperwork.stock.group_roster import GROUP, GROUP_LABELS, add_group
from deputy_affairs.paperwork.tables import Row, add_table, label, text, value

KIND = "deputy_handbook"
TITLE = "代表手册"
REFERENCE_DOCTYPE = "Deputy"

# Deputies Law (2025) 7 and 8, in short words of our own.
RIGHTS = (
	"出席本级人民代表大会会议，参加审议各项议案、报告和其他议题，发表意见。",
	"依法与其他代表联名提出议案、质询案、罢免案等。",
	"对各方面工作提出建议、批评和意见。",
	"参加本级人民代表大会的各项选举和表决。",
	"获得执行代表职务所需要的信息和各项保障。",
	"法律规定的其他权利。",
)
DUTIES = (
	"模范遵守宪法和法律，保守国家秘密，在生产、工作和社会活动中协助宪法和法律的实施。",
	"按时出席会议，认真审议，做好会议期间的各项工作。",
	"积极参加统一组织的视察、调研、执法检查等履职活动。",
	"加强学习和调查研究，不断提高履职能力。",
	"与原选区选民和群众保持密切联系，听取和反映他们的意见和要求，努力为人民服务。",
	"遵守社会公德，廉洁自律，公道正派，勤勉尽责，接受选民监督。",
	"法律规定的其他义务。",
)


def build() -> bytes:
	"""The template as a .docx."""
	document = new_document(title=TITLE, letter=True)
	_cover(document)
	_chapter(document, "代表的权利和义务")
	for heading, items in (("一、代表享有的权利", RIGHTS), ("二、代表应当履行的义务", DUTIES)):
		el.paragraph(document, heading, LEVEL_1)
		el.body(document, *(f"{number}. {item}" for number, item in enumerate(items, 1)))
	_rules(document)
	el.tag(document, "if group")
	_chapter(document, "我的代表小组")
	el.paragraph(document, "{{ group.name }}（{{ group.member_count }}人）", LEVEL_1)
	add_group(document, phones=False)
	el.tag(document, "endif")
	_contacts(document)
	_suggestion_form(document)
	_records(document)
	return to_bytes(document)


def _cover(document) -> None:
	for _line in range(4):
		el.paragraph(document, "", BODY)
	el.paragraph(document, "{{ congress.name }}", FORM_TITLE)
	el.paragraph(document, "代　表　手　册", COVER)
	el.paragraph(document, "{{ deputy.term_title }}", FORM_NUMBER).alignment = 1
	for _line in range(5):
		el.paragraph(document, "", BODY)
	add_table(
		document,
		[36, 64],
		[
			Row([label("姓　　名"), value("deputy.name", filters="|pad_name")], 14),
			Row([label("代表证号"), value("deputy.card_number", optional=True)], 14),
			Row([label("选　　区"), value("deputy.constituency", optional=True)], 14),
		],
	)


def _chapter(document, name: str) -> None:
	el.paragraph(document, name, ANNEX_TITLE).paragraph_format.page_break_before = True


def _rules(document) -> None:
	_chapter(document, "代表建议怎么提、怎么办")
	el.body(
		document,
		"1. 会议期间向大会提出，闭会期间向主席团提出；可以一人提出，也可以联名提出，联名的应当都了解内容、本人同意。",
		"2. 一事一议，写明情况、分析原因、提出具体建议，署名并写明联系方式。",
		"3. 本人及亲属的个人事务、转交的来信、检举控告申诉、具体司法案件和招投标结果、商业利益等，不作为建议提出。",
		"4. 承办单位自交办之日起{{ rules.reply_months }}个月内答复；涉及面广、办理难度大的，{{ rules.hard_months }}个月内答复。",
		"5. 承办单位应当与代表联系沟通。收到答复后，请在{{ rules.opinion_days }}个工作日内交回征询意见表，"
		"对办理态度和办理结果分别评价。",
		"6. 不满意的，说明理由，由主席团决定重新办理，承办单位在{{ rules.rehandling_months }}个月内再次答复。",
	)


def _contacts(document) -> None:
	_chapter(document, "联系方式")
	add_table(
		document,
		[44, 112],
		[
			Row([label("联系机构"), value("congress.presidium_name")], 14),
			Row([label("联系人"), value("congress.contact_person", optional=True)], 14),
			Row([label("代表热线"), value("congress.hotline", optional=True)], 14),
			Row([label("主席信箱"), value("congress.mailbox", optional=True)], 14),
			Row([label("通讯地址"), value("congress.address", optional=True)], 14),
		],
	)


def _suggestion_form(document) -> None:
	_chapter(document, "代表建议用纸")
	add_table(
		document,
		[28, 50, 28, 50],
		[
			Row([label("标　　题"), text("关于　　　　　　　　　　　　　　　　　　　　的建议", 3)], 14),
			Row([label("领衔代表"), value("deputy.name"), label("联系电话"), text("")], 12),
			Row([label("附议代表"), text("", 3)], 12),
			Row([label("情况和\n原因分析"), text("", 3)], 70),
			Row([label("具体建议"), text("", 3)], 70),
			Row([label("代表签名"), text(">年　　月　　日　", 3)], 14),
		],
	)


def _records(document) -> None:
	pages = (
		("参加活动记录", {"日　期": 26, "活动内容": 60, "地　点": 36, "本人发言或意见": 34}),
		("联系选民记录", {"日　期": 26, "选民姓名": 24, "反映的问题": 62, "处理情况": 44}),
		("提出建议记录", {"日　期": 26, "建议标题": 66, "承办单位": 32, "答复和评价": 32}),
	)
	for name, columns in pages:
		_chapter(document, name)
		rows = [Row([label(column) for column in columns], 10, header=True)]
		rows += [Row([text("") for _column in columns], 15) for _line in range(12)]
		add_table(document, list(columns.values()), rows)


SAMPLE = {
	"congress": {
		**part(CONGRESS, "name", "presidium_name", "hotline", "address"),
		"contact_person": "周敏",
		"mailbox": "yunxi-renda@example.com",
	},
	"deputy": {
		"term_title": "第十九届",
		"name": "张建国",
		"card_number": "YX-19-036",
		"constituency": "第七选区（下河村）",
	},
	"rules": {"reply_months": 3, "hard_months": 6, "rehandling_months": 1, "opinion_days": 15},
	"group": {
		**{name: value_ for name, value_ in GROUP.items() if name not in ("no", "members")},
		"members": [
			{name: value_ for name, value_ in member.items() if name != "phone"}
			for member in GROUP["members"]
		],
	},
}

LABELS = {
	**CONGRESS_LABELS,
	"congress.contact_person": "联系人（可空）",
	"congress.mailbox": "主席信箱（可空）",
	"deputy": "代表",
	"deputy.term_title": "届次",
	"deputy.name": "姓名",
	"deputy.card_number": "代表证号（可空）",
	"deputy.constituency": "选区（可空）",
	"rules": "办理规则",
	"rules.reply_months": "答复期限（月）",
	"rules.hard_months": "难度大的答复期限（月）",
	"rules.rehandling_months": "重新办理期限（月）",
	"rules.opinion_days": "征询意见表交回期限（工作日）",
	"group": "代表小组（没有参加小组的为空）",
	**{f"group.{name}": words for name, words in GROUP_LABELS.items() if name not in ("no", "members.phone")},
}
