"""督办通知书: the presidium supervises overdue work; reasons and measures are to be given in writing (U12, U13)."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import LEVEL_1, to_bytes
from deputy_affairs.paperwork.stock import _letter as letter
from deputy_affairs.paperwork.stock import _supervision
from deputy_affairs.paperwork.stock._supervision import LABELS, SAMPLE

__all__ = ["KIND", "LABELS", "REFERENCE_DOCTYPE", "SAMPLE", "TITLE", "build"]

KIND = "supervision_notice"
TITLE = "代表建议督办通知书"
REFERENCE_DOCTYPE = _supervision.REFERENCE_DOCTYPE


def build() -> bytes:
	"""The template as a .docx."""
	document = letter.begin(TITLE, "代表建议督办通知书", "{{ document.addressee }}")
	el.body(
		document,
		"你单位承办的{{ notice.item_count }}件代表建议（见附件）{% if notice.overdue_count %}未在规定期限内办结"
		"{% else %}需要加快办理{% endif %}"
		"{% if notice.earlier_numbers %}，{{ congress.own_organ }}此前已以{{ notice.earlier_numbers }}催办{% endif %}。"
		"根据代表建议、批评和意见办理工作的有关规定，现对上述建议予以督办。",
	)
	el.tag(document, "if notice.demand")
	el.paragraph(document, "一、督办要求", LEVEL_1)
	el.text_block(document, "notice.demand")
	el.tag(document, "endif")
	el.paragraph(document, _numbered("二", "一", "责任落实"), LEVEL_1)
	el.body(
		document,
		"{% if notice.responsible %}督办事项由你单位主要负责人{{ notice.responsible }}负总责。{% else %}"
		"督办事项由你单位主要负责人负总责。{% endif %}"
		"{% if notice.leader %}其中重点督办建议由{{ notice.leader }}同志领衔督办，请定期向其报告进展情况。{% endif %}",
	)
	el.paragraph(document, _numbered("三", "二", "书面报告"), LEVEL_1)
	el.body(
		document,
		"请于{{ notice.answer_by|cn_date }}前向{{ congress.own_organ }}提交书面报告，逐件说明未按期办结的原因、已采取和拟采取的措施、"
		"具体责任人和完成时限。逾期不报告或者仍不办理的，{{ congress.own_organ }}将按照有关规定处理，并将情况向代表通报。",
	)
	_supervision.finish(document, "督办代表建议清单")
	return to_bytes(document)


def _numbered(with_demand: str, without: str, heading: str) -> str:
	"""A heading of which the number depends on whether the demand stands before it."""
	return f"{{% if notice.demand %}}{with_demand}{{% else %}}{without}{{% endif %}}、{heading}"
