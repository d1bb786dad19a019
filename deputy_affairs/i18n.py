"""Texts of the pure rules, put into the reader's language."""

import datetime
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.utils import formatdate

from deputy_affairs.rules.text import RuleError, Text


def say(text: Text | str) -> str:
	"""Return a rule's text in the session's language, its dates in the user's format."""
	if isinstance(text, str):
		return _(text)
	return text.in_words(translate=_, format_value=format_value)


def format_value(value) -> str:
	"""Format one argument of a rule's text; what is no date is shown as it is."""
	if isinstance(value, datetime.date):
		return formatdate(value, "yyyy-MM-dd")
	return str(value)


@contextmanager
def in_site_language():
	"""Write in the site's language what other people will read, whoever or whatever causes it."""
	language = frappe.local.lang
	frappe.local.lang = frappe.db.get_single_value("System Settings", "language") or language
	try:
		yield
	finally:
		frappe.local.lang = language


@contextmanager
def rule_errors(exception: type[Exception]):
	"""Turn an error of the pure rules into `exception`, in the reader's language."""
	try:
		yield
	except RuleError as error:
		frappe.throw(say(error.text), exception)
