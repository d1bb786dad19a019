"""Texts that the rules hand out: a source string and its arguments, translated by whoever shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


def mark(source: str) -> str:
	"""Mark a source string for extraction and return it unchanged (imported as `_`)."""
	return source


def iso(value: date) -> str:
	"""The date as YYYY-MM-DD."""
	return value.isoformat()


@dataclass(frozen=True)
class Text:
	"""A source string with positional placeholders and the values to put there.

	`args` may hold numbers, strings (shown as they are: names, numbers of letters), `datetime.date` and other
	`Text` (translated before they are put in).
	"""

	template: str
	args: tuple = ()

	def in_words(
		self,
		translate: Callable[[str], str] = lambda s: s,
		format_value: Callable[[date], str] = iso,
	) -> str:
		"""The finished sentence: every template through `translate`, every date through `format_value`."""
		if not self.template:
			return ""
		words = [
			arg.in_words(translate, format_value)
			if isinstance(arg, Text)
			else format_value(arg)
			if isinstance(arg, date)
			else arg
			for arg in self.args
		]
		return translate(self.template).format(*words)

	def to_dict(self) -> dict[str, Any]:
		"""Plain data for JSON; dates become {"date": "YYYY-MM-DD"}."""
		return {"template": self.template, "args": [_pack(arg) for arg in self.args]}

	@classmethod
	def from_dict(cls, data: dict[str, Any]) -> Text:
		"""The inverse of `to_dict`."""
		return cls(data["template"], tuple(_unpack(arg) for arg in data.get("args", ())))


class RuleError(ValueError):
	"""A value that a rule does not allow; `text` says why, for people."""

	def __init__(self, text: Text):
		super().__init__(text.in_words())
		self.text = text


def _pack(arg: Any) -> Any:
	if isinstance(arg, Text):
		return arg.to_dict()
	if isinstance(arg, date):
		return {"date": arg.isoformat()}
	return arg


def _unpack(arg: Any) -> Any:
	if isinstance(arg, dict):
		return date.fromisoformat(arg["date"]) if "date" in arg else Text.from_dict(arg)
	return arg
