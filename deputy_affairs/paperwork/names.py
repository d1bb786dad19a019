"""File names of documents: Chinese, readable, safe on every system."""

from __future__ import annotations

import re

from .text import clean

MAX_CHARS = 80  # with the extension; 240 bytes of UTF-8, below the 255 of common file systems
_EXTENSION = ".docx"
_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f]+')
_SUBJECT = re.compile(r"^(?P<about>关于.+?)的?(?:建议、批评和意见|建议|意见|批评|议案)$")
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)

# what a letter about 《关于…的建议》 is called
_ENDINGS = {
	"suggestion_form": "的建议",
	"refusal_notice": "的建议不予立案告知函",
	"assignment_notice": "的建议交办通知",
	"assignment_list": "的建议交办清单",
	"return_request": "的建议退回申请",
	"assist_opinion": "的建议协办意见",
	"contact_register": "的建议办理联系登记表",
	"face_to_face_record": "的建议当面答复记录",
	"extension_request": "的建议延期办理申请",
	"extension_decision": "的建议延期办理批复",
	"extension_notice": "的建议延期办理告知函",
	"rehandling_notice": "的建议重新办理通知",
	"meeting_notice": "的建议面商协调会通知",
	"meeting_record": "的建议面商协调会纪要",
	"urge_notice": "的建议催办通知",
	"supervision_notice": "的建议督办通知书",
	"receipt_notice": "的建议受理告知单",
	"merge_notice": "的建议并案通知",
	"reply_letter": "的答复",
	"opinion_form": "的建议征询意见表",
	"transfer_letter": "的建议转报（转办）函",
	"transfer_result_notice": "的建议转报（转办）结果告知函",
	"commitment_receipt": "的建议承诺落实情况回执",
}


def safe_name(name: str, limit: int = MAX_CHARS) -> str:
	"""A file name without characters that a file system refuses, at most ``limit`` characters, never empty."""
	text = _FORBIDDEN.sub(" ", clean(name).replace("\n", " "))
	text = re.sub(r"\s+", " ", text).strip(" .")[:limit].strip(" .")
	if _RESERVED.match(text):
		text = f"_{text}"
	return text or "文书"


def document_filename(title: str, kind: str, recipient: str = "", *, round: int = 1) -> str:
	"""The file name of a document of ``kind`` about a suggestion with ``title``.

	``关于加强…的建议`` as a reply becomes ``关于加强…的答复.docx``; with ``recipient`` (the deputy, where several
	signers each get a letter) ``关于加强…的答复（张三）.docx``; from ``round`` 2 on ``的再次答复``. A title that
	is too long is shortened in its middle part, never at the ending that tells the kind.
	"""
	subject = clean(title).replace("\n", " ").strip().strip("《》").strip()
	match = _SUBJECT.match(subject)
	ending = _ENDINGS.get(kind, "")
	if kind == "reply_letter" and round > 1:
		ending = "的再次答复"
	if match:
		subject = match.group("about")
	elif subject.endswith((ending.removeprefix("的建议") or ending, ending.removeprefix("的"))):
		ending = ""
	if recipient.strip():
		ending += f"（{safe_name(recipient, 20)}）"
	room = MAX_CHARS - len(_EXTENSION) - len(ending)
	subject = _FORBIDDEN.sub(" ", subject).strip(" .")
	if len(subject) > room:
		subject = subject[: room - 1].rstrip(" .") + "…"
	return safe_name(subject + ending, MAX_CHARS - len(_EXTENSION)) + _EXTENSION
