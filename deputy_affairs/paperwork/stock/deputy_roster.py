"""代表名册: all deputies of a term who hold their seat, on a lying sheet, in the order of strokes or of pinyin."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import FORM_NOTE, FORM_NUMBER, FORM_TITLE, new_document, to_bytes
from deputy_affairs.paperwork.stock._common import CONGRESS, CONGRESS_LABELS, part
from deputy_affairs.paperwork.tables import Row, add_table, label, text, value

KIND = "deputy_roster"
TITLE = "代表名册"
REFERENCE_DOCTYPE = "Congress Term"

_COLUMNS = {
	"序号": 10,
	"姓　名": 18,
	"性别": 10,
	"出生年月": 17,
	"民族": 11,
	"党派": 11,
	"学历": 11,
	"工作单位及职务": 28,
	"选　区": 21,
	"代表小组": 15,
	"代表证号": 21,
	"联系电话": 26,
	"首次当选": 16,
	"备注": 10,
}


def build() -> bytes:
	"""The template as a .docx."""
	document = new_document(title=TITLE, letter=False, landscape=True)
	el.paragraph(document, "{{ congress.name }}", FORM_TITLE)
	el.paragraph(document, "{{ roster.term_title }}代表名册", FORM_TITLE)
	el.paragraph(document, "（按{{ roster.order_text }}排列）", FORM_NUMBER).alignment = 1
	center = {"align": "center"}
	add_table(
		document,
		list(_COLUMNS.values()),
		[
			Row([label(name) for name in _COLUMNS], 9, header=True),
			Row(
				[
					text("{{ deputy.no }}", **center),
					value("deputy.name", filters="|pad_name", **center),
					value("deputy.gender", optional=True, **center),
					value("deputy.born", optional=True, **center),
					value("deputy.ethnicity", optional=True, **center),
					value("deputy.party", optional=True, **center),
					value("deputy.education", optional=True, **center),
					value("deputy.workplace", optional=True),
					value("deputy.constituency", optional=True),
					value("deputy.group", optional=True),
					value("deputy.card_number", optional=True, **center),
					value("deputy.phone", optional=True, **center),
					value("deputy.first_elected", optional=True, **center),
					value("deputy.remark", optional=True, **center),
				],
				9,
				each="deputy in roster.deputies",
			),
		],
		dense=True,
	)
	el.paragraph(
		document,
		"代表名额{% if roster.seats %}{{ roster.seats }}{% else %}　　{% endif %}名，现有代表{{ roster.deputy_count }}名，"
		"其中女代表{{ roster.woman_count }}名。截至{{ roster.printed_on|cn_date }}。",
		FORM_NOTE,
	)
	return to_bytes(document)


def _deputy(no: int, name: str, gender: str, born: str, **fields) -> dict:
	return {
		"no": no,
		"name": name,
		"gender": gender,
		"born": born,
		"ethnicity": "汉族",
		"party": "中共党员",
		"education": "大学专科",
		"workplace": "",
		"constituency": "",
		"group": "第三代表小组",
		"card_number": f"YX-19-{no:03}",
		"phone": f"138000000{no:02}",
		"first_elected": "2022.01",
		"remark": "",
		**fields,
	}


SAMPLE = {
	"congress": part(CONGRESS, "name"),
	"roster": {
		"term_title": "第十九届",
		"order_text": "姓氏笔画",
		"seats": 56,
		"deputy_count": 6,
		"woman_count": 2,
		"printed_on": "2026-03-01",
		"deputies": [
			_deputy(
				1,
				"王秀英",
				"女",
				"1979.04",
				workplace="石桥村村民",
				constituency="第八选区（石桥村）",
				remark="补选",
			),
			_deputy(
				2,
				"李梅",
				"女",
				"1985.11",
				ethnicity="彝族",
				workplace="云溪中心小学教师",
				constituency="第一选区（镇直机关）",
				education="大学本科",
				party="无党派",
			),
			_deputy(
				3,
				"张建国",
				"男",
				"1972.06",
				workplace="下河村党总支副书记",
				constituency="第七选区（下河村）",
			),
			_deputy(
				4,
				"陈杰",
				"男",
				"1990.09",
				workplace="云溪蔬菜专业合作社理事长",
				constituency="第三选区（云溪社区）",
				phone="",
			),
			_deputy(5, "欧阳志远", "男", "1968.12", workplace="云溪镇卫生院医生", first_elected="2017.01"),
			_deputy(6, "赵国强", "男", "1974.02", workplace="云溪镇人大主席团主席", group="第一代表小组"),
		],
	},
}

LABELS = {
	**CONGRESS_LABELS,
	"roster": "名册",
	"roster.term_title": "届次",
	"roster.order_text": "排列方式（姓氏笔画、姓名拼音）",
	"roster.seats": "代表名额（可空）",
	"roster.deputy_count": "现有代表人数",
	"roster.woman_count": "女代表人数",
	"roster.printed_on": "截止日期",
	"roster.deputies": "代表",
	"roster.deputies.no": "序号",
	"roster.deputies.name": "姓名",
	"roster.deputies.gender": "性别（可空）",
	"roster.deputies.born": "出生年月（可空）",
	"roster.deputies.ethnicity": "民族（可空）",
	"roster.deputies.party": "党派（可空）",
	"roster.deputies.education": "学历（可空）",
	"roster.deputies.workplace": "工作单位及职务（可空）",
	"roster.deputies.constituency": "选区（可空）",
	"roster.deputies.group": "代表小组（可空）",
	"roster.deputies.card_number": "代表证号（可空）",
	"roster.deputies.phone": "联系电话（可空；无权查看的人打印时不填）",
	"roster.deputies.first_elected": "首次当选年月（可空）",
	"roster.deputies.remark": "备注（可空）",
}
