"""代表建议办理情况报告: the report on handling to the congress, a plain report with tables and the list of all items."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import CLOSING, FORM_NUMBER, LEVEL_1, LEVEL_2, new_document, to_bytes
from deputy_affairs.paperwork.stock._common import CONGRESS, CONGRESS_LABELS, part
from deputy_affairs.paperwork.tables import Row, add_table, label, text, value

KIND = "handling_report"
TITLE = "代表建议办理情况报告"
REFERENCE_DOCTYPE = "Handling Report"

_CENTER = {"align": "center"}


def build() -> bytes:
	"""The template as a .docx."""
	document = new_document(title=TITLE, letter=False)
	el.title(
		document, "关于{% if report.period_text %}{{ report.period_text }}{% endif %}代表建议办理情况的报告"
	)
	el.tag(document, "if document.number")
	el.paragraph(document, "{{ document.number }}", FORM_NUMBER).alignment = 1
	el.tag(document, "endif")
	el.addressee(document, "各位代表")
	el.body(
		document,
		"受{{ report.reporter }}委托，现将{% if report.period_text %}{{ report.period_text }}{% endif %}代表建议、批评和意见（以下简称代表建议）办理情况"
		"报告如下，请予审议。数据截至{{ report.as_of|cn_date }}。",
	)
	el.paragraph(document, "一、基本情况", LEVEL_1)
	_numbers(document)
	_results(document)
	_opinions(document)
	_followed(document)
	for heading, name in (
		("二、主要做法", "practices"),
		("三、存在的问题", "problems"),
		("四、下一步打算", "next_steps"),
	):
		el.tag(document, f"if report.{name}")
		el.paragraph(document, heading, LEVEL_1)
		el.text_block(document, f"report.{name}")
		el.tag(document, "endif")
	el.paragraph(document, "以上报告，请予审议。", CLOSING)
	el.annex_note(document, "代表建议办理情况一览表")
	el.signature(document, "{{ report.reporter }}", "{{ document.issued_on|cn_date }}", sealed=False)
	_annex(document)
	return to_bytes(document)


def _numbers(document) -> None:
	el.paragraph(document, "（一）建议数量和内容", LEVEL_2)
	el.body(
		document,
		"{% if report.period_text %}{{ report.period_text }}，{% endif %}{{ figures.signers }}名代表共提出并立案代表建议{{ figures.registered }}件，其中会议期间"
		"{{ figures.at_meeting }}件、闭会期间{{ figures.in_recess }}件，已交办{{ figures.assigned }}件，由"
		"{{ figures.unit_count }}个单位承办。按内容分类如下：",
	)
	add_table(
		document,
		[60, 32, 32, 32],
		[
			Row([label(name) for name in ("类　　别", "件　数", "占　比", "已答复")], 9, header=True),
			Row(
				[
					text("{{ row.name }}"),
					text("{{ row.count }}", **_CENTER),
					text("{{ row.share }}", **_CENTER),
					text("{{ row.replied }}", **_CENTER),
				],
				9,
				each="row in figures.categories",
			),
		],
	)


def _results(document) -> None:
	el.paragraph(document, "（二）办理和答复", LEVEL_2)
	el.body(
		document,
		"已答复代表{{ figures.replied }}件，答复率{{ figures.reply_rate }}；其中按期答复{{ figures.in_time }}件，按期率"
		"{{ figures.in_time_rate }}。已办结{{ figures.closed }}件，办结率{{ figures.closed_rate }}。承办单位与代表见面沟通"
		"{{ figures.contacted }}件，见面率{{ figures.contact_rate }}。"
		"{% if figures.extended %}经批准延期办理{{ figures.extended }}件。{% endif %}"
		"{% if figures.under_way %}正在办理{{ figures.under_way }}件{% if figures.overdue %}，其中逾期未答复"
		"{{ figures.overdue }}件{% endif %}。{% endif %}",
		"已答复的建议按办理结果分："
		"{% for row in figures.classes %}{% if loop.index > 1 %}；{% endif %}{{ row.letter }}类（{{ row.meaning }}）"
		"{{ row.count }}件，占{{ row.share }}{% endfor %}。",
		"各承办单位办理情况如下：",
	)
	add_table(
		document,
		[48, 16, 16, 18, 20, 12, 14, 12],
		[
			Row(
				[
					label(name)
					for name in ("承办单位", "主办", "协办", "已答复", "答复率", "满意", "基本满意", "不满意")
				],
				12,
				header=True,
			),
			Row(
				[
					text("{{ row.name }}"),
					*(
						text("{{ row." + name + " }}", **_CENTER)
						for name in (
							"assigned",
							"assisting",
							"replied",
							"reply_rate",
							"satisfied",
							"basically_satisfied",
							"dissatisfied",
						)
					),
				],
				9,
				each="row in figures.units",
			),
		],
		dense=True,
	)


def _opinions(document) -> None:
	el.paragraph(document, "（三）代表评价", LEVEL_2)
	el.body(
		document,
		"共发出征询意见表{{ figures.forms_sent }}份，收回{{ figures.forms_returned }}份，返回率{{ figures.form_rate }}。"
		"按件统计，满意{{ figures.satisfied }}件、基本满意{{ figures.basically_satisfied }}件、不满意"
		"{{ figures.dissatisfied }}件，满意率{{ figures.satisfied_rate }}，满意和基本满意率{{ figures.pleased_rate }}"
		"{% if figures.unrated %}；{{ figures.unrated }}件尚未收到评价{% endif %}。",
		"首次答复后，满意{{ figures.first_satisfied }}件、基本满意{{ figures.first_basically }}件、不满意"
		"{{ figures.first_dissatisfied }}件，满意和基本满意率{{ figures.first_pleased_rate }}。"
		"{% if figures.again %}重新办理{{ figures.again }}件，再次答复后满意{{ figures.again_satisfied }}件、基本满意"
		"{{ figures.again_basically }}件、不满意{{ figures.again_dissatisfied }}件。{% endif %}",
	)


def _followed(document) -> None:
	el.paragraph(document, "（四）承诺事项和重点督办", LEVEL_2)
	el.body(
		document,
		"{% if figures.promises %}答复中承诺事项{{ figures.promises }}项，已兑现{{ figures.promises_kept }}项，"
		"未到期{{ figures.promises_open }}项{% if figures.promises_overdue %}，逾期未兑现"
		"{{ figures.promises_overdue }}项{% endif %}{% if figures.promises_explained %}，已作说明"
		"{{ figures.promises_explained }}项{% endif %}。{% else %}答复中没有承诺事项。{% endif %}"
		"{% if figures.key_count %}重点督办建议{{ figures.key_count }}件：{% else %}没有确定重点督办建议。{% endif %}",
	)
	el.tag(document, "for item in figures.key_items")
	el.body(
		document,
		"《{{ item.title }}》（{{ item.number }}{% if item.units %}，{{ item.units }}{% endif %}）："
		"{{ item.state }}{% if item.class %}，{{ item.class }}类{% endif %}"
		"{% if item.rating %}，代表{{ item.rating }}{% endif %}。",
	)
	el.tag(document, "endfor")


def _annex(document) -> None:
	el.annex_head(document, "附件", "代表建议办理情况一览表")
	add_table(
		document,
		[9, 19, 52, 20, 26, 10, 20],
		[
			Row(
				[
					label(name)
					for name in ("序号", "编号", "标　题", "提出人", "承办单位", "类别", "评价/状态")
				],
				10,
				header=True,
			),
			Row(
				[
					text("{{ item.no }}", **_CENTER),
					text("{{ item.number }}", **_CENTER),
					text("{% if item.is_key %}★{% endif %}{{ item.title }}"),
					text("{{ item.proposer }}", **_CENTER),
					value("item.units", optional=True),
					value("item.class", optional=True, align="center"),
					text(
						"{% if item.rating %}{{ item.rating }}{% else %}{{ item.state }}{% endif %}",
						**_CENTER,
					),
				],
				9,
				each="item in annex.rows",
			),
		],
		dense=True,
	)


def _unit(name: str, assigned: int, replied: int, rate: str, *grades: int, assisting: int = 0) -> dict:
	return {
		"name": name,
		"assigned": assigned,
		"assisting": assisting,
		"replied": replied,
		"reply_rate": rate,
		"satisfied": grades[0],
		"basically_satisfied": grades[1],
		"dissatisfied": grades[2],
	}


def _item(no: int, title: str, proposer: str, units: str, letter: str, rating: str, **more) -> dict:
	return {
		"no": no,
		"number": f"19-3-{no:03}",
		"title": title,
		"proposer": proposer,
		"units": units,
		"class": letter,
		"rating": rating,
		"state": "已办结" if letter else "办理中",
		"is_key": False,
		**more,
	}


_KEY = _item(
	1,
	"关于整治下河村灌溉渠道、保障春耕用水的建议",
	"张建国等3人",
	"镇农业农村服务中心",
	"A",
	"满意",
	is_key=True,
)

SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name", "government_name"),
	"document": {"number": "云人主席团函〔2026〕36号", "issued_on": "2026-11-20"},
	"report": {
		"period_text": "镇第十九届人民代表大会第三次会议以来",
		"reporter": "云溪镇人民政府",
		"as_of": "2026-11-15",
		"practices": "（一）领导领办。镇长、副镇长分别领办重点建议，每月听取一次进度。\n"
		"（二）当面沟通。承办单位办前问需、办中沟通、办后回访，与代表面对面商量办法。\n"
		"（三）全程督办。镇人大主席团逐月通报进度，对临近期限的建议逐件提醒。",
		"problems": "个别单位重答复、轻落实；部分建议受资金和土地指标限制，一时难以解决。",
		"next_steps": "（一）盯住承诺事项，逐项明确时限和责任人，兑现一项、销号一项。\n"
		"（二）把群众关心、代表多次提出的道路、饮水问题列入明年镇级项目计划。",
	},
	"figures": {
		"signers": 18,
		"registered": 23,
		"at_meeting": 16,
		"in_recess": 7,
		"assigned": 23,
		"replied": 22,
		"in_time": 21,
		"closed": 20,
		"again": 1,
		"extended": 1,
		"contacted": 23,
		"under_way": 1,
		"overdue": 0,
		"unit_count": 3,
		"reply_rate": "95.7%",
		"in_time_rate": "95.5%",
		"closed_rate": "87%",
		"contact_rate": "100%",
		"classes": [
			{"letter": "A", "meaning": "已经解决或基本解决", "count": 10, "share": "45.5%"},
			{"letter": "B", "meaning": "正在解决或列入计划逐步解决", "count": 7, "share": "31.8%"},
			{
				"letter": "C",
				"meaning": "因目前条件限制或其他原因，留待以后解决",
				"count": 4,
				"share": "18.2%",
			},
			{"letter": "D", "meaning": "留作参考", "count": 1, "share": "4.5%"},
		],
		"satisfied": 18,
		"basically_satisfied": 2,
		"dissatisfied": 0,
		"unrated": 2,
		"satisfied_rate": "90%",
		"pleased_rate": "100%",
		"first_satisfied": 17,
		"first_basically": 2,
		"first_dissatisfied": 1,
		"first_pleased_rate": "95%",
		"again_satisfied": 1,
		"again_basically": 0,
		"again_dissatisfied": 0,
		"forms_sent": 31,
		"forms_returned": 28,
		"form_rate": "90.3%",
		"promises": 9,
		"promises_kept": 5,
		"promises_open": 3,
		"promises_overdue": 1,
		"promises_explained": 0,
		"key_count": 1,
		"key_items": [_KEY],
		"categories": [
			{"name": "农林水利", "count": 9, "share": "39.1%", "replied": 9},
			{"name": "道路交通", "count": 8, "share": "34.8%", "replied": 7},
			{"name": "教育科技", "count": 6, "share": "26.1%", "replied": 6},
		],
		"units": [
			_unit("镇农业农村服务中心", 11, 11, "100%", 9, 1, 0, assisting=2),
			_unit("镇村镇建设服务中心", 8, 7, "87.5%", 5, 1, 0, assisting=1),
			_unit("镇中心学校", 4, 4, "100%", 4, 0, 0),
		],
	},
	"annex": {
		"rows": [
			_KEY,
			_item(2, "关于修补石桥至下河村道路的建议", "李梅", "镇村镇建设服务中心", "B", "基本满意"),
			_item(3, "关于增设东街路灯的建议", "王秀英", "镇村镇建设服务中心", "", ""),
			_item(4, "关于解决学校门口停车难的建议", "（匿名）", "镇中心学校、镇派出所", "A", "满意"),
		]
	},
}

_FIGURES = {
	"signers": "提出建议的代表人数",
	"registered": "立案件数",
	"at_meeting": "会议期间件数",
	"in_recess": "闭会期间件数",
	"assigned": "已交办件数",
	"replied": "已答复件数",
	"in_time": "按期答复件数",
	"closed": "已办结件数",
	"again": "重新办理件数",
	"extended": "延期件数",
	"contacted": "见面沟通件数",
	"under_way": "正在办理件数",
	"overdue": "逾期未答复件数",
	"unit_count": "承办单位数",
	"reply_rate": "答复率",
	"in_time_rate": "按期率",
	"closed_rate": "办结率",
	"contact_rate": "见面率",
	"classes": "按办理结果分类",
	"classes.letter": "类别字母",
	"classes.meaning": "类别含义",
	"classes.count": "该类件数",
	"classes.share": "该类占比",
	"satisfied": "满意件数",
	"basically_satisfied": "基本满意件数",
	"dissatisfied": "不满意件数",
	"unrated": "未收到评价件数",
	"satisfied_rate": "满意率",
	"pleased_rate": "满意和基本满意率",
	"first_satisfied": "首次答复满意件数",
	"first_basically": "首次答复基本满意件数",
	"first_dissatisfied": "首次答复不满意件数",
	"first_pleased_rate": "首次满意和基本满意率",
	"again_satisfied": "再次答复满意件数",
	"again_basically": "再次答复基本满意件数",
	"again_dissatisfied": "再次答复不满意件数",
	"forms_sent": "发出征询意见表份数",
	"forms_returned": "收回份数",
	"form_rate": "返回率",
	"promises": "承诺事项数",
	"promises_kept": "已兑现承诺数",
	"promises_open": "未到期承诺数",
	"promises_overdue": "逾期未兑现承诺数",
	"promises_explained": "已作说明承诺数",
	"key_count": "重点督办建议件数",
	"key_items": "重点督办建议（可空）",
	"categories": "按内容分类",
	"categories.name": "类别名称",
	"categories.count": "该类建议件数",
	"categories.share": "该类建议占比",
	"categories.replied": "该类建议已答复件数",
	"units": "按承办单位",
	"units.name": "承办单位名称",
	"units.assigned": "主办或分办件数",
	"units.assisting": "协办件数",
	"units.replied": "该单位已答复件数",
	"units.reply_rate": "该单位答复率",
	"units.satisfied": "该单位满意件数",
	"units.basically_satisfied": "该单位基本满意件数",
	"units.dissatisfied": "该单位不满意件数",
}
_ITEM_LABELS = {
	"no": "序号",
	"number": "建议编号",
	"title": "建议标题",
	"proposer": "提出人",
	"units": "承办单位",
	"class": "办理结果类别（可空）",
	"rating": "代表评价（可空）",
	"state": "办理状态",
	"is_key": "是否重点督办",
}

LABELS = {
	**CONGRESS_LABELS,
	"document": "公文",
	"document.number": "发文字号（可空）",
	"document.issued_on": "成文日期",
	"report": "报告",
	"report.period_text": "报告所指的会议或时期（可空）",
	"report.reporter": "报告机关",
	"report.as_of": "数据截至日期",
	"report.practices": "主要做法（可空）",
	"report.problems": "存在的问题（可空）",
	"report.next_steps": "下一步打算（可空）",
	"figures": "数据",
	**{f"figures.{name}": words for name, words in _FIGURES.items()},
	**{f"figures.key_items.{name}": words for name, words in _ITEM_LABELS.items()},
	"annex": "附件",
	"annex.rows": "一览表",
	**{f"annex.rows.{name}": words for name, words in _ITEM_LABELS.items()},
}
