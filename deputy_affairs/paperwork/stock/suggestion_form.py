"""代表建议表: the uniform form a suggestion is written on; before review the lower part stays empty for the pen."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import FORM_NOTE, FORM_NUMBER, FORM_TITLE, new_document, to_bytes
from deputy_affairs.paperwork.stock._common import (
	CONGRESS,
	CONGRESS_LABELS,
	SUGGESTION,
	SUGGESTION_LABELS,
	part,
)
from deputy_affairs.paperwork.tables import Row, add_table, block, label, text, value

KIND = "suggestion_form"
TITLE = "代表建议、批评和意见表"
REFERENCE_DOCTYPE = "Deputy Suggestion"


def _choice(condition: str) -> str:
	return "{% if " + condition + " %}☑是　□否{% else %}□是　☑否{% endif %}"


def _named(of_suggestion: str, of_motion: str) -> str:
	"""What a part of the form is called: of a motion 案由、案据、方案 (Deputies Law, art. 15)."""
	lines = [
		'{% if suggestion.kind == "议案" %}' + motion + "{% else %}" + usual + "{% endif %}"
		for usual, motion in _pairs(of_suggestion.split("\n"), of_motion.split("\n"))
	]
	return "\n".join(lines)


def _pairs(usual: list[str], motion: list[str]) -> list[tuple[str, str]]:
	size = max(len(usual), len(motion))
	return list(zip(usual + [""] * (size - len(usual)), motion + [""] * (size - len(motion)), strict=True))


def build() -> bytes:
	"""The template as a .docx."""
	document = new_document(title=TITLE, letter=False)
	el.paragraph(document, "{{ congress.name }}", FORM_TITLE)
	el.paragraph(
		document,
		'代表{% if suggestion.kind == "议案" %}议案{% else %}建议、批评和意见{% endif %}表',
		FORM_TITLE,
	)
	el.paragraph(
		document,
		"{{ suggestion.meeting_text }}　　编号：{% if suggestion.number %}{{ suggestion.number }}{% endif %}",
		FORM_NUMBER,
	)
	el.tagged(
		document,
		"suggestion.delegation",
		"提出主体：{{ suggestion.delegation }}（由团长签名）",
		FORM_NUMBER,
	)
	s, lead = "suggestion", "suggestion.lead"
	rows = [
		Row([label("标　　题"), value(f"{s}.title", 5)], 14),
		Row(
			[
				label("类　　别"),
				value(f"{s}.category", 2, optional=True),
				label("提出日期"),
				value(f"{s}.submitted_on", 2, filters="|cn_date"),
			]
		),
		Row(
			[
				label("{% if suggestion.delegation %}团　　长{% else %}领衔代表{% endif %}"),
				value(f"{lead}.name"),
				label("代表证号"),
				value(f"{lead}.card_number", optional=True),
				label("联系电话"),
				value(f"{lead}.phone", optional=True),
			]
		),
		Row(
			[
				label("选　　区"),
				value(f"{lead}.constituency", 2, optional=True),
				label("代表小组"),
				value(f"{lead}.group", 2, optional=True),
			]
		),
		Row(
			[
				label("工作单位\n及职务"),
				value(f"{lead}.workplace", 2, optional=True),
				label("通讯地址"),
				value(f"{lead}.address", 2, optional=True),
			],
			15,
		),
		Row(
			[label("附议代表"), label("姓　名"), label("代表证号"), label("联系电话"), label("本人签名", 2)],
			9,
		),
		Row(
			[
				text("{{ loop.index }}", align="center"),
				value("signer.name", filters="|pad_name"),
				value("signer.card_number", optional=True),
				value("signer.phone", optional=True),
				text("", 2),
			],
			9,
			each=f"signer in {s}.cosigners",
		),
		Row([label(_named("情　　况", "案　　由\n（事实）")), block(f"{s}.situation", 5)], 25, keep=False),
		Row(
			[
				label(_named("原　　因\n分　　析", "案　　据\n（理由、\n依据）")),
				block(f"{s}.cause", 5, optional=True),
			],
			18,
			keep=False,
		),
		Row([label(_named("具体建议", "方　　案")), _demands()], 25, keep=False),
		Row(
			[
				label("建议承办\n单　　位"),
				value(f"{s}.proposed_unit", 2, optional=True),
				label("是否希望\n面　　商"),
				text(_choice(f"{s}.wants_visit"), 2),
			],
			15,
		),
		Row(
			[
				label("是否同意\n公　　开"),
				text(
					_choice(f"{s}.publish")
					+ "{% if suggestion.publish_reason %}　不宜公开的理由：{{ suggestion.publish_reason }}{% endif %}",
					5,
				),
			],
			15,
		),
		Row([label("领衔代表\n签　　名"), text("\n>年　　月　　日　", 5)], 18),
		Row(
			[
				label("审查意见"),
				block(
					f"{s}.review_opinion",
					5,
					optional=True,
					after=(
						"{%p if suggestion.motion %}",
						"主席团{{ suggestion.motion.decided_on|cn_date }}决定：{{ suggestion.motion.decision }}",
						"{%p endif %}",
						"{%p if suggestion.first_review %}",
						"初审意见：{% if suggestion.first_review.opinion %}{{ suggestion.first_review.opinion }}{% endif %}",
						">初审人：{{ suggestion.first_review.reviewer|pad_name }}　　"
						"{{ suggestion.first_review.reviewed_on|cn_date }}　",
						"{%p endif %}",
						">{% if suggestion.first_review %}复审人{% else %}审查人{% endif %}：{% if suggestion.reviewer %}{{ suggestion.reviewer|pad_name }}{% else %}　　　　{% endif %}　　"
						"{% if suggestion.reviewed_on %}{{ suggestion.reviewed_on|cn_date }}{% else %}　　年　　月　　日{% endif %}　",
					),
				),
			],
			25,
		),
		Row(
			[
				label("承办单位"),
				text(
					"{% for unit in suggestion.units %}{% if loop.index > 1 %}；{% endif %}{{ unit.name }}（{{ unit.role_text }}）{% endfor %}",
					5,
				),
			],
			12,
		),
	]
	add_table(document, [24, 24, 25, 30, 23, 30], rows)
	el.paragraph(
		document,
		'填表说明：{% if suggestion.kind == "议案" %}一事一案，标题写明“关于……的议案”；请写明案由、案据和方案'
		"{% else %}一事一议，标题写明“关于……的建议”；请写明情况、原因和具体建议{% endif %}，内容较多可另附页。",
		FORM_NOTE,
	)
	return to_bytes(document)


def _demands():
	lines = (
		"{%p for demand in suggestion.demands %}",
		"{{ demand.no }}. {{ demand.text }}",
		"{%p endfor %}",
	)
	cell = text("", 5)
	cell.text, cell.lines = lines[0], list(lines[1:])
	return cell


SAMPLE = {"congress": part(CONGRESS, "name"), "suggestion": SUGGESTION}

LABELS = {**CONGRESS_LABELS, **SUGGESTION_LABELS}
