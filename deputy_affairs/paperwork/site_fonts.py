"""The site's choice of faces for PDF files, from its configuration."""

import frappe
from frappe import _

from deputy_affairs.paperwork.pdf_fonts import SUBSTITUTES, Fonts

KEY = "deputy_affairs_pdf_fonts"


class PdfFontsError(frappe.ValidationError):
	"""The site's configuration names a face that is no official one, or no list of faces."""


def chosen() -> Fonts | None:
	"""Return official face → faces to use instead, the best first; None where the site has no wish.

	Raises PdfFontsError. The Word file names the official faces whatever is set here.
	"""
	fonts = frappe.conf.get(KEY)
	if not fonts:
		return None
	fits = isinstance(fonts, dict) and all(
		face in SUBSTITUTES and isinstance(instead, list) and all(isinstance(name, str) for name in instead)
		for face, instead in fonts.items()
	)
	if not fits:
		frappe.throw(
			_("{0} in the site's configuration must give a list of fonts for these names only: {1}.").format(
				KEY, "、".join(SUBSTITUTES)
			),
			PdfFontsError,
		)
	return fonts
