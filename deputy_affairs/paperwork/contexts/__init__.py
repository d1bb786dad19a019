"""Records of the site as the plain data that the stock forms are filled with.

Each builder returns the context of one paper with the shape of the form's SAMPLE. Words that stand on paper
are Chinese whatever the language of the user who prints: official documents of a Chinese congress are.
"""

from .assignments import assignment_list, assist_opinion, rehandling_notice, return_request
from .bulletins import handling_bulletin
from .commitments import commitment_ledger, commitment_receipt
from .common import HIDDEN, NAMELESS, addressee, addressees, congress, iso, people_of, today_iso
from .contacts import contact_register, face_to_face_record
from .extensions import extension_decision, extension_notice, extension_request
from .handling import assignment_notice, opinion_form, reply_letter
from .handling_report import handling_report
from .meetings import meeting_notice, meeting_record
from .merging import merge_notice
from .rosters import deputy_handbook, deputy_roster, group_roster
from .suggestion import receipt_notice, refusal_notice, suggestion_form
from .supervision import supervision
from .transfers import transfer_letter, transfer_result_notice

__all__ = [
	"HIDDEN",
	"NAMELESS",
	"addressee",
	"addressees",
	"assignment_list",
	"assignment_notice",
	"assist_opinion",
	"commitment_ledger",
	"commitment_receipt",
	"congress",
	"contact_register",
	"deputy_handbook",
	"deputy_roster",
	"extension_decision",
	"extension_notice",
	"extension_request",
	"face_to_face_record",
	"group_roster",
	"handling_bulletin",
	"handling_report",
	"iso",
	"meeting_notice",
	"meeting_record",
	"merge_notice",
	"opinion_form",
	"people_of",
	"receipt_notice",
	"refusal_notice",
	"rehandling_notice",
	"reply_letter",
	"return_request",
	"suggestion_form",
	"supervision",
	"today_iso",
	"transfer_letter",
	"transfer_result_notice",
]
