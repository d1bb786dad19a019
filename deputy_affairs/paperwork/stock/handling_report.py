"""代表建议办理情况报告: the report on handling to the congress, a plain report with tables and the list of all items."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import CLOSING, FORM_NUMBER, LEVEL_1, LEVEL_2, new_document, to_bytes
from deputy_affairs.paperwork.stock._handling_report import LABELS, SAMPLE
from deputy_affairs.paperwork.tables import Row, add_table, label, text, value

__all__ = ["LABELS", "SAMPLE"]

KIND = "handling_report"
TITLE = "代表建议办理情况报告"
REFERENCE_DOCTYPE = "Handling Report"

_CENTER = {"align": "center"}
_UNIT_HEADS = (
	"承办单位",
	"主办",
	"协办",
	"已答复",
	"答复率",
	"满意",
	"基本满意",
	"不满意",
	"承诺",
	"兑现",
)


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
	_transferred(document)
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
	el.tag(document, "if figures.received > figures.registered")
	el.body(
		document,
		"{% if report.period_text %}{{ report.period_text }}，{% endif %}共收到代表建议{{ figures.received }}件，其中立案"
		"{{ figures.registered }}件"
		"{% if figures.refused %}，不予立案{{ figures.refused }}件{% if figures.refusals %}（{% for row in figures.refusals %}"
		"{% if loop.index > 1 %}、{% endif %}{{ row.ground }}{{ row.count }}件{% endfor %}）{% endif %}{% endif %}"
		"{% if figures.withdrawn %}，代表撤回{{ figures.withdrawn }}件{% endif %}"
		"{% if figures.on_agenda %}，列入会议议程、按议案处理{{ figures.on_agenda }}件{% endif %}"
		"{% if figures.in_review %}，正在审查{{ figures.in_review }}件{% endif %}"
		"{% if figures.rewriting %}，退回代表修改{{ figures.rewriting }}件{% endif %}。",
	)
	el.tag(document, "endif")
	el.body(
		document,
		"{% if report.period_text %}{{ report.period_text }}，{% endif %}{{ figures.signers }}名代表共提出并立案代表建议{{ figures.registered }}件，其中会议期间"
		"{{ figures.at_meeting }}件、闭会期间{{ figures.in_recess }}件"
		"{% if figures.from_higher %}，包括上级人大代表提出、交由本级办理的{{ figures.from_higher }}件{% endif %}"
		"{% if figures.from_lower %}，包括下级人大转报的{{ figures.from_lower }}件{% endif %}。"
		"{% if figures.split %}一事多议的{{ figures.split }}件已分为{{ figures.split_parts }}件，按分出后的件数统计。{% endif %}"
		"{% if figures.merged %}内容相同的{{ figures.merged }}件并入其他建议合并办理，仍分别答复代表。{% endif %}",
		"立案的建议已交办{{ figures.assigned }}件，由{{ figures.unit_count }}个单位承办"
		"{% if figures.transferred_whole %}；超出本级职权、整件转报（转办）{{ figures.transferred_whole }}件{% endif %}"
		"{% if figures.to_assign %}；尚待交办{{ figures.to_assign }}件{% endif %}。",
	)
	el.tag(document, "if figures.balance")
	el.body(document, "收到的建议去向如下：")
	add_table(
		document,
		[124, 32],
		[
			Row([label(name) for name in ("去　　向", "件　数")], 9, header=True),
			Row(
				[text("{{ row.name }}"), text("{{ row.count }}", **_CENTER)], 8, each="row in figures.balance"
			),
		],
	)
	el.tag(document, "endif")
	el.body(document, "按内容分类如下：")
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
		[36, 12, 12, 14, 17, 12, 17, 15, 10, 11],
		[
			Row(
				[label(name) for name in _UNIT_HEADS],
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
							"promises",
							"promises_kept",
						)
					),
				],
				9,
				each="row in figures.units",
			),
		],
		dense=True,
	)


def _transferred(document) -> None:
	el.tag(document, "if figures.transferred")
	el.body(
		document,
		"因超出本级职权转报（转办）{{ figures.transferred }}件，其中提请上级人大{{ figures.transferred_up }}件、转送其他机关"
		"{{ figures.transferred_out }}件"
		"{% if figures.transferred > figures.transferred_whole %}，{{ figures.transferred - figures.transferred_whole }}件的部分"
		"事项由本级单位同时承办{% endif %}；已有办理结果{{ figures.transferred_known }}件"
		"{% if figures.transferred > figures.transferred_known %}，尚无结果"
		"{{ figures.transferred - figures.transferred_known }}件{% endif %}。{% if figures.transfers %}具体如下：{% endif %}",
	)
	el.tag(document, "if figures.transfers")
	add_table(
		document,
		[24, 56, 40, 36],
		[
			Row([label(name) for name in ("编号", "标　题", "转　往", "进　展")], 9, header=True),
			Row(
				[
					text("{{ row.number }}", **_CENTER),
					text("{{ row.title }}"),
					text("{{ row.to }}"),
					text("{{ row.state }}", **_CENTER),
				],
				9,
				each="row in figures.transfers",
			),
		],
		dense=True,
	)
	el.tag(document, "endif")
	el.tag(document, "endif")


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
		[12, 19, 45, 24, 26, 11, 19],
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
