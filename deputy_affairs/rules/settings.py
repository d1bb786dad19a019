"""Settings that a congress may tighten, their defaults and where these come from (domain.md §2.5).

An empty setting is inherited from the parent congress, then from the law's default kept here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from deputy_affairs.rules.numbering import PatternError, validate_pattern
from deputy_affairs.rules.reminders import parse_days
from deputy_affairs.rules.text import RuleError, Text
from deputy_affairs.rules.text import mark as _

__all__ = [
	"LAW_CEILINGS",
	"SETTINGS",
	"Effective",
	"PatternError",
	"Setting",
	"SettingError",
	"resolve",
	"validate_pattern",
	"validate_setting",
	"validate_together",
]


class SettingError(RuleError):
	"""A value that the setting cannot take."""


@dataclass(frozen=True)
class Setting:
	"""One setting: `source` is the article behind the default (a source string), `kind` int/select/text."""

	name: str
	default: Any
	unit: Text
	source: str
	kind: str = "int"
	options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Effective:
	"""The value in force and the congress that set it; origin None means the law's default."""

	name: str
	value: Any
	origin: str | None = None


MONTHS = Text(_("month(s)"))
DAYS = Text(_("day(s)"))
WORKDAYS = Text(_("working day(s)"))
ROUNDS = Text(_("round(s)"))
MEMBERS = Text(_("member(s)"))
NO_UNIT = Text("")

DL51 = _("Deputies Law (2025), Article 51")
_CUSTOM = _("Custom of the office")
_CQ28 = _("Chongqing suggestion rules (2017), Article 28")

