"""What the official letters share: how they begin, who signs and may be asked, to whom copies go."""

from __future__ import annotations

from docx.document import Document

from deputy_affairs.paperwork import elements as el
from deputy_affairs.paperwork.document import CLOSING, new_document

PRESIDIUM = "{{ congress.presidium_name }}"
UNIT = "{{ document.issuer }}"
# A suggestion as letters name it: at which meeting, which number.
ITEM = "{{ suggestion.meeting_text }}{{ suggestion.number_text }}建议"


def begin(name: str, title: str, addressee: str, issuer: str = PRESIDIUM) -> Document:
	"""A new letter with head, number, title and addressee; ``name`` is the template's own title."""
	document = new_document(title=name, letter=True)
	el.letter_head(document, issuer, "{{ document.number }}")
	el.title(document, title)
	el.addressee(document, addressee)
	return document


def sign(document: Document, issuer: str = PRESIDIUM, contact: str = "document") -> None:
	"""Signature with seal and date, and whom to ask; ``contact`` is the record that names them."""
	el.signature(document, issuer, "{{ document.issued_on|cn_date }}", sealed=True)
	contact_note(document, contact)


def contact_note(document: Document, record: str) -> None:
	"""附注: whom to ask, as far as it is known; none where neither person nor telephone is entered."""
	person, phone = f"{record}.contact_person", f"{record}.contact_phone"
	el.tag(document, f"if {person} or {phone}")
	el.note(
		document,
		f"{{% if {person} %}}联系人：{{{{ {person} }}}}{{% if {phone} %}}；{{% endif %}}{{% endif %}}"
		f"{{% if {phone} %}}联系电话：{{{{ {phone} }}}}{{% endif %}}",
	)
	el.tag(document, "endif")


def sign_by_hand(document: Document) -> None:
	"""The line on which the unit's chief signs, the name printed where it is known."""
	el.paragraph(
		document,
		"单位主要负责人（签名）：{% if document.chief %}{{ document.chief|pad_name }}{% endif %}",
		CLOSING,
	)


def copy_to(document: Document, field: str = "document.copies") -> None:
	"""抄送, when there is anybody; the last element of a letter, after the annexes."""
	el.tag(document, f"if {field}")
	el.copies(
		document,
		"{% for copy in " + field + " %}{% if loop.index > 1 %}，{% endif %}{{ copy }}{% endfor %}",
	)
	el.tag(document, "endif")
