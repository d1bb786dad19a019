"""What stock forms there are and which fields each can be filled with, for the screen where templates are edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from .rendering import Template
from .stock import (
	assignment_list,
	assignment_notice,
	assist_opinion,
	commitment_ledger,
	commitment_receipt,
	contact_register,
	deputy_handbook,
	deputy_roster,
	extension_decision,
	extension_notice,
	extension_request,
	face_to_face_record,
	group_roster,
	handling_bulletin,
	handling_report,
	meeting_notice,
	meeting_record,
	merge_notice,
	opinion_form,
	receipt_notice,
	refusal_notice,
	rehandling_notice,
	reply_letter,
	return_request,
	suggestion_form,
	supervision_notice,
	transfer_letter,
	transfer_result_notice,
	urge_notice,
)

_FORMS = (
	suggestion_form,
	refusal_notice,
	assignment_notice,
	assignment_list,
	receipt_notice,
	merge_notice,
	return_request,
	assist_opinion,
	contact_register,
	face_to_face_record,
	reply_letter,
	opinion_form,
	rehandling_notice,
	meeting_notice,
	meeting_record,
	extension_request,
	extension_decision,
	extension_notice,
	urge_notice,
	supervision_notice,
	commitment_ledger,
	commitment_receipt,
	handling_bulletin,
	handling_report,
	transfer_letter,
	transfer_result_notice,
	deputy_roster,
	group_roster,
	deputy_handbook,
)


@dataclass(frozen=True)
class Field:
	"""A field of a form: dotted ``name`` as in a template, Chinese ``label``, ``example``; ``rows``: it is a list."""

	name: str
	label: str
	example: str
	rows: bool = False


def forms() -> tuple[ModuleType, ...]:
	"""The stock forms, in the order of a suggestion's way."""
	return _FORMS


def form(kind: str) -> ModuleType:
	"""One stock form. :raises KeyError: no such kind."""
	return {module.KIND: module for module in _FORMS}[kind]


@cache
def fields(kind: str) -> tuple[Field, ...]:
	"""All fields of a form, derived from its example; fields of a list stand under the list's name."""
	module = form(kind)
	seen: dict[str, Field] = {}
	for name, value in _walk(module.SAMPLE, ""):
		label = module.LABELS.get(name, name)
		if name not in seen or (not seen[name].example and not isinstance(value, list | Mapping)):
			seen[name] = Field(name, label, _example(value), isinstance(value, list))
	for name, label in module.LABELS.items():
		# fields that are only there sometimes (the earlier reply of a second round) are not in the example
		parent = name.rpartition(".")[0]
		if name not in seen and parent in seen and _optional_group(module.SAMPLE, parent):
			seen[name] = Field(name, label, "")
	return tuple(sorted(seen.values(), key=lambda field: list(seen).index(field.name)))


def unknown_fields(kind: str, template: Template) -> list[str]:
	"""Fields a template uses that this kind of form does not have (misspelt, or of another form), sorted."""
	known = {field.name for field in fields(kind)}
	return sorted(name for name in template.fields() if name not in known)


def _walk(value: Any, path: str) -> Iterator[tuple[str, Any]]:
	if isinstance(value, Mapping):
		if path:
			yield path, value
		for key, item in value.items():
			yield from _walk(item, f"{path}.{key}" if path else key)
	elif isinstance(value, list):
		yield path, value
		for item in value:
			if isinstance(item, Mapping):
				for name, inner in _walk(item, path):
					if name != path:
						yield name, inner
	else:
		yield path, value


def _optional_group(sample: Mapping, path: str) -> bool:
	value: Any = sample
	for key in path.split("."):
		value = value.get(key) if isinstance(value, Mapping) else None
	return value is None


def _example(value: Any) -> str:
	if isinstance(value, bool):
		return "是" if value else "否"
	if isinstance(value, list):
		return "、".join(item for item in value if isinstance(item, str))
	return "" if value is None or isinstance(value, Mapping) else str(value)