_ALL = (
	Setting("reply_months", 3, MONTHS, DL51),
	Setting("reply_months_hard", 6, MONTHS, DL51),
	Setting(
		"clock_start", "Assignment Day", NO_UNIT, DL51, "select", ("Assignment Day", "Closing of Meeting")
	),
	Setting("assign_workdays", 7, WORKDAYS, _("Shanghai suggestion rules (2015), Article 11")),
	Setting("acknowledge_days", 7, DAYS, _("Zhejiang suggestion rules (2016), Article 10")),
	Setting("assignment_meeting_days", 30, DAYS, _("Shanghai suggestion rules (2015), Article 15")),
	Setting("return_workdays", 10, WORKDAYS, _("Chongqing suggestion rules (2017), Article 16")),
	Setting("reassign_workdays", 10, WORKDAYS, _("Chongqing suggestion rules (2017), Article 16")),
	Setting("first_contact_workdays", 20, WORKDAYS, _("Chongqing suggestion rules (2017), Article 18")),
	Setting("assist_months", 1, MONTHS, _("Shandong suggestion rules (2017), Article 21")),
	Setting("redo_assist_workdays", 5, WORKDAYS, _("Chongqing suggestion rules (2017), Article 20")),
	Setting("max_total_months", 6, MONTHS, DL51),
	Setting(
		"extension_approver",
		"Chair",
		NO_UNIT,
		_("Zhejiang suggestion rules (2016), Article 21"),
		"select",
		("Chair", "Chair or Clerk"),
	),
	Setting("rating_return_workdays", 15, WORKDAYS, _("Beijing suggestion rules (2014), Article 23")),
	Setting("rating_give_up_workdays", 10, WORKDAYS, _CUSTOM),
	Setting("rehandling_months", 1, MONTHS, _("Zhejiang suggestion rules (2016), Article 24")),
	Setting("max_rounds", 2, ROUNDS, _("Chongqing suggestion rules (2017), Article 27")),
	Setting(
		"reply_to_signers",
		"Each Signer",
		NO_UNIT,
		_("Zhejiang suggestion rules (2016), Article 22"),
		"select",
		("Each Signer", "Lead Deputy Only"),
	),
	Setting(
		"exclude_unreturned",
		"Yes",
		NO_UNIT,
		_("Chongqing suggestion rules (2017), Article 29"),
		"select",
		("Yes", "No"),
	),
	Setting(
		"rating_model",
		"Attitude and Result",
		NO_UNIT,
		_("Shandong suggestion rules (2017), Article 23"),
		"select",
		("Attitude and Result", "Single Grade"),
	),
	Setting("reply_classes", "A to D", NO_UNIT, _CUSTOM, "select", ("A to D", "A to C")),
	Setting("two_step_review", "No", NO_UNIT, _CUSTOM, "select", ("Yes", "No")),
	Setting(
		"withdraw_until",
		"Before Reply",
		NO_UNIT,
		_("Shandong suggestion rules (2017), Article 9"),
		"select",
		("Before Reply", "Before Assignment"),
	),
	Setting("cosign_days", 7, DAYS, _CUSTOM),
	Setting(
		"unit_sees_ratings",
		"Grades and Opinions",
		NO_UNIT,
		_CUSTOM,
		"select",
		("Grades and Opinions", "Grades Only", "Nothing"),
	),
	Setting("meeting_number_pattern", "{term}-{meeting}-{serial:03}", NO_UNIT, _CUSTOM, "text"),
	Setting("recess_number_pattern", "{term}-闭-{year}-{serial:03}", NO_UNIT, _CUSTOM, "text"),
	Setting("roster_order", "Strokes", NO_UNIT, _CUSTOM, "select", ("Strokes", "Pinyin")),
	Setting("print_qr", "No", NO_UNIT, _CUSTOM, "select", ("Yes", "No")),
	Setting(
		"countersign_required",
		"Yes",
		NO_UNIT,
		_("Zhejiang suggestion rules (2016), Article 18"),
		"select",
		("Yes", "No"),
	),
	Setting("countersign_workdays", 5, WORKDAYS, _CUSTOM),
	Setting("signer_not_drafter", "No", NO_UNIT, _CUSTOM, "select", ("Yes", "No")),
	Setting("reminder_days", "30,15,7,1", NO_UNIT, _CUSTOM, "text"),
	Setting("overdue_every_days", 7, DAYS, _CUSTOM),
	Setting("sign_for_days", 3, DAYS, _CUSTOM),
	Setting("extension_tell_days", 3, DAYS, _CUSTOM),
	Setting("urge_after_days", 1, DAYS, _CUSTOM),
	Setting("supervise_after_days", 15, DAYS, _CUSTOM),
	Setting("notice_answer_workdays", 5, WORKDAYS, _CUSTOM),
	Setting("reminder_sms", "No", NO_UNIT, _CUSTOM, "select", ("Yes", "No")),
	Setting(
		"publication_tier",
		"None",
		NO_UNIT,
		_("Shandong suggestion rules (2017), Article 27"),
		"select",
		("None", "Title", "Summary", "Full Text", "With Reply"),
	),
	Setting("publish_deputy_names", "No", NO_UNIT, _CUSTOM, "select", ("Yes", "No")),
	Setting("publish_report", "No", NO_UNIT, DL51, "select", ("Yes", "No")),
	Setting("publication_noindex", "Yes", NO_UNIT, _CUSTOM, "select", ("Yes", "No")),
	Setting("group_min", 3, MEMBERS, _("Organic Law of Local Congresses (2022), Article 43")),
	Setting("group_max", 15, MEMBERS, _CUSTOM),
	Setting("receipts_from", "10-01", NO_UNIT, _CQ28, "text"),
	Setting("receipts_until", "12-31", NO_UNIT, _CQ28, "text"),
	Setting("receipt_return_workdays", 20, WORKDAYS, _CQ28),
	Setting("commitment_check_workdays", 10, WORKDAYS, _CUSTOM),
)
SETTINGS: dict[str, Setting] = {setting.name: setting for setting in _ALL}

# DL25 §51: three months, six where the matter is broad and difficult; a local rule may only be stricter.
LAW_CEILINGS = {"reply_months": 3, "reply_months_hard": 6, "max_total_months": 6}
# Far above any rule seen (domain.md §2.5); only keeps a slip of the keyboard out.
MAX_INT = 366


