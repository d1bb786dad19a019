"""Which faces a PDF is set in is the site's choice."""

import re
from unittest.mock import patch

import frappe
import pytest

from deputy_affairs.paperwork import gb9704 as gb
from deputy_affairs.paperwork import pdf, site_fonts
from deputy_affairs.paperwork.rendering import compile_template
from deputy_affairs.paperwork.stock import reply_letter


def configured(value):
	"""A site whose configuration holds this choice."""
	return patch.dict(frappe.local.conf, {site_fonts.KEY: value})


def test_a_site_without_a_wish(site):
	with configured(None):
		assert site_fonts.chosen() is None


@pytest.mark.parametrize("wrong", [["仿宋"], {"宋体字": ["x"]}, {gb.FONT_BODY: "x"}, {gb.FONT_BODY: [1]}])
def test_a_wrong_choice_is_named(site, wrong):
	with configured(wrong), pytest.raises(site_fonts.PdfFontsError, match=site_fonts.KEY):
		site_fonts.chosen()


@pytest.mark.skipif(not pdf.available(), reason="LibreOffice is not installed")
def test_the_choice_is_what_the_pdf_is_set_in(site):
	other = pdf.stand_ins()[gb.FONT_LEVEL_2]
	letter = compile_template(reply_letter.build()).render(reply_letter.SAMPLE)
	with configured({gb.FONT_BODY: [other]}):
		mine = pdf.to_pdf(letter, fonts=site_fonts.chosen())
	faces = [set(re.findall(rb"/BaseFont/([^/\s]+)", made)) for made in (mine, pdf.to_pdf(letter))]
	assert faces[0] != faces[1]
