"""Ready pieces of a template to copy: loops, conditions, rows and filters, made from the fields of a form.

The words are Chinese like the templates and their fields.
"""

from __future__ import annotations

import re

from . import catalogue
from .sandbox import FILTERS

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_VARIABLES = {"answers": "answer", "items": "item", "units": "unit", "demands": "demand", "members": "member"}
_FILTERS = (
	("cn_date", "日期写成“2026年3月1日”", "2026-03-01|cn_date → 2026年3月1日"),
	("cn_year", "年份加六角括号", "2026|cn_year → 〔2026〕"),
	("cn_numeral", "数字写成汉字", "12|cn_numeral → 十二"),
	("meeting_name", "届次、会次写成会议名称", "(19, 3)|meeting_name → 第十九届人民代表大会第三次会议"),
	("pad_name", "两字姓名与三字姓名对齐（名册用）", "张三|pad_name → 张　三"),
	("paragraphs", "多行文字逐段输出", "见“逐段输出”"),
)


def of(kind: str) -> list[dict]:
	"""Pieces for a kind of form: dicts of ``group``, ``label`` and ``code``.

	:raises KeyError: no such kind
	"""
	fields = catalogue.fields(kind)
	pieces = []
	for field in fields:
		if field.rows:
			pieces += _loops(field, fields)
		elif "（可空" in field.label or field.example in ("是", "否"):
			pieces.append(_condition(field, fields))
	texts = [field for field in fields if "\n" in field.example or "正文" in field.label]
	pieces += [
		_piece(
			"条件与循环",
			f"逐段输出：{field.label}",
			f"{{%p for line in {field.name}|paragraphs %}}\n{{{{ line.text }}}}\n{{%p endfor %}}",
		)
		for field in texts
		if not _in_list(field, fields)
	]
	return pieces + _filters(fields)


def _loops(field: catalogue.Field, fields: tuple[catalogue.Field, ...]) -> list[dict]:
	if _in_list(field, fields):
		return []
	row = _row_of(field.name)
	inner = [other.name.rpartition(".")[2] for other in fields if other.name.rpartition(".")[0] == field.name]
	inner = [part for part in inner if part != "no"] or inner  # loop.index counts
	label = _short(field.label)
	printed = [f"{{{{ {row}.{part} }}}}" for part in inner[:3]] or [f"{{{{ {row} }}}}"]
	pieces = [
		_piece(
			"条件与循环",
			f"逐项成段：{label}（每个标记单独成段）",
			f"{{%p for {row} in {field.name} %}}\n{{{{ loop.index|cn_numeral }}}}、{'，'.join(printed)}\n{{%p endfor %}}",
		),
		_piece(
			"条件与循环",
			f"同一段内逐项列出：{label}",
			f"{{% for {row} in {field.name} %}}{printed[0]}{{% if not loop.last %}}、{{% endif %}}{{% endfor %}}",
		),
		_piece(
			"条件与循环",
			f"有{label}时才出现的段落",
			f"{{%p if {field.name} %}}\n此处写文字\n{{%p endif %}}",
		),
	]
	if inner:
		pieces.append(
			_piece(
				"表格",
				f"逐行成表：{label}（三行：首行、数据行、末行）",
				f"{{%tr for {row} in {field.name} %}}\n{'　'.join(printed)}\n{{%tr endfor %}}",
			)
		)
	return pieces


def _condition(field: catalogue.Field, fields: tuple[catalogue.Field, ...]) -> dict:
	name, label = field.name, _short(field.label)
	if _in_list(field, fields):
		group, _dot, last = name.rpartition(".")
		name = f"{_row_of(group)}.{last}"
		label = f"{label}（写在循环内）"
	printed = "此处写文字" if field.example in ("是", "否") else f"{{{{ {name} }}}}"
	group = field.name.rpartition(".")[0]
	# a part of something that is not always there, such as the first of two reviews
	optional = any(other.name == group and "（可空" in other.label for other in fields)
	asked = f"{group} and {name}" if optional else name
	return _piece("条件与循环", f"有“{label}”时才输出", f"{{% if {asked} %}}{printed}{{% endif %}}")


def _row_of(group: str) -> str:
	return _VARIABLES.get(group.rpartition(".")[2], "row")


def _short(label: str) -> str:
	return label.partition("（")[0]


def _filters(fields: tuple[catalogue.Field, ...]) -> list[dict]:
	date = next((f.name for f in fields if _DATE.fullmatch(f.example) and not _in_list(f, fields)), "")
	examples = {"cn_date": date, "cn_year": date, "meeting_name": "(19, 3)"}
	pieces = []
	for name, label, example in _FILTERS:
		if name in FILTERS and name not in ("paragraphs",):
			code = f"{{{{ {examples[name]}|{name} }}}}" if examples.get(name) else f"|{name}"
			pieces.append(_piece("写法（过滤器）", f"{label}：{example}", code))
	return pieces


def _in_list(field: catalogue.Field, fields: tuple[catalogue.Field, ...]) -> bool:
	lists = {other.name for other in fields if other.rows}
	parts = field.name.split(".")
	return any(".".join(parts[:end]) in lists for end in range(1, len(parts)))


def _piece(group: str, label: str, code: str) -> dict:
	return {"group": group, "label": label, "code": code}