def validate_day(value: Any) -> None:
	"""Check a day of the year like "10-01" that exists in every year; raises SettingError."""
	try:
		date.fromisoformat(f"2001-{str(value).strip()}")
	except ValueError:
		raise SettingError(
			Text(_("{0} is no day of the year; write month and day like 10-01"), (str(value),))
		) from None


_TEXT_CHECKS = {
	"meeting_number_pattern": partial(validate_pattern, kind="meeting"),
	"recess_number_pattern": partial(validate_pattern, kind="recess"),
	"reminder_days": parse_days,
	"receipts_from": validate_day,
	"receipts_until": validate_day,
}


def is_empty(value: Any) -> bool:
	"""Whether a stored value means "inherited": None, "" (or blanks) or 0."""
	return value is None or value == 0 or (isinstance(value, str) and value.strip() in ("", "0"))


def _whole_number(value: Any) -> int | None:
	if isinstance(value, bool):
		return None
	if isinstance(value, int):
		return value
	if isinstance(value, float):
		return int(value) if value.is_integer() else None
	text = str(value).strip()
	return int(text) if text.isascii() and text.isdigit() else None


def validate_setting(name: str, value: Any) -> None:
	"""Check one stored value; an empty one is always right (inherited).

	Raises SettingError (PatternError for a numbering pattern), KeyError for an unknown name.
	The ceilings of Article 51 of the Deputies Law (2025) cannot be exceeded, only tightened.
	"""
	setting = SETTINGS[name]
	if is_empty(value):
		return
	if setting.kind == "select":
		if value not in setting.options:
			raise SettingError(Text(_("{0} is not one of the choices"), (str(value),)))
		return
	if setting.kind == "text":
		_TEXT_CHECKS[name](value)
		return
	number = _whole_number(value)
	if number is None or number < 1:
		raise SettingError(Text(_("{0} is not a whole number from 1"), (str(value),)))
	ceiling = LAW_CEILINGS.get(name)
	if ceiling is not None and number > ceiling:
		raise SettingError(
			Text(
				_("{0} {1} is more than the law allows: {2} ({3})"),
				(number, setting.unit, ceiling, Text(DL51)),
			)
		)
	if number > MAX_INT:
		raise SettingError(Text(_("{0} {1} is too much: at most {2}"), (number, setting.unit, MAX_INT)))


def resolve(name: str, chain: Iterable[tuple[str, Mapping[str, Any]]]) -> Effective:
	"""The value in force for the first congress of the chain.

	`chain` runs from the own congress up to the root as (congress name, its values). The nearest value that is
	not empty wins; without any, the law's default with origin None. KeyError for an unknown name.
	"""
	setting = SETTINGS[name]
	for congress, values in chain:
		value = values.get(name)
		if is_empty(value):
			continue
		if setting.kind == "int":
			number = _whole_number(value)
			if number is None:
				raise SettingError(Text(_("{0} is not a whole number from 1"), (str(value),)))
			value = number
		return Effective(name, value, congress)
	return Effective(name, setting.default, None)


def validate_together(chain: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
	"""Check that the values in force agree with each other; raises SettingError.

	The hard-case deadline is not before the normal one, the longest time not before the hard-case one, and
	a group's smallest size not above its largest.
	"""
	chain = list(chain)
	pairs = (
		(
			"reply_months",
			"reply_months_hard",
			_("The deadline of hard cases ({1}) is shorter than the normal one ({0})"),
		),
		(
			"reply_months_hard",
			"max_total_months",
			_("The longest time with extensions ({1}) is shorter than the deadline of hard cases ({0})"),
		),
		(
			"urge_after_days",
			"supervise_after_days",
			_("The chair's supervision ({1} days) would begin before the clerk's reminder notice ({0} days)"),
		),
		("group_min", "group_max", _("The largest group ({1}) is smaller than the smallest ({0})")),
	)
	for low, high, template in pairs:
		smaller, larger = resolve(low, chain).value, resolve(high, chain).value
		if smaller > larger:
			raise SettingError(Text(template, (smaller, larger)))
