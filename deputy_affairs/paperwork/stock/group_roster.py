"""代表小组名册: every group of a term with its leader, deputy leaders, liaison, contact cadre and members."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import (
	BODY,
	FORM_NOTE,
	FORM_TITLE,
	LEVEL_1,
	new_document,
	to_bytes,
)
from deputy_affairs.paperwork.stock._common import CONGRESS, CONGRESS_LABELS, part
from deputy_affairs.paperwork.tables import Row, add_table, label, text, value

KIND = "group_roster"
TITLE = "代表小组名册"
REFERENCE_DOCTYPE = "Congress Term"

_COLUMNS = {"序号": 10, "姓　名": 18, "小组职务": 18, "工作单位及职务": 45, "选　区": 38, "联系电话": 27}


def build() -> bytes:
	"""The template as a .docx."""
	document = new_document(title=TITLE, letter=False)
	el.paragraph(document, "{{ congress.name }}", FORM_TITLE)
	el.paragraph(document, "{{ roster.term_title }}代表小组名册", FORM_TITLE)
	el.tag(document, "for group in roster.groups")
	el.paragraph(
		document, "{{ group.no|cn_numeral }}、{{ group.name }}（{{ group.member_count }}人）", LEVEL_1
	)
	add_group(document, phones=True)
	el.tag(document, "endfor")
	el.paragraph(
		document,
		"共{{ roster.group_count }}个代表小组，组员{{ roster.member_count }}名。截至{{ roster.printed_on|cn_date }}。",
		FORM_NOTE,
	)
	return to_bytes(document)


def add_group(document, *, phones: bool) -> None:
	"""Leading people and members of the record ``group``; a vacant post is left out."""
	posts = (
		("leader", "组长：", "|pad_name"),
		("deputy_leaders", "副组长：", ""),
		("liaison", "联络员：", "|pad_name"),
		("contact_cadre", "联系干部：", ""),
	)
	sentence = "".join(
		"{% if group." + field + " %}" + words + "{{ group." + field + filters + " }}。{% endif %}"
		for field, words, filters in posts
	)
	el.paragraph(document, sentence, BODY)
	el.tagged(document, "group.villages", "联系村（社区）：{{ group.villages }}。")
	center = {"align": "center"}
	cells = [
		text("{{ loop.index }}", **center),
		value("member.name", filters="|pad_name", **center),
		value("member.duty", **center),
		value("member.workplace", optional=True),
		value("member.constituency", optional=True),
		value("member.phone", optional=True, **center),
	]
	widths = list(_COLUMNS.values())
	if not phones:
		cells, widths = cells[:-1], [*widths[:-2], widths[-2] + widths[-1]]
	names = [label(name) for name in _COLUMNS][: len(cells)]
	add_table(
		document,
		widths,
		[Row(names, 8, header=True), Row(cells, 8, each="member in group.members")],
		dense=True,
	)


def _member(name: str, duty: str = "组员", workplace: str = "", constituency: str = "", phone: str = ""):
	return {
		"name": name,
		"duty": duty,
		"workplace": workplace,
		"constituency": constituency,
		"phone": phone,
	}


GROUP = {
	"no": 1,
	"name": "第一代表小组",
	"leader": "赵国强",
	"deputy_leaders": "李梅",
	"liaison": "陈晓东",
	"contact_cadre": "杨志明（镇党委组织委员）",
	"villages": "云溪社区、上河村",
	"member_count": 4,
	"members": [
		_member("赵国强", "组长", "云溪镇人大主席团主席", "第一选区（镇直机关）", "13800000006"),
		_member("李梅", "副组长", "云溪中心小学教师", "第一选区（镇直机关）", "13800000037"),
		_member("陈晓东", "联络员", "上河村党总支书记", "第四选区（上河村）", "13800000012"),
		_member("周兰", "组员", "云溪社区居民", "第三选区（云溪社区）"),
	],
}

SAMPLE = {
	"congress": part(CONGRESS, "name"),
	"roster": {
		"term_title": "第十九届",
		"group_count": 2,
		"member_count": 7,
		"printed_on": "2026-03-01",
		"groups": [
			GROUP,
			{
				"no": 2,
				"name": "第三代表小组",
				"leader": "张建国",
				"deputy_leaders": "",
				"liaison": "",
				"contact_cadre": "吴海（镇党委宣传委员）",
				"villages": "",
				"member_count": 3,
				"members": [
					_member("张建国", "组长", "下河村党总支副书记", "第七选区（下河村）", "13800000036"),
					_member("王秀英", "组员", "石桥村村民", "第八选区（石桥村）", "13800000001"),
					_member("欧阳志远", "组员", "云溪镇卫生院医生", "第二选区（卫生教育）", "13800000041"),
				],
			},
		],
	},
}

GROUP_LABELS = {
	"no": "序号",
	"name": "小组名称",
	"leader": "组长（可空）",
	"deputy_leaders": "副组长（可空）",
	"liaison": "联络员（可空）",
	"contact_cadre": "联系干部及职务（可空）",
	"villages": "联系村（可空）",
	"member_count": "人数",
	"members": "组员",
	"members.name": "姓名",
	"members.duty": "小组职务",
	"members.workplace": "工作单位及职务（可空）",
	"members.constituency": "选区（可空）",
	"members.phone": "联系电话（可空；无权查看的人打印时不填）",
}

LABELS = {
	**CONGRESS_LABELS,
	"roster": "名册",
	"roster.term_title": "届次",
	"roster.group_count": "小组数",
	"roster.member_count": "组员总数",
	"roster.printed_on": "截止日期",
	"roster.groups": "代表小组",
	**{f"roster.groups.{name}": text_ for name, text_ in GROUP_LABELS.items()},
}
