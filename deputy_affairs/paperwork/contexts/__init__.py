"""Records of the site as the plain data that the stock forms are filled with.

Each builder returns the context of one paper with the shape of the form's SAMPLE. Words that stand on paper
are Chinese whatever the language of the user who prints: official documents of a Chinese congress are.
"""

from .common import HIDDEN, NAMELESS, congress, iso, people_of, today_iso
from .handling import assignment_notice, opinion_form, reply_letter
from .suggestion import receipt_notice, suggestion_form

__all__ = [
	"HIDDEN",
	"NAMELESS",
	"assignment_notice",
	"congress",
	"iso",
	"opinion_form",
	"people_of",
	"receipt_notice",
	"reply_letter",
	"suggestion_form",
	"today_iso",
]
