"""催办通知: work on suggestions is overdue; the presidium asks the unit to finish it and to say why (U13)."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import LEVEL_1, to_bytes
from deputy_affairs.paperwork.stock import _letter as letter
from deputy_affairs.paperwork.stock import _supervision
from deputy_affairs.paperwork.stock._supervision import LABELS, SAMPLE

__all__ = ["KIND", "LABELS", "REFERENCE_DOCTYPE", "SAMPLE", "TITLE", "build"]

KIND = "urge_notice"
TITLE = "代表建议催办通知"
REFERENCE_DOCTYPE = _supervision.REFERENCE_DOCTYPE


def build() -> bytes:
	"""The template as a .docx."""
	document = letter.begin(TITLE, "关于催办代表建议的通知", "{{ document.addressee }}")
	el.tag(document, "if notice.overdue_count")
	el.body(
		document,
		"交由你单位办理的代表建议，现有{{ notice.item_count }}件尚未办结，"
		"{% if notice.overdue_count < notice.item_count %}其中{{ notice.overdue_count }}件{% elif notice.item_count > 1 %}均{% endif %}"
		"已超过办理期限（见附件）。"
		"为切实做好代表建议办理工作，现予催办，并将有关事项通知如下：",
	)
	el.tag(document, "else")
	el.body(
		document,
		"交由你单位办理的代表建议，现有{{ notice.item_count }}件办理期限临近，尚未办结（见附件）。为切实做好代表建议办理工作，"
		"现予催办，并将有关事项通知如下：",
	)
	el.tag(document, "endif")
	el.paragraph(document, "一、抓紧办理", LEVEL_1)
	el.body(
		document,
		"请由单位主要负责人{% if notice.responsible %}{{ notice.responsible }}{% endif %}负责，逐件研究，抓紧与代表当面沟通，"
		"尽快办结并书面答复代表，同时抄送{{ congress.own_organ }}。协办件请尽快向主办单位提出书面协办意见。",
	)
	el.paragraph(document, "二、说明情况", LEVEL_1)
	el.body(
		document,
		"请于{{ notice.answer_by|cn_date }}前，将办理进展、未按期办结的原因、下一步措施和完成时限书面报送{{ congress.own_organ }}。",
	)
	el.tag(document, "if notice.leader")
	el.body(document, "附件所列重点督办建议由{{ notice.leader }}同志领衔督办，请及时向其报告进展情况。")
	el.tag(document, "endif")
	el.tag(document, "if notice.demand")
	el.paragraph(document, "三、其他要求", LEVEL_1)
	el.text_block(document, "notice.demand")
	el.tag(document, "endif")
	_supervision.finish(document, "催办代表建议清单")
	return to_bytes(document)
