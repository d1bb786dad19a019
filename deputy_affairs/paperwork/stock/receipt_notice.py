"""受理告知单: the presidium tells a deputy that the suggestion is filed, who handles it and until when."""

from __future__ import annotations

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import CLOSING, to_bytes
from deputy_affairs.paperwork.stock import _letter as letter
from deputy_affairs.paperwork.stock._common import (
	CONGRESS,
	CONGRESS_LABELS,
	DOCUMENT_LABELS,
	SUGGESTION,
	SUGGESTION_LABELS,
	part,
)

KIND = "receipt_notice"
TITLE = "代表建议受理告知单"
REFERENCE_DOCTYPE = "Deputy Suggestion"


def build() -> bytes:
	"""The template as a .docx."""
	document = letter.begin(TITLE, "代表建议受理告知单", "{{ document.addressee }}代表")
	el.tag(document, "if suggestion.earlier_notice")
	el.body(
		document,
		"您{% if suggestion.joint %}与其他代表联名{% endif %}于{{ suggestion.submitted_on|cn_date }}提出的"
		"《{{ suggestion.title }}》（" + letter.ITEM + "，编号：{{ suggestion.number }}），我们已以"
		"{{ suggestion.earlier_notice }}告知受理。现将承办情况告知如下，此前告知的内容与此不一致的，以本告知单为准：",
	)
	el.tag(document, "else")
	el.body(
		document,
		"您{% if suggestion.joint %}与其他代表联名{% endif %}于{{ suggestion.submitted_on|cn_date }}提出的"
		"《{{ suggestion.title }}》{% if suggestion.delegation %}（以{{ suggestion.delegation }}名义提出）{% endif %}收悉。"
		"{% if suggestion.motion %}该件原作为议案提出，主席团于{{ suggestion.motion.decided_on|cn_date }}决定不列入大会议程，"
		"转为代表建议办理。{% endif %}经审查，符合代表建议受理条件，已列为{{ suggestion.meeting_text }}"
		"{{ suggestion.number_text }}建议（编号：{{ suggestion.number }}）。",
	)
	el.tag(document, "endif")
	el.tagged(
		document,
		"suggestion.merged",
		"该建议与{% for number in suggestion.merged %}{% if loop.index > 1 %}、{% endif %}{{ number }}{% endfor %}内容相同或者相近，并案办理，编号不变，单独答复。",
	)
	el.tag(document, "if suggestion.units and suggestion.due_date")
	el.body(
		document,
		"该建议已于{{ suggestion.assigned_on|cn_date }}交由"
		"{% for unit in suggestion.units %}{% if loop.index > 1 %}、{% endif %}{{ unit.name }}（{{ unit.role_text }}）{% endfor %}"
		"办理，答复期限为{{ suggestion.due_date|cn_date }}。承办单位将与您联系，并书面答复。",
	)
	el.tag(document, "else")
	el.body(document, "我们将及时交有关单位办理，并把承办单位和答复期限告知您。")
	el.tag(document, "endif")
	el.paragraph(
		document,
		"收到答复后，请您填写征询意见表，对办理态度和办理结果分别评价。感谢您依法履行代表职责。",
		CLOSING,
	)
	letter.sign(document)
	return to_bytes(document)


SAMPLE = {
	"congress": part(CONGRESS, "name", "presidium_name"),
	"document": {
		"number": "云人主席团函〔2026〕6号",
		"issued_on": "2026-02-11",
		"addressee": "张建国",
		"contact_person": "周敏",
		"contact_phone": "0871-65550100",
	},
	"suggestion": {
		**part(SUGGESTION, "number", "number_text", "meeting_text", "title", "submitted_on", "units"),
		"joint": True,
		"delegation": "",
		"motion": None,
		"merged": [],
		"earlier_notice": "",
		"assigned_on": "2026-02-10",
		"due_date": "2026-05-10",
	},
}

LABELS = {
	**CONGRESS_LABELS,
	**DOCUMENT_LABELS,
	**SUGGESTION_LABELS,
	"document.addressee": "主送代表姓名",
	"suggestion.joint": "是否联名",
	"suggestion.earlier_notice": "此前告知受理的文号（可空；交办或者调整承办单位后再次告知时才有）",
	"suggestion.merged": "并案办理的其他建议编号（可空）",
	"suggestion.assigned_on": "交办日期（已交办时必填）",
	"suggestion.due_date": "答复期限（已交办时必填）",
}
